"""What services take and give: frozen values that say what an act will change or has changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from netcrm.domain.agenda import AgendaItem
from netcrm.domain.check_in import Standing
from netcrm.domain.contact import Contact, State, Tier
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.roles import Role


class Origin(StrEnum):
    """Where an act came from."""

    SCREENS = "screens"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A line about a person, as tables and listings show it."""

    id: int
    uid: str
    name: str
    roles: tuple[Role, ...]
    organisation: str
    title: str
    tier: Tier | None
    email: str
    phone: str
    city: str
    starred: bool
    state: State
    standing: Standing
    days_late: int
    next_check_in: date | None
    last_touch: date | None
    awaiting_since: date | None


@dataclass(frozen=True, slots=True)
class StandingView:
    """How somebody stands today, and why, in words."""

    standing: Standing
    effective_cadence: str
    """In words with its origin: `every 2 weeks, from tier B`; empty when unset."""
    last_touch: date | None
    next_check_in: date | None
    days_late: int
    awaiting_since: date | None
    why: str
    """One sentence: why the next date is what it is."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where a contact came from."""

    file: str
    format: str
    place: int
    """Card or row, counted from 1."""
    imported_on: date
    uid: str


@dataclass(frozen=True, slots=True)
class ContactView:
    """All that a contact's page shows, but the timeline."""

    contact: Contact
    own_cadence: str | None
    """`None` when unset, `never`, or `2 weeks`."""
    standing: StandingView
    follow_ups: tuple[FollowUp, ...]
    """Open ones first, by date."""
    sources: tuple[SourceLine, ...]


class TimelineKind(StrEnum):
    """What a line of a timeline tells of."""

    INTERACTION = "interaction"
    FOLLOW_UP = "follow-up"
    SKIP = "skip"
    SNOOZE = "snooze"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of a contact's timeline, newest first."""

    on: date
    kind: TimelineKind
    id: int
    title: str
    """`Call, outgoing`, `Promised`, `Skipped`, `Snoozed until 3 Mar`."""
    words: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """What an act does, or did, to one person's next check-in."""

    contact_id: int
    name: str
    before: date | None
    after: date | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """The answer of an act: the change set it made (`None` when nothing changed), a sentence, and its effects."""

    change_set: int | None
    sentence: str
    """For people: `Logged a call with Ana Lima. Next check-in Tue 2 Jun, was 3 Mar.`"""
    contact_ids: tuple[int, ...] = ()
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class InteractionDraft:
    """An interaction about to be logged or edited."""

    participants: tuple[int, ...]
    channel: Channel
    on: date
    direction: Direction | None = None
    """`None` is the channel's usual one: one writes to somebody, but talks with them."""
    summary: str = ""
    counts: bool | None = None


@dataclass(frozen=True, slots=True)
class FollowUpDraft:
    """A follow-up about to be made or edited."""

    contact_id: int
    title: str
    due_on: date
    due_at: datetime | None = None
    theirs: bool = False


@dataclass(frozen=True, slots=True)
class ItemPreview:
    """What each act on an agenda item would do, computed by the very functions that do it."""

    item: AgendaItem | None
    key: str
    title: str
    contact_id: int | None
    next_if_done: date | None
    next_if_skipped: date | None
    can_skip: bool
    """A one-off follow-up cannot be skipped."""


@dataclass(frozen=True, slots=True)
class CadencePreview:
    """What a change of a cadence does: how many people it moves, how many of them become late, what it asks for."""

    people: int
    become_late: int
    demand: str
    """One sentence: check-ins a working day against the daily cap."""
    effects: tuple[Effect, ...] = ()
    """The first few people whose date moves."""


@dataclass(frozen=True, slots=True)
class CadenceLine:
    """A cadence that is set: on a tier, tag, role or organisation."""

    scope: str
    subject: str
    interval: str
    people: int


@dataclass(frozen=True, slots=True)
class PauseLine:
    """A pause in force or to come; `contact_id` and `organisation_id` are both `None` when it is everybody's."""

    id: int
    contact_id: int | None
    organisation_id: int | None
    whom: str
    start_on: date
    end_on: date
    reason: str


class Verdict(StrEnum):
    """What an import makes of a card."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    LEFT = "left"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a contact before and after, as text."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PlannedCard:
    """One row of an import preview. What it says is what happens when it is ticked."""

    number: int
    """Counted from 1 over all the files of the import: what `--pick` names."""
    file: str
    place: int
    line: int
    name: str
    organisation: str
    verdict: Verdict
    contact_id: int | None
    changes: tuple[FieldChange, ...]
    perhaps: tuple[str, ...]
    """People it may be the same as, with the reason: `Ana Lima (7): same phone`."""
    warnings: tuple[str, ...]
    ticked: bool


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """A card that could not be read."""

    file: str
    where: str
    """`card 9`."""
    line: int
    why: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. new + updated + unchanged + left + problems = cards."""

    cards: int
    new: int
    updated: int
    unchanged: int
    left: int
    problems: tuple[ImportProblem, ...]
    change_set: int | None
    new_ids: tuple[int, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file in one of the usual folders that could be imported."""

    path: Path
    format: str
    size: int
    """Bytes."""
    modified: datetime


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote."""

    path: Path | None
    items: int
    cancelled: int = 0


@dataclass(frozen=True, slots=True)
class ChangeSetLine:
    """One act of the history."""

    id: int
    label: str
    origin: Origin
    made_at: datetime
    kind: str
    """`act`, `undo` or `redo`."""
    undone: bool
    changes: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the doctor found; `mended` tells whether it put it right."""

    what: str
    mended: bool = False


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The doctor's report."""

    store: Path
    contacts: int
    interactions: int
    findings: tuple[Finding, ...]
