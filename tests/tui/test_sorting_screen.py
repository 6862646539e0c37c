"""Sorting shows one person at a time; one key decides, and the next person is there at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from netcrm.domain.cadence import CadenceScope, parse_cadence
from netcrm.domain.contact import Email, State, Tier
from netcrm.domain.roles import Role
from netcrm.services.crm import Crm
from netcrm.tui.screens.contact import ContactScreen
from netcrm.tui.screens.sorting import SortingScreen
from netcrm.tui.screens.today import TodayScreen
from tests.tui.conftest import OpenScreens, person, shown
from tests.tui.dialog_host import HOSTILE, MARKUP, assert_harmless
from tests.tui.test_acts_on_many import fill, press


def unsorted(crm: Crm, names: Sequence[str] = ("Ada", "Bo", "Cy", "Di")) -> dict[str, int]:
    """Add people whom nobody has sorted, in this order; return their ids."""
    crm.cadences.set(CadenceScope.TIER, "A", parse_cadence("3 weeks"))
    return {
        name: crm.contacts.add(
            person(name, "Test", f"Site {name}", Role.PRINCIPAL_INVESTIGATOR, emails=(Email(f"{name}@example.org"),))
        ).contact_ids[0]
        for name in names
    }


def tier(wanted: Tier) -> Callable[[Crm, int], bool]:
    return lambda crm, contact_id: crm.contacts.get(contact_id).details.tier is wanted


DECISIONS: list[tuple[str, Callable[[Crm, int], bool]]] = [
    ("a", tier(Tier.A)),
    ("d", tier(Tier.D)),
    ("n", lambda crm, contact_id: crm.contacts.view(contact_id).own_cadence == "never"),
    ("x", lambda crm, contact_id: crm.contacts.get(contact_id).state is State.ARCHIVED),
    ("l", lambda crm, _: crm.sorting.count_later() == 1),
    ("space", lambda crm, _: crm.sorting.count_later() == 1),
]


@pytest.mark.parametrize(("key", "holds"), DECISIONS)
async def test_one_key_decides_shows_the_next_and_one_undo_takes_it_back(
    empty_crm: Crm, screens: OpenScreens, key: str, holds: Callable[[Crm, int], bool]
) -> None:
    ids = unsorted(empty_crm)
    async with screens(empty_crm) as pilot:
        await press(pilot, "t")
        assert "Ada Test" in shown(pilot)
        await press(pilot, key)
        assert holds(empty_crm, ids["Ada"])
        assert "Bo Test" in shown(pilot)
        assert "u undoes:" in shown(pilot)
        await press(pilot, "u")
        assert not holds(empty_crm, ids["Ada"])
        assert "Site Ada" in shown(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_it_says_who_that_is_how_far_one_is_and_what_the_keys_mean(
    empty_crm: Crm, screens: OpenScreens, size: tuple[int, int]
) -> None:
    unsorted(empty_crm)
    async with screens(empty_crm, size=size) as pilot:
        await press(pilot, "t", "a")
        text = shown(pilot)
        for words in (
            "2 of 4",
            "━",
            "Principal investigator",
            "Site Bo",
            "came from  typed in",
            "added      Mon 23 Nov, today",
            "mail       Bo@example.org",
            "a  tier A   every 3 weeks",
            "b  tier B   no cadence",
            "x      archive",
            "Tier A for Ada Test.",
        ):
            assert words in text


async def test_keys_typed_at_once_each_decide_about_the_next_person(empty_crm: Crm, screens: OpenScreens) -> None:
    ids = unsorted(empty_crm)
    async with screens(empty_crm) as pilot:
        await press(pilot, "t", "a", "b", "x")
        assert empty_crm.contacts.get(ids["Ada"]).details.tier is Tier.A
        assert empty_crm.contacts.get(ids["Bo"]).details.tier is Tier.B
        assert empty_crm.contacts.get(ids["Cy"]).state is State.ARCHIVED
        assert "Di Test" in shown(pilot)


async def test_one_leaves_and_comes_back_where_one_was(empty_crm: Crm, screens: OpenScreens) -> None:
    unsorted(empty_crm)
    async with screens(empty_crm) as pilot:
        await press(pilot, "t", "a")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, TodayScreen)
        await press(pilot, "2", "ctrl+t")
        assert "2 of 4" in shown(pilot)
        assert "Bo Test" in shown(pilot)


async def test_enter_opens_the_page_and_escape_comes_back_to_sorting(empty_crm: Crm, screens: OpenScreens) -> None:
    unsorted(empty_crm)
    async with screens(empty_crm) as pilot:
        await press(pilot, "t", "enter")
        assert isinstance(pilot.app.screen, ContactScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, SortingScreen)
        assert "1 of 4" in shown(pilot)


async def test_when_all_are_done_those_set_aside_are_offered(empty_crm: Crm, screens: OpenScreens) -> None:
    unsorted(empty_crm, ("Ada", "Bo"))
    async with screens(empty_crm) as pilot:
        await press(pilot, "t")
        for key in ("l", "a"):
            await press(pilot, key)
        assert "1 person is set aside: r takes them up again." in shown(pilot)
        await press(pilot, "r")
        assert "Ada Test" in shown(pilot)
        await press(pilot, "b")
        assert "Everybody is sorted." in shown(pilot)
        await press(pilot, "a")
        assert "Nobody is left to sort." in shown(pilot)


async def test_an_empty_store_says_what_to_do(empty_crm: Crm, screens: OpenScreens) -> None:
    async with screens(empty_crm, size=(80, 24)) as pilot:
        await press(pilot, "t")
        assert "No people yet." in shown(pilot)
        assert "I imports an address book" in shown(pilot)


async def test_the_palette_leads_to_sorting(empty_crm: Crm, screens: OpenScreens) -> None:
    unsorted(empty_crm)
    async with screens(empty_crm) as pilot:
        await fill(pilot, "2", "ctrl+p", *"sorting")
        await fill(pilot, "enter")
        assert isinstance(pilot.app.screen, SortingScreen)


async def test_a_hostile_name_is_text(empty_crm: Crm, screens: OpenScreens) -> None:
    details = person("Zed", HOSTILE, HOSTILE, note=HOSTILE, tags=("a",))
    empty_crm.contacts.add(details)
    async with screens(empty_crm) as pilot:
        await press(pilot, "t")
        assert MARKUP in shown(pilot)
        assert_harmless(shown(pilot))
        await press(pilot, "a")
        assert MARKUP in shown(pilot)
        assert_harmless(shown(pilot))


async def test_today_says_that_there_is_somebody_to_sort(crm: Crm, screens: OpenScreens) -> None:
    """Two of the four people of the store have neither a tier nor a cadence."""
    async with screens(crm) as pilot:
        assert "Some people have neither tier nor cadence: t sorts them." in shown(pilot)
