"""`python -m tests.bench [--json] [--contacts 1000,100000] [--runs 7]`: all measures, as a table or as JSON."""

from __future__ import annotations

import argparse
import compileall
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import netcrm
from netcrm.clock import Clock
from netcrm.services.crm import Crm
from tests.bench.calendars import calendars
from tests.bench.cold import cold_commands
from tests.bench.duplicates import duplicates
from tests.bench.importing import importing
from tests.bench.measure import Row
from tests.bench.network import build_large
from tests.bench.paths import paths
from tests.bench.terminal import first_rows

_TODAY = date(2026, 11, 23)
_INTERACTIONS_EACH = 10


def measured(sizes: Sequence[int], runs: int) -> Iterator[Row]:
    """Yield every measure at each size."""
    compileall.compile_dir(Path(netcrm.__file__).parent, quiet=1)
    for contacts in sizes:
        with TemporaryDirectory(prefix="netcrm-bench-") as folder:
            store = Path(folder) / "large.db"
            print(f"building {contacts:,} contacts", file=sys.stderr)
            with Crm.open(store, clock=Clock(_TODAY)) as crm:
                build_large(crm, contacts, _INTERACTIONS_EACH)
            today = _TODAY.isoformat()
            yield from cold_commands(store, contacts, today=today, runs=runs)
            yield from first_rows(store, contacts, today=today, runs=runs)
            yield from importing(store, contacts)
            yield from paths(store, contacts, _TODAY)
        yield from duplicates(contacts)
    yield from calendars()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure netcrm, as ratios.")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--contacts", default="1000,100000", help="sizes of the store")
    parser.add_argument("--runs", type=int, default=7, help="how often each pair is taken")
    options = parser.parse_args()
    sizes = [int(size) for size in options.contacts.split(",")]
    rows = []
    for row in measured(sizes, options.runs):
        rows.append(row)
        print(_line(row), file=sys.stderr if options.json else sys.stdout, flush=True)
    if options.json:
        print(json.dumps([_object(row) for row in rows], indent=2))


def _line(row: Row) -> str:
    aim = f"aim {row.aim:g}x" if row.aim else ""
    return (
        f"{row.contacts:>8,}  {row.name:<24} {row.seconds:8.3f} s  {row.ratio:6.2f}x of {row.beside}"
        f" ({row.beside_seconds:.3f} s)  {aim}  {row.note}"
    ).rstrip()


def _object(row: Row) -> dict[str, object]:
    return {
        "name": row.name,
        "contacts": row.contacts,
        "seconds": round(row.seconds, 4),
        "beside": row.beside,
        "beside_seconds": round(row.beside_seconds, 4),
        "ratio": round(row.ratio, 3),
        "aim": row.aim,
        "note": row.note,
    }


if __name__ == "__main__":
    main()
