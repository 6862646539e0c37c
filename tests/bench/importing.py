"""A whole import, its undo and the same file again, beside bare vobject that only parses."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from netcrm.services.crm import Crm
from netcrm.services.exports import ExportKind
from tests.bench.measure import Row, wall
from tests.bench.reading import reading

_VOBJECT_CARDS = 5_000
"""vobject is linear: this many cards tell how long all would take."""

_PEAK = """
import re, sys
from pathlib import Path
from netcrm.services.crm import Crm
with Crm.open(Path(sys.argv[1])) as crm:
    crm.imports.bring_in([Path(sys.argv[2])])
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""
"""What getrusage tells of a child carries its parent's peak, and ours is large by then."""


def importing(store: Path, contacts: int) -> Iterator[Row]:
    """Yield rows for the import of a file of that many cards, made from the people of `store`."""
    with TemporaryDirectory() as folder:
        cards = Path(folder) / "people.vcf"
        with Crm.open(store) as crm:
            crm.exports.write(ExportKind.VCF, cards)
        yield from reading(cards, contacts)
        bare = _bare_vobject(cards, contacts)
        with Crm.open(Path(folder) / "new.db") as crm:
            first = wall(lambda: crm.imports.bring_in([cards]))
            again = wall(lambda: crm.imports.bring_in([cards]))
            undo = wall(crm.history.undo)
        size = (Path(folder) / "new.db").stat().st_size / cards.stat().st_size
        peak = subprocess.run(
            [sys.executable, "-c", _PEAK, str(Path(folder) / "peak.db"), str(cards)],
            check=True,
            capture_output=True,
            text=True,
        )
        megabytes = int(peak.stdout) / 1024
    speed = contacts / first
    yield Row(
        "import", contacts, first, "bare vobject, parsing only", bare, 0.2, f"{speed:,.0f} cards/s, {megabytes:.0f} MB"
    )
    yield Row("the same file again", contacts, again, "the first import", first, 0.1)
    yield Row("undo of the import", contacts, undo, "the import", first, 0.5, f"store {size:.1f}x the cards' bytes")


def _bare_vobject(cards: Path, contacts: int) -> float:
    from vobject import base

    text = cards.read_bytes().decode()
    end = "END:VCARD\r\n"
    parts = [part for part in text.split(end) if part][:_VOBJECT_CARDS]
    some = "".join(part + end for part in parts)
    taken = wall(lambda: [None for _ in base.readComponents(io.StringIO(some))])
    return taken * contacts / len(parts)
