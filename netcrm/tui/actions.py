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
    CALENDAR = "Calendar"
    CONTACT = "A contact's page"
    SORTING = "Sorting"
    DUPLICATES = "Duplicates"
    SYNC = "Sync"
    MONTH = "The calendar's month"
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


_LISTS = (Scope.TODAY, Scope.PEOPLE, Scope.CALENDAR)
_PERSON = (Scope.TODAY, Scope.PEOPLE, Scope.CALENDAR, Scope.CONTACT)
_PAGE = (Scope.CONTACT,)
_ITEM = _PERSON
_SORT = (Scope.SORTING,)
_TWICE = (Scope.DUPLICATES,)
_DAY = (Scope.CALENDAR,)
_MONTH = (Scope.MONTH,)
_SYNC = (Scope.SYNC,)
_ALL = (Scope.EVERYWHERE,)
_LIST = (Scope.LIST,)

ACTIONS: tuple[Action, ...] = (
    Action("open", "enter", "Open", "Open the person's page", (*_LISTS, *_SORT), (*_LISTS, *_SORT)),
    Action("done", "d", "Done", "The check-in or promise is done", _ITEM, (Scope.TODAY, *_DAY)),
    Action("snooze", "s", "Snooze", "Show it again on a day of your choice", _ITEM, (Scope.TODAY, *_DAY)),
    Action("skip", "S", "Skip", "Not this time: the next one counts from today", _ITEM),
    Action("drop", "x", "Drop", "Give up a promise, with a reason", _ITEM),
    Action("log", "l", "Log", "Log a call, an e-mail, a meeting …", _PERSON, _PERSON),
    Action(
        "follow_up",
        "f",
        "Follow-up",
        "Promise something for a day, or note what they promised",
        _PERSON,
        (Scope.TODAY, Scope.PEOPLE, Scope.CONTACT),
    ),
    Action(
        "message", "m", "Message", "Write to them from a template, and log it", _PERSON, (Scope.TODAY, Scope.CONTACT)
    ),
    Action("playbook", "b", "Playbook", "Start a short series of follow-ups, or stop one", _PERSON, (Scope.CONTACT,)),
    Action("cadence", "c", "Cadence", "How often you want to be in touch", _PERSON, (Scope.PEOPLE, Scope.CONTACT)),
    Action("edit", "e", "Edit", "Change name, roles, addresses, note …", _PERSON, _PAGE),
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
        (*_PERSON, *_SORT, *_TWICE, *_SYNC),
        (*_SORT, *_SYNC, *_DAY),
    ),
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
    Action("calendar", "4", "Calendar", "A month with what stands on each day", _ALL),
    Action("add", "a", "Add", "Add a person", _ALL, (Scope.PEOPLE,), not_on=_SORT),
    Action("import_files", "i", "Import", "Bring in an address book, a table, or past meetings", _ALL, (Scope.PEOPLE,)),
    Action("sync", "y", "Sync", "Write the calendar and card folders, and see what others did there", _ALL),
    Action("export_files", "o", "Export", "Write a calendar, an address book or a table", _ALL, not_on=_TWICE),
    Action("duplicates", "equals_sign", "Duplicates", "People who stand here twice", _ALL, not_on=_TWICE),
    Action("undo", "u", "Undo", "Take back the newest act", _ALL, (*_PERSON, *_SORT, *_TWICE, *_SYNC, *_MONTH)),
    Action("redo", "U", "Redo", "Do again what was just undone", _ALL),
    Action("find", "ctrl+p", "Find", "Find any person or action", _ALL),
    Action(
        "help", "question_mark", "Help", "All keys of this screen", _ALL, (*_PERSON, *_SORT, *_TWICE, *_SYNC, *_MONTH)
    ),
    Action("quit", "q", "Quit", "Leave netcrm; all is saved", _ALL),
    Action("pause_everybody", "", "Pause everybody", "A holiday: ask for nothing from anybody for some days", _ALL),
    Action("resume_everybody", "", "Resume everybody", "End the pause of everybody", _ALL),
    Action("theme", "", "Theme", "Choose the colours, light or dark", _ALL),
    Action("calendar_file", "", "Calendar file", "Keep a calendar file up to date: whether, and where", _ALL),
    Action("sync_folders", "", "Sync folders", "Choose the folders that sync writes and reads", _ALL),
    Action("backup", "", "Back up now", "Write a verified copy of the store beside it", _ALL),
)
"""All of them, in the order of the help screen."""

SCREENS = (Scope.TODAY, Scope.PEOPLE, Scope.CALENDAR, Scope.CONTACT, Scope.SORTING, Scope.DUPLICATES, Scope.SYNC)
"""The scopes that are screens."""

BY_ID: dict[str, Action] = {action.id: action for action in ACTIONS}


def on_screen(scope: Scope) -> tuple[Action, ...]:
    """Return all actions that work on a screen: its own, then those of everywhere."""
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
    for scope in (*SCREENS, Scope.MONTH):
        holders: dict[str, list[str]] = defaultdict(list)
        lists = () if scope in (Scope.SORTING, Scope.MONTH) else of_scope(Scope.LIST)
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
