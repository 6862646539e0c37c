"""`goal`, `did` and `report` as typed."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import CommandLine


def test_a_goal_is_set_followed_and_dropped(netcrm: CommandLine, ana: int) -> None:
    answer = netcrm("goal", "add", "talk", "with", "two", "people", "by", "15", "december")
    assert "New goal: talk with 2 people by 15 Dec. 0 of 2, 4 weeks left" in answer.out
    netcrm("log", str(ana), "call")
    (goal,) = netcrm("goal", "--json").json
    assert (goal["goal"], goal["done"], goal["state"], goal["measure"]) == (
        "talk with 2 people by 15 Dec", 1, "running", "people",
    )  # fmt: skip
    assert "1 of 2, 4 weeks left: talk with 1 person in 4 weeks" in netcrm("goal").out
    assert "character 25" in netcrm("goal", "add", "five talks a month", "role:nobody", code=2).err
    assert "Gave up the goal: talk with 2 people" in netcrm("goal", "drop", "1").out
    assert netcrm("goal", "list", "--json").json == []
    assert netcrm("goal", "list", "--all", "--json").json[0]["state"] == "given-up"
    assert "No goal answers to “7”" in netcrm("goal", "delete", "7", code=3).err


def test_what_was_done_is_written_down_in_numbers_alone(netcrm: CommandLine) -> None:
    said = netcrm("did", "assisted in consenting 4 participants", "--skill", "informed consent", "--on", "2026-11-20")
    assert "Noted for Fri 20 Nov: assisted in consenting 4 participants (informed consent)." in said.out
    netcrm("did", "filed", "12", "documents")
    assert [it["words"] for it in netcrm("did", "list", "--json").json] == [
        "filed 12 documents", "assisted in consenting 4 participants",
    ]  # fmt: skip
    assert len(netcrm("did", "list", "--from", "2026-11-21", "--json").json) == 1
    assert "one number" in netcrm("did", "saw", "4", "of", "subject", "1001", code=2).err
    assert "figures" in netcrm("did", "filed 3 forms", "--skill", "study 7", code=2).err
    netcrm("did", "delete", "1")
    assert [it["id"] for it in netcrm("did", "--json").json] == [2]


def test_all_of_a_report_is_shown_before_it_is_written(netcrm: CommandLine, ana: int, tmp_path: Path) -> None:
    netcrm("log", str(ana), "call", "--on", "2026-11-02")
    netcrm("did", "filed", "12", "documents")
    target = tmp_path / "report.md"
    refused = netcrm("report", "--from", "2026-11-01", "-o", str(target), code=5)
    assert "- Filed 12 documents" in refused.err
    assert "--yes" in refused.err
    assert not target.exists()
    assert f"(1 contact, 0 interviews) to {target}." in netcrm("report", "-o", str(target), "--yes").out
    target.write_text("mine")
    assert "over the file that is there" in netcrm("report", "-o", str(target), code=5).err
    assert target.read_text() == "mine"
    page = tmp_path / "report.html"
    answer = netcrm("report", "--template", "quarter", "-o", str(page), "--yes", "--json").json
    assert (answer["from"], answer["to"], answer["people"], answer["touches"]) == ("2026-10-01", "2026-11-24", 1, 2)
    assert page.read_text().startswith("<!doctype html>")
    assert netcrm("report").out.startswith("# The internship, 25 May 2026 to 24 Nov 2026\n")
    assert "after today" in netcrm("report", "--to", "2026-12-01", code=2).err
