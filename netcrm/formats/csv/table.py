"""Bytes to a table: titles found out, and rows of text one after the other, with memory bounded by a row."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from netcrm.formats.csv.lines import Encoding, encoding_of, lines_of
from netcrm.formats.csv.records import ROW_LIMIT, Row, rows_of
from netcrm.formats.csv.shape import Shape, shape_of

COLUMN_LIMIT = 2_000
"""Columns that are read; the others stay with the source."""

_HEAD = 262_144
"""Bytes by which the shape of a table is told, and more where not even two rows fit in."""


class Table:
    """A table whose shape was found out, and whose rows come one after the other, once."""

    def __init__(self, stream: BinaryIO) -> None:
        head = _head(stream)
        encoding = encoding_of(head)
        self.shape: Shape = shape_of(_head_lines(head, encoding, is_all=len(head) < _HEAD))
        self._lines = lines_of(stream, head, encoding)

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of the columns; `Column 1` and so on where the file has none."""
        return self.shape.titles

    @property
    def samples(self) -> tuple[tuple[str, ...], ...]:
        """The first rows, each with as many cells as there are titles."""
        width = len(self.titles)
        return tuple((*row, *[""] * (width - len(row)))[:width] for row in self.shape.rows)

    def rows(self) -> Iterator[Row]:
        """Yield the rows below the header in order, each with a cell for each title at least; empty ones are left out.

        Cells past the last title come only where one of them is not empty.
        """
        to_skip = self.shape.rows_before
        width = len(self.titles)
        for row in rows_of(self._lines, self.shape.dialect, width):
            if to_skip:
                to_skip -= not row.fault
                continue
            cells = row.cells
            if row.fault:
                yield row
                continue
            if len(cells) < width:
                cells.extend([""] * (width - len(cells)))
            while len(cells) > width and not cells[-1].strip():
                cells.pop()
            yield row


def table_in(head: bytes) -> Table:
    """Return the table that a file beginning with `head` seems to hold."""
    return Table(io.BytesIO(head))


def _head(stream: BinaryIO) -> bytes:
    """Return the beginning of a file: enough for a header and a few rows."""
    head = b""
    while len(head) < _HEAD or (len(head) < 2 * ROW_LIMIT and head.count(b"\n") + head.count(b"\r") < 3):
        chunk = stream.read(_HEAD)
        if not chunk:
            break
        head += chunk
    return head


def _head_lines(head: bytes, encoding: Encoding, *, is_all: bool) -> list[str]:
    """Return the lines of the beginning of a file, without the last one where the file goes on in it."""
    lines = list(lines_of(io.BytesIO(), head, encoding))
    return lines if is_all or len(lines) < 3 else lines[:-1]
