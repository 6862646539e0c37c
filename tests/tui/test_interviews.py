"""An agreed interview on the screens: it stands in Today, and the keys hold, move and cancel it."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from netcrm.domain.interviews.interview import Stage
from netcrm.services.crm import Crm
from netcrm.services.interviews.appointment import Appointment
from netcrm.tui import dialogs
from netcrm.tui.act_words import acts_on_one
from netcrm.tui.actions import BY_ID, key_label
from netcrm.tui.agenda_list import agenda_lines
from netcrm.tui.dialogs.putting_off import SnoozeChoice
from tests.tui.conftest import TODAY, OpenScreens, person, said, settle, shown
from tests.tui.test_acting import answer


def key_of(action_id: str) -> str:
    return key_label(BY_ID[action_id].key)


@pytest.fixture
def crm(empty_crm: Crm) -> Crm:
    """A store with Ana Lima alone."""
    empty_crm.contacts.add(person("Ana", "Lima"))
    return empty_crm


@pytest.fixture
def ana(crm: Crm) -> int:
    """The id of the only person."""
    return 1


def agreed(crm: Crm, who: int, on: date) -> None:
    appointment = Appointment(on, time(15), place="Room 4")
    crm.interviews.agree(crm.interviews.current(who, Stage.AGREED), appointment, topic="data")


async def test_one_of_today_is_held_with_the_key_that_does_things(crm: Crm, ana: int, screens: OpenScreens) -> None:
    agreed(crm, ana, TODAY)
    async with screens(crm) as pilot:
        await settle(pilot)
        text = shown(pilot)
        assert "15:00" in text
        assert "Interview: data" in text
        await pilot.press("d")
        await settle(pilot)
        assert crm.interviews.get(1).stage is Stage.HELD
        assert "What came of the interview with Ana Lima" in shown(pilot)
        assert "Held the interview with Ana Lima." in shown(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert "Held the interview with Ana Lima." in said(pilot)


async def test_the_dialogs_say_that_it_is_moved_or_cancelled(crm: Crm, ana: int, screens: OpenScreens) -> None:
    agreed(crm, ana, TODAY + timedelta(days=1))
    async with screens(crm, size=(80, 24)) as pilot:
        await settle(pilot)
        for key, words in (("s", "Move: Interview with Ana Lima"), ("x", "Cancel the interview")):
            await pilot.press(key)
            await settle(pilot)
            assert words in shown(pilot)
            await pilot.press("escape")
            await settle(pilot)


async def test_putting_it_off_moves_it_and_dropping_it_cancels_it(crm: Crm, ana: int, screens: OpenScreens) -> None:
    agreed(crm, ana, TODAY + timedelta(days=1))
    async with screens(crm) as pilot:
        await settle(pilot)
        await pilot.press("s")
        await answer(pilot, dialogs.SnoozeDialog, SnoozeChoice(TODAY + timedelta(days=3)))
        moved = crm.interviews.get(1)
        assert (moved.stage, moved.happens_on) == (Stage.AGREED, TODAY + timedelta(days=3))
        assert moved.happens_at is not None
        assert moved.happens_at.hour == 15
        await pilot.press("x")
        await answer(pilot, dialogs.ReasonDialog, "she is away")
        assert crm.interviews.get(1).stage is Stage.CANCELLED


def test_what_the_keys_do_is_said(crm: Crm, ana: int) -> None:
    agreed(crm, ana, TODAY)
    assert acts_on_one(crm.acts.preview("i1"), TODAY, key_of) == "d held  s move it  x cancel it"


def test_one_gone_by_says_how_long_ago_it_was(crm: Crm, ana: int) -> None:
    agreed(crm, ana, TODAY - timedelta(days=2))
    agenda = crm.agenda.build()
    assert agenda.items[0].why.startswith("was it held on")
    assert agenda_lines(agenda, 0, all_new=False)[1] == agenda.items[0]
