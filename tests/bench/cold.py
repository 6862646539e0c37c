"""Commands as cold processes, beside the least that any such command must do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import Row, in_turn, process

_FLOOR = """
import sqlite3, click, peewee
connection = sqlite3.connect({store!r})
connection.execute("SELECT * FROM contact WHERE id = 7").fetchall()
"""
_COMMANDS = {
    "due": ["due"],
    "search": ["search", "lima"],
    "show": ["show", "7"],
}


def cold_commands(store: Path, contacts: int, *, today: str, runs: int) -> Iterator[Row]:
    """Yield a row for each command on a store of that many contacts."""
    environment = {"NETCRM_DB": str(store), "NETCRM_TODAY": today}
    floor = ["-c", _FLOOR.format(store=str(store))]
    for name, arguments in _COMMANDS.items():
        ours, beside = in_turn(
            lambda arguments=arguments: process(["-m", "netcrm", *arguments], environment),  # type: ignore[misc]
            lambda: process(floor, {}),
            runs=runs,
        )
        yield Row(f"netcrm {name}, cold", contacts, ours, "import sqlite3, click, peewee and a query", beside, 1.3)
    ours, beside = in_turn(
        lambda: process(["-m", "netcrm", "--version"], {}), lambda: process(["-c", "pass"], {}), runs=runs
    )
    yield Row("netcrm --version", contacts, ours, "python -c pass", beside, 2.0)
