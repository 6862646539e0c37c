"""`netcrm interview prepare|sheet|note|after`, `questions` and `advice`."""

from __future__ import annotations

from pathlib import Path

import pytest

from netcrm.cli import asking
from tests.cli.conftest import CommandLine


@pytest.fixture(autouse=True)
def _somebody(ana: int) -> None:
    """Ana Lima, an investigator."""


@pytest.fixture
def talk(netcrm: CommandLine) -> str:
    """An interview with her, agreed for yesterday."""
    netcrm("interview", "agree", "ana", "--on", "2026-11-23", "--agreed", "2026-11-20", "--about", "monitoring")
    return "i1"


@pytest.mark.usefixtures("talk")
def test_a_sheet_is_prepared_printed_and_written_by_topic(netcrm: CommandLine) -> None:
    bare = netcrm("interview", "sheet", "ana", "--lines", "2")
    assert "Nothing is prepared yet" in bare.err
    assert bare.out.count("_" * 73) == 2 * 22
    assert "22 questions from “Principal investigator”" in netcrm("interview", "prepare", "ana").out
    netcrm("interview", "prepare", "i1", "--ask", "Advice: How did you begin?", "--ask", "Dr: and then?")
    netcrm("interview", "note", "ana", "lima", "trends", "more", "visits", "at", "home", "--share")
    netcrm("interview", "note", "i1", "other", "likes", "tea")
    netcrm("interview", "note", "i1", "--to", "1", "less", "paper")
    netcrm("interview", "note", "i1", "--to", "1", "and more screens")
    netcrm("interview", "note", "i1", "--to", "2", "--instead", "no")
    sheet = netcrm("interview", "sheet", "i1").out
    assert "       less paper\n       and more screens\n" in sheet
    assert "more visits at home (may be shared)" in sheet
    assert max(map(len, sheet.splitlines())) <= 78
    found = netcrm("interview", "sheet", "i1", "--json").json
    assert (found["chosen"], len(found["notes"]), found["notes"][1]["answer"]) == ("pi", 26, "no")
    assert [note["question"] or note["answer"] for note in found["notes"][-2:]] == ["Dr: and then?", "likes tea"]
    assert netcrm("undo").out.startswith("Undone: note in the interview with Ana Lima")
    assert [
        note["answer"] for note in netcrm("interview", "sheet", "i1", "--json").json["notes"] if note["answer"]
    ] == []


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["note", "ana", "more", "visits"], 2, "with one of trends, insights"),
        (["note", "ana", "trends"], 2, "Missing a TEXT"),
        (["note", "i1", "--to", "9", "x"], 2, "there is no line 9"),
        (["note", "i1", "--instead", "trends", "x"], 2, "--instead needs --to N"),
        (["prepare", "i1", "--set", "pii"], 3, "Near: pi"),
        (["sheet", "i9"], 3, "No interview answers to “i9”"),
        (["after", "i1", "--rating", "9"], 2, "rated 1 to 5"),
        (["after", "i1", "--report-back", "2w"], 2, "add --advice"),
        (["after", "i1", "--held", "2026-11-25"], 2, "after today"),
        (["thank", "i1"], 2, "nothing to thank for"),
        (["held", "i1", "--on", "2026-11-26"], 2, "nothing is “held” before it happened"),
    ],
)
@pytest.mark.usefixtures("talk")
def test_what_cannot_be_is_said_in_one_sentence(netcrm: CommandLine, words: list[str], code: int, says: str) -> None:
    assert says in netcrm("interview", *words, code=code).err


@pytest.mark.usefixtures("talk")
def test_afterwards_is_one_command_with_a_dry_run(netcrm: CommandLine) -> None:
    said = [
        "interview", "after", "ana", "--advice", "read E6(R3)", "--report-back", "2w", "--rating", "4",
        "--referral", "Bo Chen, MD, bo@harbor.test, Harbor Point, Boston, crc", "--introduces", "Cem Ok <cem@ok.test>",
        "--next", "send my CV", "--next-on", "2026-11-27",
    ]  # fmt: skip
    dry = netcrm(*said, "--dry-run").out
    assert "Bo Chen: new contact; Ana Lima introduced you: write to them." in dry.splitlines()
    assert netcrm("interview", "list", "--json").json[0]["stage"] == "agreed"
    done = netcrm(*said, "--json").json
    assert len(done["contacts"]) == 3
    (it,) = netcrm("interview", "list", "--json").json
    assert (it["stage"], it["rating"], it["next_step"]) == ("held", 4, "send my CV")
    assert netcrm("interview").out.endswith("1 asked, 1 answered (100 %), 1 agreed, 1 held, 0 thanked.\n")
    shown = netcrm("show", "bo chen", "--json").json
    assert (shown["name"], shown["roles"], shown["organisation"]) == (
        "Bo Chen, MD", ["research-coordinator"], "Harbor Point, Boston",
    )  # fmt: skip
    assert "Mon 23 Nov, monitoring, rated 4 of 5, next: send my CV" in netcrm("show", "ana").out
    assert netcrm("interview", "after", "ana", "--thanked").out.startswith("Wrote down what came of the interview")
    netcrm("undo")
    assert netcrm("undo").out.startswith("Undone: hold the interview with Ana Lima")
    assert netcrm("show", "bo chen", code=3).err


def test_a_corridor_talk_is_held_with_its_hour_and_thanked_to_the_hour(netcrm: CommandLine) -> None:
    held = netcrm("interview", "held", "ana", "--on", "2026-11-23", "--at", "9", "--about", "visits")
    assert "Thank Ana Lima by Tue 24 Nov 09:30" in held.out
    assert "The interview is thanked for." in netcrm("done", "f1", "email").out
    assert netcrm("interview", "list", "--json").json[0]["stage"] == "thanked"


def test_what_came_of_one_of_several_talks_is_asked_about_and_a_day_makes_a_new_one(netcrm: CommandLine) -> None:
    netcrm("interview", "held", "ana", "--on", "2026-11-19")
    assert "Wrote down" in netcrm("interview", "after", "ana", "--rating", "2").out
    netcrm("interview", "after", "ana", "--rating", "3", "--held", "2026-11-20")
    said = netcrm("interview", "after", "ana", "--rating", "4", code=5).err
    assert "name one by its key: i1 (held), i2 (held)" in said
    netcrm("add", "Bo Chen")
    assert "`netcrm interview held 2`" in netcrm("interview", "note", "bo", "trends", "x", code=3).err


def test_whoever_agrees_on_a_day_gone_by_is_asked_whether_it_was_held(
    netcrm: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "can_ask", lambda: True)
    monkeypatch.setattr("click.confirm", lambda *_words, **_options: True)
    said = netcrm("interview", "agree", "ana", "--on", "2026-11-20", "--agreed", "2026-11-18").out.splitlines()
    assert [line.partition(".")[0] for line in said] == [
        "Ana Lima, MD agreed: interview Fri 20 Nov",
        "Held the interview with Ana Lima, MD on Fri 20 Nov",
    ]


def test_question_sets_are_listed_shown_and_ones_own_are_named_where_they_are_wrong(
    netcrm: CommandLine, tmp_path: Path
) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "mine.toml").write_text("title = 3\n", encoding="utf-8")
    listed = netcrm("questions", "--for", "ana")
    assert listed.out.startswith("pi ")
    assert "mine.toml, line 1" in listed.err
    assert [one["name"] for one in netcrm("questions", "--json").json][:3] == ["cra", "crc", "data"]
    assert "Trends: what is changing" in netcrm("questions", "medical", "writing").out
    assert netcrm("questions", "pi", "--json").json["questions"][0]["topic"] == "trends"
    assert "Known: cra, crc" in netcrm("questions", "x", code=3).err


def test_advice_is_kept_followed_dropped_shared_and_deleted(netcrm: CommandLine) -> None:
    netcrm("advice", "add", "ana", "take", "the", "exam", "--on", "2026-11-20", "--report-back", "in 3 weeks")
    netcrm("advice", "add", "ana", "join a chapter", "--share")
    assert "report back Tue 15 Dec (f1)" in netcrm("advice").out
    assert "Followed: “take the exam”" in netcrm("advice", "followed", "1", "passed", "it", "--told").out
    netcrm("advice", "drop", "2", "too", "dear")
    assert "No advice is there" in netcrm("advice", "list").err
    found = netcrm("advice", "list", "--all", "--json").json
    assert [(it["state"], it["outcome"], it["shareable"], it["follow_up"]) for it in found] == [
        ("followed", "passed it", False, "f1"), ("dropped", "too dear", True, None),
    ]  # fmt: skip
    assert [it["id"] for it in netcrm("advice", "list", "ana", "--json").json] == [2, 1]
    netcrm("advice", "share", "2", "--no")
    netcrm("advice", "delete", "1")
    assert "No advice answers to “1”" in netcrm("advice", "followed", "1", code=3).err
    assert "No advice answers to “x”" in netcrm("advice", "delete", "x", code=3).err
