"""`settings`, `backup`, `restore`, `doctor` and `demo --store`, as typed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine


def test_settings_are_listed_read_and_set(netcrm: CommandLine) -> None:
    assert "daily-cap" in netcrm("settings").out
    listed = {each["key"]: each["value"] for each in netcrm("settings", "--json").json}
    assert listed["date-order"] == "ask"
    netcrm("settings", "answer-wait", "2", "weeks")
    assert netcrm("settings", "answer-wait").out == "2 weeks\n"
    assert netcrm("settings", "answer-wait", "--json").json == {"key": "answer-wait", "value": "2 weeks"}
    netcrm("undo")
    assert netcrm("settings", "answer-wait").out == "10 business days\n"


@pytest.mark.parametrize(
    ("words", "code"),
    [(("colour",), 3), (("colour", "red"), 3), (("daily-cap", "many"), 2), (("roll", "sideways"), 2)],
)
def test_settings_refuse_what_they_do_not_know(netcrm: CommandLine, words: tuple[str, ...], code: int) -> None:
    netcrm("settings", *words, code=code)


def test_a_backup_is_restored_on_the_users_word(netcrm: CommandLine, ana: int, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert netcrm("backup", str(copy), "--json").json == {"file": str(copy)}
    before = netcrm("show", "ana", "--json").json
    netcrm("delete", "ana")
    answer = netcrm("restore", str(copy), code=5)
    assert "--yes" in answer.err
    netcrm("show", "ana", code=3)
    netcrm("restore", str(copy), "--yes")
    assert netcrm("show", "ana", "--json").json == before


def test_a_backup_without_a_name_stands_beside_the_store(netcrm: CommandLine, ana: int) -> None:
    out = netcrm("backup").out
    assert str(netcrm.store.parent) in out


@pytest.mark.parametrize("content", [None, b"", b"Dear diary"])
def test_restore_of_what_is_no_backup_changes_nothing(
    netcrm: CommandLine, ana: int, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "no-backup.db"
    if content is not None:
        path.write_bytes(content)
    before = netcrm("show", "ana", "--json").json
    netcrm("restore", str(path), "--yes", code=4)
    assert netcrm("show", "ana", "--json").json == before


def test_the_doctor_says_that_all_is_well(netcrm: CommandLine, ana: int) -> None:
    assert "All is well." in netcrm("doctor").out
    diagnosis = netcrm("doctor", "--json").json
    assert (diagnosis["contacts"], diagnosis["interactions"], diagnosis["findings"]) == (1, 1, [])


def test_the_doctor_mends_dates_that_do_not_follow(netcrm: CommandLine, ana: int) -> None:
    before = netcrm("show", "ana", "--json").json
    with sqlite3.connect(netcrm.store) as store:
        store.execute("UPDATE contact_state SET last_touch = '1999-01-01'")
    store.close()
    answer = netcrm("doctor", "--no-mend", code=6)
    assert "Found: " in answer.out
    assert "Mended: " in netcrm("doctor").out
    assert netcrm("show", "ana", "--json").json == before


def test_the_sample_network_goes_into_a_new_file_only(netcrm: CommandLine, tmp_path: Path) -> None:
    sample = tmp_path / "sample.db"
    assert str(sample) in netcrm("demo", "--store", str(sample)).out
    netcrm("demo", "--store", str(sample), code=6)
    assert len(netcrm("--db", str(sample), "search", "--json").json) >= 50
    assert netcrm("search", "--json").json == []


def test_the_screens_need_a_terminal(netcrm: CommandLine) -> None:
    assert "netcrm due" in netcrm(code=2).err
    assert "netcrm demo --store FILE" in netcrm("demo", code=2).err
