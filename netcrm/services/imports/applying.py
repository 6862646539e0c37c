"""Writing a matched import: new people at once, changed ones one by one, and where each came from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from uuid import uuid4

from netcrm.domain.contact import Address, Details
from netcrm.domain.draft import CardKind
from netcrm.domain.interaction import Interaction
from netcrm.domain.merging import is_news
from netcrm.services.imports.cards import Card, group_tag, organisation_name, organisation_note
from netcrm.services.imports.touches import unanswered
from netcrm.services.imports.values import LinksWritten, Verdict
from netcrm.services.notes.incoming import hold_incoming
from netcrm.services.session import Session
from netcrm.store.contacts import NewContact
from netcrm.store.field_changes import FieldChange
from netcrm.store.journal import Act
from netcrm.store.sources import OrganisationSource, Source

_STEP = 500
_ORGANISATIONS = (CardKind.ORGANISATION, CardKind.LOCATION)


@dataclass(frozen=True, slots=True)
class Written:
    """What became of cards."""

    new_ids: list[int]
    """The new people, in order."""
    links: LinksWritten = field(default_factory=LinksWritten)
    held: int = 0
    """How many notes were cut down, since a note policy does not let them be kept."""


def apply_cards(
    session: Session, act: Act, cards: Sequence[Card], left: Sequence[Card], tell: Callable[[int], None]
) -> Written:
    """Write `cards` and remember those that were left, inside a bulk load."""
    # Before the people, whose positions would make them by name alone.
    _write_organisations(session, act, [card for card in cards if card.draft.kind in _ORGANISATIONS])
    has_links = any(card.draft.studies or card.draft.papers for card in cards)
    if has_links:
        from netcrm.services.imports.linking import write_facilities

        write_facilities(session, cards)
    new_ids = _write_new(session, cards, tell)
    _write_updates(session, cards, tell)
    _write_history(session, cards)
    _write_touches(session, cards, new_ids)
    for card in cards:
        if card.members:
            ids = [ref if ref > 0 else new_ids[-1 - ref] for ref in card.members]
            session.contacts.add_tags(ids, [group_tag(card.draft)])
    links = LinksWritten()
    if has_links:
        from netcrm.services.imports.linking import write_links

        links = write_links(
            session, [(card, found) for card in cards if (found := _contact_of(card, new_ids)) is not None]
        )
    noted = [card.contact_id for card in cards if card.contact_id and any(it.field == "note" for it in card.changes)]
    held = hold_incoming(session, [*new_ids, *noted])
    _write_sources(session, act, cards, new_ids, held)
    taken = {card.draft.digest for card in cards}
    session.sources.leave_out(
        (
            (draft.digest, draft.uid, draft.details.name.display, draft.place.file)
            for draft in (card.draft for card in left if not _was_never_asked_for(card))
            if draft.digest not in taken
        ),
        session.today,
    )
    _forget_left(session, [card for card in cards if card.left_before and card.verdict is not Verdict.UNCHANGED])
    return Written(new_ids, links, len(held))


def _was_never_asked_for(card: Card) -> bool:
    """Whether leaving a card says nothing: it stays out by itself, for as long as nobody ticks it."""
    return card.draft.only_if_asked and card.verdict is Verdict.NEW


def _forget_left(session: Session, cards: Sequence[Card]) -> None:
    """Forget that cards were left out before, since they come in now: the people too, where they are new."""
    if cards:
        uids = [card.draft.uid for card in cards if card.verdict is Verdict.NEW and card.draft.uid]
        session.sources.take_in([card.draft.digest for card in cards], uids)


def _write_new(session: Session, cards: Sequence[Card], tell: Callable[[int], None]) -> list[int]:
    """Write the new people, each as the last of its cards leaves it."""
    final: dict[int, Details] = {}
    photos: dict[int, str] = {}
    for number, card in enumerate(cards):
        if card.new_index is None:
            continue
        if card.details is not None:
            final[card.new_index] = card.details
        if card.draft.photo and card.new_index not in photos:
            photos[card.new_index] = _keep_photo(session, card.draft.photo)
        if number % _STEP == 0:
            tell(number)
    today = session.today
    return session.contacts.insert(
        (NewContact(str(uuid4()), details, today, photos.get(index)) for index, details in sorted(final.items())),
        session.phone_key(),
    )


def _write_updates(session: Session, cards: Sequence[Card], tell: Callable[[int], None]) -> None:
    phone_key = session.phone_key()
    final = {card.contact_id: card.details for card in cards if card.contact_id is not None and card.details}
    for number, (contact_id, details) in enumerate(final.items()):
        session.contacts.replace(contact_id, details, phone_key)
        if number % _STEP == 0:
            tell(number)
    for card in cards:
        if card.contact_id is not None and card.draft.photo and not card.is_known:
            session.contacts.give_photo(card.contact_id, _keep_photo(session, card.draft.photo))


def _write_history(session: Session, cards: Sequence[Card]) -> None:
    """Write what the cards change of people who were there, and mark what is news: another employer or title."""
    session.field_changes.insert(
        FieldChange(card.contact_id, c.field, c.before, c.after, session.today, card.draft.place.file, is_news(c))
        for card in cards
        if card.contact_id is not None and card.verdict is Verdict.UPDATED
        for c in card.changes
    )


def _write_touches(session: Session, cards: Sequence[Card], new_ids: Sequence[int]) -> None:
    """Write the interactions that come with people. Nobody is asked today about a letter of years ago."""
    touches: dict[int, list[Interaction]] = {}
    for card in cards:
        if card.touches and (contact_id := _contact_of(card, new_ids)) is not None:
            touches.setdefault(contact_id, []).extend(
                replace(touch, participants=(contact_id,)) for touch in card.touches
            )
    session.interactions.insert_many(touch for found in touches.values() for touch in found)
    for contact_id, found in touches.items():
        if unanswered(found):
            session.following_up.rest(contact_id, session.today, "before the import")


def _contact_of(card: Card, new_ids: Sequence[int]) -> int | None:
    """Return the person that a card became or updates, or nothing."""
    return new_ids[card.new_index] if card.contact_id is None and card.new_index is not None else card.contact_id


def _keep_photo(session: Session, photo: bytes) -> str:
    digest = blake2b(photo, digest_size=16).hexdigest()
    session.sources.keep_bytes([(digest, photo)])
    return digest


def _write_organisations(session: Session, act: Act, cards: Sequence[Card]) -> None:
    """Write organisations with where they came from; the bytes of a card keep what there is no field for."""
    sources, blobs, today = [], [], session.today
    for card in cards:
        if card.is_known:
            continue
        draft = card.draft
        name = organisation_name(draft)
        found = session.organisations.find(name)
        if found is None:
            address = next(iter(draft.details.addresses), Address())
            found = session.organisations.insert(
                name,
                city=address.city,
                country=address.country,
                note=organisation_note(draft),
            )
        elif card.verdict is Verdict.UPDATED:
            session.organisations.set_note(found, organisation_note(draft))
        place = draft.place
        blobs.append((draft.digest, draft.raw))
        sources.append(
            OrganisationSource(found, place.file, card.format, place.number, place.line, today, draft.uid, draft.digest)
        )
    session.sources.keep_bytes(blobs)
    session.sources.insert_of_organisations(sources, act.change_set)


def _write_sources(
    session: Session, act: Act, cards: Sequence[Card], new_ids: Sequence[int], without_raw: Collection[int]
) -> None:
    """Write where people came from. What a note policy holds is not kept in the bytes of a card either."""
    sources, blobs, today = [], [], session.today
    for card in cards:
        contact_id = _contact_of(card, new_ids)
        if contact_id is None or card.is_known:
            continue
        draft = card.draft
        place = draft.place
        held = session.sources.holders(draft.digests) if draft.further else {}
        for entry in draft.entries:
            if entry.digest not in held:
                if contact_id not in without_raw:
                    blobs.append((entry.digest, entry.raw))
                sources.append(
                    Source(
                        contact_id, place.file, card.format, place.number, place.line, today, entry.uid, entry.digest
                    )
                )
    session.sources.keep_bytes(blobs)
    session.sources.insert(sources, act.change_set)
