"""Employers on the screens: rated by a key, with job openings, and worked from the top."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from netcrm.domain.employers.lead import LeadOutcome
from netcrm.services.crm import Crm
from netcrm.services.employer_lines import Rating
from netcrm.services.leads import LeadDraft
from netcrm.tui import dialogs
from netcrm.tui.act_words import acts_on_one
from netcrm.tui.actions import BY_ID, key_label
from netcrm.tui.dialogs.employer import EmployerDialog
from netcrm.tui.dialogs.lead import LeadDialog, OutcomeDialog
from netcrm.tui.screens.employers import EmployersScreen
from tests.tui.conftest import TODAY, OpenScreens, said, settle, shown
from tests.tui.dialog_host import HOSTILE, assert_harmless, show
from tests.tui.test_acting import answer


@pytest.fixture(autouse=True)
def _shipped_playbooks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NETCRM_CONFIG", str(tmp_path / "config" / "config.toml"))


async def typed(pilot: Pilot[None], text: str) -> None:
    """Put a text in where the cursor is, all at once."""
    await settle(pilot)
    pilot.app.post_message(Paste(text))
    await settle(pilot)


async def test_employers_and_leads_are_kept_rated_and_ended_by_keys(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm, size=(80, 24)) as pilot:
        pilot.app.push_screen(EmployersScreen(crm))
        await settle(pilot)
        assert "No employer is on the list yet." in shown(pilot)
        await pilot.press("n")
        await typed(pilot, "Northwind CRO")
        await pilot.press("tab", "4", "ctrl+s")
        await settle(pilot)
        assert "It is 1 of 1: motivation 4" in said(pilot)
        await pilot.press("plus")
        await settle(pilot)
        await pilot.press("plus")
        await settle(pilot)
        assert crm.employers.lines()[0].rank.motivation == 5
        assert "Motivation goes from 0 to 5" in said(pilot)
        await pilot.press("l")
        await typed(pilot, "CRA")
        await pilot.press("tab", "tab")
        await typed(pilot, "4 dec")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "↳ CRA" in shown(pilot)
        assert "deadline Fri 4 Dec" in shown(pilot)
        await pilot.press("d")
        await settle(pilot)
        assert crm.leads.get(1).applied_on == TODAY
        await pilot.press("j", "c", "r", "ctrl+s")
        await settle(pilot)
        assert crm.leads.get(1).outcome is LeadOutcome.REJECTED
        await pilot.press("u")
        await settle(pilot)
        assert "applied Mon 23 Nov" in shown(pilot)
        await pilot.press("g", "x")
        await settle(pilot)
        assert "Took Northwind CRO off your list of employers. 1 open lead there stays." in said(pilot)


async def test_the_outreach_begins_at_those_selected_after_it_was_shown(crm: Crm, screens: OpenScreens) -> None:
    for name, motivation in (("St Mary's", 5), ("Northwind CRO", 4), (HOSTILE, 3)):
        crm.employers.add(name, Rating(motivation), note=HOSTILE)
    crm.leads.add(LeadDraft(HOSTILE, HOSTILE, note=HOSTILE))
    async with screens(crm) as pilot:
        pilot.app.push_screen(EmployersScreen(crm))
        await settle(pilot)
        await pilot.press("G")
        await settle(pilot)
        assert_harmless(shown(pilot))
        await pilot.press("g", "down", "space", "b")
        await settle(pilot)
        assert "Start 3B7 outreach with 1 person?" in shown(pilot)
        assert "Northwind CRO: Bea Okafor" in shown(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "Started 3B7 outreach with Bea Okafor" in said(pilot)
        assert "3B7 outreach since 23 Nov" in shown(pilot)
        assert [bool(it.worked) for it in crm.employers.lines()] == [False, True, False]
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(pilot.app.screen, EmployersScreen)


async def test_a_deadline_stands_in_today_and_one_withdraws_there(crm: Crm, screens: OpenScreens) -> None:
    crm.leads.add(LeadDraft("Northwind CRO", "CRA I", deadline=TODAY))
    async with screens(crm) as pilot:
        await settle(pilot)
        row = next(line for line in shown(pilot).splitlines() if "Apply: CRA I" in line)
        assert row.split()[:3] == ["Job", "Northwind", "CRO"]
        while pilot.app.screen.selected_item() != "l1":  # type: ignore[attr-defined]
            await pilot.press("down")
        await pilot.press("x")
        await settle(pilot)
        assert "Why do you not go on with “CRA I” (Northwind CRO)?" in shown(pilot)
        await answer(pilot, dialogs.ReasonDialog, "too far")
        assert crm.leads.get(1).outcome is LeadOutcome.WITHDRAWN


def test_what_the_keys_do_to_a_deadline_is_said(crm: Crm) -> None:
    crm.leads.add(LeadDraft("Northwind CRO", "CRA I", deadline=TODAY + timedelta(days=3)))
    words = acts_on_one(crm.acts.preview("l1"), TODAY, lambda action_id: key_label(BY_ID[action_id].key))
    assert words == "d applied  s remind on another day  x withdraw"


async def test_the_dialogs_say_what_follows_and_what_is_wrong(crm: Crm) -> None:
    crm.employers.add("St Mary's", Rating(4))
    crm.leads.add(LeadDraft("St Mary's", "Study coordinator"))
    async with show(EmployerDialog(crm, 1)) as dialog:
        assert "1 of 1: posting 3 (1 open lead), advocacy yes (Ana Lima is" in dialog.text
        await dialog.press("2", "0", "n")
        assert "1 of 1: posting 0 (not looked yet), advocacy no." in dialog.text
        await dialog.press("ctrl+s")
        (choice,) = dialog.answers
        assert choice is not None
        assert choice.rating == Rating(2, 0, False)
    async with show(LeadDialog(crm, lead_id=1)) as dialog:
        await dialog.press("tab")
        await dialog.type("call Bo")
        await dialog.press("ctrl+s")
        assert "no address of the web" in dialog.text
        assert dialog.answers == []
    crm.leads.edit(1, replace(crm.leads.draft_of(1), deadline=TODAY + timedelta(days=4)))
    async with show(dialogs.SnoozeDialog(crm, ["l1"])) as dialog:
        assert "Fri 27 Nov, in 4 days" in dialog.text
        await dialog.press("w")
        assert "✗ The deadline of “Study coordinator” is Fri 27 Nov" in dialog.text
    async with show(OutcomeDialog(crm, 1)) as dialog:
        assert "Answer by" in dialog.text
        await dialog.press("r")
        assert "Answer by" not in dialog.text
