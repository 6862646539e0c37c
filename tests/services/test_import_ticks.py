"""Ticks, a store that moved between the preview and the act, and an import that is cancelled."""

from __future__ import annotations

from pathlib import Path

import pytest

from netcrm.clock import Clock
from netcrm.errors import NeedsDecision
from netcrm.services.crm import Crm
from netcrm.services.imports.values import Verdict
from tests.services.support import (
    ANA,
    BO,
    PIXEL,
    added,
    applied,
    brought_in,
    card,
    details_of,
    names,
    planned,
    whole_store,
    write,
)


class TestTicks:
    def test_only_what_is_picked_comes_in(self, crm: Crm, tmp_path: Path) -> None:
        plan = planned(crm, write(tmp_path / "a.vcf", ANA, BO, card("Ife Ade")))
        report = applied(crm, plan, {2})
        assert (report.new, report.left, names(crm)) == (1, 2, ["Bo Chen"])

    def test_picking_nothing_brings_in_nothing_not_even_a_card_that_stands_twice(
        self, crm: Crm, tmp_path: Path
    ) -> None:
        plan = planned(crm, write(tmp_path / "a.vcf", ANA, ANA, ANA.replace("END:", "REV:1\r\nEND:")))
        assert [c.verdict for c in plan.cards] == [Verdict.NEW, Verdict.UNCHANGED, Verdict.UNCHANGED]
        report = applied(crm, plan, set())
        assert (report.new, report.left, names(crm)) == (0, 3, [])

    def test_the_second_of_two_equal_cards_can_be_picked(self, crm: Crm, tmp_path: Path) -> None:
        path = write(tmp_path / "a.vcf", ANA, ANA)
        assert applied(crm, planned(crm, path), {2}).new == 1
        assert planned(crm, path).counts[Verdict.UNCHANGED] == 2

    def test_a_card_that_leaned_on_an_unticked_one_stands_on_its_own(self, crm: Crm, tmp_path: Path) -> None:
        more = card("Ana Lima", "EMAIL:ana@stmarys.test", "TITLE:PI")
        plan = planned(crm, write(tmp_path / "a.vcf", ANA, more))
        assert [c.verdict for c in plan.cards] == [Verdict.NEW, Verdict.UPDATED]
        report = applied(crm, plan, {2})
        assert (report.new, report.updated, report.left) == (1, 0, 1)
        details = details_of(crm, "Ana Lima")
        assert (details.phones, details.positions[0].title) == ((), "PI")

    def test_who_was_unticked_is_left_next_time_and_comes_in_when_ticked_by_hand(
        self, crm: Crm, tmp_path: Path
    ) -> None:
        path = write(tmp_path / "a.vcf", ANA, BO)
        applied(crm, planned(crm, path), {2})
        plan = planned(crm, path)
        assert [(c.verdict, c.ticked) for c in plan.cards] == [(Verdict.NEW, False), (Verdict.UNCHANGED, True)]
        report = applied(crm, plan)
        assert (report.left, report.change_set, names(crm)) == (1, None, ["Bo Chen"])
        assert applied(crm, planned(crm, path), {1}).new == 1
        assert all(c.ticked for c in planned(crm, path).cards)
        crm.contacts.delete([2])
        assert planned(crm, path).cards[0].ticked

    def test_who_was_unticked_is_left_in_a_newer_export_too(self, crm: Crm, tmp_path: Path) -> None:
        applied(crm, planned(crm, write(tmp_path / "a.vcf", ANA, BO)), {2})
        newer = write(tmp_path / "a.vcf", ANA.replace("END:", "TITLE:Head\r\nEND:"), BO)
        assert [c.ticked for c in planned(crm, newer).cards] == [False, True]
        applied(crm, planned(crm, newer), {1, 2})
        newest = write(tmp_path / "a.vcf", ANA.replace("END:", "TITLE:Chair\r\nEND:"), BO)
        assert [(c.verdict, c.ticked) for c in planned(crm, newest).cards] == [
            (Verdict.UPDATED, True), (Verdict.UNCHANGED, True),
        ]  # fmt: skip

    def test_an_unticked_update_does_not_make_the_person_unwanted(self, crm: Crm, tmp_path: Path) -> None:
        brought_in(crm, write(tmp_path / "a.vcf", ANA))
        path = write(tmp_path / "a.vcf", ANA.replace("END:", "TITLE:Head\r\nEND:"))
        applied(crm, planned(crm, path), set())
        assert [c.ticked for c in planned(crm, path).cards] == [False]
        newer = write(tmp_path / "a.vcf", ANA.replace("END:", "TITLE:Chair\r\nEND:"))
        assert [c.ticked for c in planned(crm, newer).cards] == [True]

    def test_what_leans_on_somebody_left_before_is_left_with_them(self, crm: Crm, tmp_path: Path) -> None:
        path = write(tmp_path / "a.vcf", ANA, ANA, ANA.replace("END:", "REV:1\r\nEND:"), BO)
        applied(crm, planned(crm, path), {4})
        plan = planned(crm, path)
        assert [(c.verdict, c.ticked) for c in plan.cards[:3]] == [
            (Verdict.NEW, False), (Verdict.LEFT, False), (Verdict.LEFT, False),
        ]  # fmt: skip
        assert (applied(crm, plan).left, names(crm)) == (3, ["Bo Chen"])
        report = applied(crm, plan, {1, 2, 3, 4})
        assert (report.new, report.unchanged, report.left) == (1, 3, 0)

    def test_undo_of_an_import_forgets_who_was_unticked_in_it(self, crm: Crm, tmp_path: Path) -> None:
        path = write(tmp_path / "a.vcf", ANA, BO)
        applied(crm, planned(crm, path), {2})
        crm.history.undo()
        assert all(c.ticked for c in planned(crm, path).cards)


class TestAStoreThatMoved:
    def test_is_matched_again(self, crm: Crm, tmp_path: Path) -> None:
        plan = planned(crm, write(tmp_path / "a.vcf", ANA, BO))
        added(crm, "Ana Lima", email="ana@stmarys.test")
        report = applied(crm, plan)
        assert (report.new, report.updated) == (1, 1)
        assert names(crm) == ["Ana Lima", "Bo Chen"]

    def test_by_the_same_import_brings_in_nothing_twice(self, crm: Crm, tmp_path: Path) -> None:
        plan = planned(crm, write(tmp_path / "a.vcf", ANA, BO))
        applied(crm, plan)
        again = applied(crm, plan)
        assert (again.new, again.unchanged, again.change_set) == (0, 2, None)

    def test_since_somebody_to_update_was_deleted_makes_them_new(self, crm: Crm, tmp_path: Path) -> None:
        added(crm, "Ana Lima", email="ana@stmarys.test")
        plan = planned(crm, write(tmp_path / "a.vcf", ANA))
        crm.contacts.delete([1])
        assert applied(crm, plan).new == 1

    def test_in_another_process_is_seen(self, crm: Crm, tmp_path: Path) -> None:
        plan = planned(crm, write(tmp_path / "a.vcf", ANA))
        with Crm.open(crm.path, clock=Clock(crm.today)) as other:
            brought_in(other, write(tmp_path / "b.vcf", ANA))
        assert applied(crm, plan).new == 0


class TestCancelling:
    def test_an_apply_leaves_nothing(self, crm: Crm, tmp_path: Path) -> None:
        added(crm, "Bo Chen", email="bo@harbour.test")
        before = whole_store(crm)
        blobs = crm._session.database.scalar("SELECT count(*) FROM blob")
        plan = planned(crm, write(tmp_path / "a.vcf", ANA, BO, card("Ife Ade", f"PHOTO;ENCODING=b:{PIXEL}")))
        asked = iter([False, True])
        with pytest.raises(NeedsDecision, match="nothing was written"):
            crm.imports.apply(plan, cancelled=lambda: next(asked))
        assert whole_store(crm) == before
        assert crm._session.database.scalar("SELECT count(*) FROM blob") == blobs
        assert [line.label for line in crm.history.lines()] == ["add Bo Chen"]
        assert applied(crm, plan).new == 2

    def test_a_plan_stops_it(self, crm: Crm, tmp_path: Path) -> None:
        path = write(tmp_path / "a.vcf", *(card(f"Person Nr{n}") for n in range(1100)))
        told: list[int] = []
        with pytest.raises(NeedsDecision):
            crm.imports.plan([path], progress=told.append, cancelled=lambda: len(told) > 0)
        assert told == [500]


def test_a_changed_card_without_a_uid_stays_out_where_its_entry_was_unticked(crm: Crm, tmp_path: Path) -> None:
    pizza, ana = card("Pizza Vesuvio", "TEL:+1 617 555 0100"), card("Ana Lima", "TEL:+1 617 555 0101")
    crm.imports.apply(crm.imports.plan([write(tmp_path / "contacts.vcf", pizza, ana)]), {2})
    newer = card("Pizza Vesuvio", "TEL:+1 617 555 0100", "NOTE:closed on Mondays")
    (planned_again,) = crm.imports.plan([write(tmp_path / "contacts (1).vcf", newer)]).cards
    assert not planned_again.ticked
    (elsewhere,) = crm.imports.plan([write(tmp_path / "restaurants.vcf", newer)]).cards
    assert elsewhere.ticked
