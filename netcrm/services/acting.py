"""The acts on one agenda item, by its kind: each kind says for itself what done, snooze, skip and drop mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from netcrm.domain.check_in import (
    CheckInFacts,
    plan_check_in,
    refuse_empty_skip,
    refuse_snooze_into_past,
    skipped,
    touched,
)
from netcrm.domain.contact import State
from netcrm.domain.days import long_day
from netcrm.domain.follow_up import FollowUp, Owner
from netcrm.domain.follow_up_acts import dropped, put_off, refuse_skip, ticked
from netcrm.domain.interaction import Channel, Direction, Interaction
from netcrm.domain.text import clean_text
from netcrm.errors import DateProblem, NotFound, UsageProblem
from netcrm.services.organisation_items import organisation_facts
from netcrm.services.session import Session
from netcrm.services.values import Done
from netcrm.services.words import next_check_in, what_happened
from netcrm.store.derived import ContactFacts
from netcrm.store.following_up import Subject


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
    kinds: dict[str, Callable[[Session, int], Acting]] = {
        "c": CheckInActs,
        "f": FollowUpActs,
        "o": OrganisationActs,
        "a": AnswerActs,
    }
    return kinds[letter](session, item_id)


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
        return next(iter(self._session.derived.facts([self._id])))

    def preview(self) -> ItemPreview:
        """Return the dates that done and skip lead to."""
        everything, session = self._all_facts(), self._session
        facts = everything.check_in
        workdays = session.policy().workdays_of(everything.country)
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
        )

    def done(self, channel: Channel | None, summary: str, on: date) -> Done:
        """Log an interaction with the contact."""
        refuse_without_touch(channel)
        return log_for(self._session, self._id, self.title, channel, summary, on)

    def refuse_snooze(self, until: date) -> None:
        """Raise where there is no check-in, or the day is not after today."""
        refuse_snooze_into_past(until, self._session.today)
        self._refuse_without_check_in("snooze")

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

    def snooze(self, until: date) -> None:
        """Put the check-in off."""
        session = self._session
        anchor = self._facts().anchor
        session.following_up.snooze(Subject(contact_id=self._id), anchor, until, session.today)

    def skip(self, reason: str) -> Done:
        """Let the cadence count from today without a touch."""
        self._refuse_without_check_in("skip")
        session = self._session
        refuse_empty_skip(self._facts(), session.today, self.title)
        before = session.next_dates([self._id])
        due = before[self._id]
        with session.act(f"skip the check-in with {self.title}") as act:
            session.following_up.skip(Subject(contact_id=self._id), session.today, due.due_on if due else None, reason)
        effects = session.effects(before, session.next_dates([self._id]))
        sentence = f"Skipped {self.title} this time." + next_check_in(effects, session.today)
        return Done(act.kept, sentence, (self._id,), effects)

    def drop(self, reason: str) -> Done:  # noqa: ARG002
        """Refuse: a cadence asks again by itself."""
        raise UsageProblem(
            f"A check-in cannot be dropped. Skip it this time (`netcrm skip c{self._id}`), or end it for good"
            f" (`netcrm cadence {self._id} never`)."
        )


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


def refuse_future(on: date, today: date) -> None:
    """Raise `DateProblem` where something is said to have happened after today."""
    if on > today:
        raise DateProblem(f"{long_day(on, today)} is after today. Plan a follow-up for that day instead.")


def refuse_without_touch(channel: Channel | None) -> None:
    """Raise `UsageProblem` where a check-in is said to be done by what is no contact."""
    if channel is not None and not channel.is_touch:
        raise UsageProblem(
            f"{what_happened(channel).capitalize()} is no contact, so it does no check-in. Keep it with `netcrm log WHO"
            f" {channel.value}`."
        )


def log_for(
    session: Session,
    contact_id: int,
    name: str,
    channel: Channel | None,
    summary: str,
    on: date,
    direction: Direction | None = None,
) -> Done:
    """Log an interaction that does an item; without a channel the one of the latest touch, else an email."""
    refuse_future(on, session.today)
    if channel is None:
        latest = [one.channel for one in session.interactions.of_contact(contact_id, 10) if one.channel.is_touch]
        channel = latest[0] if latest else Channel.EMAIL
    before = session.next_dates([contact_id])
    with session.act(f"log {what_happened(channel)} with {name}") as act:
        session.interactions.insert(
            Interaction(
                0, "", on, channel, direction or channel.usual_direction, clean_text(summary).strip(), (contact_id,)
            )
        )
    effects = session.effects(before, session.next_dates([contact_id]))
    how = " from" if direction is Direction.INCOMING else " with"
    when = "" if on == session.today else f" on {long_day(on, session.today)}"
    sentence = f"Logged {what_happened(channel)}{how} {name}{when}." + next_check_in(effects, session.today)
    return Done(act.kept, sentence, (contact_id,), effects)
