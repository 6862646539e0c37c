"""The lines of an import's preview and what the user decides about them: no widget is known here.

Everything that asks about all lines is reckoned once, when the preview opens: a key press then costs the same whether
there are ten lines or a hundred thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from netcrm.domain.text import fold
from netcrm.services.imports.values import Answer, Decision, ImportProblem, PlannedCard, Vanished, Verdict
from netcrm.tui.virtual_list import Key

Row = PlannedCard | ImportProblem | Vanished
"""What a line stands for: a card, one that could not be read, or somebody who is in the file no more."""

ADD, SKIP = Decision(Answer.ADD), Decision(Answer.SKIP)
_TICKABLE = frozenset({Verdict.NEW, Verdict.UPDATED, Verdict.LEFT})
_NAME_LENGTH = 200
"""How much of a name is searched: no longer one is anybody's."""


class ImportPlanLike(Protocol):
    """What the preview needs to know of an import's plan."""

    @property
    def cards(self) -> tuple[PlannedCard, ...]:
        """The cards, in order."""

    @property
    def problems(self) -> tuple[ImportProblem, ...]:
        """The cards that could not be read."""

    @property
    def vanished(self) -> tuple[Vanished, ...]:
        """Who was in an earlier export and is not in this one."""


class Kind(StrEnum):
    """Which lines are shown."""

    ALL = "all"
    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    LEFT = "left"
    PROBLEM = "problem"
    PERHAPS = "perhaps"
    WARNINGS = "warnings"
    MOVED = "moved"
    VANISHED = "vanished"


@dataclass(frozen=True, slots=True)
class ImportChoice:
    """What the user made of a preview."""

    picked: frozenset[int]
    """The numbers of the cards to bring in; who is left out otherwise is remembered."""
    decisions: Mapping[int, Decision] = field(default_factory=dict)
    """What happens to cards that are perhaps somebody who is there, by number, where the user said so."""
    congratulate: bool = False
    """Whether a follow-up is laid down for each of those who changed employer."""


class GoBack(StrEnum):
    """What is to be asked anew before the preview is made again."""

    COLUMNS = "columns"
    OPTIONS = "options"


class PreviewRows:
    """The lines of a plan: its cards in order, then what could not be read, then who vanished."""

    def __init__(self, plan: ImportPlanLike) -> None:
        cards = plan.cards
        told = {(card.file, card.line) for card in cards if card.verdict is Verdict.PROBLEM}
        problems = [problem for problem in plan.problems if (problem.file, problem.line) not in told]
        self._rows: list[Row] = [*cards, *problems, *plan.vanished]
        in_file = len(cards) + len(problems)
        of: dict[Kind, list[int]] = {kind: [] for kind in Kind}
        verdicts = {verdict: of[Kind(verdict.value)] for verdict in Verdict}
        self.touches: dict[int, int] = {}
        """How many dated interactions come with a line, where there are any."""
        self.has_guesses = any(card.guessed_role for card in cards)
        self.has_parts = any(card.part for card in cards)
        """Whether they are people whom studies and papers name."""
        self.has_papers = any(card.papers for card in cards)
        self.tickable: set[Key] = set()
        """The lines on which a tick does something."""
        self.ticked: set[Key] = set()
        """The lines that the plan ticks."""
        for index, card in enumerate(cards):
            verdicts[card.verdict].append(index)
            if card.verdict in _TICKABLE:
                self.tickable.add(index)
                if card.ticked:
                    self.ticked.add(index)
            if card.perhaps:
                of[Kind.PERHAPS].append(index)
            if card.warnings:
                of[Kind.WARNINGS].append(index)
            if card.moved:
                of[Kind.MOVED].append(index)
            if card.touches:
                self.touches[index] = card.touches
        of[Kind.ALL] = list(range(in_file))
        of[Kind.PROBLEM] += range(len(cards), in_file)
        of[Kind.VANISHED] = list(range(in_file, len(self._rows)))
        self._of = of
        self._spoken: list[str] | None = None

    def __getitem__(self, index: int) -> Row:
        return self._rows[index]

    def of(self, kind: Kind) -> Sequence[int]:
        """Return the lines of a kind, in order."""
        return self._of[kind]

    @property
    def kinds(self) -> list[Kind]:
        """The kinds of which there are lines, all of them first."""
        return [kind for kind in Kind if kind is Kind.ALL or self._of[kind]]

    def prepare_search(self) -> None:
        """Fold all names and organisations, which takes half a second for a hundred thousand: not for a key press."""
        if self._spoken is None:
            self._spoken = [fold(_spoken(row)) for row in self._rows]

    def found(self, kind: Kind, text: str) -> Sequence[int]:
        """Return the lines of a kind whose name or organisation has each word of `text` in it."""
        words = fold(text).split()
        if not words:
            return self._of[kind]
        self.prepare_search()
        spoken = self._spoken or []
        shown: Sequence[int] = self._of[kind]
        for word in words:
            shown = [index for index in shown if word in spoken[index]]
        return shown


def _spoken(row: Row) -> str:
    """Return what of a line is searched."""
    if isinstance(row, ImportProblem):
        return f"{row.file[:_NAME_LENGTH]} {row.why[:_NAME_LENGTH]}"
    part = row.part[:_NAME_LENGTH] if isinstance(row, PlannedCard) else ""
    return f"{row.name[:_NAME_LENGTH]} {row.organisation[:_NAME_LENGTH]} {part}"


def decisions_for(row: Row) -> tuple[Decision, ...]:
    """Return what can be decided of a line that is perhaps somebody who is there; nothing for any other line."""
    if not isinstance(row, PlannedCard) or not row.perhaps or row.verdict not in (Verdict.NEW, Verdict.LEFT):
        return ()
    ids = dict.fromkeys(other.contact_id for other in row.perhaps if other.contact_id is not None)
    return (ADD, *(Decision(Answer.UPDATE, contact_id) for contact_id in ids), SKIP)


class Picks:
    """The ticks and decisions of a preview."""

    def __init__(self, rows: PreviewRows) -> None:
        self._rows = rows
        self.ticked = set(rows.ticked)
        self._decided: dict[int, Decision] = {}

    @property
    def is_changed(self) -> bool:
        """Whether the user decided anything."""
        return bool(self._decided) or self.ticked != self._rows.ticked

    @property
    def touches(self) -> int:
        """How many dated interactions come in with what is ticked."""
        return sum(count for index, count in self._rows.touches.items() if index in self.ticked)

    def toggle(self, index: int) -> None:
        """Tick a line, or take its tick away."""
        self.tick((index,), ticked=index not in self.ticked)

    def tick(self, indices: Iterable[int], *, ticked: bool) -> None:
        """Tick lines, or take their ticks away, as far as a tick does something there."""
        if not ticked:
            self.ticked.difference_update(indices)
            return
        chosen = self._rows.tickable.intersection(indices)
        self.ticked |= chosen
        for index in [index for index, decision in self._decided.items() if decision == SKIP and index in chosen]:
            del self._decided[index]

    def decision(self, index: int) -> Decision:
        """Return what happens to a line of which something can be decided."""
        return self._decided.get(index, ADD) if index in self.ticked else SKIP

    def decide_next(self, index: int) -> bool:
        """Take the next thing that can be decided of a line; return whether there is any."""
        options = decisions_for(self._rows[index])
        if not options:
            return False
        self._decide(index, options[(options.index(self.decision(index)) + 1) % len(options)])
        return True

    def decide_alike(self, index: int, shown: Iterable[int]) -> int:
        """Decide of all lines shown what is decided of one, each for the first whom it may be; return how many."""
        if not decisions_for(self._rows[index]):
            return 0
        answer = self.decision(index).answer
        count = 0
        perhaps = self._rows.of(Kind.PERHAPS)
        for other in set(perhaps).intersection(shown):
            own = self.decision(other)
            fitting = [option for option in decisions_for(self._rows[other]) if option.answer is answer]
            if fitting:
                self._decide(other, own if own in fitting else fitting[0])
                count += 1
        return count

    def _decide(self, index: int, decision: Decision) -> None:
        self._decided[index] = decision
        if decision == SKIP:
            self.ticked.discard(index)
        else:
            self.ticked.add(index)

    def choice(self, *, congratulate: bool) -> ImportChoice:
        """Return what was decided, by the numbers of the cards."""
        numbers = {index: row.number for index in self.ticked if isinstance(row := self._rows[int(index)], PlannedCard)}
        decisions = {}
        for index, decision in self._decided.items():
            row = self._rows[index]
            if isinstance(row, PlannedCard) and (index in self.ticked or decision == SKIP):
                decisions[row.number] = decision
        return ImportChoice(frozenset(numbers.values()), decisions, congratulate)
