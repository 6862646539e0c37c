"""The calendar file that commands keep up to date: after each that acted, at no cost for any other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine


@pytest.fixture
def calendar(netcrm: CommandLine, ana: int, tmp_path: Path) -> Path:
    """A file that is kept, in a folder of its own."""
    path = tmp_path / "cloud" / "netcrm.ics"
    path.parent.mkdir()
    answer = netcrm("settings", "calendar-file", str(path))
    assert answer.out == f"calendar-file is {path}.\n"
    assert answer.err == ""
    return path


def test_setting_it_writes_the_file_at_once_as_an_export_does(
    netcrm: CommandLine, calendar: Path, tmp_path: Path
) -> None:
    assert b"Check in with Ana Lima" in calendar.read_bytes()
    netcrm("export", "ics", "-o", str(tmp_path / "other.ics"))
    assert calendar.read_bytes() == (tmp_path / "other.ics").read_bytes()


def test_an_act_is_in_the_file_when_its_command_ends(netcrm: CommandLine, calendar: Path) -> None:
    answer = netcrm("follow-up", "ana", "Send the synopsis", "--on", "2026-12-01")
    assert answer.err == "Tue 1 Dec 2026\n"
    assert b"Send the synopsis" in calendar.read_bytes()
    assert netcrm("undo").err == ""
    assert b"STATUS:CANCELLED" in calendar.read_bytes()


def test_what_only_reads_or_fails_leaves_the_file_alone(netcrm: CommandLine, calendar: Path) -> None:
    calendar.unlink()
    netcrm("due")
    netcrm("show", "ana", "--json")
    netcrm("settings")
    netcrm("log", "nobody", "call", code=3)
    assert not calendar.exists()
    netcrm("edit", "ana", "--tier", "a")
    assert calendar.exists()


def test_a_restored_store_is_in_the_file(netcrm: CommandLine, calendar: Path, tmp_path: Path) -> None:
    netcrm("backup", str(tmp_path / "copy.db"))
    netcrm("add", "Bo Chen")
    netcrm("follow-up", "bo", "Ask about the site visit", "--on", "2026-12-02")
    assert b"site visit" in calendar.read_bytes()
    netcrm("restore", str(tmp_path / "copy.db"), "--yes")
    assert b"STATUS:CANCELLED" in calendar.read_bytes()


def test_an_act_succeeds_where_the_file_cannot_be_written(netcrm: CommandLine, calendar: Path) -> None:
    calendar.unlink()
    calendar.parent.rmdir()
    answer = netcrm("edit", "ana", "--tier", "a", "--json")
    assert answer.json["change_set"]
    assert answer.err == (
        f"netcrm: The calendar file {calendar} could not be rewritten: there is no folder {calendar.parent}."
        " Make it; “netcrm settings calendar-file FILE” names another one.\n"
    )
    answer = netcrm("settings", "calendar-file", "off")
    assert answer.err == ""
    assert netcrm("edit", "ana", "--tier", "a").err == ""


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("calendar-file", "{tmp}", "is a folder. Name a file in it"),
        ("calendar-file", "{tmp}/gone/netcrm.ics", "There is no folder"),
        ("calendar-file", "{tmp}/phone.ics", "netcrm did not write it"),
        ("calendar-file", "{store}", "netcrm did not write it"),
        ("calendar-file", "{store}-journal", "belongs to the store itself"),
        ("five-minutes", "whenever", "an hour such as 08:30"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    netcrm: CommandLine, ana: int, tmp_path: Path, key: str, value: str, why: str
) -> None:
    (tmp_path / "phone.ics").write_text("BEGIN:VCALENDAR\nPRODID:-//Example//Phone//EN\nEND:VCALENDAR\n")
    answer = netcrm("settings", key, value.format(tmp=tmp_path, store=netcrm.store), code=2)
    assert why in answer.err


def test_five_minutes_of_each_working_day_are_in_the_file_if_wished(netcrm: CommandLine, calendar: Path) -> None:
    assert b"five minutes" not in calendar.read_bytes()
    assert netcrm("settings", "five-minutes", "8:30").out == "five-minutes is 08:30.\n"
    text = calendar.read_bytes().replace(b"\r\n ", b"")
    assert b"netcrm\\, five minutes" in text
    assert b"BYDAY=MO,TU,WE,TH,FR" in text
    netcrm("settings", "five-minutes", "off")
    assert b"STATUS:CANCELLED" in calendar.read_bytes()


@pytest.mark.parametrize("words", [("edit", "ana", "--tier", "a"), ("due",)])
def test_nothing_of_calendars_is_loaded_where_no_file_is_kept(
    netcrm: CommandLine, ana: int, words: tuple[str, ...]
) -> None:
    check = (
        "import sys; from netcrm.cli.main import run; code = run(sys.argv[1:]);"
        " loaded = {m for m in sys.modules if m.startswith(('netcrm.formats.calendar', 'netcrm.services.exports'))};"
        " sys.exit(code or ' '.join(loaded) or 0)"
    )
    subprocess.run([sys.executable, "-c", check, "--db", str(netcrm.store), *words], check=True, timeout=60)
