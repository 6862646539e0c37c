"""The acts on the question whether somebody answered."""

from __future__ import annotations

from datetime import date

from netcrm.domain.interaction import Channel, Direction
from netcrm.errors import NotFound, UsageProblem
from netcrm.services.acting import ItemPreview
from netcrm.services.acts.check_in import CheckInActs
from netcrm.services.acts.logging import log_for
from netcrm.services.session import Session
from netcrm.services.values import Done


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
        return ItemPreview(
            key=f"a{self._id}",
            title=f"Did {self.title} answer?",
            contact_id=self._id,
            next_if_done=CheckInActs(self._session, self._id).preview().next_if_done,
            next_if_skipped=None,
            can_skip=True,
        )

    def done(self, channel: Channel | None, summary: str, on: date) -> Done:
        """Log the answer that came in."""
        return log_for(self._session, self._id, self.title, channel, summary, on, Direction.INCOMING)

    def refuse_snooze(self, until: date) -> None:  # noqa: ARG002
        """Refuse: the question is answered, asked again or let rest."""
        self._refuse_to_snooze()

    def snooze(self, until: date) -> None:  # noqa: ARG002
        """Refuse, as above."""
        self._refuse_to_snooze()

    def _refuse_to_snooze(self) -> None:
        raise UsageProblem(
            f"The answer of {self.title} cannot be snoozed: note that it came (`netcrm done a{self._id}`), write again"
            f" (`netcrm log {self._id} email`), or let it rest (`netcrm drop a{self._id} REASON`)."
        )

    def skip(self, reason: str) -> Done:
        """Let the message rest."""
        return self.drop(reason)

    def drop(self, reason: str) -> Done:
        """Let the message rest, for a reason."""
        with self._session.act(f"let the message to {self.title} rest") as act:
            self._session.following_up.rest(self._id, self._session.today, reason)
        return Done(act.kept, f"No longer waiting for an answer from {self.title}.", (self._id,))
