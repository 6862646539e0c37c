"""A whole calendar read for its meetings: who was asked, when, and which days a series had (RFC 5545).

Times are brought to the user's local time; one without a zone, or of a zone that nobody knows, is local already. A
series gives its latest days in a window, with those left out and moved that the calendar says.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo
from hashlib import blake2b
from typing import BinaryIO
from urllib.parse import unquote

from netcrm.domain.meetings import Attendance, Attendee, Meeting
from netcrm.domain.series import days_of
from netcrm.domain.text import clean_line
from netcrm.errors import UsageProblem
from netcrm.formats.calendar.events import CutCalendar, Property, RawEvent, cut_events
from netcrm.formats.calendar.moments import Moment, Moments
from netcrm.formats.calendar.rules import number_in, read_rule

MOST_OF_SERIES = 200
"""Days of one series that are listed, the latest ones."""
_MOST_MEETINGS = 20_000
_MOST_PROBLEMS = 1000
_MOST_ATTENDEES = 500
_MOST_DAYS_SAID = 5000
"""Days that a series adds or leaves out by name."""
_LONGEST_TEXT = 500

_ANSWERS = {
    "ACCEPTED": Attendance.ACCEPTED,
    "TENTATIVE": Attendance.TENTATIVE,
    "DECLINED": Attendance.DECLINED,
}
_ADDRESS = re.compile(r"[^\s<>:;,\"=]+@[^\s<>:;,\"]+")


@dataclass(frozen=True, slots=True)
class MeetingProblem:
    """An event that could not be read, and why, in one sentence."""

    number: int
    """Of the event in the file, counted from 1."""
    line: int
    why: str


@dataclass(frozen=True, slots=True)
class CalendarMeetings:
    """What a calendar holds of meetings."""

    is_calendar: bool
    events: int
    """All there are, whoever was asked."""
    meetings: tuple[Meeting, ...]
    """Those up to the last day asked for, in no order; a series only from the first one on."""
    problems: tuple[MeetingProblem, ...]


@dataclass(frozen=True, slots=True)
class _Event:
    """An event that is understood."""

    raw: RawEvent
    begin: Moment
    of_series: Moment | None
    """For one occurrence of a series that has words of its own: when it was to begin."""
    meeting: Meeting
    sequence: int


def everybody(_email: str) -> bool:
    """Say of an address that its meetings are wanted."""
    return True


def read_meetings(
    stream: BinaryIO, *, first: date, last: date, zone: tzinfo | None = None, wanted: Callable[[str], bool] = everybody
) -> CalendarMeetings:
    """Return the meetings of a calendar with somebody who is wanted.

    Args:
        stream: The calendar, at its beginning.
        first: Of a series no day before this is listed.
        last: No meeting after this is listed.
        zone: The user's time zone; None is the machine's.
        wanted: Whether the meetings of an address, in lower case, are wanted. Events of nobody wanted are not read.
    """
    calendar, count = CutCalendar(), 0
    held: list[RawEvent] = []
    problems: list[MeetingProblem] = []
    for event in cut_events(stream, calendar):
        count = event.number
        if event.fault:
            problems.append(MeetingProblem(event.number, event.line, event.fault))
        elif event.first("RECURRENCE-ID") or _is_wanted(event, wanted):
            held.append(event)
    reader = _Reader(calendar, first, last, zone)
    events: dict[tuple[str, str], _Event] = {}
    for raw in held:
        try:
            event_read = reader.read(raw)
        except (UsageProblem, OverflowError, ValueError) as problem:
            why = str(problem) if isinstance(problem, UsageProblem) else "Its day lies beyond the calendar."
            problems.append(MeetingProblem(raw.number, raw.line, why))
            continue
        key = (event_read.meeting.uid, event_read.of_series.key() if event_read.of_series else "")
        if key not in events or events[key].sequence <= event_read.sequence:
            events[key] = event_read
    own_words = _own_words(events)
    meetings: list[Meeting] = []
    for event_read in events.values():
        try:
            found = reader.meetings(event_read, own_words.get(event_read.meeting.uid, frozenset()))
            meetings += [it for it in found if it.on <= last and any(wanted(one.email) for one in it.attendees)]
        except (UsageProblem, OverflowError, ValueError) as problem:
            why = str(problem) if isinstance(problem, UsageProblem) else "Its days lie beyond the calendar."
            problems.append(MeetingProblem(event_read.raw.number, event_read.raw.line, why))
        if len(meetings) > _MOST_MEETINGS:
            why = f"There are more than {_MOST_MEETINGS:,} meetings; from here on none were read."
            problems.append(MeetingProblem(event_read.raw.number, event_read.raw.line, why))
            break
    return CalendarMeetings(calendar.is_calendar, count, tuple(meetings), tuple(problems[:_MOST_PROBLEMS]))


def _own_words(events: dict[tuple[str, str], _Event]) -> dict[str, frozenset[str]]:
    """Return by UID which occurrences of a series have words of their own."""
    found: dict[str, set[str]] = {}
    for uid, occurrence in events:
        if occurrence:
            found.setdefault(uid, set()).add(occurrence)
    return {uid: frozenset(keys) for uid, keys in found.items()}


def _is_wanted(event: RawEvent, wanted: Callable[[str], bool]) -> bool:
    asked = [*event.properties.get("ATTENDEE", ()), *event.properties.get("ORGANIZER", ())]
    return any(wanted(address) for found in asked if (address := _address(found)))


def _address(found: Property) -> str:
    """Return the mail address of an attendee in lower case, or nothing (RFC 5545, 3.3.3; RFC 7986, 6.2)."""
    for text in (found.parameter("EMAIL"), unquote(found.value), found.parameter("CN")):
        match = _ADDRESS.search(text)
        if match:
            return clean_line(match[0]).lower()
    return ""


class _Reader:
    """Reads events, with what their calendar says."""

    def __init__(self, calendar: CutCalendar, first: date, last: date, zone: tzinfo | None) -> None:
        self._is_cancelling = calendar.is_cancelling
        self._moments = Moments(calendar.zones)
        self._first = first
        self._last = last
        self._zone = zone

    def read(self, raw: RawEvent) -> _Event:
        """Return what an event says.

        Raises:
            UsageProblem: it does not say when it begins.
            OverflowError, ValueError: that is beyond the calendar.
        """
        begin = self._moments.read(raw.first("DTSTART"))
        if begin is None:
            raise UsageProblem("The event does not say on which day it begins.")
        original = raw.first("RECURRENCE-ID")
        on, at = begin.local(self._zone)
        summary = clean_line(raw.text("SUMMARY"))[:_LONGEST_TEXT]
        said = blake2b(f"{begin.key()} {summary}".encode("utf-8", "replace"), digest_size=12).hexdigest()
        meeting = Meeting(
            uid=clean_line(raw.text("UID")) or said,
            occurrence="",
            on=on,
            at=at,
            summary=summary,
            place=clean_line(raw.text("LOCATION"))[:_LONGEST_TEXT],
            attendees=_attendees(raw),
            is_cancelled=self._is_cancelling or raw.text("STATUS").strip().upper() == "CANCELLED",
            is_online=raw.is_online,
        )
        return _Event(
            raw, begin, self._moments.read(original) if original else None, meeting, number_in(raw.text("SEQUENCE"))
        )

    def meetings(self, event: _Event, own_words: frozenset[str]) -> Iterable[Meeting]:
        """Return the meetings that an event stands for: itself, or the latest days of a series.

        Raises:
            UsageProblem: it repeats in a way that cannot be followed.
        """
        raw = event.raw
        if event.of_series:
            return [replace(event.meeting, occurrence=event.of_series.key())]
        if not raw.first("RRULE") and not raw.first("RDATE"):
            return [event.meeting]
        left_out = own_words | {it.key() for it in self._said(raw, "EXDATE")}
        found: deque[Meeting] = deque(maxlen=MOST_OF_SERIES)
        for moment in sorted({it.key(): it for it in self._days(event)}.values(), key=lambda it: it.on):
            key = moment.key()
            on, at = moment.local(self._zone)
            # Some programs leave out, or give words to, a whole day of what has an hour.
            if key not in left_out and f"{moment.on:%Y%m%d}" not in left_out and self._first <= on <= self._last:
                found.append(replace(event.meeting, occurrence=key, on=on, at=at))
        return found

    def _days(self, event: _Event) -> Iterator[Moment]:
        yield event.begin
        yield from self._said(event.raw, "RDATE")
        for found in event.raw.properties.get("RRULE", ())[:2]:
            rule = read_rule(found.value, event.begin, self._moments)
            margin = timedelta(days=1)  # of time zones
            for day in days_of(rule, event.begin.on, first=self._first - margin, last=self._last + margin):
                yield self._moments.on(day, event.begin)

    def _said(self, raw: RawEvent, name: str) -> Iterator[Moment]:
        """Yield the moments that a series adds or leaves out by name; of a period its beginning."""
        count = 0
        for found in raw.properties.get(name, ()):
            for value in found.value.split(","):
                moment = self._moments.read(replace(found, value=value.partition("/")[0]))
                count += 1
                if moment and count <= _MOST_DAYS_SAID:
                    yield moment


def _attendees(raw: RawEvent) -> tuple[Attendee, ...]:
    """Return who was asked and who asked, each once."""
    found: dict[str, Attendee] = {}
    for name in ("ATTENDEE", "ORGANIZER"):
        for asked in raw.properties.get(name, ())[:_MOST_ATTENDEES]:
            email = _address(asked)
            answer = _ANSWERS.get(asked.parameter("PARTSTAT").upper(), Attendance.UNSAID)
            if name == "ORGANIZER":
                answer = answer or Attendance.ORGANISER
            there = found.get(email)
            if email and (there is None or not there.attendance):
                found[email] = Attendee(email, clean_line(asked.parameter("CN"))[:_LONGEST_TEXT], answer)
    return tuple(found.values())
