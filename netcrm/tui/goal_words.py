"""Goals in the words and colours of the screens."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from netcrm.domain.goals.progress import State
from netcrm.services.goals import GoalLine

SIGNS = {State.RUNNING: "○", State.NOT_BEGUN: "·", State.REACHED: "✓", State.OVER: "✗"}
"""The sign before a goal, which says what its colour says."""


def today_lines(lines: Sequence[GoalLine], width: int, most: int) -> list[str]:
    """Return the goals that ask for something now, the one that ends first at the top, as far as lines are given.

    On one line the goals that have no room are counted.
    """
    running = sorted((it for it in lines if it.is_running), key=lambda it: (it.progress.last, it.id))
    shown, more = running[:most], len(running) - most
    words = [f"{it.words}: {it.progress.done} of {it.progress.wanted}, {it.progress.step}" for it in shown]
    if more > 0 and words:
        rest = f"  ·  {more} more"
        words[-1] = _cut(words[-1], width - cell_len(rest)) + rest
    return [_cut(line, width) for line in words]


def _cut(words: str, width: int) -> str:
    from netcrm.tui.virtual_list import fitted

    return fitted(words, min(cell_len(words), max(1, width)))
