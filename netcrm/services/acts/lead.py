"""The acts on the deadline of a lead: applied, put off, withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from netcrm.domain.check_in import plain_snooze
from netcrm.domain.days import full_day, long_day, on_day
from netcrm.domain.employers.lead import Lead, LeadOutcome, applied, ended, snoozed
from netcrm.domain.interaction import Channel
from netcrm.domain.text import clean_text
from netcrm.errors import NotFound, UsageProblem
from netcrm.services.acting import ItemPreview, Part, Said
from netcrm.services.acts.snoozing import snoozing_said
from netcrm.services.session import Session

_SAID = {
    LeadOutcome.OPEN: Said("Open again:"),
    LeadOutcome.OFFER: Said("An offer:"),
    LeadOutcome.ACCEPTED: Said("Accepted:"),
    LeadOutcome.REJECTED: Said("Rejected:"),
    LeadOutcome.WITHDRAWN: Said("Withdrawn:"),
    LeadOutcome.NO_ANSWER: Said("No answer about"),
    LeadOutcome.CLOSED: Said("The opening is closed:"),
}

_LABELS = {
    LeadOutcome.OPEN: "open again",
    LeadOutcome.OFFER: "note the offer of",
    LeadOutcome.ACCEPTED: "accept",
    LeadOutcome.REJECTED: "note the rejection of",
    LeadOutcome.WITHDRAWN: "withdraw from",
    LeadOutcome.NO_ANSWER: "await no answer about",
    LeadOutcome.CLOSED: "close",
}


def keep_lead(session: Session, lead: Lead) -> int:
    """Write a lead, a new one or over what is there, inside an act; return its id. Every lead is written here."""
    if not lead.id:
        return session.leads.insert(lead)
    session.leads.replace(lead)
    return lead.id


class LeadActs:
    """A lead."""

    def __init__(self, session: Session, lead_id: int) -> None:
        found = session.leads.get(lead_id)
        if found is None:
            raise NotFound("lead", f"l{lead_id}", advice="`netcrm lead list` lists the leads there are.")
        organisation = session.organisations.get(found.organisation_id)
        self._session = session
        self._lead = found
        self.contact_id: int | None = None
        self.title = f"“{found.title}” ({organisation.name if organisation else ''})"

    def preview(self) -> ItemPreview:
        """Return where a plain snooze leads to: never past a deadline that is still ahead."""
        lead, today = self._lead, self._session.today
        until = plain_snooze(today, self._session.policy().workdays)
        if lead.deadline and lead.deadline > today:
            until = min(until, lead.deadline)
        return ItemPreview(
            key=f"l{lead.id}",
            title=self.title,
            contact_id=None,
            next_if_done=None,
            next_if_skipped=None,
            can_skip=False,
            next_if_snoozed=until,
        )

    def plan_done(self, channel: Channel | None, summary: str, on: date | None) -> Part:  # noqa: ARG002
        """Plan to have applied, or to have accepted an offer; no channel is logged, since nobody was in touch.

        Raises:
            DateProblem: the day is after today.
            NothingToDo: the user applied already, or it is over.
        """
        day = on or self._session.today
        if self._lead.outcome is LeadOutcome.OFFER:
            return self.plan_outcome(LeadOutcome.ACCEPTED, day, summary)
        words = clean_text(summary).strip()
        new = applied(self._lead, day, self._session.today)
        if words:
            note = "\n".join(filter(None, (new.note, f"Applied on {full_day(day)}: {words}")))
            new = replace(new, note=note)
        return self._part(
            new, f"apply for {self.title}", Said("Applied for", f"{on_day(day, self._session.today)}."), self._teller()
        )

    def plan_outcome(self, outcome: LeadOutcome, on: date, reason: str = "", *, answer_by: date | None = None) -> Part:
        """Plan that it ended so, or that there is an offer to be answered by a day.

        Raises:
            DateProblem: the day is after today, or before the application.
            NothingToDo: it has that outcome already.
            UsageProblem: an answer is awaited for what is no offer.
        """
        new = ended(self._lead, outcome, on, self._session.today, reason=reason, answer_by=answer_by)
        why = " ".join(reason.split())
        after = f"{on_day(on, self._session.today)}{f': {why}' if why else ''}."
        more = ""
        if outcome is LeadOutcome.OFFER and answer_by:
            more = f" It wants an answer by {long_day(answer_by, self._session.today)}."
        elif outcome is LeadOutcome.OPEN and new.shows_on:
            more = f" Its deadline is {long_day(new.shows_on, self._session.today)}."
        elif outcome is LeadOutcome.ACCEPTED:
            more = self._teller()
        return self._part(new, f"{_LABELS[outcome]} {self.title}", replace(_SAID[outcome], after=after), more)

    def plan_snooze(self, until: date, reason: str) -> Part:  # noqa: ARG002
        """Plan to be reminded on another day: not one past a deadline that is still ahead.

        Raises:
            DateProblem: the day is not after today, or past the deadline.
            NothingToDo: it does not stand in the agenda.
        """
        today = self._session.today
        new = snoozed(self._lead, until, today)
        words = f" Its deadline is {long_day(new.deadline, today)}." if new.deadline and new.deadline > today else ""
        return self._part(new, f"snooze {self.title}", snoozing_said(until, today), words)

    def plan_skip(self, reason: str) -> Part:  # noqa: ARG002
        """Refuse: a deadline comes once."""
        key = f"l{self._lead.id}"
        raise UsageProblem(
            f"{self.title} cannot be skipped: its deadline comes once. Say that you applied (`netcrm done {key}`), or"
            f" withdraw with a reason (`netcrm drop {key} REASON`)."
        )

    def plan_drop(self, reason: str) -> Part:
        """Plan to withdraw, for a reason."""
        if not reason.strip():
            raise UsageProblem(f"{self.title} needs a reason to be withdrawn. Say why in a few words.")
        return self.plan_outcome(LeadOutcome.WITHDRAWN, self._session.today, reason)

    def _teller(self) -> str:
        """Return ` Ana Lima told you of it: write how it went.`, where somebody did."""
        teller = self._lead.told_by_id
        found = self._session.contacts.load([teller]).get(teller) if teller else None
        return f" {found.name} told you of it: write how it went." if found else ""

    def _part(self, new: Lead, label: str, said: Said, more: str) -> Part:
        session = self._session

        def write() -> str:
            keep_lead(session, new)
            return more

        return Part(self.title, None, label, said, write)
