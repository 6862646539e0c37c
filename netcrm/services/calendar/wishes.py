"""What a calendar is to hold, and what of it stands: the values that its readers share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time

from netcrm.domain.agenda import AgendaItem
from netcrm.domain.calendar.items import CalendarItem, CalendarKind, Form
from netcrm.domain.calendar.words import Detail, priority_of
from netcrm.domain.contact import Contact
from netcrm.domain.interaction import Interaction
from netcrm.services.notes.kept import KeptNotes
from netcrm.services.session import Session

USUAL_KINDS = frozenset({CalendarKind.CHECK_IN, CalendarKind.FOLLOW_UP, CalendarKind.INTERVIEW, CalendarKind.LEAD})
"""What a calendar holds where nothing is said."""
USUAL_DAYS = 90

Dated = Sequence[tuple[AgendaItem, date]]


@dataclass(frozen=True, slots=True)
class CalendarWish:
    """What a calendar is to hold."""

    kinds: frozenset[CalendarKind] = USUAL_KINDS
    days: int = USUAL_DAYS
    """How many days ahead, besides all that is late."""
    detail: Detail = Detail.BRIEF
    form: Form = Form.EVENT
    five_minutes: time | None = None
    """The hour of the five minutes of working days, where they are wished."""


@dataclass(frozen=True, slots=True)
class StandingItem:
    """An item that stands in the calendar, and what it is in netcrm."""

    key: str
    """Of the agenda's item: `c7`, `f7`, `o3`, `i4`, `l5`, `b7`; empty for the five minutes."""
    contact_id: int | None
    item: CalendarItem


PAGE = 500
"""How many people are held in memory at once."""


def pages(pairs: Dated) -> Iterator[Dated]:
    """Yield items with their days, a page at a time."""
    for start in range(0, len(pairs), PAGE):
        yield pairs[start : start + PAGE]


def priority_in(wish: CalendarWish, item: AgendaItem) -> int:
    """Return how urgent an item is where it goes out as a task; of events nothing is said."""
    return priority_of(item) if wish.form is Form.TODO else 0


def people_of(session: Session, wish: CalendarWish, ids: Sequence[int]) -> dict[int, Contact]:
    """Return people by id, with as much of their notes as the calendar may tell."""
    found = session.contacts.load(sorted(set(ids)))
    return KeptNotes(session).contacts(found) if wish.detail is Detail.FULL else found


def latest_of(session: Session, wish: CalendarWish, ids: Sequence[int]) -> dict[int, Interaction]:
    """Return the latest interaction with each person, where the calendar tells of it."""
    if wish.detail is not Detail.FULL:
        return {}
    latest = {i: kept.last_interaction for i, kept in session.kept_states(sorted(set(ids))).items()}
    loaded = {one.id: one for one in session.interactions.load([i for i in latest.values() if i])}
    found = KeptNotes(session).interactions(loaded)
    return {contact_id: found[one] for contact_id, one in latest.items() if one in found}
