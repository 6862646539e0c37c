"""The employers as the list shows them: in LAMP order, with the people, the job openings and what runs at each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from netcrm.domain.days import short_day
from netcrm.domain.employers.employer import Employer, Insider, Rank, best_first, lamp_order, rank_of, refuse_ratings
from netcrm.services.leads import LeadLine, lead_lines, open_lines
from netcrm.services.playbooks.definition import title_of
from netcrm.services.session import Session
from netcrm.store.playbooks import KeptRun

OUTREACHES = ("outreach", "house")
"""The playbook with which an employer is worked, and the same at the user's own institution."""


@dataclass(frozen=True, slots=True)
class Rating:
    """What the user says of an employer; None lets it follow from what is known (motivation: not rated)."""

    motivation: int | None = None
    posting: int | None = None
    advocacy: bool | None = None


@dataclass(frozen=True, slots=True)
class EmployerLine:
    """An employer as the list shows it."""

    place: int
    """Its place in LAMP order, from 1."""
    employer: Employer
    name: str
    city: str
    rank: Rank
    insiders: tuple[Insider, ...]
    """Who works there now, the one to write to first before the others."""
    leads: tuple[LeadLine, ...]
    """The open ones."""
    worked: str = ""
    """Which playbook runs there: `3B7 outreach since 3 Nov with Ana Lima`; nothing where none does."""
    last_touch: date | None = None
    """The latest touch with anyone there."""

    @property
    def organisation_id(self) -> int:
        """The id of the organisation."""
        return self.employer.organisation_id


class EmployerReader:
    """Reads employers."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lines(self) -> list[EmployerLine]:
        """Return all employers, in LAMP order."""
        return self._lines(self._session.employers.all())

    def if_ranked(self, organisation_id: int, rating: Rating) -> EmployerLine:
        """Return an employer as the list would show it with other ratings; one that is not listed yet, as if it were.

        Raises:
            UsageProblem: a rating is out of its range.
        """
        refuse_ratings(rating.motivation, rating.posting)
        session = self._session
        there = session.employers.all()
        mine = next((it for it in there if it.organisation_id == organisation_id), None)
        mine = mine or Employer(0, organisation_id, session.today)
        rated = replace(mine, motivation=rating.motivation, posting=rating.posting, advocacy=rating.advocacy)
        lines = self._lines([*(it for it in there if it.organisation_id != organisation_id), rated])
        return next(it for it in lines if it.organisation_id == organisation_id)

    def _lines(self, employers: Sequence[Employer]) -> list[EmployerLine]:
        session = self._session
        ids = [it.organisation_id for it in employers]
        organisations = {it.id: it for it in session.organisations.load(ids)}
        insiders = {key: best_first(found, session.today) for key, found in session.employers.insiders(ids).items()}
        leads = session.leads.of_organisations(ids)
        told = {line.lead.id: line for line in lead_lines(session, [it for found in leads.values() for it in found])}
        going = self._going(insiders)
        ranked = []
        for it in employers:
            there = insiders.get(it.organisation_id, [])
            openings = leads.get(it.organisation_id, [])
            rank = rank_of(it, there, openings, session.today)
            organisation = organisations[it.organisation_id]
            line = EmployerLine(
                place=0,
                employer=it,
                name=organisation.name,
                city=organisation.city,
                rank=rank,
                insiders=tuple(there),
                leads=open_lines(sorted((told[lead.id] for lead in openings), key=_by_deadline)),
                worked=self._worked(there, going),
                last_touch=max((one.last_touch for one in there if one.last_touch), default=None),
            )
            ranked.append((lamp_order(rank, organisation.name, organisation.id), line))
        ranked.sort(key=lambda pair: pair[0])
        return [replace(line, place=place) for place, (_, line) in enumerate(ranked, start=1)]

    def _going(self, insiders: dict[int, list[Insider]]) -> dict[int, KeptRun]:
        """Return the outreach that runs with each person of employers, by contact id."""
        ids = {one.contact_id for there in insiders.values() for one in there}
        going = self._session.playbooks.going(ids) if ids else []
        return {contact_id: run for contact_id, run in going if run.playbook in OUTREACHES}

    def _worked(self, insiders: Sequence[Insider], going: dict[int, KeptRun]) -> str:
        for one in insiders:
            run = going.get(one.contact_id)
            if run:
                title = title_of(run.definition, run.playbook)
                since = "from" if run.started_on > self._session.today else "since"
                return f"{title} {since} {short_day(run.started_on, self._session.today)} with {one.name}"
        return ""


def _by_deadline(line: LeadLine) -> tuple[date, int]:
    return line.lead.deadline or date.max, line.lead.id
