"""People as cards: under which UID they go out, and what their cards say that netcrm has no field for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b

from netcrm.formats.vcard.writer import CardVersion
from netcrm.services.session import Session
from netcrm.store.sources import Source

CARD_FORMAT = "vcf"
_HEAD = re.compile(r"(?:([^.:;]*)\.)?([^.:;]+)")
_LABEL = "X-ABLABEL"


def card_uids(session: Session, people: Mapping[int, str]) -> dict[int, str]:
    """Return for each the UID of their first source, unless another has the better claim to it, else our own.

    It is asked of the whole store, so that somebody has the same UID in every file. Whoever netcrm itself calls by a
    UID comes first, then whoever came under it first.

    Args:
        session: Whose store.
        people: Our own UIDs by id.
    """
    first = session.sources.first_uids(list(people))
    wanted = sorted(set(first.values()))
    holders = {uid: ids[0] for uid, ids in session.sources.by_uid(wanted).items()}
    own = session.contacts.load(session.contacts.ids_by_uid(wanted))
    holders |= {contact.uid: contact_id for contact_id, contact in own.items()}
    uids = {}
    for contact_id, own_uid in people.items():
        uid = first.get(contact_id, "")
        uids[contact_id] = uid if uid and holders[uid] == contact_id else own_uid
    return uids


def extra_lines(session: Session, contact_id: int, version: CardVersion) -> Iterator[str]:
    """Yield the photo, and what the contact's cards said that netcrm has no field for."""
    photo = photo_of(session, contact_id)
    if photo:
        from netcrm.formats.vcard.unknown import photo_line

        yield photo_line(photo, version.value)
    yield from unknown_of(session, session.sources.of_contact(contact_id))


def photo_of(session: Session, contact_id: int) -> bytes | None:
    """Return the bytes of a contact's photo."""
    digest = session.contacts.photo_of(contact_id)
    return session.sources.bytes_of(digest) if digest else None


def unknown_of(session: Session, sources: Sequence[Source]) -> list[str]:
    """Return what cards say that netcrm has no field for, each line once.

    A card that came back from a folder kept in sync says anew what the earlier ones said: of a property that it has,
    theirs no longer count. What it lacks may have been dropped by a program that does not know it, and stays.
    """
    from netcrm.formats.vcard.unknown import unknown_lines

    lines: list[tuple[Source, str, str, str]] = []
    for source in sources:
        raw = session.sources.bytes_of(source.digest) if source.format == CARD_FORMAT else None
        found = [(source, *head_of(line), line) for line in (unknown_lines(raw) if raw is not None else ())]
        if source.is_synced and lines:
            lines = _without(lines, {name for _, _, name, _ in found if name != _LABEL})
        lines += found
    return list(dict.fromkeys(line for _, _, _, line in lines))


def head_of(line: str) -> tuple[str, str]:
    """Return the group of an unfolded content line and the name of its property, both in capitals."""
    match = _HEAD.match(line)
    return ((match[1] or "").upper(), match[2].upper()) if match else ("", "")


def _without(lines: Sequence[tuple[Source, str, str, str]], names: set[str]) -> list[tuple[Source, str, str, str]]:
    """Return lines but those of some properties, and the labels of those."""
    kept = [line for line in lines if line[2] not in names]
    labelled = {(source.digest, group) for source, group, name, _ in kept if name != _LABEL}
    return [line for line in kept if line[2] != _LABEL or (line[0].digest, line[1]) in labelled]


def photo_digest(photo: bytes) -> str:
    """Return the hash by which the bytes of a picture are kept."""
    return blake2b(photo, digest_size=16).hexdigest()
