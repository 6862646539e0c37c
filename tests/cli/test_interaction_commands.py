"""`log` and the commands that change or delete what was logged, and promises."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import CommandLine


def _timeline(netcrm: CommandLine, who: str) -> list[Any]:
    entries: list[Any] = netcrm("show", who, "--json").json["timeline"]
    return [entry for entry in entries if entry["kind"] == "interaction"]


def test_log_says_how_the_next_check_in_moves(netcrm: CommandLine, ana: int) -> None:
    answer = netcrm("log", "ana", "call", "talked", "--", "about", "-x", "--json")
    assert answer.out == "Logged a call with Ana Lima, MD. Next check-in Tue 8 Dec, was 16 Nov.\n"
    assert _timeline(netcrm, "ana")[0]["words"] == "talked about -x --json"


def test_log_reads_a_name_of_many_words_and_a_channel_of_two(netcrm: CommandLine, ana: int) -> None:
    assert "a site visit" in netcrm("log", "Ana", "Lima", "site", "visit", "saw the freezer").out
    assert _timeline(netcrm, "ana")[0]["words"] == "saw the freezer"


@pytest.mark.parametrize(
    ("text", "echo"),
    [
        ("yesterday", "Mon 23 Nov 2026"),
        ("fri", "Fri 20 Nov 2026"),
        ("2w", "Tue 10 Nov 2026"),
        ("1 dec", "Mon 1 Dec 2025"),
        ("2026-11-24", "Tue 24 Nov 2026"),
    ],
)
def test_log_looks_back_for_its_date_and_echoes_it_with_the_weekday(
    netcrm: CommandLine, ana: int, text: str, echo: str
) -> None:
    assert netcrm("log", "ana", "call", "--on", text).err == f"{echo}\n"


def test_log_of_a_date_to_come_offers_a_follow_up(netcrm: CommandLine, ana: int) -> None:
    answer = netcrm("log", "ana", "call", "--on", "2026-12-01", code=2)
    assert "netcrm follow-up ana TITLE --on 2026-12-01" in answer.err
    assert len(_timeline(netcrm, "ana")) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3/12", "12 Mar"),
        ("some day", "“some day” is no date. Write it like 2026-12-01"),
        ("31 feb", "no 31 February"),
    ],
)
def test_a_date_that_cannot_be_understood_is_answered_with_the_forms_that_can(
    netcrm: CommandLine, ana: int, text: str, words: str
) -> None:
    assert words in netcrm("log", "ana", "call", "--on", text, code=2).err


def test_an_order_of_dates_makes_numbers_readable(netcrm: CommandLine, ana: int) -> None:
    netcrm("settings", "date-order", "dmy")
    assert netcrm("log", "ana", "call", "--on", "3/10").err == "Sat 3 Oct 2026\n"


def test_log_counts_for_everybody_who_was_there(netcrm: CommandLine, ana: int) -> None:
    netcrm("add", "Bo Chen")
    netcrm("add", "Cem Demir")
    netcrm("log", "ana", "meeting", "--with", "bo", "kick-off", "--with", "cem")
    for who in ("ana", "bo", "cem"):
        assert netcrm("show", who, "--json").json["last_touch"] == "2026-11-24"


def test_an_email_opens_awaiting_and_an_answer_closes_it(netcrm: CommandLine, ana: int) -> None:
    netcrm("log", "ana", "email", "asked for a date", "--on", "yesterday")
    assert netcrm("show", "ana", "--json").json["awaiting_since"] == "2026-11-23"
    netcrm("log", "ana", "email", "she said yes", "--incoming")
    assert netcrm("show", "ana", "--json").json["awaiting_since"] is None


def test_a_log_that_does_not_count_moves_nothing(netcrm: CommandLine, ana: int) -> None:
    netcrm("log", "ana", "call", "--no-count")
    netcrm("log", "ana", "reaction")
    assert netcrm("show", "ana", "--json").json["last_touch"] == "2026-11-02"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("ana",), "Missing a CHANNEL"),
        ((), "Missing a WHO and a CHANNEL"),
        (("ana", "telepathy"), "“telepathy” is no channel. Use one of email, call"),
        (("ana", "call", "--jsno"), "--jsno"),
    ],
)
def test_log_says_what_is_missing(netcrm: CommandLine, ana: int, words: tuple[str, ...], sentence: str) -> None:
    assert sentence in netcrm("log", *words, code=2).err


def test_an_interaction_is_changed_by_its_id(netcrm: CommandLine, ana: int) -> None:
    netcrm("add", "Bo Chen")
    interaction = str(_timeline(netcrm, "ana")[0]["id"])
    answer = netcrm("edit-interaction", interaction, "--channel", "email", "--on", "2026-11-09", "--with", "bo")
    assert "Mon 9 Nov 2026" in answer.err
    entry = _timeline(netcrm, "ana")[0]
    assert (entry["title"], entry["on"]) == ("Email, with 1 more", "2026-11-09")
    assert entry["words"] == "talked about the protocol"
    assert netcrm("show", "ana", "--json").json["next_check_in"] == "2026-11-23"
    assert len(_timeline(netcrm, "bo")) == 1
    netcrm("edit-interaction", interaction, "--without", "bo", "--summary", "")
    assert _timeline(netcrm, "bo") == []
    assert _timeline(netcrm, "ana")[0]["words"] == ""


def test_deleting_the_newest_touch_brings_the_older_date_back(netcrm: CommandLine, ana: int) -> None:
    netcrm("log", "ana", "call")
    interaction = str(_timeline(netcrm, "ana")[0]["id"])
    assert "Check-in due since Mon 16 Nov, was 8 Dec" in netcrm("delete-interaction", interaction).out
    netcrm("delete-interaction", interaction, code=3)
    netcrm("edit-interaction", "ana", "--summary", "x", code=3)


def test_a_promise_is_made_with_a_day_and_an_hour(netcrm: CommandLine, ana: int) -> None:
    answer = netcrm("follow-up", "ana", "-", "meet", "--on", "fri 14:00", "--theirs")
    assert answer.err == "Fri 27 Nov 2026 14:00\n"
    (promise,) = netcrm("show", "ana", "--json").json["follow_ups"]
    assert (promise["item"], promise["title"], promise["due"], promise["owner"]) == (
        "f1", "- meet", "2026-11-27", "theirs",
    )  # fmt: skip
    assert promise["due_at"] is not None


def test_a_promise_is_changed_and_deleted_by_its_key(netcrm: CommandLine, ana: int) -> None:
    netcrm("follow-up", "ana", "meet", "--on", "fri")
    netcrm("edit-follow-up", "f1", "--title", "meet for coffee", "--theirs")
    (promise,) = netcrm("show", "ana", "--json").json["follow_ups"]
    assert (promise["title"], promise["due"], promise["owner"]) == ("meet for coffee", "2026-11-27", "theirs")
    netcrm("edit-follow-up", "f1", "--on", "2026-12-01", "--mine")
    (promise,) = netcrm("show", "ana", "--json").json["follow_ups"]
    assert (promise["due"], promise["owner"]) == ("2026-12-01", "mine")
    netcrm("delete-follow-up", "f1")
    assert netcrm("show", "ana", "--json").json["follow_ups"] == []
    netcrm("delete-follow-up", "f1", code=3)


def test_a_promise_needs_a_title_and_a_day(netcrm: CommandLine, ana: int) -> None:
    assert "Missing a TITLE" in netcrm("follow-up", "ana", "--on", "fri", code=2).err
    assert "--on" in netcrm("follow-up", "ana", "meet", code=2).err
