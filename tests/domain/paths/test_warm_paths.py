"""Warm paths are those that a search through every simple path finds, and their steps tell why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

import pytest

from netcrm.domain.paths import bounds
from netcrm.domain.paths.neighbourhood import Group, Neighbourhood
from netcrm.domain.paths.warm_paths import Path, warm_paths
from netcrm.domain.paths.warmth import COLDEST, Tie, TieKind, cost

SHARED = [kind for kind in TieKind if kind.is_shared]
DIRECT = [kind for kind in TieKind if not kind.is_shared]


@dataclass
class Network:
    """Ties and groups in memory, that count what is asked of them."""

    ties: list[Tie] = field(default_factory=list)
    groups: dict[Group, frozenset[int]] = field(default_factory=dict)
    asked: set[int] = field(default_factory=set)

    def tie(self, first: int, second: int, kind: str, warmth: float | None = None) -> None:
        known = TieKind(kind)
        key = f"{kind}:{len(self.ties)}"
        self.ties.append(Tie(first, second, known, key, known.warmth if warmth is None else warmth))

    def group(self, kind: str, *members: int, size: int = 0) -> None:
        self.groups[Group(TieKind(kind), f"{kind}:{len(self.groups)}", size or len(members))] = frozenset(members)

    def around(self, person: int) -> Neighbourhood:
        return Neighbourhood(
            tuple(tie for tie in self.ties if person in (tie.first, tie.second)),
            tuple(group for group, members in self.groups.items() if person in members),
        )

    def neighbours(self, people: Sequence[int]) -> Mapping[int, Neighbourhood]:
        self.asked.update(people)
        return {person: around for person in people if (around := self.around(person)) != Neighbourhood()}

    def members(self, group: Group) -> Collection[int]:
        return self.groups[group]

    def paths(
        self, targets: Sequence[int], closeness: Mapping[int, float], *, most: int = 5, without: Sequence[int] = ()
    ) -> tuple[Path, ...]:
        leads = frozenset(without).isdisjoint
        return warm_paths(
            targets, closeness, self.neighbours, self.members, leads=lambda person: leads((person,)), most=most
        )


def ways(paths: Sequence[Path]) -> list[tuple[int, ...]]:
    return [path.people for path in paths]


class BruteForce:
    """Every simple path of at most four people, judged by the words of the module and nothing else."""

    def __init__(self, network: Network, closeness: Mapping[int, float], blocked: Sequence[int]) -> None:
        self.starts = {person: cost(near) for person, near in closeness.items() if near > 0 and person not in blocked}
        self.blocked = blocked
        self.groups = network.groups
        self.costs: dict[tuple[int, int], int] = {}
        pairs = [(tie.first, tie.second, tie.warmth) for tie in network.ties]
        for group, members in network.groups.items():
            pairs += [(one, other, group.warmth) for one in members for other in members if one < other]
        for one, other, warmth in pairs:
            for pair in ((one, other), (other, one)):
                self.costs[pair] = min(self.costs.get(pair, 10**9), cost(warmth))

    def best(self, targets: Sequence[int], people: Sequence[int], most: int) -> list[tuple[int, tuple[int, ...]]]:
        ends = set(targets) - set(self.blocked)
        every = (way for start in self.starts for way in self.simple((start,), ends, people))
        judged = sorted((self.cost(way), way) for way in every if not self.goes_round(way))
        return [(price, way) for price, way in judged if price <= cost(COLDEST)][:most]

    def simple(self, way: tuple[int, ...], ends: set[int], people: Sequence[int]) -> Iterator[tuple[int, ...]]:
        if way[-1] in ends:
            yield way
        elif len(way) < 4:
            for person in people:
                if person not in way and person not in self.blocked and (way[-1], person) in self.costs:
                    yield from self.simple((*way, person), ends, people)

    def cost(self, way: tuple[int, ...]) -> int:
        return self.starts[way[0]] + self.along(way)

    def along(self, way: tuple[int, ...]) -> int:
        return sum(self.costs[pair] for pair in pairwise(way))

    def goes_round(self, way: tuple[int, ...]) -> bool:
        for last in range(1, len(way)):
            if self.starts.get(way[last], 10**9) <= self.cost(way[: last + 1]):
                return True
            for first in range(last - 1):
                stretch = way[first : last + 1]
                for members in self.groups.values():
                    between = any(person in members for person in stretch[1:-1])
                    if between and way[first] in members and way[last] in members:
                        direct = self.costs[way[first], way[last]]
                        if direct <= self.along(stretch):
                            return True
        return False


def random_network(random: Random) -> tuple[Network, list[int], dict[int, float], list[int], list[int]]:
    people = list(range(1, random.randint(3, 13)))
    network = Network()
    for _ in range(random.randint(0, len(people) * 2)):
        first, second = random.sample(people, 2)
        network.tie(first, second, random.choice(DIRECT), random.choice([None, random.uniform(0.02, 1)]))
    for _ in range(random.randint(0, 5)):
        members = random.sample(people, random.randint(2, len(people)))
        network.group(random.choice(SHARED), *members, size=random.choice([0, 2, 200]))
    close = random.sample(people, random.randint(0, min(5, len(people))))
    closeness = {person: random.choice([0.0, 0.3, 0.9, random.random()]) for person in close}
    targets = random.sample(people, random.choice([1, 1, 1, 2, 3][: len(people)]))
    blocked = random.sample(people, random.choice([0, 0, 1, 2]))
    return network, people, closeness, targets, blocked


@pytest.mark.parametrize("asked_forward", [0, 3, 2000])
@pytest.mark.parametrize("first_seed", range(0, 600, 100))
def test_paths_are_those_of_a_search_through_all(
    first_seed: int, asked_forward: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "_MOST_FORWARD", asked_forward)
    lengths = set()
    for seed in range(first_seed, first_seed + 100):
        random = Random(seed)
        network, people, closeness, targets, blocked = random_network(random)
        most = random.choice([1, 2, 5, 50])
        found = network.paths(targets, closeness, most=most, without=blocked)
        expected = BruteForce(network, closeness, blocked).best(targets, people, most)
        assert [(path.cost, path.people) for path in found] == expected, seed
        lengths |= {len(path.people) for path in found}
    assert lengths == {1, 2, 3, 4}


def test_the_order_of_what_the_store_tells_changes_nothing() -> None:
    for seed in range(60):
        network, _, closeness, targets, blocked = random_network(Random(seed))
        turned = Network(network.ties[::-1], dict(reversed(network.groups.items())))
        near = dict(reversed(closeness.items()))
        assert turned.paths(targets[::-1], near, without=blocked) == network.paths(targets, closeness, without=blocked)


def test_equally_warm_paths_come_by_the_ids_of_their_people() -> None:
    network = Network()
    for person in (5, 3, 4):
        network.tie(person, 9, "friend")
    assert ways(network.paths([9], {4: 0.5, 5: 0.5, 3: 0.5})) == [(3, 9), (4, 9), (5, 9)]


def test_somebody_whom_the_user_knows_is_a_path_of_one() -> None:
    (path,) = Network().paths([7], {7: 0.5})
    assert (path.people, path.steps, path.closeness) == ((7,), (), 0.5)
    assert path.warmth == pytest.approx(0.5, abs=0.001)


def test_a_warm_way_round_comes_before_a_cold_straight_one() -> None:
    network = Network()
    network.tie(1, 9, "monitor", 0.05)
    network.tie(1, 2, "friend")
    network.tie(2, 9, "mentor")
    assert ways(network.paths([9], {1: 0.9})) == [(1, 2, 9), (1, 9)]


def test_nobody_asks_one_person_for_another_whom_they_know_better() -> None:
    network = Network()
    network.tie(1, 2, "friend")
    network.tie(2, 9, "friend")
    assert ways(network.paths([9], {1: 0.5, 2: 0.6})) == [(2, 9)]
    assert ways(network.paths([9], {1: 0.9, 2: 0.1})) == [(1, 2, 9), (2, 9)]


def test_one_more_colleague_of_the_same_organisation_is_no_other_path() -> None:
    network = Network()
    network.group("colleagues-now", 1, 2, 3, 4, 9)
    assert ways(network.paths([9], {1: 0.9})) == [(1, 9)]


def test_two_more_colleagues_are_none_either_where_a_study_ties_those() -> None:
    network = Network()
    network.group("colleagues-now", 1, 2, 3, 9)
    network.group("same-study", 2, 3)
    assert ways(network.paths([9], {1: 0.9})) == [(1, 9)]


def test_a_colleague_who_is_a_friend_of_both_is_another_path_and_a_better_one() -> None:
    network = Network()
    network.group("colleagues-now", 1, 2, 9, size=2000)
    network.tie(1, 2, "friend")
    network.tie(2, 9, "friend")
    assert ways(network.paths([9], {1: 0.9})) == [(1, 2, 9), (1, 9)]


def test_a_path_has_at_most_four_people() -> None:
    network = Network()
    for person in range(1, 6):
        network.tie(person, person + 1, "friend")
    assert ways(network.paths([4], {1: 0.9})) == [(1, 2, 3, 4)]
    assert network.paths([5], {1: 0.9}) == ()


def test_a_large_group_is_colder_than_a_small_one() -> None:
    network = Network()
    network.group("same-study", 1, 9, size=2000)
    network.group("same-study", 2, 9, size=12)
    small, large = network.paths([9], {1: 0.5, 2: 0.5})
    assert (small.people, large.people) == ((2, 9), (1, 9))
    assert small.warmth > 2 * large.warmth


def test_what_is_too_cold_is_no_path() -> None:
    network = Network()
    network.tie(1, 2, "friend", 0.03)
    network.tie(2, 9, "friend", 0.03)
    assert network.paths([9], {1: 0.9}) == ()


def test_a_path_ends_at_the_first_person_of_an_organisation() -> None:
    network = Network()
    network.tie(1, 8, "friend")
    network.group("colleagues-now", 7, 8, 9)
    assert ways(network.paths([7, 8, 9], {1: 0.9})) == [(1, 8)]


def test_nothing_leads_over_or_to_people_who_are_out_of_reach() -> None:
    network = Network()
    network.tie(1, 2, "friend")
    network.tie(2, 9, "friend")
    network.tie(1, 3, "colleague")
    network.tie(3, 9, "monitor")
    assert ways(network.paths([9], {1: 0.9})) == [(1, 2, 9), (1, 3, 9)]
    assert ways(network.paths([9], {1: 0.9}, without=[2])) == [(1, 3, 9)]
    assert network.paths([9], {1: 0.9}, without=[1]) == ()
    assert network.paths([9], {1: 0.9}, without=[9]) == ()


@pytest.mark.parametrize(
    ("targets", "closeness", "most"),
    [([], {1: 0.9}, 5), ([9], {}, 5), ([9], {1: 0.0}, 5), ([9], {1: 0.9}, 0), ([8], {1: 0.9}, 5)],
)
def test_there_may_be_no_path(targets: list[int], closeness: dict[int, float], most: int) -> None:
    network = Network()
    network.tie(1, 9, "friend")
    assert network.paths(targets, closeness, most=most) == ()


def test_a_step_tells_all_that_ties_two_people_warmest_first() -> None:
    network = Network()
    network.group("same-event", 1, 9, size=40)
    network.tie(9, 1, "monitor")
    network.group("colleagues-now", 1, 9)
    (path,) = network.paths([9], {1: 0.9})
    (step,) = path.steps
    assert [tie.kind for tie in step.ties] == ["colleagues-now", "monitor", "same-event"]
    assert [tie.evidence_key for tie in step.ties] == ["colleagues-now:1", "monitor:0", "same-event:0"]
    assert (step.ties[1].first, step.ties[1].second) == (9, 1)
    assert step.warmth == 0.7


def test_only_people_whom_a_good_path_may_touch_are_asked_for() -> None:
    network = Network()
    network.tie(1, 9, "friend")
    network.tie(9, 20, "friend")
    for person in range(20, 60):
        network.tie(person, person + 1, "friend")
    assert ways(network.paths([9], {1: 0.9}, most=1)) == [(1, 9)]
    assert network.asked <= {1, 9, 20, 21}
