"""The README says what the program does: its lists are made from the program's own tables, its words are tried."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from netcrm.cli.table import COMMANDS
from netcrm.domain.query import FIELD_HELP
from netcrm.formats.playbook_file import read_playbook
from netcrm.tui.actions import Scope, key_label, of_scope

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"


def keys() -> Iterator[str]:
    """Yield the lines of the list of keys."""
    yield "| where | key | what it does |"
    yield "|---|---|---|"
    for scope in Scope:
        for action in of_scope(scope):
            if action.key and action.scopes[0] is scope:
                where = ", ".join(action.scopes)
                yield f"| {where} | `{key_label(action.key)}` | {action.help} |"


def commands() -> Iterator[str]:
    """Yield the lines of the list of commands."""
    yield "| command | what it does |"
    yield "|---|---|"
    for name, entry in COMMANDS.items():
        yield f"| `netcrm {name}` | {entry.help} |"


def fields() -> Iterator[str]:
    """Yield the lines of the list of query fields."""
    yield "| write | to find |"
    yield "|---|---|"
    for line in FIELD_HELP.values():
        example, _, meaning = line.partition(" — ")
        yield f"| `{example}` | {meaning} |"


LISTS = {
    "keys": ("keys: made from the table of actions", keys),
    "commands": ("commands: made from the table of commands", commands),
    "fields": ("fields: made from the query language", fields),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_the_readme_is_what_the_program_says(name: str) -> None:
    """`NETCRM_REWRITE_README=1` writes the lists anew."""
    opening, lines = LISTS[name]
    text = README.read_text(encoding="utf-8")
    wanted = f"<!-- {opening} -->\n" + "\n".join(lines()) + f"\n<!-- end of {name} -->"
    if os.environ.get("NETCRM_REWRITE_README"):
        text = re.sub(rf"<!-- {opening} -->.*?<!-- end of {name} -->", lambda _: wanted, text, flags=re.DOTALL)
        README.write_text(text, encoding="utf-8")
    assert wanted in text


def test_the_playbook_that_the_readme_shows_is_one() -> None:
    (shown,) = re.findall(r"```toml\n(.*?)```", README.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert [step.id for step in read_playbook(shown, "after-the-visit", "README.md").steps] == ["letter", "call"]


def test_every_picture_that_the_readme_shows_is_there() -> None:
    shown = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README.read_text(encoding="utf-8"))
    assert shown
    assert [name for name in shown if not (ROOT / name).is_file()] == []


def test_every_command_that_the_readme_types_exists() -> None:
    typed = re.findall(r"^\$ netcrm ([a-z-]+)", README.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert typed
    assert [name for name in typed if name not in COMMANDS] == []


def test_ci_runs_the_readmes_own_test_command() -> None:
    text = README.read_text(encoding="utf-8")
    command = re.search(r"<!-- the test command -->\n```sh\n(.+)\n```", text)
    assert command is not None
    assert "pytest" in command[1]
    assert "<!-- the test command -->" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
