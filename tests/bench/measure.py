"""Taking times so that a ratio means something: both sides in turn, in one run, on one interpreter."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: ours, what it is set against, and the ratio that is aimed at."""

    name: str
    contacts: int
    seconds: float
    beside: str
    beside_seconds: float
    aim: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float:
        """How many times as long ours takes."""
        return self.seconds / self.beside_seconds


def in_turn(ours: Callable[[], float], beside: Callable[[], float], *, runs: int) -> tuple[float, float]:
    """Return the median seconds of both, taken in turn after one run of each to warm up."""
    ours(), beside()
    pairs = [(ours(), beside()) for _ in range(runs)]
    return median(one for one, _ in pairs), median(other for _, other in pairs)


def wall(function: Callable[[], object]) -> float:
    """Return the seconds that a call takes."""
    started = time.perf_counter()
    function()
    return time.perf_counter() - started


def process(arguments: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return the seconds of a whole process of this interpreter, from its start to its end."""

    def run() -> None:
        whole = {**as_installed(), **environment}
        subprocess.run([sys.executable, *arguments], env=whole, check=True, capture_output=True)

    return wall(run)


def as_installed() -> dict[str, str]:
    """Return this environment as an installed program has it: with its modules compiled beforehand."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
