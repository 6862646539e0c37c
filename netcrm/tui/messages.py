"""What the parts of the screens tell each other, named as past facts."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class ContactsChanged(Message):
    """The store has changed: by an act of these screens, or by another program."""

    contact_ids: tuple[int, ...] = ()
    """Whom it touched; empty where that is not known."""
