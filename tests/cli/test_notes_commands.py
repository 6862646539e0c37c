"""`note-policy`, `doctor --participants`, and the warning beside an act."""

from __future__ import annotations

from tests.cli.conftest import CommandLine

SUBJECT = "Subject 1204-003 missed the visit"


def test_rules_are_made_listed_and_taken_away(netcrm: CommandLine) -> None:
    assert "Every note may be kept" in netcrm("note-policy").out
    assert netcrm("note-policy", "topics", "hold", "role:regulator").out == (
        "About people who answer to “role:regulator” the note policy is now “topics hold”.\n"
    )
    assert netcrm("note-policy", "--json").json == [{"query": "role:regulator", "notes": "topics", "guard": "hold"}]
    assert "Took away" in netcrm("note-policy", "--remove", "role:regulator").out
    assert netcrm("note-policy", "--json").json == []


def test_mistakes_are_one_sentence(netcrm: CommandLine) -> None:
    for words, code, why in [
        (("none", "rol:pi"), 2, "character 1"),
        (("some", "role:pi"), 2, "Say first which notes"),
        (("none",), 2, "For whom?"),
        (("none", "full", "role:pi"), 2, "is no note policy"),
        (("--remove", "role:pi"), 3, "role:pi"),
        (("--remove", "none", "role:pi"), 2, "Name the query alone"),
    ]:
        told = netcrm("note-policy", *words, code=code)
        assert why in told.err
        assert told.err.count("\n") == 1


def test_what_looks_like_a_participant_is_warned_of_and_listed(netcrm: CommandLine) -> None:
    netcrm("add", "Ana Lima")
    told = netcrm("log", "ana", "call", SUBJECT)
    assert "looks like a subject number" in told.err
    listed = netcrm("doctor", "--participants")
    assert listed.out.startswith("what was logged 1, about Ana Lima (1): looks like a subject number (character 1)\n")
    assert "1204" not in listed.out
    (found,) = netcrm("doctor", "--participants", "--json").json
    assert found["contacts"] == [1]
    assert found["found"] == [{"kind": "subject-number", "start": 0, "end": 16}]


def test_an_act_that_is_held_writes_nothing(netcrm: CommandLine) -> None:
    netcrm("add", "Ana Lima", "--role", "pi")
    netcrm("note-policy", "none", "role:pi")
    told = netcrm("log", "ana", "call", "very kind", code=2)
    assert "No notes may be kept about this person" in told.err
    assert "very kind" not in netcrm("show", "ana").out
    assert "No text looks like" in netcrm("doctor", "--participants").out
