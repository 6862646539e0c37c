"""First rows on a real (pseudo) terminal, beside an empty Textual app."""

from __future__ import annotations

import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator
from fcntl import ioctl
from pathlib import Path

from tests.bench.measure import Row, as_installed, in_turn

_COLUMNS, _LINES = 120, 40
_PATIENCE = 60.0
_EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("FIRSTPAINT")
Empty().run()
"""
_SCREEN = """
from pathlib import Path
from netcrm.services.crm import Crm
from netcrm.services.values import Origin
from netcrm.tui.app import NetcrmApp
NetcrmApp.DEFAULT_MODE = {mode!r}
with Crm.open(Path({store!r}), origin=Origin.SCREENS) as crm:
    app = NetcrmApp(crm)
    try:
        app.run()
    finally:
        app.threads.close()
"""


def first_rows(store: Path, contacts: int, *, today: str, runs: int) -> Iterator[Row]:
    """Yield a row for Today and one for People: from the start of the process to the first row on the terminal."""
    from netcrm.services.crm import Crm

    with Crm.open(store) as crm:
        due = crm.agenda.build(all_new=True).items[0].name
        first = crm.contacts.rows(crm.search.ids("")[:1])[0].name
    for mode, name in (("today", due), ("people", first)):
        code = _SCREEN.format(mode=mode, store=str(store))
        wanted = name.split(",")[0].encode()
        ours, beside = in_turn(
            lambda code=code, wanted=wanted: _until_shown(code, wanted, today),  # type: ignore[misc]
            lambda: _until_shown(_EMPTY, b"FIRSTPAINT", today),
            runs=runs,
        )
        yield Row(f"first rows of {mode.capitalize()}", contacts, ours, "an empty Textual app", beside, 1.25)


def _until_shown(code: str, wanted: bytes, today: str) -> float:
    """Return the seconds from the start of a process to the moment its terminal shows `wanted`."""
    started = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        environment = {**as_installed(), "TERM": "xterm-256color", "NETCRM_TODAY": today, "COLORTERM": "truecolor"}
        os.execve(sys.executable, [sys.executable, "-c", code], environment)
    try:
        ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", _LINES, _COLUMNS, 0, 0))
        shown = b""
        while wanted not in shown:
            left = _PATIENCE - (time.perf_counter() - started)
            ready, _, _ = select.select([terminal], [], [], max(left, 0))
            if not ready:
                raise TimeoutError(f"{wanted!r} did not show within {_PATIENCE:.0f} seconds")
            shown += os.read(terminal, 65_536)
        return time.perf_counter() - started
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)
