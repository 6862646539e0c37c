"""How many interviews came how far: asked, answered, agreed, held, thanked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from netcrm.domain.interviews.interview import Stage

_ASKED = frozenset({Stage.ASKED, Stage.AGREED, Stage.MOVED, Stage.DECLINED, Stage.NO_ANSWER, Stage.NO_SHOW})
"""What nobody comes to who was not asked; a talk in a corridor is held at once."""
AGREED = frozenset({Stage.AGREED, Stage.HELD, Stage.THANKED, Stage.KEPT_IN_TOUCH, Stage.MOVED, Stage.NO_SHOW})
"""The stages of somebody who said yes."""
_ANSWERED = AGREED | {Stage.DECLINED}
_HELD = frozenset({Stage.HELD, Stage.THANKED, Stage.KEPT_IN_TOUCH})
_THANKED = frozenset({Stage.THANKED, Stage.KEPT_IN_TOUCH})


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many interviews came how far. One that jumped a stage counts as having passed it."""

    asked: int = 0
    """How many people were asked for one."""
    answered: int = 0
    """How many of those answered, yes or no."""
    agreed: int = 0
    """How many of those said yes."""
    held: int = 0
    """How many talks took place, unasked ones among them."""
    unasked: int = 0
    """How many of those nobody had asked for."""
    thanked: int = 0

    @property
    def answer_rate(self) -> int | None:
        """How many of a hundred who were asked answered; None where nobody was asked."""
        return round(100 * self.answered / self.asked) if self.asked else None

    @property
    def words(self) -> str:
        """`23 asked, 14 answered (61 %), 12 agreed, 9 held (1 unasked), 8 thanked`; empty where there is nothing."""
        if not self.asked and not self.held:
            return ""
        rate = f" ({self.answer_rate} %)" if self.asked else ""
        unasked = f" ({self.unasked} unasked)" if self.unasked else ""
        return (
            f"{self.asked} asked, {self.answered} answered{rate}, {self.agreed} agreed,"
            f" {self.held} held{unasked}, {self.thanked} thanked"
        )


def funnel_of(interviews: Iterable[Collection[Stage]]) -> Funnel:
    """Return the funnel of interviews, each given by the stages that it ever reached."""
    asked = answered = agreed = held = unasked = thanked = 0
    for stages in map(set, interviews):
        if was_asked := bool(stages & _ASKED):
            asked += 1
            answered += bool(stages & _ANSWERED)
            agreed += bool(stages & AGREED)
        if stages & _HELD:
            held += 1
            unasked += not was_asked
            thanked += bool(stages & _THANKED)
    return Funnel(asked, answered, agreed, held, unasked, thanked)
