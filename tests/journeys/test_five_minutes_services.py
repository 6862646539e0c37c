"""From a phone's address book to the calendar and all the way back, through the services."""

from __future__ import annotations

from pathlib import Path

import pytest
from icalendar import Calendar

from netcrm.domain.cadence import CadenceScope
from netcrm.domain.interaction import Channel
from netcrm.errors import NothingToDo
from netcrm.services.crm import Crm
from netcrm.services.exports import ExportKind
from netcrm.services.interactions import InteractionDraft
from tests.journeys.phone import address_book
from tests.services.support import applied, day, every, is_empty, planned, whole_store


def test_import_cadence_call_export_and_back(crm: Crm, tmp_path: Path) -> None:
    path = address_book(tmp_path)
    plan = planned(crm, path)
    assert [card.name for card in plan.cards] == ["Ana Lima, MD", "Bo Chen", "Iñes Okafor"]
    assert [str(one) for one in plan.cards[1].perhaps] == ["Ana Lima, MD (in this import): same phone"]
    report = applied(crm, plan)
    assert (report.cards, report.new, len(report.problems)) == (4, 3, 1)

    ana = crm.contacts.resolve("ana")
    crm.cadences.set(CadenceScope.CONTACT, str(ana), every("2 weeks"))
    assert crm.contacts.rows([ana])[0].next_check_in == day("2026-12-07")

    draft = InteractionDraft((ana,), Channel.CALL, day("2026-11-20"), summary="about the protocol")
    (effect,) = crm.interactions.preview(draft)
    done = crm.interactions.log(draft)
    assert (effect.before, effect.after) == (day("2026-12-07"), day("2026-12-04"))
    assert done.sentence == "Logged a call with Ana Lima, MD on Fri 20 Nov. Next check-in Fri 4 Dec, was 7 Dec."
    assert crm.contacts.rows([ana])[0].next_check_in == day("2026-12-04")
    (item,) = crm.agenda.build(day("2026-12-31")).items
    assert (item.key, item.due_on) == (f"c{ana}", day("2026-12-04"))

    target = tmp_path / "reminders.ics"
    assert crm.exports.write(ExportKind.ICS, target).items == 1
    (event,) = Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    assert (event.decoded("DTSTART"), str(event["SUMMARY"])) == (
        day("2026-12-04"), "Check in with Ana Lima (St Mary's)",
    )  # fmt: skip

    whole = whole_store(crm)
    labels = []
    while found := crm.history.next_undo():
        labels.append(found.label)
        crm.history.undo()
    assert labels == ["log a call with Ana Lima, MD", "cadence of Ana Lima, MD: 2 weeks", "import contacts.vcf"]
    assert is_empty(crm)
    assert crm.contacts.count() == 0
    assert crm.exports.write(ExportKind.ICS, target).cancelled == 1
    with pytest.raises(NothingToDo):
        crm.history.undo()

    for _ in labels:
        crm.history.redo()
    with pytest.raises(NothingToDo):
        crm.history.redo()
    assert whole_store(crm) == whole
    assert applied(crm, planned(crm, path)).change_set is None
    assert crm.safety.doctor().findings == ()
