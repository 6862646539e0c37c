"""`add --paste`: what is read, what options overrule, and when it asks."""

from __future__ import annotations

import io
import sys

import pytest

from tests.cli.conftest import CommandLine

SIGNATURE = """Best regards,

Bo Chen, MD
Sub-Investigator
Riverside Hospital
M: +1 617 555 0101
bo.chen@riverside.example
"""


@pytest.fixture
def paste(netcrm: CommandLine, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command line, with a signature on stdin."""
    _put(monkeypatch, SIGNATURE.encode())
    return netcrm


def _put(monkeypatch: pytest.MonkeyPatch, pasted: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(pasted), encoding="utf-8"))


def test_a_pasted_signature_adds_somebody_and_says_what_was_read_where(paste: CommandLine) -> None:
    answer = paste("add", "--paste")
    assert answer.out == "Added Bo Chen, MD. The id is 1.\n"
    assert "name: Bo Chen, MD, from line 3\n" in answer.err
    assert "phone: +1 617 555 0101 (mobile), from line 6\n" in answer.err
    shown = paste("show", "1", "--json").json
    assert (shown["roles"], shown["guessed_role"]) == ([], "sub-investigator")


def test_options_overrule_what_was_read(paste: CommandLine) -> None:
    words = ("--org", "Harbor Clinic", "--email", "bo@home.example", "--tag", "met")
    paste("add", "Robert", "Chen", "--paste", *words)
    out = paste("show", "1").out
    assert "Robert Chen (id 1)" in out
    assert "Sub-Investigator, Harbor Clinic" in out
    assert "bo@home.example" in out
    assert "bo.chen@riverside.example" not in out


def test_a_list_of_people_needs_a_word_and_is_one_act(netcrm: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    pasted = b"Ana Lima <ana@site.example>, Bo Chen <bo@site.example>"
    _put(monkeypatch, pasted)
    assert "--yes" in netcrm("add", "--paste", code=5).err
    _put(monkeypatch, pasted)
    assert netcrm("add", "--paste", "--yes").out == "Added Ana Lima and Bo Chen. Their ids are 1, 2.\n"
    netcrm("undo")
    assert netcrm("search", "--count").out == "0\n"


@pytest.mark.parametrize("pasted", [b"", b"\xff\xfe\x00", b"> only a quoted line\n"])
def test_nothing_to_read_is_said(netcrm: CommandLine, monkeypatch: pytest.MonkeyPatch, pasted: bytes) -> None:
    _put(monkeypatch, pasted)
    assert "Nobody was found in what was pasted" in netcrm("add", "--paste", code=2).err
