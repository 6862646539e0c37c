"""The deadline of a job opening in the agenda, the calendar and its folder, and what its key does."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from netcrm.domain.agenda import Group, ItemKind
from netcrm.domain.calendar.items import CalendarKind, Form
from netcrm.domain.employers.lead import LeadOutcome
from netcrm.domain.proposals import Decision
from netcrm.errors import DateProblem, NotFound, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.exports import ExportKind, ExportOptions
from netcrm.services.leads import LeadDraft
from netcrm.services.sync.values import SyncRequest
from tests.services.support import added, day


@pytest.fixture
def crm(crm: Crm) -> Crm:
    """A store with one job opening, of which Ana Lima told; its deadline is Friday of next week."""
    crm.leads.add(LeadDraft("Harbour CRO", "CRA I", "harbour.example/7", day("2026-12-04"), added(crm, "Ana Lima")))
    return crm


def shown(crm: Crm, until: str) -> list[tuple[str, Group, str, int, str]]:
    items = crm.agenda.build(day(until)).items
    return [(it.key, it.group, str(it.due_on), it.days_late, it.why) for it in items]


def deadline(crm: Crm, on: str) -> None:
    crm.leads.edit(1, replace(crm.leads.draft_of(1), deadline=day(on)))


@pytest.mark.parametrize(
    ("on", "group", "late", "why"),
    [
        ("2026-11-20", Group.LATE, 3, "deadline 20 Nov, told by Ana Lima, 3 days late"),
        ("2026-11-23", Group.TODAY, 0, "deadline 23 Nov, told by Ana Lima"),
        ("2026-11-28", Group.WEEK, 0, "deadline 28 Nov, told by Ana Lima"),
        ("2026-12-04", Group.LATER, 0, "deadline 4 Dec, told by Ana Lima"),
    ],
)
def test_it_stands_on_its_deadline(crm: Crm, on: str, group: Group, late: int, why: str) -> None:
    deadline(crm, on)
    assert shown(crm, "2026-12-31") == [("l1", group, on, late, why)]
    (item,) = crm.agenda.build(day("2026-12-31")).items
    assert (item.kind, item.name, item.title, item.contact_id, item.organisation_id) == (
        ItemKind.LEAD, "Harbour CRO", "Apply: CRA I", None, 1,
    )  # fmt: skip


def test_no_pause_hides_it(crm: Crm) -> None:
    deadline(crm, "2026-11-24")
    crm.pauses.pause(None, day("2026-11-23"), day("2026-11-30"), "away")
    assert [found[:3] for found in shown(crm, "2026-11-30")] == [("l1", Group.WEEK, "2026-11-24")]


def test_snoozed_it_shows_before_its_deadline_and_is_not_late_until_that(crm: Crm) -> None:
    done = crm.acts.snooze("l1", until=day("2026-11-24"))
    assert done.sentence == "Snoozed “CRA I” (Harbour CRO) until Tue 24 Nov. Its deadline is Fri 4 Dec."
    assert shown(crm, "2026-11-24") == [
        ("l1", Group.WEEK, "2026-11-24", 0, "deadline 4 Dec, told by Ana Lima, snoozed until 24 Nov")
    ]
    preview = crm.acts.preview("l1")
    assert (preview.next_if_snoozed, preview.can_skip, preview.logs) == (day("2026-11-30"), False, None)


def test_a_plain_snooze_never_leads_past_the_deadline(crm: Crm) -> None:
    deadline(crm, "2026-11-27")
    assert crm.acts.preview("l1").next_if_snoozed == day("2026-11-27")


def test_done_is_applied_and_logs_nobody(crm: Crm) -> None:
    done = crm.acts.done("l1", summary="by their form", on=day("2026-11-20"))
    assert done.sentence == (
        "Applied for “CRA I” (Harbour CRO) on Fri 20 Nov. Ana Lima told you of it: write how it went."
    )
    assert crm.leads.get(1).note == "Applied on 20 Nov 2026: by their form"
    assert shown(crm, "2026-12-31") == []
    crm.leads.set_outcome(1, LeadOutcome.OFFER, answer_by=day("2026-11-27"))
    assert crm.agenda.build(day("2026-12-31")).items[0].title == "Answer the offer: CRA I"
    assert crm.acts.done("l1").sentence.startswith("Accepted: “CRA I” (Harbour CRO).")
    assert crm.history.next_undo() is not None
    crm.history.undo()
    assert crm.leads.get(1).outcome is LeadOutcome.OFFER


def test_drop_withdraws_for_a_reason_and_skip_is_refused(crm: Crm) -> None:
    with pytest.raises(UsageProblem, match="needs a reason"):
        crm.acts.drop("l1", reason=" ")
    with pytest.raises(UsageProblem, match="netcrm drop l1 REASON"):
        crm.acts.skip("l1")
    assert crm.acts.drop("l1", reason="too far").sentence == "Withdrawn: “CRA I” (Harbour CRO): too far."
    with pytest.raises(NotFound, match="lead list"):
        crm.acts.done("l9")


def test_the_calendar_of_the_screens_counts_it_and_moves_it_up_to_its_day(crm: Crm) -> None:
    on = day("2026-12-04")
    days = {it.on: it.load for it in crm.months.month(2026, 12).days}
    assert (days[on].leads, days[on].total) == (1, 1)
    assert [item.key for item in crm.months.day(on).items] == ["l1"]
    crm.pauses.pause(None, day("2026-11-23"), day("2026-12-10"), "away")
    assert crm.months.move("l1", to=day("2026-12-01")).sentence.endswith("Its deadline is Fri 4 Dec.")
    with pytest.raises(DateProblem, match="snooze it to a day before that"):
        crm.months.move("l1", to=day("2026-12-07"))


def exported(crm: Crm, **options: object) -> str:
    chunks = crm.exports.chunks(ExportKind.ICS, ExportOptions(**options))  # type: ignore[arg-type]
    return b"".join(chunks).decode().replace("\r\n ", "")


def test_the_calendar_file_has_it_until_it_is_done(crm: Crm) -> None:
    text = exported(crm)
    assert f"UID:lead-{crm.leads.get(1).uid}@netcrm" in text
    assert "SUMMARY:Apply: CRA I – Harbour CRO" in text
    assert "Told by: Ana Lima" in text
    assert "URL:https://harbour.example/7" in text
    assert "DTSTART;VALUE=DATE:20261204" in text
    assert re.findall(r"TRIGGER:(.*)\r", text) == ["PT9H", "-PT15H"], "at nine on its day, and the day before"
    assert "lead-" not in exported(crm, kinds=frozenset({CalendarKind.CHECK_IN}))
    assert "DUE;VALUE=DATE:20261204" in exported(crm, form=Form.TODO)
    crm.leads.applied(1)
    assert "STATUS:COMPLETED" in exported(crm, form=Form.TODO)


@pytest.mark.parametrize(
    ("old", "new", "what", "outcome"),
    [
        ("SUMMARY:", "SUMMARY:✓ ", "applied for “CRA I” (Harbour CRO)", "applied 2026-11-23"),
        ("20261204", "20261201", "move “CRA I” (Harbour CRO) to 1 Dec 2026", "snoozed 2026-12-01"),
        ("STATUS:CONFIRMED", "STATUS:CANCELLED", "drop “CRA I” (Harbour CRO)", "withdrawn 2026-11-23"),
    ],
)
def test_what_others_do_to_it_in_a_folder_is_proposed(
    crm: Crm, tmp_path: Path, old: str, new: str, what: str, outcome: str
) -> None:
    request = SyncRequest(folder=tmp_path / "calendar")
    crm.sync.run(request)
    (path,) = (tmp_path / "calendar").glob("lead-*.ics")
    path.write_bytes(path.read_bytes().decode().replace(old, new).encode())
    (proposal,) = crm.sync.look(request).proposals
    assert proposal.what.startswith(what), proposal.what
    crm.sync.run(request, {proposal.key: Decision.TAKE})
    lead = crm.leads.get(1)
    days: dict[str, date | None] = {
        "applied": lead.applied_on, "snoozed": lead.snoozed_until, "withdrawn": lead.closed_on,
    }  # fmt: skip
    assert {f"{name} {on}" for name, on in days.items() if on} == {outcome}
