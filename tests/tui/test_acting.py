"""Each key asks with its dialog and then acts through the services, the same on every screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from netcrm.domain.cadence import CadenceScope, parse_cadence
from netcrm.domain.contact import Email, State, Tier
from netcrm.domain.interaction import Channel
from netcrm.domain.roles import Role
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.tui import dialogs
from netcrm.tui.dialogs.role import RoleChoice, RoleDialog
from tests.tui.conftest import TODAY, OpenScreens, go_to_ana, person, said, settle, shown

SOON = TODAY + timedelta(days=10)


async def answer(pilot: Pilot[None], dialog: type[Any], result: object) -> None:
    """Wait for a dialog and leave it with a result."""
    await settle(pilot)
    assert isinstance(pilot.app.screen, dialog)
    pilot.app.screen.dismiss(result)
    await settle(pilot)
    await pilot.app.workers.wait_for_complete()
    await settle(pilot)


def own_cadence(crm: Crm, contact_id: int) -> str | None:
    return crm.contacts.view(contact_id).own_cadence


CASES: list[tuple[str, type[Any], object, Callable[[Crm], bool]]] = [
    (
        "l",
        dialogs.LogDialog,
        InteractionDraft((1,), Channel.EMAIL, TODAY),
        lambda crm: crm.contacts.view(1).standing.last_touch == TODAY,
    ),
    (
        "l",
        dialogs.LogDialog,
        FollowUpDraft(1, "Ask her", SOON),
        lambda crm: crm.contacts.view(1).follow_ups[0].title == "Ask her",
    ),
    (
        "f",
        dialogs.FollowUpDialog,
        FollowUpDraft(1, "Send it", SOON),
        lambda crm: crm.contacts.view(1).follow_ups[0].title == "Send it",
    ),
    (
        "c",
        dialogs.CadenceDialog,
        dialogs.CadenceChoice(CadenceScope.CONTACT, "1", parse_cadence("1 week")),
        lambda crm: own_cadence(crm, 1) == "1 week",
    ),
    (
        "t",
        dialogs.TagDialog,
        dialogs.TagChoice(("phase/2",), ()),
        lambda crm: crm.contacts.get(1).details.tags == ("phase/2",),
    ),
    ("T", dialogs.TierDialog, dialogs.TierChoice(Tier.C), lambda crm: crm.contacts.get(1).details.tier is Tier.C),
    (
        "R",
        RoleDialog,
        RoleChoice(Role.MENTOR),
        lambda crm: crm.contacts.get(1).details.roles[0] is Role.MENTOR,
    ),
    (
        "s",
        dialogs.SnoozeDialog,
        dialogs.SnoozeChoice(SOON),
        lambda crm: crm.contacts.view(1).standing.next_check_in == SOON,
    ),
    (
        "p",
        dialogs.PauseDialog,
        dialogs.PauseChoice((1,), TODAY, SOON, "leave"),
        lambda crm: [line.contact_id for line in crm.pauses.lines()] == [1],
    ),
    ("delete", dialogs.ConfirmDialog, True, lambda crm: crm.contacts.count() == 3),
    ("delete", dialogs.ConfirmDialog, False, lambda crm: crm.contacts.count() == 4),
]


@pytest.mark.parametrize("screen", ["people", "page"])
@pytest.mark.parametrize(("key", "dialog", "result", "holds"), CASES)
async def test_a_key_asks_and_then_acts(
    crm: Crm,
    screens: OpenScreens,
    screen: str,
    key: str,
    dialog: type[Any],
    result: object,
    holds: Callable[[Crm], bool],
) -> None:
    """Today is tried with acts on many lines, in `test_acts_on_many`."""
    async with screens(crm) as pilot:
        await go_to_ana(pilot, screen)
        await pilot.press(key)
        await answer(pilot, dialog, result)
        assert holds(crm)


@pytest.mark.parametrize("key", ["l", "f", "c", "t", "T", "s", "p", "e", "a", "delete"])
async def test_a_dialog_that_is_left_changes_nothing(crm: Crm, screens: OpenScreens, key: str) -> None:
    before = crm.history.next_undo()
    async with screens(crm) as pilot:
        await pilot.press(key)
        await settle(pilot)
        assert len(pilot.app.screen_stack) == 2
        await pilot.press("escape")
        await settle(pilot)
        assert crm.history.next_undo() == before
        assert len(pilot.app.screen_stack) == 1


async def test_a_cadence_is_set_for_all_selected_people(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("ctrl+a", "c")
        choice = dialogs.CadenceChoice(CadenceScope.CONTACT, "", parse_cadence("1 week"), overwrite=True)
        await answer(pilot, dialogs.CadenceDialog, choice)
        assert {own_cadence(crm, contact_id) for contact_id in (1, 2, 3, 4)} == {"1 week"}


async def test_a_promise_is_dropped_with_a_reason(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("j", "x")
        await answer(pilot, dialogs.ReasonDialog, "no longer needed")
        assert [it.reason for it in crm.contacts.view(2).follow_ups] == ["no longer needed"]


async def test_a_check_in_cannot_be_dropped_and_the_way_out_is_named(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("x")
        await settle(pilot)
        assert "S skips a check-in, c changes its cadence" in said(pilot)


async def test_an_unanswered_message_can_be_answered_or_let_rest(crm: Crm, screens: OpenScreens) -> None:
    crm.interactions.log(InteractionDraft((3,), Channel.EMAIL, TODAY - timedelta(days=30)))
    async with screens(crm) as pilot:
        await pilot.press("j", "j")
        await settle(pilot)
        assert "d answered" in shown(pilot)
        await pilot.press("x")
        await settle(pilot)
        assert "No longer waiting" in said(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert "Awaiting an answer · 1" in shown(pilot)


async def test_adding_somebody_goes_to_them(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("2", "a")
        await answer(pilot, dialogs.ContactDialog, person("Maya", "Zulu"))
        assert "Added Maya Zulu" in said(pilot)
        screen = pilot.app.screen
        assert crm.contacts.get(screen.selected_contact_ids()[0]).name == "Maya Zulu"  # type: ignore[attr-defined]


async def test_adding_a_known_mail_address_asks_first(crm: Crm, screens: OpenScreens) -> None:
    twin = replace(person("Ana", "Other"), emails=(Email("ana@example.org"),))
    async with screens(crm) as pilot:
        await pilot.press("a")
        await settle(pilot)
        pilot.app.screen.dismiss(twin)
        await settle(pilot)
        assert "belongs to Ana Lima" in " ".join(shown(pilot).split())
        await answer(pilot, dialogs.ConfirmDialog, True)
        assert crm.contacts.count() == 5


async def test_archive_puts_away_and_brings_back(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("enter")
        await settle(pilot)
        for state in (State.ARCHIVED, State.ACTIVE):
            await pilot.press("A")
            await settle(pilot)
            assert crm.contacts.get(1).state is state


async def test_everybody_is_paused_and_resumed_from_the_palette(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("ctrl+p", *"pause every")
        await settle(pilot)
        await pilot.press("enter")
        await answer(pilot, dialogs.PauseDialog, dialogs.PauseChoice(None, TODAY, SOON, ""))
        assert [line.whom for line in crm.pauses.lines()] == ["everybody"]
        await pilot.press("ctrl+p", *"resume every")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert crm.pauses.lines() == []


def type_at_once(pilot: Pilot[None], keys: str) -> None:
    """Type without waiting for what a key does."""
    for key in keys.split():
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_two_keys_typed_at_once_log_a_call(crm: Crm, screens: OpenScreens) -> None:
    """`l` and then the letter of a channel are two keystrokes, however fast they are typed."""
    async with screens(crm) as pilot:
        type_at_once(pilot, "l c ctrl+s")
        await settle(pilot)
        await pilot.app.workers.wait_for_complete()
        await settle(pilot)
        assert len(pilot.app.screen_stack) == 1
        assert "Logged a call with Ana Lima" in said(pilot)


async def test_letters_typed_at_once_after_a_slash_are_searched(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        type_at_once(pilot, "2 slash l i m")
        await settle(pilot)
        await settle(pilot)
        assert "1 person found" in shown(pilot)
        assert len(pilot.app.screen_stack) == 1


async def test_an_act_typed_twice_at_once_is_for_the_next_line_the_second_time(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        type_at_once(pilot, "d d")
        await settle(pilot)
        await pilot.app.workers.wait_for_complete()
        await settle(pilot)
        assert len(crm.contacts.timeline(1)) == 2
        assert "Send her my CV" in said(pilot)


async def test_a_name_typed_at_once_after_the_palettes_key_is_looked_for(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        type_at_once(pilot, "ctrl+p o k a f")
        await settle(pilot)
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "Bea Okafor" in shown(pilot)


@pytest.mark.parametrize("keys", ["e escape", "a escape", "l escape", "c escape"])
async def test_escape_typed_at_once_after_the_key_of_a_dialog_leaves_it(
    crm: Crm, screens: OpenScreens, keys: str
) -> None:
    before = crm.history.next_undo()
    async with screens(crm) as pilot:
        type_at_once(pilot, keys)
        await settle(pilot)
        await pilot.app.workers.wait_for_complete()
        assert len(pilot.app.screen_stack) == 1
        assert crm.history.next_undo() == before
