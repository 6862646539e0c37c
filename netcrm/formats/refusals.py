"""What people import by mistake: what such a file is, in their words, and what to do instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from netcrm.domain.text import clean_line

_SAVE_AS_CSV = "save the people in it as CSV or vCard, and import that"
_SHEET = "save it as CSV there, and import that"
_AS_PUBMED = "in PubMed choose Save, then the format PubMed, and import that file"
_EXPORT = "export the contacts there as vCard or CSV, and import that"

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF document", _SAVE_AS_CSV),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel, Word or Outlook document", _SAVE_AS_CSV),
    (b"!BDN", "an Outlook data file", _EXPORT),
    (b"\x89PNG\r\n\x1a\n", "a picture", "choose a vCard or CSV file"),
    (b"\xff\xd8\xff", "a picture", "choose a vCard or CSV file"),
    (b"GIF8", "a picture", "choose a vCard or CSV file"),
    (b"II*\0", "a picture", "choose a vCard or CSV file"),
    (b"MM\0*", "a picture", "choose a vCard or CSV file"),
    (b"{\\rtf", "a text document with formatting", _SAVE_AS_CSV),
    (b"SQLite format 3\0", "a database", "export the people in it as vCard or CSV, and import that"),
    (b"\x1f\x8b", "a packed file", "unpack it, and import what is in it"),
    (b"BZh", "a packed file", "unpack it, and import what is in it"),
    (b"\xfd7zXZ\0", "a packed file", "unpack it, and import what is in it"),
    (b"7z\xbc\xaf\x27\x1c", "a packed file", "unpack it, and import what is in it"),
    (b"Rar!\x1a\x07", "a packed file", "unpack it, and import what is in it"),
)
"""First bytes, what the file is, and what to do."""
_INNER_SIGNATURES: tuple[tuple[int, bytes, str, str], ...] = (
    (4, b"ftyp", "a picture or film", "choose a vCard or CSV file"),
    (8, b"WEBP", "a picture", "choose a vCard or CSV file"),
    (257, b"ustar", "a packed file", "unpack it, and import what is in it"),
)
"""The same with the place of the bytes."""
_TEXTS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"<svg[\s>]|<\?xml[^>]*>\s*(?:<!--.*?-->\s*)?<svg", re.I | re.S),
        "a picture",
        "choose a vCard or CSV file",
    ),
    (re.compile(r"<!doctype html|<html|<head|<body|<table", re.I), "a web page", f"{_EXPORT} instead of the page"),
    (re.compile(r"<\?xml", re.I), "an XML file", _SAVE_AS_CSV),
    (re.compile(r"BEGIN:VCALENDAR", re.I), "a calendar", "choose a file of contacts, vCard or CSV"),
    (
        re.compile(r'\{"type": ?"(?:netcrm|contact)"'),
        "netcrm's own export in JSON lines",
        "an empty store can be made from it, but it is not imported into one with people in it",
    ),
    (re.compile(r'[{\[]\s*(?:["{\[]|[}\]]\s*\Z)'), "a JSON file", _EXPORT),
    (re.compile(r"version: 1\s+dn:|dn: \S+=", re.I), "an LDIF file", _EXPORT),
    (re.compile(r"TY {1,2}- "), "a RIS file", _AS_PUBMED),
    (re.compile(r"(?:%[^\n]*\n\s*)*@[A-Za-z]+\s*[{(]"), "a BibTeX file", _AS_PUBMED),
    (re.compile(r"FN [^\n]*\n(?:VR [^\n]*\n)?PT [A-Z]\r?\n"), "a Web of Science file", _AS_PUBMED),
)
"""How texts begin that are something else."""

_OFFICE: tuple[tuple[str, str, str], ...] = (
    ("xl/", "an Excel workbook", _SHEET),
    ("word/", "a Word document", _SAVE_AS_CSV),
    ("ppt/", "a PowerPoint presentation", _SAVE_AS_CSV),
    ("Index/Document.iwa", "a Numbers, Pages or Keynote document", "export it as CSV there, and import that"),
    ("Index.zip", "a Numbers, Pages or Keynote document", "export it as CSV there, and import that"),
    ("META-INF/manifest.xml", "an OpenDocument file", _SHEET),
)
"""What documents have inside that are ZIP archives to the eye of a program."""
_MOST_NAMES = 3
_LONGEST_NAME = 40
_READABLE = (".vcf", ".vcard", ".csv", ".tsv", ".nbib")


def refusal(head: bytes, name: str) -> str | None:
    """Return the sentence that says what the file `name` is, told from its first bytes; None for an unknown one."""
    for signature, kind, advice in _SIGNATURES:
        if head.startswith(signature):
            return _sentence(name, kind, advice)
    for place, signature, kind, advice in _INNER_SIGNATURES:
        if head.startswith(signature, place):
            return _sentence(name, kind, advice)
    text = _beginning(head)
    for pattern, kind, advice in _TEXTS:
        if pattern.match(text):
            return _sentence(name, kind, advice)
    return None


def archive_refusal(names: Sequence[str], file: str) -> str:
    """Return the sentence for an archive of these files, none of which LinkedIn put there."""
    for inside, kind, advice in _OFFICE:
        if any(name == inside or (inside.endswith("/") and name.startswith(inside)) for name in names):
            return _sentence(file, kind, advice)
    files = [_shown(name) for name in names if not name.endswith("/") and not name.startswith("__MACOSX/")]
    if not files:
        return f"{file} is an empty ZIP archive; export it again from where it came."
    readable = [name for name in files if name.casefold().endswith(_READABLE)]
    if readable:
        return f"{file} is a ZIP archive; unpack it, and import {_listed(readable, 'or')} from it."
    return (
        f"{file} is a ZIP archive of {_listed(files, 'and')}, which netcrm cannot read; choose a vCard or CSV file, or"
        " the archive that LinkedIn sends."
    )


def _sentence(name: str, kind: str, advice: str) -> str:
    return f"{name} is {kind}; {advice}."


def _beginning(head: bytes) -> str:
    """Return how a text begins, without byte order mark and white space."""
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[2:2_000].decode(codec, "replace").lstrip()
    return head[:2_000].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").lstrip()


def _shown(name: str) -> str:
    """Return the name of a file in an archive as a sentence can carry it."""
    plain = clean_line(PurePosixPath(name.replace("\\", "/")).name)
    return plain if len(plain) <= _LONGEST_NAME else plain[: _LONGEST_NAME - 1] + "…"


def _listed(names: Sequence[str], joined_by: str) -> str:
    """Return up to three names and how many more there are."""
    first = list(names[:_MOST_NAMES])
    if more := len(names) - len(first):
        return f"{', '.join(first)} {joined_by} {more:,} more"
    return first[0] if len(first) == 1 else f"{', '.join(first[:-1])} {joined_by} {first[-1]}"
