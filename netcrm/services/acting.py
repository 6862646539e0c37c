"""What can be done to one agenda item: each kind says for itself what done, snooze, skip and drop mean.

An act on items has two halves. Each item first *plans* its part, and so refuses what cannot be; nothing is written
until all have planned. Then the parts are written, inside the one act in force (`netcrm.services.item_acts`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from netcrm.domain.interaction import Channel, Interaction
from netcrm.services.session import Session


@dataclass(frozen=True, slots=True)
class ItemPreview:
    """What each act on an agenda item would do, computed by the very functions that do it."""

    key: str
    title: str
    contact_id: int | None
    next_if_done: date | None
    next_if_skipped: date | None
    can_skip: bool
    """A follow-up promised once cannot be skipped."""
    next_if_snoozed: date
    """Where a plain snooze leads to: a week ahead, on a working day."""
    logs: Channel | None = None
    """How done says that one was in touch, where no channel is named; None where it logs nothing then."""
    asks: str = ""
    """What is to be asked before it is done: `Did Ana Lima answer?`; empty for all but steps of a playbook."""
    asks_about: int | None = None
    """Whom that is about."""


@dataclass(frozen=True, slots=True)
class Said:
    """The frame of a sentence around the titles of items: `Skipped … this time.`"""

    before: str
    after: str = "."
    before_many: str = ""
    """What stands before several titles, where it differs."""
    tells_log: bool = False
    """Whether it says itself that something was logged."""

    def around(self, whom: str, count: int) -> str:
        """Return the sentence about `count` items, called `whom` together."""
        before = self.before_many if count > 1 and self.before_many else self.before
        return f"{before} {whom}{self.after}".lstrip()


def write_nothing() -> str:
    """Write nothing more than what a part logs."""
    return ""


@dataclass(frozen=True, slots=True)
class Part:
    """One item's part of an act: checked, and not yet written."""

    title: str
    """What it is, as sentences name it."""
    contact_id: int | None
    label: str
    """How history names an act of this part alone."""
    said: Said
    write: Callable[[], str] = write_nothing
    """Writes it, inside an act in force, and returns what is to be said after the sentence."""
    interaction: Interaction | None = None
    """What it logs. Of one act somebody gets one interaction in each direction, whatever items ask for it."""
    logged_as: Callable[[int], None] | None = None
    """Is told the id of that interaction before the part is written."""
    moves_check_in: bool = False
    """Whether somebody's next check-in may move by it, and the sentence says so."""
    comes_back: date | None = None
    """When a follow-up that repeats is due next."""


class Acting(Protocol):
    """An item that can be acted on; each `plan_` method raises where its act cannot be."""

    title: str
    """What it is, as sentences name it."""
    contact_id: int | None

    def preview(self) -> ItemPreview:
        """Return what each act would do."""

    def plan_done(self, channel: Channel | None, summary: str, on: date | None) -> Part:
        """Plan to do it on a day; without one today, or on the day that it has."""

    def plan_snooze(self, until: date, reason: str) -> Part:
        """Plan to put it off to `until`."""

    def plan_skip(self, reason: str) -> Part:
        """Plan to leave it out this time."""

    def plan_drop(self, reason: str) -> Part:
        """Plan to give it up."""


def acting_on(session: Session, letter: str, item_id: int) -> Acting:
    """Return the item that a letter and an id name, or raise `NotFound`."""
    from netcrm.services.acts.answer import AnswerActs
    from netcrm.services.acts.check_in import CheckInActs
    from netcrm.services.acts.follow_up import FollowUpActs
    from netcrm.services.acts.interview import InterviewActs
    from netcrm.services.acts.lead import LeadActs
    from netcrm.services.acts.occasion import AnniversaryActs, BirthdayActs
    from netcrm.services.acts.organisation import OrganisationActs

    kinds: dict[str, Callable[[Session, int], Acting]] = {
        "c": CheckInActs,
        "f": FollowUpActs,
        "o": OrganisationActs,
        "i": InterviewActs,
        "l": LeadActs,
        "a": AnswerActs,
        "b": BirthdayActs,
        "w": AnniversaryActs,
    }
    return kinds[letter](session, item_id)
