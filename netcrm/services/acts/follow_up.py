"""The acts on a promise."""

from __future__ import annotations

from datetime import date

from netcrm.domain.follow_up import FollowUp, Owner
from netcrm.domain.follow_up_acts import dropped, put_off, refuse_skip, ticked
from netcrm.domain.interaction import Channel, Direction, Interaction
from netcrm.domain.text import clean_text
from netcrm.errors import NotFound
from netcrm.services.acting import ItemPreview
from netcrm.services.acts.logging import refuse_future
from netcrm.services.session import Session
from netcrm.services.values import Done
from netcrm.services.words import next_check_in, what_happened


class FollowUpActs:
    """A follow-up."""

    def __init__(self, session: Session, follow_up_id: int) -> None:
        found = session.follow_ups.get(follow_up_id)
        if found is None:
            raise NotFound("item", f"f{follow_up_id}", advice="`netcrm due` lists the items there are.")
        self._session = session
        self._follow_up: FollowUp = found
        self.contact_id: int | None = found.contact_id
        self._name = session.contacts.load([found.contact_id])[found.contact_id].name
        self.title = f"“{found.title}” ({self._name})"

    def preview(self) -> ItemPreview:
        """Return what a promise can be asked: it has no next date."""
        return ItemPreview(
            key=f"f{self._follow_up.id}",
            title=self._follow_up.title,
            contact_id=self.contact_id,
            next_if_done=None,
            next_if_skipped=None,
            can_skip=False,
        )

    def done(self, channel: Channel | None, summary: str, on: date) -> Done:
        """Tick the promise; with a channel log an interaction too."""
        session, follow_up = self._session, self._follow_up
        refuse_future(on, session.today)
        done = ticked(follow_up, on)
        before = session.next_dates([follow_up.contact_id])
        with session.act(f"done: {follow_up.title} ({self._name})") as act:
            session.follow_ups.replace(done)
            if channel is not None:
                direction = Direction.INCOMING if follow_up.owner is Owner.THEIRS else channel.usual_direction
                words = clean_text(summary).strip() or follow_up.title
                session.interactions.insert(Interaction(0, "", on, channel, direction, words, (follow_up.contact_id,)))
        effects = session.effects(before, session.next_dates([follow_up.contact_id])) if channel else ()
        sentence = f"Done: {self.title}."
        if channel:
            sentence += f" Logged {what_happened(channel)}." + next_check_in(effects, session.today)
        return Done(act.kept, sentence, (follow_up.contact_id,), effects)

    def refuse_snooze(self, until: date) -> None:
        """Raise where it is closed, or the day is not after today."""
        put_off(self._follow_up, until, self._session.today)

    def snooze(self, until: date) -> None:
        """Put the promise off."""
        self._session.follow_ups.replace(put_off(self._follow_up, until, self._session.today))

    def skip(self, reason: str) -> Done:  # noqa: ARG002
        """Refuse: a one-off promise has no next time."""
        refuse_skip(self._follow_up)

    def drop(self, reason: str) -> Done:
        """Close the promise for a reason."""
        gone = dropped(self._follow_up, reason, self._session.today)
        with self._session.act(f"drop: {self._follow_up.title} ({self._name})") as act:
            self._session.follow_ups.replace(gone)
        return Done(act.kept, f"Dropped {self.title}: {gone.reason}.", (self._follow_up.contact_id,))
