"""The day sheet of an event: whom to meet when and where, to print and carry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from netcrm.domain.events.event import Event


@dataclass(frozen=True, slots=True)
class SheetLine:
    """Somebody on a day sheet."""

    name: str
    job: str
    """`PI, Harbor Point Medical Center`."""
    at: datetime | None
    """On the event's clock."""
    session: str
    room: str
    last_words: str
    promises: tuple[str, ...]
    is_met: bool
    line: str


@dataclass(frozen=True, slots=True)
class SheetDay:
    """A day of an event, its hours in order."""

    on: date
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True)
class DaySheet:
    """Whom to meet at an event, day by day: to print and carry."""

    event: Event
    days: tuple[SheetDay, ...]
    any_time: tuple[SheetLine, ...]
    """Those without an hour."""
    today: date
