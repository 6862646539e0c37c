"""Stores for tests: copies of one that was just made, since making one anew takes six times as long."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from netcrm.services.crm import Crm


@cache
def _just_made() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "own" / "network.db"
        Crm.open(path).close()
        return path.read_bytes()


def empty_store(path: Path) -> Path:
    """Put an empty store at `path`, as the program would have made it there, and return `path`."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(_just_made())
    return path
