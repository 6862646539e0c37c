"""The least that a way from somebody to a target costs, found by walking back from the targets.

What it tells never lies too high, so that the search of `warm_paths` may leave aside what it calls too dear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from netcrm.domain.paths.neighbourhood import Group, Members, Neighbourhood, Neighbours
from netcrm.domain.paths.warmth import cost

DIRECT = ""
"""In place of a group's key: a tie of two people alone."""
FAR = 10**9
"""More than any path costs."""
_PORTION = 500
"""How many people's neighbours are asked for at once."""
_MOST_FORWARD = 2000
"""Of more people it is not asked whom they reach: the walk back from the targets will soon meet one of them."""


class PathBounds:
    """The cheapest ways from people to a target, by the number of people on them.

    A label is (cost, the group it goes on over, the cost where that group may not be gone over). Layer `n` holds the
    labels that improved with n people; the latest up to n counts.
    """

    def __init__(
        self,
        ends: frozenset[int],
        starts: Mapping[int, int],
        neighbours: Neighbours,
        members: Members,
        leads: Callable[[int], bool],
    ) -> None:
        self.ends = ends
        self._starts = starts
        self._nearest = min(starts.values())
        self._neighbours = neighbours
        self._members = members
        self._leads = leads
        self._from_user: list[Mapping[int, int] | None] = [starts]
        """What it costs the user to come to people as the first, as one of the first two …"""
        self._entered: dict[str, int] = {}
        """At what cost each group was last walked through."""
        self._layers: list[dict[int, tuple[int, str, int]]] = [{}, dict.fromkeys(ends, (0, DIRECT, 0))]

    def label(self, person: int, people: int) -> tuple[int, str, int] | None:
        """Return the label of somebody for a way of at most so many people, themselves among them."""
        for number in range(people, 0, -1):
            label = self._layers[number].get(person)
            if label is not None:
                return label
        return None

    def least(self, person: int, people: int, without: str = DIRECT) -> int:
        """Return the least that a way of so many people costs which does not begin over the group `without`."""
        label = self.label(person, people)
        if label is None:
            return FAR
        return label[2] if without and label[1] == without else label[0]

    def reached(self, people: int) -> Iterator[int]:
        """Yield those to start with from whom a target is reached with so many people."""
        return (person for person in self._starts if self.label(person, people) is not None)

    def extend(self, cutoff: int, most_people: int) -> None:
        """Add the layer of one more person, of those whom the user reaches with the people that are left.

        Args:
            cutoff: What a whole path may cost.
            most_people: Of a path.
        """
        frontier = self._layers[-1]
        self._layers.append({})
        forward = self._forward(most_people - len(self._layers) + 2)
        entries: dict[str, tuple[int, Group]] = {}
        worthwhile = [person for person, label in frontier.items() if label[0] + self._nearest < cutoff]
        for person, around in self._around(worthwhile):
            at_best, over, otherwise = frontier[person]
            dearest = self.dearest(person)
            for tie in around.ties:
                price = cost(tie.warmth)
                if price < dearest:
                    other = tie.second if tie.first == person else tie.first
                    self._improve((other,), at_best + price, DIRECT, cutoff, forward)
            for group in around.groups:
                through = otherwise if over == group.key else at_best
                known = entries.get(group.key)
                if (known is None or through < known[0]) and cost(group.warmth) < dearest:
                    entries[group.key] = through, group
        for key, (through, group) in entries.items():
            total = through + cost(group.warmth)
            if total + self._nearest <= cutoff and total < self._entered.get(key, FAR):
                self._entered[key] = total
                self._improve(self._members(group), total, key, cutoff, forward)

    def dearest(self, person: int) -> int:
        """Return below which cost the step to somebody lies on a path that is better than the user's own way there."""
        return self._starts.get(person, FAR) - self._nearest

    def _around(self, people: Sequence[int]) -> Iterator[tuple[int, Neighbourhood]]:
        for place in range(0, len(people), _PORTION):
            yield from self._neighbours(people[place : place + _PORTION]).items()

    def _forward(self, people: int) -> Mapping[int, int] | None:
        """Return the least that it costs the user to come to somebody as one of the first so many people.

        None where it is not known, since that would be asking for too many.
        """
        while len(self._from_user) < people:
            last = self._from_user[-1]
            self._from_user.append(None if last is None or len(last) > _MOST_FORWARD else self._one_further(last))
        return self._from_user[people - 1]

    def _one_further(self, reached: Mapping[int, int]) -> dict[int, int]:
        """Return what it costs to come to those whom others know, and to these themselves."""
        further = dict(reached)
        entries: dict[str, tuple[int, Group]] = {}
        for person, around in self._around(list(reached)):
            spent = reached[person]
            for tie in around.ties:
                other = tie.second if tie.first == person else tie.first
                further[other] = min(further.get(other, FAR), spent + cost(tie.warmth))
            for group in around.groups:
                if group.key not in entries or spent < entries[group.key][0]:
                    entries[group.key] = spent, group
        for spent, group in entries.values():
            total = spent + cost(group.warmth)
            for person in self._members(group):
                if further.get(person, FAR) > total:
                    further[person] = total
        return further

    def _improve(
        self, people: Iterable[int], total: int, over: str, cutoff: int, forward: Mapping[int, int] | None
    ) -> None:
        """Give people a label where none of theirs is as good, and where the user can come to them."""
        if total + self._nearest > cutoff:
            return
        layer = self._layers[-1]
        number = len(self._layers) - 1
        new = (total, over, FAR)
        if forward is not None and not isinstance(people, tuple):
            people = forward.keys() & people
        for person in people:
            if forward is not None and forward.get(person, FAR) + total > cutoff:
                continue
            label = self.label(person, number)
            if label is None:
                if self._leads(person):
                    layer[person] = new
            elif person in self.ends:
                continue
            elif total < label[0]:
                layer[person] = total, over, label[2] if label[1] == over else label[0]
            elif total < label[2] and over != label[1]:
                layer[person] = label[0], label[1], total
