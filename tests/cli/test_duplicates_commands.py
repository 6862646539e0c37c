"""`duplicates` and `merge` on the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine


@pytest.fixture
def both(netcrm: CommandLine) -> tuple[int, int]:
    """Ana Lima, twice."""
    first = netcrm("add", "Ana Lima", "--email", "ana@stmarys.test", "--note", "one", "--json").json["contacts"][0]
    second = netcrm(
        "add", "Ana Maria Lima, MD", "--email", "ana@stmarys.test", "--note", "two", "--allow-known", "--json"
    ).json["contacts"][0]
    return first, second


def test_duplicates_are_listed_with_score_and_reasons(netcrm: CommandLine, both: tuple[int, int]) -> None:
    found = netcrm("duplicates")
    assert found.out.split()[:3] == ["100", "1", "Ana"]
    assert "same e-mail" in found.out
    (pair,) = netcrm("duplicates", "--json").json
    assert (pair["first"]["id"], pair["second"]["id"], pair["score"], pair["same"]) == (*both, 100, True)


def test_nobody_twice_is_said_beside_the_data(netcrm: CommandLine, ana: int) -> None:
    found = netcrm("duplicates")
    assert (found.out, found.err) == ("", "Nobody stands there twice, as far as can be told.\n")
    assert netcrm("duplicates", "--json").json == []


def test_who_is_not_the_same_is_not_listed_again(netcrm: CommandLine, both: tuple[int, int]) -> None:
    told = netcrm("duplicates", "--not-same", *map(str, both))
    assert "are two people: remembered." in told.out
    assert netcrm("duplicates", "--json").json == []
    netcrm("undo")
    assert len(netcrm("duplicates", "--json").json) == 1


def test_a_dry_run_shows_the_fields_and_changes_nothing(netcrm: CommandLine, both: tuple[int, int]) -> None:
    found = netcrm("merge", *map(str, both), "--dry-run", "--take", "note=A")
    assert "Ana Maria Lima, MD" in found.out
    plan = netcrm("merge", *map(str, both), "--dry-run", "--take", "note=A", "--json").json
    fields = {field["field"]: (field["result"], field["choice"]) for field in plan["fields"]}
    assert fields["note"] == ("one", "kept")
    assert fields["name"] == ("Ana Maria Lima, MD", "other")
    assert len(netcrm("duplicates", "--json").json) == 1


def test_a_merge_without_a_terminal_needs_yes_and_undo_takes_it_back(
    netcrm: CommandLine, both: tuple[int, int]
) -> None:
    refused = netcrm("merge", *map(str, both), code=5)
    assert "--yes" in refused.err
    netcrm("log", str(both[1]), "call", "--on", "2026-11-02")
    done = netcrm("merge", *map(str, both), "--yes")
    assert "1 interaction came along" in done.out
    assert netcrm("search", "--json").json[0]["id"] == both[0]
    netcrm("show", str(both[1]), code=3)
    assert "Undone: merge" in netcrm("undo").out
    assert netcrm("show", str(both[1]), "--json").json["id"] == both[1]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("--take", "note"), 2, "does not say whose"),
        (("--take", "colour=A"), 2, "no field"),
        (("--take", "tier=both"), 2, "only one"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(
    netcrm: CommandLine, both: tuple[int, int], words: tuple[str, ...], code: int, sentence: str
) -> None:
    assert sentence in netcrm("merge", *map(str, both), *words, "--yes", code=code).err


def test_one_contact_is_not_merged_with_itself(netcrm: CommandLine, ana: int) -> None:
    assert "one contact" in netcrm("merge", str(ana), str(ana), "--yes", code=2).err


def test_the_commands_run_as_a_process_and_load_no_screens(
    store: Path, netcrm: CommandLine, both: tuple[int, int]
) -> None:
    script = (
        "import sys\nfrom netcrm.cli.main import run\n"
        "code = run(sys.argv[1:])\n"
        "assert not {'textual', 'vobject', 'icalendar'} & set(sys.modules)\nsys.exit(code)"
    )

    def process(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", script, "--db", str(store), *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            text=True,
            env=os.environ | {"PYTHONUTF8": "1"},
            timeout=60,
        )

    assert "same e-mail" in process("duplicates").stdout
    assert process("merge", *map(str, both)).returncode == 5
    merged = process("merge", *map(str, both), "--yes")
    assert (merged.returncode, merged.stderr) == (0, "“netcrm undo” takes it back.\n")
    assert process("duplicates").stdout == ""
