"""`netcrm sync`: what is printed, what is asked, and the exit codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine


@pytest.fixture
def folder(netcrm: CommandLine, tmp_path: Path) -> Path:
    """A folder with a task and a promise in it."""
    netcrm("add", "Ana Lima", "--email", "ana@x.test")
    netcrm("cadence", "ana", "2", "weeks")
    netcrm("log", "ana", "call", "--on", "2026-11-03")
    netcrm("follow-up", "ana", "Send CV", "--on", "2026-12-03")
    found = tmp_path / "tasks"
    first = netcrm("sync", str(found), "--todo", "--json").json
    assert first == {"written": 2, "removed": 0, "proposals": [], "problems": [], "change_set": None}
    return found


def complete(folder: Path, kind: str) -> None:
    (path,) = folder.glob(f"{kind}-*.ics")
    path.write_bytes(re.sub(rb"STATUS:NEEDS-ACTION", b"STATUS:COMPLETED", path.read_bytes()))


def test_json_says_what_was_proposed_and_yes_does_it(netcrm: CommandLine, folder: Path) -> None:
    complete(folder, "checkin")
    (name,) = (path.name for path in folder.glob("checkin-*"))
    found = netcrm("sync", str(folder), "--todo", "--json").json
    (proposal,) = found["proposals"]
    assert (proposal["kind"], proposal["file"], proposal["taken"]) == ("touch", name, False)
    assert (proposal["contact"]["id"], proposal["contact"]["name"]) == (1, "Ana Lima")
    assert proposal["contact"]["uid"]
    assert "log a touch with Ana Lima" in proposal["what"]
    assert (found["written"], found["change_set"]) == (0, None)
    done = netcrm("sync", str(folder), "--todo", "--yes", "--json").json
    assert done["proposals"][0]["taken"] is True
    assert (done["written"], done["change_set"] is not None) == (2, True)
    assert netcrm("undo").out.startswith("Undone: log")


def test_without_a_folder_those_of_the_last_time_are_synced(netcrm: CommandLine, folder: Path) -> None:
    netcrm("snooze", "f1", "2026-12-10")
    assert netcrm("sync").out == "Wrote 1 file.\n"
    assert "BEGIN:VTODO" in next(folder.glob("followup-*")).read_text()


def test_a_folder_is_synced_again_as_it_was_unless_something_else_is_said(netcrm: CommandLine, folder: Path) -> None:
    netcrm("sync", str(folder), "--kinds", "check-in")
    assert netcrm("sync", str(folder), "--json").json["written"] == 0
    (item,) = folder.iterdir()
    assert b"BEGIN:VTODO" in item.read_bytes()
    netcrm("sync", str(folder), "--events")
    assert b"BEGIN:VEVENT" in item.read_bytes()
    assert [path.name for path in folder.iterdir()] == [item.name]


def test_without_any_folder_it_says_what_to_do(netcrm: CommandLine) -> None:
    assert "netcrm sync ~/calendar" in netcrm("sync", code=3).err


def test_proposals_are_listed_and_picked_or_refused_by_number(netcrm: CommandLine, folder: Path) -> None:
    complete(folder, "checkin")
    complete(folder, "followup")
    listed = netcrm("sync").out
    assert re.search(r"1  touch .*Ana Lima", listed)
    assert "2 proposals left open" in listed
    assert len(re.findall(r"^  [12]  touch", netcrm("sync", "--dry-run").out, re.MULTILINE)) == 2
    number = next(line.split()[0] for line in listed.splitlines() if "Send CV" in line)
    other = "1" if number == "2" else "2"
    answer = netcrm("sync", "--pick", number, "--refuse", other)
    assert "Send CV" in answer.out
    assert netcrm("sync").out == "All files were as they should be.\n"
    assert "There is no proposal 7" in netcrm("sync", "--pick", "7", code=2).err


def test_a_folder_that_vanished_is_exit_6_and_the_store_as_before(netcrm: CommandLine, folder: Path) -> None:
    before = netcrm("export", "jsonl").out
    folder.rename(folder.parent / "away")
    assert str(folder) in netcrm("sync", str(folder), "--todo", "--yes", code=6).err
    assert netcrm("export", "jsonl").out == before
    assert not folder.exists()


def test_kinds_are_named_and_a_wrong_one_is_told(netcrm: CommandLine, folder: Path) -> None:
    assert netcrm("sync", str(folder), "--kinds", "check-in,birthday", "--json").json["removed"] == 1
    assert "“party” is none: choose from check-in" in netcrm("sync", str(folder), "--kinds", "party", code=2).err
    promises = netcrm("export", "ics", "--kinds", "follow-up").out
    assert ("followup-" in promises, "checkin-" in promises) == (True, False)
    assert "BEGIN:VTODO" in netcrm("export", "ics", "--todo").out
    assert "BEGIN:VTODO" not in netcrm("export", "ics", "--todo", "--changed-since-last").out
    assert "no meaning for vcf" in netcrm("export", "vcf", "--todo", code=2).err


def test_the_numbers_go_on_from_one_folder_to_the_next(netcrm: CommandLine, folder: Path) -> None:
    events = folder.parent / "cards"
    netcrm("sync", "--contacts", str(events))
    complete(folder, "followup")
    (card,) = events.iterdir()
    card.write_bytes(card.read_bytes().replace(b"END:VCARD", b"NOTE:Likes tea\r\nEND:VCARD"))
    numbered = re.findall(r"^  (\d)  (touch|update)", netcrm("sync", "--dry-run").out, re.MULTILINE)
    assert sorted(number for number, _ in numbered) == ["1", "2"]
    number = next(number for number, kind in numbered if kind == "update")
    netcrm("sync", "--pick", number)
    assert "Likes tea" in netcrm("show", "ana").out
    assert "tick off “Send CV”" in netcrm("sync").out


def test_what_a_folder_is_to_hold_needs_its_name_and_starting_anew_does_not(netcrm: CommandLine, folder: Path) -> None:
    assert "name the folder" in netcrm("sync", "--todo", code=2).err
    for number in range(9):
        netcrm("follow-up", "ana", f"Promise {number}", "--on", "2026-12-03")
    netcrm("sync")
    for path in folder.iterdir():
        path.unlink()
    assert "--start-anew" in netcrm("sync", code=6).err
    assert netcrm("sync", "--start-anew").out == "Wrote 11 files.\n"


def test_one_folder_that_vanished_stops_the_others_too(netcrm: CommandLine, folder: Path) -> None:
    away = folder.parent / "b"
    netcrm("sync", "--contacts", str(away))
    complete(folder, "followup")
    away.rename(folder.parent / "away")
    before = netcrm("export", "jsonl").out
    netcrm("sync", "--yes", code=6)
    assert netcrm("export", "jsonl").out == before
