"""Whom a contact is tied to, and the groups that people share: what the warm paths ask the store for, bit by bit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from netcrm.domain.paths.warmth import Tie, TieKind, shared_warmth


@dataclass(frozen=True, slots=True)
class Group:
    """Something that people share, in which each pair of them is tied in the same way.

    Where that is not so there are several groups: an organisation is one of those there today, one for each year (two
    who were there in the same year overlapped) and one of all who ever were there.
    """

    kind: TieKind
    key: str
    """Names it, and its evidence, once: `organisation:7:2019`."""
    size: int
    """How many people are in it, be they in the store or not: all authors of a paper."""

    @property
    def warmth(self) -> float:
        """How warm the tie of any two in it is."""
        return shared_warmth(self.kind, self.size)


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Whom a contact is tied to."""

    ties: tuple[Tie, ...] = ()
    """Those of two people, with the contact on either side; each stands with both of its people."""
    groups: tuple[Group, ...] = ()


Neighbours = Callable[[Sequence[int]], Mapping[int, Neighbourhood]]
"""Gives the neighbourhoods of several contacts at once; one who is left out has none."""
Members = Callable[[Group], Collection[int]]
"""Gives the contacts of a group."""
