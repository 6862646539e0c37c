"""Warm paths: the best ways from the user, over people who know each other, to somebody they want to reach.

A path is you, then at most four people, the last of whom is a target. Its cost is what the first one's closeness costs
and what each step costs (`warmth`); a step is the warmest tie of its two people, whatever else they share. Left out is
a path that goes a way round:

- somebody on it is one to whom the user's own closeness costs no more than the path up to them;
- two people on it share a group (an organisation, a study …) with somebody between them, and the tie of those two
  costs no more than the way over whoever stands between: it is a better path with one more colleague put in.

**How it is found.** A group is a node with a size, never the pairs of its members. First the cheapest way to a target
is found for everybody, walking back from the targets by numbers of people; it is kept in two forms, since nobody comes
over a group and goes on over the same. These costs never lie too high, so that from the user's side the paths come in
order of cost by A*, looking only at what a good path can still go through. That is done for at most two people, then
three, then four: what is found bounds what is worth looking at next. Equal costs are ordered by the people's ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import pairwise
from math import exp

from netcrm.domain.paths.bounds import DIRECT, FAR, PathBounds
from netcrm.domain.paths.neighbourhood import Group, Members, Neighbourhood, Neighbours
from netcrm.domain.paths.warmth import COLDEST, COST_SCALE, Tie, cost

MOST_PEOPLE = 4


@dataclass(frozen=True, slots=True)
class Step:
    """From one person of a path to the next."""

    first: int
    second: int
    ties: tuple[Tie, ...]
    """All that ties them, warmest first."""

    @property
    def warmth(self) -> float:
        """How warm the step is: as its warmest tie."""
        return self.ties[0].warmth


@dataclass(frozen=True, slots=True)
class Path:
    """A way from the user to a target."""

    people: tuple[int, ...]
    """Contact ids: first whom the user asks, last the target."""
    closeness: float
    """How close the first is to the user."""
    steps: tuple[Step, ...]
    """One fewer than the people."""
    cost: int
    """In thousandths of the natural logarithm; paths come in its order."""

    @property
    def warmth(self) -> float:
        """How warm the whole is, between 0 and 1."""
        return exp(-self.cost / COST_SCALE)


def warm_paths(
    targets: Iterable[int],
    closeness: Mapping[int, float],
    neighbours: Neighbours,
    members: Members,
    *,
    leads: Callable[[int], bool] = lambda _: True,
    most: int = 5,
) -> tuple[Path, ...]:
    """Return the best different paths to any of the targets, the best first.

    Two paths differ where their people do. A path colder than `COLDEST` is none.

    Args:
        targets: Contact ids: a person, or everybody of an organisation or site. A path ends at the first it comes to.
        closeness: How close people are to the user, 0 to 1; whoever has none is not one to ask first.
        neighbours: Asked only for people whom a good path may go through.
        members: Asked at most a few times for a group.
        leads: Whether a path may go over somebody, or to them: not over the archived, the deceased and those who are
            not to be contacted.
        most: How many paths at most.
    """
    ends = frozenset(target for target in targets if leads(target))
    starts = {person: cost(near) for person, near in closeness.items() if near > 0 and leads(person)}
    if not ends or not starts or most < 1:
        return ()
    bounds = PathBounds(ends, starts, neighbours, members, leads)
    search = _Search(bounds, starts, neighbours, members)
    cutoff = cost(COLDEST)
    found: list[tuple[int, ...]] = []
    for people in range(2, MOST_PEOPLE + 1):
        bounds.extend(cutoff, MOST_PEOPLE)
        found = search.found(people, cutoff, most)
        if len(found) == most:
            cutoff = search.cost(found[-1])
    return tuple(Path(way, closeness[way[0]], search.steps(way), search.cost(way)) for way in found)


@dataclass(frozen=True, slots=True)
class _Siblings:
    """Where a member of a group stands among those who are gone on to from one way."""

    listed: Sequence[tuple[int, int]]
    """The least cost from each member on, and the member."""
    place: int
    spent: int
    """What the way costs up to the members."""


_Entry = tuple[int, tuple[int, ...], str, int, _Siblings | None]
"""The least cost of the whole, the people so far, over which group the last was come to, the cost so far, the rest."""


class _Search:
    """Goes from the user through people, the best first."""

    def __init__(self, bounds: PathBounds, starts: Mapping[int, int], neighbours: Neighbours, members: Members) -> None:
        self._bounds = bounds
        self._starts = starts
        self._neighbours = neighbours
        self._members = members
        self._around: dict[int, Neighbourhood] = {}
        self._groups: dict[int, frozenset[str]] = {}
        self._ties: dict[tuple[int, int], tuple[Tie, ...]] = {}
        self._listed: dict[tuple[str, int], list[tuple[int, int]]] = {}

    def found(self, people: int, cutoff: int, most: int) -> list[tuple[int, ...]]:
        """Return the people of the best paths, of at most so many people and of no more cost than `cutoff`."""
        self._listed.clear()
        heap: list[_Entry] = []
        for start in self._bounds.reached(people):
            whole = self._starts[start] + self._bounds.least(start, people)
            if whole <= cutoff:
                heap.append((whole, (start,), DIRECT, self._starts[start], None))
        heapify(heap)
        ways: list[tuple[int, ...]] = []
        while heap and len(ways) < most:
            _, way, over, spent, siblings = heappop(heap)
            if siblings is not None:
                self._push_member(heap, way[:-1], over, siblings, cutoff)
            if not self._is_good(way, over, spent):
                continue
            if way[-1] in self._bounds.ends:
                ways.append(way)
            elif len(way) < people:
                self._go_on(heap, way, over, spent, people - len(way), cutoff)
        return ways

    def _go_on(self, heap: list[_Entry], way: tuple[int, ...], over: str, spent: int, left: int, cutoff: int) -> None:
        """Push the ways that have one more person, of each group only the best one."""
        around = self._look(way[-1])
        nearest: dict[int, int] = {}
        for tie in around.ties:
            other = tie.second if tie.first == way[-1] else tie.first
            nearest[other] = min(cost(tie.warmth), nearest.get(other, FAR))
        for other, price in nearest.items():
            if self._starts.get(other, FAR) <= spent + price:
                continue
            whole = spent + price + self._bounds.least(other, left)
            if whole <= cutoff:
                heappush(heap, (whole, (*way, other), DIRECT, spent + price, None))
        for group in around.groups:
            if group.key != over:
                siblings = _Siblings(self._members_by_cost(group, left), -1, spent + cost(group.warmth))
                self._push_member(heap, way, group.key, siblings, cutoff)

    def _push_member(self, heap: list[_Entry], way: tuple[int, ...], over: str, before: _Siblings, cutoff: int) -> None:
        """Push the way to the next member of a group."""
        place = before.place + 1
        if place < len(before.listed):
            least, member = before.listed[place]
            if before.spent + least <= cutoff:
                siblings = _Siblings(before.listed, place, before.spent)
                heappush(heap, (before.spent + least, (*way, member), over, before.spent, siblings))

    def _members_by_cost(self, group: Group, left: int) -> list[tuple[int, int]]:
        """Return the members from whom a target is reached with so many people, those with the best way on first."""
        listed = self._listed.get((group.key, left))
        if listed is None:
            bounds, step = self._bounds, cost(group.warmth)
            members = (member for member in self._members(group) if step < bounds.dearest(member))
            costs = ((bounds.least(member, left, group.key), member) for member in members)
            listed = self._listed[group.key, left] = sorted(pair for pair in costs if pair[0] < FAR)
        return listed

    def _is_good(self, way: tuple[int, ...], over: str, spent: int) -> bool:
        """Whether the last person of a way is not on it twice, comes by the warmest tie, and by no way round."""
        last = way[-1]
        if len(way) == 1:
            return True
        if last in way[:-1] or self._starts.get(last, FAR) <= spent:
            return False
        step = self._between(way[-2], last)[0]
        if over != (step.evidence_key if step.kind.is_shared else DIRECT):
            return False
        return not any(self._goes_round(way[place:]) for place in range(len(way) - 2))

    def _goes_round(self, stretch: tuple[int, ...]) -> bool:
        """Whether the ends of a stretch share a group with somebody between, and are tied at no more cost."""
        shared = self._keys(stretch[0]) & self._keys(stretch[-1])
        if not any(shared & self._keys(person) for person in stretch[1:-1]):
            return False
        direct = cost(self._between(stretch[0], stretch[-1])[0].warmth)
        return direct <= sum(cost(step.warmth) for step in self.steps(stretch))

    def _look(self, person: int) -> Neighbourhood:
        if person not in self._around:
            self._around[person] = self._neighbours((person,)).get(person, Neighbourhood())
        return self._around[person]

    def _keys(self, person: int) -> frozenset[str]:
        if person not in self._groups:
            self._groups[person] = frozenset(group.key for group in self._look(person).groups)
        return self._groups[person]

    def _between(self, first: int, second: int) -> tuple[Tie, ...]:
        """Return the ties of two people, warmest first; of equal ones those of the two alone come first."""
        if (first, second) not in self._ties:
            keys = self._keys(second)
            ties = [tie for tie in self._look(first).ties if second in (tie.first, tie.second)]
            shared = [group for group in self._look(first).groups if group.key in keys]
            ties += [Tie(first, second, group.kind, group.key, group.warmth) for group in shared]
            ties.sort(key=lambda tie: (cost(tie.warmth), tie.kind.is_shared, tie.evidence_key))
            self._ties[first, second] = tuple(ties)
        return self._ties[first, second]

    def steps(self, way: tuple[int, ...]) -> tuple[Step, ...]:
        """Return the steps between people, each with all that ties the two."""
        return tuple(Step(one, two, self._between(one, two)) for one, two in pairwise(way))

    def cost(self, way: tuple[int, ...]) -> int:
        """Return what a path costs."""
        return self._starts[way[0]] + sum(cost(step.warmth) for step in self.steps(way))
