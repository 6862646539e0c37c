"""The frame of the command line: help, mistakes, bugs, stores that cannot be used."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import click
import pytest

from netcrm import __version__
from netcrm.cli.group import LazyGroup
from netcrm.cli.main import command_line, run
from netcrm.cli.table import COMMANDS
from netcrm.services.crm import Crm
from tests.cli.conftest import CommandLine

EVERY_COMMAND = sorted(COMMANDS)


@pytest.fixture
def netcrm(store: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """A command line whose store nobody has made yet."""
    return CommandLine(store, capsys)


@pytest.mark.parametrize("name", EVERY_COMMAND)
def test_every_command_of_the_table_can_be_loaded_and_explains_itself(netcrm: CommandLine, name: str) -> None:
    group: LazyGroup = command_line()
    command = group.get_command(click.Context(group), name)
    assert command is not None
    assert command.name == name
    out = netcrm(name, "--help").out
    assert out.startswith(f"Usage: netcrm {name}")
    assert "--db" not in out


def test_the_commands_of_the_design_are_there() -> None:
    wanted = (
        "import export add edit archive delete show log due follow-up done snooze skip drop pause resume cadence search"
        " undo redo settings demo backup restore doctor"
    )
    assert set(wanted.split()) <= set(COMMANDS)


def test_help_lists_every_command_with_its_line(netcrm: CommandLine) -> None:
    out = " ".join(netcrm("--help").out.split())
    for name, entry in COMMANDS.items():
        assert f"{name} {entry.help}" in out


def test_the_version_is_printed_beside_other_options_too(netcrm: CommandLine) -> None:
    assert netcrm("--version").out == f"netcrm {__version__}\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("serach", "x"), "There is no command “serach”. Near: search"),
        (("due", "--jsno"), "See “netcrm due --help”."),
        (("due", "--until"), "--until"),
        (("--frob",), "--frob"),
        (("undo", "many"), "many"),
    ],
)
def test_wrong_usage_is_one_sentence_and_where_to_look(
    netcrm: CommandLine, words: tuple[str, ...], sentence: str
) -> None:
    answer = netcrm(*words, code=2)
    assert answer.out == ""
    assert answer.err.startswith("netcrm: ")
    assert sentence in answer.err
    assert answer.err.count("\n") == 1
    assert not netcrm.store.exists()


def test_the_store_may_be_named_after_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], store: Path
) -> None:
    assert run(["add", "Ana Lima", "--db", str(store)]) == 0
    assert run(["search", "ana", "--db", str(store), "--count"]) == 0
    assert capsys.readouterr().out.endswith("1\n")
    assert not (tmp_path / "not-this-one.db").exists()


def test_a_bug_is_one_line_and_its_traceback_is_shown_on_request(
    netcrm: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a rate of\nnothing")

    monkeypatch.setattr(Crm, "open", break_down)
    answer = netcrm("due", code=1)
    assert answer.err == (
        "netcrm: this is a bug (ZeroDivisionError: a rate of nothing)."
        " Run it again with --debug and report what it says.\n"
    )
    assert "Traceback" in netcrm("due", "--debug", code=1).err
    assert "Traceback" in netcrm("--debug", "search", "x", code=1).err


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, EOFError])
def test_an_interruption_has_its_exit_code(
    netcrm: CommandLine, monkeypatch: pytest.MonkeyPatch, interruption: type[BaseException]
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise interruption

    monkeypatch.setattr(Crm, "open", interrupt)
    assert netcrm("due", code=130).err == "netcrm: interrupted\n"


def test_a_file_that_is_no_store_is_left_as_it_is(netcrm: CommandLine) -> None:
    netcrm.store.parent.mkdir()
    for content in (b"Dear diary, today I wrote no database at all.\n" * 50, b"x"):
        netcrm.store.write_bytes(content)
        for words in (("due",), ("add", "Ana Lima"), ("doctor",)):
            answer = netcrm(*words, code=6)
            assert answer.out == ""
            assert answer.err.count("\n") == 1
        assert netcrm.store.read_bytes() == content


def test_a_store_of_a_newer_version_is_refused(netcrm: CommandLine, ana: int) -> None:
    store = sqlite3.connect(netcrm.store)
    store.execute("PRAGMA user_version = 9999")
    store.close()
    before = netcrm.store.read_bytes()
    for words in (("due",), ("add", "Bo Chen")):
        netcrm(*words, code=6)
    assert netcrm.store.read_bytes() == before


def test_a_folder_in_the_place_of_the_store_is_refused(netcrm: CommandLine) -> None:
    netcrm.store.mkdir(parents=True)
    assert netcrm("due", code=6).err.count("\n") == 1


def test_a_store_under_what_is_no_folder_is_refused(netcrm: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    netcrm("--db", str(tmp_path / "file" / "netcrm.db"), "add", "Ana Lima", code=6)


def test_letters_that_stdout_cannot_say_do_not_end_the_program(
    netcrm: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    netcrm("add", "Łukasz Żak")
    stdout = sys.stdout
    assert hasattr(stdout, "reconfigure")
    stdout.reconfigure(encoding="ascii")
    try:
        answer = netcrm("search")
        listed = netcrm("search", "--json")
    finally:
        stdout.reconfigure(encoding="utf-8")
    assert "?ukasz ?ak" in answer.out
    assert listed.json[0]["name"] == "Łukasz Żak"
