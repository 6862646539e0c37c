"""`import`, as typed: what comes in, what is said about it, and what does not come in."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine, Write

PHONE = """BEGIN:VCARD
VERSION:3.0
N:Lima;Ana;;;
FN:Ana Lima
EMAIL:ana@stmarys.test
TEL;TYPE=CELL:+1 617 555 0100
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:Chen;Bo;;;
FN:Bo Chen
TEL;TYPE=WORK:+1 617 555 0199
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:Demir;Cem;;;
FN:Cem Demir
TEL;TYPE=WORK:+1 617 555 0199
END:VCARD
"""
BROKEN = "BEGIN:VCARD\nVERSION:3.0\nREV:20260101T000000Z\nEND:VCARD\n"


@pytest.fixture
def phone(write: Write) -> Path:
    return write("contacts.vcf", PHONE)


def _names(netcrm: CommandLine) -> list[str]:
    return sorted(row["name"] for row in netcrm("search", "--json").json)


def test_import_json_accounts_for_every_card(netcrm: CommandLine, write: Write) -> None:
    report = netcrm("import", str(write("contacts.vcf", PHONE + BROKEN)), "--json").json
    assert report.keys() >= {"cards", "new", "updated", "unchanged", "left", "problems", "change_set"}
    assert report["cards"] == 4
    assert (report["new"], report["updated"], report["unchanged"], report["left"]) == (3, 0, 0, 0)
    (problem,) = report["problems"]
    assert problem.keys() >= {"file", "where", "line", "why"}
    assert (problem["file"], problem["where"]) == ("contacts.vcf", "card 4")
    assert report["change_set"] is not None


def test_the_same_file_again_changes_nothing(netcrm: CommandLine, phone: Path) -> None:
    netcrm("import", str(phone))
    report = netcrm("import", str(phone), "--json").json
    assert (report["cards"], report["unchanged"], report["change_set"]) == (3, 3, None)


def test_the_report_counts_and_names_what_could_not_be_read(netcrm: CommandLine, write: Write) -> None:
    answer = netcrm("import", str(write("contacts.vcf", PHONE + BROKEN)))
    assert answer.out.startswith("3 new, 0 updated, 1 unreadable: card 4\n")
    assert "contacts.vcf" in answer.out
    assert "netcrm undo" in answer.err


def test_people_that_share_a_phone_stay_two_and_are_named(netcrm: CommandLine, phone: Path) -> None:
    out = netcrm("import", str(phone)).out
    assert "Perhaps the same" in out
    assert _names(netcrm) == ["Ana Lima", "Bo Chen", "Cem Demir"]


def test_a_dry_run_says_what_would_happen_and_writes_nothing(netcrm: CommandLine, phone: Path) -> None:
    out = netcrm("import", str(phone), "--dry-run").out
    assert [each.split()[:2] for each in out.splitlines()[:3]] == [["1", "new"], ["2", "new"], ["3", "new"]]
    assert "3 new, 0 updated. Nothing was written." in out
    report = netcrm("import", str(phone), "--dry-run", "--pick", "2", "--json").json
    assert (report["new"], report["left"], report["change_set"], report["dry_run"]) == (1, 2, None, True)
    assert [row["verdict"] for row in report["rows"]] == ["left", "new", "left"]
    assert netcrm("search", "--json").json == []
    assert netcrm("undo", "--list", "--json").json == []


def test_a_dry_run_shows_the_fields_that_would_change(netcrm: CommandLine, phone: Path, write: Write) -> None:
    netcrm("import", str(phone))
    newer = write("newer.vcf", PHONE.replace("EMAIL:ana@stmarys.test", "EMAIL:ana@stmarys.test\nTITLE:Oncologist"))
    assert "Oncologist" in netcrm("import", str(newer), "--dry-run").out
    report = netcrm("import", str(newer), "--json").json
    assert (report["updated"], report["unchanged"]) == (1, 2)


@pytest.mark.parametrize(
    ("pick", "names"),
    [
        ("all", ["Ana Lima", "Bo Chen", "Cem Demir"]),
        ("none", []),
        ("1,3", ["Ana Lima", "Cem Demir"]),
        ("2-3", ["Bo Chen", "Cem Demir"]),
        (" 1 - 1 , 2", ["Ana Lima", "Bo Chen"]),
    ],
)
def test_cards_are_picked_by_their_numbers(netcrm: CommandLine, phone: Path, pick: str, names: list[str]) -> None:
    report = netcrm("import", str(phone), "--pick", pick, "--json").json
    assert _names(netcrm) == names
    assert (report["new"], report["left"]) == (len(names), 3 - len(names))


@pytest.mark.parametrize("pick", ["", "some", "4", "0", "1-9", "1,,2", "-1", "²"])
def test_a_pick_of_no_card_is_refused(netcrm: CommandLine, phone: Path, pick: str) -> None:
    netcrm("import", str(phone), "--pick", pick, code=2)
    assert _names(netcrm) == []


def test_who_was_unticked_is_remembered(netcrm: CommandLine, phone: Path) -> None:
    netcrm("import", str(phone), "--pick", "1")
    report = netcrm("import", str(phone), "--json").json
    assert (report["new"], report["unchanged"], report["left"]) == (0, 1, 2)
    netcrm("import", str(phone), "--pick", "all")
    assert len(_names(netcrm)) == 3


def test_undo_takes_the_whole_import_back(netcrm: CommandLine, phone: Path) -> None:
    netcrm("import", str(phone))
    netcrm("undo")
    assert _names(netcrm) == []
    netcrm("redo")
    assert len(_names(netcrm)) == 3


def test_a_dash_reads_stdin(netcrm: CommandLine, phone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(phone.read_bytes())))
    assert netcrm("import", "-", "--json").json["new"] == 3


def test_known_people_can_be_skipped_or_made_anew(netcrm: CommandLine, phone: Path, write: Write) -> None:
    netcrm("import", str(phone))
    newer = write("newer.vcf", PHONE.replace("EMAIL:ana@stmarys.test", "EMAIL:ana@stmarys.test\nTITLE:Oncologist"))
    report = netcrm("import", str(newer), "--on-duplicate", "skip", "--json").json
    assert (report["updated"], report["unchanged"]) == (0, 3)
    report = netcrm("import", str(newer), "--on-duplicate", "new", "--json").json
    assert report["new"] == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("notes.txt", "Ana said to call on Friday.\n"),
        ("empty.vcf", ""),
        ("none.vcf", BROKEN),
        ("letters.vcf", "BEGIN:VCARD\n"),
    ],
)
def test_a_file_without_a_readable_card_is_refused_with_one_sentence(
    netcrm: CommandLine, write: Write, name: str, text: str
) -> None:
    answer = netcrm("import", str(write(name, text)), code=4)
    assert answer.out == ""
    assert answer.err.startswith("netcrm: ")
    assert answer.err.count("\n") == 1


def test_one_bad_file_among_good_ones_keeps_everything_out(
    netcrm: CommandLine, phone: Path, tmp_path: Path, write: Write
) -> None:
    bad = [tmp_path / "missing.vcf", tmp_path, write("empty.vcf", ""), write("notes.txt", "Call Ana.\n")]
    for path in bad:
        answer = netcrm("import", str(phone), str(path), code=4)
        assert path.name in answer.err
        assert answer.out == ""
    assert _names(netcrm) == []
    assert netcrm("undo", "--list", "--json").json == []


def test_an_unknown_format_is_named_with_the_known_ones(netcrm: CommandLine, phone: Path) -> None:
    assert "vcf" in netcrm("import", str(phone), "--format", "papyrus", code=4).err
    netcrm("import", code=2)


def test_a_dry_run_shows_what_is_worth_a_look(netcrm: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "cut.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Ana Lima\nN:Lima;Ana;;;\n")
    assert "Worth a look" in netcrm("import", "--dry-run", str(path)).out
