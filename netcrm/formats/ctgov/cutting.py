"""Cutting studies out of JSON of any size, one after another, without reading the whole file.

What stands in a file may be one study, a page of the API (`{"studies": […], "nextPageToken": …}`), a list of studies as
the site's download has it, or several of these one after another. Only brackets, braces and strings are looked at;
what is between them is the JSON reader's business. Each byte is looked at once, and no more is held than the study
that is being cut, up to the limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import BinaryIO

SIZE_LIMIT = 16 * 1024 * 1024
"""Bytes that one study may have: the largest of the registry, with results of a thousand sites, have some five."""
CHUNK = 256 * 1024
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_RUN = re.compile(rb'(?:[^"{}\[\]]++|"[^"\\]*+(?:\\.[^"\\]*+)*+")*+', re.DOTALL)
"""What stands between brackets: whole strings, and all else that is none."""
_STRING_SIGN = re.compile(rb'["\\]')
_GAP = re.compile(rb"[\s,]*+")
_OPENS_STUDIES = re.compile(rb'(?<!\\)"studies"\s*+:\s*+\Z')
_OPENS_OLD_FORM = re.compile(rb'(?<!\\)"(?:FullStudiesResponse|StudyFieldsResponse|FullStudies)"\s*+:\s*+\Z')
_DEEPEST = 500
"""Open brackets; the registry's records have some fifteen."""
_NOWHERE = -1
"""The base behind the studies of a page: nothing there is a record."""
_KEY_LENGTH = 200
"""Bytes before a bracket in which the key of what it opens is looked for."""


class Fault(Enum):
    """Why a piece is no study that can be read."""

    NOT_JSON = auto()
    """Something stands where a study, a list or its end should: nothing behind it can be trusted."""
    NOT_A_STUDY = auto()
    TOO_DEEP = auto()
    CUT_OFF = auto()
    TOO_LARGE = auto()
    OLD_FORM = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """An outermost record: its bytes, or what is wrong with it. Lines are counted from 1."""

    line: int
    raw: bytes = b""
    fault: Fault | None = None


def cut(stream: BinaryIO, *, size_limit: int = SIZE_LIMIT, chunk_size: int = CHUNK) -> Iterator[Piece]:
    """Yield each record of `stream`; nothing for a file of white space or of empty lists.

    Nothing is yielded behind `NOT_JSON`, `TOO_DEEP` and `OLD_FORM`. No bytes raise anything but the stream's own
    `OSError`.
    """
    cutter = _Cutter(size_limit)
    is_first = True
    while chunk := stream.read(chunk_size):
        if is_first:
            chunk = chunk.removeprefix(_BYTE_ORDER_MARK)
            is_first = False
        yield from cutter.feed(chunk)
        if cutter.is_over:
            return
    yield from cutter.end()


class _Cutter:
    """The state between chunks.

    `depth` counts open brackets; records begin where it is `base`: 0 outside of all, 1 in a list, 2 in the `studies`
    of a page. An outermost object is taken for a record until its key `studies` shows that it is a page.
    """

    def __init__(self, size_limit: int) -> None:
        self.is_over = False
        self._size_limit = size_limit
        self._depth = 0
        self._base = 0
        self._record: bytearray | None = None
        self._size = 0
        self._line = 1
        self._begun_at = 1
        self._in_string = False
        self._after_backslash = False
        self._has_junk = False

    def feed(self, chunk: bytes) -> Iterator[Piece]:
        """Yield the records that end in this chunk."""
        at = self._string_end(chunk) if self._in_string else 0
        self._keep(chunk[:at])
        counted = 0
        while not self.is_over and not self._in_string and at < len(chunk):
            run = _RUN.match(chunk, at)
            start = run.end() if run else at
            sign = chunk[start : start + 1]
            end = start + 1
            if sign == b'"':  # a string that does not end in this chunk
                self._in_string = True
                start = end = start + 1 + self._string_end(chunk[end:])
                sign = b""
            self._line += chunk.count(b"\n", counted, start)
            counted = start
            yield from self._between(chunk[at:start])
            if not self.is_over and sign in (b"{", b"["):
                yield from self._open(sign)
            elif not self.is_over and sign:
                yield from self._close(sign)
            at = end
        self._line += chunk.count(b"\n", counted)

    def end(self) -> Iterator[Piece]:
        """Yield what a file that ends here leaves open."""
        if self._depth or self._in_string:
            yield Piece(self._begun_at, fault=Fault.CUT_OFF)

    def _string_end(self, chunk: bytes) -> int:
        """Return where a string ends that is open at the beginning of `chunk`: at its length where it goes on."""
        at = 0
        if self._after_backslash:
            self._after_backslash = False
            at = 1
        while found := _STRING_SIGN.search(chunk, at):
            if found[0] == b'"':
                self._in_string = False
                return found.end()
            at = found.end() + 1
        self._after_backslash = at > len(chunk)
        return len(chunk)

    def _keep(self, part: bytes) -> None:
        """Keep bytes of the record that is being cut, up to the limit."""
        if self._record is not None:
            self._size += len(part)
            if self._size <= self._size_limit:
                self._record += part
            else:
                self._record.clear()

    def _between(self, part: bytes) -> Iterator[Piece]:
        """Take what stands between brackets: part of a record, or a gap in which nothing may stand."""
        if self._record is not None:
            self._keep(part)
        elif self._depth == self._base and not _GAP.fullmatch(part):
            if not self._depth:
                self.is_over = True
                yield Piece(self._line, fault=Fault.NOT_JSON)
            elif not self._has_junk:
                self._has_junk = True
                yield Piece(self._line, fault=Fault.NOT_A_STUDY)

    def _open(self, sign: bytes) -> Iterator[Piece]:
        if self._depth == 1 and not self._base and self._record is not None:
            key = bytes(self._record[-_KEY_LENGTH:])
            if _OPENS_OLD_FORM.search(key):
                self.is_over = True
                yield Piece(self._begun_at, fault=Fault.OLD_FORM)
                return
            if sign == b"[" and _OPENS_STUDIES.search(key):
                self._record = None
                self._depth = self._base = 2
                return
        if self._record is None and self._depth == self._base:
            self._begun_at = self._line
            if not self._depth and sign == b"[":
                self._base = 1
            else:
                self._record, self._size = bytearray(), 0
        self._keep(sign)
        self._depth += 1
        if self._depth > _DEEPEST:
            self.is_over = True
            yield Piece(self._begun_at, fault=Fault.TOO_DEEP)

    def _close(self, sign: bytes) -> Iterator[Piece]:
        if not self._depth:
            self.is_over = True
            yield Piece(self._line, fault=Fault.NOT_JSON)
            return
        self._keep(sign)
        self._depth -= 1
        if self._record is not None and self._depth == self._base:
            is_whole = self._size <= self._size_limit
            raw = bytes(self._record)
            self._record = None
            yield Piece(self._begun_at, raw, None if is_whole else Fault.TOO_LARGE)
        elif not self._depth:
            self._base, self._has_junk = 0, False
        elif self._record is None and self._depth < self._base:
            self._base = _NOWHERE
