"""Names come from strangers' files: on no screen are they markup, an action, or a control sequence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual.pilot import Pilot

from netcrm.domain.contact import Email
from netcrm.domain.interaction import Channel
from netcrm.domain.roles import Role
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from tests.tui.conftest import TODAY, OpenScreens, person, settle, shown

ODD = [
    "A[/]B",
    "[@click=app.quit]x[/]",
    "[b]bold[/b] [red",
    "$name [$x]",
    "\\[/] back\\",
    "\x1b]0;PWN\x07Esc",
    "\u202eBidi\u2066 Name",
    "\x9b31mRed",
    "日本語[/]",
]
SEEN = ["A[/]B", "[@click=app.quit]x[/]", "[b]bold[/b]", "$name [$x]"]


@pytest.fixture
def odd_crm(empty_crm: Crm) -> Crm:
    for text in ODD:
        details = person(text, "", f"Org {text}", Role.PRINCIPAL_INVESTIGATOR, note=text, emails=(Email(f"{text}@x"),))
        contact_id = empty_crm.contacts.add(details).contact_ids[0]
        empty_crm.interactions.log(
            InteractionDraft((contact_id,), Channel.CALL, TODAY - timedelta(days=3), summary=text)
        )
        empty_crm.follow_ups.add(FollowUpDraft(contact_id, f"Promise {text}", TODAY))
    return empty_crm


def assert_plain(pilot: Pilot[None]) -> None:
    for strip in pilot.app.screen._compositor.render_strips():
        for segment in strip:
            assert "@click" not in (segment.style.meta if segment.style else {})
            assert not any(
                ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069
                for c in segment.text
            )


async def test_lists_panes_pages_and_help_show_odd_names_as_text(odd_crm: Crm, screens: OpenScreens) -> None:
    async with screens(odd_crm, size=(160, 40)) as pilot:
        for screen in ("1", "2", "4"):
            await pilot.press(screen)
            await settle(pilot)
            if screen == "4":
                await pilot.press("enter")
                await settle(pilot)
            for text in SEEN:
                assert text in shown(pilot)
            for _ in ODD:
                await pilot.press("j")
                await settle(pilot)
                assert_plain(pilot)
            await pilot.press("enter")
            await settle(pilot)
            assert_plain(pilot)
            await pilot.press("question_mark")
            await settle(pilot)
            assert_plain(pilot)
            await pilot.press("escape", "escape")
            await settle(pilot)


@pytest.mark.parametrize("keys", ["d", "S", "asterisk", "A", "u"])
async def test_notifications_show_odd_names_as_text(odd_crm: Crm, screens: OpenScreens, keys: str) -> None:
    async with screens(odd_crm) as pilot:
        await pilot.press("2")
        await settle(pilot)
        for _ in ODD:
            await pilot.press(keys, "j")
            await settle(pilot)
            assert_plain(pilot)


@pytest.mark.parametrize("key", ["l", "a", "e", "c", "f", "m", "b", "s", "t", "T", "p", "delete", "i", "I", "o"])
async def test_dialogs_show_odd_names_as_text(odd_crm: Crm, screens: OpenScreens, key: str) -> None:
    async with screens(odd_crm) as pilot:
        await pilot.press("2")
        await settle(pilot)
        for _ in range(3):
            await pilot.press("j", key)
            await settle(pilot)
            assert_plain(pilot)
            await pilot.press("escape")
            await settle(pilot)


async def test_the_palette_shows_odd_names_as_text(odd_crm: Crm, screens: OpenScreens) -> None:
    async with screens(odd_crm) as pilot:
        await pilot.press("ctrl+p")
        await settle(pilot)
        assert_plain(pilot)
        await pilot.press("a")
        await settle(pilot)
        assert "A[/]B" in shown(pilot)
        assert_plain(pilot)


async def test_an_odd_query_is_text_too(odd_crm: Crm, screens: OpenScreens) -> None:
    async with screens(odd_crm) as pilot:
        await pilot.press("2", "slash", *"[/]zzz")
        await settle(pilot)
        assert_plain(pilot)
