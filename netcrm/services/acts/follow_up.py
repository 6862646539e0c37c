"""The acts on a promise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cached_property

from netcrm.domain.check_in import plain_snooze
from netcrm.domain.days import long_day, short_day
from netcrm.domain.follow_up import FollowUp, FollowUpState, Owner
from netcrm.domain.follow_up_acts import can_skip, dropped, next_of, passed, put_off, ticked
from netcrm.domain.interaction import Channel, Direction, Interaction
from netcrm.domain.moments import local_moment
from netcrm.domain.text import clean_text
from netcrm.domain.workdays import Workdays
from netcrm.errors import NotFound
from netcrm.services.acting import ItemPreview, Part, Said
from netcrm.services.acts.logging import refuse_future
from netcrm.services.acts.snoozing import moving_said, snoozing_said
from netcrm.services.playbooks.steps import StepWords, step_words
from netcrm.services.session import Session


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
        """Return the dates that done and skip lead to: none for a promise made once."""
        follow_up, session = self._follow_up, self._session
        if_done = if_skipped = None
        if follow_up.state is FollowUpState.OPEN:
            if_done = self._next(ticked(follow_up, session.today))
        if can_skip(follow_up):
            if_skipped = self._next(passed(follow_up, "", session.today))
        step = step_words(session, [follow_up]).get(follow_up.id, StepWords())
        return ItemPreview(
            key=f"f{follow_up.id}",
            title=follow_up.title,
            contact_id=self.contact_id,
            next_if_done=if_done.due_on if if_done else None,
            next_if_skipped=if_skipped.due_on if if_skipped else None,
            can_skip=can_skip(follow_up),
            next_if_snoozed=plain_snooze(session.today, session.policy().workdays),
            asks=step.asks,
            asks_about=step.asks_about,
        )

    def _next(self, closed: FollowUp) -> FollowUp | None:
        return next_of(closed, self._workdays, local_moment)

    @cached_property
    def _workdays(self) -> Workdays:
        country = next(iter(self._session.facts.read([self._follow_up.contact_id]))).country
        return self._session.policy().workdays_of(country)

    def plan_done(self, channel: Channel | None, summary: str, on: date | None) -> Part:
        """Plan to tick the promise; with a channel log an interaction too."""
        session, follow_up = self._session, self._follow_up
        on = on or session.today
        refuse_future(on, session.today)
        interaction = None
        if channel is not None:
            direction = Direction.INCOMING if follow_up.owner is Owner.THEIRS else channel.usual_direction
            words = clean_text(summary).strip() or session.by_itself(follow_up.title)
            interaction = Interaction(0, "", on, channel, direction, words, (follow_up.contact_id,))
        closing = self._closing(ticked(follow_up, on), f"done: {follow_up.title} ({self._name})", Said("Done:"))
        part = replace(closing, interaction=interaction, moves_check_in=channel is not None)
        if follow_up.run_id is not None:
            from netcrm.services.interviews.playbooks import with_thanks  # few promises come from playbooks

            return with_thanks(session, follow_up, part, on)
        if session.introductions.task_of(follow_up.id) is None:
            return part
        from netcrm.services.introductions.ticking import with_introduction  # few promises come from introductions

        return with_introduction(session, follow_up, part, on)

    def plan_snooze(self, until: date, reason: str) -> Part:
        """Plan to put the promise off; its row keeps the reason until it is closed."""
        session = self._session
        later = replace(put_off(self._follow_up, until, session.today), reason=reason)

        def write() -> str:
            session.follow_ups.replace(later)
            return ""

        return Part(self.title, self.contact_id, f"snooze {self.title}", snoozing_said(until, session.today), write)

    def plan_move(self, on: date, at: datetime | None) -> Part:
        """Plan to move the promise to a day, or to an hour of it; one that is closed is opened again.

        Without an hour an open one is put off, and the day that it was promised for stays known.

        Raises:
            DateProblem: it is put off to a day that is not after today.
        """
        session, follow_up = self._session, self._follow_up
        if at is None and follow_up.due_at is None and follow_up.state is FollowUpState.OPEN:
            return self.plan_snooze(on, "")
        moved = replace(
            follow_up, due_on=on, due_at=at, snoozed_until=None, state=FollowUpState.OPEN, closed_on=None, reason=""
        )

        def write() -> str:
            session.follow_ups.replace(moved)
            return ""

        return Part(self.title, self.contact_id, f"move {self.title}", moving_said(on, session.today), write)

    def plan_skip(self, reason: str) -> Part:
        """Plan to leave it out this time; a promise made once has no next time."""
        skipped = passed(self._follow_up, reason, self._session.today)
        label = f"skip: {self._follow_up.title} ({self._name})"
        return self._closing(skipped, label, Said("Skipped", " this time." if skipped.recurrence else "."))

    def plan_drop(self, reason: str) -> Part:
        """Plan to close the promise for a reason; one that repeats comes back no more."""
        gone = dropped(self._follow_up, reason, self._session.today)
        label = f"drop: {self._follow_up.title} ({self._name})"
        ends = " It comes back no more." if gone.recurrence else ""
        return self._closing(gone, label, Said("Dropped", f": {gone.reason}."), ends)

    def _closing(self, closed: FollowUp, label: str, said: Said, words: str = "") -> Part:
        """Plan to close the promise, and to lay down the next one where it repeats."""
        session, following = self._session, self._next(closed)

        def write() -> str:
            session.follow_ups.replace(closed)
            if following is None:
                return words
            new_id = session.follow_ups.insert(replace(following, made_on=session.today))
            return f" Next {long_day(following.due_on, session.today)} (f{new_id}){self._passed_over(following)}."

        return Part(
            title=self.title,
            contact_id=self.contact_id,
            label=label,
            said=said,
            write=write,
            comes_back=following.due_on if following else None,
        )

    def _passed_over(self, following: FollowUp) -> str:
        """Return `; 1 Oct and 1 Nov are passed over` where dates lay between."""
        recurrence, today = self._follow_up.recurrence, self._session.today
        if recurrence is None or following.recurrence is None:
            return ""
        found = recurrence.passed_over(following.recurrence, self._workdays)
        if found is None:
            return ""
        count, first, last = found
        if count == 1:
            return f"; {short_day(first, today)} is passed over"
        joined = "and" if count == 2 else "to"
        dates = f"{short_day(first, today)} {joined} {short_day(last, today)}"
        return f"; {dates} are passed over" if count == 2 else f"; {count} dates from {dates} are passed over"
