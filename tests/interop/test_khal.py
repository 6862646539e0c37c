from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from netcrm.domain.calendar.items import CalendarItem, CalendarKind, Repeats
from netcrm.domain.calendar.ledger import CalendarEntry, EntryState
from netcrm.formats.atomic import write_atomically
from tests.formats.calendar.calendar_samples import written
from tests.interop.khal_calendar import KhalCalendar, ListedEvent
from tests.interop.programs import needs

pytestmark = needs("khal")

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
INTERVIEW = CalendarItem(
    uid="interview-7@netcrm",
    kind=CalendarKind.INTERVIEW,
    summary="Interview with Li Wei (MSL, Sponsor; Lyon)",
    on=date(2026, 12, 8),
    at=datetime(2026, 12, 8, 14, tzinfo=UTC),
    minutes=45,
    place="Room 3; 2nd floor, “Rhône”",
    categories=("Medical science liaison",),
)
BIRTHDAY = CalendarItem(
    uid="birthday-3f2a@netcrm",
    kind=CalendarKind.BIRTHDAY,
    summary="Birthday of Ána Lima",
    on=date(2024, 2, 29),
    repeats=Repeats.YEARLY,
)
FIVE_MINUTES = CalendarItem(
    uid="five-minutes@netcrm",
    kind=CalendarKind.FIVE_MINUTES,
    summary="netcrm, five minutes",
    on=date(2026, 12, 1),
    minutes=5,
    repeats=Repeats.WEEKLY,
    weekdays=(0, 1, 2, 3, 4),
    local_time=time(8, 30),
)


def listed(
    folder: Path, *exports: list[CalendarEntry], first: date = date(2026, 12, 1), days: int = 30
) -> list[ListedEvent]:
    calendar = KhalCalendar(folder / "khal")
    for export in exports:
        path = folder / "netcrm.ics"
        write_atomically(path, [written(*export)])
        calendar.import_file(path)
    return calendar.events(first, days)


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
            CalendarEntry(FOLLOW_UP, 1, CHANGED, EntryState.CANCELLED),
        ],
    )
    assert [(event.start, event.is_cancelled) for event in events] == [
        ("2026-12-04 09:30", True),
        ("2026-12-07", False),
    ]


def test_khal_takes_a_calendar_without_events(tmp_path: Path) -> None:
    assert listed(tmp_path, []) == []


def test_an_interview_has_its_hour_its_length_its_place_and_an_alarm(tmp_path: Path) -> None:
    (event,) = listed(tmp_path, [CalendarEntry(INTERVIEW, 0, CHANGED)])
    assert event == ListedEvent(
        start="2026-12-08 14:00",
        end="2026-12-08 14:45",
        title=INTERVIEW.summary,
        categories="Medical science liaison",
        url="",
        is_cancelled=False,
        has_alarm=True,
        place=INTERVIEW.place,
    )


def test_a_birthday_comes_back_each_year_also_the_one_of_29_february(tmp_path: Path) -> None:
    """khal is asked for three years, of which the second has no 29 February."""
    years = listed(tmp_path, [CalendarEntry(BIRTHDAY, 0, CHANGED)], first=date(2027, 1, 1), days=730)
    assert [(event.start, event.comes_back, event.title) for event in years] == [
        ("2027-02-28", True, BIRTHDAY.summary),
        ("2028-02-29", True, BIRTHDAY.summary),
    ]


def test_the_five_minutes_stand_on_working_days_at_the_clocks_own_hour(tmp_path: Path) -> None:
    days = listed(tmp_path, [CalendarEntry(FIVE_MINUTES, 0, CHANGED)], first=date(2026, 12, 3), days=6)
    assert [(event.start, event.end) for event in days] == [
        ("2026-12-03 08:30", "2026-12-03 08:35"),
        ("2026-12-04 08:30", "2026-12-04 08:35"),
        ("2026-12-07 08:30", "2026-12-07 08:35"),
        ("2026-12-08 08:30", "2026-12-08 08:35"),
    ]
