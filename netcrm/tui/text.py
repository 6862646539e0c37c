"""The words that people see on the screens, and the one door by which their own text reaches a widget.

User text is never markup and never control: it goes to a widget as the `Content` that `plain` or `paragraphs` makes,
or into a line that is drawn by hand as the string that `one_line` makes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from netcrm.domain.agenda_values import Group
from netcrm.domain.check_in import Standing
from netcrm.domain.contact import State
from netcrm.domain.days import MONTHS, counted, long_day, short_day
from netcrm.domain.interaction import Direction
from netcrm.domain.roles import Role
from netcrm.domain.text import clean_text

_YEAR = 365
"""Days within which a day needs no year to be understood."""

NONE = "–"
"""Stands where there is nothing to show."""


def one_line(value: str) -> str:
    """Return user text for a line that is drawn by hand: cleaned, line ends as `⏎`, tabs as spaces."""
    return clean_text(value).replace("\n", " ⏎ ").replace("\t", " ")


def plain(value: str, style: str = "") -> Content:
    """Return user text on one line for a widget: never markup, never control."""
    return Content.styled(one_line(value), style) if style else Content(one_line(value))


def paragraphs(value: str, style: str = "") -> Content:
    """Return user text with its line ends for a widget: never markup, never control."""
    text = clean_text(value).replace("\t", "    ")
    return Content.styled(text, style) if style else Content(text)


def day(on: date | None, today: date) -> str:
    """Return `Tue 3 Nov`, with the year where it is not this one, and a dash for no day."""
    return long_day(on, today) if on else NONE


def ago(on: date, today: date) -> str:
    """Return how far away a day is: `today`, `3 days ago`, `in 2 weeks`, `5 months ago`."""
    days = (on - today).days
    if days == 0:
        return "today"
    if abs(days) == 1:
        return "tomorrow" if days > 0 else "yesterday"
    size = abs(days)
    for length, name in ((365, "year"), (30, "month"), (7, "week")):
        if size >= 2 * length:
            return _apart(size // length, name, ahead=days > 0)
    return _apart(size, "day", ahead=days > 0)


def _apart(count: int, name: str, *, ahead: bool) -> str:
    words = counted(count, name)
    return f"in {words}" if ahead else f"{words} ago"


def span(first: date | None, last: date | None, today: date) -> str:
    """Return `2 Dec to 3 Mar 2027`, one date where both are the same, nothing where there is none."""
    if first is None or last is None:
        return ""
    return short_day(first, today) if first == last else f"{short_day(first, today)} to {short_day(last, today)}"


def say_birthday(birthday: str) -> str:
    """Return `15 April 1980` or `15 April` for a birthday in normal form; others are shown as they are."""
    year, _, rest = birthday.partition("-") if not birthday.startswith("--") else ("", "", birthday[2:])
    month, _, monthday = rest.partition("-")
    if not (month.isdecimal() and monthday.isdecimal() and 1 <= int(month) <= len(MONTHS)):
        return birthday
    return f"{int(monthday)} {MONTHS[int(month) - 1]} {year}".strip()


def chips(roles: Sequence[Role], most: int = 3, guessed: Role | None = None) -> str:
    """Return the short forms of the first roles (`PI · KOL`), or of one that is guessed: `CRC?`."""
    return " · ".join(role.chip for role in roles[:most]) or (f"{guessed.chip}?" if guessed else "")


def standing_words(standing: Standing, days_late: int, next_day: date | None, today: date) -> str:
    """Return how somebody stands, in the words of a table cell: `6 days late`, `due today`, `Tue 2 Jun`."""
    if standing in (Standing.LATE, Standing.OVERDUE):
        return f"{counted(days_late, 'day')} late" + ("!" if standing is Standing.OVERDUE else "")
    if standing is Standing.DUE:
        return "due today"
    if standing is Standing.FRESH:
        return day(next_day, today) if next_day else "never"
    if standing is Standing.NEW:
        return "not contacted"
    if next_day and standing in (Standing.SNOOZED, Standing.PAUSED):
        soon = (next_day - today).days < _YEAR
        return f"{STANDINGS[standing]} to {short_day(next_day, next_day if soon else today)}"
    return STANDINGS[standing]


STANDINGS: dict[Standing, str] = {
    Standing.FRESH: "in touch",
    Standing.DUE: "due today",
    Standing.LATE: "late",
    Standing.OVERDUE: "overdue",
    Standing.SNOOZED: "snoozed",
    Standing.PAUSED: "paused",
    Standing.NEW: "not yet contacted",
    Standing.UNSET: "no cadence",
}
"""A standing in words."""

GROUPS: dict[Group, str] = {
    Group.LATE: "Late",
    Group.TODAY: "Today",
    Group.WEEK: "This week",
    Group.LATER: "Later",
    Group.OCCASION: "Birthdays and anniversaries",
    Group.AWAITING: "Awaiting an answer",
    Group.THEIRS: "Waiting for theirs",
    Group.NEW: "Not yet contacted",
}
"""The headings of the agenda."""

DIRECTIONS: dict[Direction, str] = {
    Direction.OUTGOING: "You wrote or called",
    Direction.INCOMING: "They wrote or called",
    Direction.BOTH: "Both",
}
"""A direction in words."""

STATES: dict[State, str] = {
    State.ACTIVE: "active",
    State.ARCHIVED: "archived",
    State.DO_NOT_CONTACT: "do not contact",
    State.LEFT_FIELD: "left the field",
    State.DECEASED: "deceased",
}
"""A contact's state in words."""
