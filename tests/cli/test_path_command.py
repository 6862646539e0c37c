"""`path`: to a person, to an organisation, and where there is none."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine


@pytest.fixture
def tied(netcrm: CommandLine, ana: int) -> CommandLine:
    """Ana, whom the user called, is the mentor of Ben, who is at Riverbend."""
    netcrm("add", "Ben Ortiz", "--org", "Riverbend")
    netcrm("relate", str(ana), "mentor", "ben")
    return netcrm


def test_a_way_is_told_step_by_step_and_ends_with_what_to_do(tied: CommandLine) -> None:
    told = tied("path", "ben").out.splitlines()
    assert told[0] == "1. you → Ana Lima → Ben Ortiz (warm)"
    assert told[2].strip() == "Ana Lima is the mentor of Ben Ortiz (very warm)"
    assert told[-1] == "Ask Ana Lima first: netcrm introduction ask 1 2"


def test_an_organisation_is_meant_where_nobody_is_called_so(tied: CommandLine) -> None:
    by_name = tied("path", "riverbend", "--json").json
    assert (by_name["to"], by_name["contact"]) == ("Riverbend", None)
    assert by_name["paths"] == tied("path", "ben", "--json").json["paths"]
    assert tied("path", "--org", "riverbend", "--json").json == by_name


def test_where_there_is_no_way_it_says_why_and_what_helps(netcrm: CommandLine) -> None:
    netcrm("add", "Cem Demir")
    assert netcrm("path", "cem").out.startswith("No way to Cem Demir is known: log whom you talk with")


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [((), 2, "To whom?"), (("zzz",), 3, "zzz"), (("--org", "zzz"), 3, "zzz"), (("--most", "0", "ana"), 2, "--most")],
)
def test_mistakes_are_one_sentence(tied: CommandLine, words: tuple[str, ...], code: int, why: str) -> None:
    told = tied("path", *words, code=code)
    assert why in told.err
    assert told.err.count("\n") == 1
