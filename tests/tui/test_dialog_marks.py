"""Tags and tiers of one person or many."""

from __future__ import annotations

import pytest

from netcrm.domain.contact import Tier
from netcrm.services.crm import Crm
from netcrm.tui.dialogs import TagChoice, TagDialog, TierChoice, TierDialog
from tests.tui.conftest import person
from tests.tui.dialog_host import HOSTILE, assert_harmless, show


@pytest.fixture
def tagged(crm: Crm) -> Crm:
    crm.contacts.tag((1, 2), add=("area/oncology",))
    crm.contacts.tag((1,), add=("phase/2",))
    return crm


async def test_tags_are_added_as_they_are_kept(tagged: Crm) -> None:
    async with show(TagDialog(tagged, (1, 2))) as shown:
        assert "area/oncology (2 of 2) · phase/2 (1 of 2)" in shown.text
        await shown.type("Area/Cardiology, my sites")
        assert "→ area/cardiology, my-sites" in shown.text
        await shown.press("enter")
        assert shown.answers == [TagChoice(("area/cardiology", "my-sites"), ())]


async def test_a_tag_is_completed_and_taken_off(tagged: Crm) -> None:
    async with show(TagDialog(tagged, (1,))) as shown:
        await shown.press("tab")
        await shown.type("onc")
        await shown.press("down", "enter")
        await shown.press("ctrl+s")
        assert shown.answers == [TagChoice((), ("area/oncology",))]


async def test_a_tag_that_nobody_has_cannot_be_taken_off(tagged: Crm) -> None:
    async with show(TagDialog(tagged, (1,))) as shown:
        await shown.press("tab")
        await shown.type("mentor")
        await shown.press("ctrl+s")
        assert "“mentor” is not among their tags" in shown.text
        assert shown.answers == []


async def test_no_tag_at_all_is_refused_and_escape_leaves(tagged: Crm) -> None:
    async with show(TagDialog(tagged, (1,))) as shown:
        await shown.press("ctrl+s")
        assert "✗ Name a tag to add" in shown.text
        await shown.press("escape")
        assert shown.answers == [None]


@pytest.mark.parametrize(("key", "tier"), [("b", Tier.B), ("n", None)])
async def test_a_letter_and_enter_give_a_tier(crm: Crm, key: str, tier: Tier | None) -> None:
    async with show(TierDialog(crm, (1,))) as shown:
        assert "▸A" in shown.text
        await shown.press(key, "enter")
        assert shown.answers == [TierChoice(tier)]


async def test_a_tier_is_taken_by_the_mouse(crm: Crm) -> None:
    async with show(TierDialog(crm, (1,))) as shown:
        row = next(y for y, line in enumerate(shown.lines) if "▸A" in line)
        await shown.pilot.click(offset=(shown.lines[row].index("C"), row))
        await shown.press("ctrl+s")
        assert shown.answers == [TierChoice(Tier.C)]


async def test_leaving_the_tier_gives_nothing_back(crm: Crm) -> None:
    async with show(TierDialog(crm, (1,))) as shown:
        await shown.press("d", "escape")
        assert shown.answers == [None]


async def test_hostile_names_and_tags_are_text(empty_crm: Crm) -> None:
    contact_id = empty_crm.contacts.add(person("Zed", HOSTILE)).contact_ids[0]
    empty_crm.contacts.tag((contact_id,), add=(f"x {HOSTILE}",))
    async with show(TagDialog(empty_crm, (contact_id,))) as shown:
        await shown.press("tab")
        await shown.type("x")
        assert "Tags of Zed" in shown.text
        assert_harmless(shown.text)
