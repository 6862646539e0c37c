"""What the agenda is made from and made of: entries in, items out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from netcrm.domain.cadence import EffectiveCadence
from netcrm.domain.check_in import CheckIn, Pause, Standing
from netcrm.domain.contact import Tier
from netcrm.domain.follow_up import FollowUp

if TYPE_CHECKING:
    from netcrm.domain.employers.lead import Lead
    from netcrm.domain.interviews.interview import Interview


class ItemKind(StrEnum):
    """What an item asks for."""

    CHECK_IN = "check-in"
    FOLLOW_UP = "follow-up"
    INTERVIEW = "interview"
    LEAD = "lead"
    AWAITING = "awaiting"
    ORGANISATION = "organisation"
    BIRTHDAY = "birthday"
    ANNIVERSARY = "anniversary"

    @property
    def is_occasion(self) -> bool:
        """Whether it is a day to remember rather than something to do: never late, under no cap."""
        return self in (ItemKind.BIRTHDAY, ItemKind.ANNIVERSARY)


class Group(StrEnum):
    """The groups of the agenda, in their order."""

    LATE = "late"
    TODAY = "today"
    WEEK = "week"
    """The seven days after today."""
    LATER = "later"
    """Beyond those; only where the caller asks for days so far away."""
    OCCASION = "occasion"
    """Birthdays and work anniversaries of today and the days ahead."""
    AWAITING = "awaiting"
    THEIRS = "theirs"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One line of the agenda."""

    key: str
    """How commands name it: `c7` the check-in of contact 7, `f7` follow-up 7, `o7` the check-in of organisation 7,
    `i7` interview 7, `l7` the deadline of lead 7, `a7` the answer, `b7` the birthday and `w7` the work anniversary of
    contact 7."""
    kind: ItemKind
    group: Group
    contact_id: int | None
    name: str
    due_on: date
    """The day on which it stands in the agenda: for a new contact the one that the cap leaves, after a pause the
    first working day."""
    due_at: datetime | None
    standing: Standing | None
    days_late: int
    ratio: float
    title: str
    why: str
    """Why it stands here today, in words that count days."""
    tier: Tier | None
    sort_key: str
    waits: bool = False
    """Beyond the daily cap."""
    folded: tuple[str, ...] = ()
    """Keys of the same person's items that this one stands for."""
    uid: str = ""
    basis: str = ""
    """What it rests on, in words that stay true tomorrow: `every 2 weeks, from tier B`, `promised for 3 Nov`."""
    last_words: str = ""
    """What was said last, when and how: `email 3 Nov: asked about the SOP`; empty where nothing was logged."""
    next_step: str = ""
    """The person's earliest open promise other than this item: `send my CV, 27 Nov`."""
    news: str = ""
    """What a newer file says of the person since the two were last in touch: `now at Harbour CRO (was Lyon Site)`."""
    asks: str = ""
    """A question to be answered before doing it: `Did Ana Lima answer?`."""
    playbook: str = ""
    """The title of the playbook that laid it down."""
    organisation_id: int | None = None
    """Whose it is, where it is no person's."""


@dataclass(frozen=True, slots=True)
class CheckInEntry:
    """A contact with a check-in."""

    contact_id: int
    uid: str
    name: str
    sort_key: str
    tier: Tier | None
    check_in: CheckIn
    effective: EffectiveCadence
    pauses: tuple[Pause, ...] = ()
    """The contact's, and those of everybody."""
    awaiting_since: date | None = None
    added_on: date | None = None
    """For somebody new; where it is not given, what the interval counts from stands in."""
    came_from: str = ""
    """For somebody new: `lyon.vcf, card 12`."""
    last_touch: date | None = None


@dataclass(frozen=True, slots=True)
class OrganisationEntry:
    """An organisation with a check-in, which a touch with anyone there satisfies."""

    organisation_id: int
    uid: str
    name: str
    """With the people there: `St Mary (PI Ortiz, CRC Lima)`."""
    sort_key: str
    check_in: CheckIn
    effective: EffectiveCadence
    pauses: tuple[Pause, ...] = ()
    last_words: str = ""
    """Who was last reached, how and when."""
    last_said: str = ""
    """What was said then: `email 3 Nov: asked about the SOP`."""


@dataclass(frozen=True, slots=True)
class FollowUpEntry:
    """An open follow-up, and whose it is."""

    follow_up: FollowUp
    uid: str
    """The contact's."""
    name: str
    sort_key: str
    tier: Tier | None
    pauses: tuple[Pause, ...] = ()
    playbook: str = ""
    """The title of the playbook that laid it down, if one did."""
    condition: str = ""
    """What the playbook's step waited for: `no answer for 3 business days`."""
    asks: str = ""
    """What is to be asked before the step is done."""


@dataclass(frozen=True, slots=True)
class InterviewEntry:
    """An agreed interview with a day, and with whom it is."""

    interview: Interview
    uid: str
    """The contact's."""
    name: str
    sort_key: str
    tier: Tier | None
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True)
class LeadEntry:
    """A job opening whose deadline stands in the agenda."""

    lead: Lead
    uid: str
    """The organisation's."""
    name: str
    """The organisation's."""
    sort_key: str
    told_by: str = ""


@dataclass(frozen=True, slots=True)
class AwaitingEntry:
    """A contact from whom an answer is awaited."""

    contact_id: int
    uid: str
    name: str
    sort_key: str
    tier: Tier | None
    since: date
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True)
class OccasionEntry:
    """A birthday or a work anniversary of somebody active, on a day."""

    kind: ItemKind
    contact_id: int
    uid: str
    name: str
    sort_key: str
    tier: Tier | None
    on: date
    words: str
    """`birthday`, `5 years at St Mary's`."""
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True)
class Agenda:
    """The items in order, and what the cap did to them."""

    items: tuple[AgendaItem, ...]
    cap: int | None = None
    done_today: int = 0

    @property
    def waiting(self) -> int:
        """How many wait beyond the cap."""
        return sum(item.waits for item in self.items)

    def of(self, group: Group) -> tuple[AgendaItem, ...]:
        """Return the items of one group, in order."""
        return tuple(item for item in self.items if item.group is group)
