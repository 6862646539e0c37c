from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from netcrm.domain.calendar_items import CalendarEntry, CalendarItem, CalendarKind, EventStatus
from netcrm.formats.atomic import write_atomically
from netcrm.formats.calendar_file import write_calendar
from tests.interop.khal_calendar import KHAL, KhalCalendar, ListedEvent

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(KHAL is None, reason="khal is not installed; the `interop` extra has it"),
]

CHANGED = datetime(2026, 11, 21, 12, tzinfo=UTC)
CHECK_IN = CalendarItem(
    uid="checkin-3f2a-20261103@netcrm",
    kind=CalendarKind.CHECK_IN,
    summary="Check in with Ána Lima; “MD” (PI, St Mary's) " + "and a title that must be folded " * 4,
    on=date(2026, 12, 1),
    description=("Ána Lima, MD", "Why: every 2 weeks, last touch 3 Nov 2026"),
    url="mailto:ana@example.org",
    categories=("Principal investigator", "area/oncology"),
)
FOLLOW_UP = CalendarItem(
    uid="followup-9@netcrm",
    kind=CalendarKind.FOLLOW_UP,
    summary="Send the signed form – Oyelaran Adébáyò",
    on=date(2026, 12, 4),
    at=datetime(2026, 12, 4, 9, 30, tzinfo=UTC),
    alarm=False,
)


def listed(folder: Path, *exports: list[CalendarEntry]) -> list[ListedEvent]:
    calendar = KhalCalendar(folder / "khal")
    for export in exports:
        path = folder / "netcrm.ics"
        write_atomically(path, write_calendar(export))
        calendar.import_file(path)
    return calendar.events(date(2026, 12, 1), 30)


def test_khal_lists_the_titles_and_days_that_were_exported(tmp_path: Path) -> None:
    events = listed(tmp_path, [CalendarEntry(CHECK_IN, 0, CHANGED), CalendarEntry(FOLLOW_UP, 0, CHANGED)])
    assert events == [
        ListedEvent(
            start="2026-12-01",
            end="2026-12-01",
            title=CHECK_IN.summary.strip(),
            categories="Principal investigator,area/oncology",
            url="mailto:ana@example.org",
            is_cancelled=False,
            has_alarm=True,
        ),
        ListedEvent(
            start="2026-12-04 09:30",
            end="2026-12-04 10:00",
            title=FOLLOW_UP.summary,
            categories="",
            url="",
            is_cancelled=False,
            has_alarm=False,
        ),
    ]


def test_a_later_export_moves_and_cancels_what_khal_has_and_doubles_nothing(tmp_path: Path) -> None:
    events = listed(
        tmp_path,
        [CalendarEntry(CHECK_IN, 0, CHANGED), CalendarEntry(FOLLOW_UP, 0, CHANGED)],
        [
            CalendarEntry(replace(CHECK_IN, on=date(2026, 12, 7)), 1, CHANGED),
            CalendarEntry(FOLLOW_UP, 1, CHANGED, EventStatus.CANCELLED),
        ],
    )
    assert [(event.start, event.is_cancelled) for event in events] == [
        ("2026-12-04 09:30", True),
        ("2026-12-07", False),
    ]


def test_khal_takes_a_calendar_without_events(tmp_path: Path) -> None:
    assert listed(tmp_path, []) == []
