"""`sort`, as typed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine


@pytest.fixture
def three(netcrm: CommandLine) -> CommandLine:
    for name in ("Ana Lima", "Bo Chen", "Cem Demir"):
        netcrm("add", name)
    return netcrm


def test_sort_shows_the_next_person_how_far_one_is_and_the_ways_to_decide(three: CommandLine) -> None:
    lines = three("sort").out.splitlines()
    assert lines[0] == "1 of 3"
    assert lines[1] == "  Bo Chen"
    assert lines[2] == "  added 24 Nov"
    for word in ("a|b|c|d", "archive", "never", "later"):
        assert any(line.startswith(f"  netcrm sort 2 {word} ") for line in lines)


def test_sort_tells_the_next_person_in_json_too(three: CommandLine) -> None:
    three("sort", "bo", "later")
    found = three("sort", "--json").json
    assert found["later"] == 1
    assert found["next"].keys() == {
        "id", "uid", "name", "number", "total", "roles", "organisation", "city", "came_from", "added", "last_touch",
        "guessed_role",
    }  # fmt: skip
    assert (found["next"]["name"], found["next"]["total"], found["next"]["added"]) == ("Cem Demir", 2, "2026-11-24")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("bo", "chen", "b"), "Tier B for Bo Chen. Next check-in Thu 24 Dec."),
        (("bo", "D"), "Tier D for Bo Chen. Nothing asks for a check-in: tier D has no cadence."),
        (("2", "archive"), "Archived: Bo Chen."),
        (("bo", "never"), "Cadence of Bo Chen: never."),
        (("bo", "Later"), "Bo Chen: later."),
    ],
)
def test_sort_decides_and_says_who_is_next(three: CommandLine, words: tuple[str, ...], sentence: str) -> None:
    three("cadence", "tier:B", "monthly")
    three("sort")
    answer = three("sort", *words)
    assert answer.out.startswith(sentence)
    assert "Next, 2 of 3: Cem Demir (sort 3 …)." in answer.err
    assert ("“netcrm cadence tier:D 3 months” gives it one" in answer.err) == ("no cadence" in sentence)
    three("undo")
    assert three("sort").out.startswith("1 of 3")


def test_sort_says_when_all_are_done_and_takes_up_those_set_aside(three: CommandLine) -> None:
    three("sort", "ana", "a")
    three("sort", "bo", "never")
    answer = three("sort", "cem", "later")
    assert "1 set aside for later: “netcrm sort --again” takes them up." in answer.err
    answer = three("sort", "--again")
    assert answer.out == "Took up 1 person set aside for later.\n"
    assert "Next, 1 of 1: Cem Demir" in answer.err
    assert "Everybody is sorted." in three("sort", "cem", "c").err
    assert three("sort").out == ""


def test_sort_in_an_empty_store_says_what_to_do_first(netcrm: CommandLine) -> None:
    assert "netcrm import" in netcrm("sort").err


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("bo", "e"), 2, "“bo e” does not say whom and how"),
        (("bo",), 2, "“bo” does not say whom and how"),
        (("b",), 2, "“b” does not say whom and how"),
        (("", "b"), 2, "Whom?"),
        (("zebedee", "b"), 3, "No person answers to “zebedee”"),
        (("bo", "b", "--again"), 2, "--again stands alone"),
        (("--again",), 3, "Nobody is set aside to be sorted later."),
    ],
)
def test_sort_refuses_in_one_sentence_and_changes_nothing(
    three: CommandLine, words: tuple[str, ...], code: int, sentence: str
) -> None:
    before = three("search", "--json").out
    answer = three("sort", *words, code=code)
    assert sentence in answer.err
    assert answer.err.count("\n") == 1
    assert three("search", "--json").out == before


def test_sort_goes_on_in_a_process_of_its_own(three: CommandLine, store: Path) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "netcrm", "--db", str(store), "sort", *words],
            capture_output=True, check=False, env=os.environ | {"PYTHONUTF8": "1"}, text=True, timeout=60,
            encoding="utf-8",
        )  # fmt: skip

    three("sort")
    found = run("bo", "b")
    assert (found.returncode, found.stdout[:15]) == (0, "Tier B for Bo C")
    assert run().stdout.startswith("2 of 3")
    found = run("bo", "weekly")
    assert (found.returncode, found.stdout, found.stderr.count("\n")) == (2, "", 1)
