"""Bytes of a PubMed file to records of tagged lines, in bounded memory and linear time.

A line is a tag padded to four letters, a hyphen, a blank and the value; lines that begin with blanks go on with the
value before; an empty line ends the record (NLM, MEDLINE/PubMed data element descriptions). Files from other
programs pad tags carelessly, which is forgiven where the tag is one that PubMed has.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from netcrm.domain.text import clean_line
from netcrm.formats.vcard.warnings import shorten, warn

BLOCK = 65_536
LINE_LIMIT = 1_048_576
"""Bytes of a line; a longer one is cut."""
RECORD_LIMIT = 33_554_432
"""Bytes of a record in memory: one with five thousand authors and all their affiliations has a third of them."""

_LINE_COST = 200
"""What keeping a line costs beside its text, in bytes: counted, so that short lines are no way around the limit."""

_TAGS = """
AB AD AID AU AUID BTI CI CIN CN COI COIS CON CP CRDT CRF CRI CTDT CTI DA DCOM DDIN DEP DP DRDT DRIN ECF ECI ED EDAT EFR
EIN EN ETAL FAU FED FIR FPS GN GR GS IP IR IRAD IS ISBN JID JT LA LID LR MH MHDA MID MOIS NM NR OAB OABL OCI OID ORI OT
OTO OWN PB PG PHST PL PMC PMCR PMID POS PS PST PT PUBM RF RIN RN ROF RPF RPI RRF RRI SB SFM SI SO SPIN STAT TA TI TT
UIN UOF VI VTI
"""
_READ_TAGS = """
AD AID AU AUID BTI CN CTI DEP DP ED ER ETAL FAU FED FIR FPS IR IRAD JT LID MH OT PMC PMID POS PS PT TA TI TT TY VTI
"""
KNOWN_TAGS = frozenset(_TAGS.split())
_KEPT_TAGS = frozenset(_READ_TAGS.split())
_TAGGED = re.compile(r"([A-Z]{2,4})( {0,3})-(?: |\Z)?")


class Readable(Protocol):
    """A stream of bytes, as far as reading goes."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes, none at the end."""


@dataclass(frozen=True, slots=True)
class TaggedLine:
    """One tag with its value, continuation lines joined."""

    tag: str
    value: str
    number: int
    """The line, counted from 1."""


@dataclass(slots=True)
class Record:
    """The lines between two empty ones, as read."""

    line: int
    """The first line, counted from 1."""
    lines: list[TaggedLine] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    has_tags: bool = False
    """Whether any line of it has a tag, be it one that is not kept."""
    loose: str = ""
    """The first line that has no tag."""
    is_too_long: bool = False
    size: int = 0


def tag_of(line: str) -> tuple[str, str] | None:
    """Return the tag and the value of a line, None where it has no tag."""
    found = _TAGGED.match(line)
    if found is None:
        return None
    tag, blanks = found.groups()
    if len(tag) + len(blanks) != 4 and tag not in KNOWN_TAGS:
        return None
    return tag, line[found.end() :]


def records(stream: Readable, *, record_limit: int = RECORD_LIMIT) -> Iterator[Record]:
    """Yield the records of `stream`, in order, those without any tag among them."""
    reader = _Reader(record_limit)
    for number, raw in enumerate(_raw_lines(stream), start=1):
        if number == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        if (done := reader.take(_decoded(raw), number)) is not None:
            yield done
    if (last := reader.end()) is not None:
        yield last


def _raw_lines(stream: Readable) -> Iterator[bytes]:
    """Yield the lines of `stream` without their ends, whichever ends it has."""
    rest = b""
    while block := stream.read(BLOCK):
        lines = (rest + block).splitlines(keepends=True)
        # A carriage return at the end of a block may be half of a line end.
        rest = b"" if lines[-1].endswith(b"\n") else lines.pop()
        for line in lines:
            yield line.rstrip(b"\r\n")
        if len(rest) > LINE_LIMIT:
            yield rest.rstrip(b"\r\n")
            rest = b""
    if rest:
        yield rest.rstrip(b"\r\n")


def _decoded(raw: bytes) -> str:
    """Return a line as text: UTF-8 where it is valid, else Windows' western code page, else Latin-1."""
    for codec in ("utf-8", "cp1252"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


class _Reader:
    """Collects lines into records."""

    def __init__(self, record_limit: int) -> None:
        self._limit = record_limit
        self._record: Record | None = None
        self._is_ended = False
        self._tag = ""
        self._parts: list[str] = []
        self._number = 0
        self._has_pmid = False

    def take(self, line: str, number: int) -> Record | None:
        """Take one line, and return the record that it shows to be whole."""
        if not line.strip():
            self._is_ended = True
            return None
        if line[0] in " \t":
            # An abstract may have an empty line inside: what goes on does so across it.
            self._go_on(line, number)
            return None
        found = tag_of(line)
        done = None
        if self._is_ended or (found is not None and found[0] == "PMID" and self._has_pmid):
            done = self.end()
        record = self._open(number)
        self._close_value()
        if found is None:
            self._loose(record, line, number)
            return done
        tag, value = found
        record.has_tags = True
        self._has_pmid = self._has_pmid or tag == "PMID"
        if tag in _KEPT_TAGS:
            self._tag, self._parts, self._number = tag, [value], number
            self._count(record, line)
        elif tag not in KNOWN_TAGS:
            warn(record.warnings, f"Line {number:,}: the tag {tag} is not one of PubMed's, and is left out.")
        return done

    def end(self) -> Record | None:
        """Return the record that is open, and begin anew."""
        self._close_value()
        record, self._record = self._record, None
        self._is_ended = self._has_pmid = False
        return record

    def _open(self, number: int) -> Record:
        if self._record is None:
            self._record = Record(number)
        self._is_ended = False
        return self._record

    def _go_on(self, line: str, number: int) -> None:
        if self._record is None:
            self._loose(self._open(number), line, number)
            return
        self._is_ended = False
        if self._tag:
            self._parts.append(line)
            self._count(self._record, line)

    def _close_value(self) -> None:
        if self._tag and self._record is not None and not self._record.is_too_long:
            value = clean_line(" ".join(part.strip() for part in self._parts))
            self._record.lines.append(TaggedLine(self._tag, value, self._number))
        self._tag, self._parts = "", []

    def _count(self, record: Record, line: str) -> None:
        record.size += len(line) + _LINE_COST
        if record.size > self._limit:
            record.is_too_long = True
            record.lines = []
            self._tag, self._parts = "", []

    @staticmethod
    def _loose(record: Record, line: str, number: int) -> None:
        shown = shorten(clean_line(line[:200]))
        record.loose = record.loose or shown
        warn(record.warnings, f"Line {number:,}, “{shown}”, is cut or has no tag, and is left out.")
