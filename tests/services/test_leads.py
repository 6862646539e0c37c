"""Job openings kept, changed, applied for and ended; undone, each act leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from netcrm.domain.employers.lead import LeadOutcome
from netcrm.errors import DateProblem, NetcrmError, NotFound, NothingToDo, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.leads import LeadDraft
from tests.services.support import added, day, undo_and_redo_all

DRAFT = LeadDraft("Harbour CRO", "CRA I", "harbour.example/7", day("2026-12-04"))


def test_one_is_kept_with_who_told_of_it_and_puts_its_organisation_on_the_list(crm: Crm) -> None:
    ana = added(crm, "Ana Lima", organisation="St Mary's")
    done = crm.leads.add(replace(DRAFT, told_by_id=ana, note="ask Ana"))
    assert done.sentence == (
        "Added the lead “CRA I” at Harbour CRO (l1). Its deadline is Fri 4 Dec."
        " Harbour CRO is on your list of employers now."
    )
    line = crm.leads.line(1)
    assert (line.organisation, line.told_by, line.lead.link) == ("Harbour CRO", "Ana Lima", "https://harbour.example/7")
    assert [it.name for it in crm.employers.lines()] == ["Harbour CRO"]
    assert crm.leads.applied(1, day("2026-11-20")).sentence == (
        "Applied for “CRA I” (Harbour CRO) on Fri 20 Nov. Ana Lima told you of it: write how it went."
    )
    crm.contacts.delete([ana])
    assert crm.leads.line(1).told_by == ""
    undo_and_redo_all(crm)


def test_they_are_listed_by_whose_turn_it_is_and_by_deadline(crm: Crm) -> None:
    for title, deadline in (("late", "2026-11-20"), ("soon", "2026-11-30"), ("applied", "2026-11-25"), ("any", "")):
        crm.leads.add(LeadDraft("Harbour CRO", title, deadline=day(deadline) if deadline else None))
    crm.leads.applied(3)
    crm.leads.add(LeadDraft("Harbour CRO", "over"))
    crm.leads.set_outcome(5, LeadOutcome.CLOSED)
    assert [it.lead.title for it in crm.leads.lines()] == ["late", "soon", "any", "applied"]
    assert [it.lead.title for it in crm.leads.lines(closed=True)][-1] == "over"


def test_each_outcome_is_said_and_undone(crm: Crm) -> None:
    crm.leads.add(DRAFT)
    said = {
        LeadOutcome.OFFER: "An offer: “CRA I” (Harbour CRO). It wants an answer by Fri 27 Nov.",
        LeadOutcome.ACCEPTED: "Accepted: “CRA I” (Harbour CRO).",
        LeadOutcome.REJECTED: "Rejected: “CRA I” (Harbour CRO): they took somebody else.",
        LeadOutcome.NO_ANSWER: "No answer about “CRA I” (Harbour CRO).",
        LeadOutcome.CLOSED: "The opening is closed: “CRA I” (Harbour CRO).",
    }
    for outcome, words in said.items():
        answer_by = day("2026-11-27") if outcome is LeadOutcome.OFFER else None
        reason = "they took somebody else" if outcome is LeadOutcome.REJECTED else ""
        assert crm.leads.set_outcome(1, outcome, reason=reason, answer_by=answer_by).sentence == words
    opened = crm.leads.set_outcome(1, LeadOutcome.OPEN)
    assert opened.sentence == "Open again: “CRA I” (Harbour CRO). Its deadline is Fri 27 Nov."
    for _ in range(6):
        crm.history.undo()
    assert crm.leads.get(1).outcome is LeadOutcome.OPEN


def test_a_new_deadline_forgets_the_snooze(crm: Crm) -> None:
    crm.leads.add(DRAFT)
    crm.acts.snooze("l1", until=day("2026-11-30"))
    there = crm.leads.draft_of(1)
    assert crm.leads.edit(1, replace(there, title="CRA  I/II")).sentence.startswith("Changed the lead “CRA I/II”.")
    assert crm.leads.get(1).snoozed_until == day("2026-11-30")
    crm.leads.edit(1, replace(there, deadline=day("2026-12-11"), organisation="Northwind"))
    changed = crm.leads.line(1)
    assert (changed.lead.snoozed_until, changed.organisation) == (None, "Northwind")
    nothing = crm.leads.edit(1, crm.leads.draft_of(1))
    assert (nothing.change_set, nothing.sentence) == (None, "“CRA I” stays as it is.")


@pytest.mark.parametrize(
    ("draft", "problem", "words"),
    [
        (LeadDraft("", "CRA"), UsageProblem, "needs the organisation"),
        (LeadDraft("Harbour CRO", " "), UsageProblem, "needs the title"),
        (LeadDraft("Harbour CRO", "CRA", "call Bo"), UsageProblem, "no address of the web"),
        (LeadDraft("Harbour CRO", "CRA", told_by_id=99), NotFound, "No contact answers to “99”"),
        (LeadDraft("Harbour CRO", "CRA", found_on=day("2026-11-24")), DateProblem, "after today"),
        (replace(DRAFT, organisation="harbour cro", title="cra i"), UsageProblem, "there already as l1"),
    ],
)
def test_what_cannot_be_kept_is_refused(crm: Crm, draft: LeadDraft, problem: type[NetcrmError], words: str) -> None:
    crm.leads.add(DRAFT)
    with pytest.raises(problem, match=words):
        crm.leads.add(draft)


def test_an_unknown_one_is_told_and_an_offer_is_answered_not_applied_for(crm: Crm) -> None:
    with pytest.raises(NotFound, match="lead list"):
        crm.leads.delete(3)
    crm.leads.add(DRAFT)
    crm.leads.set_outcome(1, LeadOutcome.OFFER)
    with pytest.raises(NothingToDo, match="offer already"):
        crm.leads.applied(1)
    assert crm.leads.delete(1).sentence == "Deleted the lead “CRA I” at Harbour CRO."
    assert crm.leads.lines(closed=True) == []
