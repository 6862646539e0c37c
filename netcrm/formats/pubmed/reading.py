"""The reader for PubMed files: a stream in, a publication or a problem out for each record."""

from __future__ import annotations

import codecs
import re
from calendar import monthrange
from collections.abc import Iterator

from netcrm.domain.draft import Place, Problem
from netcrm.domain.studies.publication import Publication, once_folded
from netcrm.domain.text import fold
from netcrm.formats.pubmed.lines import KNOWN_TAGS, Readable, Record, records, tag_of
from netcrm.formats.pubmed.people import PeopleReader
from netcrm.formats.vcard.warnings import shorten, warn

SNIFF_LENGTH = 65_536
_ADVICE = "in PubMed choose Save, then the format PubMed, and import that file"
_RIS = re.compile(r"(?m)^TY {1,2}- ?")
_OTHERS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\s*<"), "an XML file or a web page"),
    (re.compile(r"\s*[{\[]"), "a JSON file"),
    (re.compile(r"\s*(?:%[^\n]*\n\s*)*@[A-Za-z]+\s*[{(]"), "a BibTeX file"),
    (re.compile(r"\s*%[0-9A-Z] "), "an EndNote file"),
    (re.compile(r"\s*\"?PMID\"?[,;\t]"), "a table of PubMed's"),
    (re.compile(r"\s*(?:FN [^\n]*\n)?(?:VR [^\n]*\n)?PT [A-Z]\r?\n"), "a Web of Science file"),
)
_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: at for at, name in enumerate(_MONTH_NAMES.split(), start=1)}
_DATE = re.compile(r"(1[5-9]\d\d|2[01]\d\d)(?:[\s/-]*([A-Za-z]{3,9}|\d{1,2})(?:[\s/-]+(\d{1,2})(?!\d))?)?", re.ASCII)
_COMPACT_DATE = re.compile(r"(1[5-9]\d\d|2[01]\d\d)(\d\d)(\d\d)\Z", re.ASCII)
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]{1,300}", re.ASCII)


def sniff(head: bytes) -> bool:
    """Return whether a file that begins with `head` is one of PubMed's. Never raises."""
    return _looks_right(_beginning(head))


def refusal(head: bytes, file: str) -> str:
    """Return the sentence that says why a file which begins with `head` is not read; nothing for one of PubMed's."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return f"{file} is written in UTF-16; save it as UTF-8, and import that."
    text = _beginning(head)
    if _looks_right(text):
        return ""
    if not text.strip():
        return f"{file} is empty; {_ADVICE}."
    kind = next((kind for pattern, kind in _OTHERS if pattern.match(text)), "")
    if _RIS.search(text):
        kind = "a RIS file, whose records begin with TY and end with ER"
    return f"{file} is {kind}; {_ADVICE}." if kind else f"{file} has no record of PubMed's; {_ADVICE}."


def read_publications(stream: Readable, file: str) -> Iterator[Publication | Problem]:
    """Yield a publication or a problem for each record of `stream`, in order; one problem for a file of another kind.

    A bad record never costs the good ones. Memory is bounded by the largest record, and nothing raises but the
    stream's own `OSError`. `file` is the name that outcomes carry as their place.
    """
    head = _Headed(stream)
    if why := refusal(head.head, file):
        yield Problem(Place(file, 1, 1), why)
        return
    for number, record in enumerate(records(head), start=1):
        yield _read(record, Place(file, number, record.line))


class _Headed:
    """A stream whose beginning was looked at."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        parts: list[bytes] = []
        while (missing := SNIFF_LENGTH - sum(map(len, parts))) > 0 and (part := stream.read(missing)):
            parts.append(part)
        self.head = b"".join(parts)
        self._is_given = False

    def read(self, size: int, /) -> bytes:
        """Return the beginning once, then up to `size` bytes at a time."""
        if not self._is_given:
            self._is_given = True
            return self.head
        return self._stream.read(size)


def _beginning(head: bytes) -> str:
    return head[:SNIFF_LENGTH].removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace").lstrip("\ufeff")


def _looks_right(text: str) -> bool:
    """Return whether a line has a PMID, or three tags of PubMed's stand there, and none of them is RIS's."""
    if _RIS.search(text):
        return False
    seen: set[str] = set()
    for line in re.split(r"[\r\n]+", text):
        found = tag_of(line)
        if found is not None and found[0] in KNOWN_TAGS:
            if found[0] == "PMID" and found[1].strip().isdecimal():
                return True
            seen.add(found[0])
    return len(seen) >= 3


def _read(record: Record, place: Place) -> Publication | Problem:
    """Return what one record says, or why it cannot be read."""
    if record.is_too_long:
        return Problem(place, f"The record that begins in line {record.line:,} is too long to be one of PubMed's.")
    if not record.has_tags:
        return Problem(place, f"Line {record.line:,}, “{record.loose}”, belongs to no record, and is left out.")
    tags: dict[str, list[str]] = {}
    warnings = list(record.warnings)
    people = PeopleReader(warnings)
    for line in record.lines:
        if line.tag == "TY":
            return Problem(place, f"The record that begins in line {record.line:,} is one of RIS; {_ADVICE}.")
        if line.tag == "ER":
            warn(warnings, f"Line {line.number:,}: ER ends a record of RIS and is left out here.")
        elif line.value:
            tags.setdefault(line.tag, []).append(line.value)
        people.take(line)
    authors, groups, investigators = people.people()
    publication = Publication(
        place=place,
        pmid=_pmid(tags.get("PMID", []), warnings),
        pmc=_pmc(tags.get("PMC", [])),
        doi=_doi([*tags.get("LID", ()), *tags.get("AID", ())]),
        title=" ".join(tags.get("TI") or tags.get("BTI") or tags.get("CTI") or tags.get("TT") or ()),
        journal=next(iter([*tags.get("JT", ()), *tags.get("TA", ())]), ""),
        date=_date(tags, warnings),
        types=tuple(dict.fromkeys(tags.get("PT", ()))),
        mesh=tuple(dict.fromkeys(tags.get("MH", ()))),
        keywords=once_folded(word.lstrip("*") for word in tags.get("OT", ())),
        authors=authors,
        groups=groups,
        investigators=investigators,
        warnings=tuple(warnings),
    )
    if not (publication.keys or publication.title):
        why = f"The record that begins in line {record.line:,} has no PMID, DOI or title to know it by."
        return Problem(place, why)
    return publication


def _pmid(values: list[str], warnings: list[str]) -> str:
    for value in values[:1]:
        if found := re.match(r"\d{1,12}(?!\d)", value, re.ASCII):
            return found[0].lstrip("0")
        warn(warnings, f"The PMID “{shorten(value)}” is no number, and is left out.")
    return ""


def _pmc(values: list[str]) -> str:
    found = re.match(r"(?:PMC)?(\d{1,12})(?!\d)", values[0], re.ASCII) if values else None
    return f"PMC{found[1]}" if found else ""


def _doi(values: list[str]) -> str:
    """Return the first DOI among article identifiers, those marked as one before others."""
    marked = [value for value in values if value.endswith("[doi]")]
    plain = [value for value in values if "[" not in value]
    for value in (*marked, *plain):
        if found := _DOI.search(value.removesuffix("[doi]")):
            return found[0].rstrip(".,;").lower()
    return ""


def _date(tags: dict[str, list[str]], warnings: list[str]) -> str:
    """Return the date of publication, else that of the electronic one."""
    for value in (*tags.get("DP", ())[:1], *tags.get("DEP", ())[:1]):
        if date := read_date(value):
            return date
        warn(warnings, f"The date “{shorten(value)}” was not understood.")
    return ""


def read_date(text: str) -> str:
    """Return a date of publication as far as it is told: `2016 Apr 19`, `1998 Dec-1999 Jan`, `20160419`, `2009 Winter`.

    >>> read_date("1998 Dec-1999 Jan")
    '1998-12'
    """
    found = _COMPACT_DATE.match(text) or _DATE.search(text[:200])
    if found is None:
        return ""
    year, month_text, day_text = found.groups()
    word = month_text or ""
    month = int(word) if word.isdecimal() else _MONTHS.get(fold(word)[:3], 0)
    if not 1 <= month <= 12:
        return year
    if not day_text or not 1 <= int(day_text) <= monthrange(int(year), month)[1]:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{int(day_text):02}"
