"""One thing that others changed on a card that netcrm wrote (`netcrm.domain.cards.changes`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from netcrm.domain.contact import Details

Lay = Callable[[Details], Details]


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that others changed."""

    field: str
    before: str
    """As it stood on the card that was written; empty for what is new."""
    after: str
    """As the others have it; empty for what they removed."""
    lay: Lay
    """Lays it over the details in the store."""
    ours: str | None = None
    """Where netcrm changed the same to something else: what it holds; empty where it holds nothing."""


def with_field(details: Details, field: str, value: object) -> Details:
    """Return details with another value of a field."""
    changed: dict[str, Any] = {field: value}
    return replace(details, **changed)


def setting(field: str, value: object) -> Lay:
    """Return what gives details another value of a field."""
    return lambda details: with_field(details, field, value)
