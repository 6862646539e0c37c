"""The importers for tables: a stream in, a draft or a problem out for each row of people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from hashlib import blake2b
from typing import BinaryIO

from netcrm.domain.columns import ColumnMapping, TableView, Target
from netcrm.domain.draft import Draft, Place, Problem
from netcrm.formats.csv.layouts import Layout, known_mapping, layout_key, layout_of
from netcrm.formats.csv.lines import is_text
from netcrm.formats.csv.mapping import proposed
from netcrm.formats.csv.own import OwnRowReader
from netcrm.formats.csv.records import Row
from netcrm.formats.csv.rows import RowReader
from netcrm.formats.csv.shape import MAIL, PHONE, Shape
from netcrm.formats.csv.source import RowSource
from netcrm.formats.csv.table import COLUMN_LIMIT, Table, table_in
from netcrm.formats.csv.writing import row_writer
from netcrm.formats.importer import Unread

Remembered = Callable[[str], ColumnMapping | None]
"""What a user said before of the layout with this key."""

SAMPLE_COUNT = 5
"""Rows that a dialog shows of a table."""

_LABELS = {
    Layout.LINKEDIN: "LinkedIn table",
    Layout.GOOGLE: "Google table",
    Layout.OUTLOOK: "Outlook table",
    Layout.THUNDERBIRD: "Thunderbird table",
    Layout.NETCRM: "netcrm table",
    Layout.OTHER: "CSV",
}
_OTHER_TEXTS = ("{", "[", "<", "BEGIN:", "%PDF", "#!", "---", "MIME-Version:")
"""How texts begin that are of another kind."""
_MENDED = "A quote in this row was never closed; its cells may be cut in the wrong place."
_CONSISTENT = 0.8
"""The share of rows with one number of cells from which a text is taken for a table by its look."""


_FEWEST = 2
"""Rows that make a list: one line of a text may well begin and end like a name."""
_TELLING = frozenset({Target.NAME, Target.GIVEN, Target.FAMILY, Target.EMAIL, Target.PHONE})
"""What tells that a table is one of people."""


def nothing_remembered(_key: str) -> ColumnMapping | None:
    """Return that nobody said what a layout means."""
    return None


class CsvImporter:
    """Reads tables of one layout, and of any other where it is told to."""

    def __init__(
        self, layout: Layout, *, mapping: ColumnMapping | None = None, remembered: Remembered = nothing_remembered
    ) -> None:
        """Prepare to read.

        Args:
            layout: Whose tables.
            mapping: What the columns mean, where the user says so; it counts for tables of as many columns.
            remembered: Looks up what the user said before of a layout, by its key.
        """
        self.layout = layout
        self.name = layout.value
        self.label = _LABELS[layout]
        self.suffixes = (".csv", ".tsv") if layout is Layout.OTHER else ()
        self._mapping = mapping
        self._remembered = remembered

    def sniff(self, head: bytes) -> bool:
        """Return whether a table of this layout begins in `head`."""
        shape = shape_in(head)
        if shape is None or not shape.titles:
            return False
        if not shape.has_header:
            return self.layout is Layout.OTHER and _looks_like_people(shape)
        found = layout_of(shape.titles)
        if found is not self.layout:
            return False
        return found is not Layout.OTHER or _looks_like_people(shape)

    def cut(self, stream: BinaryIO, file: str) -> Iterator[Unread]:
        """Yield each row of `stream` unread; nothing for a file without a row below its header."""
        table = Table(stream)
        reader = self._row_reader(table)
        write = row_writer(quotes_all=True)
        header = write(table.titles).encode("utf-8", "replace")
        hashed = blake2b(header, digest_size=16)
        for number, row in enumerate(table.rows(), start=1):
            place = Place(file, number, row.line)
            line = write(row.cells).encode("utf-8", "replace") if row.cells else b""
            hashed_row = hashed.copy()
            hashed_row.update(line)
            digest = hashed_row.hexdigest()
            yield Unread(place, digest, partial(_read, reader, row, place, header + line, digest))

    def read(self, stream: BinaryIO, file: str) -> Iterator[Draft | Problem]:
        """Yield a draft or a problem for each row of `stream`; nothing for a file without a row below its header."""
        for row in self.cut(stream, file):
            yield row.read()

    def _row_reader(self, table: Table) -> RowReader | OwnRowReader:
        titles = table.titles
        said = self._mapping or self._remembered(layout_key(titles))
        if said is not None and len(said.columns) != len(titles):
            said = None
        if said is None and self.layout is Layout.NETCRM and layout_of(titles) is Layout.NETCRM:
            return OwnRowReader(titles)
        mapping = said or known_mapping(self.layout, titles) or proposed(titles, table.samples)
        return RowReader(titles, mapping, uid_is_link=self.layout is Layout.LINKEDIN, limit=COLUMN_LIMIT)


def _read(reader: RowReader | OwnRowReader, row: Row, place: Place, raw: bytes, digest: str) -> Draft | Problem:
    if row.fault:
        return Problem(place, row.fault, raw)
    warnings = (_MENDED,) if row.is_mended else ()
    return reader.read(RowSource(place, row.cells, raw, digest, warnings))


def table_view(stream: BinaryIO, file: str, remembered: Remembered = nothing_remembered) -> TableView:
    """Return what a mapping of the table in `stream` is proposed and edited from."""
    table = Table(stream)
    titles = table.titles
    key = layout_key(titles)
    said = remembered(key)
    if said is not None and len(said.columns) != len(titles):
        said = None
    return TableView(
        file=file,
        layout=key,
        layout_name=layout_of(titles).label if table.shape.has_header else "",
        titles=titles,
        samples=table.samples[:SAMPLE_COUNT],
        proposed=said or proposed(titles, table.samples),
        is_remembered=said is not None,
    )


@lru_cache(maxsize=2)
def shape_in(head: bytes) -> Shape | None:
    """Return the shape of the table that begins in `head`, None where that is no text, or a text of another kind."""
    if not head.strip(b"\0 \t\r\n") or not is_text(head):
        return None
    table = table_in(head)
    first = next(iter(table.shape.rows), ())
    beginning = (table.titles if table.shape.has_header else first or ("",))[0].lstrip("\ufeff \t")
    return None if beginning.upper().startswith(_OTHER_TEXTS) else table.shape


def is_list_of_people(head: bytes) -> bool:
    """Return whether a text is a table of one column, or of more, that holds people: names, addresses or numbers."""
    shape = shape_in(head)
    if shape is None or len(shape.rows) < _FEWEST:
        return False
    mapping = proposed(shape.titles, [(*row, *[""] * len(shape.titles))[: len(shape.titles)] for row in shape.rows])
    return any(column.target in _TELLING for column in mapping.columns)


def _looks_like_people(shape: Shape) -> bool:
    """Return whether a table that nobody knows is one of people: by its titles, else by addresses and numbers in it."""
    if len(shape.titles) < 2:
        return False
    if shape.known * 2 >= len(shape.titles) or shape.known > 2:
        return True
    if shape.consistency < _CONSISTENT or not shape.rows:
        return False
    if shape.known:
        return True
    columns = zip(*(row for row in shape.rows if len(row) == len(shape.titles)), strict=True)
    return any(_are_mostly_ways(cells) for cells in columns)


def _are_mostly_ways(cells: tuple[str, ...]) -> bool:
    ways = sum(bool(MAIL.fullmatch(cell.strip()[:300]) or PHONE.fullmatch(cell.strip()[:60])) for cell in cells)
    return ways * 2 > len(cells)
