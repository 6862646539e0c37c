"""Cutting a byte stream into outermost cards, with memory bounded by a card and not by the file.

A card runs from its BEGIN:VCARD line to the END:VCARD line that closes it. Cards inside a card (an AGENT) belong to
it. Where an END is missing the depth never comes back to nothing: then each card that was not closed is cut off at the
next one's beginning, and what was taken for its children stands on its own. Offsets are bytes of the stream after its
byte-order mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from netcrm.formats.vcard.encoding import codec_of

CHUNK = 262_144
"""Bytes read at a time."""
SIZE_LIMIT = 16 * 1024 * 1024
"""The largest card that is read, in bytes: room for a few photos of a phone's camera."""
NESTING_LIMIT = 8
"""How deep cards may stand inside a card; real ones have one agent, seldom an agent's agent."""
_PENDING_LIMIT = 10_000
"""How many unclosed cards, or cards inside unclosed ones, are waited for before they are given up as cut off."""
_WINDOW = 256
"""Code units looked at before and after the word VCARD to see whether its line is a BEGIN or an END."""

_BEFORE = re.compile(
    r"(?:[ \t]*end[ \t]*:[ \t]*vcard)?[\ufeff\0]*"
    r"(?P<indent>[ \t]*)(?P<agent>agent[^:\r\n]*:[ \t]*)?(?P<kind>begin|end)[ \t]*:[ \t]*"
)
_AFTER = re.compile(r"[ \t\0\x1a\ufeff]*(?:[\r\n]|\Z|begin[ \t]*:[ \t]*vcard)")
_AGENT_LINE = re.compile(r"(?:\A|[\r\n])[ \t]*(?:[\w-]+\.)?agent[^:\r\n]*:\s*\Z")
_PLAIN_BEGINS = frozenset((b"\nbegin:vcard\n", b"\nbegin:vcard\r"))
_PLAIN_ENDS = frozenset((b"\nend:vcard\n", b"\nend:vcard\r"))
_BEGIN_LENGTH = len("begin:")
_END_LENGTH = len("end:")
_HEAD = 4096
"""Bytes of a file by which its encoding is told, whatever comes at a time."""


class Card(NamedTuple):
    """The very bytes of one outermost card."""

    raw: bytes
    codec: str
    """`utf-8` for any superset of ASCII, else the wide encoding of the file."""
    line: int
    """The line of the stream on which the card begins, from 1."""
    is_whole: bool = True
    """Whether its END was found."""
    fault: str = ""
    """Why the card cannot be read at all: one sentence, or nothing."""


class _Span(NamedTuple):
    """A stretch that is a card: whole, or cut off with its end still to be told."""

    start: int
    end: int
    depth: int
    is_whole: bool = True


@dataclass(slots=True)
class _Open:
    """A card whose END has not come yet."""

    start: int
    is_agent: bool
    indent: int
    depth: int = 1
    children: list[_Span] = field(default_factory=list)
    """Cards inside it that no AGENT announced: perhaps not its own."""


class _Marker(NamedTuple):
    """A BEGIN or END line."""

    is_begin: bool
    start: int
    end: int
    indent: int
    is_agent: bool


def cut(stream: BinaryIO, *, size_limit: int = SIZE_LIMIT, chunk_size: int = CHUNK) -> Iterator[Card]:
    """Yield the outermost cards of `stream` in order. Text outside cards is passed over."""
    head = b""
    while len(head) < _HEAD and (chunk := stream.read(chunk_size)):
        head += chunk
    codec, mark_length = codec_of(head)
    cutter = _Cutter(codec, size_limit)
    for start in range(mark_length, len(head), chunk_size):
        yield from cutter.feed(head[start : start + chunk_size])
    while chunk := stream.read(chunk_size):
        yield from cutter.feed(chunk)
    yield from cutter.finish()


class _Cutter:
    """Holds the part of the stream that is not yet told to be a card or not."""

    def __init__(self, codec: str, size_limit: int) -> None:
        self.codec = codec
        self.size_limit = size_limit
        self.unit = len("\n".encode(codec))
        self.needle = "vcard".encode(codec)
        self.window = _WINDOW * self.unit
        self.newline = b""
        self.buffer = b""
        self.base = 0
        self.scanned = 0
        self.counted = (0, 1)
        self.open: list[_Open] = []
        self.pending = 0
        self.skipping = 0

    def feed(self, chunk: bytes) -> Iterator[Card]:
        """Take in more of the stream and yield the cards that it completes."""
        self.buffer += chunk
        yield from self._scan(is_final=False)
        while self.open and len(self.buffer) - (self.open[0].start - self.base) > self.size_limit:
            yield from self._give_up(self._size_fault())
        self._trim()

    def finish(self) -> Iterator[Card]:
        """Yield what is left when the stream has ended."""
        yield from self._scan(is_final=True)
        if self.open:
            yield from self._give_up()

    def _scan(self, *, is_final: bool) -> Iterator[Card]:
        """Find the markers in what was not yet looked at. The word VCARD is looked for first: that is fast."""
        start = max(0, self.scanned - self.base - self.window)
        start -= (self.base + start) % self.unit
        text = self.buffer[start:].lower()
        offset = self.base + start
        position = self.scanned - offset
        while (hit := text.find(self.needle, position)) >= 0:
            after = hit + len(self.needle)
            if not is_final and after + self.window > len(text):
                self.scanned = offset + hit
                return
            if (offset + hit) % self.unit:
                position = hit + 1
                continue
            end = 0 if self.open or self.skipping else self._plain_end(text, hit, after, offset, is_final=is_final)
            position = end or after
            if end:
                yield self._card(offset + hit - _BEGIN_LENGTH, offset + end)
            elif (marker := self._marker(text, hit, after, offset)) is not None:
                yield from self._take(marker)
        self.scanned = max(offset + position, offset + len(text) - len(self.needle) + 1)

    def _plain_end(self, text: bytes, hit: int, after: int, offset: int, *, is_final: bool) -> int:
        """Return where the card that begins at `hit` ends, where both lines stand as the standard says: most do.

        Nothing is returned for a card with another inside, and where more of the stream must be seen to tell.
        """
        if text[hit - _BEGIN_LENGTH - 1 : after + 1] not in _PLAIN_BEGINS:
            return 0
        while (hit := text.find(b"vcard", after)) >= 0:
            after = hit + len(b"vcard")
            if not is_final and after + self.window > len(text):
                break
            if text[hit - _END_LENGTH - 1 : after + 1] in _PLAIN_ENDS:
                return after
            if self._marker(text, hit, after, offset) is not None:
                break
        return 0

    def _marker(self, text: bytes, hit: int, after: int, offset: int) -> _Marker | None:
        """Return the marker that the word VCARD at `hit` stands in, or nothing where it is only a word."""
        before = text[max(0, hit - self.window) : hit].decode(self.codec, "replace")
        cut_at = max(before.rfind("\n"), before.rfind("\r")) + 1
        if not cut_at and hit > self.window:
            return None
        match = _BEFORE.fullmatch(before, cut_at)
        if match is None or not _AFTER.match(text[after : after + self.window].decode(self.codec, "replace")):
            return None
        is_begin = match["kind"] == "begin"
        is_agent = is_begin and bool(match["agent"] or _AGENT_LINE.search(before[:cut_at]))
        length = len(before[match.start("indent") :].encode(self.codec))
        return _Marker(is_begin, offset + hit - length, offset + after, len(match["indent"]), is_agent)

    def _take(self, marker: _Marker) -> Iterator[Card]:
        if self.skipping and (marker.is_agent or not marker.is_begin):
            self.skipping += 1 if marker.is_begin else -1
            return
        self.skipping = 0
        if self.open and marker.indent > self.open[0].indent:
            return  # a folded line of a text that speaks of cards
        if marker.is_begin:
            self.open.append(_Open(marker.start, bool(self.open) and marker.is_agent, marker.indent))
            self.pending += 1
            if self.pending > _PENDING_LIMIT:
                yield from self._give_up("More cards stand inside one another here than can be told apart.")
            return
        if not self.open:
            return
        closed = self.open.pop()
        if not self.open:
            self.pending = 0
            yield self._card(closed.start, marker.end, closed.depth)
            return
        parent = self.open[-1]
        parent.depth = max(parent.depth, closed.depth + 1)
        if not closed.is_agent:
            parent.children.append(_Span(closed.start, marker.end, closed.depth))

    def _give_up(self, fault: str = "") -> Iterator[Card]:
        """Stop waiting for the END of what is open: yield it cut off, and its supposed children as they are.

        With a `fault` more of the stream may come: then the last open card is kept, unless it is the only one. That
        one is yielded with the fault, and the rest of it skipped.
        """
        spans, last_level = self._unclosed()
        kept = spans.pop() if fault and not spans[-1].is_whole else None
        if kept is not None and not spans:
            yield Card(b"", self.codec, self._line_at(kept.start), is_whole=False, fault=fault)
            self.skipping = len(self.open)
            self.open, self.pending = [], 0
            return
        ends = [span.start for span in spans[1:]]
        ends.append(kept.start if kept is not None else self.base + len(self.buffer))
        for span, end in zip(spans, ends, strict=True):
            if span.is_whole:
                yield self._card(span.start, span.end, span.depth)
            else:
                yield self._card(span.start, end, is_whole=False)
        self.open = self.open[last_level:] if kept is not None else []
        if kept is not None:
            self.open[0] = _Open(kept.start, is_agent=False, indent=self.open[0].indent)
        self.pending = len(self.open)

    def _unclosed(self) -> tuple[list[_Span], int]:
        """Return what is open as cards side by side, and the place in `open` of the last one that is cut off.

        An agent belongs to the card before it, unless that one already ended where a supposed child began.
        """
        spans: list[_Span] = []
        last_level = 0
        for level, opened in enumerate(self.open):
            if not (opened.is_agent and spans and not spans[-1].is_whole):
                spans.append(_Span(opened.start, -1, opened.depth, is_whole=False))
                last_level = level
            spans.extend(opened.children)
        return spans, last_level

    def _size_fault(self) -> str:
        megabytes = self.size_limit / 1_048_576
        return f"The card is larger than {megabytes:g} MB; export it again without photos."

    def _card(self, start: int, end: int, depth: int = 1, *, is_whole: bool = True) -> Card:
        raw = self.buffer[start - self.base : end - self.base]
        fault = ""
        if len(raw) > self.size_limit:
            raw, fault = b"", self._size_fault()
        elif depth > NESTING_LIMIT:
            fault = f"Cards stand inside one another {depth} deep; no more than {NESTING_LIMIT} are read."
        return Card(raw, self.codec, self._line_at(start), is_whole, fault)

    def _line_at(self, offset: int) -> int:
        """Return the number of the line at `offset`, which never lies before the one asked for last."""
        if not self.newline:
            self.newline = ("\n" if "\n".encode(self.codec) in self.buffer else "\r").encode(self.codec)
        start, line = self.counted
        line += self.buffer.count(self.newline, start - self.base, offset - self.base)
        self.counted = (offset, line)
        return line

    def _trim(self) -> None:
        """Forget what can no longer be part of a card."""
        keep_from = self.open[0].start if self.open else max(self.base, self.scanned - self.window)
        if keep_from > self.base:
            if keep_from > self.counted[0]:
                self._line_at(keep_from)
            self.buffer = self.buffer[keep_from - self.base :]
            self.base = keep_from
