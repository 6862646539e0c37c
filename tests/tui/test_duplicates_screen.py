"""Duplicates are found, looked at side by side, merged or told apart, and every act can be taken back."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Event

import pytest
from textual.pilot import Pilot

from netcrm.domain.contact import Email, Phone
from netcrm.domain.uniting import Choice
from netcrm.errors import NeedsDecision, NotFound
from netcrm.services.crm import Crm
from netcrm.services.duplicates import DuplicatePair, LikePerson
from netcrm.tui.dialogs.merge import MergeDialog
from netcrm.tui.dialogs.merge_words import next_choice, swapped
from netcrm.tui.progress import ProgressDialog
from netcrm.tui.screens.contact import ContactScreen
from netcrm.tui.screens.duplicates import DuplicatesScreen, PairList
from netcrm.tui.screens.duplicates_words import Agreement, compared, head_words, perhaps_the_same
from netcrm.tui.virtual_list import Cell
from tests.tui.conftest import TODAY, OpenScreens, person, said, shown
from tests.tui.dialog_host import HOSTILE, MARKUP, assert_harmless
from tests.tui.test_acts_on_many import press


def twice(crm: Crm, given: str, family: str, number: int) -> tuple[int, int]:
    """Add somebody two times, with one phone and two mail addresses; return both ids."""
    phone = (Phone(f"+1 617 555 01{number:02}"),)
    one = person(given, family, f"Site {family}", phones=phone, emails=(Email(f"{number}@work.example"),))
    other = person(given, family, "", phones=phone, emails=(Email(f"{number}@home.example"),), note="Met in Galway")
    ids = [crm.contacts.add(details, allow_known=True).contact_ids[0] for details in (one, other)]
    return ids[0], ids[1]


@pytest.fixture
def doubled(empty_crm: Crm) -> Crm:
    """Three people, each there twice: 1 and 2, 3 and 4, 5 and 6."""
    for number, (given, family) in enumerate((("Ada", "Brannigan"), ("Bo", "Castellanos"), ("Cy", "Dragomir"))):
        twice(empty_crm, given, family, number)
    return empty_crm


def names(pilot: Pilot[None]) -> list[str]:
    return [pair.first.name for pair in pilot.app.screen.query_one(PairList).pairs]


async def test_pairs_are_shown_with_reasons_and_both_people_side_by_side(doubled: Crm, screens: OpenScreens) -> None:
    async with screens(doubled, size=(80, 24)) as pilot:
        await press(pilot, "equals_sign")
        text = shown(pilot)
        for words in (
            "1 of 3 pairs",
            "Ada Brannigan · S",
            "same phone",
            "=",
            "≠",
            "0@work.example",
            "x Not the same",
        ):
            assert words in text
        line = next(line for line in text.splitlines() if "0@work.example" in line)
        assert "0@home.example" in line


async def test_an_act_takes_the_pair_away_and_undo_brings_the_cursor_back_to_it(
    doubled: Crm, screens: OpenScreens
) -> None:
    async with screens(doubled) as pilot:
        await press(pilot, "2", "equals_sign", "j", "x")
        assert names(pilot) == ["Ada Brannigan", "Cy Dragomir"]
        assert pilot.app.screen.query_one(PairList).cursor == 1
        await press(pilot, "u")
        assert names(pilot)[pilot.app.screen.query_one(PairList).cursor] == "Bo Castellanos"

        await press(pilot, "m")
        assert isinstance(pilot.app.screen, MergeDialog)
        assert "A stays: Bo Castellanos (3)" in shown(pilot)
        await press(pilot, "enter")
        assert "Merged Bo Castellanos (4) into Bo Castellanos (3)" in said(pilot)
        assert names(pilot) == ["Ada Brannigan", "Cy Dragomir"]
        assert doubled.contacts.get(3).details.note == "Met in Galway"
        await press(pilot, "u")
        assert len(names(pilot)) == 3
        await press(pilot, "U")
        assert len(names(pilot)) == 2

        await press(pilot, "g", "O")
        assert isinstance(pilot.app.screen, ContactScreen)
        assert pilot.app.screen.contact_id == 2
        await press(pilot, "escape", "r")
        assert isinstance(pilot.app.screen, DuplicatesScreen)
        assert names(pilot) == ["Ada Brannigan", "Cy Dragomir"]


async def test_pairs_of_a_merged_person_are_looked_at_anew(doubled: Crm, screens: OpenScreens) -> None:
    third = doubled.contacts.add(person("Ada", "Brannigan", emails=(Email("0@home.example"),)), allow_known=True)
    async with screens(doubled) as pilot:
        await press(pilot, "equals_sign")
        pairs = pilot.app.screen.query_one(PairList)
        before = {(pair.first.id, pair.second.id) for pair in pairs.pairs if pair.first.name == "Ada Brannigan"}
        assert (2, third.contact_ids[0]) in before
        while pairs.pair is None or (pairs.pair.first.id, pairs.pair.second.id) != (1, 2):
            await press(pilot, "j")
        await press(pilot, "m", "enter")
        after = [pair for pair in pairs.pairs if pair.first.name == "Ada Brannigan"]
        assert [(pair.first.id, pair.second.id) for pair in after] == [(1, third.contact_ids[0])]
        assert "same e-mail" in after[0].reasons


async def test_the_merge_dialog_chooses_swaps_and_merges_what_it_shows(doubled: Crm, screens: OpenScreens) -> None:
    """From People, with two selected who are not alike: the note of one and the mails of the other."""
    async with screens(doubled, size=(80, 24)) as pilot:
        await press(pilot, "2", "M")
        assert "Two people are made one" in said(pilot)
        await press(pilot, "space", "j", "j", "j", "space", "M")
        dialog = pilot.app.screen
        assert isinstance(dialog, MergeDialog)
        assert "and with them" not in shown(pilot)
        assert "e-mails" in shown(pilot)
        fields = dialog._list
        fields.cursor = fields.line_of("emails") or 0
        await press(pilot, "left")
        kept = fields.field
        assert kept is not None
        assert kept.choice is Choice.KEPT
        await press(pilot, "s")
        other = fields.field
        assert other is not None
        assert other.choice is Choice.OTHER
        assert other.result == kept.result
        await press(pilot, "ctrl+s")
        assert "Merged" in said(pilot)
        assert doubled.contacts.count() == 5


async def test_a_page_says_who_is_perhaps_the_same_and_shows_who_is_kept(doubled: Crm, screens: OpenScreens) -> None:
    async with screens(doubled, size=(80, 24)) as pilot:
        pilot.app.push_screen(ContactScreen(doubled, 1))
        await press(pilot, "h")
        assert "Perhaps the same: Ada Brannigan (2), same name" in shown(pilot)
        await press(pilot, "M", "s", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, ContactScreen)
        assert screen.contact_id == 2
        assert "Site Brannigan" in shown(pilot)
        assert "Perhaps the same" not in shown(pilot)
        await press(pilot, "M")
        assert "Nobody is like them." in said(pilot)
        with pytest.raises(NotFound):
            doubled.contacts.get(1)


async def test_empty_and_hostile_stores(empty_crm: Crm, screens: OpenScreens) -> None:
    for _ in range(2):
        phone = (Phone("+1 617 555 0199"),)
        empty_crm.contacts.add(person("Zed", HOSTILE, HOSTILE, phones=phone, note=HOSTILE), allow_known=True)
    async with screens(empty_crm, size=(160, 40)) as pilot:
        await press(pilot, "equals_sign")
        assert shown(pilot).count(MARKUP) >= 3
        assert_harmless(shown(pilot))
        await press(pilot, "enter")
        assert MARKUP in shown(pilot)
        assert_harmless(shown(pilot))
        await press(pilot, "x")
        assert "Nobody stands here twice" in shown(pilot)
        await press(pilot, "enter")
        assert "There is no pair here." in said(pilot)


async def test_comparing_can_be_stopped_and_ten_thousand_pairs_are_drawn_line_by_line(
    doubled: Crm, screens: OpenScreens, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = Event()

    def endless(*, progress: object, cancelled: object) -> tuple[DuplicatePair, ...]:
        del progress
        began.set()
        assert callable(cancelled)
        while not cancelled():
            Event().wait(0.01)
        raise NeedsDecision("Stopped.")

    monkeypatch.setattr(doubled.duplicates, "find", endless)
    async with screens(doubled) as pilot:
        await pilot.press("equals_sign")
        while not isinstance(pilot.app.screen, ProgressDialog):
            await pilot.pause(0.05)
        await press(pilot, "escape")
        assert began.is_set()
        screen = pilot.app.screen
        assert isinstance(screen, DuplicatesScreen)
        assert "Comparing was stopped. r begins again" in shown(pilot)

        many = [
            DuplicatePair(
                LikePerson(2 * n + 1, f"One {n}", ""), LikePerson(2 * n + 2, f"Two {n}", ""), 90, ("same name",)
            )
            for n in range(10_000)
        ]
        drawn: set[int] = set()

        def cells_at(self: PairList, line: int, width: int) -> Iterable[Cell]:
            drawn.add(line)
            return cells(self, line, width)

        cells = PairList.cells_at
        monkeypatch.setattr(PairList, "cells_at", cells_at)
        screen._show(many)
        await press(pilot, "G")
        assert "10,000 of 10,000 pairs" in shown(pilot)
        assert "One 9999" in shown(pilot)
        assert len(drawn) < 100


def test_what_two_people_have_in_common_is_told_from_what_differs(doubled: Crm) -> None:
    told = {
        (it.label, it.left, it.right): it.agreement
        for it in compared(doubled.contacts.view(1), doubled.contacts.view(2), TODAY)
    }
    assert told["name", "Ada Brannigan", "Ada Brannigan"] is Agreement.SAME
    assert told["employer", "Site Brannigan", ""] is Agreement.ONE
    assert told["phone", "+1 617 555 0100", "+1 617 555 0100"] is Agreement.SAME
    assert told["e-mail", "0@work.example", "0@home.example"] is Agreement.OTHER


def test_pairs_are_counted_and_named_in_words(doubled: Crm) -> None:
    pairs = doubled.duplicates.find()
    assert head_words(pairs, 1).plain.startswith("Who stands here twice  2 of 3 pairs")
    assert head_words((), -1).plain == "Who stands here twice  none"
    assert perhaps_the_same((), "M") == ""
    like = doubled.duplicates.of(1)
    assert perhaps_the_same(like * 3, "M").endswith("M looks at both. 2 more are like them.")


def test_choices_go_from_a_over_both_to_b(doubled: Crm) -> None:
    fields = {field.field: field for field in doubled.merging.plan(1, 2).fields}
    assert fields["emails"].choice is Choice.BOTH
    assert next_choice(fields["emails"], 1, around=False) is Choice.OTHER
    assert next_choice(fields["emails"], -1, around=False) is Choice.KEPT
    assert next_choice(fields["tier"], 1, around=False) is Choice.OTHER
    assert next_choice(fields["tier"], 2, around=True) is Choice.KEPT
    assert swapped({"tier": Choice.KEPT, "note": Choice.BOTH}) == {"tier": Choice.OTHER, "note": Choice.BOTH}
