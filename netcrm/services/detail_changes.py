"""Writes what the user changed of somebody's details, and keeps what they were before. Inside an act in force."""

from __future__ import annotations

from netcrm.domain.contact import Contact, Details
from netcrm.domain.merging import changes_between
from netcrm.services.session import Session
from netcrm.store.field_changes import FieldChange


def write_details(session: Session, before: Contact, details: Details) -> None:
    """Give a contact new details; what stays equal is not touched."""
    session.contacts.replace(before.id, details, session.phone_key())
    session.field_changes.insert(
        FieldChange(before.id, change.field, change.before, change.after, session.today, "", is_news=False)
        for change in changes_between(before.details, details)
    )
