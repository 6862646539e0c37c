"""What the exporters of people write: a contact, and what the store has worked out about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from netcrm.domain.contact import Contact


class Source(Protocol):
    """Where a contact came from."""

    @property
    def file(self) -> str:
        """The name of the file."""

    @property
    def format(self) -> str:
        """The slug of the format: `vcf`."""

    @property
    def place(self) -> int:
        """Card or row, counted from 1."""

    @property
    def imported_on(self) -> date:
        """The local date of the import."""

    @property
    def uid(self) -> str:
        """The source's own UID, or nothing."""


@dataclass(frozen=True, slots=True)
class ExportedContact:
    """A person as the exporters of lists write them."""

    contact: Contact
    own_cadence: str | None = None
    """`None` when unset, `never`, or `2 weeks`."""
    last_touch: date | None = None
    next_check_in: date | None = None
    last_words: str = ""
    """What happened last: `call on 3 Nov 2026: asked for the protocol`."""
    sources: Sequence[Source] = ()
