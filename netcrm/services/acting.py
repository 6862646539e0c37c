"""The acts on one agenda item, by its kind: each kind says for itself what done, snooze, skip and drop mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from netcrm.domain.interaction import Channel
from netcrm.services.session import Session
from netcrm.services.values import Done


@dataclass(frozen=True, slots=True)
class ItemPreview:
    """What each act on an agenda item would do, computed by the very functions that do it."""

    key: str
    title: str
    contact_id: int | None
    next_if_done: date | None
    next_if_skipped: date | None
    can_skip: bool
    """A one-off follow-up cannot be skipped."""


class Acting(Protocol):
    """What can be done to an item."""

    title: str
    """What it is, as sentences name it."""
    contact_id: int | None

    def preview(self) -> ItemPreview:
        """Return what each act would do."""

    def done(self, channel: Channel | None, summary: str, on: date) -> Done:
        """Do it."""

    def refuse_snooze(self, until: date) -> None:
        """Raise where it cannot be put off to `until`."""

    def snooze(self, until: date) -> None:
        """Put it off, inside an act in force."""

    def skip(self, reason: str) -> Done:
        """Leave it out this time."""

    def drop(self, reason: str) -> Done:
        """Give it up."""


def acting_on(session: Session, letter: str, item_id: int) -> Acting:
    """Return the item that a letter and an id name, or raise `NotFound`."""
    from netcrm.services.acts.answer import AnswerActs
    from netcrm.services.acts.check_in import CheckInActs
    from netcrm.services.acts.follow_up import FollowUpActs
    from netcrm.services.acts.organisation import OrganisationActs

    kinds: dict[str, Callable[[Session, int], Acting]] = {
        "c": CheckInActs,
        "f": FollowUpActs,
        "o": OrganisationActs,
        "a": AnswerActs,
    }
    return kinds[letter](session, item_id)
