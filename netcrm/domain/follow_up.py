"""Follow-ups: promises with a date, the user's or somebody else's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from netcrm.domain.recurrence import Recurrence


class Owner(StrEnum):
    """Who promised."""

    MINE = "mine"
    THEIRS = "theirs"


class FollowUpState(StrEnum):
    """Where a follow-up stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
    SKIPPED = "skipped"
    """Not this time: of one that repeats, or of a step of a playbook."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A promise. `due_at` is an aware moment where the hour matters; `due_on` is then its local date."""

    id: int
    uid: str
    contact_id: int
    title: str
    due_on: date
    due_at: datetime | None = None
    owner: Owner = Owner.MINE
    state: FollowUpState = FollowUpState.OPEN
    snoozed_until: date | None = None
    made_on: date | None = None
    closed_on: date | None = None
    reason: str = ""
    recurrence: Recurrence | None = None
    """How it comes back; None for a promise made once."""
    run_id: int | None = None
    """The run of a playbook that laid it down."""
    step: str = ""
    """The step of that playbook."""

    @property
    def shows_on(self) -> date:
        """The day from which the agenda shows it: the snooze's, where there is one."""
        return self.snoozed_until or self.due_on
