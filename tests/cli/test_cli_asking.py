"""What is asked where somebody sits at the terminal."""

from __future__ import annotations

import pytest

from netcrm.cli import asking
from tests.cli.conftest import CommandLine


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The answers that somebody at the terminal gives, in order."""
    given: list[str] = []

    def read(_prompt: str = "") -> str:
        if not given:
            raise EOFError
        return given.pop(0)

    monkeypatch.setattr(asking, "can_ask", lambda: True)
    monkeypatch.setattr("click.termui.visible_prompt_func", read)
    return given


@pytest.fixture
def two(netcrm: CommandLine) -> tuple[int, int]:
    first = netcrm("add", "Ana Lima", "--json").json["contacts"][0]
    second = netcrm("add", "Ana Ruiz", "--json").json["contacts"][0]
    return first, second


def test_two_that_match_are_a_numbered_choice(netcrm: CommandLine, two: tuple[int, int], answers: list[str]) -> None:
    answers += ["nonsense", "3", "1"]
    first = netcrm("show", "ana", "--json")
    answers += ["2"]
    second = netcrm("show", "ana", "--json")
    assert {first.json["id"], second.json["id"]} == set(two)
    assert "Ana Ruiz" in first.err


def test_an_item_named_by_an_ambiguous_person_is_asked_for_too(
    netcrm: CommandLine, two: tuple[int, int], answers: list[str]
) -> None:
    answers += ["1"]
    assert "Logged a call with Ana" in netcrm("done", "ana", "call").out


def test_leaving_the_choice_ends_with_an_interruption(
    netcrm: CommandLine, two: tuple[int, int], answers: list[str]
) -> None:
    netcrm("show", "ana", code=130)


def test_no_leaves_the_store_as_it_is(netcrm: CommandLine, two: tuple[int, int], answers: list[str]) -> None:
    backup = netcrm("backup", "--json").json["file"]
    netcrm("delete", str(two[0]))
    answers += ["n"]
    assert "Left as it is." in netcrm("restore", backup, code=5).err
    netcrm("show", str(two[0]), code=3)
    answers += ["y"]
    netcrm("restore", backup)
    netcrm("show", str(two[0]))
