"""`import` of tables and network sites, as typed: columns, last contact, messages, moves; and `show --sources`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.formats.linkedin_samples import connection, connections_csv, linkedin_zip, message, messages_csv

GUILD = "Wer;Firma;Post\nIlse Brandt;Harbour CRO;ilse@harbour.test\nJuan Ortiz;St Mary;juan@stmary.test\n"
MAP = "Wer=name,Firma=organisation,Post=email/work"
SPRING = [connection("Ana Lima", "Northside Hospital", "CRC"), connection("Ben Ode", "Trialworks", "CRA")]
AUTUMN = [connection("Ana Lima", "Harbour CRO", "CRA")]


@pytest.fixture
def guild(tmp_path: Path) -> Path:
    path = tmp_path / "guild.csv"
    path.write_text(GUILD)
    return path


def connections(path: Path, people: list[list[str]]) -> str:
    path.write_bytes(connections_csv(people))
    return str(path)


def test_a_mapping_says_what_columns_mean_and_is_remembered(netcrm: CommandLine, guild: Path) -> None:
    netcrm("import", str(guild), "--map", MAP)
    shown = netcrm("show", "ilse", "--json").json
    assert (shown["organisation"], shown["emails"][0]["label"]) == ("Harbour CRO", "work")
    guild.write_text(GUILD + "Kemal Demir;Lyon Site;kemal@lyon.test\n")
    assert "1 new, 0 updated, 2 unchanged" in netcrm("import", str(guild)).out
    assert netcrm("show", "kemal", "--json").json["emails"][0]["label"] == "work"


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--map", "Wo=name"), "Wo"),
        (("--map", "Wer=nickel"), "nickel"),
        (("--last-contact", "3/12/2019"), "no date of last contact"),
        (("--last-contact", "2031"), "lies ahead"),
    ],
)
def test_an_option_that_makes_no_sense_is_told_and_nothing_comes_in(
    netcrm: CommandLine, guild: Path, options: tuple[str, ...], why: str
) -> None:
    assert why in netcrm("import", str(guild), *options, code=2).err
    assert netcrm("search", "--json").json == []


def test_a_map_for_cards_is_refused(netcrm: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "a.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Ana Lima\nEND:VCARD\n")
    assert "no table" in netcrm("import", str(path), "--map", "Name=name", code=2).err


def test_a_newer_export_tells_who_moved_and_who_vanished(netcrm: CommandLine, tmp_path: Path) -> None:
    netcrm("import", connections(tmp_path / "Connections.csv", SPRING))
    done = netcrm("import", connections(tmp_path / "Connections.csv", AUTUMN), "--congratulate")
    assert "Changed employer" in done.out
    assert "Northside Hospital → Harbour CRO" in done.out
    assert "In an earlier export and not in this one" in done.out
    assert "Ben Ode" in done.out
    ana = netcrm("show", "ana", "--json").json
    assert ana["organisation"] == "Harbour CRO"
    assert [job["end_on"] for job in ana["positions"]] == ["", "2026-11"]
    assert [promise["title"] for promise in ana["follow_ups"]] == ["Congratulate on the new job at Harbour CRO"]
    assert ana["news"].startswith("now CRA (was CRC), now at Harbour CRO (was Northside Hospital)")
    (item,) = netcrm("due", "--until", "2026-12-01", "--json").json
    assert "; news: now CRA" in item["why"]
    sources = netcrm("show", "ana", "--sources").out
    assert "title was “CRC” until the import of 24 Nov 2026 (Connections.csv)" in sources
    assert netcrm("show", "ana", "--sources", "--json").json["sources"][0]["place"] == 1
    netcrm("undo")
    assert netcrm("show", "ana", "--json").json["follow_ups"] == []


def test_dates_of_messages_come_in_where_asked_and_ask_nobody_for_old_answers(
    netcrm: CommandLine, tmp_path: Path
) -> None:
    me = "Noor Haddad"
    sent = [message(me, "Ana Lima", "2019-05-02 12:00:00 UTC"), message("Ben Ode", me, "2020-05-02 12:00:00 UTC")]
    path = tmp_path / "Basic_LinkedInDataExport.zip"
    path.write_bytes(linkedin_zip({"Connections.csv": connections_csv(SPRING), "messages.csv": messages_csv(sent)}))
    report = netcrm("import", str(path), "--messages", "--json").json
    assert (report["new"], report["touches"]) == (2, 2)
    assert netcrm("show", "ana", "--json").json["last_touch"] == "2019-05-02"
    assert netcrm("show", "ana", "--json").json["awaiting_since"] is None
    assert netcrm("due", "--json").json == []


def test_the_date_in_the_file_may_be_the_last_contact(netcrm: CommandLine, tmp_path: Path) -> None:
    netcrm("import", connections(tmp_path / "Connections.csv", SPRING), "--last-contact", "connected")
    assert netcrm("show", "ana", "--json").json["last_touch"] is not None


def test_a_whole_store_is_made_again_from_its_lines(netcrm: CommandLine, tmp_path: Path, guild: Path) -> None:
    netcrm("import", str(guild), "--map", MAP)
    whole, again = tmp_path / "all.jsonl", tmp_path / "again.jsonl"
    netcrm("export", "jsonl", "-o", str(whole))
    assert "contact" in netcrm("import", str(whole), "--dry-run").out
    assert netcrm("import", str(whole), code=5).err
    other = CommandLine(tmp_path / "other" / "n.db", netcrm.capture)
    other("import", str(whole))
    other("export", "jsonl", "-o", str(again))
    assert again.read_bytes() == whole.read_bytes()
