"""From a phone's address book to the calendar and all the way back, through the screens, by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from icalendar import Calendar
from textual.pilot import Pilot

from netcrm.clock import Clock
from netcrm.services.crm import Crm
from netcrm.services.values import Origin
from netcrm.tui.app import NetcrmApp
from tests.journeys.phone import address_book
from tests.services.support import day, is_empty, whole_store
from tests.tui.conftest import said, settle, shown


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder with the phone's export among the downloads."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "Downloads").mkdir()
    address_book(tmp_path / "Downloads")
    return tmp_path


@pytest.fixture
def screens_crm(store_path: Path, home: Path) -> Iterator[Crm]:
    with Crm.open(store_path, clock=Clock(day("2026-11-23")), origin=Origin.SCREENS) as opened:
        yield opened


async def until_shown(pilot: Pilot[None], words: str) -> None:
    """Wait for words on the screen, as somebody would before the next key."""
    for _ in range(200):
        await settle(pilot)
        if words in shown(pilot):
            return
    raise AssertionError(f"“{words}” is not shown:\n{shown(pilot)}")


async def until_said(pilot: Pilot[None], words: str) -> None:
    """Wait for a notification."""
    for _ in range(200):
        await settle(pilot)
        if words in said(pilot):
            return
    raise AssertionError(f"“{words}” was not said, but:\n{said(pilot)}")


async def test_import_cadence_call_export_and_back(screens_crm: Crm, home: Path) -> None:
    crm = screens_crm
    app = NetcrmApp(crm)
    try:
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            await settle(pilot)
            await pilot.press("I")
            await until_shown(pilot, "contacts.vcf")
            await pilot.press("enter")
            await until_shown(pilot, "Import: 4 cards, 3 ticked")
            assert "Bo Chen" in shown(pilot)
            await pilot.press("enter")
            await until_shown(pilot, "3 new")
            await pilot.press("enter")
            await settle(pilot)

            await pilot.press("2")
            await until_shown(pilot, "Ana Lima, MD")
            await pilot.press("j", "c")
            await until_shown(pilot, "How often")
            await pilot.press("2", "space", *"weeks", "enter")
            await until_said(pilot, "Next check-in Mon 7 Dec")

            await pilot.press("l")
            await until_shown(pilot, "Log with Ana Lima")
            await pilot.press("c", *"protocol", "tab", *"fri")
            await until_shown(pilot, "next check-in Fri 4 Dec, was Mon 7 Dec")
            await pilot.press("enter")
            await until_said(pilot, "Next check-in Fri 4 Dec, was 7 Dec")
            (row,) = crm.contacts.rows([crm.contacts.resolve("ana")])
            assert (row.next_check_in, row.last_touch) == (day("2026-12-04"), day("2026-11-20"))

            await pilot.press("o")
            await until_shown(pilot, "Days ahead")
            await pilot.press("ctrl+s")
            await until_shown(pilot, "Wrote 1 item to")
            await until_shown(pilot, "Keep a calendar file up to date?")
            await pilot.press("escape")
            written = home / "Downloads" / "netcrm-2026-11-23.ics"
            (event,) = Calendar.from_ical(written.read_bytes()).walk("VEVENT")
            assert event.decoded("DTSTART") == day("2026-12-04")

            whole = whole_store(crm)
            for words in ("log a call with Ana Lima, MD", "cadence of Ana Lima, MD: 2 weeks", "import contacts.vcf"):
                await pilot.press("u")
                await until_said(pilot, f"Undone: {words}")
            assert is_empty(crm)
            assert crm.contacts.count() == 0
            for words in ("import contacts.vcf", "cadence of Ana Lima, MD: 2 weeks", "log a call with Ana Lima, MD"):
                await pilot.press("U")
                await until_said(pilot, f"Redone: {words}")
            assert whole_store(crm) == whole
            await until_shown(pilot, "Ana Lima, MD")
    finally:
        app.threads.close()
