"""Export: what goes where, asked with what comes of it beside the fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from netcrm.domain.calendar.items import CalendarKind, Form
from netcrm.domain.calendar.words import Detail
from netcrm.services.crm import Crm
from netcrm.services.exports import ExportKind, ExportOptions
from netcrm.tui.dialogs import ExportChoice, ExportDialog
from tests.tui.dialog_host import show


async def test_a_calendar_goes_out_with_its_window_and_detail(crm: Crm, tmp_path: Path) -> None:
    target = tmp_path / "netcrm.ics"
    async with show(ExportDialog(crm), size=(120, 30)) as shown:
        await shown.press("c")
        await shown.type("tier:a")
        assert "→ 1 person" in shown.text
        assert "→ there are birthdays too" in shown.text
        await shown.press("tab")
        await shown.type("check-ins, birthdays")
        await shown.press("tab", "t")
        await shown.type("30")
        await shown.press("tab", "f")
        await shown.type(str(target))
        assert "→ a new file" in shown.text
        await shown.press("enter")
        kinds = frozenset({CalendarKind.CHECK_IN, CalendarKind.BIRTHDAY})
        options = ExportOptions(query="tier:a", kinds=kinds, days=30, form=Form.TODO, detail=Detail.FULL)
        (choice,) = shown.answers
        assert choice == ExportChoice(ExportKind.ICS, target, options)
        assert not choice.is_whole_calendar


async def test_what_another_program_wrote_is_named_before_it_is_replaced(crm: Crm, tmp_path: Path) -> None:
    target = tmp_path / "phone.ics"
    target.write_text("BEGIN:VCALENDAR\nPRODID:-//Example//Phone//EN\n")
    async with show(ExportDialog(crm), size=(120, 30)) as shown:
        await shown.press("c", "tab", "tab", "e")
        await shown.press("tab", "s")
        await shown.type(str(target))
        assert "→ replaces what another program wrote there" in shown.text
        await shown.press("enter")
        (choice,) = shown.answers
        assert choice == ExportChoice(ExportKind.ICS, target, ExportOptions())
        assert choice.is_whole_calendar


async def test_another_format_offers_a_file_of_its_own(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with show(ExportDialog(crm), size=(120, 30)) as shown:
        await shown.press("t")
        assert "Days ahead" not in shown.text
        await shown.press("enter")
        assert shown.answers == [ExportChoice(ExportKind.CSV, tmp_path / "netcrm-2026-11-23.csv", ExportOptions())]


async def test_what_cannot_be_written_is_told_beside_its_field_and_leaving_gives_nothing_back(crm: Crm) -> None:
    async with show(ExportDialog(crm), size=(120, 30)) as shown:
        await shown.press("c")
        for text, sentence, tabs in (
            ("role:wizard", "The query has a mistake", 1),
            ("dentists", "“dentists” is no such thing", 2),
            ("many", "Days ahead are a number", 2),
            ("/no/such/folder/x.ics", "There is no folder", 1),
        ):
            await shown.type(text)
            assert f"✗ {sentence}" in shown.text
            await shown.press(*["tab"] * tabs)
        await shown.press("ctrl+s")
        assert shown.answers == []
        await shown.press("escape")
        assert shown.answers == [None]
