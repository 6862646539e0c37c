"""Invented items, and what is written of them, for the tests of calendars."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from netcrm.domain.calendar.items import CalendarItem, CalendarKind, Form
from netcrm.domain.calendar.ledger import CalendarEntry, EntryState
from netcrm.formats.calendar.writing import CLOSING, component, opening

CHANGED = datetime(2026, 11, 21, 12, tzinfo=UTC)
ITEM = CalendarItem(
    uid="checkin-3f2a-20261103@netcrm",
    kind=CalendarKind.CHECK_IN,
    summary="Check in with Ana Lima (PI, St Mary's)",
    on=date(2026, 12, 31),
    description=("Ana Lima, MD", "Why: every 2 weeks; last touch 3 Nov 2026"),
    url="mailto:ana@example.org",
    categories=("Principal investigator", "area/oncology"),
)
ENTRY = CalendarEntry(ITEM, 2, CHANGED)
TIMED = CalendarEntry(replace(ITEM, uid="f@netcrm", at=datetime(2026, 12, 31, 23, 45, tzinfo=UTC)), 0, CHANGED)
INTERVIEW = CalendarItem(
    uid="interview-7@netcrm",
    kind=CalendarKind.INTERVIEW,
    summary="Interview with Kwame Boateng",
    on=date(2026, 12, 3),
    at=datetime(2026, 12, 3, 9, 0, tzinfo=UTC),
    minutes=45,
)


def written(*entries: CalendarEntry, form: Form = Form.EVENT) -> bytes:
    return b"".join((opening(), *(component(entry, form) for entry in entries), CLOSING))


def unfolded(data: bytes) -> list[str]:
    return data.replace(b"\r\n ", b"").decode().split("\r\n")


def lines_of(item: CalendarItem, state: EntryState = EntryState.CONFIRMED) -> list[str]:
    return unfolded(component(CalendarEntry(item, 0, CHANGED, state), Form.EVENT))


def todo_lines(item: CalendarItem, state: EntryState = EntryState.CONFIRMED, done_on: date | None = None) -> list[str]:
    return unfolded(component(CalendarEntry(item, 0, CHANGED, state, done_on), Form.TODO))
