"""The acts on an organisation's check-in."""

from __future__ import annotations

from datetime import date

from netcrm.domain.check_in import (
    CheckInFacts,
    plan_check_in,
    refuse_empty_skip,
    refuse_snooze_into_past,
    skipped,
    touched,
)
from netcrm.domain.days import long_day
from netcrm.domain.interaction import Channel
from netcrm.errors import NotFound, UsageProblem
from netcrm.services.acting import ItemPreview
from netcrm.services.acts.logging import log_for, refuse_without_touch
from netcrm.services.organisation_items import organisation_facts
from netcrm.services.session import Session
from netcrm.services.values import Done
from netcrm.store.following_up import Subject


class OrganisationActs:
    """The check-in of an organisation: satisfied by a touch with anyone there."""

    def __init__(self, session: Session, organisation_id: int) -> None:
        found = session.organisations.get(organisation_id)
        if found is None:
            raise NotFound("item", f"o{organisation_id}", advice="`netcrm due` lists the items there are.")
        self._session = session
        self._id = organisation_id
        self.title = found.name
        self.contact_id: int | None = None

    def _facts(self) -> CheckInFacts:
        facts = organisation_facts(self._session, self._id)
        if facts is None:
            raise UsageProblem(
                f'{self.title} has no check-in: no cadence is set. Set one with `netcrm cadence "org:{self.title}"'
                " 2 weeks`."
            )
        return facts

    def preview(self) -> ItemPreview:
        """Return the dates that done and skip lead to."""
        facts, today = self._facts(), self._session.today
        workdays = self._session.policy().workdays
        if_done = plan_check_in(touched(facts, today, today), workdays)
        if_skipped = plan_check_in(skipped(facts, today), workdays)
        return ItemPreview(
            key=f"o{self._id}",
            title=f"Check in with {self.title}",
            contact_id=None,
            next_if_done=if_done.due_on if if_done else None,
            next_if_skipped=if_skipped.due_on if if_skipped else None,
            can_skip=if_skipped is not None,
        )

    def done(self, channel: Channel | None, summary: str, on: date) -> Done:
        """Log an interaction with the one person there."""
        refuse_without_touch(channel)
        people = self._session.organisations.people(self._id)
        if len(people) != 1:
            named = ", ".join(f"{name} ({contact_id})" for contact_id, name in people[:5]) or "nobody yet"
            raise UsageProblem(
                f"Say whom at {self.title} you were in touch with: `netcrm log WHO CHANNEL`. There: {named}."
            )
        return log_for(self._session, people[0][0], people[0][1], channel, summary, on)

    def refuse_snooze(self, until: date) -> None:
        """Raise where there is no cadence, or the day is not after today."""
        refuse_snooze_into_past(until, self._session.today)
        self._facts()

    def snooze(self, until: date) -> None:
        """Put the check-in off."""
        session = self._session
        session.following_up.snooze(Subject(organisation_id=self._id), self._facts().anchor, until, session.today)

    def skip(self, reason: str) -> Done:
        """Let the cadence count from today without a touch."""
        session = self._session
        refuse_empty_skip(self._facts(), session.today, self.title)
        due = plan_check_in(self._facts(), session.policy().workdays)
        with session.act(f"skip the check-in with {self.title}") as act:
            was_due = due.due_on if due else None
            session.following_up.skip(Subject(organisation_id=self._id), session.today, was_due, reason)
        after = plan_check_in(self._facts(), session.policy().workdays)
        when = f" Next check-in {long_day(after.due_on, session.today)}." if after else ""
        return Done(act.kept, f"Skipped {self.title} this time.{when}")

    def drop(self, reason: str) -> Done:  # noqa: ARG002
        """Refuse: a cadence asks again by itself."""
        raise UsageProblem(
            f"A check-in cannot be dropped. Skip it this time (`netcrm skip o{self._id}`), or unset its cadence"
            f' (`netcrm cadence "org:{self.title}" unset`).'
        )
