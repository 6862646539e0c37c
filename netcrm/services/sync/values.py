"""What a sync is asked for, and what it says afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from netcrm.domain.calendar.items import CalendarKind, Form
from netcrm.domain.calendar.words import Detail
from netcrm.domain.proposals import Decision, Proposal
from netcrm.services.acting import Part


@dataclass(frozen=True, slots=True)
class SyncProblem:
    """A file, or a line of one, that could not be used; all else went on."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal with the way to do it."""

    proposal: Proposal
    plan: Callable[[], Part]
    """Plans it: raises a `NetcrmError` where it cannot be, and writes nothing. The part is written inside the one act
    of the sync."""


@dataclass(frozen=True, slots=True)
class SyncRequest:
    """Which folders, and what of them."""

    folder: Path | None = None
    """The folder of the calendar, one item a file; None leaves it out."""
    cards: Path | None = None
    """The folder of the cards, one contact a file."""
    inbox: Path | None = None
    """The text file of one line an interaction."""
    kinds: frozenset[CalendarKind] = frozenset()
    """What the calendar holds; empty is check-ins, follow-ups and interviews."""
    form: Form = Form.EVENT
    detail: Detail = Detail.BRIEF
    days: int = 90
    """How far ahead the calendar looks."""
    start_anew: bool = False
    """Whether folders that were emptied on purpose are written again."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync found and wrote."""

    written: int
    """Files written anew or again."""
    removed: int
    proposals: tuple[Proposal, ...]
    """All that were found."""
    taken: frozenset[str]
    """Keys of those that were done."""
    refused: frozenset[str]
    """Keys of those that were put back."""
    problems: tuple[SyncProblem, ...]
    change_set: int | None
    """The act that did them, if any."""
    message: str
    """The whole in a sentence or two."""

    @property
    def left(self) -> tuple[Proposal, ...]:
        """Those that are asked about again next time."""
        return tuple(one for one in self.proposals if one.key not in self.taken | self.refused)


Decisions = Mapping[str, Decision]
"""What was said to proposals, by their keys; `LEAVE` where nothing was."""


@dataclass(slots=True)
class FolderReading:
    """What one source found: a folder of calendar items or of cards, or an inbox."""

    proposed: list[Proposed] = field(default_factory=list)
    problems: list[SyncProblem] = field(default_factory=list)
