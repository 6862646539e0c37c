"""`netcrm interview`: each step by a person's name or by the interview's key."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine


@pytest.fixture(autouse=True)
def _somebody(ana: int) -> None:
    """Ana Lima, called on 2 November, is asked every two weeks."""


def stages(netcrm: CommandLine) -> list[tuple[str, str]]:
    return [(it["item"], it["stage"]) for it in netcrm("interview", "list", "--json").json]


def test_the_whole_way_by_name_and_by_key(netcrm: CommandLine) -> None:
    asked = netcrm("interview", "ask", "ana", "lima", "--about", "monitoring", "--on", "2026-11-16")
    assert asked.out.startswith("Asked Ana Lima, MD for an interview on Mon 16 Nov. Logged an email. Its key is i1.")
    agreed = netcrm(
        "interview", "agree", "ana", "--on", "2026-11-24", "--at", "15:00", "--zone", "Europe/Berlin",
        "--place", "Room 4", "--minutes", "45",
    )  # fmt: skip
    assert "agreed: interview Tue 24 Nov 15:00" in agreed.out
    assert "45 minutes, Room 4" in agreed.out
    assert "Mon" not in netcrm("interview", "held", "i1", "--note", "go to the seminar", "--no-thank-you").out
    assert "Thanked Ana Lima, MD" in netcrm("interview", "thank", "ana", "--by", "email").out
    assert stages(netcrm) == [("i1", "thanked")]
    kept = netcrm("interview", "stage", "i1", "kept", "in", "touch")
    assert "Kept in touch with Ana Lima, MD" in kept.out
    assert netcrm("undo").out
    assert stages(netcrm) == [("i1", "thanked")]


def test_a_list_tells_all_to_programs_and_by_stage_to_people(netcrm: CommandLine) -> None:
    netcrm("interview", "agree", "ana", "--on", "2026-12-03 15:00", "--about", "data", "--by", "call")
    (it,) = netcrm("interview", "list", "--json").json
    assert it["contact"]["name"] == "Ana Lima, MD"
    assert (it["stage"], it["on"], it["at"][:16], it["time_zone"], it["minutes"], it["topic"]) == (
        "agreed", "2026-12-03", "2026-12-03T15:00", "", 30, "data",
    )  # fmt: skip
    assert [(step["stage"], step["on"], step["interaction"] is None) for step in it["steps"]] == [
        ("agreed", "2026-11-24", False)
    ]
    lines = netcrm("interview", "list", "agreed").out.splitlines()
    assert lines[0] == "Agreed"
    assert " ".join(lines[1].split()) == "i1 Ana Lima, MD St Mary's since Tue 24 Nov Thu 3 Dec 15:00 data"
    assert netcrm("interview", "list", "asked", "--json").json == []


def test_due_shows_an_agreed_one_with_its_hour_and_done_and_drop_take_its_key(netcrm: CommandLine) -> None:
    netcrm("interview", "agree", "ana", "--on", "2026-11-26", "--at", "15:00", "--place", "Room 4")
    due = netcrm("due", "--until", "2026-11-30")
    assert "i1" in due.out
    assert "15:00 Informational interview: 30 minutes, Room 4" in due.out
    items = netcrm("due", "--until", "2026-11-30", "--json").json
    assert ("i1", "interview") in [(it["item"], it["kind"]) for it in items]
    assert "still to come" in netcrm("done", "i1", code=2).err
    assert "interview move i1" in netcrm("snooze", "i1", "next", "tue", code=2).err
    assert "Moved the interview" in netcrm("interview", "move", "i1", "--on", "next tue").out
    assert "Cancelled the interview with Ana Lima, MD: she is away." in netcrm("drop", "i1", "she", "is", "away").out
    assert stages(netcrm) == [("i1", "cancelled")]


def test_show_tells_of_those_to_come_and_those_that_were_held(netcrm: CommandLine) -> None:
    netcrm("interview", "plan", "ana", "--about", "data")
    assert "to contact" in netcrm("show", "ana").out
    assert netcrm("show", "ana", "--json").json["interviews"][0]["stage"] == "to-contact"
    netcrm("interview", "held", "ana", "--on", "yesterday")
    assert "held  Mon 23 Nov, data" in netcrm("show", "ana").out
    netcrm("undo")
    netcrm("interview", "decline", "ana")
    assert "Interviews" not in netcrm("show", "ana").out


def test_it_is_edited_and_deleted_by_its_key(netcrm: CommandLine) -> None:
    netcrm("interview", "agree", "ana", "--on", "2026-11-26", "--at", "15:00")
    assert "Thu 26 Nov 15:00, 45 minutes, Room 5" in netcrm(
        "interview", "edit", "i1", "--minutes", "45", "--place", "Room 5"
    ).out  # fmt: skip
    assert "Deleted the interview" in netcrm("interview", "delete", "i1").out
    assert stages(netcrm) == []


def test_what_was_said_when_declining_is_logged_and_why_is_kept(netcrm: CommandLine) -> None:
    netcrm("interview", "ask", "ana", "--on", "2026-11-16")
    netcrm("interview", "decline", "ana", "--because", "on leave", "--note", "Ask again in spring")
    assert "Ask again in spring" in netcrm("show", "ana").out
    assert netcrm("interview", "list", "--json").json[0]["steps"][-1]["reason"] == "on leave"


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("held ana --on 2026-11-25", 2, "after today"),
        ("thank ana", 3, "interview ask"),
        ("agree ana --at 15:00", 2, "An hour needs a day"),
        ("agree ana --on 2026-12-01 --at noonish", 2, "is no hour"),
        ("agree ana --on 2026-12-01 --at 15:00 --zone Mars", 3, "No time zone"),
        ("move i1 --on 2026-12-01", 3, "No interview"),
        ("delete f1", 3, "No interview"),
        ("stage ana hold", 2, "is no stage"),
        ("stage ana", 2, "STAGE"),
        ("held nobody", 3, "No person"),
        ("list helt", 2, "is no stage"),
        ("hold ana", 2, "Known: "),
        ("cancel ana", 2, "--because"),
        ("ask ana --by reaction", 2, "is no contact"),
        ("stage ana asked --because so", 2, "needs no reason"),
    ],
)
def test_a_mistake_is_one_sentence(netcrm: CommandLine, line: str, code: int, words: str) -> None:
    answer = netcrm("interview", *line.split(), code=code)
    assert words in answer.err
    assert stages(netcrm) == []
