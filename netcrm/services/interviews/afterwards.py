"""Afterwards: all that came of an interview in one act: advice, referrals, thanks, a rating, the next step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from netcrm.domain.days import long_day, on_day
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.interviews.interview import Interview, Stage, ended_at, refuse_future
from netcrm.domain.interviews.sheet import AdviceGiven, Afterwards, refuse_rating
from netcrm.domain.text import clean_line
from netcrm.domain.ties.advice import Advice
from netcrm.errors import DateProblem, NetcrmError, NothingToDo, UsageProblem
from netcrm.services.acting import Part, Said
from netcrm.services.advice import advice_text, clipped, refuse_past_report, write_advice
from netcrm.services.interviews.appointment import held_at
from netcrm.services.interviews.choosing import refuse_twin
from netcrm.services.interviews.parts import InterviewParts
from netcrm.services.interviews.playbooks import open_thanks, plan_thank_you, skip_report, thanks_words
from netcrm.services.interviews.referrals import known_referrals, referral_words, write_referral
from netcrm.services.interviews.values import AfterwardsPreview, ReferralPreview
from netcrm.services.session import Session
from netcrm.services.words import listed


@dataclass(frozen=True, slots=True)
class _Step:
    """What comes next with the person."""

    words: str
    on: date | None


class AfterwardsPlan:
    """What an act afterwards will write, checked: its preview and its part say and do the same.

    Args:
        session: The open store.
        interview: As it stands; one with the id 0 is written first.
        name: The contact's.
        said: What came of it.

    Raises:
        DateProblem, NeedsDecision, NotFound, NothingToDo, UsageProblem: It cannot be; the sentence says why.
    """

    def __init__(self, session: Session, interview: Interview, name: str, said: Afterwards) -> None:
        self._session = session
        self._name = name
        self._said = said
        refuse_rating(said.rating)
        self._holds = not interview.stage.is_after_holding
        self._on = self._day(interview)
        self._interview = interview
        if self._holds:
            refuse_future(Stage.HELD, self._on, session.today)
            refuse_twin(session, interview, name, self._on)
            self._interview = held_at(interview, self._on, said.held_at, session.clock.now())
        elif said.held_on or said.held_at:
            raise UsageProblem(f"The interview with {name} is held already: leave the day and the hour out.")
        self._advice = tuple(filter(None, (self._checked(given) for given in said.advice)))
        self._step = self._next_step()
        topic = self._interview.topic
        self._person = session.contacts.load([interview.contact_id])[interview.contact_id]
        self._referrals = known_referrals(session, said.referrals, self._person, self._on, topic)
        self.referred: list[int] = []
        """The contacts who are referred to; known once it is written."""
        self._thanks_now = said.thanked and (self._holds or interview.stage is Stage.HELD)
        says = (self._advice, self._referrals, self._thanks_now, said.rating, said.next_step is not None, self._holds)
        if not any(says):
            raise NothingToDo(f"Nothing came of the interview with {name}: write down advice, a referral or a rating.")

    def preview(self) -> AfterwardsPreview:
        """Return what will be written, in words."""
        today, lines = self._session.today, []
        if self._holds:
            self._held_part()  # refuses where it cannot be held
            lines.append(f"Held{self._when}, logged as an informational interview.")
        if self._thanks_now:
            lines.append(f"{self._name} was thanked.")
        elif self._thank_you:
            lines.append(f"{self._thank_you}.")
        for given in self._advice:
            back = given.report_back_on
            report = f", report back on {long_day(back, today)}" if back else ""
            lines.append(f"Advice: “{clipped(given.text)}”{report}.")
        name = self._person.details.name.formatted
        shown = []
        for known in self._referrals:
            words = referral_words(known, name)
            lines.append(f"{known.name}: {words}.")
            shown.append(ReferralPreview(known.name, known.there.id if known.there else None, words))
        if self._said.rating is not None:
            lines.append(f"Rated {self._said.rating} of 5.")
        if self._step and self._step.words:
            when = f" on {long_day(self._step.on, today)}" if self._step.on else ""
            lines.append(f"Next step{when}: {self._step.words}.")
        return AfterwardsPreview(tuple(lines), tuple(shown))

    def part(self) -> Part:
        """Return the part of the act that writes it all."""
        if self._holds:
            return self._held_part()
        interview_id = self._interview.id
        return Part(
            title=f"the interview with {self._name}",
            contact_id=self._interview.contact_id,
            label=f"what came of the interview with {self._name}",
            said=Said("Wrote down what came of"),
            write=lambda: self._write(interview_id),
        )

    def _held_part(self) -> Part:
        parts = InterviewParts(self._session, self._interview, self._name)
        return parts.held(
            self._on,
            None,
            "",
            thank_you=not self._said.thanked,
            with_report=not self._reports,
            then=self._write,
        )

    def _write(self, interview_id: int) -> str:
        """Write all but the holding, and return how it is said."""
        session = self._session
        there = session.interviews.get(interview_id)
        assert there is not None
        said = []
        step = self._step.words if self._step else there.next_step
        kept = replace(there, rating=there.rating if self._said.rating is None else self._said.rating, next_step=step)
        if kept != there:
            session.interviews.replace(kept)
        if self._thanks_now:
            InterviewParts(session, kept, self._name).thanked(session.today, None, "", logs=False).write()
            said.append(" Thanked.")
        elif self._reports and not self._holds:
            skip_report(session, kept.contact_id)
        said.append(self._write_advice(kept))
        said.append(self._write_referrals(kept))
        if self._said.rating is not None:
            said.append(f" Rated {self._said.rating} of 5.")
        if self._step and self._step.words:
            said.append(self._write_step(kept.contact_id, self._step))
        return "".join(said)

    def _write_advice(self, interview: Interview) -> str:
        if not self._advice:
            return ""
        session = self._session
        for given in self._advice:
            advice = Advice(
                id=0,
                uid="",
                contact_id=interview.contact_id,
                text=given.text,
                given_on=self._on,
                interview_id=interview.id,
                is_shareable=given.is_shareable,
            )
            write_advice(session, advice, given.report_back_on)
        count = len(self._advice)
        words = "1 piece of advice" if count == 1 else f"{count} pieces of advice"
        days = sorted(given.report_back_on for given in self._advice if given.report_back_on)
        report = f", report back {listed(long_day(day, session.today) for day in days)}" if days else ""
        return f" {words}{report}."

    def _write_referrals(self, interview: Interview) -> str:
        session, more = self._session, []
        new: list[str] = []
        there: list[str] = []
        is_thanked = self._thanks_now or bool(open_thanks(session, interview.contact_id))
        for known in self._referrals:
            contact_id, next_words = write_referral(
                session, known, interview.contact_id, self._on, topic=interview.topic, is_thanked=is_thanked
            )
            self.referred.append(contact_id)
            (new if known.there is None else there).append(f"{known.name} ({contact_id})")
            more.append(next_words)
        said = [f" New: {listed(new)}." if new else "", f" There already: {listed(there)}." if there else ""]
        return "".join(said + more)

    def _write_step(self, contact_id: int, step: _Step) -> str:
        if step.on is None:
            return f" Next step: {step.words}."
        session = self._session
        promise = FollowUp(0, "", contact_id, step.words, step.on, made_on=session.today)
        return (
            f" Next step on {long_day(step.on, session.today)}: {step.words} (f{session.follow_ups.insert(promise)})."
        )

    @property
    def _reports(self) -> bool:
        return any(given.report_back_on for given in self._advice)

    @property
    def _when(self) -> str:
        return on_day(self._on, self._session.today)

    @cached_property
    def _thank_you(self) -> str:
        """How the thank-you that holding lays down is said; nothing where there is none."""
        session, it = self._session, self._interview
        if not self._holds or self._said.thanked:
            return ""
        at = ended_at(it) if it.happens_on == self._on else None
        try:
            plan = plan_thank_you(session, it.contact_id, self._on, at)
        except NetcrmError as problem:
            return f"No thank-you is laid down: {problem}"
        return thanks_words(plan, session.today) if plan else ""

    def _day(self, it: Interview) -> date:
        """Return the day on which it is held, or was."""
        today = self._session.today
        if not self._holds:
            steps = self._session.interviews.steps([it.id]).get(it.id, ())
            return max((step.reached_on for step in steps if step.stage is Stage.HELD), default=it.happens_on or today)
        agreed = it.happens_on if it.stage is Stage.AGREED else None
        if self._said.held_on is None and agreed and agreed > today:
            raise DateProblem(
                f"The interview with {self._name} is agreed for {long_day(agreed, today)}, which is still to come."
                " Say on which day it was held."
            )
        return self._said.held_on or agreed or today

    def _next_step(self) -> _Step | None:
        words = self._said.next_step
        if words is None or not clean_line(words):
            if self._said.next_step_on:
                raise UsageProblem("A next step with a day needs words that say what it is.")
            return None if words is None else _Step("", None)
        today, day = self._session.today, self._said.next_step_on
        if day is not None and day < today:
            raise DateProblem(f"The next step, {long_day(day, today)}, has passed. Name today or a later day.")
        return _Step(clean_line(words), self._said.next_step_on)

    def _checked(self, given: AdviceGiven) -> AdviceGiven | None:
        text = advice_text(given.text)
        if not text:
            return None
        refuse_past_report(given.report_back_on, self._session.today)
        return replace(given, text=text)
