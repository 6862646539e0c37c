"""`cadence`, `pause` and `resume`, as typed."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (("ana", "3", "months"), "3 months"),
        (("Ana", "Lima", "10", "business", "days"), "10 business days"),
        (("ana", "quarterly"), "3 months"),
        (("ana", "never"), "never"),
        (("ana", "unset"), None),
    ],
)
def test_a_cadence_takes_the_rest_of_the_line(
    netcrm: CommandLine, ana: int, words: tuple[str, ...], kept: str | None
) -> None:
    netcrm("cadence", *words)
    assert netcrm("show", "ana", "--json").json["cadence"] == kept


def test_setting_a_cadence_says_the_new_date_and_what_it_asks_for(netcrm: CommandLine, ana: int) -> None:
    answer = netcrm("cadence", "ana", "1", "month")
    assert "Next check-in Wed 2 Dec, was 16 Nov" in answer.out
    assert "check-ins a working day" in answer.err


@pytest.mark.parametrize(
    ("subject", "origin"),
    [("tier:a", "tier A"), ("tag:area", "tag area"), ("role:pi", "role PI")],
)
def test_a_cadence_is_set_for_all_of_a_kind(netcrm: CommandLine, ana: int, subject: str, origin: str) -> None:
    netcrm("cadence", "ana", "unset")
    netcrm("edit", "ana", "--tier", "A", "--tag", "area/oncology")
    netcrm("cadence", subject, "6", "weeks")
    assert netcrm("show", "ana", "--json").json["effective_cadence"] == f"every 6 weeks, from {origin}"
    (rule,) = netcrm("cadence", "--json").json
    assert (rule["cadence"], rule["people"]) == ("6 weeks", 1)
    assert "6 weeks" in netcrm("cadence").out


def test_a_cadence_without_interval_shows_the_one_in_force(netcrm: CommandLine, ana: int) -> None:
    assert netcrm("cadence", "ana").out == "Ana Lima, MD: every 2 weeks. Next check-in Mon 16 Nov 2026.\n"
    assert netcrm("cadence", "ana", "--json").json["cadence"] == "2 weeks"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("ana", "sometimes"), 2),
        (("tier:Z", "2", "weeks"), 2),
        (("tier:none", "2", "weeks"), 2),
        (("role:wizard", "2", "weeks"), 2),
        (("tier:A",), 2),
        (("org:Nowhere", "2", "weeks"), 3),
        (("nobody", "2", "weeks"), 3),
    ],
)
def test_a_cadence_that_cannot_be_set_is_refused(
    netcrm: CommandLine, ana: int, words: tuple[str, ...], code: int
) -> None:
    netcrm("cadence", *words, code=code)
    assert netcrm("cadence", "--json").json == []


def test_a_pause_hides_and_the_echo_names_the_first_day_back(netcrm: CommandLine, ana: int) -> None:
    answer = netcrm("pause", "ana", "--until", "2026-12-04", "--reason", "leave")
    assert "back Mon 7 Dec" in answer.out
    assert netcrm("due", "--json").json == []
    (pause,) = netcrm("pause", "--list", "--json").json
    assert (pause["contact"], pause["from"], pause["until"], pause["reason"]) == (
        ana, "2026-11-24", "2026-12-04", "leave",
    )  # fmt: skip
    assert "leave" in netcrm("pause", "--list").out
    netcrm("resume", "ana")
    assert len(netcrm("due", "--json").json) == 1
    assert netcrm("pause", "--list", "--json").json == []


def test_everybody_and_organisations_can_be_paused(netcrm: CommandLine, ana: int) -> None:
    for words in (("--all",), ("org:St Mary's",)):
        netcrm("pause", *words, "--until", "fri")
        assert netcrm("due", "--json").json == []
        netcrm("resume", *words)
        assert len(netcrm("due", "--json").json) == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("pause", "ana"), 2),
        (("pause", "--until", "fri"), 2),
        (("pause", "ana", "--all", "--until", "fri"), 2),
        (("pause", "ana", "--from", "2026-12-10", "--until", "2026-12-01"), 2),
        (("pause", "org:Nowhere", "--until", "fri"), 3),
        (("resume", "ana"), 2),
    ],
)
def test_a_pause_that_cannot_be_is_refused(netcrm: CommandLine, ana: int, words: tuple[str, ...], code: int) -> None:
    netcrm(*words, code=code)
    assert netcrm("pause", "--list", "--json").json == []


@pytest.mark.parametrize("words", [("0", "weeks"), ("-3", "days"), ("1000", "years")])
def test_a_wrong_interval_is_what_is_blamed(netcrm: CommandLine, ana: int, words: tuple[str, ...]) -> None:
    answer = netcrm("cadence", "ana", *words, code=2)
    assert "person" not in answer.err


def test_due_says_that_everybody_is_paused(netcrm: CommandLine, ana: int) -> None:
    netcrm("pause", "--all", "--until", "in 3 weeks")
    assert "Everybody is paused until" in netcrm("due").err
