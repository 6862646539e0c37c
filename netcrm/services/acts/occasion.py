"""The acts on a birthday or a work anniversary: a word to the person, logged; it goes by itself."""

from __future__ import annotations

from datetime import date

from netcrm.domain.interaction import Channel
from netcrm.errors import NotFound, UsageProblem
from netcrm.services.acting import ItemPreview, Part
from netcrm.services.acts.check_in import CheckInActs
from netcrm.services.acts.logging import logging_part
from netcrm.services.session import Session


class _OccasionActs:
    """A day of somebody's, on which a word is kind."""

    letter = ""
    what = ""

    def __init__(self, session: Session, contact_id: int) -> None:
        found = session.contacts.load([contact_id]).get(contact_id)
        if found is None:
            raise NotFound("item", f"{self.letter}{contact_id}", advice="`netcrm due` lists the items there are.")
        self._session = session
        self._id = contact_id
        self.contact_id: int | None = contact_id
        self.title = found.name

    def preview(self) -> ItemPreview:
        """Return the date of the check-in that a word to the person leads to."""
        check_in = CheckInActs(self._session, self._id).preview()
        return ItemPreview(
            key=f"{self.letter}{self._id}",
            title=f"{self.what.capitalize()} of {self.title}",
            contact_id=self._id,
            next_if_done=check_in.next_if_done,
            next_if_skipped=None,
            can_skip=False,
            next_if_snoozed=check_in.next_if_snoozed,
            logs=check_in.logs,
        )

    def plan_done(self, channel: Channel | None, summary: str, on: date | None) -> Part:
        """Plan to log the word to the person."""
        return logging_part(self._session, self._id, self.title, channel, summary, on)

    def plan_snooze(self, until: date, reason: str) -> Part:  # noqa: ARG002
        """Refuse: it has its day."""
        raise self._refusal("snoozed")

    def plan_skip(self, reason: str) -> Part:  # noqa: ARG002
        """Refuse: it goes by itself."""
        raise self._refusal("skipped")

    def plan_drop(self, reason: str) -> Part:  # noqa: ARG002
        """Refuse: it goes by itself."""
        raise self._refusal("dropped")

    def _refusal(self, act: str) -> UsageProblem:
        return UsageProblem(
            f"The {self.what} of {self.title} cannot be {act}: it goes by itself the day after. To write on"
            f" another day, plan it (`netcrm follow-up {self._id} TITLE --on DATE`)."
        )


class BirthdayActs(_OccasionActs):
    """Somebody's birthday."""

    letter, what = "b", "birthday"


class AnniversaryActs(_OccasionActs):
    """The day on which somebody began at a place, years ago."""

    letter, what = "w", "work anniversary"
