"""`export`, as typed: to stdout and to files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine

BEGINNINGS = {"ics": "BEGIN:VCALENDAR", "vcf": "BEGIN:VCARD", "csv": "", "jsonl": "{", "md": "#"}


@pytest.mark.parametrize("kind", sorted(BEGINNINGS))
def test_stdout_and_a_file_hold_the_same(netcrm: CommandLine, ana: int, tmp_path: Path, kind: str) -> None:
    printed = netcrm("export", kind)
    target = tmp_path / f"out.{kind}"
    said = netcrm("export", kind, "-o", str(target))
    assert printed.err == ""
    assert printed.out.startswith(BEGINNINGS[kind])
    assert "Ana Lima" in printed.out
    assert target.read_bytes().decode() == printed.out
    assert str(target) in said.out


def test_a_table_goes_out_in_googles_layout(netcrm: CommandLine, ana: int) -> None:
    header, row = netcrm("export", "csv", "--layout", "google").out.splitlines()
    assert header.startswith("First Name,Middle Name,Last Name")
    assert row.startswith("Ana,,Lima")
    assert netcrm("export", "csv", "--layout", "netcrm").out == netcrm("export", "csv").out


def test_a_query_takes_the_rest_of_the_line(netcrm: CommandLine, ana: int, tmp_path: Path) -> None:
    netcrm("add", "Bo Chen", "--role", "crc")
    assert netcrm("export", "vcf", "-role:pi").out.count("BEGIN:VCARD") == 1
    target = tmp_path / "out.vcf"
    answer = netcrm("export", "vcf", "-role:pi", "-o", str(target), "-role:crc", "--json")
    assert answer.json == {"file": str(target), "items": 0, "cancelled": 0}


def test_each_contact_line_of_jsonl_has_what_show_has(netcrm: CommandLine, ana: int) -> None:
    lines = [json.loads(each) for each in netcrm("export", "jsonl").out.splitlines()]
    (contact,) = [each for each in lines if each["type"] == "contact"]
    shown = netcrm("show", "ana", "--json").json
    more = {"effective_cadence", "last_touch", "next_check_in", "standing", "awaiting_since"}
    more |= {"why", "days_late", "follow_ups", "timeline", "rhythm", "playbooks", "guessed_role", "news", "interviews"}
    more |= {"relations", "introductions", "mentorships", "advice", "studies", "events", "papers"}
    for job in contact["positions"]:
        del job["organisation_id"]  # by which a store is made again
    assert {key: contact[key] for key in shown.keys() - more} == {key: shown[key] for key in shown.keys() - more}


def test_the_same_day_gives_the_same_bytes(netcrm: CommandLine, ana: int) -> None:
    for kind in BEGINNINGS:
        assert netcrm("export", kind).out == netcrm("export", kind).out


def test_a_calendar_tells_last_words_only_when_asked(netcrm: CommandLine, ana: int) -> None:
    assert "protocol" not in netcrm("export", "ics").out
    assert "protocol" in netcrm("export", "ics", "--detail", "full").out


def test_days_say_how_far_a_calendar_looks_ahead(netcrm: CommandLine, ana: int) -> None:
    netcrm("follow-up", "ana", "send her my CV", "--on", "2027-06-01")
    assert "send her my CV" not in netcrm("export", "ics").out
    assert "send her my CV" in netcrm("export", "ics", "--days", "365").out


@pytest.mark.parametrize(
    "words",
    [
        ("pdf",),
        (),
        ("csv", "--days", "3"),
        ("csv", "--vcard", "4.0"),
        ("vcf", "--layout", "google"),
        ("ics", "--vcard", "4.0"),
        ("vcf", "--detail", "full"),
        ("vcf", "role:wizard"),
        ("vcf", "--json"),
        ("ics", "--days", "-1"),
    ],
)
def test_an_export_that_cannot_be_is_wrong_usage(netcrm: CommandLine, ana: int, words: tuple[str, ...]) -> None:
    assert netcrm("export", *words, code=2).out == ""


def test_a_target_that_cannot_be_written_leaves_nothing(netcrm: CommandLine, ana: int, tmp_path: Path) -> None:
    netcrm("export", "csv", "-o", str(tmp_path / "no-folder" / "out.csv"), code=6)
    netcrm("export", "csv", "-o", str(tmp_path), code=6)
    assert not (tmp_path / "no-folder").exists()


def test_a_query_mistake_leaves_the_old_file(netcrm: CommandLine, ana: int, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    netcrm("export", "csv", "-o", str(target), "role:wizard", code=2)
    assert target.read_text() == "old"


def test_cards_of_another_program_are_written_over_only_when_told_to(
    netcrm: CommandLine, ana: int, tmp_path: Path
) -> None:
    target = tmp_path / "contacts.vcf"
    theirs = "BEGIN:VCARD\nVERSION:3.0\nFN:Bo Chen\nEND:VCARD\n"
    target.write_text(theirs)
    assert "--force" in netcrm("export", "vcf", "-o", str(target), code=5).err
    assert target.read_text() == theirs
    netcrm("export", "vcf", "--force", "-o", str(target))
    netcrm("export", "vcf", "-o", str(target))
    assert "Ana Lima" in target.read_text()
