"""The list of employers: in LAMP order, rated, and the outreach playbook started with the best person at each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from netcrm.domain.days import counted
from netcrm.domain.employers.employer import TOP, Employer, refuse_ratings
from netcrm.domain.text import clean_line, clean_text
from netcrm.errors import NeedsDecision, NotFound, NothingToDo, UsageProblem
from netcrm.services.employer_lines import EmployerLine, EmployerReader, Rating
from netcrm.services.employer_start import EmployerOutreach, EmployersStart
from netcrm.services.organisations import organisation_meant, organisation_named
from netcrm.services.session import Session
from netcrm.services.values import Done


class EmployerService:
    """Acts on the list of employers."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._reader = EmployerReader(session)

    def lines(self) -> list[EmployerLine]:
        """Return all employers, in LAMP order."""
        return self._reader.lines()

    def if_ranked(self, organisation_id: int, rating: Rating) -> EmployerLine:
        """Return an employer as the list would show it with other ratings: see `EmployerReader`."""
        return self._reader.if_ranked(organisation_id, rating)

    def organisation_id(self, name: str) -> int | None:
        """Return the id of the organisation of exactly this name, where there is one."""
        return self._session.organisations.find(name)

    def is_listed(self, organisation_id: int) -> bool:
        """Whether an organisation is on the list."""
        return self._session.employers.of_organisation(organisation_id) is not None

    def count(self) -> int:
        """Return how many there are."""
        return len(self._ids())

    def line(self, organisation_id: int) -> EmployerLine:
        """Return one employer as the list shows it, or raise `NotFound`."""
        found = next((it for it in self.lines() if it.organisation_id == organisation_id), None)
        if found is None:
            raise self._unknown(str(organisation_id))
        return found

    def named(self, text: str) -> int:
        """Return the id of the organisation on the list that a text names: id, name, or the beginning of one.

        Raises:
            NotFound: there is no such organisation, or it is not on the list.
            NeedsDecision: the beginning fits several employers.
        """
        session = self._session
        text = clean_line(text)
        if not text:
            raise UsageProblem("Name an employer. `netcrm employer list` lists them.")
        try:
            found = organisation_named(session, text)
        except NeedsDecision:
            names = {it.id: it.name for it in session.organisations.load(self._ids())}
            fitting = [key for key, name in names.items() if name.casefold().startswith(text.casefold())]
            if len(fitting) != 1:
                raise
            return fitting[0]
        if session.employers.of_organisation(found.id) is None:
            raise self._unknown(found.name)
        return found.id

    def meant(self, text: str) -> str:
        """Return the name of the organisation that a text means: a known one, or a new one called so.

        Raises:
            NeedsDecision: several begin so.
        """
        return organisation_meant(self._session, text)

    def add(self, name: str, rating: Rating | None = None, *, note: str = "") -> Done:
        """Put an organisation on the list; one that is not known is made.

        Raises:
            UsageProblem: the name is empty, or a rating out of its range.
            NothingToDo: it is on the list already.
        """
        session, rating, name = self._session, rating or Rating(), clean_line(name)
        if not name:
            raise UsageProblem("Name the organisation: employer add Harbour CRO.")
        refuse_ratings(rating.motivation, rating.posting)
        known = session.organisations.find(name)
        if known is not None and session.employers.of_organisation(known):
            raise NothingToDo(f"{name} is on your list of employers already. `netcrm employer rank` rates it.")
        with session.act(f"list {name} as an employer") as act:
            organisation_id = session.organisations.id_of(name)
            new = Employer(0, organisation_id, session.today, rating.motivation, rating.posting, rating.advocacy)
            self._keep(replace(new, note=_read_note(note)))
        line = self.line(organisation_id)
        return Done(act.kept, f"{line.name} is on your list of employers. {self._place_words(line)}")

    def rank(self, organisation_id: int, rating: Rating) -> Done:
        """Rate an employer anew; what is None follows from what is known of it.

        Raises:
            UsageProblem: a rating is out of its range.
            NotFound: it is not on the list.
        """
        refuse_ratings(rating.motivation, rating.posting)
        session, there = self._session, self.get(organisation_id)
        was = self.line(organisation_id)
        new = replace(there, motivation=rating.motivation, posting=rating.posting, advocacy=rating.advocacy)
        with session.act(f"rank {was.name}") as act:
            if new != there:
                self._keep(new)
        line = self.line(organisation_id)
        before = f", was {was.place}" if was.place != line.place else ""
        return Done(act.kept, f"Ranked {line.name}. {self._place_words(line, before)}")

    def note(self, organisation_id: int, text: str) -> Done:
        """Keep a note on an employer in place of the one there; an empty one takes it away."""
        session, there = self._session, self.get(organisation_id)
        name, new = self._name(organisation_id), replace(there, note=_read_note(text))
        with session.act(f"note on {name}") as act:
            if new != there:
                self._keep(new)
        return Done(act.kept, f"Kept the note on {name}." if new.note else f"Took the note off {name}.")

    def change(self, organisation_id: int, rating: Rating, note: str) -> Done:
        """Rate an employer and keep its note, in one act.

        Raises:
            UsageProblem, NotFound: as `rank`.
        """
        refuse_ratings(rating.motivation, rating.posting)
        session, there = self._session, self.get(organisation_id)
        kept = replace(there, note=_read_note(note))
        if kept.note == there.note:
            return self.rank(organisation_id, rating)
        if rating == Rating(there.motivation, there.posting, there.advocacy):
            return self.note(organisation_id, note)
        new = replace(kept, motivation=rating.motivation, posting=rating.posting, advocacy=rating.advocacy)
        with session.act(f"rank {self._name(organisation_id)}") as act:
            self._keep(new)
        line = self.line(organisation_id)
        return Done(act.kept, f"Ranked {line.name}, with a note. {self._place_words(line)}")

    def remove(self, organisation_id: int) -> Done:
        """Take an employer off the list; the organisation, its people and its leads stay."""
        session, there = self._session, self.get(organisation_id)
        name = self._name(organisation_id)
        leads = session.leads.of_organisations([organisation_id])
        still = sum(lead.is_open for lead in leads.get(organisation_id, ()))
        with session.act(f"take {name} off the list of employers") as act:
            session.employers.delete(there.id)
        stays = f" {counted(still, 'open lead')} there {'stays' if still == 1 else 'stay'}." if still else ""
        return Done(act.kept, f"Took {name} off your list of employers.{stays}")

    def get(self, organisation_id: int) -> Employer:
        """Return the employer that an organisation is, or raise `NotFound`."""
        found = self._session.employers.of_organisation(organisation_id)
        if found is None:
            raise self._unknown(self._name(organisation_id))
        return found

    def plan_start(
        self, ids: Sequence[int] = (), *, top: int = TOP, on: date | None = None, per_day: int | None = None
    ) -> EmployersStart:
        """Return what starting the outreach will do: see `EmployerOutreach.plan`.

        Raises:
            NotFound: one of `ids` is not on the list.
            NothingToDo, UsageProblem: the list is empty, or a number less than 1.
        """
        return self._outreach(ids).plan(ids, top=top, on=on, per_day=per_day)

    def start(
        self, ids: Sequence[int] = (), *, top: int = TOP, on: date | None = None, per_day: int | None = None
    ) -> Done:
        """Start the outreach as `plan_start` says, in one act.

        Raises:
            NothingToDo: it begins with nobody; the sentence says why.
            NotFound, UsageProblem: as `plan_start`.
        """
        return self._outreach(ids).start(ids, top=top, on=on, per_day=per_day)

    def _outreach(self, ids: Sequence[int]) -> EmployerOutreach:
        for organisation_id in ids:
            self.get(organisation_id)
        return EmployerOutreach(self._session, self.lines())

    def _ids(self) -> list[int]:
        return [it.organisation_id for it in self._session.employers.all()]

    def _keep(self, employer: Employer) -> None:
        """Write an employer, a new one or over what is there, inside an act. Every note on one passes here."""
        if employer.id:
            self._session.employers.replace(employer)
        else:
            self._session.employers.insert(employer)

    def _name(self, organisation_id: int) -> str:
        found = self._session.organisations.get(organisation_id)
        return found.name if found else str(organisation_id)

    @staticmethod
    def _unknown(name: str) -> NotFound:
        return NotFound(
            "employer on your list", name, advice=f"`netcrm employer add {name}` puts it there, `list` shows all."
        )

    def _place_words(self, line: EmployerLine, before: str = "") -> str:
        """Return `It is 2 of 12: motivation 4, posting 3 (1 open lead), advocacy yes (Ana Lima is warm).`"""
        rank = line.rank
        motivation = "not rated" if rank.motivation is None else str(rank.motivation)
        posting = f"{rank.posting.value} ({rank.posting.why})"
        advocacy = "yes" if rank.advocacy.value else "no"
        if rank.advocacy.is_derived:
            advocacy += f" ({rank.advocacy.why})"
        total = len(self._ids())
        return (
            f"It is {line.place} of {total}{before}: motivation {motivation}, posting {posting}, advocacy {advocacy}."
        )


def _read_note(text: str) -> str:
    return clean_text(text).strip()
