"""Duplicates: the time of a scan beside the import of the same people, and how many are found, rightly.

python -m tests.bench.duplicates [--contacts 10000,100000] [--seeds 11,12,13]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from netcrm.clock import Clock
from netcrm.services.crm import Crm
from netcrm.services.duplicates import DuplicatePair
from netcrm.services.exports import ExportKind
from netcrm.services.network import Member, Network
from tests.bench.measure import Row
from tests.bench.people_with_truth import Card, generated, true_pairs

_TODAY = date(2026, 11, 23)
SEEDS = (11, 12, 13)
"""Not looked at while the rules were made."""
_PORTION = 5000

# The peak of the process's own memory: what `getrusage` tells of a child can be that of the parent it was forked from.
_PEAK = """
import sys
from pathlib import Path
from netcrm.services.crm import Crm
with Crm.open(Path(sys.argv[1])) as crm:
    crm.duplicates.find()
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(status["VmHWM"].split()[0])
"""


@dataclass(frozen=True, slots=True)
class Found:
    """How well a scan did."""

    recall: float
    precision: float
    surely: float
    """The precision of those whose score says that they are the same."""
    pairs: int


def duplicates(contacts: int, *, seed: int = SEEDS[0]) -> Iterator[Row]:
    """Yield a row for the scan of that many generated people, in CPU seconds, beside their import from cards."""
    cards = generated(contacts, seed)
    with TemporaryDirectory() as folder:
        store, file = Path(folder) / "people.db", Path(folder) / "people.vcf"
        with Crm.open(store, clock=Clock(_TODAY)) as crm:
            for first in range(0, len(cards), _PORTION):
                portion = [Member(card.details, _TODAY) for card in cards[first : first + _PORTION]]
                crm.load_network(Network(portion), f"people {first + 1}")
            crm.exports.write(ExportKind.VCF, file)
            found: list[DuplicatePair] = []
            scan = _cpu(lambda: found.extend(crm.duplicates.find()))
        with Crm.open(Path(folder) / "imported.db", clock=Clock(_TODAY)) as crm:
            beside = _cpu(lambda: crm.imports.bring_in([file]))
        peak = subprocess.run(
            [sys.executable, "-c", _PEAK, str(store)], check=True, capture_output=True, text=True
        ).stdout
    how = judged(cards, [(pair.first.id - 1, pair.second.id - 1, pair.score) for pair in found])
    note = (
        f"recall {how.recall:.4f}, precision {how.precision:.4f} ({how.surely:.4f} from 90 on), {how.pairs:,} pairs,"
        f" {int(peak) // 1024} MB"
    )
    yield Row("duplicates", contacts, scan, "the import of the same cards", beside, 0.6, note)


def judged(cards: Sequence[Card], found: Sequence[tuple[int, int, int]]) -> Found:
    """Return how many of the true pairs were found, and how many of the found ones are one person's.

    Args:
        found: Places in `cards`, the lower first, and the score.
    """
    right = {(one, other) for one, other, _ in found if cards[one].person == cards[other].person}
    truth = set(true_pairs(cards))
    surely = [(one, other) for one, other, score in found if score >= 90]
    return Found(
        recall=len(truth & right) / max(len(truth), 1),
        precision=len(right) / max(len(found), 1),
        surely=sum(pair in right for pair in surely) / max(len(surely), 1),
        pairs=len(found),
    )


def _cpu(function: Callable[[], object]) -> float:
    started = time.process_time()
    function()
    return time.process_time() - started


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.duplicates", description=__doc__)
    parser.add_argument("--contacts", default="10000,100000", help="how many people")
    parser.add_argument("--seeds", default=",".join(map(str, SEEDS)), help="of the generated people")
    options = parser.parse_args()
    for contacts in map(int, options.contacts.split(",")):
        for seed in map(int, options.seeds.split(",")):
            for row in duplicates(contacts, seed=seed):
                ratio = f"{row.seconds:.2f} s, {row.ratio:.2f}x of {row.beside} ({row.beside_seconds:.2f} s)"
                print(f"{row.contacts:>8,}  seed {seed}  {ratio}  {row.note}", flush=True)


if __name__ == "__main__":
    main()
