"""The raw acts of a year as the test writes them down: what was done on which day, and nothing that follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from netcrm.domain.interaction import Channel, Direction

Subject = str
"""`c7` is contact 7, `o3` organisation 3, and nothing is everybody."""


@dataclass(frozen=True, slots=True)
class Added:
    """Somebody came into the store."""

    id: int
    on: date
    family: str
    organisation: int
    country: str = ""
    tags: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody went to work elsewhere."""

    id: int
    organisation: int


@dataclass(frozen=True, slots=True)
class Tiered:
    """Somebody got a tier, or lost it."""

    id: int
    tier: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """Somebody got a tag."""

    id: int
    tag: str


@dataclass(frozen=True, slots=True)
class Archived:
    """Somebody was archived, or brought back."""

    id: int
    is_active: bool


@dataclass(frozen=True, slots=True)
class CadenceSet:
    """A cadence was set on a contact, tier, tag, role or organisation; no words unset it."""

    scope: str
    subject: str
    words: str
    on: date


@dataclass(frozen=True, slots=True)
class Talked:
    """An interaction."""

    id: int
    on: date
    channel: Channel
    direction: Direction
    participants: tuple[int, ...]
    counts: bool | None = None


@dataclass(frozen=True, slots=True)
class Forgotten:
    """An interaction was deleted."""

    id: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A check-in was left out this time."""

    subject: Subject
    on: date


@dataclass(frozen=True, slots=True)
class Snoozed:
    """A check-in was put off."""

    subject: Subject
    until: date


@dataclass(frozen=True, slots=True)
class Rested:
    """The user waits no longer for somebody's answer."""

    id: int
    on: date


@dataclass(frozen=True, slots=True)
class Paused:
    """Nothing is asked from a day to a day, both inside."""

    subject: Subject
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Resumed:
    """The pauses of a subject ended yesterday."""

    subject: Subject
    on: date


@dataclass(frozen=True, slots=True)
class Promised:
    """A follow-up was written down."""

    id: int
    contact: int
    due_on: date
    due_at: datetime | None = None
    theirs: bool = False
    every: str = ""
    """How often it comes back: `1 month`, or nothing."""
    after_done: bool = False
    """Whether it counts from the day it was done, not from its first day."""


@dataclass(frozen=True, slots=True)
class PutOff:
    """A follow-up was snoozed."""

    id: int
    until: date


@dataclass(frozen=True, slots=True)
class Closed:
    """A follow-up was done, dropped or skipped; what comes after one that repeats gets `next_id`."""

    id: int
    on: date
    how: str
    next_id: int = 0


@dataclass(frozen=True, slots=True)
class Decided:
    """A setting was changed: the daily cap (also `none`) or the roll rule."""

    key: str
    value: str


RawAct = (
    Added | Moved | Tiered | Tagged | Archived | CadenceSet | Talked | Forgotten | Skipped | Snoozed | Rested | Paused
    | Resumed | Promised | PutOff | Closed | Decided
)  # fmt: skip
