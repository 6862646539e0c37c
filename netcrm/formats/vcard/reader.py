"""The importer for vCard: a stream in, a draft or a problem out for each outermost card."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from hashlib import blake2b
from typing import BinaryIO

from netcrm.domain.draft import Draft, Place, Problem
from netcrm.formats.importer import Unread
from netcrm.formats.vcard.cards import SIZE_LIMIT, Card, cut
from netcrm.formats.vcard.encoding import codec_of
from netcrm.formats.vcard.fence import read_with_vobject
from netcrm.formats.vcard.lines import ContentLine, card_lines, content_lines, logical_lines
from netcrm.formats.vcard.sheet import read_sheet
from netcrm.formats.vcard.values import unescape
from netcrm.formats.vcard.warnings import warn

_BEGIN = re.compile(r"(?:\A|[\r\n])[\ufeff\0]*[ \t]*BEGIN[ \t]*:[ \t]*VCARD[ \t\0]*(?:[\r\n]|\Z)", re.IGNORECASE)
_LAST_RESORT_LIMIT = 262_144
"""Characters of a refused card up to which vobject is asked as well: it is slow."""
_SAY_NOTHING = frozenset({"PRODID", "REV", "UID", "VERSION"})
"""Properties of which a card may be full and still be empty to a person."""


class VcardImporter:
    """Reads vCard 2.1, 3.0 and 4.0, mixed as they come."""

    name = "vcf"
    label = "vCard"
    suffixes = (".vcf", ".vcard")

    def __init__(self, *, size_limit: int = SIZE_LIMIT) -> None:
        self._size_limit = size_limit

    def sniff(self, head: bytes) -> bool:
        """Return whether a card begins in `head`."""
        codec, mark_length = codec_of(head)
        return _BEGIN.search(head[mark_length:].decode(codec, "replace")) is not None

    def cut(self, stream: BinaryIO, file: str) -> Iterator[Unread]:
        """Yield each outermost card of `stream` unread; nothing for a file without a card."""
        for number, card in enumerate(cut(stream, size_limit=self._size_limit), start=1):
            place = Place(file, number, card.line)
            digest = digest_of(card.raw)
            yield Unread(place, digest, partial(read_card, card, place, digest))

    def read(self, stream: BinaryIO, file: str) -> Iterator[Draft | Problem]:
        """Yield a draft or a problem for each outermost card of `stream`; nothing for a file without a card."""
        for card in self.cut(stream, file):
            yield card.read()


def digest_of(raw: bytes) -> str:
    """Return the digest by which a card is known again: BLAKE2b, 16 bytes, in hexadecimal."""
    return blake2b(raw, digest_size=16).hexdigest()


def read_card(card: Card, place: Place, digest: str) -> Draft | Problem:
    """Return what one card, whose bytes have that digest, says; or why it cannot be read."""
    if card.fault:
        return Problem(place, card.fault, card.raw)
    warnings: list[str] = []
    if not card.is_whole:
        warn(warnings, "The card is cut off: its END:VCARD is missing.")
    lines = card_lines(card.raw, card.codec)
    properties = content_lines(lines, warnings)
    sheet = read_sheet(properties, warnings)
    while sheet is None and (inside := _inside(properties)):
        properties = inside
        sheet = read_sheet(properties, warnings)
    if sheet is None:
        is_empty = all(header.name in _SAY_NOTHING or not value for header, value in properties)
        if not is_empty and len(card.raw) <= _LAST_RESORT_LIMIT:
            sheet = read_sheet(read_with_vobject("\r\n".join(lines)), warnings)
        if sheet is None:
            return Problem(place, _why(is_empty=is_empty, is_whole=card.is_whole), card.raw)
    details, uid, kind, members, photo = sheet
    return Draft(place, details, card.raw, digest, uid, kind, members, photo, warnings=tuple(warnings))


def _inside(properties: Sequence[ContentLine]) -> list[ContentLine]:
    """Return the properties of a card inside a card that no AGENT announced: somebody wrote BEGIN twice."""
    for header, value in properties:
        if header.name == "AGENT" and not header.written:
            return content_lines(logical_lines(unescape(value)), [])
    return []


def _why(*, is_empty: bool, is_whole: bool) -> str:
    """Return the sentence for a card of which nothing tells whom it stands for."""
    if is_empty:
        return "The card is empty." if is_whole else "The card is empty, and its END:VCARD is missing."
    return "The card has no name, organisation, e-mail address, phone number, link or address to call it after."
