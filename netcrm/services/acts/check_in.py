"""The acts on a contact's check-in."""

from __future__ import annotations

from datetime import date

from netcrm.domain.check_in import (
    CheckInFacts,
    plain_snooze,
    plan_check_in,
    refuse_empty_skip,
    refuse_snooze_into_past,
    skipped,
    touched,
)
from netcrm.domain.contact import State
from netcrm.domain.interaction import Channel
from netcrm.errors import NotFound, UsageProblem
from netcrm.services.acting import ItemPreview, Part, Said
from netcrm.services.acts.logging import logging_part, refuse_without_touch, usual_channel
from netcrm.services.acts.snoozing import snoozing_said
from netcrm.services.session import Session
from netcrm.store.facts import ContactFacts
from netcrm.store.following_up import Subject


class CheckInActs:
    """The check-in of a contact."""

    def __init__(self, session: Session, contact_id: int) -> None:
        found = session.contacts.load([contact_id]).get(contact_id)
        if found is None:
            raise NotFound("item", f"c{contact_id}", advice="`netcrm due` lists the items there are.")
        self._session = session
        self.contact_id: int | None = contact_id
        self._id = contact_id
        self._state = found.state
        self.title = found.name

    def _facts(self) -> CheckInFacts:
        return self._all_facts().check_in

    def _all_facts(self) -> ContactFacts:
        return next(iter(self._session.facts.read([self._id])))

    def preview(self) -> ItemPreview:
        """Return the dates that done and skip lead to."""
        everything, session = self._all_facts(), self._session
        facts = everything.check_in
        policy = session.policy()
        workdays = policy.workdays_of(everything.country)
        if_done = if_skipped = None
        if everything.state is State.ACTIVE:
            if_done = plan_check_in(touched(facts, session.today, session.today), workdays)
            if_skipped = plan_check_in(skipped(facts, session.today), workdays)
        return ItemPreview(
            key=f"c{self._id}",
            title=f"Check in with {self.title}",
            contact_id=self._id,
            next_if_done=if_done.due_on if if_done else None,
            next_if_skipped=if_skipped.due_on if if_skipped else None,
            can_skip=if_skipped is not None,
            next_if_snoozed=plain_snooze(session.today, policy.workdays),
            logs=usual_channel(session, self._id),
        )

    def plan_done(self, channel: Channel | None, summary: str, on: date | None) -> Part:
        """Plan to log an interaction with the contact."""
        refuse_without_touch(channel)
        return logging_part(self._session, self._id, self.title, channel, summary, on)

    def _refuse_without_check_in(self, act: str) -> None:
        kept = self._session.kept(self._id)
        if self._state is not State.ACTIVE:
            raise UsageProblem(
                f"{self.title} has no check-in to {act}: they are marked {self._state.replace('-', ' ')}."
                f" Bring them back first (`netcrm archive {self._id} --back`)."
            )
        if kept.effective and kept.effective.cadence.is_never:
            raise UsageProblem(
                f"{self.title} has no check-in to {act}: the cadence is {kept.effective.describe()}. Give them another"
                f" with `netcrm cadence {self._id} 3 months`."
            )
        if kept.check_in is None:
            raise UsageProblem(
                f"{self.title} has no check-in to {act}: no cadence is set. Set one with `netcrm cadence {self._id} 3"
                " months`."
            )

    def plan_snooze(self, until: date, reason: str) -> Part:
        """Plan to put the check-in off."""
        session = self._session
        refuse_snooze_into_past(until, session.today)
        self._refuse_without_check_in("snooze")
        subject, anchor = Subject(contact_id=self._id), self._facts().anchor

        def write() -> str:
            session.following_up.snooze(subject, anchor, until, session.today, reason)
            return ""

        return Part(self.title, self._id, f"snooze {self.title}", snoozing_said(until, session.today), write)

    def plan_skip(self, reason: str) -> Part:
        """Plan to let the cadence count from today without a touch."""
        self._refuse_without_check_in("skip")
        session = self._session
        refuse_empty_skip(self._facts(), session.today, self.title)
        due = session.kept(self._id).check_in

        def write() -> str:
            session.following_up.skip(Subject(contact_id=self._id), session.today, due.due_on if due else None, reason)
            return ""

        return Part(
            title=self.title,
            contact_id=self._id,
            label=f"skip the check-in with {self.title}",
            said=Said("Skipped", " this time."),
            write=write,
            moves_check_in=True,
        )

    def plan_drop(self, reason: str) -> Part:  # noqa: ARG002
        """Refuse: a cadence asks again by itself."""
        raise UsageProblem(
            f"The check-in with {self.title} cannot be dropped. Skip it this time (`netcrm skip c{self._id}`), or end"
            f" it for good (`netcrm cadence {self._id} never`)."
        )
