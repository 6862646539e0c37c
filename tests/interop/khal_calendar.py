"""The real program khal over a calendar of its own, for tests of what we export."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

KHAL = shutil.which("khal", path=str(Path(sys.executable).parent))
"""The program beside the running Python, where the `interop` extra puts it; None where it is not installed."""

_FORMAT = "{start-long}|{end-long}|{title}|{categories}|{url}|{status}{cancelled}|{alarm-symbol}"
_CONFIGURATION = """
[calendars]
[[netcrm]]
path = {folder}/events
[default]
default_calendar = netcrm
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""


@dataclass(frozen=True)
class ListedEvent:
    """An event as khal lists it."""

    start: str
    """`2026-12-01`, or `2026-12-01 09:30` in UTC where there is an hour."""
    end: str
    """The last day inside, or the end in UTC."""
    title: str
    categories: str
    url: str
    is_cancelled: bool
    has_alarm: bool


class KhalCalendar:
    """A calendar in a folder, empty at first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "events").mkdir(parents=True)
        self._configuration = folder / "config"
        self._configuration.write_text(_CONFIGURATION.format(folder=folder), encoding="utf-8")

    def import_file(self, path: Path) -> None:
        """Import an iCalendar file; what has a known UID takes its place."""
        self._run("import", "--batch", "-a", "netcrm", str(path))

    def events(self, first: date, days: int) -> list[ListedEvent]:
        """Return the events of some days, as khal orders them."""
        output = self._run("list", "--day-format", "", "--once", "--format", _FORMAT, first.isoformat(), f"{days}d")
        fields = [line.split("|") for line in output.splitlines() if line]
        return [
            ListedEvent(start, end, title, categories, url, "CANCELLED" in status, bool(alarm.strip()))
            for start, end, title, categories, url, status, alarm in fields
        ]

    def _run(self, *arguments: str) -> str:
        assert KHAL is not None
        environment = {
            **os.environ,
            "HOME": str(self._folder),
            "XDG_CONFIG_HOME": str(self._folder),
            "XDG_DATA_HOME": str(self._folder),
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
        }
        done = subprocess.run(
            [KHAL, "--config", str(self._configuration), *arguments],
            env=environment, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert "critical" not in done.stderr.casefold(), done.stderr
        return done.stdout
