"""Warm paths: the time and the memory of one question in a large network, beside counting all its ties once.

python -m tests.bench.warm_paths [--contacts 100000]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from statistics import median

from netcrm.domain.neighbourhood import Group, Neighbourhood
from netcrm.domain.warm_paths import Path, warm_paths
from netcrm.domain.warmth import Tie, TieKind
from tests.bench.measure import Row, wall

_TIES_EACH = 3
_LARGE = ((TieKind.COLLEAGUES_NOW, 5000), (TieKind.SAME_STUDY, 2000))
_SIZES = {
    TieKind.COLLEAGUES_NOW: 25,
    TieKind.COLLEAGUES_ONCE: 10,
    TieKind.SAME_ORGANISATION: 40,
    TieKind.SAME_STUDY: 60,
    TieKind.SAME_STUDY_SITE: 5,
    TieKind.SAME_EVENT: 80,
    TieKind.SAME_PAPER: 6,
}
"""How many of the contacts a usual group has, about."""
_DIRECT = tuple(kind for kind in TieKind if not kind.is_shared)
_CLOSE = 300
_QUESTIONS = 20

_PEAK = """
import sys
from tests.bench.warm_paths import LargeNetwork
def kilobytes():
    status = dict(line.split(":", 1) for line in open("/proc/self/status").read().splitlines())
    return int(status["VmHWM"].split()[0])
network = LargeNetwork(int(sys.argv[1]))
before = kilobytes()
network.ask(getattr(network, sys.argv[2])())
print(kilobytes() - before)
"""


@dataclass
class LargeNetwork:
    """Contacts with three ties each: one of two people for each, the others memberships of groups.

    Rows are kept as plain numbers, and values made when they are asked for, as a store does.
    """

    contacts: int
    seed: int = 7
    sent: int = field(default=0, init=False)
    """Whose neighbours were asked for, counted each time."""

    def __post_init__(self) -> None:
        random = Random(self.seed)
        self.direct: list[list[tuple[int, int, int]]] = [[] for _ in range(self.contacts)]
        self.groups_of: list[list[int]] = [[] for _ in range(self.contacts)]
        self.members_of: list[list[int]] = []
        self.kinds: list[TieKind] = []
        left = self.contacts * _TIES_EACH
        for kind, size in _LARGE:
            left -= self._add_group(kind, random.sample(range(self.contacts), min(size, self.contacts // 4)))
        kinds, sizes = list(_SIZES), list(_SIZES.values())
        while left > self.contacts:
            place = random.randrange(len(kinds))
            size = max(2, min(round(random.expovariate(1 / sizes[place])), sizes[place] * 4))
            left -= self._add_group(kinds[place], random.sample(range(self.contacts), size))
        for _ in range(left):
            first, second = random.sample(range(self.contacts), 2)
            kind_number = random.randrange(len(_DIRECT))
            self.direct[first].append((first, second, kind_number))
            self.direct[second].append((first, second, kind_number))
        self.closeness = {
            person: 0.15 + 0.8 * random.random() for person in random.sample(range(self.contacts), _CLOSE)
        }
        self._random = random

    def _add_group(self, kind: TieKind, members: list[int]) -> int:
        for person in members:
            self.groups_of[person].append(len(self.kinds))
        self.members_of.append(members)
        self.kinds.append(kind)
        return len(members)

    def neighbours(self, people: Sequence[int]) -> Mapping[int, Neighbourhood]:
        self.sent += len(people)
        return {
            person: Neighbourhood(
                tuple(
                    Tie(first, second, _DIRECT[kind], f"relation:{first}:{second}", _DIRECT[kind].warmth)
                    for first, second, kind in self.direct[person]
                ),
                tuple(
                    Group(self.kinds[number], f"group:{number}", len(self.members_of[number]))
                    for number in self.groups_of[person]
                ),
            )
            for person in people
        }

    def members(self, group: Group) -> Collection[int]:
        return self.members_of[int(group.key.removeprefix("group:"))]

    def ask(self, targets: Collection[int]) -> tuple[Path, ...]:
        """Return the five best paths to any of the targets."""
        return warm_paths(targets, self.closeness, self.neighbours, self.members)

    def anybody(self) -> list[int]:
        """Return a person, another one each time."""
        return [self._random.randrange(self.contacts)]

    def somebody_large(self) -> list[int]:
        """Return a person of the largest organisation."""
        return [self._random.choice(self.members_of[0])]

    def largest_organisation(self) -> list[int]:
        """Return everybody of the largest organisation."""
        return self.members_of[0]

    def count(self) -> int:
        """Return how many ties there are, having looked at each person's."""
        return sum(len(ties) for ties in self.direct) + sum(len(groups) for groups in self.groups_of)


_ASKED: dict[str, Callable[[LargeNetwork], list[int]]] = {
    "anybody": LargeNetwork.anybody,
    "somebody_large": LargeNetwork.somebody_large,
    "largest_organisation": LargeNetwork.largest_organisation,
}


def paths_of_a_large_network(contacts: int) -> Iterator[Row]:
    """Yield a row for each kind of question: the median of twenty, the longest and the peak of memory in the note."""
    network = LargeNetwork(contacts)
    beside = median(wall(network.count) for _ in range(7))
    for name, targets in _ASKED.items():
        seconds, found, sent = [], 0, network.sent
        for _ in range(_QUESTIONS):
            people = targets(network)
            started = time.perf_counter()
            found += len(network.ask(people))
            seconds.append(time.perf_counter() - started)
        looked_at = (network.sent - sent) // _QUESTIONS
        tracemalloc.start()
        network.ask(targets(network))
        megabytes = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        process = subprocess.run(
            [sys.executable, "-c", _PEAK, str(contacts), name], check=True, capture_output=True, text=True
        )
        note = (
            f"longest {max(seconds):.3f} s, peak {megabytes:.1f} MB of values, {int(process.stdout) // 1024} MB of the"
            f" process; {found / _QUESTIONS:.1f} paths, {looked_at:,} people looked at"
        )
        yield Row(
            f"warm paths: {name.replace('_', ' ')}", contacts, median(seconds), "counting all ties", beside, note=note
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.warm_paths", description=__doc__)
    parser.add_argument("--contacts", default="100000", help="how many people")
    options = parser.parse_args()
    for contacts in map(int, options.contacts.split(",")):
        for row in paths_of_a_large_network(contacts):
            print(f"{row.contacts:>8,}  {row.name:<36} {row.seconds:.3f} s  {row.note}", flush=True)


if __name__ == "__main__":
    main()
