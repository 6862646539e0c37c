"""What an import has done so far, and the report that it comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from netcrm.services.imports.applying import Written
from netcrm.services.imports.cards import Card
from netcrm.services.imports.values import ImportProblem, ImportReport, Moved, PlannedCard, Vanished, Verdict
from netcrm.services.imports.words import planned_card
from netcrm.store.journal import Act

MOST_PROBLEMS = 10_000
"""How many unreadable cards are told one by one; of a file that is nothing but noise the others are counted."""

MOST_NOTED = 2_000
"""How many cards with a doubt or a warning are told one by one; whom so many resemble, duplicates find."""


@dataclass(slots=True)
class Tally:
    """What an import has done so far."""

    cards: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    left: int = 0
    touches: int = 0
    problems: list[ImportProblem] = field(default_factory=list)
    unlisted: int = 0
    noted: list[PlannedCard] = field(default_factory=list)
    more_noted: int = 0
    moved: list[Moved] = field(default_factory=list)
    new_ids: list[int] = field(default_factory=list)
    studies: int = 0
    renewed_studies: int = 0
    papers: int = 0
    held: int = 0

    def count(self, chosen: Sequence[Card], left: Sequence[Card], written: Written) -> None:
        """Count cards that were written, and those that were left."""
        self.new_ids += written.new_ids
        self.studies += written.links.studies
        self.renewed_studies += written.links.renewed
        self.papers += written.links.papers
        self.held += written.held
        self.left += len(left)
        for card in chosen:
            self.verdicts[card.verdict] += 1
            self.touches += len(card.touches)
            if card.moved:
                self.moved.append(card.moved)
            if card.verdict is not Verdict.UNCHANGED and (card.perhaps or card.warnings or card.moved):
                if len(self.noted) < MOST_NOTED:
                    self.noted.append(planned_card(0, card))
                else:
                    self.more_noted += 1

    def report(self, act: Act, vanished: Sequence[Vanished]) -> ImportReport:
        """Return the report."""
        return ImportReport(
            cards=self.cards,
            new=self.verdicts[Verdict.NEW],
            updated=self.verdicts[Verdict.UPDATED],
            unchanged=self.verdicts[Verdict.UNCHANGED],
            left=self.left,
            problems=tuple(self.problems),
            unlisted=self.unlisted,
            change_set=act.kept,
            new_ids=tuple(self.new_ids),
            touches=self.touches,
            moved=tuple(self.moved),
            noted=tuple(self.noted),
            more_noted=self.more_noted,
            studies=self.studies,
            renewed_studies=self.renewed_studies,
            papers=self.papers,
            held_notes=self.held,
            vanished=tuple(vanished),
        )
