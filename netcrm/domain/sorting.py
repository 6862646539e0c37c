"""A round of sorting: how many people it has in all, while people are sorted, brought in, deleted and brought back.

Only the total is kept. Whose turn it is follows from how many remain, so that undoing an act moves the number back.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Round:
    """A round as it stood when it last looked."""

    total: int
    """Those sorted in it and those still to sort."""
    people: int
    """How many contacts there were."""
    highest_id: int
    """The newest contact that it knew; ids are never given twice."""


def round_now(kept: Round | None, *, remaining: int, newcomers: int, there: int, people: int, highest_id: int) -> Round:
    """Return the round as it stands now.

    It grows by those who came since it last looked and are to be sorted, and shrinks by those deleted since, as when
    an import is undone. One in which nobody was left begins anew with those who came.

    Args:
        kept: As it stood, or None where there is none yet.
        remaining: How many are to be sorted now.
        newcomers: How many of these it did not know.
        there: How many of the contacts that it knew are still there.
        people: How many contacts there are.
        highest_id: The id of the newest.
    """
    if kept is None or 0 < remaining == newcomers:
        total = remaining
    else:
        total = max(kept.total + newcomers + there - kept.people, remaining)
    return Round(total, people, highest_id)
