"""Leads: job openings added, changed, applied for and ended."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from netcrm.domain.days import long_day
from netcrm.domain.employers.employer import Employer
from netcrm.domain.employers.lead import Lead, LeadOutcome, read_link, read_title
from netcrm.domain.text import clean_line, clean_text, fold
from netcrm.errors import DateProblem, NotFound, NothingToDo, UsageProblem
from netcrm.services.acting import Part, Said
from netcrm.services.acts.lead import LeadActs, keep_lead
from netcrm.services.item_acts import write_parts
from netcrm.services.known_people import known_contact
from netcrm.services.session import Session
from netcrm.services.values import Done


@dataclass(frozen=True, slots=True)
class LeadDraft:
    """What the user says of a job opening."""

    organisation: str
    """The name; one that is not known is made."""
    title: str
    link: str = ""
    deadline: date | None = None
    told_by_id: int | None = None
    note: str = ""
    found_on: date | None = None
    """Without it today."""


@dataclass(frozen=True, slots=True)
class LeadLine:
    """A lead as lists show it."""

    lead: Lead
    organisation: str
    told_by: str
    """The name of who told of it, or nothing."""


class LeadService:
    """Acts on leads."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, lead_id: int) -> Lead:
        """Return a lead, or raise `NotFound`."""
        found = self._session.leads.get(lead_id)
        if found is None:
            raise NotFound("lead", f"l{lead_id}", advice="`netcrm lead list` lists the leads there are.")
        return found

    def line(self, lead_id: int) -> LeadLine:
        """Return a lead as lists show it, or raise `NotFound`."""
        return lead_lines(self._session, [self.get(lead_id)])[0]

    def lines(self, *, closed: bool = False) -> list[LeadLine]:
        """Return the leads by their deadlines, those without one last; with `closed` those that are over too.

        What waits for the user stands first, then what the user applied for, then what is over, the newest first.
        """
        leads = [lead for lead in self._session.leads.all() if closed or lead.is_open]
        return sorted(lead_lines(self._session, leads), key=_order)

    def of_organisations(self, ids: Collection[int]) -> dict[int, list[LeadLine]]:
        """Return the leads of organisations by their ids, in the order of `lines`."""
        found = self._session.leads.of_organisations(ids)
        lines = lead_lines(self._session, [lead for leads in found.values() for lead in leads])
        sorted_lines: dict[int, list[LeadLine]] = {}
        for line in sorted(lines, key=_order):
            sorted_lines.setdefault(line.lead.organisation_id, []).append(line)
        return sorted_lines

    def draft_of(self, lead_id: int) -> LeadDraft:
        """Return what is kept of a lead, to be changed and given to `edit`; or raise `NotFound`."""
        line = self.line(lead_id)
        it = line.lead
        return LeadDraft(line.organisation, it.title, it.link, it.deadline, it.told_by_id, it.note, it.found_on)

    def add(self, draft: LeadDraft) -> Done:
        """Keep a job opening; its organisation comes onto the list of employers where it is not there yet.

        Raises:
            UsageProblem: the title or the organisation is empty, the link is no address, or the same is there already.
            DateProblem: it is said to be found after today.
            NotFound: nobody has the id of who told of it.
        """
        session, today = self._session, self._session.today
        new = self._read(draft, Lead(0, "", 0, "", today))
        organisation = _organisation_name(draft)
        known = session.organisations.find(organisation)
        if known is not None:
            self._refuse_twice(known, new)
        with session.act(f"add the lead “{new.title}” ({organisation})") as act:
            organisation_id = session.organisations.id_of(organisation)
            is_new = session.employers.of_organisation(organisation_id) is None
            if is_new:
                session.employers.insert(Employer(0, organisation_id, today))
            lead_id = keep_lead(session, replace(new, organisation_id=organisation_id))
        kept = session.organisations.get(organisation_id)
        name = kept.name if kept else organisation
        words = f"Added the lead “{new.title}” at {name} (l{lead_id})." + self._deadline_words(new)
        if is_new:
            words += f" {name} is on your list of employers now."
        return Done(act.kept, words, tuple(filter(None, (new.told_by_id,))))

    def edit(self, lead_id: int, draft: LeadDraft) -> Done:
        """Change what is kept of a lead.

        Raises:
            UsageProblem, DateProblem, NotFound: as `add`.
        """
        session = self._session
        there = self.get(lead_id)
        organisation = _organisation_name(draft)
        new = self._read(draft, there)
        known = session.organisations.find(organisation)
        if known is not None:
            self._refuse_twice(known, new)
        with session.act(f"edit the lead “{there.title}”") as act:
            new = replace(new, organisation_id=session.organisations.id_of(organisation))
            if new != there:
                keep_lead(session, new)
        words = f"Changed the lead “{new.title}”." if new != there else f"“{new.title}” stays as it is."
        return Done(act.kept, words + (self._deadline_words(new) if new != there else ""))

    def applied(self, lead_id: int, on: date | None = None) -> Done:
        """Say that the user applied, without a day today.

        Raises:
            NotFound: there is no such lead.
            DateProblem: the day is after today.
            NothingToDo: that was said already, or it is over.
        """
        if self.get(lead_id).outcome is LeadOutcome.OFFER:
            raise NothingToDo("There is an offer already. `netcrm lead close` says whether you accepted it.")
        return self._act(LeadActs(self._session, lead_id).plan_done(None, "", on))

    def set_outcome(
        self,
        lead_id: int,
        outcome: LeadOutcome,
        *,
        on: date | None = None,
        reason: str = "",
        answer_by: date | None = None,
    ) -> Done:
        """Say how it ended, that there is an offer, or (`open`) that it goes on.

        Args:
            lead_id: Which.
            outcome: What came of it.
            on: The day, without it today.
            reason: Why, kept in its note.
            answer_by: The day by which an offer wants an answer.

        Raises:
            NotFound: there is no such lead.
            DateProblem: the day is after today or before the application.
            NothingToDo: it has that outcome already.
        """
        day = on or self._session.today
        return self._act(LeadActs(self._session, lead_id).plan_outcome(outcome, day, reason, answer_by=answer_by))

    def delete(self, lead_id: int) -> Done:
        """Delete a lead, as if it had never been written down."""
        session = self._session
        line = self.line(lead_id)
        with session.act(f"delete the lead “{line.lead.title}” ({line.organisation})") as act:
            session.leads.delete(lead_id)
        return Done(act.kept, f"Deleted the lead “{line.lead.title}” at {line.organisation}.")

    def _act(self, part: Part) -> Done:
        return write_parts(self._session, [part], verb="lead", otherwise=Said("Done:"))

    def _read(self, draft: LeadDraft, there: Lead) -> Lead:
        """Return a lead with what a draft says, its organisation aside."""
        session, today = self._session, self._session.today
        found_on = draft.found_on or today
        if found_on > today:
            raise DateProblem(f"{long_day(found_on, today)} is after today: a lead is found on a day that has come.")
        if draft.told_by_id is not None:
            known_contact(session, draft.told_by_id)
        return replace(
            there,
            title=read_title(draft.title),
            link=read_link(draft.link),
            deadline=draft.deadline,
            snoozed_until=there.snoozed_until if draft.deadline == there.deadline else None,
            told_by_id=draft.told_by_id,
            note=clean_text(draft.note).strip(),
            found_on=found_on,
        )

    def _refuse_twice(self, organisation_id: int, new: Lead) -> None:
        for lead in self._session.leads.of_organisations([organisation_id]).get(organisation_id, ()):
            if lead.id != new.id and lead.is_open and fold(lead.title) == fold(new.title) and lead.link == new.link:
                raise UsageProblem(
                    f"“{lead.title}” is there already as l{lead.id}. `netcrm lead edit l{lead.id}` changes it."
                )

    def _deadline_words(self, lead: Lead) -> str:
        if lead.deadline is None:
            return ""
        today = self._session.today
        passed = " has passed" if lead.deadline < today else ""
        what = "The offer wants an answer by" if lead.outcome is LeadOutcome.OFFER else "Its deadline"
        link = "" if passed or lead.outcome is LeadOutcome.OFFER else " is"
        return f" {what}{link} {long_day(lead.deadline, today)}{passed}."


def lead_lines(session: Session, leads: Collection[Lead]) -> list[LeadLine]:
    """Return leads with the names that belong to them."""
    organisations = {it.id: it.name for it in session.organisations.load({lead.organisation_id for lead in leads})}
    tellers = session.contacts.load(sorted({lead.told_by_id for lead in leads if lead.told_by_id}))
    return [
        LeadLine(
            lead,
            organisations[lead.organisation_id],
            tellers[lead.told_by_id].name if lead.told_by_id in tellers else "",
        )
        for lead in leads
    ]


def open_lines(lines: Iterable[LeadLine]) -> tuple[LeadLine, ...]:
    """Return those of which something is still to come."""
    return tuple(line for line in lines if line.lead.is_open)


def _organisation_name(draft: LeadDraft) -> str:
    name = clean_line(draft.organisation)
    if not name:
        raise UsageProblem("A lead needs the organisation that has the job. Name it.")
    return name


def _order(line: LeadLine) -> tuple[int, int, int]:
    lead = line.lead
    if not lead.is_open:
        return 2, -(lead.closed_on or lead.found_on).toordinal(), -lead.id
    return int(not lead.waits_for_user), (lead.deadline or date.max).toordinal(), -lead.id
