"""Following up in a process of its own: right and wrong words, exit codes, and undo in the next process."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine
from tests.cli.test_cli_processes import _netcrm


@pytest.fixture
def filled(netcrm: CommandLine) -> CommandLine:
    """Two people, late on every two weeks."""
    for number, name in (("1", "Ana Lima"), ("2", "Zoë O'Neil")):
        netcrm("add", name)
        netcrm("log", number, "call", "--on", "2026-10-05")
        netcrm("cadence", number, "2 weeks")
    return netcrm


def due(netcrm: CommandLine) -> list[str]:
    return [item["item"] for item in netcrm("due", "--json").json]


def test_one_undo_in_a_later_process_takes_back_an_act_on_many(filled: CommandLine) -> None:
    skipped = _netcrm("skip", "c1,c2", "travelling", store=filled.store)
    assert skipped.stdout.decode().startswith("Skipped Ana Lima and Zoë O'Neil this time. 2 next check-ins moved.\n")
    assert due(filled) == []
    assert _netcrm("undo", store=filled.store).returncode == 0
    assert due(filled) == ["c1", "c2"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("snooze", "c1,c9", "2w"), 3, "c9"),
        (("snooze", "c1,c2", "2026-11-24"), 2, "A snooze ends after today"),
        (("cadence", "tier:A", "fortnightly-ish"), 2, "“fortnightly-ish” is no interval"),
        (("cadence", "ana", "-3", "days"), 2, "at least 1 day, not -3"),
        (("pause", "ana", "--from", "2026-12-10", "--until", "2026-12-01"), 2, "before it starts"),
        (("follow-up", "ana", "dues", "--on", "fri", "--every", "0 weeks"), 2, "at least 1 week"),
    ],
)
def test_a_wrong_word_is_one_sentence_and_changes_nothing(
    filled: CommandLine, words: tuple[str, ...], code: int, said: str
) -> None:
    answer = _netcrm(*words, store=filled.store)
    assert (answer.returncode, answer.stdout) == (code, b"")
    assert said in answer.stderr.decode()
    assert b"Traceback" not in answer.stderr
    assert due(filled) == ["c1", "c2"]


def test_away_from_a_terminal_a_cadence_that_makes_people_late_goes_ahead_and_says_so(filled: CommandLine) -> None:
    _netcrm("settings", "daily-cap", "1", store=filled.store)
    answer = _netcrm("cadence", "--query", "last:any", "1", "day", "--overwrite", store=filled.store)
    assert answer.returncode == 0
    assert "2 people, nobody becomes late. 2.8 check-ins a working day, you allow 1" in answer.stderr.decode()
    assert answer.stdout.decode().startswith("Cadence of Ana Lima and Zoë O'Neil: daily. 2 next check-ins moved.")
