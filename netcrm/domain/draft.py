"""What importers yield: a draft of a person, or a problem, one for each outermost card or row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from netcrm.domain.contact import Details
from netcrm.domain.interaction import Direction

if TYPE_CHECKING:
    from netcrm.domain.studies.publication import Authorship
    from netcrm.domain.studies.study import InStudy


class CardKind(StrEnum):
    """What a card stands for (RFC 6350, 6.1.4)."""

    INDIVIDUAL = "individual"
    ORGANISATION = "organisation"
    LOCATION = "location"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the input something stands: the file, the card or row counted from 1, and its first line."""

    file: str
    number: int
    line: int


@dataclass(frozen=True, slots=True)
class DatedTouch:
    """A message of long ago that a source knows of: its day and direction, never its text."""

    on: date
    direction: Direction
    uid: str
    """The same for the same message whenever it is read: what keeps it from coming in twice."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a draft was read from: the very text or bytes, their hash, and the source's own UID."""

    raw: bytes
    digest: str
    uid: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One card or row, read. `raw` is the very text or bytes it came in, and `digest` the hash of those bytes."""

    place: Place
    details: Details
    raw: bytes
    digest: str
    """BLAKE2b of `raw`, 16 bytes, in hexadecimal."""
    uid: str = ""
    """The source's own UID."""
    kind: CardKind = CardKind.INDIVIDUAL
    members: tuple[str, ...] = ()
    """For a group: the UIDs or mail addresses of its members."""
    photo: bytes | None = None
    connected_on: date | None = None
    """When the source says that the user and the person got to know each other: LinkedIn's connection date."""
    last_contact: date | None = None
    """When the source says that they were last in touch."""
    touches: tuple[DatedTouch, ...] = ()
    """Messages between the user and the person, one a day and direction at most."""
    warnings: tuple[str, ...] = ()
    """What could not be understood and was kept as text, one sentence each."""
    only_if_asked: bool = False
    """Whether it comes in only where somebody ticks it: whom a source merely knows of."""
    is_unread: bool = False
    """Its bytes are held already, so that it was not read: `details` has the holder's name alone, `raw` nothing."""
    further: tuple[Entry, ...] = ()
    """The entries beside the first where a file has several for one person: one for each study that names them."""
    studies: Sequence[InStudy] = field(default=(), compare=False)
    """The studies whose records name the person, the newest first."""
    papers: Sequence[Authorship] = field(default=(), compare=False)
    """The papers that the person wrote, the newest first."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All that it was read from."""
        return (Entry(self.raw, self.digest, self.uid), *self.further)

    @property
    def digests(self) -> tuple[str, ...]:
        """The hashes of all that it was read from."""
        return (self.digest, *(entry.digest for entry in self.further))

    @property
    def uids(self) -> tuple[str, ...]:
        """The source's own UIDs, each once."""
        return tuple(dict.fromkeys(entry.uid for entry in self.entries if entry.uid))


@dataclass(frozen=True, slots=True)
class Problem:
    """A card or row that could not be read, and why, in one sentence."""

    place: Place
    why: str
    raw: bytes = b""
