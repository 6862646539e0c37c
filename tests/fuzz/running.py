"""Batches of damaged cards and rows, each in a process of its own: what was read, what it took, what was found."""

from __future__ import annotations

import resource
import signal
import sys
import time
import traceback
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from random import Random
from types import FrameType

from netcrm.formats import SNIFF_LENGTH, importers
from netcrm.formats.importer import Importer
from tests.fuzz.checking import faults
from tests.fuzz.mutation import made_card, mutated, mutated_table
from tests.fuzz.seeds import card_seeds, table_seeds

CARDS = "vcf"
"""The importer of cards; all others read tables."""
SLOWEST = 1.0
"""Seconds of the processor that no card may take, checks and all: a loaded machine is no fault of the reader."""
_HANGS = 60
"""Seconds after which a case is broken off."""
_MEMORY_EACH = 500
"""Every how many cases the memory of one is traced."""
_MEMORY_FACTOR, _MEMORY_ROOM = 60, 16_000_000
"""A case may take so many times its own bytes at its peak, and so many bytes besides."""
_MADE = 0.15
"""The share of cards that a grammar makes."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one process is to do."""

    kind: str
    """`cards` or `rows`."""
    seed: str
    wanted: int
    """Damaged files with cards, each of one or more; or rows that come out of damaged tables."""


@dataclass(frozen=True, slots=True)
class Found:
    """A case in which something is wrong."""

    kind: str
    fault: str
    """What is wrong, in words that are the same for cases of one sort."""
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Figures:
    """What batches came to."""

    cases: int = 0
    outcomes: int = 0
    slowest: float = 0.0
    """Seconds of the processor that the slowest case took."""
    peak: int = 0
    """Bytes that one traced case took at most."""
    resident: int = 0
    """Bytes of a process at most."""
    found: tuple[Found, ...] = ()

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.cases + other.cases,
            self.outcomes + other.outcomes,
            max(self.slowest, other.slowest),
            max(self.peak, other.peak),
            max(self.resident, other.resident),
            (*self.found, *other.found),
        )


class _Hangs(BaseException):
    """A case does not end; no reader may catch it."""


def run(batch: Batch) -> Figures:
    """Read cases of a batch and return its figures; at most one found case of each sort is kept."""
    random = Random(batch.seed)
    seeds = card_seeds() if batch.kind == "cards" else table_seeds()
    figures = Figures()
    kept: dict[str, Found] = {}
    while (figures.cases if batch.kind == "cards" else figures.outcomes) < batch.wanted:
        data = _case(random, batch.kind, seeds)
        one, wrong = _checked(batch.kind, data, trace=figures.cases % _MEMORY_EACH == 0)
        for fault in wrong:
            kept.setdefault(fault, Found(batch.kind, fault, data))
        figures += one
    return replace(figures, resident=_resident(), found=tuple(kept.values()))


def _case(random: Random, kind: str, seeds: list[bytes]) -> bytes:
    if kind == "rows":
        return mutated_table(random, seeds)
    return made_card(random) if random.random() < _MADE else mutated(random, seeds)


def _checked(kind: str, data: bytes, *, trace: bool) -> tuple[Figures, list[str]]:
    """Read one case and return its figures and what is wrong with it."""
    if trace:
        tracemalloc.start()
    started = time.process_time()
    outcomes = 0
    try:
        with _broken_off_after(_HANGS):
            outcomes, wrong = faults(_importer(kind, data), data)
    except Exception as error:  # noqa: BLE001 - that none escapes is what is looked for
        wrong = [f"{type(error).__name__} at {_where(error)}"]
    except _Hangs:
        wrong = ["it does not end"]
    took = time.process_time() - started
    peak = 0
    if trace:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        if peak > _MEMORY_ROOM + _MEMORY_FACTOR * len(data):
            wrong.append("it takes too much memory")
    elif took > SLOWEST * max(1, outcomes):
        wrong.append("it takes too long")
    return Figures(1, outcomes, 0.0 if trace else took, peak), wrong


def _importer(kind: str, data: bytes) -> Importer:
    """Return the importer that would be chosen for a file; a table that is of no known layout goes to the last one."""
    fitting = _importers(kind)
    return next((importer for importer in fitting if importer.sniff(data[:SNIFF_LENGTH])), fitting[-1])


def can_read(kind: str) -> bool:
    """Return whether there is an importer for cards or rows."""
    return bool(_importers(kind))


def _importers(kind: str) -> list[Importer]:
    return [importer for importer in importers() if (importer.name == CARDS) is (kind == "cards")]


@contextmanager
def _broken_off_after(seconds: int) -> Iterator[None]:
    """Raise `_Hangs` inside the block after so many seconds, where the system can."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise _Hangs

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _where(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{frame.filename.rpartition('netcrm/')[2]}, {frame.name}"


def _resident() -> int:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
