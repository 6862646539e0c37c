"""Programs of other people, and netcrm itself, run as subprocesses with a home of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

PATIENCE = 60.0
"""Seconds that a program may take."""


def program(name: str) -> str | None:
    """Return a program beside the running Python, where the `interop` extra puts it; None where it is not installed."""
    return shutil.which(name, path=str(Path(sys.executable).parent))


def needs(*names: str) -> list[pytest.MarkDecorator]:
    """Return the marks of a test file that cannot do without programs."""
    missing = [name for name in names if program(name) is None]
    reason = f"{', '.join(missing)}: not installed; the `interop` extra has it"
    return [pytest.mark.interop, pytest.mark.skipif(bool(missing), reason=reason)]


def run(home: Path, name: str, *words: str, stdin: str = "", code: int = 0) -> str:
    """Run a program and return what it prints; the test fails with all of that where it ends with another exit code.

    Args:
        home: The folder in which it finds and keeps all that is its own.
        name: The program.
        words: Its arguments.
        stdin: What it is answered.
        code: The exit code with which it ends; of one that fails on purpose its errors are returned too.
    """
    path = program(name)
    assert path is not None
    done = subprocess.run(
        [path, *words], input=stdin, env=environment(home), cwd=home,
        capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    said = f"{name} {' '.join(words)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
    assert done.returncode == code, said
    if code:
        return done.stdout + done.stderr
    assert "critical" not in done.stderr.casefold(), said
    return done.stdout


def environment(home: Path) -> dict[str, str]:
    """Return the environment in which a program knows nothing of the machine's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().endswith("_PROXY")}
    own = {f"XDG_{kind}_HOME": str(home / kind.casefold()) for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
    return {**kept, **own, "HOME": str(home), "LC_ALL": "C.UTF-8", "TZ": "UTC", "NO_COLOR": "1"}


@dataclass(frozen=True)
class Netcrm:
    """netcrm on a store of its own, on a day of its own."""

    home: Path
    today: date

    def __call__(self, *words: str, code: int = 0) -> str:
        """Run a command and return what it prints; the test fails where it ends with another exit code."""
        settings = {"NETCRM_DB": str(self.home / "network.db"), "NETCRM_TODAY": self.today.isoformat()}
        done = subprocess.run(
            [sys.executable, "-m", "netcrm", *words], env={**environment(self.home), **settings},
            capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
        assert done.returncode == code, f"netcrm {' '.join(words)} ended with {done.returncode}:\n{done.stderr}"
        return done.stdout

    def json(self, *words: str, code: int = 0) -> Any:
        """Run a command with `--json` and return what it prints."""
        return json.loads(self(*words, "--json", code=code))
