"""Calendars going out: the first time, where nothing changed, and as a folder, beside the bare icalendar package."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from netcrm.domain.follow_up import FollowUp
from netcrm.services.crm import Crm
from netcrm.services.exports import ExportKind
from netcrm.services.sync.values import SyncRequest
from tests.bench.measure import Row, wall
from tests.bench.network import build_large

_ITEMS = 10_000

_PEAK = """
import re, sys
from pathlib import Path
from netcrm.services.crm import Crm
from netcrm.services.exports import ExportKind
with Crm.open(Path(sys.argv[1])) as crm:
    crm.exports.write(ExportKind.ICS, Path(sys.argv[2]))
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


def calendars() -> Iterator[Row]:
    """Yield rows for a calendar of 10,000 promises to 10,000 people."""
    with TemporaryDirectory() as folder:
        store, file, vdir = Path(folder) / "own" / "store.db", Path(folder) / "all.ics", Path(folder) / "calendar"
        with Crm.open(store) as crm:
            build_large(crm, _ITEMS, 2)
            _promise(crm)
            first = wall(lambda: crm.exports.write(ExportKind.ICS, file))
            again = wall(lambda: crm.exports.write(ExportKind.ICS, file))
            synced = wall(lambda: crm.sync.run(SyncRequest(vdir)))
            synced_again = wall(lambda: crm.sync.run(SyncRequest(vdir)))
        peak = subprocess.run(
            [sys.executable, "-c", _PEAK, str(store), str(Path(folder) / "peak.ics")],
            check=True,
            capture_output=True,
            text=True,
        )
        events, bare = _bare(file.read_bytes())
    megabytes = int(peak.stdout) / 1024
    beside = "bare icalendar, building and writing"
    yield Row("calendar of promises", events, first, beside, bare, 1.0, f"{events / first:,.0f} events/s")
    yield Row("where nothing changed", events, again, beside, bare, 0.1, f"{megabytes:.0f} MB")
    yield Row("folder, one item a file", events, synced, beside, bare, 2.0)
    yield Row("the folder, nothing changed", events, synced_again, beside, bare, 0.5)


def _promise(crm: Crm) -> None:
    session = crm._session
    with session.act("promises"):
        for contact_id in crm.search.ids(""):
            due_on = crm.today + timedelta(days=1 + contact_id % 80)
            title = "Send the signed form, and ask for news"
            session.follow_ups.insert(FollowUp(0, "", contact_id, title, due_on, made_on=crm.today))


def _bare(data: bytes) -> tuple[int, float]:
    """Return how many events there are, and how long the package takes to build and to write the same."""
    from icalendar import Alarm, Calendar, Event

    facts: list[dict[str, Any]] = [
        {name: event.categories if name == "CATEGORIES" else event.decoded(name) for name in event}
        for event in Calendar.from_ical(data).events
    ]

    def build() -> None:
        calendar = Calendar()
        calendar.add("prodid", "-//bare//EN")
        calendar.add("version", "2.0")
        for fact in facts:
            event = Event()
            for name, value in fact.items():
                event.add(name, value.decode() if isinstance(value, bytes) else value)
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("trigger", timedelta(hours=9))
            alarm.add("description", "Promise")
            event.add_component(alarm)
            calendar.add_component(event)
        assert len(re.findall(b"BEGIN:VEVENT", calendar.to_ical())) == len(facts)

    return len(facts), wall(build)
