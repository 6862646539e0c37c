"""Informational interviews: each change of stage is dated, and logged where something happened."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING

from netcrm.domain.interviews.interview import Interview, Stage, refuse_future
from netcrm.domain.text import clean_line
from netcrm.services.acts.interview import InterviewActs
from netcrm.services.interviews.appointment import Appointment, appointed, held_at
from netcrm.services.interviews.lines import interview_lines
from netcrm.services.interviews.parts import InterviewParts
from netcrm.services.interviews.talks import TalkService
from netcrm.services.interviews.values import InterviewLine, Logging
from netcrm.services.interviews.words import agreed_words
from netcrm.services.values import Done

if TYPE_CHECKING:
    from netcrm.domain.interviews.funnel import Funnel
    from netcrm.services.interviews.values import Board

_USUAL = Logging()


class InterviewService(TalkService):
    """Acts on interviews. One that `current` made up is written by the act that it is given to."""

    def current(self, contact_id: int, stage: Stage) -> Interview:
        """Return the interview with somebody that goes to a stage next: the one that can, else a new one.

        Raises:
            NotFound: the contact is unknown, or there is none that was to be thanked for or given up.
            NeedsDecision: several interviews can go there.
        """
        from netcrm.services.interviews.choosing import current

        return current(self._session, contact_id, self._name(contact_id), stage)

    def talked_of(self, contact_id: int) -> Interview:
        """Return the interview with somebody whose sheet is meant: the one to come or just held, else the latest.

        Raises:
            NotFound: the contact is unknown, or there is none.
            NeedsDecision: it may be one of several.
        """
        from netcrm.services.interviews.choosing import talked_of

        return talked_of(self._session, contact_id, self._name(contact_id))

    def lines(self, stages: Collection[Stage] = ()) -> list[InterviewLine]:
        """Return the interviews at some stages, without any at all: by stage, those with a day first, by it."""
        order = list(Stage)
        found = self._session.interviews.at_stages(stages or Stage)
        found.sort(key=lambda it: (order.index(it.stage), it.happens_on or date.max, it.id))
        return interview_lines(self._session, found)

    def funnel(self) -> Funnel:
        """Return how many interviews came how far."""
        from netcrm.domain.interviews.funnel import funnel_of

        return funnel_of(self._session.interviews.stages_reached().values())

    def board(self) -> Board:
        """Return all interviews in columns, by the stages where they stand."""
        from netcrm.services.interviews.board import board

        return board(self._session)

    def note(self, contact_id: int, *, topic: str = "") -> Done:
        """Keep somebody as one to be asked."""
        interview = replace(self.current(contact_id, Stage.TO_CONTACT), topic=clean_line(topic))
        return self._act(self._parts(interview).noted(self._session.today))

    def ask(
        self,
        interview: Interview,
        *,
        on: date | None = None,
        topic: str | None = None,
        log: Logging = _USUAL,
        playbook: str = "",
    ) -> Done:
        """Say that somebody was asked, by email where no channel is named.

        Args:
            interview: Which, by `get` or `current`.
            on: The day, without it today.
            topic: What it is about; None leaves that.
            log: How it is logged.
            playbook: One to start with the asking as its first message: outreach, house.

        Raises:
            NothingToDo: it was asked for already.
            DateProblem: the day is after today.
            UsageProblem: it is held already.
            NotFound: there is no such playbook.
            NeedsDecision: a playbook runs with the person already.
        """
        day = on or self._session.today
        outreach = None
        if topic is not None:
            interview = replace(interview, topic=clean_line(topic))
        parts = self._parts(interview)
        if playbook:
            from netcrm.services.interviews.playbooks import plan_outreach

            outreach = plan_outreach(self._session, playbook, interview.contact_id, day)
        return self._act(parts.asked(day, log.channel, log.summary, logs=log.logs, outreach=outreach))

    def agree(
        self,
        interview: Interview,
        appointment: Appointment,
        *,
        on: date | None = None,
        topic: str | None = None,
        log: Logging = _USUAL,
    ) -> Done:
        """Say that somebody agreed, on what day, hour and place.

        The answer is logged where one was awaited, or where a channel is named. A day that has passed is taken: the
        sentence asks whether it was held. Agreed already, it is agreed anew.

        Args:
            interview: Which, by `get` or `current`.
            appointment: When and where.
            on: The day on which they agreed, without it today.
            topic: What it is about; None leaves that.
            log: How the answer is logged.

        Raises:
            DateProblem: the day on which they agreed is after today.
            NotFound: there is no such time zone.
            UsageProblem: it is held already, the hour has no day, or the minutes are too many.
        """
        agreed = _about(appointed(interview, appointment), topic)
        day = on or self._session.today
        return self._act(self._parts(interview).agreed(agreed, day, log.channel, log.summary, logs=log.logs))

    def move(self, interview: Interview, on: date, at: time | None = None, *, zone: str | None = None) -> Done:
        """Move an agreed interview to another day; without an hour it keeps its own.

        Raises:
            UsageProblem: it is not agreed.
            DateProblem: the day has passed.
            NotFound: there is no such time zone.
        """
        if at is None:
            return self._act(InterviewActs(self._session, interview.id).plan_move(on, None))
        new = appointed(interview, Appointment(on, at, zone))
        interview = replace(interview, time_zone=new.time_zone)
        return self._act(self._parts(interview).moved(new.happens_on or on, new.happens_at))

    def held(
        self,
        interview: Interview,
        *,
        on: date | None = None,
        at: time | None = None,
        topic: str | None = None,
        log: Logging = _USUAL,
        thank_you: bool = True,
    ) -> Done:
        """Say that it was held: on its own day where that is known and not to come, else today.

        Args:
            interview: Which, by `get` or `current`.
            on: The day.
            at: The hour at which it began, by the user's own clock; the thanks are due 24 hours after its end.
            topic: What it was about; None leaves that.
            log: How it is logged.
            thank_you: Whether the thank-you is laid down where it is still due.

        Raises:
            DateProblem: the day is after today, or the hour still to come.
            NothingToDo: it was held already.
        """
        today = self._session.today
        agreed = interview.happens_on if interview.stage is Stage.AGREED else None
        day = on or (agreed if agreed and agreed <= today else today)
        refuse_future(Stage.HELD, day, today)
        parts = self._parts(held_at(_about(interview, topic), day, at, self._session.clock.now()))
        return self._act(parts.held(day, log.channel, log.summary, logs=log.logs, thank_you=thank_you))

    def thank(self, interview: Interview, *, on: date | None = None, log: Logging = _USUAL) -> Done:
        """Say that thanks were given, by letter where no channel is named.

        Raises:
            DateProblem: the day is after today, or before the interview.
            UsageProblem: it was not held yet.
        """
        return self._act(
            self._parts(interview).thanked(on or self._session.today, log.channel, log.summary, logs=log.logs)
        )

    def set_stage(
        self, interview: Interview, stage: Stage, *, on: date | None = None, reason: str = "", log: Logging = _USUAL
    ) -> Done:
        """Let an interview reach any stage on a day, without it today; each stage as its own method has it.

        Raises:
            DateProblem, NothingToDo, UsageProblem: it cannot; the sentence says why.
        """
        day = on or self._session.today
        match stage:
            case Stage.TO_CONTACT:
                return self._act(self._parts(interview).noted(day))
            case Stage.ASKED:
                return self.ask(interview, on=day, log=log)
            case Stage.AGREED:
                return self.agree(interview, Appointment(), on=day, log=log)
            case Stage.HELD:
                return self.held(interview, on=on, log=log)
            case Stage.THANKED:
                return self.thank(interview, on=day, log=log)
            case Stage.KEPT_IN_TOUCH:
                return self._act(self._parts(interview).kept_in_touch(day))
            case _:
                part = self._parts(interview).aside(stage, day, log.channel, log.summary, reason=reason, logs=log.logs)
                return self._act(part)

    def edit(self, interview: Interview, appointment: Appointment, *, topic: str | None = None) -> Done:
        """Change what an interview is about, when and where it is; where it stands stays.

        Raises:
            NotFound: there is no such interview or time zone.
            UsageProblem: the hour has no day, or the minutes are too many.
        """
        session = self._session
        there = self.get(interview.id)
        new = _about(appointed(there, appointment), topic)
        name = self._name(there.contact_id)
        with session.act(f"edit the interview with {name}") as act:
            if new != there:
                session.interviews.replace(new)
        words = ", ".join(filter(None, (new.topic, agreed_words(new, session.today))))
        return Done(act.kept, f"Changed the interview with {name}{f': {words}' if words else ''}.", (there.contact_id,))

    def delete(self, interview: Interview) -> Done:
        """Delete an interview, as if it had never been written down; what was logged with it stays."""
        session = self._session
        there = self.get(interview.id)
        name = self._name(there.contact_id)
        steps = session.interviews.steps([there.id]).get(there.id, ())
        with session.act(f"delete the interview with {name}") as act:
            session.interviews.delete(there.id)
        stays = " What was logged with it stays." if any(step.interaction_id for step in steps) else ""
        return Done(act.kept, f"Deleted the interview with {name}.{stays}", (there.contact_id,))

    def take_back(self, interview: Interview) -> Done:
        """Take back the act that brought an interview where it stands, with all that this act wrote.

        Raises:
            NothingToDo: the history does not know that act any more.
            UndoRefused: a later act built on it; the sentence names it.
        """
        from netcrm.services.interviews.taking_back import take_back

        return take_back(self._session, self.get(interview.id), self._name(interview.contact_id))

    def _parts(self, interview: Interview) -> InterviewParts:
        return InterviewParts(self._session, interview, self._name(interview.contact_id))


def _about(interview: Interview, topic: str | None) -> Interview:
    return interview if topic is None else replace(interview, topic=clean_line(topic))
