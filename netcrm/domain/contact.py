"""A contact: a person, and what is kept about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role


class State(StrEnum):
    """Whether a contact takes part in following up; only active ones have check-ins."""

    ACTIVE = "active"
    ARCHIVED = "archived"
    DO_NOT_CONTACT = "do-not-contact"
    LEFT_FIELD = "left-field"
    DECEASED = "deceased"


class Tier(StrEnum):
    """How much a contact matters to the user; no tier is `None`."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


@dataclass(frozen=True, slots=True)
class Email:
    """A mail address as written."""

    value: str
    label: str = ""
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number as written."""

    value: str
    label: str = ""
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; `street` may hold several lines."""

    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A web page, profile or messaging handle."""

    value: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """All that a person can be described by, and that the user or an import may change.

    This is the value of an add or edit; `Contact` joins it with what the store knows.
    """

    name: Name
    nicknames: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    """The main role first."""
    tags: tuple[str, ...] = ()
    emails: tuple[Email, ...] = ()
    phones: tuple[Phone, ...] = ()
    addresses: tuple[Address, ...] = ()
    links: tuple[Link, ...] = ()
    positions: tuple[Position, ...] = ()
    """The primary position first."""
    birthday: str = ""
    """`YYYY-MM-DD`, `--MM-DD`, or as the source wrote it."""
    note: str = ""
    tier: Tier | None = None
    starred: bool = False
    language: str = ""
    """The language to write in, as a code such as `fr`; empty is English."""
    country: str = ""
    """ISO 3166 two-letter code: whose holidays count; empty for the user's own."""
    salutation: str = ""
    """How a letter to them begins (`Dear Professor Lima`), where the user says so; else it follows from the name."""
    first_names: bool = False
    """Whether the user and they are on first-name terms."""

    @property
    def primary_position(self) -> Position | None:
        """The job to show: the one marked primary, else the first current one."""
        current = [p for p in self.positions if p.is_current]
        return next((p for p in current if p.is_primary), current[0] if current else None)


@dataclass(frozen=True, slots=True)
class Contact:
    """A person in the store."""

    id: int
    uid: str
    details: Details
    added_on: date
    state: State = State.ACTIVE
    state_since: date | None = None
    state_why: str = ""

    @property
    def name(self) -> str:
        """The name as people write it, credentials included."""
        return self.details.name.display

    @property
    def organisation(self) -> str:
        """The name of the primary position's organisation, or nothing."""
        position = self.details.primary_position
        return position.organisation if position else ""
