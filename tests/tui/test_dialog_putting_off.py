"""Snoozing and pausing take days as people say them, and refuse those that make no sense."""

from __future__ import annotations

from datetime import date

import pytest

from netcrm.services.crm import Crm
from netcrm.tui.dialogs import PauseChoice, PauseDialog, SnoozeChoice, SnoozeDialog
from tests.tui.conftest import TODAY, person
from tests.tui.dialog_host import HOSTILE, assert_harmless, show


@pytest.mark.parametrize(
    ("letter", "until"),
    [("t", "2026-11-24"), ("m", "2026-11-30"), ("w", "2026-11-30"), ("2", "2026-12-07"), ("n", "2026-12-23")],
)
async def test_a_letter_and_enter_snooze(crm: Crm, letter: str, until: str) -> None:
    async with show(SnoozeDialog(crm, ("c1",))) as shown:
        assert "Check in with Ana Lima" in shown.text
        await shown.press(letter, "enter")
        assert shown.answers == [SnoozeChoice(date.fromisoformat(until))]


async def test_any_day_may_be_typed(crm: Crm) -> None:
    async with show(SnoozeDialog(crm, ("c1", "f1"))) as shown:
        assert "Snooze 2 items" in shown.text
        await shown.press("o")
        await shown.type("dec 1")
        assert "→ Tue 1 Dec, in 8 days" in shown.text
        await shown.press("enter")
        assert shown.answers == [SnoozeChoice(date(2026, 12, 1))]


async def test_a_snooze_may_say_why(crm: Crm) -> None:
    async with show(SnoozeDialog(crm, ("c1",))) as shown:
        await shown.press("w", "tab")
        await shown.type("She is on leave")
        await shown.press("enter")
        assert shown.answers == [SnoozeChoice(date(2026, 11, 30), "She is on leave")]


async def test_the_day_proposed_is_a_working_day(crm: Crm) -> None:
    """A week after Monday 23 is the 30th; that day off, the first working day after it is proposed."""
    crm.settings.set("days-off", "2026-11-30 Founders Day")
    async with show(SnoozeDialog(crm, ("c1",))) as shown:
        assert "→ Tue 1 Dec, in 8 days" in shown.text
        await shown.press("ctrl+s")
        assert shown.answers == [SnoozeChoice(date(2026, 12, 1))]


@pytest.mark.parametrize("text", ["today", "2026-11-20", "some time"])
async def test_a_day_that_is_not_after_today_is_refused(crm: Crm, text: str) -> None:
    async with show(SnoozeDialog(crm, ("c1",))) as shown:
        await shown.press("o")
        await shown.type(text)
        assert "✗" in shown.text
        await shown.press("enter")
        assert shown.answers == []


async def test_leaving_the_snooze_gives_nothing_back(crm: Crm) -> None:
    async with show(SnoozeDialog(crm, ("c1",))) as shown:
        await shown.press("escape")
        assert shown.answers == [None]


async def test_a_hostile_name_is_text_in_both_titles(empty_crm: Crm) -> None:
    contact_id = empty_crm.contacts.add(person("Zed", HOSTILE)).contact_ids[0]
    async with show(SnoozeDialog(empty_crm, (f"c{contact_id}",))) as snooze:
        assert "Zed" in snooze.text
        assert_harmless(snooze.text)
    async with show(PauseDialog(empty_crm, (contact_id,))) as pause:
        assert "Pause Zed" in pause.text
        assert_harmless(pause.text)


async def test_a_pause_says_its_first_day_back(crm: Crm) -> None:
    async with show(PauseDialog(crm, None)) as shown:
        assert "Pause everybody" in shown.text
        await shown.press("tab")
        await shown.type("4 jan")
        assert "43 days. First day back: Tue 5 Jan 2027." in shown.text
        await shown.press("tab")
        await shown.type("Holiday")
        await shown.press("enter")
        assert shown.answers == [PauseChoice(None, TODAY, date(2027, 1, 4), "Holiday")]


async def test_the_first_day_back_is_a_working_day(crm: Crm) -> None:
    async with show(PauseDialog(crm, (1,))) as shown:
        await shown.press("tab")
        await shown.type("fri")
        assert "5 days. First day back: Mon 30 Nov." in shown.text


@pytest.mark.parametrize(
    ("letter", "ids", "organisation"), [("p", (1,), ""), ("o", None, "St Mary's"), ("e", None, "")]
)
async def test_a_person_an_organisation_or_everybody_is_paused(
    crm: Crm, letter: str, ids: tuple[int, ...] | None, organisation: str
) -> None:
    async with show(PauseDialog(crm, (1,)), size=(100, 30)) as shown:
        await shown.press("tab")
        await shown.type("fri")
        await shown.press("tab", "tab", letter, "ctrl+s")
        assert shown.answers == [PauseChoice(ids, TODAY, date(2026, 11, 27), "", organisation)]


async def test_a_pause_that_ends_before_it_starts_is_refused_at_its_end(crm: Crm) -> None:
    async with show(PauseDialog(crm, (1, 2))) as shown:
        await shown.type("in 2 weeks")
        await shown.press("tab")
        await shown.type("tomorrow")
        await shown.press("enter")
        assert "before it starts" in shown.text
        assert shown.answers == []


async def test_a_pause_that_is_over_already_is_refused(crm: Crm) -> None:
    async with show(PauseDialog(crm, (1,))) as shown:
        await shown.type("2026-11-01")
        await shown.press("tab")
        await shown.type("2026-11-05")
        await shown.press("enter")
        assert "is past" in shown.text
        assert shown.answers == []


async def test_a_pause_without_an_end_is_refused(crm: Crm) -> None:
    async with show(PauseDialog(crm, (1,))) as shown:
        await shown.press("ctrl+s")
        assert "✗ Say the last day" in shown.text
        assert shown.answers == []


async def test_leaving_the_pause_gives_nothing_back(crm: Crm) -> None:
    async with show(PauseDialog(crm, (1,))) as shown:
        await shown.press("escape")
        assert shown.answers == [None]
