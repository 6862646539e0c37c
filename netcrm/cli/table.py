"""The table of commands: under which heading each stands, where it is found, and its line of help.

Listing, completing and mistyping a command need this table alone; running one loads the one module that holds it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A command that is loaded when it is run."""

    heading: str
    module: str
    """A module of `netcrm.cli`, which holds the command under its own name with underscores."""
    help: str


_TODAY, _PEOPLE, _TOUCH, _FILES, _CARE = (
    "Each day",
    "People",
    "Keeping in touch",
    "Files in and out",
    "Looking after your data",
)

COMMANDS: dict[str, Entry] = {
    "due": Entry(_TODAY, "agenda", "List whom to write to today, and why."),
    "log": Entry(_TODAY, "interactions", "Log a call, an email, a meeting: log ana call talked about the protocol."),
    "follow-up": Entry(_TODAY, "promises", "Write down a promise with a date."),
    "done": Entry(_TODAY, "acts", "Tick an item of the agenda off."),
    "snooze": Entry(_TODAY, "acts", "Put an item off to a day."),
    "skip": Entry(_TODAY, "acts", "Not this time: the cadence counts from today again."),
    "drop": Entry(_TODAY, "acts", "Give a follow-up up, with a reason."),
    "search": Entry(_PEOPLE, "looking", "Find people: search role:pi city:boston -tag:phase/1."),
    "show": Entry(_PEOPLE, "showing", "Show all about somebody."),
    "add": Entry(_PEOPLE, "people", "Add a person."),
    "edit": Entry(_PEOPLE, "people", "Change what is kept about somebody."),
    "role": Entry(_PEOPLE, "roles", "Say what people are: role crc ana. “guessed” takes what their titles say."),
    "archive": Entry(_PEOPLE, "people", "Put somebody away: no check-ins any more. --back undoes it."),
    "delete": Entry(_PEOPLE, "people", "Delete somebody with all that is theirs."),
    "duplicates": Entry(_PEOPLE, "duplicates", "List people who stand there twice, and why."),
    "merge": Entry(_PEOPLE, "duplicates", "Make two contacts one: merge ana 17 keeps Ana."),
    "relate": Entry(_PEOPLE, "relations", "Say what people are to each other: relate ana mentor ben."),
    "unrelate": Entry(_PEOPLE, "relations", "Take a relation away."),
    "relations": Entry(_PEOPLE, "relations", "List what somebody is to others, and to sites."),
    "succeed": Entry(_PEOPLE, "successions", "Hand a job over: succeed ana ben --on 1 nov."),
    "path": Entry(_PEOPLE, "paths", "Find the warmest ways to a person, a site or an organisation."),
    "study": Entry(_PEOPLE, "studies", "Studies and who is on them: study show SLEEPT, add, put, end, list."),
    "organisation": Entry(_PEOPLE, "organisations", "Show or edit an organisation: organisation show “St Mary”."),
    "sort": Entry(_TOUCH, "sorting", "Sort the new ones, one by one, into tiers: sort ana b."),
    "cadence": Entry(_TOUCH, "cadences", "Say how often to be in touch: cadence ana 3 months."),
    "interview": Entry(_TOUCH, "interviews", "Informational interviews: ask ana, agree, prepare, note, after, list."),
    "questions": Entry(_TOUCH, "questions", "List the question sets for interviews, or show one: questions pi."),
    "advice": Entry(_TOUCH, "advice", "List what people advised, and say what became of it: advice followed 3."),
    "employer": Entry(_TOUCH, "employers", "A list of employers in LAMP order: employer add, rank, start, list."),
    "lead": Entry(_TOUCH, "leads", "Job openings with their deadlines: lead add, applied, close, list."),
    "introduction": Entry(_TOUCH, "introductions", "Introductions: introduction ask ana ben, agree, made, met, thank."),
    "mentor": Entry(_TOUCH, "mentors", "Your mentors: mentor begin ana, goal, meet, advice, show, end."),
    "event": Entry(_TOUCH, "events", "Conferences: event met socra ana, want, sheet, after, list."),
    "playbook": Entry(_TOUCH, "playbooks", "Run a series of follow-ups: playbook start ana outreach."),
    "goal": Entry(_TOUCH, "goals", "Set goals and see their pace: goal add talk with five CRAs by 15 december."),
    "did": Entry(_TOUCH, "activities", "Write down what you did, in numbers: did filed 12 essential documents."),
    "pause": Entry(_TOUCH, "pauses", "Ask for nothing for a while: pause --all --until 2 jan."),
    "resume": Entry(_TOUCH, "pauses", "End a pause."),
    "message": Entry(_TOUCH, "messages", "Write from a template: message ana thank-you."),
    "edit-interaction": Entry(_TOUCH, "interactions", "Change what was logged, by its id."),
    "delete-interaction": Entry(_TOUCH, "interactions", "Delete what was logged, by its id."),
    "edit-follow-up": Entry(_TOUCH, "promises", "Change a promise, by its key."),
    "delete-follow-up": Entry(_TOUCH, "promises", "Delete a promise, by its key."),
    "import": Entry(_FILES, "importing", "Bring people in from vCard files."),
    "export": Entry(_FILES, "exporting", "Write a calendar, cards or tables."),
    "report": Entry(_FILES, "reporting", "Tell what came of a span of time: report --from 1 jun --to 31 aug."),
    "sync": Entry(_FILES, "syncing", "Write the calendar into a folder, and read what others did there."),
    "undo": Entry(_CARE, "history", "Take the newest act back; --list shows them."),
    "redo": Entry(_CARE, "history", "Bring back what was undone last."),
    "settings": Entry(_CARE, "keeping", "Show or change what dates and exports depend on."),
    "note-policy": Entry(_CARE, "notes", "Say about whom which notes may be kept: note-policy topics role:regulator."),
    "backup": Entry(_CARE, "keeping", "Copy the store to a safe place."),
    "restore": Entry(_CARE, "keeping", "Put a backup in the place of the store."),
    "doctor": Entry(_CARE, "keeping", "Check the store, and mend what can be mended."),
    "demo": Entry(_CARE, "screens", "Open the screens on a sample network."),
}
