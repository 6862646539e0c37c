"""Introductions, relations, mentors and successions from the command line."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine


@pytest.fixture
def ben(netcrm: CommandLine, ana: int) -> int:
    """Ben, beside Ana; the id is his."""
    contact_id: int = netcrm("add", "Ben Ortiz", "--org", "Harbor Point", "--json").json["contacts"][0]
    assert ana == 1
    return contact_id


def test_an_introduction_goes_from_asking_to_thanking(netcrm: CommandLine, ben: int) -> None:
    asked = netcrm("introduction", "ask", "ana", "lima", "ben", "--about", "the registry", "--on", "fri")
    assert asked.out.startswith("Asked Ana Lima to introduce you to Ben Ortiz on Fri 20 Nov. Logged an email.")
    assert "agreed to introduce you" in netcrm("introduction", "agree", "ana").out
    assert "introduced you to Ben Ortiz" in netcrm("introduction", "made", "1").out
    assert "Logged a coffee." in netcrm("introduction", "met", "ana", "ben", "--by", "coffee").out
    assert "goes to “thanked”" in netcrm("done", "f5").out
    (line,) = netcrm("introduction", "list", "--json").json
    assert (line["stage"], line["to"]["id"], line["topic"]) == ("thanked", ben, "the registry")
    assert [step["stage"] for step in line["steps"]] == ["asked", "agreed", "made", "met", "thanked"]
    assert netcrm("introduction", "list", "asked").out == ""
    assert "Ana Lima → Ben Ortiz" in netcrm("introduction", "list", "ben").out
    assert "Deleted the introduction to Ben Ortiz by Ana Lima." in netcrm("introduction", "delete", "1").out


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("ask ana ana", 2, "Ana Lima cannot introduce you to Ana Lima"),
        ("ask ana", 2, "Missing an INTRODUCER and TO"),
        ("ask ana ben --on tomorrow", 2, "is after today"),
        ("thank ana ben", 2, "No introduction to Ben Ortiz by Ana Lima is written down"),
        ("thank ana", 3, "No introduction answers to “Ana Lima”"),
        ("made 7", 3, "No introduction answers to “7”"),
        ("ask ana ben --by reaction", 2, "a reaction is no contact"),
    ],
)
@pytest.mark.usefixtures("ben")
def test_what_an_introduction_cannot_be_is_one_sentence(
    netcrm: CommandLine, words: str, code: int, sentence: str
) -> None:
    assert sentence.casefold() in netcrm("introduction", *words.split(), code=code).err.casefold()


def test_relations_are_said_in_words_and_taken_away(netcrm: CommandLine, ben: int) -> None:
    assert "Ana Lima is the mentor of Ben Ortiz" in netcrm("relate", "ana", "is", "the", "mentor", "of", "ben").out
    assert "stands already" in netcrm("relate", "ben", "mentee", "ana", code=3).err
    assert "stands already" in netcrm("relate", "1", "mentor", str(ben), code=3).err
    netcrm("relate", "ana", "monitors", "Harbor Point", "--note", "every six weeks")
    assert [(it["kind"], it["contact"], it["name"]) for it in netcrm("relations", "ana", "--json").json] == [
        ("mentor", ben, "Ben Ortiz"),
        ("monitor", None, "Harbor Point"),
    ]
    assert "every six weeks" in netcrm("relations", "ana").out
    assert "No longer: Ana Lima monitors Harbor Point." in netcrm("unrelate", "ana", "monitors", "harbor").out
    assert "No longer" in netcrm("unrelate", "ana", "ben").out
    assert "No relation answers to" in netcrm("unrelate", "ana", "friend", "ben", code=3).err
    assert "“cousin” is no relation. Known are mentor" in netcrm("relate", "ana", "cousin", "ben", code=2).err
    assert "Say it like: relate A KIND B" in netcrm("relate", "ana", "mentor", code=2).err


def test_a_mentor_from_the_first_goal_to_the_end(netcrm: CommandLine, ana: int) -> None:
    netcrm("mentor", "begin", "ana", "--on", "2026-09-01", "--note", "by video")
    assert "(goal 1)" in netcrm("mentor", "goal", "ana", "read", "three", "protocols", "--by", "15 dec").out
    assert "Thu 26 Nov 15:00" in netcrm("mentor", "meet", "ana", "--on", "thu 15:00").out
    netcrm("mentor", "advice", "ana", "take", "the", "course", "--report-back", "in 3 weeks")
    assert "Reached: read three protocols." in netcrm("mentor", "reached", "1", "with", "notes").out
    page = netcrm("mentor", "show", "ana")
    for words in ("since Tue 1 Sep 2026", "by video", "Next meeting Thu 26 Nov 15:00", "with notes", "take the course"):
        assert words in page.out
    found = netcrm("mentor", "show", "ana", "--json").json
    assert (found["contact"]["id"], found["meeting"]["item"], found["goals"][0]["state"]) == (ana, "f1", "reached")
    assert "1 of 1 goal reached" in netcrm("mentor", "list").out
    assert "Dropped: Meet Ana Lima (mentor) (f1)." in netcrm("mentor", "end", "ana").out
    assert "Missing a GOAL" in netcrm("mentor", "goal", "ana", code=2).err


def test_a_job_is_handed_over_after_a_look(netcrm: CommandLine, ana: int, ben: int) -> None:
    netcrm("follow-up", "ana", "send the log", "--on", "fri")
    look = netcrm("succeed", "ana", "ben", "--dry-run", "--json").json
    assert (look["who"], look["successor"], look["promises"]) == (ana, ben, ["f1"])
    assert "--yes" in netcrm("succeed", "ana", "ben", code=5).err
    done = netcrm("succeed", "ana", "ben", "--yes", "--on", "yesterday", "--keep", "f1")
    assert "stays with Ana Lima: send the log (f1)" in done.out
    assert (
        "Ben Ortiz succeeds Ana Lima at St Mary's since Mon 23 Nov: the cadence (every 2 weeks) went over." in done.out
    )
    assert "is after today" in netcrm("succeed", "ben", "ana", "--yes", "--on", "tomorrow", code=2).err
    assert (
        "No open promise with them answers to “f99”"
        in netcrm("succeed", "ben", "ana", "--keep", "f99", "--yes", code=3).err
    )
    assert "has no position there" in netcrm("succeed", "ana", "ben", "--at", "Harbor", "--yes", code=2).err
