"""Lines of text to rows of cells, quotes and all.

A quote that is left open would swallow the rest of the file. It is told by the rows that it swallows: where several
lines on end are whole rows of the table by themselves, or the file ends before the quote is closed, the row ends where
the first such line begins.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from netcrm.formats.csv.lines import LINE_LIMIT

ROW_LIMIT = 8 * 1024 * 1024
"""Characters of the longest row that is read: room for a note of any length that people write."""
NO_DELIMITER = "\x1f"
"""Stands between the cells of a table that has one column: a character that no text holds."""

_TELLING_RUN = 3
"""How many whole rows on end tell that a quote before them is open by mistake; text has no such lines."""
_LONG_RUN = 20
"""The same in a table of two or three columns, whose rows look like text with a comma in it."""
_NARROW = 4
_PATIENCE = 1_000_000
"""Lines of one cell that are waited for; less after each time that was in vain, so that time stays linear."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in the file."""

    cells: list[str]
    line: int
    """The line of the file on which the row begins, from 1."""
    fault: str = ""
    """Why the row cannot be read: one sentence, or nothing."""
    is_mended: bool = False
    """Whether a quote was open that should not have been."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How rows are told apart into cells."""

    delimiter: str
    skips_spaces: bool = False
    """Whether a quote may stand behind the spaces after a delimiter."""

    def rows(self, lines: Iterator[str]) -> Iterator[list[str]]:
        """Return csv's reader over `lines`."""
        return csv.reader(lines, delimiter=self.delimiter, skipinitialspace=self.skips_spaces)

    def cells(self, text: str) -> list[str] | None:
        """Return the cells of a row that stands alone; None where it leaves a quote open or is none."""
        try:
            return next(self.rows(_alone(text)), [])
        except (_LeftOpen, csv.Error):
            return None

    def cells_without_quotes(self, line: str) -> list[str]:
        """Return the cells of a line in which quotes mean nothing, a quote at the beginning of a cell left out."""
        return [cell.removeprefix('"') for cell in line.rstrip("\r\n").split(self.delimiter)]


class _LeftOpen(Exception):
    """A quote was never closed; `whole_lines` of those that are held belong to its row, or none where none can."""

    def __init__(self, whole_lines: int) -> None:
        self.whole_lines = whole_lines


def _alone(text: str) -> Iterator[str]:
    yield text
    raise _LeftOpen(1)


def rows_of(lines: Iterable[str], dialect: Dialect, width: int) -> Iterator[Row]:
    """Yield all rows of `lines` but empty ones. `width` is how many cells a whole row has, 0 where nobody knows."""
    if csv.field_size_limit() < 2 * ROW_LIMIT:
        csv.field_size_limit(2 * ROW_LIMIT)
    feed = _Feed(iter(lines), dialect, width)
    reader = dialect.rows(feed)
    while True:
        feed.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _LeftOpen as problem:
            yield _mended(feed, problem.whole_lines, dialect, width)
        except csv.Error:
            yield _without_lone_returns(feed, dialect)
        else:
            if len(feed.held[0]) > LINE_LIMIT:
                yield _too_long(feed)
            elif len(feed.held) > 1 and feed.holds_rows():
                yield _mended(feed, 1, dialect, width)
            elif "".join(cells).strip():
                yield Row(cells, feed.first_line)


class _Feed:
    """Gives csv's reader one line after the other, and takes back those that an open quote swallowed."""

    def __init__(self, lines: Iterator[str], dialect: Dialect, width: int) -> None:
        self._lines = lines
        self._returned: deque[str] = deque()
        self._dialect = dialect
        self._width = width
        self._run_needed = _TELLING_RUN if width >= _NARROW else _LONG_RUN
        self._patience = _PATIENCE
        self._next_line = 1
        self.held: list[str] = []
        self.first_line = 1
        self._size = 0
        self._run = 0
        self._first_whole = 0
        self._quoted = 0

    def begin(self) -> None:
        """Say that the next line begins a row."""
        self.held = []
        self.first_line = self._next_line

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if self.held:
            return self._continuation()
        line = self._returned.popleft() if self._returned else next(self._lines)
        self._next_line += 1
        self.held.append(line)
        return line

    def _continuation(self) -> str:
        """Return a further line of a row whose quote is open.

        Raises:
            _LeftOpen: it should not be.
        """
        if len(self.held) == 1:
            self._size, self._run, self._first_whole, self._quoted = len(self.held[0]), 0, 0, 1
        line = self._returned.popleft() if self._returned else next(self._lines, None)
        if line is None:
            raise _LeftOpen(self._lines_of_row(len(self.held)))
        self._next_line += 1
        self.held.append(line)
        self._size += len(line)
        self._quoted += '"' in line
        if self._is_whole_row(line):
            self._run += 1
            self._first_whole = self._first_whole or len(self.held) - 1
            if self._run >= self._run_needed:
                raise _LeftOpen(len(self.held) - self._run)
        else:
            self._run = 0
        if self._size > ROW_LIMIT or len(self.held) > self._patience:
            raise _LeftOpen(self._lines_of_row(0))
        return line

    def holds_rows(self) -> bool:
        """Return whether each of the held lines has all the delimiters of a row: then quotes are open in two."""
        wanted = self._width - 1
        return self._width >= _NARROW and all(line.count(self._dialect.delimiter) == wanted for line in self.held)

    def _lines_of_row(self, otherwise: int) -> int:
        """Return how many of the held lines belong to a row that was waited for in vain.

        It ends where a line is a whole row by itself. Where most of the lines have quotes they are no text of one cell:
        then the first one stands alone.
        """
        self._patience = max(2, self._patience // 4)
        if self._first_whole:
            return self._first_whole
        return 1 if self._quoted * 2 > len(self.held) else otherwise

    def _is_whole_row(self, line: str) -> bool:
        if self._width < 2 or line.count(self._dialect.delimiter) < self._width - 1:
            return False
        cells = self._dialect.cells(line)
        return cells is not None and len(cells) == self._width

    def give_back(self, count: int) -> list[str]:
        """Take back the lines after the first `count` held, and return those."""
        kept, rest = self.held[:count], self.held[count:]
        self._returned.extendleft(reversed(rest))
        self._next_line -= len(rest)
        return kept


def _mended(feed: _Feed, whole_lines: int, dialect: Dialect, width: int) -> Row:
    """Return the row whose quote was left open."""
    if not whole_lines:
        return _too_long(feed)
    kept = feed.give_back(whole_lines)
    if len(kept) == 1:
        literal = dialect.cells_without_quotes(kept[0])
        if len(literal) == width:
            return Row(literal, feed.first_line, is_mended=True)
    kept[-1] = kept[-1].rstrip("\r\n") + '"'
    return Row(dialect.cells("".join(kept)) or [""], feed.first_line, is_mended=True)


def _without_lone_returns(feed: _Feed, dialect: Dialect) -> Row:
    """Return a row in which carriage returns stand outside of quotes, which csv refuses, as if they were spaces."""
    text = "".join(feed.held)
    if len(text) > ROW_LIMIT:
        return _too_long(feed)
    cells = dialect.cells(text.rstrip("\r\n").replace("\r\n", "\n").replace("\r", " "))
    if cells is None:
        return Row([], feed.first_line, fault="The row cannot be told apart into cells: its quotes do not match.")
    return Row(cells or [""], feed.first_line)


def _too_long(feed: _Feed) -> Row:
    megabytes = ROW_LIMIT / 1_048_576
    fault = f"A quote in the row is never closed, or the row is longer than {megabytes:g} MB."
    return Row([], feed.first_line, fault=fault)
