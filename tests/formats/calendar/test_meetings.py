"""A whole calendar read for its meetings: whom, when, series, and whatever else calendars hold."""

from __future__ import annotations

import io
import time
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.interaction import Channel
from netcrm.domain.meetings import Attendance, Attendee, Meeting
from netcrm.formats.calendar.events import is_calendar
from netcrm.formats.calendar.meetings import MOST_OF_SERIES, CalendarMeetings, everybody, read_meetings

CORPUS = Path(__file__).parents[4] / "shared" / "corpora"
BERLIN = ZoneInfo("Europe/Berlin")
FIRST, LAST = date(2024, 11, 23), date(2026, 11, 23)
ANA = "ATTENDEE;CN=Ana Lima;PARTSTAT=ACCEPTED:mailto:Ana@StMarys.test"


def event(*lines: str, uid: str = "one", begin: str = "DTSTART:20261103T083000Z") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", begin, "SUMMARY:Start-up", *lines, "END:VEVENT", ""])


def calendar(*parts: str, head: str = "VERSION:2.0") -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", head, ""]) + "".join(parts) + "END:VCALENDAR\r\n"


def read(text: str | bytes) -> CalendarMeetings:
    data = text.encode() if isinstance(text, str) else text
    return read_meetings(io.BytesIO(data), first=FIRST, last=LAST, zone=BERLIN)


def only(text: str | bytes) -> Meeting:
    found = read(text)
    assert found.problems == ()
    (meeting,) = found.meetings
    return meeting


def days(text: str) -> list[str]:
    found = read(text)
    assert found.problems == ()
    return sorted(meeting.on.isoformat() for meeting in found.meetings)


def test_a_meeting_has_a_day_an_hour_words_a_place_and_who_was_asked() -> None:
    meeting = only(calendar(event(
        "LOCATION:Room 2\\, first floor", ANA,
        'ATTENDEE;CN="Ortiz, Ben";PARTSTAT=DECLINED;EMAIL=ben@harbour.test:invalid:nomail',
        "ATTENDEE;PARTSTAT=NEEDS-ACTION:MAILTO:zoe%40harbour.test",
        "ORGANIZER;CN=Li Sun:mailto:li@harbour.test",
        "BEGIN:VALARM", "SUMMARY:Not this", "ATTENDEE:mailto:nobody@x.test", "END:VALARM",
    )))  # fmt: skip
    assert (meeting.on, meeting.summary, meeting.place) == (date(2026, 11, 3), "Start-up", "Room 2, first floor")
    assert meeting.at is not None
    assert meeting.at.isoformat() == "2026-11-03T09:30:00+01:00"
    assert meeting.attendees == (
        Attendee("ana@stmarys.test", "Ana Lima", Attendance.ACCEPTED),
        Attendee("ben@harbour.test", "Ortiz, Ben", Attendance.DECLINED),
        Attendee("zoe@harbour.test", "", Attendance.UNSAID),
        Attendee("li@harbour.test", "Li Sun", Attendance.ORGANISER),
    )


CUSTOM = (
    "BEGIN:VTIMEZONE\r\nTZID:Our own\r\n"
    "BEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:-0400\r\nTZOFFSETTO:-0500\r\n"
    "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\r\nEND:STANDARD\r\n"
    "BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\n"
    "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
)


@pytest.mark.parametrize(
    ("begin", "local"),
    [
        ("DTSTART;VALUE=DATE:20261103", None),
        ("DTSTART:20261103", None),
        ("DTSTART:20261103T093000", "2026-11-03T09:30:00+01:00"),
        ("DTSTART:20261102T233000Z", "2026-11-03T00:30:00+01:00"),
        ("DTSTART;TZID=America/New_York:20261102T200000", "2026-11-03T02:00:00+01:00"),
        ("DTSTART;TZID=Eastern Standard Time:20261102T200000", "2026-11-03T02:00:00+01:00"),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/America/New_York:20261102T200000", "2026-11-03T02:00:00+01:00"),
        ('DTSTART;TZID="Our own":20261102T200000', "2026-11-03T02:00:00+01:00"),
        ("DTSTART;TZID=Nowhere:20261103T093000", "2026-11-03T09:30:00+01:00"),
    ],
)
@pytest.mark.parametrize("zone_first", [True, False])
def test_days_are_the_users_own_whatever_the_zone(begin: str, local: str | None, zone_first: bool) -> None:
    parts = (CUSTOM, event(ANA, begin=begin)) if zone_first else (event(ANA, begin=begin), CUSTOM)
    meeting = only(calendar(*parts))
    assert meeting.on == date(2026, 11, 3)
    assert (meeting.at.isoformat() if meeting.at else None) == local


@pytest.mark.parametrize(
    ("lines", "channel"),
    [
        (("LOCATION:Room 2",), Channel.MEETING),
        (("LOCATION:https://meet.example.test/x",), Channel.VIDEO),
        (("LOCATION:Zoom",), Channel.VIDEO),
        (("LOCATION:Microsoft Teams Meeting",), Channel.VIDEO),
        (("LOCATION:Room 2", "DESCRIPTION:Join: https://teams.microsoft.com/l/meet"), Channel.VIDEO),
        (("SUMMARY:Call with Ana",), Channel.CALL),
        (("SUMMARY:Recall the protocol",), Channel.MEETING),
        (("SUMMARY:Coffee?",), Channel.COFFEE),
        (("SUMMARY:Informational interview",), Channel.INTERVIEW),
        (("SUMMARY:Site visit St Mary",), Channel.SITE_VISIT),
    ],
)
def test_the_channel_is_what_the_event_says(lines: tuple[str, ...], channel: Channel) -> None:
    text = event(ANA, *lines)
    if any(line.startswith("SUMMARY") for line in lines):
        text = text.replace("SUMMARY:Start-up\r\n", "")
    assert only(calendar(text)).channel is channel


WEEKLY = "RRULE:FREQ=WEEKLY;UNTIL=20261124T000000Z"


@pytest.mark.parametrize(
    ("lines", "begin", "wanted"),
    [
        ((WEEKLY,), "DTSTART:20261103T083000Z", ["2026-11-03", "2026-11-10", "2026-11-17"]),
        ((WEEKLY, "EXDATE:20261110T083000Z"), "DTSTART:20261103T083000Z", ["2026-11-03", "2026-11-17"]),
        ((WEEKLY, "EXDATE;VALUE=DATE:20261110,20261117"), "DTSTART:20261103T083000Z", ["2026-11-03"]),
        (
            (WEEKLY, "EXDATE;TZID=Europe/Berlin:20261110T093000"),
            "DTSTART;TZID=Europe/Berlin:20261103T093000", ["2026-11-03", "2026-11-17"],
        ),
        (
            ("RRULE:FREQ=MONTHLY;COUNT=4", 'EXDATE;TZID="Our own":20261020T090000'),
            'DTSTART;TZID="Our own":20260820T090000', ["2026-08-20", "2026-09-20", "2026-11-20"],
        ),
        (
            ("RRULE:FREQ=MONTHLY;COUNT=4", 'EXDATE;TZID="Our own":20261120T090000'),
            'DTSTART;TZID="Our own":20260820T090000', ["2026-08-20", "2026-09-20", "2026-10-20"],
        ),
        (("RDATE:20261105T083000Z,20261107T083000Z",), "DTSTART:20261103T083000Z",
         ["2026-11-03", "2026-11-05", "2026-11-07"]),
        (("RRULE:FREQ=DAILY;COUNT=2;BYHOUR=8",), "DTSTART;VALUE=DATE:20261103", ["2026-11-03", "2026-11-04"]),
        (("RRULE:FREQ=YEARLY",), "DTSTART:20191103T083000Z", ["2025-11-03", "2026-11-03"]),
        (("RRULE:FREQ=WEEKLY;UNTIL=20261110T083000Z",), "DTSTART:20261103T083000Z", ["2026-11-03", "2026-11-10"]),
        (("RRULE:FREQ=WEEKLY;UNTIL=20261110T082959Z",), "DTSTART:20261103T083000Z", ["2026-11-03"]),
    ],
)  # fmt: skip
def test_a_series_is_one_meeting_a_day_without_those_left_out(
    lines: tuple[str, ...], begin: str, wanted: list[str]
) -> None:
    assert days(calendar(CUSTOM, event(ANA, *lines, begin=begin))) == wanted


def test_an_occurrence_with_words_of_its_own_stands_in_the_place_of_the_series() -> None:
    moved = event(ANA, "RECURRENCE-ID:20261110T083000Z", begin="DTSTART:20261112T083000Z")
    cancelled = event(ANA, "RECURRENCE-ID;TZID=Europe/Berlin:20261117T093000", "STATUS:CANCELLED")
    without_her = event("ATTENDEE:mailto:ben@x.test", "RECURRENCE-ID;VALUE=DATE:20261103")
    series = event(ANA, WEEKLY)
    for parts in ((moved, cancelled, series, without_her), (series, without_her, cancelled, moved)):
        found = read_meetings(
            io.BytesIO(calendar(*parts).encode()), first=FIRST, last=LAST, zone=BERLIN,
            wanted=lambda email: email == "ana@stmarys.test",
        )  # fmt: skip
        assert {(it.on.isoformat(), it.occurrence, it.is_cancelled) for it in found.meetings} == {
            ("2026-11-12", "20261110T083000Z", False),
            ("2026-11-03", "20261117T083000Z", True),
        }


def test_a_series_gives_its_latest_days_and_each_has_a_uid_of_its_own() -> None:
    found = read(calendar(event(ANA, "RRULE:FREQ=DAILY", begin="DTSTART:20200101T080000Z")))
    assert len(found.meetings) == MOST_OF_SERIES
    assert max(meeting.on for meeting in found.meetings) == LAST
    assert len({meeting.interaction_uid for meeting in found.meetings}) == MOST_OF_SERIES
    assert only(calendar(event(ANA))).interaction_uid == only(calendar(event(ANA, "LOCATION:moved"))).interaction_uid


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (event(ANA, begin="DTSTART:some day"), "does not say on which day it begins"),
        (event(ANA, begin="DTSTART:20261131"), "does not say on which day it begins"),
        (event(ANA, begin="X-NOTHING:1"), "does not say on which day it begins"),
        (event(ANA, begin="DTSTART:00010101T000000Z"), ""),
        (event(ANA, begin="DTSTART;TZID=America/New_York:99991231T235900"), "beyond the calendar"),
        (event(ANA, "RRULE:FREQ=SECONDLY"), "cannot be followed: FREQ=SECONDLY"),
        (event(ANA, "RRULE:FREQ=YEARLY;BYWEEKNO=20"), "cannot be followed"),
        (event(ANA, "RRULE:nonsense"), "cannot be followed"),
        ("BEGIN:VEVENT\r\nUID:cut\r\n" + ANA + "\r\n", "another one begins before its end"),
    ],
)
def test_a_bad_event_costs_only_itself(bad: str, why: str) -> None:
    good = event(ANA, uid="good")
    found = read(calendar(bad, good, event(ANA, uid="better")))
    assert {"good", "better"} <= {meeting.uid for meeting in found.meetings}
    if why:
        (problem,) = found.problems
        assert (problem.number, problem.line) == (1, 3)
        assert why in problem.why
    assert found.events == 3


@pytest.mark.parametrize(("end", "why"), [("", "the file ends"), ("END:VCALENDAR\r\n", "its calendar ends")])
def test_an_event_that_is_cut_off_at_the_end_is_told(end: str, why: str) -> None:
    found = read("BEGIN:VCALENDAR\r\n" + event(ANA) + "BEGIN:VEVENT\r\nSUMMARY:cut\r\n" + end)
    assert len(found.meetings) == 1
    assert why in found.problems[0].why


@pytest.mark.parametrize("ends", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_files_are_read_in_any_encoding_with_any_line_ends_and_folds(ends: str, codec: str) -> None:
    text = calendar(event(ANA.replace("Lima", "Li\r\n ma").replace("stmarys", "stm\r\n\tarys"), "LOCATION:Caf\xe9"))
    data = text.replace("\r\n", ends).encode(codec)
    if codec != "cp1252":
        assert is_calendar(data)
    meeting = only(data)
    assert (meeting.attendees[0].name, meeting.place) == ("Ana Lima", "Caf\xe9")


def test_a_file_of_fifty_megabytes_is_read_fast_and_holds_only_what_is_wanted() -> None:
    blob = "ATTACH;ENCODING=BASE64:" + "\r\n ".join(["A" * 73] * 20) + "\r\nDESCRIPTION:" + "x" * 3000
    noise = "".join(event(f"ATTENDEE:mailto:p{n}@x.test", blob, uid=str(n)) for n in range(200))
    before = time.process_time()
    with io.BytesIO() as stream:
        stream.write(b"BEGIN:VCALENDAR\r\n")
        for _ in range(52):
            stream.write(noise.encode())
        stream.write(b"BEGIN:VEVENT\r\nDESCRIPTION:" + b"y" * 5_000_000 + b"\r\nEND:VEVENT\r\n")
        stream.write(event(ANA, uid="her").encode() + b"END:VCALENDAR\r\n")
        assert stream.tell() > 50_000_000
        stream.seek(0)
        found = read_meetings(stream, first=FIRST, last=LAST, wanted=lambda email: email == "ana@stmarys.test")
    assert [meeting.uid for meeting in found.meetings] == ["her"]
    assert found.events == 10_402
    assert time.process_time() - before < 15


def test_what_takes_meetings_back_is_said() -> None:
    assert only(calendar(event(ANA), head="METHOD:CANCEL")).is_cancelled
    assert only(calendar(event(ANA, "STATUS:cancelled"))).is_cancelled
    assert not only(calendar(event(ANA), head="METHOD:REQUEST")).is_cancelled


def test_of_two_versions_of_a_meeting_the_later_one_is_read() -> None:
    old, new = event(ANA, "SEQUENCE:1"), event(ANA, "SEQUENCE:2", begin="DTSTART:20261105T083000Z")
    assert only(calendar(new, old)).on == only(calendar(old, new)).on == date(2026, 11, 5)


def test_what_is_no_calendar_is_none() -> None:
    for data in (b"", b"BEGIN:VCARD\r\nEND:VCARD", b"\xff\xfe", b"BEGIN:VCALENDARS"):
        assert not is_calendar(data)
        assert not read(data).is_calendar


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(["BEGIN", "END", "DTSTART", "RRULE", "RDATE", "EXDATE", "ATTENDEE", "RECURRENCE-ID", " "])
        .flatmap(lambda name: st.sampled_from(
            ["VEVENT", "VTIMEZONE", "VCALENDAR", "STANDARD", "FREQ=DAILY;COUNT=9999999", "FREQ=MONTHLY;BYDAY=-9MO",
             "FREQ=WEEKLY;INTERVAL=0;UNTIL=x", "20261103T083000Z", "99991231", "mailto:a@b", "FREQ=YEARLY;BYMONTH=13"])
            .map(lambda value: f"{name}:{value}")),
        max_size=25,
    ),
    st.binary(max_size=40),
)  # fmt: skip
def test_no_calendar_raises_anything(lines: list[str], tail: bytes) -> None:
    read(("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261103\n" + "\n".join(lines) + "\n").encode() + tail)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder shared/corpora is not beside the project")
def test_the_calendars_of_other_programs_are_read_soon_and_without_an_exception() -> None:
    paths = sorted(CORPUS.rglob("*.ics"))
    assert len(paths) > 100
    before = time.process_time()
    meetings = 0
    for path in paths:
        with path.open("rb") as stream:
            found = read_meetings(stream, first=date(1990, 1, 1), last=LAST, wanted=everybody)
        assert all(problem.why.endswith(".") for problem in found.problems)
        meetings += len(found.meetings)
    assert meetings > 20
    assert time.process_time() - before < 20
