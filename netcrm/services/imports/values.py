"""The values of an import: what its preview shows, and what its report says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from netcrm.domain.columns import ColumnMapping
from netcrm.domain.merging import Change


class OnDuplicate(StrEnum):
    """What happens to a card of somebody who is known already."""

    UPDATE = "update"
    SKIP = "skip"
    NEW = "new"


class Answer(StrEnum):
    """What the user says of a card that is perhaps somebody who is there."""

    UPDATE = "update"
    ADD = "add"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Decision:
    """What happens to a card that is perhaps somebody who is there; `contact_id` is whom it updates."""

    answer: Answer
    contact_id: int | None = None


@dataclass(frozen=True, slots=True)
class Perhaps:
    """Somebody whom a card may stand for."""

    name: str
    reason: str
    """`same phone`."""
    contact_id: int | None
    """Nothing for somebody who is new in this import."""

    def __str__(self) -> str:
        where = f"{self.contact_id}" if self.contact_id else "in this import"
        return f"{self.name} ({where}): {self.reason}"


class Verdict(StrEnum):
    """What an import makes of a card."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    LEFT = "left"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How files are to be read and matched."""

    format: str = ""
    """The slug of their format; empty where it is to be found out."""
    on_duplicate: OnDuplicate = OnDuplicate.UPDATE
    mapping: ColumnMapping | None = None
    """What the columns of a table mean; None for the remembered, known or proposed mapping."""
    last_contact: str = ""
    """When the user was last in touch with those who are new: `connected` for the source's own date, or a date."""
    messages: bool = False
    """Whether dated messages that a source knows of come in as interactions, without their text."""


AS_USUAL = ImportOptions()
"""How files are read and matched where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody whom a newer file knows at another employer."""

    contact_id: int
    name: str
    before: str
    """The employer until now."""
    after: str
    title: str


@dataclass(frozen=True, slots=True)
class Vanished:
    """Somebody who came from an earlier export of a source, and is not in this one."""

    contact_id: int
    name: str
    organisation: str


@dataclass(frozen=True, slots=True)
class PlannedCard:
    """One row of an import preview. What it says is what happens when it is ticked."""

    number: int
    """Counted from 1 over all the files of the import: what `--pick` names."""
    file: str
    place: int
    line: int
    name: str
    organisation: str
    verdict: Verdict
    contact_id: int | None
    changes: tuple[Change, ...]
    perhaps: tuple[Perhaps, ...]
    """People it may be the same as, with the reason: `Ana Lima (7): same phone`."""
    warnings: tuple[str, ...]
    ticked: bool
    moved: Moved | None = None
    """Set where the card says that somebody who is there has another employer now."""
    guessed_role: str = ""
    """What the title speaks of (`CRC`), where nobody says a role."""
    touches: int = 0
    """How many dated messages come with it."""
    kind: str = ""
    """What it is called where it stands: a card, a row, a person."""
    part: str = ""
    """What somebody is in the studies that name them, or how many papers they wrote, first and last, and when."""
    short_part: str = ""
    """The same where there is little room: `PI +2`, or how many papers they wrote and how many of them they led."""
    papers: int = 0
    """How many papers of the file they wrote."""
    ways: tuple[str, ...] = ()
    """How to reach somebody whom studies or papers name."""
    links: tuple[str, ...] = ()
    """The studies and papers that name them, a line each, the newest first."""


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """A card that could not be read."""

    file: str
    where: str
    """`card 9`."""
    line: int
    why: str
    raw: str = ""
    """The beginning of what stands in the file, as text that is safe to show."""


@dataclass(frozen=True, slots=True)
class LinksWritten:
    """How much was written around people."""

    studies: int = 0
    """New ones."""
    renewed: int = 0
    """Studies of which the registry says something else now."""
    papers: int = 0
    """New ones."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. new + updated + unchanged + left + problems + unlisted = cards."""

    cards: int
    new: int
    updated: int
    unchanged: int
    left: int
    problems: tuple[ImportProblem, ...]
    change_set: int | None
    new_ids: tuple[int, ...] = field(default=())
    touches: int = 0
    """How many interactions came in with people."""
    moved: tuple[Moved, ...] = ()
    """Who changed employer, as a newer file of the same source says."""
    noted: tuple[PlannedCard, ...] = ()
    """The cards brought in of which somebody should know more: doubts, warnings."""
    vanished: tuple[Vanished, ...] = ()
    """Who was in an earlier export of a network site and is not in this one."""
    more_noted: int = 0
    """How many more there are of those than `noted` lists."""
    studies: int = 0
    """New studies that came with people."""
    renewed_studies: int = 0
    """Studies that were there, of which the file says something else: another status, further sites."""
    papers: int = 0
    """New papers that came with people."""
    held_notes: int = 0
    """How many notes were cut down, since a note policy does not let them be kept."""
    unlisted: int = 0
    """How many more could not be read than `problems` lists, where they are very many."""

    @property
    def held_words(self) -> str:
        """What the note policy held back, as a sentence; nothing where it held nothing."""
        if not self.held_notes:
            return ""
        whose = "The note of 1 person was" if self.held_notes == 1 else f"The notes of {self.held_notes:,} people were"
        return f"{whose} left out or cut down to topics: the note policy holds them (netcrm note-policy)."

    @property
    def unreadable(self) -> int:
        """How many cards could not be read."""
        return len(self.problems) + self.unlisted


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file in one of the usual folders that could be imported."""

    path: Path
    format: str
    size: int
    """Bytes."""
    modified: datetime
