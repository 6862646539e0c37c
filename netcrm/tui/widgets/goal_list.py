"""The list of goals: what is wanted, how far it is, and the pace that it asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from netcrm.domain.goals.progress import State
from netcrm.services.goals import GoalLine
from netcrm.tui.goal_words import SIGNS
from netcrm.tui.virtual_list import Cell, Key, VirtualList

_SIGN, _BAR = 3, 12
_EACH = 2
"""Lines of a goal."""
_PARTS = {State.RUNNING: "accent", State.NOT_BEGUN: "quiet", State.REACHED: "due", State.OVER: "late"}


class GoalList(VirtualList):
    """Goals, each on two lines: what is wanted, and under it how far it is."""

    def __init__(self) -> None:
        super().__init__(widget_id="goals")
        self._goals: tuple[GoalLine, ...] = ()

    def show(self, goals: Sequence[GoalLine]) -> None:
        """Show other goals; the cursor stays on its goal."""
        current, near = self.current, self.cursor
        self._goals = tuple(goals)
        self.lines_changed(current, max(near, 0))
        self.fit()

    def fit(self) -> None:
        """Take as many lines as there are, up to a third of the screen."""
        lines = self.line_count() or 3
        self.styles.height = max(3, min(lines, self.app.size.height // 3))

    @property
    def goal(self) -> GoalLine | None:
        """The goal under the cursor."""
        return next((it for it in self._goals if it.id == self.current), None)

    def line_count(self) -> int:
        """Return how many lines there are."""
        return len(self._goals) * _EACH

    def key_at(self, line: int) -> Key | None:
        """Return the goal's id on its first line."""
        return None if line % _EACH else self._goals[line // _EACH].id

    def line_of(self, key: Key) -> int | None:
        """Return where a goal stands."""
        return next((place * _EACH for place, it in enumerate(self._goals) if it.id == key), None)

    def action_mark(self) -> None:
        """Nothing is marked here: acts are on one goal."""

    def cells_at(self, line: int, width: int) -> Iterable[Cell]:
        """Return a line's cells."""
        it = self._goals[line // _EACH]
        part = _PARTS[it.progress.state]
        if line % _EACH == 0:
            yield Cell(f" {SIGNS[it.progress.state]}", _SIGN, part)
            yield Cell(it.words, max(0, width - _SIGN), "strong")
            return
        done = round(it.progress.share * (_BAR - 2))
        yield Cell("", _SIGN)
        yield Cell("━" * done, done, part)
        yield Cell("─" * (_BAR - 2 - done), _BAR - done, "quiet")
        yield Cell(it.pace, max(0, width - _SIGN - _BAR))
