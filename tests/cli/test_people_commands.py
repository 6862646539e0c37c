"""`add`, `edit`, `archive`, `delete`, `search` and `show`, as typed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import CommandLine

CONTACT_KEYS = {
    "id", "uid", "name", "prefix", "given", "additional", "family", "suffix", "credentials", "nicknames", "state",
    "roles", "organisation", "title", "department", "positions", "tags", "tier", "emails", "phones", "addresses",
    "links", "birthday", "note", "cadence", "sources",
}  # fmt: skip


def _shown(netcrm: CommandLine, who: str) -> Any:
    return netcrm("show", who, "--json").json


def test_show_json_has_the_keys_of_the_contract(netcrm: CommandLine, ana: int) -> None:
    shown = _shown(netcrm, "ana")
    assert shown.keys() >= CONTACT_KEYS | {
        "effective_cadence", "last_touch", "next_check_in", "standing", "awaiting_since",
    }  # fmt: skip
    assert shown["id"] == ana
    assert shown["name"] == "Ana Lima, MD"
    assert shown["credentials"] == "MD"
    assert shown["roles"] == ["principal-investigator"]
    assert shown["organisation"] == "St Mary's"
    assert shown["emails"] == [{"value": "ana@stmarys.test", "label": "", "preferred": False}]
    assert shown["cadence"] == "2 weeks"
    assert (shown["last_touch"], shown["next_check_in"]) == ("2026-11-02", "2026-11-16")


def test_show_prints_keys_of_promises_and_ids_of_interactions(netcrm: CommandLine, ana: int) -> None:
    netcrm("follow-up", "ana", "send her my CV", "--on", "fri")
    out = netcrm("show", "Ana", "Lima").out
    assert out.startswith(f"Ana Lima, MD (id {ana})\n")
    assert "Mon 16 Nov 2026" in out
    assert "every 2 weeks" in out
    assert "f1" in out
    interaction = _shown(netcrm, "ana")["timeline"][-1]
    assert interaction["kind"] == "interaction"
    assert any(each.split()[:1] == [str(interaction["id"])] for each in out.splitlines())


def test_add_takes_every_field(netcrm: CommandLine) -> None:
    netcrm(
        "add", "Dr", "Bo", "Chen,", "PhD", "--role", "crc", "--role", "mentor", "--org", "Elm Clinic", "--title",
        "Coordinator", "--department", "Oncology", "--email", "work=bo@elm.test", "--email", "bo@home.test", "--phone",
        "mobile=+1 617 555 0100", "--tag", "Area/Oncology", "--tier", "b", "--birthday", "15 apr 1980", "--link",
        "https://elm.test/?a=b", "--note", "met at SOCRA", "--city", "Boston", "--country", "us", "--nickname", "Bobo",
        "--star",
    )  # fmt: skip
    shown = _shown(netcrm, "bo@elm.test")
    assert shown["family"] == "Chen"
    assert shown["credentials"] == "PhD"
    assert shown["roles"] == ["research-coordinator", "mentor"]
    assert (shown["title"], shown["department"], shown["organisation"]) == ("Coordinator", "Oncology", "Elm Clinic")
    assert [(each["value"], each["label"]) for each in shown["emails"]] == [
        ("bo@elm.test", "work"),
        ("bo@home.test", ""),
    ]
    assert shown["phones"][0] == {"value": "+1 617 555 0100", "label": "mobile", "preferred": False}
    assert shown["links"] == [{"value": "https://elm.test/?a=b", "label": ""}]
    assert (shown["tags"], shown["tier"], shown["birthday"]) == (["area/oncology"], "B", "1980-04-15")
    assert (shown["addresses"][0]["city"], shown["addresses"][0]["country"]) == ("Boston", "us")
    assert (shown["note"], shown["nicknames"], shown["starred"]) == ("met at SOCRA", ["Bobo"], True)


def test_add_of_a_known_email_needs_a_decision(netcrm: CommandLine, ana: int) -> None:
    answer = netcrm("add", "Bo Chen", "--email", "ana@stmarys.test", code=5)
    assert "--allow-known" in answer.err
    netcrm("add", "Bo Chen", "--email", "ana@stmarys.test", "--allow-known")


def test_edit_changes_what_is_named_and_nothing_else(netcrm: CommandLine, ana: int) -> None:
    before = _shown(netcrm, "ana")
    netcrm("edit", "ana", "--tier", "A", "--tag", "area/oncology", "--tag", "x", "--role", "kol", "--star")
    netcrm("edit", "ana", "--untag", "x", "--org", "Elm Clinic", "--add-note", "likes tea")
    after = _shown(netcrm, "ana")
    assert (after["tier"], after["tags"], after["starred"]) == ("A", ["area/oncology"], True)
    assert after["roles"] == ["key-opinion-leader", "principal-investigator"]
    assert (after["organisation"], after["title"]) == ("Elm Clinic", "Oncologist")
    assert after["note"] == "likes tea"
    same = ("uid", "name", "emails", "cadence", "last_touch", "birthday")
    assert {key: after[key] for key in same} == {key: before[key] for key in same}


def test_edit_takes_away_and_clears(netcrm: CommandLine, ana: int) -> None:
    netcrm("edit", "ana", "--birthday", "--04-15")
    netcrm(
        "edit", "ana", "--birthday", "", "--remove", "ANA@stmarys.test", "--no-role", "pi", "--org", "", "--title", ""
    )
    after = _shown(netcrm, "ana")
    assert (after["birthday"], after["emails"], after["roles"], after["positions"]) == (None, [], [], [])


def test_edit_is_one_act(netcrm: CommandLine, ana: int) -> None:
    before = _shown(netcrm, "ana")
    netcrm(
        "edit", "ana", "--tier", "A", "--tag", "x", "--role", "kol", "--star", "--email", "new@x.test", "--name", "A Z"
    )
    netcrm("undo")
    assert _shown(netcrm, str(ana)) == before


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--role", "wizard"), "“wizard” is no role"),
        (("--tier", "Z"), "“Z” is no tier"),
        (("--birthday", "some day"), "“some day” is no such date"),
        (("--no-role", "mentor"), "No role of this person"),
        (("--remove", "x@y.test"), "No e-mail, phone or link"),
        (("--untag", "nothing"), "No tag of this person"),
        ((), "Say what to change"),
    ],
)
def test_edit_refuses_what_it_cannot_use(netcrm: CommandLine, ana: int, words: tuple[str, ...], sentence: str) -> None:
    before = _shown(netcrm, "ana")
    code = 3 if sentence.startswith("No ") else 2
    assert sentence in netcrm("edit", "ana", *words, code=code).err
    assert _shown(netcrm, "ana") == before


def test_archived_people_are_left_out_until_they_come_back(netcrm: CommandLine, ana: int) -> None:
    netcrm("archive", "ana")
    assert netcrm("search", "--json").json == []
    assert [row["state"] for row in netcrm("search", "is:archived", "--json").json] == ["archived"]
    assert netcrm("due", "--json").json == []
    netcrm("archive", str(ana), "--back")
    assert [row["id"] for row in netcrm("search", "--json").json] == [ana]
    assert [item["item"] for item in netcrm("due", "--json").json] == [f"c{ana}"]


def test_a_state_is_kept_with_its_day_and_reason(netcrm: CommandLine, ana: int) -> None:
    netcrm("archive", "ana", "--as", "left-field", "--why", "now a baker")
    assert netcrm("due", "--json").json == []
    assert "Left field since Tue 24 Nov 2026: now a baker" in netcrm("show", "ana").out
    netcrm("archive", "ana", "--as", "asleep", code=2)


def test_delete_is_taken_back_by_undo(netcrm: CommandLine, ana: int) -> None:
    before = _shown(netcrm, "ana")
    netcrm("delete", "Ana", "Lima")
    netcrm("show", "ana", code=3)
    netcrm("undo")
    assert _shown(netcrm, "ana") == before


@pytest.fixture
def three(netcrm: CommandLine) -> list[int]:
    """Three people: a PI in Boston, a coordinator in Lyon, and somebody without a role."""
    people = [
        ("Ana Lima", "--role", "pi", "--city", "Boston", "--tier", "A"),
        ("Bo Chen", "--role", "crc", "--city", "Lyon", "--phone", "+33 1 23 45"),
        ("Cem Demir",),
    ]
    return [netcrm("add", *words, "--json").json["contacts"][0] for words in people]


def test_search_json_has_the_keys_of_the_contract(netcrm: CommandLine, three: list[int]) -> None:
    (row,) = netcrm("search", "role:pi", "--json").json
    keys = {"id", "uid", "name", "roles", "organisation", "email", "phone", "next_check_in", "standing"}
    assert keys <= row.keys()
    assert (row["id"], row["name"], row["roles"]) == (three[0], "Ana Lima", ["principal-investigator"])


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("-role:pi",), ["Bo Chen", "Cem Demir"]),
        (("-role:pi", "--json", "-role:crc"), ["Cem Demir"]),
        (("--", "-role:pi"), ["Bo Chen", "Cem Demir"]),
        (("city:boston", "OR", "city:lyon"), ["Bo Chen", "Ana Lima"]),
        (("--reverse", "--limit", "1"), ["Ana Lima"]),
        ((), ["Bo Chen", "Cem Demir", "Ana Lima"]),
        (("zebra",), []),
    ],
)
def test_search_takes_the_rest_of_the_line_as_the_query(
    netcrm: CommandLine, three: list[int], words: tuple[str, ...], names: list[str]
) -> None:
    options = () if "--json" in words else ("--json",)
    assert [row["name"] for row in netcrm("search", *options, *words).json] == names


def test_search_prints_a_line_for_each_person(netcrm: CommandLine, three: list[int]) -> None:
    answer = netcrm("search")
    assert len(answer.out.splitlines()) == 3
    assert "+33 1 23 45" in answer.out
    assert answer.err.strip() == "3 contacts."
    assert netcrm("search", "--count").out == "3\n"


def test_a_mistake_in_a_query_names_its_position(netcrm: CommandLine) -> None:
    assert "at character" in netcrm("search", "role:wizard", code=2).err


def test_an_unknown_person_is_answered_with_the_nearest_names(netcrm: CommandLine, three: list[int]) -> None:
    answer = netcrm("show", "Anna Lime", code=3)
    assert "Ana Lima" in answer.err
    assert answer.out == ""


def test_two_that_match_are_listed_with_their_ids(netcrm: CommandLine, three: list[int]) -> None:
    other = netcrm("add", "Ana Ruiz", "--json").json["contacts"][0]
    answer = netcrm("show", "ana", code=5)
    assert answer.out == ""
    for contact_id, name in ((three[0], "Ana Lima"), (other, "Ana Ruiz")):
        assert any(str(contact_id) in each and name in each for each in answer.err.splitlines())


def test_hostile_text_reaches_the_terminal_as_text(netcrm: CommandLine) -> None:
    name = "A[/]B \x1b]0;owned\x07\x1b[31mred\u202e"
    added = netcrm("add", name, "--note", "x" * 1_000_000, "--tag", "\x1b[2Jt", "--org", "[@click=app.quit]x[/]")
    shown = netcrm("show", "A[/]B")
    found = netcrm("search", "--json")
    due = netcrm("due", "--all")
    for answer in (added, shown, found, due):
        for text in (answer.out, answer.err):
            assert not set(text) & {"\x1b", "\x07", "\u202e", "\x9b"}
    assert "[@click=app.quit]x[/]" in shown.out
    assert json.loads(found.out)[0]["name"].startswith("A[/]B")
