"""The cards of a folder as values: what one says, and what was written of somebody.

What is kept of a card that was written is the card without its picture, which stands in it by its hash.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from netcrm.domain.contact import Contact, Details
from netcrm.domain.draft import Draft
from netcrm.errors import NetcrmError
from netcrm.formats.vcard.reader import VcardImporter
from netcrm.formats.vcard.unknown import photo_line, unknown_lines
from netcrm.formats.vcard.writer import CardVersion, write_card
from netcrm.services.cards import head_of, photo_digest, photo_of, unknown_of
from netcrm.services.session import Session
from netcrm.store.sources import Source

VERSION = CardVersion.V3
"""What every program that reads such folders understands."""
_END = b"END:VCARD\r\n"
_PHOTO = b"X-NETCRM-PHOTO:"
_OWN = re.compile(rb"^(?:[\w-]+\.)?X-NETCRM-([A-Z-]+)[;:]", re.IGNORECASE)
_NEVER_COMPARED = frozenset({b"POSITION"})
"""Lines of our own that hold more than others could change; the properties of the standard say the rest."""


class UnreadableCard(NetcrmError):
    """A file that holds no card that can be read; its words are a clause that says why."""


@dataclass(frozen=True, slots=True)
class MadeCard:
    """Somebody's card as it is written now."""

    data: bytes
    body: bytes
    """What is kept of it: all but the picture."""


@dataclass(frozen=True, slots=True)
class SaidCard:
    """What a card says, as far as others can change it."""

    details: Details
    further: dict[str, str]
    """The lines that netcrm has no field for, unfolded, by what they are compared by."""
    photo: str
    """The hash of its picture; empty where there is none."""


def made_card(session: Session, contact: Contact, uid: str, sources: Sequence[Source]) -> MadeCard:
    """Return somebody's card, whose sources are given."""
    further = unknown_of(session, sources)
    photo = photo_of(session, contact.id)
    body = write_card(contact, uid=uid, version=VERSION, extra_lines=further, private=False)
    if not photo:
        return MadeCard(body, body)
    lines = [photo_line(photo, VERSION.value), *further]
    data = write_card(contact, uid=uid, version=VERSION, extra_lines=lines, private=False)
    return MadeCard(data, body.removesuffix(_END) + _PHOTO + photo_digest(photo).encode() + b"\r\n" + _END)


def read_file(data: bytes, file: str) -> Draft:
    """Return what the one card of a file says.

    Raises:
        UnreadableCard: there is none, or several, or it does not parse.
    """
    letters = data.replace(b"\0", b"").upper()
    if letters.rfind(b"BEGIN:VCARD") > letters.rfind(b"END:VCARD"):
        # An import takes what there is; here the rest would count as removed by somebody.
        raise UnreadableCard("it ends in the middle of a card")
    found = list(VcardImporter().read(BytesIO(data), file))
    if not found:
        raise UnreadableCard("it holds no card")
    if len(found) > 1:
        raise UnreadableCard(f"it holds {len(found)} cards, and a file of such a folder holds one")
    draft = found[0]
    if not isinstance(draft, Draft):
        raise UnreadableCard(f"{draft.why[0].lower()}{draft.why[1:].rstrip('.')}")
    return draft


def said_by(cards: Sequence[bytes | None], theirs: int) -> list[SaidCard | None]:
    """Return what several cards of one person say; of two of them only what both can say can be compared.

    Programs drop the lines of our own that they do not know, or leave them as they are whatever the user changes.

    Args:
        cards: The cards; None where one is not known any longer.
        theirs: The place of the one that others wrote.
    """
    kept = _own_lines(cards[theirs] or b"")
    return [None if card is None else _said(card, kept - _NEVER_COMPARED) for card in cards]


def _said(card: bytes, own: frozenset[bytes]) -> SaidCard | None:
    """Return what a card says without our own lines but those of some names; None where that is nobody."""
    lines = re.split(rb"(?<=\n)(?![ \t])", card)
    others = b"".join(line for line in lines if not (match := _OWN.match(line)) or match[1].upper() in own)
    try:
        draft = read_file(others, "")
    except UnreadableCard:
        return None
    photo = photo_digest(draft.photo) if draft.photo else ""
    if not photo and (place := card.rfind(_PHOTO)) >= 0:
        photo = card[place + len(_PHOTO) :].split(b"\r\n", 1)[0].decode("ascii", "replace")
    return SaidCard(draft.details, {_compared(line): line for line in unknown_lines(card)}, photo)


def _own_lines(card: bytes) -> frozenset[bytes]:
    return frozenset(match[1].upper() for line in card.splitlines() if (match := _OWN.match(line)))


def _compared(line: str) -> str:
    """Return what a line is compared by: programs number groups, order parameters and escape as they like."""
    head, _, value = line.partition(":")
    parameters = sorted(part.upper().replace('"', "") for part in head.split(";")[1:])
    return f"{head_of(line)[1]};{';'.join(parameters)}:{value.replace(chr(92), '').strip()}"
