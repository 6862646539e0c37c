"""`employer` and `lead` on the command line."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine


@pytest.fixture
def listed(netcrm: CommandLine, ana: int) -> CommandLine:
    """A store with St Mary's, where Ana Lima is, and Harbour CRO on the list of employers."""
    netcrm("employer", "add", "St", "Mary's", "--motivation", "3")
    netcrm("employer", "add", "Harbour CRO", "--motivation", "5", "--note", "hires each March")
    return netcrm


def test_employers_are_listed_rated_noted_and_taken_off(listed: CommandLine) -> None:
    lines = listed("employer").out.splitlines()
    assert lines[0].startswith("1  Harbour CRO")
    assert lines[1].strip() == "hires each March"
    assert "M 3  P 0" in lines[2]
    assert "Ana Lima" in lines[2]
    found = listed("employer", "list", "--json").json
    assert [(it["organisation"]["name"], it["motivation"], it["advocacy_derived"]) for it in found] == [
        ("Harbour CRO", 5, True),
        ("St Mary's", 3, True),
    ]
    assert [one["name"] for one in found[1]["people"]] == ["Ana Lima"]
    assert "It is 1 of 2, was 2" in listed("employer", "rank", "st", "mary", "5", "--posting", "3").out
    assert "advocacy no." in listed("employer", "rank", "st", "mary", "--advocacy", "no").out
    ranked = listed("employer", "rank", "st", "mary", "--posting", "known", "--advocacy", "known", "--json")
    assert "posting 0 (not looked yet)" in ranked.json["sentence"]
    assert "Kept the note" in listed("employer", "note", "st", "mary's", "ask", "for", "Ana").out
    assert listed("employer", "list", "--json").json[0]["note"] == "ask for Ana"
    assert "Took the note off" in listed("employer", "note", "st", "mary's", "--remove").out
    assert "Took St Mary's off" in listed("employer", "remove", "st", "mary").out


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("employer", "rank", "st", "mary"), 2, "Say how you rate it"),
        (("employer", "rank", "st", "mary", "9"), 2, "Motivation is a number from 0 to 5"),
        (("employer", "rank", "harbour", "--posting", "often"), 2, "Posting is a number from 0 to 3, or known"),
        (("employer", "rank", "harbour", "--advocacy", "maybe"), 2, "Advocacy is yes, no or known"),
        (("employer", "rank", "nowhere", "3"), 3, "No organisation answers to “nowhere”"),
        (("employer", "note", "harbour"), 2, "Write the note after the name"),
        (("employer", "add", "harbour"), 3, "already"),
        (("employer", "start", "harbour", "--top", "2"), 2, "not both"),
        (("employer", "start", "harbour", "--yes"), 3, "nobody is known there"),
        (("lead", "add", "Harbour CRO"), 2, "needs the title"),
        (("lead", "add", "Harbour CRO", "CRA", "--link", "ask Bo"), 2, "no address of the web"),
        (("lead", "add", "Harbour CRO", "CRA", "--deadline", "someday"), 2, "someday"),
        (("lead", "applied", "f3"), 3, "lead list"),
        (("lead", "close", "l1"), 2, "Say what came of l1"),
        (("lead", "close", "l1", "lost"), 2, "no outcome"),
        (("done", "l7"), 3, "No lead answers to “l7”"),
    ],
)
def test_bad_input_gets_one_sentence(listed: CommandLine, words: tuple[str, ...], code: int, sentence: str) -> None:
    err = listed(*words, code=code).err
    assert sentence in err
    assert "Traceback" not in err


def test_the_outreach_is_shown_asked_about_and_started(listed: CommandLine) -> None:
    shown = listed("employer", "start", "--dry-run")
    assert "Ana Lima" in shown.out
    assert "Not begun: Harbour CRO, nobody is known there." in shown.err
    plan = listed("employer", "start", "--dry-run", "--json").json
    assert [(it["organisation"]["name"], it["why_not"]) for it in plan["employers"]] == [
        ("Harbour CRO", "nobody is known there"),
        ("St Mary's", ""),
    ]
    assert "say --yes" in listed("employer", "start", code=5).err
    assert "say --yes" in listed("employer", "start", "--json", code=5).err
    assert "Started 3B7 outreach with Ana Lima" in listed("employer", "start", "--yes").out
    assert "since" in listed("employer", "list", "--json").json[1]["worked"]


def test_a_lead_is_kept_shown_in_the_agenda_and_ended(listed: CommandLine, ana: int) -> None:
    kept = listed(
        "lead", "add", "harbour", "CRA", "I", "--deadline", "4 dec", "--link", "harbour.example/7",
        "--told-by", "ana", "--found", "20 nov", "--note", "ask early",
    )  # fmt: skip
    assert "Added the lead “CRA I” at Harbour CRO (l1). Its deadline is Fri 4 Dec." in kept.out
    (item,) = [it for it in listed("due", "--until", "2026-12-31", "--json").json if it["kind"] == "lead"]
    assert (item["item"], item["organisation"]["name"], item["contact"]) == ("l1", "Harbour CRO", None)
    assert "Apply: CRA I: deadline 4 Dec" in listed("due", "--until", "2026-12-31").out
    listing = listed("lead").out
    assert listing.startswith("To do\n  l1  CRA I  Harbour CRO  deadline Fri 4 Dec  told by Ana Lima")
    assert "https://harbour.example/7 · ask early" in listing
    assert "Changed" in listed("lead", "edit", "l1", "--deadline", "none", "--told-by", "none", "--title", "CRA").out
    assert "no deadline" in listed("lead").out
    assert "Applied for" in listed("lead", "applied", "l1", "--on", "20 nov").out
    assert "wants an answer by Fri 27 Nov" in listed("lead", "close", "l1", "offer", "--answer-by", "fri").out
    assert "Accepted" in listed("done", "l1").out
    assert listed("lead", "list", "--json").json == []
    (over,) = listed("lead", "list", "--all", "--json").json
    assert (over["outcome"], over["applied"], over["closed"], over["found"]) == (
        "accepted", "2026-11-20", "2026-11-24", "2026-11-20",
    )  # fmt: skip
    assert listed("lead", "list", "--all").out.startswith("Over\n")
    assert "Deleted" in listed("lead", "delete", "l1").out
