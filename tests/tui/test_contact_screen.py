"""A contact's page shows who somebody is, what is promised and what happened, and its keys act on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from textual.pilot import Pilot

from netcrm.domain.contact import Address, Email, Phone
from netcrm.domain.interaction import Channel
from netcrm.domain.roles import Role
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.tui.dialogs import FollowUpDialog, LogDialog
from netcrm.tui.frame import HeadLine
from netcrm.tui.screens.contact import ContactScreen
from netcrm.tui.text import say_birthday
from netcrm.tui.widgets.story import Story
from tests.tui.conftest import TODAY, OpenScreens, person, settle, shown
from tests.tui.dialog_host import HOSTILE, MARKUP, assert_harmless


@asynccontextmanager
async def page(
    screens: OpenScreens, crm: Crm, contact_id: int, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Pilot[None]]:
    """Open the page of somebody."""
    async with screens(crm, size=size) as pilot:
        pilot.app.push_screen(ContactScreen(crm, contact_id))
        await settle(pilot)
        yield pilot


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


@pytest.fixture
def ana(crm: Crm) -> int:
    details = crm.contacts.get(1).details
    crm.contacts.edit(
        1,
        replace(
            details,
            tags=("area/oncology",),
            phones=(Phone("+1 617 555 0100", "mobile", preferred=True),),
            addresses=(Address("12 Main St", "Boston", "MA", "02114", "US"),),
            birthday="--04-15",
            note="Likes tea.",
        ),
    )
    crm.follow_ups.add(FollowUpDraft(1, "Send the plan", TODAY + timedelta(days=3)))
    return 1


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_head_says_who_it_is_and_how_it_stands(
    screens: OpenScreens, crm: Crm, ana: int, size: tuple[int, int]
) -> None:
    async with page(screens, crm, ana, size) as pilot:
        text = " ".join(shown(pilot).split())
        for words in ("Ana Lima", "PI", "tier A", "#area/oncology", "St Mary's", "Late.", "6 days late", "Tue 17 Nov"):
            assert words in text
        assert "Send the plan Thu 26 Nov, in 3 days" in text
        assert "Tue 3 Nov, 2 weeks ago" in text
        assert "Her protocol" in text


async def test_the_details_say_how_to_reach_somebody_and_more(screens: OpenScreens, crm: Crm, ana: int) -> None:
    async with page(screens, crm, ana) as pilot:
        text = shown(pilot)
        for words in (
            "ana@example.org",
            "phone, mobile +1 617 555 0100 ★",
            "12 Main St, Boston",
            "15 April",
            "Likes tea.",
        ):
            assert words in text
        assert "every 2 weeks, from tier A" in text


async def test_a_call_is_logged_and_the_page_shows_it_at_once(screens: OpenScreens, crm: Crm, ana: int) -> None:
    async with page(screens, crm, ana) as pilot:
        await press(pilot, "l", "c", *"Hi", "enter")
        assert "Hi" in shown(pilot)
        assert crm.contacts.view(ana).standing.last_touch == TODAY
        await press(pilot, "u")
        assert crm.contacts.view(ana).standing.last_touch == TODAY - timedelta(days=20)


async def test_enter_changes_the_line_under_the_cursor(screens: OpenScreens, crm: Crm, ana: int) -> None:
    async with page(screens, crm, ana) as pilot:
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, LogDialog)
        await press(pilot, "v", "ctrl+s")
        assert "Video call" in shown(pilot)
        await press(pilot, "g", "enter")
        assert isinstance(pilot.app.screen, FollowUpDialog)
        await press(pilot, "escape")


async def test_a_promise_under_the_cursor_is_what_acts_are_for(screens: OpenScreens, crm: Crm, ana: int) -> None:
    async with page(screens, crm, ana) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ContactScreen)
        assert screen.selected_item() == f"c{ana}"
        await press(pilot, "g")
        promise = crm.contacts.view(ana).follow_ups[0]
        assert screen.selected_item() == f"f{promise.id}"
        await press(pilot, "d")
        assert "Send the plan" not in shown(pilot).split("What happened")[0]


async def test_a_line_is_deleted_and_brought_back(screens: OpenScreens, crm: Crm, ana: int) -> None:
    async with page(screens, crm, ana) as pilot:
        await press(pilot, "D")
        assert "Nothing is logged yet" in shown(pilot)
        await press(pilot, "u")
        assert "Her protocol" in shown(pilot)


async def test_the_cursor_stays_on_its_line_when_the_store_changes(screens: OpenScreens, crm: Crm, ana: int) -> None:
    for days in (30, 40, 50):
        crm.interactions.log(InteractionDraft((ana,), Channel.EMAIL, TODAY - timedelta(days=days), summary=f"{days}"))
    async with page(screens, crm, ana) as pilot:
        story = pilot.app.screen.query_one(Story)
        await press(pilot, "j", "j")
        line = story.line
        await press(pilot, "l", "c", "enter")
        assert line is not None
        assert story.line == line


async def test_older_lines_are_read_on_demand(screens: OpenScreens, crm: Crm, ana: int) -> None:
    for days in range(30, 90):
        crm.interactions.log(InteractionDraft((ana,), Channel.EMAIL, TODAY - timedelta(days=days), summary=f"w{days}"))
    async with page(screens, crm, ana) as pilot:
        await press(pilot, "G")
        assert "… older ones" in shown(pilot)
        await press(pilot, "enter", "G")
        assert "w89" in shown(pilot)
        assert "… older ones" not in shown(pilot)


async def test_somebody_who_was_deleted_leaves_the_page(screens: OpenScreens, crm: Crm, ana: int) -> None:
    async with page(screens, crm, ana) as pilot:
        await press(pilot, "delete", "enter")
        assert not isinstance(pilot.app.screen, ContactScreen)
        assert crm.contacts.count() == 3


async def test_escape_goes_back(screens: OpenScreens, crm: Crm, ana: int) -> None:
    async with page(screens, crm, ana) as pilot:
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, ContactScreen)


async def test_an_archived_person_says_so(screens: OpenScreens, crm: Crm, ana: int) -> None:
    async with page(screens, crm, ana) as pilot:
        await press(pilot, "A")
        assert "Archived since Mon 23 Nov" in shown(pilot)


async def test_a_hostile_person_is_text_everywhere_on_the_page(screens: OpenScreens, empty_crm: Crm) -> None:
    crm = empty_crm
    details = person("Zed", HOSTILE, HOSTILE, note=HOSTILE, birthday=HOSTILE, emails=(Email(HOSTILE, HOSTILE),))
    contact_id = crm.contacts.add(details).contact_ids[0]
    crm.interactions.log(InteractionDraft((contact_id,), Channel.CALL, TODAY, summary=HOSTILE))
    crm.follow_ups.add(FollowUpDraft(contact_id, HOSTILE, TODAY))
    async with page(screens, crm, contact_id, (200, 50)) as pilot:
        text = shown(pilot)
        assert_harmless(text)
        assert text.count(MARKUP) >= 6


@pytest.mark.parametrize(
    ("birthday", "words"),
    [
        ("1980-04-15", "15 April 1980"),
        ("--04-15", "15 April"),
        ("Easter 1980", "Easter 1980"),
        ("1980", "1980"),
        ("1980-13-01", "1980-13-01"),
        ("", ""),
    ],
)
def test_a_birthday_is_said_in_words_where_it_is_in_normal_form(birthday: str, words: str) -> None:
    assert say_birthday(birthday) == words


async def test_the_head_takes_four_lines_of_a_small_terminal_at_most(screens: OpenScreens, crm: Crm, ana: int) -> None:
    details = crm.contacts.get(ana).details
    crm.contacts.edit(ana, replace(details, tags=tuple(f"area/number-{number}" for number in range(20))))
    async with page(screens, crm, ana, (80, 24)) as pilot:
        assert pilot.app.screen.query_one("#person-head").size.height <= 4
        assert "6 days late" in " ".join(shown(pilot).split())


async def test_no_screen_is_called_open_on_a_page_over_it(screens: OpenScreens, crm: Crm, ana: int) -> None:
    async with screens(crm) as pilot:
        head = pilot.app.screen.query_one(HeadLine)
        here, *others = [tab.spans != [] for tab in head._tabs(head.app)]  # type: ignore[arg-type]
        assert here
        assert not any(others)
    async with page(screens, crm, ana) as pilot:
        head = pilot.app.screen.query_one(HeadLine)
        assert not any(tab.spans for tab in head._tabs(head.app))  # type: ignore[arg-type]


async def test_words_that_are_broken_hang_under_their_beginning(screens: OpenScreens, crm: Crm, ana: int) -> None:
    crm.interactions.log(InteractionDraft((ana,), Channel.CALL, TODAY, summary="many words " * 12))
    async with page(screens, crm, ana, (80, 24)) as pilot:
        lines = [line for line in shown(pilot).splitlines() if "many words" in line]
        assert len(lines) > 1
        assert all(line.startswith("   ") for line in lines)


async def test_roles_stand_on_one_line(screens: OpenScreens, crm: Crm, ana: int) -> None:
    roles = (Role.PRINCIPAL_INVESTIGATOR, Role.MENTOR)
    crm.contacts.edit(ana, replace(crm.contacts.get(ana).details, roles=roles))
    async with page(screens, crm, ana, (160, 40)) as pilot:
        assert "roles       Principal investigator, Mentor" in shown(pilot)
