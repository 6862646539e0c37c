"""`due --near`, and what `due` says beside its items, as typed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine


@pytest.fixture
def lyon(netcrm: CommandLine, ana: int, write_card: None) -> int:
    """The id of Bo Chen, who lives in Lyon and is to be asked every two weeks."""
    return ana + 1


@pytest.fixture
def write_card(netcrm: CommandLine, ana: int, tmp_path: Path) -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:{1};{0};;;\r\nFN:{0} {1}\r\nADR:;;;Lyon;;;\r\nBDAY:{2}\r\nEND:VCARD\r\n"
    path = tmp_path / "lyon.vcf"
    path.write_bytes((card.format("Bo", "Chen", "1980-12-02") + card.format("Cem", "Demir", "")).encode())
    netcrm("import", str(path))
    netcrm("cadence", "bo", "2", "weeks")
    netcrm("log", "bo", "email", "asked about the SOP", "--on", "2026-11-17")


def test_due_near_lists_those_there_as_it_will_stand_and_who_else_is(netcrm: CommandLine, lyon: int) -> None:
    answer = netcrm("due", "--near", "lyon", "--from", "2026-12-01", "--until", "2026-12-04")
    assert "Near lyon, as it stands on Tue 1 Dec 2026, looking ahead to Fri 4 Dec 2026." in answer.err
    lines = answer.out.splitlines()
    assert lines[0] == "Tue 1 Dec"
    assert f"c{lyon}" in lines[1]
    assert "due 1 Dec on every 2 weeks" in lines[1]
    assert lines[2].strip() == "email 17 Nov: asked about the SOP"
    assert lines[3] == "Birthdays and anniversaries"
    assert "birthday on 2 Dec" in lines[4]
    also = lines.index("Also there")
    assert "Cem Demir" in lines[also + 1]
    assert "never in touch" in lines[also + 1]
    assert "Ana Lima" not in answer.out


def test_due_near_today_is_the_same_for_today(netcrm: CommandLine, lyon: int) -> None:
    answer = netcrm("due", "--near", "lyon")
    assert "Near lyon, as it stands on Tue 24 Nov 2026." in answer.err
    assert answer.out.splitlines()[0] == "Also there"
    assert "next 1 Dec" in answer.out


def test_due_near_has_json(netcrm: CommandLine, lyon: int) -> None:
    found = netcrm("due", "--near", "lyon", "--from", "2026-12-03", "--json").json
    assert (found["place"], found["from"], found["until"]) == ("lyon", "2026-12-03", "2026-12-03")
    (item,) = found["items"]
    assert (item["item"], item["days_late"], item["last_words"]) == (
        f"c{lyon}", 2, "email 17 Nov: asked about the SOP",
    )  # fmt: skip
    (other,) = found["also_there"]
    assert (other["name"], other["last_touch"], other["standing"]) == ("Cem Demir", None, "unset")


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("--from", "2026-12-01"), 2, "--from is for a trip: name the place too"),
        (("--near", "lyon", "--from", "2026-12-04", "--until", "2026-12-01"), 2, "before it begins on Fri 4 Dec"),
        (("--near", "lion"), 3, "No place answers to “lion”. Near: Lyon."),
        (("--near", "  "), 2, "Name a city"),
    ],
)
def test_due_near_refuses_in_one_sentence(
    netcrm: CommandLine, lyon: int, words: tuple[str, ...], code: int, sentence: str
) -> None:
    answer = netcrm("due", *words, code=code)
    assert sentence in answer.err
    assert sum(line.startswith("netcrm: ") for line in answer.err.splitlines()) == 1
    assert answer.out == ""


def test_due_json_carries_what_stands_beside_an_item(netcrm: CommandLine, ana: int) -> None:
    netcrm("follow-up", "ana", "send her my CV", "--on", "2026-12-01")
    (item,) = netcrm("due", "--json").json
    assert item["last_words"] == "call 2 Nov: talked about the protocol"
    assert item["next_step"] == "send her my CV, 1 Dec"
    assert (item["asks"], item["playbook"]) == ("", "")


def test_due_says_last_words_and_next_step_under_the_line(netcrm: CommandLine, ana: int) -> None:
    netcrm("follow-up", "ana", "send her my CV", "--on", "2026-12-01")
    lines = netcrm("due").out.splitlines()
    assert lines[2].strip() == "call 2 Nov: talked about the protocol · next: send her my CV, 1 Dec"


def test_due_near_runs_in_a_process_of_its_own(netcrm: CommandLine, lyon: int, store: Path) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "netcrm", "--db", str(store), "due", *words],
            capture_output=True, check=False, env=os.environ | {"PYTHONUTF8": "1"}, text=True, timeout=60,
            encoding="utf-8",
        )  # fmt: skip

    found = run("--near", "lyon", "--from", "1 dec")
    assert found.returncode == 0
    assert f"c{lyon}" in found.stdout
    found = run("--near", "lyon", "--from", "1 dec", "--until", "30 nov")
    assert (found.returncode, found.stdout) == (2, "")
    assert "Traceback" not in found.stderr
