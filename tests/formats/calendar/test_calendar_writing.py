from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from icalendar import Calendar

from netcrm.domain.calendar.items import CalendarItem, CalendarKind, Form, Repeats
from netcrm.domain.calendar.ledger import EntryState
from netcrm.formats.calendar.writing import component, item_file
from tests.formats.calendar.calendar_samples import (
    ENTRY,
    INTERVIEW,
    ITEM,
    TIMED,
    lines_of,
    unfolded,
    written,
)


def test_an_all_day_item_has_every_property_that_calendars_need() -> None:
    lines = unfolded(written(ENTRY))
    event = lines[lines.index("BEGIN:VEVENT") : lines.index("END:VEVENT")]
    assert set(event) == {
        "BEGIN:VEVENT",
        "UID:checkin-3f2a-20261103@netcrm",
        "DTSTAMP:20261121T120000Z",
        "LAST-MODIFIED:20261121T120000Z",
        "SEQUENCE:2",
        "STATUS:CONFIRMED",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:Check in with Ana Lima (PI\\, St Mary's)",
        "DESCRIPTION:Ana Lima\\, MD\\nWhy: every 2 weeks\\; last touch 3 Nov 2026",
        "URL:mailto:ana@example.org",
        "CATEGORIES:Principal investigator,area/oncology",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Check in with Ana Lima (PI\\, St Mary's)",
        "TRIGGER:PT9H",
        "END:VALARM",
    }


def test_an_item_with_an_hour_is_half_an_hour_in_utc_with_an_alarm_before() -> None:
    lines = unfolded(written(TIMED))
    assert "DTSTART:20261231T234500Z" in lines
    assert "DTEND:20270101T001500Z" in lines
    assert "TRIGGER:-PT15M" in lines


def test_an_hour_in_another_time_zone_is_written_in_utc_without_a_description_of_zones() -> None:
    at = datetime(2026, 7, 1, 9, 0, tzinfo=timezone(timedelta(hours=2)))
    lines = unfolded(written(replace(TIMED, item=replace(TIMED.item, at=at))))
    assert "DTSTART:20260701T070000Z" in lines
    assert not any("TZID" in line or "VTIMEZONE" in line for line in lines)


@pytest.mark.parametrize("state", [EntryState.CANCELLED, EntryState.COMPLETED])
def test_an_event_that_ended_is_cancelled_and_rings_no_more(state: EntryState) -> None:
    lines = lines_of(ITEM, state)
    assert "STATUS:CANCELLED" in lines
    assert "BEGIN:VALARM" not in lines


def test_an_item_without_alarm_has_none() -> None:
    assert b"VALARM" not in written(replace(ENTRY, item=replace(ITEM, alarm=False)))


def test_the_calendar_says_its_name_and_how_often_to_look_again() -> None:
    lines = unfolded(written(ENTRY))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert {
        "VERSION:2.0",
        "PRODID:-//netcrm//netcrm//EN",
        "NAME:netcrm",
        "X-WR-CALNAME:netcrm",
        "COLOR:steelblue",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    } <= set(lines)
    assert not any(line.startswith("METHOD") for line in lines), "a file is no message"
    assert lines[-2:] == ["END:VCALENDAR", ""]


def test_an_empty_export_is_a_valid_calendar_without_events() -> None:
    calendar = Calendar.from_ical(written())
    assert calendar.errors == []
    assert str(calendar["PRODID"]) == "-//netcrm//netcrm//EN"
    assert calendar.subcomponents == []


def test_the_same_entries_give_the_same_bytes() -> None:
    assert written(ENTRY, TIMED) == written(ENTRY, TIMED)
    assert b"UID" not in written(), "a calendar's own UID would be drawn at random"


@pytest.mark.parametrize("day", ["0001-01-01", "2028-02-29", "9999-12-31"])
def test_any_day_that_can_be_stored_can_be_written(day: str) -> None:
    on = date.fromisoformat(day)
    timed = replace(TIMED.item, uid="g@netcrm", on=on, at=datetime(on.year, on.month, on.day, 23, 50, tzinfo=UTC))
    data = written(replace(ENTRY, item=replace(ITEM, on=on)), replace(TIMED, item=timed))
    first, second = Calendar.from_ical(data).events
    assert first.start == on
    assert second.start == timed.at


def test_the_file_of_one_item_holds_nothing_that_changes_by_time() -> None:
    body = component(ENTRY, Form.EVENT)
    data = item_file(body)
    assert data == (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//netcrm//netcrm//EN\r\n" + body + b"END:VCALENDAR\r\n")
    assert Calendar.from_ical(data).errors == []


def test_writing_does_without_the_library() -> None:
    """Its import alone takes longer than writing thousands of events."""
    code = "import sys, netcrm.formats.calendar.writing; print('icalendar' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "False\n"


@pytest.mark.parametrize(
    ("minutes", "end"), [(45, "DTEND:20261203T094500Z"), (15 * 60, "DTEND:20261204T000000Z"), (0, None)]
)
def test_an_hour_lasts_as_long_as_it_says(minutes: int, end: str | None) -> None:
    lines = lines_of(replace(INTERVIEW, minutes=minutes))
    assert "DTSTART:20261203T090000Z" in lines
    assert [line for line in lines if line.startswith("DTEND")] == ([end] if end else [])


@pytest.mark.parametrize(
    ("item", "triggers"),
    [
        (ITEM, ["PT9H"]),
        (TIMED.item, ["-PT15M"]),
        (INTERVIEW, ["-PT15M", "-P1D"]),
        (replace(INTERVIEW, at=None), ["PT9H", "-PT15H"]),
        (replace(TIMED.item, alarms=(570, 120)), ["-PT570M", "-PT120M"]),
        (replace(ITEM, kind=CalendarKind.FIVE_MINUTES, local_time=time(8, 30)), ["PT0S"]),
    ],
)
def test_alarms_ring_on_the_day_or_before_the_hour(item: CalendarItem, triggers: list[str]) -> None:
    assert [line.partition(":")[2] for line in lines_of(item) if line.startswith("TRIGGER")] == triggers


@pytest.mark.parametrize(
    ("item", "state", "transparency"),
    [
        (INTERVIEW, EntryState.CONFIRMED, "OPAQUE"),
        (INTERVIEW, EntryState.CANCELLED, "TRANSPARENT"),
        (replace(INTERVIEW, at=None), EntryState.CONFIRMED, "TRANSPARENT"),
        (TIMED.item, EntryState.CONFIRMED, "TRANSPARENT"),
        (replace(ITEM, kind=CalendarKind.FIVE_MINUTES, local_time=time(8, 30)), EntryState.CONFIRMED, "TRANSPARENT"),
    ],
)
def test_only_an_interview_with_an_hour_takes_the_users_time(
    item: CalendarItem, state: EntryState, transparency: str
) -> None:
    assert f"TRANSP:{transparency}" in lines_of(item, state)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("Room 4.12; east wing", ["LOCATION:Room 4.12\\; east wing"]),
        (
            "https://meet.example.org/a,b?x=é",
            [
                "LOCATION:https://meet.example.org/a\\,b?x=é",
                "CONFERENCE;VALUE=URI:https://meet.example.org/a,b?x=%C3%A9",
            ],
        ),
        ("https://meet.example.org or by phone", ["LOCATION:https://meet.example.org or by phone"]),
        (" \x00", []),
    ],
)
def test_a_place_is_told_and_the_link_of_a_call_can_be_followed(place: str, expected: list[str]) -> None:
    lines = lines_of(replace(INTERVIEW, place=place))
    assert [line for line in lines if line.startswith(("LOCATION", "CONFERENCE"))] == expected


@pytest.mark.parametrize(
    ("on", "start", "rule"),
    [
        ("1980-03-14", "19800314", "FREQ=YEARLY"),
        ("2028-02-29", "20280229", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"),
        ("2027-02-28", "20270228", "FREQ=YEARLY"),
    ],
)
def test_a_birthday_comes_back_each_year_and_one_of_a_leap_day_on_the_last_of_february(
    on: str, start: str, rule: str
) -> None:
    item = replace(ITEM, kind=CalendarKind.BIRTHDAY, on=date.fromisoformat(on), repeats=Repeats.YEARLY)
    lines = lines_of(item)
    assert f"DTSTART;VALUE=DATE:{start}" in lines
    assert f"RRULE:{rule}" in lines


def test_five_minutes_stand_on_working_days_at_the_users_own_hour() -> None:
    """It begins on a day on which its rule holds: 2026-12-05 is a Saturday."""
    item = replace(
        ITEM,
        kind=CalendarKind.FIVE_MINUTES,
        on=date(2026, 12, 5),
        local_time=time(8, 30),
        minutes=5,
        repeats=Repeats.WEEKLY,
        weekdays=(4, 0, 1, 2, 3),
    )
    lines = lines_of(item)
    assert "DTSTART:20261207T083000" in lines
    assert "DTEND:20261207T083500" in lines
    assert "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" in lines
