"""`netcrm study` and `netcrm organisation`: each act by what people call things, each list for programs too."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import CommandLine


@pytest.fixture
def study(netcrm: CommandLine) -> CommandLine:
    """Ana, a coordinator at Bay Oncology, and a study that runs there."""
    netcrm("add", "Ana", "Lima", "--role", "crc", "--org", "Bay Oncology", "--title", "Lead coordinator")
    netcrm(
        "study", "add", "Sleep", "and", "tea", "--acronym", "SLEEPT", "--nct", "nct01234567", "--phase", "II/III",
        "--sponsor", "Norrvik Pharma", "--condition", "Insomnia", "--site", "Bay Oncology; Boston; US",
        "--site", "; Uppsala", "--starts", "mar 2026", "--status", "Not yet recruiting",
    )  # fmt: skip
    return netcrm


def test_a_study_is_told_whole_to_programs_and_to_people(study: CommandLine) -> None:
    put = study("study", "put", "sleept", "ana", "--since", "apr 2026")
    assert put.out == "Ana Lima is coordinator on SLEEPT (NCT01234567), at Bay Oncology since April 2026.\n"
    study("log", "ana", "call", "about", "tea", "--on", "2026-11-20")
    study("follow-up", "ana", "send", "the", "plan", "--on", "fri")
    (line,) = study("study", "list", "tea", "--json").json
    assert (line["acronym"], line["phases"], line["people"], line["sites"]) == ("SLEEPT", ["2", "3"], 1, 2)
    page = study("study", "show", "01234567", "--json").json
    assert page["last_touch"]["summary"] == "about tea"
    assert [(it["name"], it["part"], it["since"]) for it in page["people"]] == [("Ana Lima", "coordinator", "2026-04")]
    assert [it["title"] for it in page["promises"]] == ["send the plan"]
    assert [(it["city"], it["people"]) for it in page["sites"]] == [("Boston", ["Lima"]), ("Uppsala", [])]
    shown = study("study", "show", "sleep", "tea").out
    for words in (
        "SLEEPT (NCT01234567) (study 1)",
        "phase 2/3 · not yet recruiting · Norrvik Pharma · March 2026",
        "Last touch: Lima by call Fri 20 Nov: about tea",
        "coordinator  Bay Oncology  since April 2026",
        "Bay Oncology, Boston, US",
    ):
        assert words in shown


def test_a_study_is_changed_by_what_is_named_and_undone(study: CommandLine) -> None:
    study("study", "edit", "SLEEPT", "--status", "completed", "--no-site", "bay oncology", "--completes", "2026-11")
    it = study("study", "show", "1", "--json").json
    assert (it["status"], [site["city"] for site in it["sites"]], it["starts_on"]) == (
        "completed",
        ["Uppsala"],
        "2026-03",
    )
    study("study", "put", "1", "ana", "--as", "cra", "--at", "Elsewhere")
    study("study", "end", "1", "ana", "--on", "oct 2026")
    (person,) = study("study", "show", "1", "--json").json["people"]
    assert (person["part"], person["organisation"], person["until"]) == ("monitor", "Elsewhere", "2026-10")
    study("study", "end", "1", "ana", "--never-was")
    assert "1 person" not in study("study", "delete", "1").out
    assert study("study", "list", "--json").json == []
    study("undo")
    assert len(study("study", "--json").json) == 1


def test_an_organisation_is_shown_and_edited(study: CommandLine) -> None:
    study("study", "put", "sleept", "ana")
    study("organisation", "edit", "bay", "--kind", "private site", "--site-number", "17", "--city", "Boston")
    lines = {it["name"]: it for it in study("organisation", "list", "--json").json}
    assert lines["Bay Oncology"] == {
        "id": 1, "name": "Bay Oncology", "kind": "private-site", "site_number": "17", "city": "Boston", "country": "",
        "people": 1,
    }  # fmt: skip
    page = study("organisation", "show", "bay", "--json").json
    assert [(it["name"], it["title"], it["now"]) for it in page["people"]] == [("Ana Lima", "Lead coordinator", True)]
    assert [(it["name"], it["ties"], it["people"]) for it in page["studies"]] == [("SLEEPT", ["site"], ["Lima"])]
    shown = study("organisation", "show", "Bay", "Oncology").out
    assert "private site · site 17 · Boston" in shown
    assert "Here now\n  Ana Lima  CRC  Lead coordinator" in shown
    assert study("organisation", "edit", "bay", "--kind", "").out == "Changed Bay Oncology.\n"


def test_show_tells_what_is_around_somebody(study: CommandLine) -> None:
    study("study", "put", "sleept", "ana")
    assert "Studies\n  coordinator  SLEEPT  at Bay Oncology, NCT01234567" in study("show", "ana").out
    told = json.loads(study("show", "ana", "--json").out)
    assert [(it["id"], it["kind"], it["over"]) for it in told["studies"]] == [(1, "coordinator", False)]
    assert [told[key] for key in ("relations", "introductions", "mentorships", "events", "papers")] == [[]] * 5


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("study", "show", "slept"), 3, "Near: SLEEPT"),
        (("study", "show"), 2, "Missing a STUDY"),
        (("study", "add", "Other", "--nct", "NCT1"), 2, "eight digits"),
        (("study", "add", "Other", "--nct", "NCT01234567"), 5, "there already"),
        (("study", "add", "--phase", "2"), 2, "needs a title"),
        (("study", "edit", "SLEEPT"), 2, "Say what to change"),
        (("study", "edit", "SLEEPT", "--no-site", "Nowhere"), 3, "Near: Bay Oncology; Boston; US"),
        (("study", "put", "SLEEPT", "ana", "--as", "boss"), 2, "no part in a study"),
        (("study", "put", "SLEEPT"), 2, "Missing a WHO"),
        (("study", "end", "SLEEPT", "ana"), 3, "no part"),
        (("study", "put", "SLEEPT", "ana", "--since", "april"), 2, "no"),
        (("organisation", "show", "nowhere"), 3, "No organisation answers"),
        (("organisation", "edit", "bay", "--kind", "school"), 2, "no kind of organisation"),
        (("organisation", "edit", "bay"), 2, "Say what to change"),
        (("organisation", "edit", "bay", "--name", "Norrvik Pharma"), 5, "there already"),
    ],
)
def test_bad_input_gets_a_sentence(study: CommandLine, words: tuple[str, ...], code: int, told: str) -> None:
    answer = study(*words, code=code)
    assert told in answer.err
    assert answer.err.count("\n") == 1
