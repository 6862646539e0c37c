"""The acts on an organisation's check-in."""

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
from netcrm.domain.days import long_day
from netcrm.domain.interaction import Channel
from netcrm.errors import NotFound, UsageProblem
from netcrm.services.acting import ItemPreview, Part, Said
from netcrm.services.acts.logging import logging_part, refuse_without_touch, usual_channel
from netcrm.services.acts.snoozing import snoozing_said
from netcrm.services.organisation_items import organisation_facts
from netcrm.services.session import Session
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
            next_if_snoozed=plain_snooze(today, workdays),
            logs=self._logs(),
        )

    def _logs(self) -> Channel | None:
        """Return how done says that one was in touch; nothing where it must be said with whom."""
        people = self._session.organisations.people(self._id)
        return usual_channel(self._session, people[0][0]) if len(people) == 1 else None

    def plan_done(self, channel: Channel | None, summary: str, on: date | None) -> Part:
        """Plan to log an interaction with the one person there."""
        refuse_without_touch(channel)
        people = self._session.organisations.people(self._id)
        if len(people) != 1:
            named = ", ".join(f"{name} ({contact_id})" for contact_id, name in people[:5]) or "nobody yet"
            raise UsageProblem(
                f"Say whom at {self.title} you were in touch with: `netcrm log WHO CHANNEL`. There: {named}."
            )
        return logging_part(self._session, people[0][0], people[0][1], channel, summary, on)

    def plan_snooze(self, until: date, reason: str) -> Part:
        """Plan to put the check-in off."""
        session = self._session
        refuse_snooze_into_past(until, session.today)
        anchor = self._facts().anchor

        def write() -> str:
            session.following_up.snooze(Subject(organisation_id=self._id), anchor, until, session.today, reason)
            return ""

        return Part(self.title, None, f"snooze {self.title}", snoozing_said(until, session.today), write)

    def plan_skip(self, reason: str) -> Part:
        """Plan to let the cadence count from today without a touch."""
        session, facts = self._session, self._facts()
        refuse_empty_skip(facts, session.today, self.title)
        due = plan_check_in(facts, session.policy().workdays)
        after = plan_check_in(skipped(facts, session.today), session.policy().workdays)

        def write() -> str:
            was_due = due.due_on if due else None
            session.following_up.skip(Subject(organisation_id=self._id), session.today, was_due, reason)
            return f" Next check-in {long_day(after.due_on, session.today)}." if after else ""

        label = f"skip the check-in with {self.title}"
        return Part(self.title, None, label, Said("Skipped", " this time."), write)

    def plan_drop(self, reason: str) -> Part:  # noqa: ARG002
        """Refuse: a cadence asks again by itself."""
        raise UsageProblem(
            f"The check-in with {self.title} cannot be dropped. Skip it this time (`netcrm skip o{self._id}`), or unset"
            f' its cadence (`netcrm cadence "org:{self.title}" unset`).'
        )
