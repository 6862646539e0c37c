"""The calendar file of the screens: asked about once, written a moment after acts and when they are left."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from netcrm.errors import StoreProblem
from netcrm.services.calendar.kept_file import KeptFile, Wish
from netcrm.services.crm import Crm
from netcrm.services.exports import Exported
from netcrm.tui import calendar_file
from netcrm.tui.app import NetcrmApp
from netcrm.tui.calendar_file import refresh_at_end
from netcrm.tui.dialogs.kept_file import KeptFileDialog
from tests.tui.conftest import OpenScreens, said, settle, shown


def exits(pilot: Pilot[None], monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Let the program go on when it is left, and note that it was."""
    left: list[bool] = []
    monkeypatch.setattr(pilot.app, "exit", lambda: left.append(True))
    return left


async def test_leaving_asks_once_after_something_was_done(
    crm: Crm, screens: OpenScreens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "netcrm.ics"
    async with screens(crm, size=(80, 24)) as pilot:
        left = exits(pilot, monkeypatch)
        await pilot.press("q")
        await settle(pilot)
        assert isinstance(pilot.app.screen, KeptFileDialog)
        assert "~/netcrm.ics" in shown(pilot)
        await pilot.press("tab", "tab", *"8:30")
        await settle(pilot)
        assert "“netcrm, five minutes” at 08:30" in " ".join(shown(pilot).split())
        await pilot.press("enter")
        await settle(pilot)
        assert left == [True]
    assert b"Ana Lima" in path.read_bytes()
    assert crm.settings.get("calendar-file") == str(path)
    assert crm.settings.get("five-minutes") == "08:30"
    assert not crm.calendar_file.is_to_be_asked()


async def test_no_and_later_are_remembered_and_the_palette_asks_again(
    crm: Crm, screens: OpenScreens, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with screens(crm, size=(80, 24)) as pilot:
        left = exits(pilot, monkeypatch)
        await pilot.press("q")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert left == [True]
        assert crm.calendar_file.settings().wish is Wish.LATER
        await pilot.app.run_action("screen.calendar_file")
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        assert "Where" not in shown(pilot)
        assert "You are not asked again" in shown(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "No calendar file is kept." in said(pilot)
        assert crm.calendar_file.settings().wish is Wish.OFF
        await pilot.press("q")
        await settle(pilot)
        assert left == [True, True]


async def test_a_calendar_that_was_just_exported_may_be_kept(crm: Crm, screens: OpenScreens, tmp_path: Path) -> None:
    async with screens(crm, size=(100, 40)) as pilot:
        await pilot.press("o", "c", "ctrl+s")
        await settle(pilot)
        assert isinstance(pilot.app.screen, KeptFileDialog)
        assert "Wrote 3 items to" in shown(pilot)
        assert said(pilot) == ""
        assert pilot.app.screen.text_row(pilot.app.screen.path).text == str(tmp_path / "netcrm.ics")
        await pilot.press("enter")
        await settle(pilot)
        assert crm.calendar_file.settings().path == tmp_path / "netcrm.ics"
        assert (tmp_path / "netcrm.ics").exists()


async def test_several_acts_in_a_row_write_the_file_once_and_a_failure_is_told_once(
    crm: Crm, screens: OpenScreens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cloud"
    folder.mkdir()
    path = folder / "netcrm.ics"
    crm.calendar_file.keep(path)
    written: list[Exported | None] = []
    refresh = KeptFile.refresh

    def counted(self: KeptFile) -> Exported | None:
        written.append(None)
        return refresh(self)

    monkeypatch.setattr(KeptFile, "refresh", counted)
    async with screens(crm) as pilot:
        app = pilot.app
        assert isinstance(app, NetcrmApp)
        await pilot.press("asterisk")
        await settle(pilot)
        await pilot.press("asterisk")
        await settle(pilot)
        assert app.calendar_file._timer is not None
        assert not written
        path.unlink()
        app.calendar_file._begin()
        await settle(pilot)
        assert len(written) == 1
        assert path.exists()
        path.unlink()
        folder.rmdir()
        for _ in range(2):
            app.clear_notifications()
            app.calendar_file._begin()
            await settle(pilot)
            told = said(pilot)
            assert ("could not be rewritten" in told) is (len(written) == 2)


def test_leaving_the_screens_writes_the_file_once_more(
    crm: Crm, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refresh_at_end(crm)
    folder = tmp_path / "cloud"
    folder.mkdir()
    path = folder / "netcrm.ics"
    crm.calendar_file.keep(path)
    path.unlink()
    refresh_at_end(crm)
    assert b"Ana Lima" in path.read_bytes()
    assert capsys.readouterr() == ("", "")
    path.unlink()
    folder.rmdir()
    refresh_at_end(crm)
    said_at_end = capsys.readouterr()
    assert said_at_end.out == ""
    assert said_at_end.err.startswith(f"netcrm: The calendar file {path} could not be rewritten: there is no folder")


def test_a_disk_that_does_not_answer_does_not_keep_the_terminal(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = Event()
    crm.calendar_file.keep(tmp_path / "netcrm.ics")

    def wait(self: KeptFile) -> None:
        answer.wait(30)
        raise StoreProblem("too late to be told")

    monkeypatch.setattr(KeptFile, "refresh", wait)
    monkeypatch.setattr(calendar_file, "LONGEST_SECONDS", 0.05)
    refresh_at_end(crm)
    answer.set()
    assert "takes long to be rewritten" in capsys.readouterr().err


async def test_the_sample_network_keeps_none(crm: Crm, screens: OpenScreens, monkeypatch: pytest.MonkeyPatch) -> None:
    with crm._session.act("sample"):
        crm._session.settings.set("demo", "yes")
    async with screens(crm) as pilot:
        await pilot.app.run_action("screen.calendar_file")
        await settle(pilot)
        assert "The sample network keeps no calendar file" in said(pilot)
        left = exits(pilot, monkeypatch)
        await pilot.press("q")
        await settle(pilot)
        assert left == [True]
