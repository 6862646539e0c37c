"""`due` and the acts on its items, as typed."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine


def test_due_json_has_the_keys_of_the_contract(netcrm: CommandLine, ana: int) -> None:
    (item,) = netcrm("due", "--json").json
    assert {"item", "kind", "group", "contact", "due", "due_at", "standing", "days_late", "title", "why"} <= item.keys()
    assert item["item"] == f"c{ana}"
    assert item["kind"] == "check-in"
    assert item["group"] == "late"
    assert item["contact"].keys() == {"id", "uid", "name"}
    assert item["contact"]["name"] == "Ana Lima, MD"
    assert (item["due"], item["due_at"], item["standing"], item["days_late"]) == ("2026-11-16", None, "overdue", 8)


def test_due_lists_items_under_their_groups_with_key_and_reason(netcrm: CommandLine, ana: int) -> None:
    netcrm("add", "Bo Chen")
    netcrm("follow-up", "bo", "send him my CV", "--on", "2026-11-24")
    lines = netcrm("due").out.splitlines()
    assert lines.index("Late") < lines.index("Today")
    assert any(f"c{ana}" in each and "8 days late on every 2 weeks" in each for each in lines)
    assert any("f1" in each and "send him my CV" in each for each in lines)


def test_due_without_until_goes_up_to_today(netcrm: CommandLine, ana: int) -> None:
    netcrm("follow-up", "ana", "call back", "--on", "tomorrow")
    keys = [item["item"] for item in netcrm("due", "--json").json]
    assert keys == [f"c{ana}"]
    assert "f1" in [item["item"] for item in netcrm("due", "--until", "2w", "--json").json]


def test_due_says_how_many_wait_beyond_the_cap(netcrm: CommandLine) -> None:
    netcrm("settings", "daily-cap", "1")
    for name in ("Ana Lima", "Bo Chen", "Cem Demir"):
        netcrm("add", name)
        netcrm("cadence", name, "2 weeks")
        netcrm("log", name, "call", "--on", "2026-10-01")
    answer = netcrm("due")
    assert answer.out.count("late on every 2 weeks") == 1
    assert "2 more check-ins beyond the 1 a day that you allow" in answer.err
    assert [item["waits"] for item in netcrm("due", "--json").json] == [False, True, True]
    assert netcrm("due", "--all").out.count("late on every 2 weeks") == 3


def test_due_in_an_empty_store_says_what_to_do_first(netcrm: CommandLine) -> None:
    answer = netcrm("due")
    assert answer.out == ""
    assert "netcrm import" in answer.err
    assert netcrm("due", "--json").json == []


def test_due_of_an_organisation_names_it_in_place_of_a_contact(netcrm: CommandLine, ana: int) -> None:
    netcrm("cadence", str(ana), "unset")
    netcrm("cadence", "org:St Mary's", "1", "week")
    (item,) = [each for each in netcrm("due", "--json").json if each["kind"] == "organisation"]
    assert item["item"].startswith("o")
    assert item["contact"] is None
    assert "St Mary's" in item["organisation"]["name"]


def test_done_on_a_check_in_logs_and_says_the_new_date(netcrm: CommandLine, ana: int) -> None:
    answer = netcrm("done", f"c{ana}", "email", "sent", "the", "protocol")
    assert "Next check-in Tue 8 Dec, was 16 Nov" in answer.out
    assert "sent the protocol" in netcrm("show", "ana").out


def test_done_takes_a_person_in_the_place_of_an_item(netcrm: CommandLine, ana: int) -> None:
    assert "Logged a call with Ana Lima" in netcrm("done", "ana").out
    assert netcrm("due", "--json").json == []


def test_done_on_a_follow_up_ticks_it(netcrm: CommandLine, ana: int) -> None:
    netcrm("follow-up", "ana", "send her my CV", "--on", "today")
    assert "Done" in netcrm("done", "f1").out
    assert "f1" not in [item["item"] for item in netcrm("due", "--json").json]


def test_done_on_an_awaited_answer_logs_what_came_in(netcrm: CommandLine, ana: int) -> None:
    netcrm("log", "ana", "email", "asked for a call", "--on", "2026-11-03")
    assert netcrm("show", "ana", "--json").json["awaiting_since"] == "2026-11-03"
    netcrm("done", f"a{ana}")
    assert netcrm("show", "ana", "--json").json["awaiting_since"] is None


def test_done_refuses_a_channel_that_is_none(netcrm: CommandLine, ana: int) -> None:
    answer = netcrm("done", f"c{ana}", "telepathy", code=2)
    assert "“telepathy” is no channel" in answer.err


def test_snooze_takes_a_date_of_many_words(netcrm: CommandLine, ana: int) -> None:
    answer = netcrm("snooze", f"c{ana}", "in", "3", "weeks")
    assert "until Tue 15 Dec" in answer.out
    assert "Tue 15 Dec 2026" in answer.err
    assert netcrm("due", "--json").json == []


def test_snooze_into_the_past_is_refused(netcrm: CommandLine, ana: int) -> None:
    netcrm("snooze", f"c{ana}", "yesterday", code=2)


def test_skip_counts_from_today(netcrm: CommandLine, ana: int) -> None:
    assert "Next check-in Tue 8 Dec, was 16 Nov" in netcrm("skip", f"c{ana}", "on", "leave").out


def test_skip_of_a_one_off_follow_up_is_refused(netcrm: CommandLine, ana: int) -> None:
    netcrm("follow-up", "ana", "send her my CV", "--on", "today")
    netcrm("skip", "f1", code=2)


def test_drop_keeps_the_reason(netcrm: CommandLine, ana: int) -> None:
    netcrm("follow-up", "ana", "send her my CV", "--on", "today")
    assert "she has it" in netcrm("drop", "f1", "she", "has", "it").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("done", "f99"), 3),
        (("done", "c99"), 3),
        (("done",), 2),
        (("drop", "f1"), 2),
        (("snooze", "ana"), 2),
        (("snooze", "nobody", "2w"), 3),
    ],
)
def test_an_item_or_word_that_is_missing_has_its_exit_code(
    netcrm: CommandLine, ana: int, words: tuple[str, ...], code: int
) -> None:
    netcrm("follow-up", "ana", "send her my CV", "--on", "today")
    assert netcrm(*words, code=code).err.startswith("netcrm: ")


def test_acts_answer_in_json_too(netcrm: CommandLine, ana: int) -> None:
    answer = netcrm("done", f"c{ana}", "--json").json
    assert answer["contacts"] == [ana]
    assert answer["effects"][0]["before"] == "2026-11-16"
    assert answer["effects"][0]["after"] == "2026-12-08"
