from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import islice, repeat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from netcrm.domain.calendar_items import CalendarEntry, CalendarItem, CalendarKind, EventStatus
from netcrm.domain.text import clean_line
from netcrm.formats.calendar_file import write_calendar

CHANGED = datetime(2026, 11, 21, 12, tzinfo=UTC)
ITEM = CalendarItem(
    uid="checkin-3f2a-20261103@netcrm",
    kind=CalendarKind.CHECK_IN,
    summary="Check in with Ana Lima (PI, St Mary's)",
    on=date(2026, 12, 31),
    description=("Ana Lima, MD", "Why: every 2 weeks; last touch 3 Nov 2026"),
    url="mailto:ana@example.org",
    categories=("Principal investigator", "area/oncology"),
)
ENTRY = CalendarEntry(ITEM, 2, CHANGED)
TIMED = CalendarEntry(replace(ITEM, uid="f@netcrm", at=datetime(2026, 12, 31, 23, 45, tzinfo=UTC)), 0, CHANGED)


def written(*entries: CalendarEntry, name: str = "netcrm") -> bytes:
    return b"".join(write_calendar(entries, name=name))


def unfolded(data: bytes) -> list[str]:
    return data.replace(b"\r\n ", b"").decode().split("\r\n")


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


def test_a_cancelled_item_says_so_and_rings_no_more() -> None:
    lines = unfolded(written(replace(ENTRY, status=EventStatus.CANCELLED)))
    assert "STATUS:CANCELLED" in lines
    assert "BEGIN:VALARM" not in lines


def test_an_item_without_alarm_has_none() -> None:
    assert b"VALARM" not in written(replace(ENTRY, item=replace(ITEM, alarm=False)))


def test_the_calendar_says_its_name_and_how_often_to_look_again() -> None:
    lines = unfolded(written(ENTRY, name="Trials; mine"))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert {
        "VERSION:2.0",
        "PRODID:-//netcrm//netcrm//EN",
        "NAME:Trials\\; mine",
        "X-WR-CALNAME:Trials\\; mine",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    } <= set(lines)
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


def test_events_are_written_one_after_the_other() -> None:
    """An endless export can be begun: nothing waits for the last entry."""
    chunks = list(islice(write_calendar(repeat(ENTRY)), 4))
    assert [chunk.count(b"BEGIN:VEVENT") for chunk in chunks] == [0, 1, 1, 1]


_TEXTS = st.text(st.characters(), max_size=120) | st.sampled_from(
    ["\r\nEND:VEVENT\r\n", "a\\nb\\", "\x00\x1b[31m\x9b0m", "\u202eevil", "x\ud800y", '";:,', "語" * 60, "\t tab"]
)


@given(_TEXTS, st.lists(_TEXTS, max_size=3), st.lists(_TEXTS, max_size=3), _TEXTS)
@settings(max_examples=80, deadline=None)
def test_no_text_breaks_out_of_its_line(summary: str, description: list[str], categories: list[str], url: str) -> None:
    item = replace(
        ITEM, summary=summary, description=tuple(description), categories=tuple(categories), url=url, uid=f"{url}@x"
    )
    data = written(replace(ENTRY, item=item), TIMED, name=summary)
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", data)
    assert data.count(b"\n") == data.count(b"\r") == len(lines) - 1
    calendar = Calendar.from_ical(data)
    assert calendar.errors == []
    first, second = calendar.events
    assert second["UID"] == "f@netcrm"
    assert first.errors == []
    assert str(first.get("SUMMARY", "")) == clean_line(summary)
    assert first.start == ITEM.on
