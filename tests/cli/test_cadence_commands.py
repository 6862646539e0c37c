"""`cadence`, `pause` and `resume`, as typed."""

from __future__ import annotations

from io import StringIO

import pytest

from tests.cli.conftest import CommandLine


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (("ana", "3", "months"), "3 months"),
        (("Ana", "Lima", "10", "business", "days"), "10 business days"),
        (("ana", "quarterly"), "3 months"),
        (("ana", "never"), "never"),
        (("ana", "unset"), None),
    ],
)
def test_a_cadence_takes_the_rest_of_the_line(
    netcrm: CommandLine, ana: int, words: tuple[str, ...], kept: str | None
) -> None:
    netcrm("cadence", *words)
    assert netcrm("show", "ana", "--json").json["cadence"] == kept


def test_setting_a_cadence_says_the_new_date_and_what_it_asks_for(netcrm: CommandLine, ana: int) -> None:
    answer = netcrm("cadence", "ana", "1", "month")
    assert "Next check-in Wed 2 Dec, was 16 Nov" in answer.out
    assert "check-ins a working day" in answer.err


@pytest.mark.parametrize(
    ("subject", "origin"),
    [("tier:a", "tier A"), ("tag:area", "tag area"), ("role:pi", "role PI")],
)
def test_a_cadence_is_set_for_all_of_a_kind(netcrm: CommandLine, ana: int, subject: str, origin: str) -> None:
    netcrm("cadence", "ana", "unset")
    netcrm("edit", "ana", "--tier", "A", "--tag", "area/oncology")
    netcrm("cadence", subject, "6", "weeks")
    assert netcrm("show", "ana", "--json").json["effective_cadence"] == f"every 6 weeks, from {origin}"
    (rule,) = netcrm("cadence", "--json").json
    assert (rule["cadence"], rule["people"]) == ("6 weeks", 1)
    assert "6 weeks" in netcrm("cadence").out


def test_a_cadence_without_interval_shows_the_one_in_force(netcrm: CommandLine, ana: int) -> None:
    assert netcrm("cadence", "ana").out == "Ana Lima, MD: every 2 weeks. Next check-in Mon 16 Nov 2026.\n"
    assert netcrm("cadence", "ana", "--json").json["cadence"] == "2 weeks"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("ana", "sometimes"), 2),
        (("tier:Z", "2", "weeks"), 2),
        (("tier:none", "2", "weeks"), 2),
        (("role:wizard", "2", "weeks"), 2),
        (("tier:A",), 2),
        (("org:Nowhere", "2", "weeks"), 3),
        (("nobody", "2", "weeks"), 3),
    ],
)
def test_a_cadence_that_cannot_be_set_is_refused(
    netcrm: CommandLine, ana: int, words: tuple[str, ...], code: int
) -> None:
    netcrm("cadence", *words, code=code)
    assert netcrm("cadence", "--json").json == []


def test_a_pause_hides_and_the_echo_names_the_first_day_back(netcrm: CommandLine, ana: int) -> None:
    answer = netcrm("pause", "ana", "--until", "2026-12-04", "--reason", "leave")
    assert "back Mon 7 Dec" in answer.out
    assert netcrm("due", "--json").json == []
    (pause,) = netcrm("pause", "--list", "--json").json
    assert (pause["contact"], pause["from"], pause["until"], pause["reason"]) == (
        ana, "2026-11-24", "2026-12-04", "leave",
    )  # fmt: skip
    assert "leave" in netcrm("pause", "--list").out
    netcrm("resume", "ana")
    assert len(netcrm("due", "--json").json) == 1
    assert netcrm("pause", "--list", "--json").json == []


def test_everybody_and_organisations_can_be_paused(netcrm: CommandLine, ana: int) -> None:
    for words in (("--all",), ("org:St Mary's",)):
        netcrm("pause", *words, "--until", "fri")
        assert netcrm("due", "--json").json == []
        netcrm("resume", *words)
        assert len(netcrm("due", "--json").json) == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("pause", "ana"), 2),
        (("pause", "--until", "fri"), 2),
        (("pause", "ana", "--all", "--until", "fri"), 2),
        (("pause", "ana", "--from", "2026-12-10", "--until", "2026-12-01"), 2),
        (("pause", "org:Nowhere", "--until", "fri"), 3),
        (("resume", "ana"), 2),
    ],
)
def test_a_pause_that_cannot_be_is_refused(netcrm: CommandLine, ana: int, words: tuple[str, ...], code: int) -> None:
    netcrm(*words, code=code)
    assert netcrm("pause", "--list", "--json").json == []


@pytest.mark.parametrize("words", [("0", "weeks"), ("-3", "days"), ("1000", "years")])
def test_a_wrong_interval_is_what_is_blamed(netcrm: CommandLine, ana: int, words: tuple[str, ...]) -> None:
    answer = netcrm("cadence", "ana", *words, code=2)
    assert "person" not in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("0", "weeks"), "An interval is at least 1 week, not 0"),
        (("-3", "days"), "An interval is at least 1 day, not -3"),
        (("fortnightly-ish",), "“fortnightly-ish” is no interval"),
        (("3", "months,", "latest", "1", "month"), "The latest interval (1 month) is shorter than the cadence"),
    ],
)
def test_a_wrong_cadence_is_refused_in_one_sentence(
    netcrm: CommandLine, ana: int, words: tuple[str, ...], said: str
) -> None:
    for whom in (("ana",), ("tier:A",), ("--query", "ana")):
        answer = netcrm("cadence", *whom, *words, code=2)
        assert said in answer.err
        assert len(answer.err.splitlines()) == 1
    assert netcrm("show", "ana", "--json").json["cadence"] == "2 weeks"


@pytest.fixture
def tagged(netcrm: CommandLine, ana: int) -> CommandLine:
    """Ana with a cadence of her own, Bo and Cleo without, all called on 2 November and tagged."""
    for name in ("Bo Chen", "Cleo Abara"):
        netcrm("add", name)
        netcrm("log", name, "call", "--on", "2026-11-02")
    for number in (1, 2, 3):
        netcrm("edit", str(number), "--tag", "phase/2")
    netcrm("settings", "daily-cap", "1")
    return netcrm


def test_what_a_cadence_does_is_said_before_it_is_done(tagged: CommandLine) -> None:
    answer = tagged("cadence", "tag:phase", "2", "days")
    assert "2 people, 2 become late; 1 keeps the cadence of their own. 1.5 check-ins a working day" in answer.err
    assert "1.5 check-ins a working day, you allow 1: everybody will run about 1.5 times late" in answer.err
    assert answer.out == "Cadence of tag phase: every 2 days.\n"


def test_a_dry_run_shows_it_and_does_nothing(tagged: CommandLine) -> None:
    answer = tagged("cadence", "tag:phase", "1", "week", "--dry-run")
    assert answer.out.startswith("2 people, 2 become late; 1 keeps the cadence of their own. ")
    assert "  Bo Chen: next check-in Mon 9 Nov 2026, was none." in answer.out
    preview = tagged("cadence", "--query", "tag:phase", "1 week", "--overwrite", "--dry-run", "--json").json
    assert (preview["people"], preview["keep_own"], len(preview["effects"])) == (3, 0, 3)
    assert tagged("cadence", "--json").json == []
    assert tagged("cadence", "bo", "--json").json["cadence"] is None


def test_a_cadence_for_all_whom_a_search_finds(tagged: CommandLine) -> None:
    answer = tagged("cadence", "--query", "tag:phase last:>1w", "3", "months")
    assert "2 people, nobody becomes late; 1 keeps the cadence of their own." in answer.err
    assert "Cadence of Bo Chen and Cleo Abara: every 3 months. 1 keeps the cadence of their own." in answer.out
    tagged("undo")
    assert tagged("cadence", "bo", "--json").json["cadence"] is None
    tagged("cadence", "--query", "tag:phase", "3", "months", "--overwrite")
    assert [tagged("cadence", who, "--json").json["cadence"] for who in ("ana", "bo")] == ["3 months", "3 months"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--query", "tag:nowhere", "3", "months"), 3),
        (("--query", "tier:Q", "3", "months"), 2),
        (("--query", "tag:phase"), 2),
        (("tag:phase", "3", "months", "--overwrite"), 2),
    ],
)
def test_a_search_or_an_interval_that_is_missing_changes_nothing(
    tagged: CommandLine, words: tuple[str, ...], code: int
) -> None:
    before = tagged("undo", "--list").out
    assert tagged("cadence", *words, code=code).out == ""
    assert tagged("undo", "--list").out == before


@pytest.mark.parametrize(("reply", "kept"), [("y\n", 1), ("n\n", 0), ("\n", 0)])
def test_at_a_terminal_it_asks_when_people_become_late(
    tagged: CommandLine, monkeypatch: pytest.MonkeyPatch, reply: str, kept: int
) -> None:
    monkeypatch.setattr("netcrm.cli.asking.can_ask", lambda: True)
    monkeypatch.setattr("sys.stdin", StringIO(reply))
    answer = tagged("cadence", "tag:phase", "2", "days", code=0 if kept else 5)
    assert "2 become late" in answer.err
    assert len(tagged("cadence", "--json").json) == kept
    tagged("cadence", "tag:phase", "3", "days", "--yes")
    assert tagged("cadence", "--json").json[0]["cadence"] == "3 days"
    tagged("cadence", "tier:A", "2", "days")


@pytest.mark.parametrize("whom", [("ana,", "bo"), ("1, 2",), ("--query", "tag:phase -cleo")])
def test_several_are_paused_and_resumed_together(tagged: CommandLine, whom: tuple[str, ...]) -> None:
    answer = tagged("pause", *whom, "--until", "2026-12-04")
    assert "Paused Ana Lima, MD and Bo Chen until Fri 4 Dec; back Mon 7 Dec." in answer.out
    assert [one["contact"] for one in tagged("pause", "--list", "--json").json] == [1, 2]
    tagged("undo")
    assert tagged("pause", "--list", "--json").json == []
    tagged("redo")
    tagged("resume", *whom)
    assert tagged("pause", "--list", "--json").json == []


@pytest.mark.parametrize(
    ("words", "code"),
    [(("ana,", "nobody"), 3), (("--query", "tag:nowhere"), 3), (("ana", "--query", "tag:phase"), 2), (("ana,",), 0)],
)
def test_nobody_is_paused_where_one_is_not_known(tagged: CommandLine, words: tuple[str, ...], code: int) -> None:
    tagged("pause", *words, "--until", "fri", code=code)
    assert len(tagged("pause", "--list", "--json").json) == (0 if code else 1)


def test_due_says_that_everybody_is_paused(netcrm: CommandLine, ana: int) -> None:
    netcrm("pause", "--all", "--until", "in 3 weeks")
    assert "Everybody is paused until" in netcrm("due").err
