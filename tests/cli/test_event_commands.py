"""`netcrm event`: what is typed at a stand, before it and after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine


@pytest.fixture
def socra(netcrm: CommandLine) -> CommandLine:
    """Ana Lima and Bo Chen, and an event on the day and the day before."""
    netcrm("add", "Ana Lima", "--email", "ana@site.example")
    netcrm("add", "Bo Chen")
    netcrm("event", "add", "SOCRA 2026", "--on", "2026-11-23", "--until", "2026-11-24", "--zone", "America/Chicago")
    return netcrm


def test_a_day_at_a_stand_from_the_list_to_the_follow_up(socra: CommandLine, tmp_path: Path) -> None:
    socra("event", "want", "socra", "ana", "--session", "eConsent", "--at", "tue 9:15", "--room", "204")
    assert "09:15" in socra("event", "sheet", "socra").out
    assert socra("event", "sheet", "socra", "--json").json["days"][0]["people"][0]["room"] == "204"
    assert "“1 jan” is no day of SOCRA" in socra("event", "sheet", "socra", "--day", "1 jan", code=2).err
    target = tmp_path / "sheet.md"
    socra("event", "sheet", "socra", "-o", str(target))
    assert target.read_text("utf-8").startswith("# SOCRA 2026")
    assert "--force" in socra("event", "sheet", "socra", "-o", str(target), code=5).err
    assert "Met Ana Lima" in socra("event", "met", "socra", "ana", "send", "our", "checklist").out
    assert "With --new they are added." in socra("event", "met", "socra", "Zoe", code=3).err
    new = socra("event", "met", "socra", "Zoe Park", "opens in May", "--new", "--org", "Riverbend", "--role", "crc")
    assert "Met Zoe Park at SOCRA 2026: opens in May. New here." in new.out
    shown = socra("event", "show", "socra", "--json").json
    assert [(it["name"], it["met"], it["line"]) for it in shown["people"]] == [
        ("Zoe Park", "2026-11-24", "opens in May"),
        ("Ana Lima", "2026-11-24", "send our checklist"),
    ]
    assert [(it["name"], it["when"], it["met"]) for it in socra("event", "--json").json] == [("SOCRA 2026", "now", 2)]
    assert "Ana Lima" in socra("event", "after", "socra", "--dry-run").out
    assert "Started Conference with 2 people." in socra("event", "after", "socra", "--yes").out
    assert "Undone: start Conference" in socra("undo").out


def test_a_roster_with_new_names_asks_which_come_in(socra: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("Name,Email\nAna Lima,ana@site.example\nNia Okafor,nia@river.example\n", "utf-8")
    refused = socra("event", "want", "socra", "--roster", str(path), code=5)
    assert "1: Ana Lima (here, same e-mail); 2: Nia Okafor (new)" in refused.err
    socra("event", "want", "socra", "--roster", str(path), "--pick", "1")
    assert "1 person" in socra("search", "target:socra").err or socra("search", "target:socra", "--json").json


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("met", "socra", "bo", "hi", "--on", "2026-11-25"), 2, "is after today"),
        (("met", "socra", "bo", "hi", "--on", "2026-11-20"), 2, "none of its days"),
        (("add", "ACRP", "--on", "2026-12-03", "--until", "2026-12-01"), 2, "before it begins"),
        (("add", "ACRP", "--on", "2026-12-03", "--zone", "Mars"), 3, "No time zone"),
        (("add", "ACRP", "--on", "2026-12-03", "--kind", "party"), 2, "no kind of event"),
        (("show", "nowhere"), 3, "No event answers"),
        (("want", "socra", "bo", "--at", "wed 9:00"), 2, "no hour of SOCRA 2026"),
        (("after", "socra"), 3, "Nobody is marked as met"),
        (("edit", "socra"), 2, "Say what to change"),
    ],
)
def test_what_cannot_be_is_one_sentence(socra: CommandLine, words: tuple[str, ...], code: int, sentence: str) -> None:
    assert sentence in socra("event", *words, code=code).err


def test_an_event_moves_with_its_first_day_and_is_deleted(socra: CommandLine) -> None:
    assert "Tue 1 Dec to Wed 2 Dec" in socra("event", "edit", "socra", "--on", "2026-12-01", "--place", "Reno").out
    assert "Deleted SOCRA 2026" in socra("event", "delete", "socra").out
