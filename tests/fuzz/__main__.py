"""Damaged cards and rows by the hundred thousand through the importers: `python -m tests.fuzz`."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from hashlib import blake2b
from multiprocessing import get_context
from pathlib import Path

from tests.fuzz.running import Batch, Figures, can_read, run

_PROCESSES = 2
_BATCH = 2_500
"""Cards or rows of one batch."""


def main() -> int:
    """Run, print the figures and what was found; return 1 where anything was."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--cards", type=int, default=200_000, help="damaged files with cards")
    parser.add_argument("--rows", type=int, default=50_000, help="rows that come out of damaged tables")
    parser.add_argument("--seed", type=int, default=1, help="the same seed damages the same way")
    parser.add_argument("--keep", type=Path, help="a folder for the bytes of found cases")
    options = parser.parse_args()
    is_clean = True
    with ProcessPoolExecutor(_PROCESSES, mp_context=get_context("spawn")) as pool:
        for kind, wanted in (("cards", options.cards), ("rows", options.rows)):
            if not wanted:
                continue
            if not can_read(kind):
                print(f"{kind}: there is no importer")
                continue
            started = time.perf_counter()
            figures = sum(pool.map(run, _batches(kind, options.seed, wanted)), Figures())
            _tell(kind, figures, time.perf_counter() - started)
            is_clean &= not figures.found
            if options.keep:
                _keep(options.keep, figures)
    return not is_clean


def _batches(kind: str, seed: int, wanted: int) -> Iterator[Batch]:
    for number, start in enumerate(range(0, wanted, _BATCH)):
        yield Batch(kind, f"{seed}/{kind}/{number}", min(_BATCH, wanted - start))


def _tell(kind: str, figures: Figures, seconds: float) -> None:
    print(
        f"{kind}: {figures.outcomes:,} out of {figures.cases:,} damaged files in {seconds:.0f} s; slowest file"
        f" {figures.slowest:.3f} s, peak of one {figures.peak / 1e6:.1f} MB, process {figures.resident / 1e6:.0f} MB"
    )
    sorts = sorted({found.fault for found in figures.found})
    print(f"  {len(sorts)} sorts of faults" + "".join(f"\n  - {fault}" for fault in sorts))


def _keep(folder: Path, figures: Figures) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shortest = {found.fault: found for found in sorted(figures.found, key=lambda found: -len(found.data))}
    for found in shortest.values():
        name = f"{found.kind}-{blake2b(found.fault.encode(), digest_size=4).hexdigest()}"
        (folder / f"{name}.bin").write_bytes(found.data)
        (folder / f"{name}.txt").write_text(f"{found.fault}\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
