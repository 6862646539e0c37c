"""`show` tells the rhythm, why the next date is what it is, how promises come back, and how somebody is addressed."""

from __future__ import annotations

import io
import sys

import pytest

from tests.cli.conftest import CommandLine


@pytest.fixture
def rhythmic(netcrm: CommandLine, ana: int) -> int:
    """Ana, with calls on 3 January, 7 February and 2 November."""
    for on in ("2026-01-03", "2026-02-07", "2026-02-07"):
        netcrm("log", "ana", "call", "hello", "--on", on)
    return ana


def _row(out: str, label: str) -> str:
    return next(each for each in out.splitlines() if each.strip().startswith(label)).strip()


def test_the_rhythm_is_a_sentence_and_a_line_of_twelve_months(netcrm: CommandLine, rhythmic: int) -> None:
    out = netcrm("show", "ana").out
    assert _row(out, "Rhythm") == (
        "Rhythm         About every 5 months; the longest silence was 268 days, 7 Feb to 2 Nov 2026; now 22 days."
    )
    assert _row(out, "By month") == "By month       ·▂▄········▂ 4 touches in 12 months"
    assert "                 DJFMAMJJASON\n" in out


def test_somebody_without_a_touch_has_no_bars(netcrm: CommandLine) -> None:
    netcrm("add", "Bo Chen")
    assert "By month" not in netcrm("show", "bo").out
    assert netcrm("show", "bo", "--json").json["rhythm"]["sentence"] == "No touch yet."


def test_where_blocks_cannot_be_printed_digits_stand_for_them(
    netcrm: CommandLine, rhythmic: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(8):
        netcrm("log", "ana", "call", "--on", "2026-02-07")
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="replace")
    monkeypatch.setattr(sys, "stdout", narrow)
    netcrm("show", "ana")
    narrow.seek(0)
    assert "By month       01+000000001 12 touches" in narrow.read()


def test_json_has_the_rhythm_in_numbers(netcrm: CommandLine, rhythmic: int) -> None:
    shown = netcrm("show", "ana", "--json").json
    rhythm = shown["rhythm"]
    months = rhythm.pop("months")
    assert rhythm == {
        "sentence": "About every 5 months; the longest silence was 268 days, 7 Feb to 2 Nov 2026; now 22 days.",
        "touches": 4,
        "first_touch": "2026-01-03",
        "usual_gap_days": 151.5,
        "days_since_last_touch": 22,
        "longest_silence": {"from": "2026-02-07", "to": "2026-11-02", "days": 268},
    }
    assert [month["month"] for month in months] == [
        "2025-12", *(f"2026-{number:02}" for number in range(1, 12)),
    ]  # fmt: skip
    assert months[2] == {"month": "2026-02", "touches": 2, "year_before": 0}
    assert shown["playbooks"] == []


def test_the_reason_of_a_snooze_and_a_skip_stands_in_why_and_timeline(netcrm: CommandLine, ana: int) -> None:
    netcrm("skip", "c1", "on", "leave")
    out = netcrm("show", "ana").out
    assert "Every 2 weeks, counted from the skip on 24 Nov (on leave): Tue 8 Dec." in out
    assert _row(out, "Tue 24 Nov").split("  ") == ["Tue 24 Nov", "Skipped, was due 16 Nov", "on leave"]


def test_a_promise_that_comes_back_says_how(netcrm: CommandLine, ana: int) -> None:
    netcrm("follow-up", "ana", "pay", "the", "dues", "--on", "1 jan", "--every", "year")
    shown = netcrm("show", "ana", "--json").json["follow_ups"][0]
    assert (shown["repeats"], shown["repeats_from"], shown["run"]) == ("1 year", "date", None)
    assert "pay the dues  every year from 1 Jan 2027" in _row(netcrm("show", "ana").out, "f1")


def test_somebody_put_away_says_since_when_and_why_nothing_is_asked(netcrm: CommandLine, ana: int) -> None:
    netcrm("archive", "ana")
    assert _row(netcrm("show", "ana").out, "Why").endswith("No check-ins: archived since 24 Nov.")


def test_a_salutation_is_shown_where_one_is_set(netcrm: CommandLine, ana: int) -> None:
    assert "salutation" not in netcrm("show", "ana").out
    netcrm("edit", "ana", "--first-names")
    assert "Dear Ana" in _row(netcrm("show", "ana").out, "salutation")


def test_a_playbook_that_runs_is_shown_with_its_next_step(netcrm: CommandLine, ana: int) -> None:
    netcrm("playbook", "start", "ana", "outreach")
    (run,) = netcrm("show", "ana", "--json").json["playbooks"]
    assert (run["playbook"], run["state"], run["started"], run["ended"]) == ("outreach", "open", "2026-11-24", None)
    out = netcrm("show", "ana").out
    assert "\nPlaybooks\n" in out
    assert f"{run['title']}  since Tue 24 Nov  next: {run['next_step']}" in out
