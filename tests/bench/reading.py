"""Reading cards, beside bare vobject: content lines alone, and whole drafts."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

from netcrm.formats.vcard.cards import cut
from netcrm.formats.vcard.lines import card_lines, content_lines
from netcrm.formats.vcard.reader import VcardImporter
from tests.bench.measure import Row, in_turn, wall

_VOBJECT_CARDS = 2_000
"""vobject is linear: this many cards tell how long all would take."""
_RUNS = 3


def reading(cards: Path, contacts: int) -> Iterator[Row]:
    """Yield rows for the reader on a file of that many cards: the lines of each, and the draft of each."""
    data = cards.read_bytes()
    some = _first_cards(data, min(contacts, _VOBJECT_CARDS))
    for name, read, aim in (("vCard content lines", _read_lines, 1 / 20), ("vCard drafts", _read_drafts, 1 / 20)):
        seconds, bare = in_turn(_timed(read, data), _timed(_read_with_vobject, some), runs=_RUNS)
        beside = bare * contacts / min(contacts, _VOBJECT_CARDS)
        speeds = f"{contacts / seconds:,.0f} cards/s, {beside / seconds:.1f}x as fast"
        yield Row(name, contacts, seconds, "bare vobject, parsing only", beside, aim, speeds)


def _timed(read: Callable[[bytes], None], data: bytes) -> Callable[[], float]:
    return lambda: wall(lambda: read(data))


def _first_cards(data: bytes, number: int) -> bytes:
    return b"\r\n".join(card.raw for card, _ in zip(cut(io.BytesIO(data)), range(number), strict=False))


def _read_lines(data: bytes) -> None:
    for card in cut(io.BytesIO(data)):
        content_lines(card_lines(card.raw, card.codec), [])


def _read_drafts(data: bytes) -> None:
    for _ in VcardImporter().read(io.BytesIO(data), "people.vcf"):
        pass


def _read_with_vobject(data: bytes) -> None:
    from vobject import base

    for _ in base.readComponents(io.StringIO(data.decode())):
        pass
