"""Reading back the one item of a calendar's file, as others may have rewritten it (RFC 5545).

Everything here takes linear time, whatever the bytes: only the few properties that tell what somebody did are looked
at, and of a file that does not keep its form nothing is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from netcrm.domain.calendar.answers import SeenItem
from netcrm.domain.calendar.items import Form
from netcrm.domain.text import clean_line, clean_text
from netcrm.errors import Unreadable
from netcrm.formats.calendar.events import Property
from netcrm.formats.calendar.moments import DAY_OR_MOMENT, Moments
from netcrm.formats.content_lines import split_line

_FORMS = {"VEVENT": Form.EVENT, "VTODO": Form.TODO}
_FOLD = re.compile(rb"\n[ \t]")
_DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?",
    re.ASCII | re.IGNORECASE,
)


class UnreadableItem(Unreadable):
    """A file that is no item of a calendar; its words are a clause that says why."""


@dataclass(frozen=True, slots=True)
class _Component:
    form: Form
    properties: dict[str, Property] = field(default_factory=dict)
    """The first of each name."""

    def text(self, name: str) -> str:
        """Return the value of a text, or nothing."""
        found = self.properties.get(name)
        return found.text if found else ""

    def word(self, name: str) -> str:
        """Return a value of a closed set in capital letters."""
        return clean_line(self.text(name)).upper()


@dataclass(frozen=True, slots=True)
class _When:
    """A day, or a moment with its local day; neither where nothing that can be read is said."""

    on: date | None = None
    at: datetime | None = None


_Zones = dict[str, list[str]]
"""The lines of the time zones that a file describes."""


def read_item(data: bytes) -> SeenItem:
    """Return the event or task that a file holds.

    Of the several components of one that comes back, the one that stands for all. A date or hour that cannot be
    understood counts as not said; hours of a time zone that nobody knows are local.

    Raises:
        UnreadableItem: It is no calendar or ends in the middle, it holds no item or several, or one without a UID.
    """
    components, zones = _components(data)
    if not components:
        raise UnreadableItem("it holds no event and no task")
    uids = {clean_line(component.text("UID")) for component in components}
    if len(uids) > 1:
        raise UnreadableItem("it holds several items; a file of this folder holds one")
    (uid,) = uids
    if not uid:
        raise UnreadableItem("its item has no UID")
    item = min(components, key=lambda component: "RECURRENCE-ID" in component.properties)
    is_task = item.form is Form.TODO
    when = _due(item, zones) if is_task else _when(item, "DTSTART", zones)
    status = item.word("STATUS")
    return SeenItem(
        uid=uid,
        form=item.form,
        summary=clean_line(item.text("SUMMARY")),
        description=_lines(item.text("DESCRIPTION")),
        on=when.on,
        at=when.at,
        place=clean_line(item.text("LOCATION")),
        is_completed=is_task
        and (status == "COMPLETED" or "COMPLETED" in item.properties or item.word("PERCENT-COMPLETE") == "100"),
        is_cancelled=status == "CANCELLED",
        completed_on=_when(item, "COMPLETED", zones).on if is_task else None,
        sequence=_sequence(item),
    )


def _sequence(item: _Component) -> int:
    """Return how often an item was changed (RFC 5545, 3.8.7.4); a number that nobody counts up to is none."""
    written = item.word("SEQUENCE")
    return int(written) if re.fullmatch(r"[0-9]{1,9}", written) else 0


def uid_of(data: bytes) -> str:
    """Return the UID of the first event or task of a file, whatever else is in it; nothing where there is none."""
    try:
        for path, name, found in _walk(data):
            if name == "UID" and len(path) == 2 and path[1] in _FORMS:
                return clean_line(found.text)
    except UnreadableItem:
        pass
    return ""


def _components(data: bytes) -> tuple[list[_Component], _Zones]:
    """Return the events and tasks of a file, and the time zones that it describes."""
    components: list[_Component] = []
    zones: _Zones = {}
    described: list[str] = []
    for path, name, found in _walk(data):
        if path[0] != "VCALENDAR":
            raise UnreadableItem("it is no calendar")
        if len(path) == 1:
            continue
        form = _FORMS.get(path[1])
        if path[1] == "VTIMEZONE":
            if name == "BEGIN" and len(path) == 2:
                described = []
            elif name == "TZID" and len(path) == 2:
                zones.setdefault(found.value.strip(), described)
            described.append(f"{name}{found.parameters}:{found.value}")
        elif form and len(path) == 2:
            if name == "BEGIN":
                components.append(_Component(form))
            elif name != "END":
                components[-1].properties.setdefault(name, found)
    return components, zones


def _walk(data: bytes) -> Iterator[tuple[list[str], str, Property]]:
    """Yield each property with the names of the components in which it stands, the outermost first.

    The list is the same one each time. A component's own BEGIN and END stand inside of it.
    """
    path: list[str] = []
    for line in _unfolded(data):
        head, value = split_line(line)
        if not head:
            continue
        name, semicolon, parameters = head.partition(";")
        name = name.strip().upper()
        if name == "BEGIN":
            path.append(value.strip().upper())
        if not path:
            raise UnreadableItem("it is no calendar")
        yield path, name, Property(semicolon + parameters, value)
        if name == "END" and path.pop() != value.strip().upper():
            raise UnreadableItem("its parts do not end where they should")
    if path:
        raise UnreadableItem("it ends in the middle of an item")


def _unfolded(data: bytes) -> Iterator[str]:
    """Yield the lines of a file: bytes are joined first, since some programs fold inside a character."""
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for line in _FOLD.sub(b"", data).split(b"\n"):
        yield line.decode("utf-8", "replace")


def _lines(text: str) -> tuple[str, ...]:
    lines = clean_text(text).replace("\t", " ").split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    return tuple(lines)


def _due(item: _Component, zones: _Zones) -> _When:
    """Return by when a task is to be done: its DUE, else the end of its duration (RFC 5545, 3.8.2.5)."""
    due = _when(item, "DUE", zones)
    if due.on or "DUE" in item.properties:
        return due
    begin, length = _when(item, "DTSTART", zones), _duration(item)
    if begin.on is None or length is None:
        return _When()
    try:
        end = begin.at + length if begin.at else begin.on + length
        return _When(end.date(), end.astimezone()) if isinstance(end, datetime) else _When(end)
    except OverflowError:
        return _When()


def _duration(item: _Component) -> timedelta | None:
    found = _DURATION.fullmatch(item.text("DURATION").strip())
    if not found:
        return None
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in found.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] == "-" else length


def _when(item: _Component, name: str, zones: _Zones) -> _When:
    """Return when a property says, by the user's clock.

    At both ends of the calendar there is no local time: only the day is believed there.
    """
    found = item.properties.get(name)
    moment = Moments(zones).read(found) if found and DAY_OR_MOMENT.fullmatch(found.value.strip()) else None
    if moment is None:
        return _When()
    try:
        return _When(*moment.local(None))
    except (OverflowError, ValueError, OSError):
        return _When(moment.on)
