"""iCalendar files (RFC 5545, 5546 and 7986): the one file that knows the library icalendar.

Days are all-day events and hours are UTC, so that no time zone need be described. Whatever the items hold, the file
has no control characters and cannot be broken out of by line ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from netcrm.domain.calendar_items import CalendarEntry, CalendarItem, EventStatus
from netcrm.domain.text import clean_line, clean_text

if TYPE_CHECKING:
    from icalendar import Event

_PRODUCT = "-//netcrm//netcrm//EN"
_REFRESH_EVERY = timedelta(hours=6)
_LENGTH = timedelta(minutes=30)
"""How long an item with an hour lasts."""
_ALARM_ON_DAY = timedelta(hours=9)
"""After the midnight that begins the day: at 9."""
_ALARM_BEFORE_HOUR = timedelta(minutes=-15)
_URI_LETTERS = ":/?#[]@!$&'()*+,;=%~"
_CLOSE = b"END:VCALENDAR\r\n"


def write_calendar(entries: Iterable[CalendarEntry], *, name: str = "netcrm") -> Iterator[bytes]:
    """Yield the bytes of a calendar, event after event, so that memory does not grow with their number.

    The same entries give the same bytes; none give a valid calendar without events. A calendar of one entry is an
    item of a vdir folder.
    """
    yield _opening(name)
    for entry in entries:
        yield _event(entry).to_ical()
    yield _CLOSE


def _opening(name: str) -> bytes:
    """Return all that stands before the first event.

    `Calendar.new` would draw a random UID, and leave out the type that REFRESH-INTERVAL must have (RFC 7986, 5.7).
    """
    from icalendar import Calendar, vDuration, vText

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODUCT)
    calendar.add("name", vText(clean_line(name)))
    calendar.add("x-wr-calname", vText(clean_line(name)))
    calendar.add("refresh-interval", _REFRESH_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_REFRESH_EVERY))
    whole: bytes = calendar.to_ical()
    return whole.removesuffix(_CLOSE)


def _event(entry: CalendarEntry) -> Event:
    from icalendar import Alarm, Event
    from icalendar.enums import CLASS, STATUS, TRANSP

    item = entry.item
    is_cancelled = entry.status is EventStatus.CANCELLED
    start, end = _span(item)
    stamp = entry.changed_at.astimezone(UTC)
    summary = clean_line(item.summary)
    event = Event.new(
        uid=clean_line(item.uid),
        stamp=stamp,
        last_modified=stamp,
        sequence=entry.sequence,
        status=STATUS.CANCELLED if is_cancelled else STATUS.CONFIRMED,
        summary=summary,
        description="\n".join(_text(line) for line in item.description) or None,
        start=start,
        end=end,
        url=_uri(item.url) or None,
        categories=[category for category in map(clean_line, item.categories) if category],
        transparency=TRANSP.TRANSPARENT,
        classification=CLASS.PRIVATE,
    )
    if item.alarm and not is_cancelled:
        trigger = _ALARM_BEFORE_HOUR if item.at else _ALARM_ON_DAY
        event.add_component(Alarm.new_display(trigger=trigger, description=summary or item.kind.value))
    return event


def _span(item: CalendarItem) -> tuple[date | datetime, date | datetime | None]:
    """Return when an item begins, and the end, which is outside.

    On the last day that the calendar of Python has, no end is said: an all-day event then lasts a day, a timed one
    no time (RFC 5545, 3.6.1).
    """
    if item.at:
        begin = item.at.astimezone(UTC)
        return begin, begin + _LENGTH if begin.date() < date.max else None
    return item.on, item.on + timedelta(days=1) if item.on < date.max else None


def _uri(text: str) -> str:
    """Return a URI with whatever cannot stand in one as percent signs; a URI that is one already stays as it is."""
    return quote(clean_line(text), safe=_URI_LETTERS)


def _text(text: str) -> str:
    return clean_text(text).replace("\t", " ")
