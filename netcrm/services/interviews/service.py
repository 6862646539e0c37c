"""Informational interviews: each change of stage is dated, and logged where something happened."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, time

from netcrm.domain.interaction import Channel
from netcrm.domain.interview import Interview, InterviewStep, Stage, may_reach
from netcrm.domain.text import clean_line
from netcrm.errors import NeedsDecision, NotFound
from netcrm.services.acting import Part, Said
from netcrm.services.acts.interview import InterviewActs
from netcrm.services.interviews.appointment import Appointment, appointed
from netcrm.services.interviews.parts import InterviewParts
from netcrm.services.interviews.words import agreed_words
from netcrm.services.item_acts import write_parts
from netcrm.services.session import Session
from netcrm.services.values import Done


@dataclass(frozen=True, slots=True)
class Logging:
    """How a step is logged."""

    channel: Channel | None = None
    """None is the step's usual one."""
    summary: str = ""
    logs: bool = True
    """Whether anything is logged at all."""


@dataclass(frozen=True, slots=True)
class InterviewLine:
    """An interview as lists show it."""

    interview: Interview
    uid: str
    """The contact's."""
    name: str
    organisation: str
    steps: tuple[InterviewStep, ...]

    @property
    def since(self) -> date | None:
        """The day on which it got where it stands."""
        return self.steps[-1].reached_on if self.steps else None


_USUAL = Logging()


class InterviewService:
    """Acts on interviews. One that `current` made up is written by the act that it is given to."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, interview_id: int) -> Interview:
        """Return an interview, or raise `NotFound`."""
        found = self._session.interviews.get(interview_id)
        if found is None:
            raise NotFound("interview", f"i{interview_id}", advice="`netcrm interview list` lists those there are.")
        return found

    def current(self, contact_id: int, stage: Stage) -> Interview:
        """Return the interview with somebody that goes to a stage next: the one that can, else a new one.

        Raises:
            NotFound: the contact is unknown, or there is none that was to be thanked for or given up.
            NeedsDecision: several interviews can go there.
        """
        name = self._name(contact_id)
        there = self._session.interviews.of_contact(contact_id)
        way = [it for it in there if it.stage.is_open or stage in (Stage.THANKED, Stage.KEPT_IN_TOUCH)]
        fitting = [it for it in way if may_reach(it.stage, stage) or it.stage is stage is Stage.AGREED]
        if len(fitting) > 1:
            listed = ", ".join(f"i{it.id} ({it.stage.words})" for it in reversed(fitting))
            raise NeedsDecision(f"{name} has several interviews: name one by its key: {listed}.")
        if fitting:
            return fitting[0]
        if way:
            return way[0]
        if stage in (Stage.TO_CONTACT, Stage.ASKED, Stage.AGREED, Stage.HELD):
            return Interview(0, "", contact_id)
        if stage is Stage.THANKED and there:
            return there[0]
        raise NotFound("interview", name, advice=f"`netcrm interview ask {contact_id}` begins one.")

    def lines(self, stages: Collection[Stage] = ()) -> list[InterviewLine]:
        """Return the interviews at some stages, without any at all: by stage, those with a day first, by it."""
        session = self._session
        found = session.interviews.at_stages(stages or Stage)
        steps = session.interviews.steps([it.id for it in found])
        contacts = session.contacts.load(sorted({it.contact_id for it in found}))
        order = list(Stage)
        found.sort(key=lambda it: (order.index(it.stage), it.happens_on or date.max, it.id))
        return [
            InterviewLine(
                it,
                contacts[it.contact_id].uid,
                contacts[it.contact_id].name,
                contacts[it.contact_id].organisation,
                tuple(steps.get(it.id, ())),
            )
            for it in found
        ]

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
        topic: str | None = None,
        log: Logging = _USUAL,
        thank_you: bool = True,
    ) -> Done:
        """Say that it was held: on its own day where that is known and not to come, else today.

        Args:
            interview: Which, by `get` or `current`.
            on: The day.
            topic: What it was about; None leaves that.
            log: How it is logged.
            thank_you: Whether the thank-you is laid down where it is still due.

        Raises:
            DateProblem: the day is after today.
            NothingToDo: it was held already.
        """
        today = self._session.today
        agreed = interview.happens_on if interview.stage is Stage.AGREED else None
        day = on or (agreed if agreed and agreed <= today else today)
        parts = self._parts(_about(interview, topic))
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

    def _parts(self, interview: Interview) -> InterviewParts:
        return InterviewParts(self._session, interview, self._name(interview.contact_id))

    def _act(self, part: Part) -> Done:
        return write_parts(self._session, [part], verb="interview", otherwise=Said("Done:"))

    def _name(self, contact_id: int) -> str:
        found = self._session.contacts.load([contact_id]).get(contact_id)
        if found is None:
            raise NotFound("contact", str(contact_id), advice="`netcrm search` lists people with their ids.")
        return found.name


def _about(interview: Interview, topic: str | None) -> Interview:
    return interview if topic is None else replace(interview, topic=clean_line(topic))
