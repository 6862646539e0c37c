"""Older notes on their way out: what exports may give out of them under the note policy of today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from netcrm.domain.contact import Contact
from netcrm.domain.interaction import Interaction
from netcrm.services.notes.policies import Policies
from netcrm.services.session import Session


class KeptNotes:
    """The notes of one export, each as far as it may be given out."""

    def __init__(self, session: Session) -> None:
        self._policies = Policies(session)

    def contacts(self, contacts: Mapping[int, Contact]) -> dict[int, Contact]:
        """Return contacts with as much of their notes as may be given out."""
        if not self._policies.are_there:
            return dict(contacts)
        self._policies.know([one for one, contact in contacts.items() if contact.details.note])
        return {one: self._contact(contact) for one, contact in contacts.items()}

    def interactions(self, interactions: Mapping[int, Interaction]) -> dict[int, Interaction]:
        """Return interactions with as much of their words as may be given out."""
        if not self._policies.are_there:
            return dict(interactions)
        return {key: replace(one, summary=self.of(one.summary, *one.participants)) for key, one in interactions.items()}

    def of(self, text: str, *contact_ids: int) -> str:
        """Return what may be given out of a text about some people: all of it, its topics alone, or nothing."""
        if not text or not self._policies.are_there:
            return text
        from netcrm.domain.note_policy import kept_of

        return kept_of(text, self._policies.of(contact_ids))

    def _contact(self, contact: Contact) -> Contact:
        details = contact.details
        note = self.of(details.note, contact.id)
        return contact if note == details.note else replace(contact, details=replace(details, note=note))
