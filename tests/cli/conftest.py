"""A command line of its own for each test: a store in a temporary folder, a pinned day, nothing of the machine's."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from netcrm.cli.main import run
from tests.stores import empty_store

TODAY = "2026-11-24"
"""A Tuesday."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command line gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on stdout."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class CommandLine:
    """Runs `netcrm` in this process on one store."""

    store: Path
    capture: pytest.CaptureFixture[str]

    def __call__(self, *words: str, code: int = 0) -> Answer:
        """Run a command and hold it to its exit code."""
        self.capture.readouterr()
        found = run(["--db", str(self.store), *words])
        out, err = self.capture.readouterr()
        assert found == code, f"netcrm {' '.join(words)} ended with {found}\n{out}\n{err}"
        return Answer(found, out, err)


@pytest.fixture(autouse=True)
def _own_world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NETCRM_TODAY", TODAY)
    monkeypatch.setenv("NETCRM_DB", str(tmp_path / "not-this-one.db"))
    monkeypatch.setenv("NETCRM_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("_NETCRM_COMPLETE", raising=False)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store" / "netcrm.db"


@pytest.fixture
def netcrm(store: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(empty_store(store), capsys)


@pytest.fixture
def ana(netcrm: CommandLine) -> int:
    """The id of Ana Lima, the only person there, who is to be asked every two weeks and was called on 2 November."""
    added = netcrm(
        "add", "Ana Lima, MD", "--role", "pi", "--org", "St Mary's", "--title", "Oncologist",
        "--email", "ana@stmarys.test", "--json",
    )  # fmt: skip
    contact_id: int = added.json["contacts"][0]
    netcrm("cadence", str(contact_id), "2", "weeks")
    netcrm("log", str(contact_id), "call", "talked", "about", "the", "protocol", "--on", "2026-11-02")
    return contact_id


Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of the given name and text, with the line ends of vCards."""

    def make(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_bytes(text.replace("\n", "\r\n").encode())
        return path

    return make
