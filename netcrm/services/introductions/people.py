"""Whom an introduction names."""

from __future__ import annotations

from dataclasses import dataclass

from netcrm.domain.contact import Contact
from netcrm.domain.ties.introduction import Introduction
from netcrm.services.known_people import known_contacts
from netcrm.services.session import Session


@dataclass(frozen=True, slots=True)
class People:
    """Those whom an introduction names."""

    introducer: Contact
    to: Contact
    asked_by: Contact | None = None
    """Who asked on the user's behalf."""


def people_of(session: Session, introduction: Introduction) -> People:
    """Return whom an introduction names, or raise `NotFound`."""
    introducer, to, *asked_by = known_contacts(session, *introduction.people)
    return People(introducer, to, asked_by[0] if asked_by else None)


def name_of(contact: Contact | None) -> str:
    """Return somebody's name without credentials, as it stands in the middle of a sentence."""
    return contact.details.name.formatted if contact else ""
