"""The acts on the question whether somebody answered."""

from __future__ import annotations

from datetime import date

from netcrm.domain.interaction import Channel, Direction
from netcrm.errors import NotFound, UsageProblem
from netcrm.services.acting import ItemPreview, Part, Said
from netcrm.services.acts.check_in import CheckInActs
from netcrm.services.acts.logging import logging_part
from netcrm.services.session import Session


class AnswerActs:
    """The question whether somebody answered."""

    def __init__(self, session: Session, contact_id: int) -> None:
        found = session.contacts.load([contact_id]).get(contact_id)
        since = session.kept(contact_id).awaiting_since
        if found is None or since is None:
            raise NotFound("item", f"a{contact_id}", advice="`netcrm search awaiting:any` lists awaited answers.")
        self._session = session
        self.contact_id: int | None = contact_id
        self._id = contact_id
        self.title = found.name

    def preview(self) -> ItemPreview:
        """Return the date that an answer leads to."""
        check_in = CheckInActs(self._session, self._id).preview()
        return ItemPreview(
            key=f"a{self._id}",
            title=f"Did {self.title} answer?",
            contact_id=self._id,
            next_if_done=check_in.next_if_done,
            next_if_skipped=None,
            can_skip=True,
            next_if_snoozed=check_in.next_if_snoozed,
        )

    def plan_done(self, channel: Channel | None, summary: str, on: date | None) -> Part:
        """Plan to log the answer that came in."""
        return logging_part(self._session, self._id, self.title, channel, summary, on, Direction.INCOMING)

    def plan_snooze(self, until: date, reason: str) -> Part:  # noqa: ARG002
        """Refuse: the question is answered, asked again or let rest."""
        raise UsageProblem(
            f"The answer of {self.title} cannot be snoozed: note that it came (`netcrm done a{self._id}`), write again"
            f" (`netcrm log {self._id} email`), or let it rest (`netcrm drop a{self._id} REASON`)."
        )

    def plan_skip(self, reason: str) -> Part:
        """Plan to let the message rest."""
        return self.plan_drop(reason)

    def plan_drop(self, reason: str) -> Part:
        """Plan to let the message rest, for a reason."""
        session = self._session

        def write() -> str:
            session.following_up.rest(self._id, session.today, reason)
            return ""

        said = Said("No longer waiting for an answer from")
        return Part(self.title, self._id, f"let the message to {self.title} rest", said, write)
