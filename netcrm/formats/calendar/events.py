"""Cutting a whole calendar into its events, with memory bounded by what meetings need and not by the file.

Of each event only the few properties are kept that tell of a meeting; descriptions, pictures and alarms are passed
over as they come. An event that does not end where it should costs only itself.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from netcrm.formats.content_lines import split_line

_CHUNK = 262_144
"""Bytes read at a time."""
_LONGEST_LINE = 65_536
"""Bytes of a line, folds taken out, that are looked at."""
_MOST_LINES = 2000
"""Lines of an event that are kept: room for a meeting of everybody."""
_MOST_ZONES = 500

_KEPT = frozenset(
    ("UID", "DTSTART", "SUMMARY", "LOCATION", "STATUS", "SEQUENCE", "ATTENDEE", "ORGANIZER", "RRULE", "RDATE", "EXDATE",
     "RECURRENCE-ID")
)  # fmt: skip
_ONLINE = re.compile(
    rb"zoom\.us/|teams\.microsoft\.com/|teams\.live\.com/|meet\.google\.com/|webex\.com/|whereby\.com/|meet\.jit\.si/",
    re.IGNORECASE,
)
"""Where links of video calls lead, wherever in the event they stand."""
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_PARAMETER = re.compile(r';\s*([A-Za-z0-9-]+)\s*=\s*(?:"([^"]*)"|([^";]*))')


@dataclass(frozen=True, slots=True)
class Property:
    """A property of an event, with its value as it stands in the file."""

    parameters: str
    """With the semicolon before each."""
    value: str

    def parameter(self, name: str) -> str:
        """Return the first value of a parameter, or nothing."""
        for found in _PARAMETER.finditer(self.parameters):
            if found[1].upper() == name:
                return (found[2] or found[3] or "").strip()
        return ""

    @property
    def text(self) -> str:
        """The value as a text, its escapes undone."""
        return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)


@dataclass(slots=True)
class RawEvent:
    """An event as it was cut out."""

    number: int
    """Counted from 1."""
    line: int
    """On which it begins, counted from 1."""
    properties: dict[str, list[Property]] = field(default_factory=dict)
    is_online: bool = False
    fault: str = ""
    """Why it cannot be read at all: one sentence, or nothing."""

    def first(self, name: str) -> Property | None:
        """Return the first property of a name."""
        found = self.properties.get(name)
        return found[0] if found else None

    def text(self, name: str) -> str:
        """Return the text of the first property of a name, or nothing."""
        found = self.first(name)
        return found.text if found else ""


@dataclass(slots=True)
class CutCalendar:
    """What is known of a calendar beside its events, once all of them were cut."""

    is_calendar: bool = False
    is_cancelling: bool = False
    """Whether the whole file takes meetings back (METHOD:CANCEL)."""
    zones: dict[str, list[str]] = field(default_factory=dict)
    """The lines of the time zones that it describes, by their names."""


def is_calendar(head: bytes) -> bool:
    """Return whether a file that begins with `head` is a calendar."""
    for mark, codec in _WIDE:
        if head.startswith(mark):
            head = head[2:].decode(codec, "replace").encode()
    begin = head.removeprefix(codecs.BOM_UTF8).lstrip()[:30].upper()
    return re.match(rb"BEGIN:VCALENDAR\s", begin) is not None


def cut_events(stream: BinaryIO, calendar: CutCalendar) -> Iterator[RawEvent]:
    """Yield the events of a calendar in order, and write into `calendar` what else there is to know."""
    cutter = _Cutter(calendar)
    for number, line in _logical_lines(stream):
        yield from cutter.feed(number, line)
    yield from cutter.unended("the file ends in the middle of it")


class _Cutter:
    def __init__(self, calendar: CutCalendar) -> None:
        self._calendar = calendar
        self._event: RawEvent | None = None
        self._zone: list[str] | None = None
        self._inner = 0
        """How many components are open inside the event."""
        self._count = 0
        self._kept = 0

    def feed(self, number: int, line: bytes) -> Iterator[RawEvent]:
        """Take the next line, and yield the event that it ends."""
        mark = line[:6].upper().lstrip()
        if mark.startswith((b"BEGIN:", b"END:")):
            kind, _, what = line.decode("utf-8", "replace").strip().upper().partition(":")
            yield from self._begin(number, what.strip()) if kind == "BEGIN" else self._end(what.strip())
            if self._zone is not None:
                self._zone.append(f"{kind}:{what.strip()}")
                if what.strip() == "VTIMEZONE" and kind == "END":
                    self._keep_zone(self._zone)
                    self._zone = None
        elif self._zone is not None:
            if len(self._zone) < _MOST_LINES:
                self._zone.append(_decoded(line))
        elif self._event is None:
            self._calendar.is_cancelling |= line.upper().replace(b" ", b"") == b"METHOD:CANCEL"
        elif not self._inner:
            self._take(self._event, line)

    def unended(self, why: str) -> Iterator[RawEvent]:
        """Yield the event that is open, if one is, as one that cannot be read."""
        if self._event is not None:
            self._event.fault = f"The event is cut off: {why}."
            yield self._event
        self._event, self._zone = None, None

    def _begin(self, number: int, what: str) -> Iterator[RawEvent]:
        if what in ("VCALENDAR", "VEVENT"):
            yield from self.unended("another one begins before its end")
        if what == "VCALENDAR":
            self._calendar.is_calendar = True
        elif what == "VEVENT":
            self._count += 1
            self._event, self._inner, self._kept = RawEvent(self._count, number), 0, 0
        elif self._event is not None:
            self._inner += 1
        elif what == "VTIMEZONE":
            self._zone = []

    def _end(self, what: str) -> Iterator[RawEvent]:
        if what == "VEVENT" and self._event is not None:
            yield self._event
            self._event = None
        elif what == "VCALENDAR":
            yield from self.unended("its calendar ends before it does")
        elif self._event is not None:
            self._inner = max(0, self._inner - 1)

    def _take(self, event: RawEvent, line: bytes) -> None:
        event.is_online = event.is_online or _ONLINE.search(line) is not None
        name = line.partition(b":")[0].partition(b";")[0].strip().upper().decode("ascii", "replace")
        if name in _KEPT and self._kept < _MOST_LINES:
            head, value = split_line(_decoded(line))
            self._kept += 1
            event.properties.setdefault(name, []).append(Property(head[len(head.partition(";")[0]) :], value.strip()))

    def _keep_zone(self, lines: list[str]) -> None:
        name = next((split_line(line)[1].strip() for line in lines if line.upper().startswith("TZID")), "")
        if name and len(self._calendar.zones) < _MOST_ZONES and len(lines) < _MOST_LINES:
            self._calendar.zones.setdefault(name, lines)


def _decoded(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _logical_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield each line with its folds taken out, and the number of the line on which it begins."""
    begun, number = 0, 0
    parts: list[bytes] = []
    size = 0
    for number, line in enumerate(_physical_lines(stream), 1):
        if line[:1] in (b" ", b"\t") and parts:
            if size < _LONGEST_LINE:
                parts.append(line[1:])
                size += len(line)
            continue
        if parts:
            yield begun, b"".join(parts)
        begun, parts, size = number, [line] if line else [], len(line)
    if parts:
        yield begun, b"".join(parts)


def _physical_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield each line without its end, cut off where it is very long."""
    rest, held = b"", b""
    for chunk in _chunks(stream):
        text = held + chunk
        held = b"\r" if text.endswith(b"\r") else b""  # perhaps its line feed comes with the next chunk
        text = text.removesuffix(b"\r").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        *lines, rest = (rest + text).split(b"\n")
        rest = rest[:_LONGEST_LINE]
        yield from lines
    yield rest


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield what a stream holds as UTF-8, without its byte-order mark."""
    head = stream.read(_CHUNK)
    for mark, codec in _WIDE:
        if head.startswith(mark):
            decoder = codecs.getincrementaldecoder(codec)("replace")
            yield decoder.decode(head[len(mark) :]).encode("utf-8", "replace")
            while chunk := stream.read(_CHUNK):
                yield decoder.decode(chunk).encode("utf-8", "replace")
            return
    yield head.removeprefix(codecs.BOM_UTF8)
    while chunk := stream.read(_CHUNK):
        yield chunk
