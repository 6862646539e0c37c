"""Sorting the unsorted: who comes when, what each decision leaves behind, and how the count goes on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from netcrm.clock import Clock
from netcrm.domain.cadence import CadenceScope
from netcrm.domain.check_in import Standing
from netcrm.domain.contact import State, Tier
from netcrm.domain.days import long_day
from netcrm.domain.interaction import Channel
from netcrm.errors import NotFound, NothingToDo
from netcrm.services.crm import Crm
from netcrm.services.interactions import InteractionDraft
from netcrm.services.sorting import SortingPage
from netcrm.store import sorting as sorting_store
from tests.conftest import TODAY
from tests.services.support import ANA, BO, added, brought_in, day, every, undo_and_redo_all, whole_store, write


def page(crm: Crm) -> SortingPage:
    found = crm.sorting.page()
    assert found is not None
    return found


def where(crm: Crm) -> tuple[int, int]:
    found = page(crm)
    return found.number, found.total


def order(crm: Crm) -> list[int]:
    """Return whom sorting shows, in order, setting each aside."""
    ids = []
    while found := crm.sorting.page():
        ids.append(found.contact_id)
        crm.sorting.later(found.contact_id)
    return ids


def people(crm: Crm, count: int) -> list[int]:
    return [added(crm, f"Person Nr{number}") for number in range(count)]


class TestWhoIsUnsorted:
    def test_are_active_people_without_tier_and_cadence_or_never_contacted(self, crm: Crm) -> None:
        nobody = added(crm, "No Thing")
        in_touch = added(crm, "In Touch")
        crm.interactions.log(InteractionDraft((in_touch,), Channel.CALL, TODAY))
        by_tag = added(crm, "New ByTag", tags=("phase/1",))
        by_tag_in_touch = added(crm, "Old ByTag", tags=("phase/1",))
        crm.cadences.set(CadenceScope.TAG, "phase/1", every("monthly"))
        crm.interactions.log(InteractionDraft((by_tag_in_touch,), Channel.CALL, TODAY))
        added(crm, "Own Cadence", "monthly")
        added(crm, "Own Never", "never")
        tiered, gone = added(crm, "In Tier"), added(crm, "Put Away")
        crm.contacts.set_tier([tiered], Tier.C)
        crm.contacts.set_state([gone], State.ARCHIVED)
        assert sorted(order(crm)) == [nobody, in_touch, by_tag]

    def test_come_starred_first_then_the_oldest_then_by_name(self, crm: Crm, store_path: Path) -> None:
        zed, ana = added(crm, "Zed Older"), added(crm, "Ana Older")
        crm.close()
        with Crm.open(store_path, clock=Clock(day("2026-11-24"))) as later:
            amy, star = added(later, "Amy Newer"), added(later, "Zoe Starred")
            later.contacts.star([star], True)
            assert order(later) == [star, ana, zed, amy]

    def test_nobody_in_an_empty_store(self, crm: Crm) -> None:
        assert crm.sorting.page() is None
        assert crm.sorting.count_later() == 0

    def test_a_page_says_where_they_came_from_and_when(self, crm: Crm, tmp_path: Path) -> None:
        brought_in(crm, write(tmp_path / "lyon.vcf", BO, ANA))
        found = page(crm)
        assert (found.row.name, found.came_from, found.added_on) == ("Bo Chen", "lyon.vcf, card 1", TODAY)
        crm.sorting.never(found.contact_id)
        crm.sorting.never(page(crm).contact_id)
        added(crm, "Cem Demir")
        assert page(crm).came_from == ""


class TestDecisions:
    def test_a_tier_says_the_check_in_that_follows(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima")
        crm.cadences.set(CadenceScope.TIER, "B", every("monthly"))
        done = crm.sorting.give_tier(ana, Tier.B)
        assert done.sentence == "Tier B for Ana Lima. Next check-in Wed 23 Dec."
        assert crm.contacts.get(ana).details.tier is Tier.B
        assert crm.contacts.rows([ana])[0].standing is Standing.NEW
        undo_and_redo_all(crm)

    def test_a_check_in_that_is_late_at_once_is_not_called_the_next(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima")
        crm.interactions.log(InteractionDraft((ana,), Channel.CALL, crm.today - timedelta(days=40)))
        crm.cadences.set(CadenceScope.TIER, "B", every("2 weeks"))
        since = long_day(crm.today - timedelta(days=26), crm.today)
        assert crm.sorting.give_tier(ana, Tier.B).sentence == f"Tier B for Ana Lima. Check-in due since {since}."

    def test_a_tier_without_a_cadence_says_so_in_no_command(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima")
        assert crm.sorting.give_tier(ana, Tier.D).sentence == (
            "Tier D for Ana Lima. Nothing asks for a check-in: tier D has no cadence."
        )
        crm.cadences.set(CadenceScope.TIER, "A", every("never"))
        assert "Nothing asks for a check-in: never, from tier A." in crm.sorting.give_tier(ana, Tier.A).sentence

    def test_archive_never_and_later_each_go_on_to_the_next_and_each_is_one_undo(self, crm: Crm) -> None:
        ids = people(crm, 4)
        before = whole_store(crm)
        archived, never, later, left = ids
        assert crm.sorting.archive(archived).sentence == "Archived: Person Nr0."
        assert crm.sorting.never(never).sentence == "Cadence of Person Nr1: never."
        assert crm.sorting.later(later).sentence == "Person Nr2: later."
        assert page(crm).contact_id == left
        assert crm.contacts.get(archived).state is State.ARCHIVED
        assert crm.contacts.view(never).own_cadence == "never"
        assert (page(crm).later, crm.sorting.count_later()) == (1, 1)
        for _ in range(3):
            crm.history.undo()
        assert whole_store(crm) == before
        undo_and_redo_all(crm)

    def test_a_decision_ends_being_set_aside(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima")
        crm.sorting.later(ana)
        assert crm.sorting.later(ana).change_set is None
        crm.sorting.give_tier(ana, Tier.A)
        assert crm.sorting.count_later() == 0
        crm.history.undo()
        assert crm.sorting.count_later() == 1
        undo_and_redo_all(crm)

    def test_somebody_set_aside_can_be_deleted(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima")
        crm.sorting.later(ana)
        crm.contacts.delete([ana])
        assert crm.sorting.count_later() == 0
        undo_and_redo_all(crm)

    def test_with_somebody_who_is_not_there_are_refused(self, crm: Crm) -> None:
        for act in (crm.sorting.archive, crm.sorting.never, crm.sorting.later):
            with pytest.raises(NotFound, match="99"):
                act(99)
        with pytest.raises(NotFound, match="99"):
            crm.sorting.give_tier(99, Tier.A)


class TestTheCount:
    def test_goes_on_with_each_decision_and_back_with_each_undo(self, crm: Crm) -> None:
        ids = people(crm, 5)
        assert where(crm) == (1, 5)
        crm.sorting.give_tier(ids[0], Tier.A)
        assert where(crm) == (2, 5)
        crm.sorting.later(ids[1])
        assert where(crm) == (3, 5)
        crm.history.undo()
        crm.history.undo()
        assert where(crm) == (1, 5)
        crm.history.redo()
        assert where(crm) == (2, 5)

    def test_goes_on_when_the_program_is_left_and_begun_again(self, crm: Crm, store_path: Path) -> None:
        ids = people(crm, 3)
        assert where(crm) == (1, 3)
        crm.sorting.never(ids[0])
        crm.close()
        with Crm.open(store_path, clock=Clock(day("2026-12-24"))) as again:
            assert where(again) == (2, 3)

    def test_grows_by_an_import_and_shrinks_when_it_is_undone(self, crm: Crm, tmp_path: Path) -> None:
        ids = people(crm, 3)
        assert where(crm) == (1, 3)
        crm.sorting.never(ids[0])
        brought_in(crm, write(tmp_path / "lyon.vcf", BO, ANA))
        assert where(crm) == (2, 5)
        crm.history.undo()
        assert where(crm) == (2, 3)
        crm.history.redo()
        assert where(crm) == (2, 5)

    def test_knows_no_difference_between_sorting_here_and_elsewhere(self, crm: Crm) -> None:
        ids = people(crm, 4)
        assert where(crm) == (1, 4)
        crm.contacts.set_tier(ids[:2], Tier.B)
        assert where(crm) == (3, 4)

    def test_ends_and_is_taken_up_with_those_set_aside(self, crm: Crm) -> None:
        ids = people(crm, 3)
        assert where(crm) == (1, 3)
        crm.sorting.never(ids[0])
        crm.sorting.later(ids[1])
        crm.sorting.later(ids[2])
        assert crm.sorting.page() is None
        assert crm.sorting.count_later() == 2
        assert crm.sorting.take_up_later().sentence == "Took up 2 people set aside for later."
        assert where(crm) == (1, 2)
        assert crm.sorting.count_later() == 0
        with pytest.raises(NothingToDo, match="Nobody is set aside"):
            crm.sorting.take_up_later()
        crm.history.undo()
        assert crm.sorting.page() is None
        undo_and_redo_all(crm)

    def test_taken_up_early_brings_them_back_into_the_same_round(self, crm: Crm) -> None:
        ids = people(crm, 3)
        assert where(crm) == (1, 3)
        crm.sorting.later(ids[0])
        crm.sorting.take_up_later()
        assert where(crm) == (1, 3)

    def test_begins_anew_when_somebody_comes_after_its_end(self, crm: Crm) -> None:
        (ana,) = people(crm, 1)
        assert where(crm) == (1, 1)
        crm.sorting.never(ana)
        assert crm.sorting.page() is None
        crm.history.undo()
        assert where(crm) == (1, 1)
        crm.sorting.never(ana)
        assert crm.sorting.page() is None
        added(crm, "Bo Chen")
        added(crm, "Cem Demir")
        assert where(crm) == (1, 2)


def test_the_next_person_is_found_by_an_index_in_the_order_of_sorting(crm: Crm) -> None:
    plan = [row[3] for row in crm._session.database.rows("EXPLAIN QUERY PLAN " + sorting_store._NEXT_ID)]
    assert plan[0] == "SCAN c USING INDEX contact_unsorted"
    assert not any("TEMP B-TREE" in step for step in plan)
    assert all(step.startswith(("SEARCH", "CORRELATED")) for step in plan[1:])
