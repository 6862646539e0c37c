"""Calendars going out (RFC 5545, 5546 and 7986): the lines of events and tasks.

Days are all-day events and hours are UTC or the wall clock's own, so that no time zone need be described. Whatever the
items hold, what is written has no control characters and cannot be broken out of by line ends. The same entries give
the same bytes. The lines are written here and not by a library, since thousands are written at each sync.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from urllib.parse import quote

from netcrm.domain.calendar.items import CalendarItem, CalendarKind, Form, Repeats
from netcrm.domain.calendar.ledger import CalendarEntry, EntryState
from netcrm.domain.text import clean_line, clean_text
from netcrm.formats.content_lines import escaped, folded, line_value

_HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//netcrm//netcrm//EN\r\n"
_NAME = "netcrm"
_REFRESH_EVERY = "PT6H"
_COLOUR = "steelblue"
"""A name of CSS 3, as RFC 7986, 5.9 asks for."""
CLOSING = b"END:VCALENDAR\r\n"
"""What stands after the last component."""

_AT_NINE = "PT9H"
"""After the midnight that begins the day."""
_AT_NINE_THE_DAY_BEFORE = "-PT15H"
_AT_THE_HOUR = "PT0S"
_BEFORE_THE_HOUR = "-PT15M"
_A_DAY_BEFORE = "-P1D"
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_URI_LETTERS = ":/?#[]@!$&'()*+,;=%~"
_URI = re.compile(r"[A-Za-z0-9_.\-:/?#\[\]@!$&'()*+,;=%~]*")
"""What `_URI_LETTERS` and the unreserved letters make: it stays as it is."""
_NOON = time(12, tzinfo=UTC)


def opening() -> bytes:
    """Return all that stands before the first component.

    There is neither a METHOD nor a UID of the calendar: the file is a calendar's state and no message, and a UID would
    have to be the same for all files of one user and differ between users.
    """
    lines = [
        f"NAME:{_NAME}",
        f"X-WR-CALNAME:{_NAME}",
        f"COLOR:{_COLOUR}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{_REFRESH_EVERY}",
        f"X-PUBLISHED-TTL:{_REFRESH_EVERY}",
        "",
    ]
    return (_HEAD + "\r\n".join(lines)).encode()


def item_file(body: bytes) -> bytes:
    """Return the file that holds one component alone, as folders of calendars have them."""
    return b"".join((_HEAD.encode(), body, CLOSING))


def component(entry: CalendarEntry, form: Form) -> bytes:
    """Return an entry as a VTODO where tasks go out as such and it is one, else as a VEVENT."""
    is_todo = form is Form.TODO and entry.item.kind.is_task
    lines = _todo(entry) if is_todo else _event(entry)
    return "\r\n".join(lines).encode()


def _event(entry: CalendarEntry) -> list[str]:
    item = entry.item
    summary, said = _said(item)
    is_taking_time = entry.stands and item.kind is CalendarKind.INTERVIEW and item.at is not None
    return [
        "BEGIN:VEVENT",
        *_stamps(entry),
        f"STATUS:{'CONFIRMED' if entry.stands else 'CANCELLED'}",
        *_span(item),
        *said,
        "CLASS:PRIVATE",
        f"TRANSP:{'OPAQUE' if is_taking_time else 'TRANSPARENT'}",
        *(_alarms(item, summary, "TRIGGER") if item.alarm and entry.stands else ()),
        "END:VEVENT\r\n",
    ]


def _todo(entry: CalendarEntry) -> list[str]:
    """Return the lines of a task: it has no beginning, so that it is to be done by its day and not on it alone."""
    item = entry.item
    summary, said = _said(item)
    return [
        "BEGIN:VTODO",
        *_stamps(entry),
        *_task_state(entry),
        *_due(item),
        *([f"PRIORITY:{min(item.priority, 9)}"] if item.priority > 0 else ()),
        *said,
        "CLASS:PRIVATE",
        *(_alarms(item, summary, "TRIGGER;RELATED=END") if item.alarm and entry.stands else ()),
        "END:VTODO\r\n",
    ]


def _task_state(entry: CalendarEntry) -> list[str]:
    if entry.stands:
        return ["STATUS:NEEDS-ACTION"]
    if entry.state is EntryState.COMPLETED:
        # The hour is not known; noon of UTC is the same day for nearly everybody.
        done_at = datetime.combine(entry.done_on, _NOON) if entry.done_on else entry.changed_at
        return ["STATUS:COMPLETED", f"COMPLETED:{_moment(done_at)}", "PERCENT-COMPLETE:100"]
    return ["STATUS:CANCELLED"]


def _stamps(entry: CalendarEntry) -> tuple[str, ...]:
    stamp = _moment(entry.changed_at)
    return (
        folded(f"UID:{line_value(entry.item.uid)}"),
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        f"SEQUENCE:{entry.sequence}",
    )


def _said(item: CalendarItem) -> tuple[str, list[str]]:
    """Return the summary as a value, and the lines of all that an item says to people."""
    summary = line_value(item.summary)
    lines = []
    if summary:
        lines.append(folded(f"SUMMARY:{summary}"))
    if item.description:
        lines.append(folded("DESCRIPTION:" + "\\n".join(map(_text, item.description))))
    if item.place:
        lines.extend(_place(item.place))
    if item.url:
        lines.append(folded(f"URL:{_uri(item.url)}"))
    categories = ",".join(filter(None, map(line_value, item.categories)))
    if categories:
        lines.append(folded(f"CATEGORIES:{categories}"))
    return summary or item.kind.value, lines


def _place(text: str) -> Iterator[str]:
    """Yield where an item is; the link of a call also as what joins it (RFC 7986, 5.11)."""
    place = clean_line(text)
    if place:
        yield folded(f"LOCATION:{line_value(place)}")
    if place.casefold().startswith("https://") and " " not in place:
        yield folded(f"CONFERENCE;VALUE=URI:{_uri(place)}")


def _alarms(item: CalendarItem, summary: str, trigger: str) -> Iterator[str]:
    """Yield the lines of an item's alarms; `trigger` is the property with what it counts from."""
    has_hour = item.at is not None or item.local_time is not None
    times = [_BEFORE_THE_HOUR if has_hour else _AT_NINE]
    if item.kind is CalendarKind.FIVE_MINUTES:
        times = [_AT_THE_HOUR]
    if item.kind in (CalendarKind.INTERVIEW, CalendarKind.LEAD):
        times.append(_A_DAY_BEFORE if has_hour else _AT_NINE_THE_DAY_BEFORE)
    if item.alarms:
        times = [f"-PT{minutes}M" for minutes in item.alarms]
    words = folded(f"DESCRIPTION:{summary}")
    for before in times:
        yield f"BEGIN:VALARM\r\nACTION:DISPLAY\r\n{trigger}:{before}\r\n{words}\r\nEND:VALARM"


def _span(item: CalendarItem) -> Iterator[str]:
    """Yield when an item begins, its end, which is outside, and how it comes back.

    Where the end lies after the last day that Python's calendar has, none is said: an all-day event then lasts a day, a
    timed one no time (RFC 5545, 3.6.1).
    """
    first = _first_day(item)
    begin = _beginning(item, first)
    if begin is None:
        yield f"DTSTART;VALUE=DATE:{_day(first)}"
        if first < date.max:
            yield f"DTEND;VALUE=DATE:{_day(first + timedelta(days=1))}"
    else:
        yield f"DTSTART:{_moment(begin)}"
        end = _after(begin, timedelta(minutes=item.minutes))
        if end:
            yield f"DTEND:{_moment(end)}"
    if item.repeats is Repeats.YEARLY:
        is_leap_day = (first.month, first.day) == (2, 29)
        yield "RRULE:FREQ=YEARLY" + (";BYMONTH=2;BYMONTHDAY=-1" if is_leap_day else "")
    elif item.repeats is Repeats.WEEKLY:
        days = ",".join(_WEEKDAYS[weekday] for weekday in sorted(set(item.weekdays)))
        yield "RRULE:FREQ=WEEKLY" + (f";BYDAY={days}" if days else "")


def _after(begin: datetime, length: timedelta) -> datetime | None:
    try:
        return begin + length if length > timedelta(0) else None
    except OverflowError:
        return None


def _first_day(item: CalendarItem) -> date:
    """Return the day on which an item first stands: a rule must hold for it too (RFC 5545, 3.8.5.3)."""
    first = item.on
    if item.repeats is Repeats.WEEKLY and item.weekdays:
        while first.weekday() not in item.weekdays and first < date.max:
            first += timedelta(days=1)
    return first


def _due(item: CalendarItem) -> Iterator[str]:
    begin = _beginning(item, item.on)
    yield f"DUE;VALUE=DATE:{_day(item.on)}" if begin is None else f"DUE:{_moment(begin)}"


def _beginning(item: CalendarItem, first: date) -> datetime | None:
    """Return the moment at which an item begins, without a zone where it is the wall clock's; None for all day."""
    if item.local_time is not None:
        return datetime.combine(first, item.local_time.replace(tzinfo=None))
    return item.at


def _moment(moment: datetime) -> str:
    """Return a moment in UTC, or one without a zone as it is (RFC 5545, 3.3.5)."""
    if moment.tzinfo is None:
        return _stamp(moment)
    return _stamp(moment.astimezone(UTC)) + "Z"


@lru_cache(maxsize=1024)
def _stamp(moment: datetime) -> str:
    """Return the letters of a moment; `strftime` would leave out the zeros of early years."""
    return moment.replace(tzinfo=None).isoformat(timespec="seconds").replace("-", "").replace(":", "")


@lru_cache(maxsize=1024)
def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _uri(text: str) -> str:
    """Return a URI with whatever cannot stand in one as percent signs; a URI that is one already stays as it is."""
    return text if _URI.fullmatch(text) else quote(clean_line(text), safe=_URI_LETTERS)


def _text(text: str) -> str:
    """Return a line of many as a value; white space in it stays, except that a tab is a control character."""
    if not text.isprintable():
        text = clean_text(text).replace("\t", " ")
    return escaped(text)
