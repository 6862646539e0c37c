"""A page says the news of somebody and where they came from; one key shows the text in the file, and what changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from netcrm.services.crm import Crm
from netcrm.tui.dialogs.raw_text import RawTextDialog
from netcrm.tui.dialogs.where_from import WhereFromDialog, lines_of, where_from
from netcrm.tui.screens.contact import ContactScreen
from netcrm.tui.screens.today import TodayScreen
from tests.tui.conftest import OpenScreens, settle, shown
from tests.tui.dialog_host import HOSTILE, MARKUP, assert_harmless
from tests.tui.test_acts_on_many import press

EMPLOYER = "Harbour Contract Research Organisation for the Whole of Western Europe"
_TITLES = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"


def connections(folder: Path, name: str, *rows: str) -> Path:
    path = folder / name
    path.write_text("\n".join((_TITLES, *rows, "")), encoding="utf-8")
    return path


@pytest.fixture
def moved(crm: Crm, tmp_path: Path) -> int:
    """Ana, who is late, came in spring from a file, and has changed her employer by the one of autumn."""
    row = "Ana,Lima,https://www.linkedin.com/in/ana-lima,ana@example.org,{},CRA,01 Mar 2024"
    crm.imports.bring_in([connections(tmp_path, "spring.csv", row.format("St Mary's"))])
    crm.imports.bring_in([connections(tmp_path, "autumn.csv", row.format(EMPLOYER))])
    assert crm.contacts.view(1).news
    return 1


async def test_the_page_tells_the_news_and_one_key_where_it_came_from(
    crm: Crm, moved: int, screens: OpenScreens
) -> None:
    async with screens(crm, size=(80, 24)) as pilot:
        pilot.app.push_screen(ContactScreen(crm, moved))
        await press(pilot, "h")
        assert f"News: now at {EMPLOYER}" in " ".join(shown(pilot).split())
        await press(pilot, "w")
        assert isinstance(pilot.app.screen, WhereFromDialog)
        text = shown(pilot)
        for words in ("Files (2)", "spring.csv, row 1, imported 23 Nov 2026", "autumn.csv, row 1", "employer was"):
            assert words in text
        await press(pilot, "j", "enter")
        assert isinstance(pilot.app.screen, RawTextDialog)
        assert "ana-lima" in shown(pilot)
        await press(pilot, "escape", "G")
        assert "the import of 23 Nov 2026 (autumn.csv)" in " ".join(shown(pilot).split())
        await press(pilot, "enter", "w")
        assert isinstance(pilot.app.screen, ContactScreen)


async def test_today_shows_the_whole_news_of_the_item_under_the_cursor(
    crm: Crm, moved: int, screens: OpenScreens
) -> None:
    async with screens(crm, size=(80, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, TodayScreen)
        await press(pilot, "g")
        assert screen.selected_contact_ids() == (moved,)
        status = screen.query_one("#status")
        lines = " ".join(" ".join(shown(pilot).splitlines()[-5:]).split())
        assert f"news: now at {EMPLOYER} (was St Mary's), since 23 Nov" in lines
        assert status.size.height == 4
        await press(pilot, "G")
        assert status.size.height == 2
        await press(pilot, "g")
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert status.size.height == 1
        pane = " ".join(line[80:] for line in shown(pilot).splitlines())
        assert "(was St Mary's), since" in " ".join(pane.split())


async def test_hostile_files_are_text(empty_crm: Crm, screens: OpenScreens, tmp_path: Path) -> None:
    path = tmp_path / "[b]odd[red].vcf"
    note = HOSTILE.replace("\n", "\\n")
    path.write_text(f"BEGIN:VCARD\nVERSION:3.0\nFN:Zed\nORG:{MARKUP}\nNOTE:{note}\nEND:VCARD\n", encoding="utf-8")
    empty_crm.imports.bring_in([path])
    details = empty_crm.contacts.get(1).details
    empty_crm.contacts.edit(1, replace(details, note=f"{HOSTILE} and more"))
    async with screens(empty_crm) as pilot:
        pilot.app.push_screen(ContactScreen(empty_crm, 1))
        await press(pilot, "w")
        assert "[b]odd[red].vcf, card 1" in shown(pilot)
        assert_harmless(shown(pilot))
        await press(pilot, "enter")
        assert MARKUP in shown(pilot)
        assert_harmless(shown(pilot))


def test_somebody_added_by_hand_came_from_no_file(crm: Crm) -> None:
    words = [line.words for line in lines_of(where_from(crm, 2))]
    assert words == ["Files: none", "added on 23 Nov 2026", "No field changed since"]
