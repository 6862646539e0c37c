"""The values of an import: what its preview shows, and what its report says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class Verdict(StrEnum):
    """What an import makes of a card."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    LEFT = "left"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a contact before and after, as text."""

    field: str
    before: str
    after: str


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
    changes: tuple[FieldChange, ...]
    perhaps: tuple[str, ...]
    """People it may be the same as, with the reason: `Ana Lima (7): same phone`."""
    warnings: tuple[str, ...]
    ticked: bool


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """A card that could not be read."""

    file: str
    where: str
    """`card 9`."""
    line: int
    why: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. new + updated + unchanged + left + problems = cards."""

    cards: int
    new: int
    updated: int
    unchanged: int
    left: int
    problems: tuple[ImportProblem, ...]
    change_set: int | None
    new_ids: tuple[int, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file in one of the usual folders that could be imported."""

    path: Path
    format: str
    size: int
    """Bytes."""
    modified: datetime
