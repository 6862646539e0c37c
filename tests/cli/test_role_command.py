"""`role`: for one, for several, by a query, and from titles."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine


@pytest.fixture
def staff(netcrm: CommandLine) -> None:
    netcrm("add", "Cleo", "Marsh", "--title", "Study Coordinator", "--org", "St Mary's")
    netcrm("add", "Dev", "Rao", "--title", "CRA II", "--org", "Northwind")
    netcrm("add", "Eli", "Stone", "--title", "Sales Manager")


def test_a_guessed_role_has_a_question_mark(netcrm: CommandLine, staff: None) -> None:
    assert "CRC?" in netcrm("search", "cleo").out
    assert "Clinical research coordinator?" in netcrm("show", "cleo").out
    assert netcrm("show", "cleo", "--json").json["guessed_role"] == "research-coordinator"
    assert [row["guessed_role"] for row in netcrm("search", "--json").json] == [
        "research-coordinator",
        "research-associate",
        None,
    ]


def test_guesses_are_taken_by_a_query_and_one_undo_takes_them_back(netcrm: CommandLine, staff: None) -> None:
    plan = netcrm("role", "guessed", "--query", "role:unset", "--dry-run")
    assert "Study Coordinator  Clinical research coordinator" in plan.out
    assert plan.err == "2 contacts of 3 would change.\n"
    assert netcrm("role", "guessed", "--query", "role:unset").out.startswith("2 people have the role of their title")
    assert netcrm("show", "dev", "--json").json["roles"] == ["research-associate"]
    netcrm("undo")
    assert netcrm("show", "dev", "--json").json["roles"] == []


@pytest.mark.parametrize("words", [("role", "pi", "cleo,", "dev"), ("role", "principal", "investigator", "cleo,dev")])
def test_a_role_is_given_to_several(netcrm: CommandLine, staff: None, words: tuple[str, ...]) -> None:
    assert netcrm(*words).out == "Cleo Marsh and Dev Rao: Principal investigator.\n"
    assert netcrm("search", "role:pi", "--count").out == "2\n"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("role",), 2, "Missing a ROLE"),
        (("role", "crc"), 2, "Say for whom"),
        (("role", "wizard", "cleo"), 2, "“wizard” is no role"),
        (("role", "crc", "nobody"), 3, "nobody"),
        (("role", "guessed", "eli"), 3, "No title says a role"),
    ],
)
def test_what_cannot_be_done_is_said(
    netcrm: CommandLine, staff: None, words: tuple[str, ...], code: int, sentence: str
) -> None:
    answer = netcrm(*words, code=code)
    assert sentence in answer.err
