"""What the services on events take and give: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from netcrm.domain.contact import Details
from netcrm.domain.events.event import Event, EventKind, EventPerson
from netcrm.services.listing import ContactRow
from netcrm.services.playbooks.values import StartPreview


class When(StrEnum):
    """Where an event lies against today."""

    NOW = "now"
    AHEAD = "ahead"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event about to be written or changed."""

    name: str
    starts_on: date
    ends_on: date | None = None
    """None where it is over on its first day."""
    kind: EventKind = EventKind.CONFERENCE
    time_zone: str = ""
    """The name of the zone of its place, whatever the case; empty for the user's own."""
    place: str = ""
    link: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event as listed."""

    event: Event
    when: When
    targets: int
    """How many people the user wants to meet there, met or not."""
    met: int


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody at an event."""

    person: EventPerson
    row: ContactRow
    last_words: str = ""
    """`email 3 Nov: asked about the SOP`: the latest that was logged."""
    promises: tuple[str, ...] = ()
    """What is open between the two: `Send her the abstract, 4 Dec`."""

    @property
    def is_met(self) -> bool:
        """Whether the user met them there."""
        return self.person.met_on is not None


@dataclass(frozen=True, slots=True)
class EventPage:
    """An event with everybody on its list: those still to be met by their hours, then those met, the latest first."""

    line: EventLine
    people: tuple[PersonLine, ...]
    to_follow_up: tuple[int, ...]
    """Those met with whom the conference playbook was not started yet."""

    @property
    def event(self) -> Event:
        """The event."""
        return self.line.event


@dataclass(frozen=True, slots=True)
class Slot:
    """Where and when somebody can be met; what is None stays as it was, an empty text clears."""

    session: str | None = None
    at: datetime | None = None
    room: str | None = None
    no_hour: bool = False
    """Whether the hour that they had is to go."""


@dataclass(frozen=True, slots=True)
class RosterLine:
    """Somebody of a roster file, held against who is there."""

    number: int
    """The row, counted from 1 below the titles."""
    details: Details
    contact_id: int | None
    """Who they are; None for somebody new."""
    why: str
    """How they were known again: `same e-mail`, `same name`; nothing for somebody new."""
    session: str = ""
    meets_at: datetime | None = None
    room: str = ""
    warnings: tuple[str, ...] = ()
    """What of the row was not understood and is kept as text, a sentence each."""

    @property
    def is_new(self) -> bool:
        """Whether they would be added."""
        return self.contact_id is None


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """What a roster file says, before anything is written."""

    event: Event
    file: str
    lines: tuple[RosterLine, ...]
    problems: tuple[str, ...] = ()
    """Rows that are nobody's, a sentence each."""

    @property
    def new(self) -> int:
        """How many are new."""
        return sum(line.is_new for line in self.lines)


@dataclass(frozen=True, slots=True)
class AfterPlan:
    """What the playbook would do with everybody met."""

    event: Event
    on: date
    """The day that it counts from."""
    preview: StartPreview
    done_already: int
    """How many of those met were in it before, and are left out."""
