"""Contacts by their ids, as acts need them: whoever is unknown is refused."""

from __future__ import annotations

from netcrm.domain.contact import Contact
from netcrm.errors import NotFound
from netcrm.services.session import Session


def known_contacts(session: Session, *ids: int) -> tuple[Contact, ...]:
    """Return the contacts of `ids` in their order, or raise `NotFound`."""
    found = session.contacts.load(ids)
    for contact_id in ids:
        if contact_id not in found:
            raise NotFound("contact", str(contact_id), advice="`netcrm search` lists people with their ids.")
    return tuple(found[contact_id] for contact_id in ids)


def known_contact(session: Session, contact_id: int) -> Contact:
    """Return the contact of an id, or raise `NotFound`."""
    return known_contacts(session, contact_id)[0]


def known_name(session: Session, contact_id: int) -> str:
    """Return somebody's name without credentials, as it stands in the middle of a sentence, or raise `NotFound`."""
    return known_contact(session, contact_id).details.name.formatted
