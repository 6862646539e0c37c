"""A row as a source: where it stands, its cells, and the bytes by which it is kept and known again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from netcrm.domain.draft import Place
from netcrm.domain.text import clean_line

NOBODY = "The row has no name, organisation, e-mail address, phone number, link or address to call it after."


@dataclass(frozen=True, slots=True)
class RowSource:
    """One row of a table."""

    place: Place
    cells: Sequence[str]
    raw: bytes
    """The titles and the row as a small table in UTF-8, which the same importer reads again."""
    digest: str
    warnings: tuple[str, ...] = ()


def surplus_text(cells: Sequence[str]) -> str:
    """Return the cells past the last title as one text."""
    return "; ".join(filter(None, map(clean_line, cells)))


def surplus_warning(cells: Sequence[str]) -> tuple[str, ...]:
    """Return what is told about cells past the last title, nothing where there are none."""
    count = sum(bool(clean_line(cell)) for cell in cells)
    if not count:
        return ()
    return (f"The row has more cells than there are titles; cells without a title: {count:,}.",)
