"""The one table of actions: what a key does, on which screens, and in which words.

It feeds the bindings, the key line, the palette, the help screen and the README's list of keys. A user remaps a key by
the action's id (`[keys]` in `config.toml`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from textual.binding import Binding
from textual.keys import format_key


class Scope(StrEnum):
    """Where an action can be used; the value is the heading of the help screen."""

    TODAY = "Today"
    PEOPLE = "People"
    INTERVIEWS = "Interviews"
    CALENDAR = "Calendar"
    INSIGHTS = "Insights"
    CONTACT = "A contact's page"
    STUDY = "A study's page"
    ORGANISATION = "An organisation's page"
    SORTING = "Sorting"
    DUPLICATES = "Duplicates"
    SYNC = "Sync"
    EMPLOYERS = "Employers"
    EVENTS = "Events"
    EVENT = "An event"
    MONTH = "The calendar's month"
    BOARD = "The board of interviews"
    SHEET = "The note sheet of an interview"
    CONFERENCE = "Conference mode"
    LIST = "Lists"
    EVERYWHERE = "Everywhere"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a key does."""

    id: str
    """The method is `action_` and this."""
    key: str
    """Textual's names of keys, with commas between; empty where only the palette has it."""
    label: str
    help: str
    scopes: tuple[Scope, ...]
    shown: tuple[Scope, ...] = ()
    """Where the key line shows it."""
    not_on: tuple[Scope, ...] = ()
    """Screens on which it cannot be used though it can be everywhere: their own keys mean something else."""


_LISTS = (Scope.TODAY, Scope.PEOPLE, Scope.CALENDAR, Scope.STUDY, Scope.ORGANISATION)
_PERSON = (Scope.TODAY, Scope.PEOPLE, Scope.CALENDAR, Scope.CONTACT, Scope.STUDY, Scope.ORGANISATION)
_PAGE = (Scope.CONTACT,)
_ABOUT = (Scope.STUDY, Scope.ORGANISATION)
_ITEM = _PERSON
_SORT = (Scope.SORTING,)
_TWICE = (Scope.DUPLICATES,)
_DAY = (Scope.CALENDAR,)
_MONTH = (Scope.MONTH,)
_SYNC = (Scope.SYNC,)
_TALKS = (Scope.INTERVIEWS,)
_JOBS = (Scope.EMPLOYERS,)
_BOARD = (Scope.BOARD,)
_SHEET = (Scope.SHEET,)
_EVENTS = (Scope.EVENTS,)
_EVENT = (Scope.EVENT,)
_STAND = (Scope.CONFERENCE,)
_GOALS = (Scope.INSIGHTS,)
_ALL = (Scope.EVERYWHERE,)
_LIST = (Scope.LIST,)

ACTIONS: tuple[Action, ...] = (
    Action("open", "enter", "Open", "Open the person's page", (*_LISTS, *_TALKS, *_SORT, *_EVENT), (*_LISTS, *_SORT)),
    Action(
        "done",
        "d",
        "Done",
        "The check-in or promise is done, the interview held",
        (*_ITEM, *_TALKS),
        (Scope.TODAY, *_DAY),
    ),
    Action(
        "snooze",
        "s",
        "Snooze",
        "Show it again on a day of your choice; move an interview",
        (*_ITEM, *_TALKS),
        (Scope.TODAY, *_DAY),
    ),
    Action("skip", "S", "Skip", "Not this time: the next one counts from today", _ITEM),
    Action("drop", "x", "Drop", "Give up a promise, cancel an interview, with a reason", (*_ITEM, *_TALKS)),
    Action("log", "l", "Log", "Log a call, an e-mail, a meeting …", (*_PERSON, *_TALKS, *_EVENT), _PERSON),
    Action(
        "follow_up",
        "f",
        "Follow-up",
        "Promise something for a day, or note what they promised",
        (*_PERSON, *_TALKS, *_EVENT),
        (Scope.TODAY, Scope.PEOPLE, Scope.CONTACT),
    ),
    Action(
        "message",
        "m",
        "Message",
        "Write to them from a template, and log it",
        (*_PERSON, *_TALKS),
        (Scope.TODAY, Scope.CONTACT),
    ),
    Action(
        "interview",
        "i",
        "Interview",
        "Ask for an interview, agree on a day, say it was held, give it up … on any day",
        (*_PERSON, *_TALKS),
        (Scope.CONTACT, *_TALKS),
    ),
    Action("note_sheet", "n", "Notes", "The sheet to take notes in while talking", (*_PERSON, *_TALKS), _TALKS),
    Action(
        "stage_on",
        "greater_than_sign,L,shift+right",
        "On",
        "The interview reached the next stage today",
        _TALKS,
        _TALKS,
    ),
    Action("stage_back", "less_than_sign,H,shift+left", "Back", "Take the interview's last step back", _TALKS),
    Action(
        "afterwards", "w", "Afterwards", "What came of it: advice, names, thanks, rating, next step", _TALKS, _TALKS
    ),
    Action("edit_interview", "e", "Change", "Change what the interview is about, when and where it is", _TALKS),
    Action("delete_interview", "delete,D", "Delete", "Delete the interview as if it had never been", _TALKS),
    Action("pane_down", "right_square_bracket", "Pane down", "Scroll what stands beside the board down", _TALKS),
    Action("pane_up", "left_square_bracket", "Pane up", "Scroll what stands beside the board up", _TALKS),
    Action(
        "playbook",
        "b",
        "Playbook",
        "Start a short series of follow-ups, or stop one",
        (*_PERSON, *_TALKS),
        (Scope.CONTACT,),
    ),
    Action("cadence", "c", "Cadence", "How often you want to be in touch", _PERSON, (Scope.PEOPLE, Scope.CONTACT)),
    Action("edit", "e", "Edit", "Change name, roles, addresses, note …", _PERSON, _PAGE),
    Action("edit_page", "ctrl+e", "Edit page", "Change what is kept of the study or organisation", _ABOUT, _ABOUT),
    Action(
        "study",
        "Y",
        "On a study",
        "Put the person on a study: as what, at which site, since when",
        _PERSON,
        (Scope.STUDY,),
    ),
    Action("end_part", "X", "Off the study", "The person's part in the study is over", (Scope.STUDY,), (Scope.STUDY,)),
    Action("delete_page", "", "Delete study", "Delete the study with the parts in it; the people stay", (Scope.STUDY,)),
    Action("introduction", "N", "Introduction", "Who introduces you to whom, and how far it got", _PERSON),
    Action("relation", "V", "Relation", "What the person is to others, and to sites: monitor, colleague …", _PERSON),
    Action("mentor", "B", "Mentor", "As your mentor: goals, the next meeting, advice and what became of it", _PERSON),
    Action("succession", "Z", "Succeeded by", "Somebody takes the job over: see all that moves first", _PERSON),
    Action(
        "organisation",
        "O",
        "Organisation",
        "Open the page of the organisation, or where the person is",
        (*_PERSON, *_JOBS),
    ),
    Action("around", "r", "Around", "What is around them: relations, introductions, studies, papers", _PAGE, _PAGE),
    Action("tag", "t", "Tag", "Add or remove tags", (Scope.PEOPLE, Scope.CONTACT)),
    Action("tier", "T", "Tier", "How much they matter: A, B, C, D or none", _PERSON),
    Action("role", "R", "Role", "What they are: choose, or take what their titles say", _PERSON),
    Action("star", "asterisk", "Star", "Mark with a star, or take it off", _PERSON),
    Action("pause", "p", "Pause", "Ask for nothing for some days", _PERSON),
    Action("resume", "P", "Resume", "End the pause", _PERSON),
    Action("archive", "A", "Archive", "Put away without deleting; again to bring back", _PERSON),
    Action("delete", "delete", "Delete", "Delete for good (u brings them back)", _PERSON),
    Action("edit_entry", "enter", "Change", "Change the promise or the line of the timeline", _PAGE, _PAGE),
    Action("delete_entry", "D", "Delete line", "Delete the promise or the line of the timeline", _PAGE),
    Action("where_from", "w", "Where from", "The files they came from, and what changed since", _PAGE, _PAGE),
    Action(
        "merge",
        "M",
        "Merge",
        "Make one of two selected people, or of this one and the likeliest",
        (Scope.PEOPLE, *_PAGE),
    ),
    Action("search", "slash", "Search", "Search as you type", (Scope.PEOPLE,), (Scope.PEOPLE,)),
    Action("sort", "greater_than_sign", "Sort", "Sort by the next column", (Scope.PEOPLE,)),
    Action("sort_back", "less_than_sign", "Turn round", "Turn the order round", (Scope.PEOPLE,)),
    Action("select_all", "ctrl+a", "Select all", "Select all that the search shows, or none", (Scope.PEOPLE,)),
    Action("move_on", "greater_than_sign,L,shift+right", "A day on", "Move it to the next working day", _DAY, _DAY),
    Action("move_back", "less_than_sign,H,shift+left", "A day back", "Move it to the working day before", _DAY),
    Action("move_week_on", "J,shift+down", "A week on", "Move it a week on", _DAY),
    Action("move_week_back", "K,shift+up", "A week back", "Move it a week back", _DAY),
    Action("carry", "v", "Carry", "Carry it to any day: choose the day in the month, enter puts it there", _DAY, _DAY),
    Action("sort_people", "t", "Sorting", "Sort the unsorted: one person at a time, one key each", (Scope.TODAY,)),
    Action("sort_unsorted", "ctrl+t", "Sorting", "Sort the unsorted: one person at a time", (Scope.PEOPLE,)),
    Action("tier_a", "a", "Tier A", "Tier A, and on to the next person", _SORT),
    Action("tier_b", "b", "Tier B", "Tier B, and on to the next person", _SORT),
    Action("tier_c", "c", "Tier C", "Tier C, and on to the next person", _SORT),
    Action("tier_d", "d", "Tier D", "Tier D, and on to the next person", _SORT),
    Action("never", "n", "Never", "No check-ins with this person: a cadence of never", _SORT),
    Action("put_away", "x", "Archive", "Put the person away without deleting", _SORT),
    Action("later", "l,space", "Later", "Set the person aside for another time", _SORT, _SORT),
    Action("take_up", "r", "Take up", "Take up again those who were set aside", _SORT, _SORT),
    Action("merge_pair", "enter,m", "Merge", "Look at the two field by field, and make them one", _TWICE, _TWICE),
    Action("not_same", "x", "Not the same", "They are two people: they are not named together again", _TWICE, _TWICE),
    Action("open_first", "o", "Open left", "Open the page of the one on the left", _TWICE, _TWICE),
    Action("open_second", "O", "Open right", "Open the page of the one on the right", _TWICE, _TWICE),
    Action("look_again", "r", "Look again", "Compare everybody anew", _TWICE),
    Action("apply_sync", "enter,ctrl+s", "Apply", "Do what is ticked, and write the folders", _SYNC, _SYNC),
    Action("refuse", "minus,r", "Refuse", "Let netcrm hold: it writes its own over what others did", _SYNC, _SYNC),
    Action("take_all", "ctrl+a", "Tick all", "Tick all but conflicts, or none", _SYNC),
    Action(
        "back",
        "escape",
        "Back",
        "Clear the search or the selection; leave a page or the list of a day",
        (*_PERSON, *_SORT, *_TWICE, *_SYNC, *_JOBS, *_EVENTS, *_EVENT),
        (*_SORT, *_SYNC, *_DAY),
    ),
    Action("card_down", "j,down", "Down", "The next card", _BOARD),
    Action("card_up", "k,up", "Up", "The card before", _BOARD),
    Action("column_on", "right,tab", "Right", "The next stage", _BOARD),
    Action("column_back", "left,shift+tab", "Left", "The stage before", _BOARD),
    Action("first_card", "g,home", "First", "The first card of the stage", _BOARD),
    Action("last_card", "G,end", "Last", "The last card of the stage", _BOARD),
    Action("sheet_leave", "escape", "Leave", "Leave the sheet; all that is typed is written", _SHEET, _SHEET),
    Action("sheet_next", "ctrl+down", "Next topic", "To the next topic", _SHEET),
    Action("sheet_previous", "ctrl+up", "Topic before", "To the topic before", _SHEET),
    Action("sheet_note", "ctrl+n", "New note", "A note of its own under this topic", _SHEET, _SHEET),
    Action("sheet_questions", "ctrl+g", "Questions", "Put questions on the sheet: a set, or your own", _SHEET, _SHEET),
    Action(
        "sheet_afterwards", "ctrl+o", "Afterwards", "The talk is over: advice, names, thanks, rating", _SHEET, _SHEET
    ),
    Action("sheet_share", "ctrl+t", "Share", "Mark the note as fit for others to read, or not", _SHEET, _SHEET),
    Action("goal_add", "n", "New goal", "Set a goal: talk with five CRAs by 15 December", _GOALS, _GOALS),
    Action("goal_drop", "x", "Drop goal", "Give the goal up", _GOALS, _GOALS),
    Action("did", "d", "Did", "Write down what you did, in numbers: filed 12 documents", _GOALS, _GOALS),
    Action("edit_employer", "enter,e", "Rank", "Rate the employer, or change the job opening", _JOBS, _JOBS),
    Action("new_employer", "n", "New", "Put an organisation on the list of employers", _JOBS, _JOBS),
    Action("new_lead", "l", "Lead", "A job opening there: title, link, deadline, who told you", _JOBS, _JOBS),
    Action("applied", "d", "Applied", "You applied for the job, or accepted the offer", _JOBS, _JOBS),
    Action("lead_outcome", "c", "Outcome", "What came of the job opening: an offer, rejected, filled …", _JOBS, _JOBS),
    Action(
        "start_employers",
        "b",
        "Start 3B7",
        "Write to the best person at each of the first five, or of those selected",
        _JOBS,
        _JOBS,
    ),
    Action("motivation_up", "plus", "Motivation up", "You would rather work there than the list says", _JOBS, _JOBS),
    Action("motivation_down", "minus", "Motivation down", "You would not so gladly work there", _JOBS),
    Action("open_insider", "p", "Person", "Open the page of the person to write to there", _JOBS),
    Action("take_off", "x,delete", "Take off", "Take the employer off the list, or delete the job opening", _JOBS),
    Action("open_event", "enter", "Open", "Open the event: whom to meet, whom you met", _EVENTS, _EVENTS),
    Action(
        "conference",
        "c",
        "Conference",
        "You are there: one key says whom you met, and one line what was said",
        (*_EVENTS, *_EVENT),
        (*_EVENTS, *_EVENT),
    ),
    Action("add_event", "n", "New", "Add an event", _EVENTS, _EVENTS),
    Action("edit_event", "e", "Change", "Change the event's days, place, time zone", _EVENTS, _EVENTS),
    Action("delete_event", "delete,D", "Delete", "Delete the event with its list; its people stay", _EVENTS),
    Action("met", "m", "Met", "You met them there: one line, and the day", _EVENT, _EVENT),
    Action("want", "w", "Whom to meet", "Put people on the list, by name or by a query", _EVENT, _EVENT),
    Action("edit_place", "e", "Change", "Change their session, hour and room", _EVENT),
    Action("leave_out", "x", "Off the list", "Take them off the list", _EVENT),
    Action(
        "day_sheet",
        "d",
        "Day sheet",
        "Write whom to meet, by hour, into a file to print",
        (*_EVENTS, *_EVENT),
        (*_EVENTS, *_EVENT),
    ),
    Action(
        "after_event",
        "b",
        "Follow up",
        "Start the conference playbook with everybody you met",
        (*_EVENTS, *_EVENT),
        (*_EVENTS, *_EVENT),
    ),
    Action("roster", "r", "Roster", "Put those on the list whom a roster file names", _EVENT, _EVENT),
    Action("stand_met", "enter", "Met", "You met the one under the cursor", _STAND, _STAND),
    Action(
        "stand_new", "ctrl+n", "Somebody new", "You met somebody who is not here yet: the name typed", _STAND, _STAND
    ),
    Action("stand_day", "ctrl+t", "Another day", "Log what comes next for another day of the event", _STAND, _STAND),
    Action("stand_undo", "ctrl+z", "Undo", "Take back the newest act", _STAND, _STAND),
    Action("stand_leave", "escape", "Leave", "Clear what is typed; leave", _STAND, _STAND),
    Action("into_day", "enter,tab", "The day", "Into the list of the day", _MONTH, _MONTH),
    Action("day_on", "right,l", "Day on", "The next day", _MONTH),
    Action("day_back", "left,h", "Day back", "The day before", _MONTH),
    Action("week_on", "down,j", "Week on", "The same day of the next week", _MONTH),
    Action("week_back", "up,k", "Week back", "The same day of the week before", _MONTH),
    Action("month_on", "right_square_bracket,pagedown", "Month on", "The next month", _MONTH, _MONTH),
    Action("month_back", "left_square_bracket,pageup", "Month back", "The month before", _MONTH, _MONTH),
    Action("this_day", "t,home", "To today", "Back to today", _MONTH, _MONTH),
    Action("cursor_down", "j,down", "Down", "One line down", _LIST),
    Action("cursor_up", "k,up", "Up", "One line up", _LIST),
    Action("page_down", "pagedown,ctrl+d", "Page down", "One page down", _LIST),
    Action("page_up", "pageup,ctrl+u", "Page up", "One page up", _LIST),
    Action("first", "g,home", "First", "To the first line", _LIST),
    Action("last", "G,end", "Last", "To the last line", _LIST),
    Action("mark", "space", "Select", "Select the line, for acts on several at once", _LIST),
    Action("today", "1", "Today", "Whom to write to today, and why", _ALL),
    Action("people", "2", "People", "Everybody, searched and sorted", _ALL),
    Action("interviews", "3", "Interviews", "Whom you ask to talk with you, by how far it got", _ALL),
    Action("employers", "o", "Employers", "Where you would like to work, and the job openings", _TALKS, _TALKS),
    Action("calendar", "4", "Calendar", "A month with what stands on each day", _ALL),
    Action("insights", "5", "Insights", "The network in pictures, and how far your goals are", _ALL),
    Action("events", "E", "Events", "Conferences and meetings: whom to meet, whom you met", _ALL),
    Action("add", "a", "Add", "Add a person", _ALL, (Scope.PEOPLE,), not_on=_SORT),
    Action("import_files", "I", "Import", "Bring in an address book, a table, or past meetings", _ALL, (Scope.PEOPLE,)),
    Action("report", "W", "Report", "What came of a week, a quarter or an internship, on a page", _ALL, _GOALS),
    Action("sync", "y", "Sync", "Write the calendar and card folders, and see what others did there", _ALL),
    Action(
        "export_files", "o", "Export", "Write a calendar, an address book or a table", _ALL, not_on=(*_TWICE, *_TALKS)
    ),
    Action("duplicates", "equals_sign", "Duplicates", "People who stand here twice", _ALL, not_on=_TWICE),
    Action(
        "undo",
        "u",
        "Undo",
        "Take back the newest act",
        _ALL,
        (*_PERSON, *_TALKS, *_GOALS, *_SORT, *_TWICE, *_JOBS, *_SYNC, *_MONTH, *_EVENTS, *_EVENT),
    ),
    Action("redo", "U", "Redo", "Do again what was just undone", _ALL),
    Action("find", "ctrl+p", "Find", "Find any person or action", _ALL),
    Action(
        "help",
        "question_mark",
        "Help",
        "All keys of this screen",
        _ALL,
        (*_PERSON, *_TALKS, *_GOALS, *_SORT, *_TWICE, *_JOBS, *_SYNC, *_MONTH, *_EVENTS, *_EVENT),
    ),
    Action("quit", "q", "Quit", "Leave netcrm; all is saved", _ALL),
    Action(
        "open_employers",
        "",
        "Employers",
        "Where you would like to work, and the job openings",
        _ALL,
        not_on=(*_TALKS, *_JOBS),
    ),
    Action("conference_now", "", "Conference mode", "At the event that goes on: one key says whom you met", _ALL),
    Action("pause_everybody", "", "Pause everybody", "A holiday: ask for nothing from anybody for some days", _ALL),
    Action("resume_everybody", "", "Resume everybody", "End the pause of everybody", _ALL),
    Action("add_study", "", "Add study", "Write a study down", _ALL),
    Action("theme", "", "Theme", "Choose the colours, light or dark", _ALL),
    Action("calendar_file", "", "Calendar file", "Keep a calendar file up to date: whether, and where", _ALL),
    Action("sync_folders", "", "Sync folders", "Choose the folders that sync writes and reads", _ALL),
    Action("backup", "", "Back up now", "Write a verified copy of the store beside it", _ALL),
)
"""All of them, in the order of the help screen."""

SCREENS = (
    Scope.TODAY,
    Scope.PEOPLE,
    Scope.INTERVIEWS,
    Scope.CALENDAR,
    Scope.INSIGHTS,
    Scope.CONTACT,
    Scope.STUDY,
    Scope.ORGANISATION,
    Scope.SORTING,
    Scope.DUPLICATES,
    Scope.SYNC,
    Scope.EMPLOYERS,
    Scope.EVENTS,
    Scope.EVENT,
)
"""The scopes that are screens."""

_TYPED = frozenset({Scope.SHEET, Scope.CONFERENCE})
"""Where one types: letters are text there, and only the keys of its own work."""

BY_ID: dict[str, Action] = {action.id: action for action in ACTIONS}


def on_screen(scope: Scope) -> tuple[Action, ...]:
    """Return all actions that work on a screen: its own, then those of everywhere; where one types, its own alone."""
    if scope in _TYPED:
        return of_scope(scope)
    return (*of_scope(scope), *(action for action in of_scope(Scope.EVERYWHERE) if scope not in action.not_on))


def of_scope(scope: Scope) -> tuple[Action, ...]:
    """Return the actions that name this scope."""
    return tuple(action for action in ACTIONS if scope in action.scopes)


def bindings(*scopes: Scope) -> list[Binding]:
    """Return the bindings of the actions of these scopes, for a screen's or widget's `BINDINGS`."""
    found = (action for scope in scopes for action in of_scope(scope))
    chosen = {action.id: action for action in found if not set(action.not_on) & set(scopes)}
    return [Binding(a.key, a.id, a.label, id=a.id, show=False) for a in chosen.values() if a.key]


def key_label(keys: str) -> str:
    """Return how people read the first of some keys: `ctrl+p`, `?`, `enter`."""
    first = keys.split(",")[0].strip()
    *modifiers, key = first.split("+") if len(first) > 1 else [first]
    return "+".join([*modifiers, _WORDS.get(key) or format_key(key)])


_WORDS = {"enter": "enter", "escape": "esc", "delete": "del", "space": "space"}
"""Keys whose names people know better than the signs that Textual has for them."""


def collisions(keys: Mapping[str, str]) -> list[str]:
    """Return a sentence for each key that means two things on one screen; `keys` remaps actions by id."""
    found = []
    for scope in (*SCREENS, Scope.MONTH, *_TYPED):
        holders: dict[str, list[str]] = defaultdict(list)
        lists = () if scope in (Scope.SORTING, Scope.MONTH, *_TYPED) else of_scope(Scope.LIST)
        lists = of_scope(Scope.BOARD) if scope is Scope.INTERVIEWS else lists
        for action in (*on_screen(scope), *lists):
            for key in _keys(keys.get(action.id, action.key)):
                holders[key].append(action.id)
        found += [
            f"On {scope}, the key {key_label(key)} means {' and '.join(ids)}."
            for key, ids in holders.items()
            if len(ids) > 1
        ]
    return found


def _keys(text: str) -> Iterable[str]:
    return filter(None, (part.strip() for part in text.split(",")))
