"""The real program khal over a calendar of its own, for tests of what we export."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.interop.programs import run

_FORMAT = (
    "{start-long}|{end-long}|{title}|{categories}|{url}|{status}{cancelled}|{alarm-symbol}|{repeat-symbol}|{location}"
)
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
    comes_back: bool = False
    """Whether it is one day of a rule."""
    place: str = ""


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
        """Return the events of some days, as khal orders them; one that comes back as often as it does."""
        output = self._run("list", "--day-format", "", "--format", _FORMAT, first.isoformat(), f"{days}d")
        fields = [line.split("|") for line in output.splitlines() if line]
        return [
            ListedEvent(
                start,
                end,
                title,
                categories,
                url,
                "CANCELLED" in status,
                has_alarm=bool(alarm.strip()),
                comes_back=bool(rule.strip()),
                place=place,
            )
            for start, end, title, categories, url, status, alarm, rule, place in fields
        ]

    def _run(self, *arguments: str) -> str:
        return run(self._folder, "khal", "--config", str(self._configuration), *arguments)
