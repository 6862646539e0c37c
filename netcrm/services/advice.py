"""Advice that people gave, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from netcrm.domain.days import long_day
from netcrm.domain.follow_up import FollowUp, FollowUpState
from netcrm.domain.follow_up_acts import dropped, ticked
from netcrm.domain.text import clean_line, clean_text
from netcrm.domain.ties.advice import Advice, AdviceState
from netcrm.errors import DateProblem, NotFound, NothingToDo, UsageProblem
from netcrm.services.acts.logging import refuse_future
from netcrm.services.known_people import known_contact
from netcrm.services.session import Session
from netcrm.services.values import Done

_LONGEST_TITLE = 90
"""Letters of a piece of advice where a sentence or the title of a follow-up names it."""


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """A piece of advice as lists show it."""

    advice: Advice
    name: str
    """Who gave it."""
    uid: str
    """Theirs."""
    report_back_on: date | None
    """When the promise to report back on it is due, where it is open."""


class AdviceService:
    """Acts on advice."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, advice_id: int) -> Advice:
        """Return a piece of advice, or raise `NotFound`."""
        found = self._session.advice.get(advice_id)
        if found is None:
            raise NotFound("advice", str(advice_id), advice="`netcrm advice list` shows all with their numbers.")
        return found

    def open(self) -> list[AdviceLine]:
        """Return the advice that was neither followed nor dropped, the earliest first."""
        return self.lines([AdviceState.OPEN])

    def of_contact(self, contact_id: int) -> list[AdviceLine]:
        """Return what somebody advised, the latest first."""
        return self._lines(self._session.advice.of_contacts([contact_id]).get(contact_id, []))

    def lines(self, states: Collection[AdviceState] = ()) -> list[AdviceLine]:
        """Return the advice that stands so, without any state all of it, the earliest first."""
        return self._lines(self._session.advice.at_states(states or tuple(AdviceState)))

    def add(
        self,
        contact_id: int,
        text: str,
        *,
        on: date | None = None,
        report_back_on: date | None = None,
        is_shareable: bool = False,
    ) -> Done:
        """Write down advice that somebody gave; what was said in an interview is best written down with that.

        Args:
            contact_id: Who gave it.
            text: The advice.
            on: The day, without it today.
            report_back_on: When to tell them what became of it; None lays no follow-up down.
            is_shareable: Whether others may read it.

        Raises:
            NotFound: the contact is unknown.
            DateProblem: it was given after today, or the day to report back has passed.
            UsageProblem: it has no words.
        """
        session = self._session
        name = self._name(contact_id)
        given_on = on or session.today
        refuse_future(given_on, session.today)
        refuse_past_report(report_back_on, session.today)
        text = advice_text(text)
        if not text:
            raise UsageProblem("Advice needs words: what did they say?")
        with session.act(f"advice of {name}") as act:
            advice = Advice(0, "", contact_id, text, given_on, is_shareable=is_shareable)
            advice_id, follow_up_id = write_advice(session, advice, report_back_on)
        report = ""
        if report_back_on:
            report = f" Report back on {long_day(report_back_on, session.today)} (f{follow_up_id})."
        return Done(act.kept, f"Kept the advice of {name} ({advice_id}).{report}", (contact_id,))

    def followed(self, advice_id: int, outcome: str = "", *, on: date | None = None, told: bool = False) -> Done:
        """Say that advice was followed, and what came of it.

        Args:
            advice_id: Which.
            outcome: What came of it, in words.
            on: The day, without it today.
            told: Whether they know already: the promise to report back is then ticked, else it stays.

        Raises:
            NotFound: there is no such advice.
            NothingToDo: it was followed already.
            DateProblem: the day is after today, or before the advice.
        """
        return self._close(advice_id, AdviceState.FOLLOWED, outcome, on, told=told)

    def dropped(self, advice_id: int, reason: str, *, on: date | None = None) -> Done:
        """Say that advice will not be followed, and why; the promise to report back on it goes.

        Raises:
            NotFound: there is no such advice.
            NothingToDo: it was dropped already.
            DateProblem: the day is after today, or before the advice.
            UsageProblem: there is no reason.
        """
        if not clean_line(reason):
            raise UsageProblem("Say in a few words why the advice is dropped.")
        return self._close(advice_id, AdviceState.DROPPED, reason, on)

    def share(self, advice_id: int, is_shareable: bool) -> Done:
        """Mark advice as fit for others to read, or not."""
        session, there = self._session, self.get(advice_id)
        words = "may be read by others" if is_shareable else "is for you alone"
        with session.act(f"advice of {self._name(there.contact_id)} {words}") as act:
            if there.is_shareable != is_shareable:
                session.advice.replace(replace(there, is_shareable=is_shareable))
        return Done(act.kept, f"“{clipped(there.text)}” {words}.", (there.contact_id,))

    def delete(self, advice_id: int) -> Done:
        """Delete advice, as if it had never been written down; a promise to report back on it stays."""
        session, there = self._session, self.get(advice_id)
        name = self._name(there.contact_id)
        with session.act(f"delete the advice of {name}") as act:
            session.advice.delete(advice_id)
        stays = " The promise to report back stays." if self._open_report(there) else ""
        return Done(act.kept, f"Deleted the advice of {name}: “{clipped(there.text)}”.{stays}", (there.contact_id,))

    def _close(self, advice_id: int, state: AdviceState, outcome: str, on: date | None, *, told: bool = False) -> Done:
        session, there = self._session, self.get(advice_id)
        name, day, outcome = self._name(there.contact_id), on or session.today, clean_text(outcome).strip()
        refuse_future(day, session.today)
        if day < there.given_on:
            given = long_day(there.given_on, session.today)
            raise DateProblem(f"{name} gave this advice on {given}. Name that day or a later one.")
        if there.state is state:
            raise NothingToDo(f"This advice of {name} is {state} already.")
        report, said = self._open_report(there), ""
        with session.act(f"advice of {name} {state}") as act:
            session.advice.replace(replace(there, state=state, closed_on=day, outcome=outcome))
            if report and state is AdviceState.DROPPED:
                session.follow_ups.replace(dropped(report, f"the advice is dropped: {clean_line(outcome)}", day))
            elif report and told:
                session.follow_ups.replace(ticked(report, day))
            elif report:
                said = f" Report back on {long_day(report.shows_on, session.today)} (f{report.id})."
        words = f": {clean_line(outcome)}" if outcome else ""
        sentence = f"{state.capitalize()}: “{clipped(there.text)}” ({name}){words}.{said}"
        return Done(act.kept, sentence, (there.contact_id,))

    def _open_report(self, advice: Advice) -> FollowUp | None:
        found = self._session.follow_ups.get(advice.follow_up_id) if advice.follow_up_id else None
        return found if found and found.state is FollowUpState.OPEN else None

    def _lines(self, advice: Sequence[Advice]) -> list[AdviceLine]:
        session = self._session
        contacts = session.contacts.load(sorted({it.contact_id for it in advice}))
        reports = {it.id: it for it in session.follow_ups.load([it.follow_up_id for it in advice if it.follow_up_id])}

        def report_of(it: Advice) -> date | None:
            report = reports.get(it.follow_up_id or 0)
            return report.shows_on if report and report.state is FollowUpState.OPEN else None

        return [
            AdviceLine(it, contacts[it.contact_id].name, contacts[it.contact_id].uid, report_of(it)) for it in advice
        ]

    def _name(self, contact_id: int) -> str:
        return known_contact(self._session, contact_id).name


def write_advice(session: Session, advice: Advice, report_back_on: date | None) -> tuple[int, int | None]:
    """Write advice inside an act in force, with the promise to report back; return the ids of both."""
    follow_up_id = None
    if report_back_on:
        name = session.contacts.load([advice.contact_id])[advice.contact_id].details.name.formatted
        title = f"Report back to {name}: {clipped(advice.text)}"
        promise = FollowUp(0, "", advice.contact_id, title, report_back_on, made_on=session.today)
        follow_up_id = session.follow_ups.insert(promise)
    return session.advice.insert(replace(advice, follow_up_id=follow_up_id)), follow_up_id


def advice_text(text: str) -> str:
    """Return the words of advice as they are kept."""
    return clean_text(text).strip()


def clipped(text: str) -> str:
    """Return advice on one line, cut where it is long."""
    words = clean_line(text)
    return words if len(words) <= _LONGEST_TITLE else words[: _LONGEST_TITLE - 1] + "…"


def refuse_past_report(day: date | None, today: date) -> None:
    """Raise `DateProblem` where the day to report back on advice has passed."""
    if day is not None and day < today:
        raise DateProblem(f"The day to report back, {long_day(day, today)}, has passed. Name today or a later day.")
