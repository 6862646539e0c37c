"""Pauses: days on which nothing is asked of somebody, of an organisation's people, or of everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from netcrm.domain.check_in import Pause
from netcrm.domain.days import long_day
from netcrm.domain.text import clean_line
from netcrm.errors import NotFound, UsageProblem
from netcrm.services.session import Session
from netcrm.services.values import Done
from netcrm.services.words import who
from netcrm.store.following_up import Subject


@dataclass(frozen=True, slots=True)
class PauseLine:
    """A pause in force or to come; `contact_id` and `organisation_id` are both `None` when it is everybody's."""

    id: int
    contact_id: int | None
    organisation_id: int | None
    whom: str
    start_on: date
    end_on: date
    reason: str


class PauseService:
    """Sets pauses and ends them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def pause(
        self,
        contact_ids: Sequence[int] | None,
        start: date,
        end: date,
        reason: str = "",
        *,
        organisation: str = "",
    ) -> Done:
        """Pause people, an organisation's people, or (with `None` and no organisation) everybody; both ends inside.

        Raises:
            DateProblem: it would end before it starts.
            NotFound: there is no such contact or organisation.
        """
        session = self._session
        pause = Pause(start, end, clean_line(reason))
        subjects, words = self._paused(contact_ids, organisation)
        with session.act(f"pause {words}") as act:
            for subject in subjects:
                session.following_up.pause(subject, start, end, pause.reason)
        today = session.today
        back = long_day(self.first_day_back(start, end), today)
        sentence = f"Paused {words} until {long_day(end, today)}; back {back}."
        return Done(act.kept, sentence, tuple(contact_ids or ()))

    def first_day_back(self, start: date, end: date) -> date:
        """Return the first working day after a pause.

        Raises:
            DateProblem: it would end before it starts.
        """
        return self._session.policy().workdays.next_workday(Pause(start, end).first_day_back)

    def resume(self, contact_ids: Sequence[int] | None, *, organisation: str = "") -> Done:
        """End the pauses of people, an organisation or everybody that are in force or to come.

        Raises:
            UsageProblem: there is none.
            NotFound: there is no such contact or organisation.
        """
        session = self._session
        subjects, words = self._paused(contact_ids, organisation)
        pauses = [pause for pause in session.following_up.pauses_from(session.today) if pause.subject in subjects]
        if not pauses:
            raise UsageProblem(f"There is no pause of {words} to end. `netcrm pause --list` shows those in force.")
        yesterday = session.today - timedelta(days=1)
        with session.act(f"resume {words}") as act:
            for pause in pauses:
                session.following_up.end_pause(pause, yesterday)
        return Done(act.kept, f"Resumed {words}.", tuple(contact_ids or ()))

    def lines(self) -> list[PauseLine]:
        """Return the pauses in force or to come."""
        session = self._session
        lines = []
        for pause in session.following_up.pauses_from(session.today):
            contact_id, organisation_id = pause.subject.contact_id, pause.subject.organisation_id
            whom = "everybody"
            if contact_id is not None:
                whom = session.contacts.load([contact_id])[contact_id].name
            elif organisation_id is not None:
                found = session.organisations.get(organisation_id)
                whom = found.name if found else ""
            lines.append(
                PauseLine(pause.id, contact_id, organisation_id, whom, pause.start_on, pause.end_on, pause.reason)
            )
        return lines

    def _paused(self, contact_ids: Sequence[int] | None, organisation: str) -> tuple[list[Subject], str]:
        """Return whom a pause is for, and how sentences name them."""
        session = self._session
        if organisation:
            from netcrm.services.organisations import organisation_named

            found = organisation_named(session, organisation)
            return [Subject(organisation_id=found.id)], found.name
        if contact_ids is None:
            return [Subject()], "everybody"
        contacts = session.contacts.load(contact_ids)
        if not contacts:
            raise NotFound("contact", ", ".join(map(str, contact_ids)))
        return [Subject(contact_id=c) for c in contacts], who([contact.name for contact in contacts.values()])
