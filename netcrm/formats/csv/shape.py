"""Finding out what a table looks like: its delimiter, its header, and what stands before that.

The delimiter is the one under which the first rows have known titles, else the one that cuts most rows into the same
number of cells. A header is told by its titles; where nobody knows them, by cells that differ in kind from those below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from netcrm.domain.text import clean_line, fold
from netcrm.formats.csv.records import NO_DELIMITER, Dialect, rows_of
from netcrm.formats.csv.vocabulary import column_called

_DELIMITERS = (",", ";", "\t", "|")
"""The likeliest first."""
_SEPARATOR_LINE = re.compile(r'\ufeff?"?sep=([^\r\n"]|")"?[\r\n]*', re.IGNORECASE)
"""How Excel is told the delimiter of a file."""
_LOOKED_AT = 60
"""Rows by which the shape is told."""
_SEARCHED = 20
"""Rows among which the header is looked for: LinkedIn writes three or four lines before it."""
_TITLE_LENGTH = 80
_TITLES_TO_A_DATUM = 8
"""How many titles it takes for a row to be a header though one of its cells is an address or a number."""
_COLUMN = re.compile(r"column \d+")

MAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")
PHONE = re.compile(r"(?=(?:\D*\d){6})\+?[\d\s()./\-–]{6,30}(?:(?:x|ext\.?)\s*\d{1,6})?", re.IGNORECASE)
LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}[. -][^\W\d]{3,9}[. -]\d{2,4}")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a table looks like."""

    dialect: Dialect
    titles: tuple[str, ...]
    has_header: bool
    known: int
    """How many of the titles mean something to us."""
    rows_before: int
    """How many rows that are not empty stand before the first one of people, the header among them."""
    rows: tuple[tuple[str, ...], ...]
    """The first rows of people."""
    consistency: float
    """The share of those that have as many cells as there are titles."""


@dataclass(frozen=True, slots=True)
class _Guess:
    dialect: Dialect
    rows: list[list[str]]
    header: int | None
    known: int
    width: int

    @property
    def consistency(self) -> float:
        below = self.rows if self.header is None else self.rows[self.header + 1 :]
        return sum(len(row) == self.width for row in below) / len(below) if below else 1.0

    @property
    def weight(self) -> tuple[int, float, int]:
        return (self.known, self.consistency, min(self.width, 50)) if self.width > 1 else (0, 0.0, 0)


def shape_of(lines: Sequence[str]) -> Shape:
    """Return the shape of a table that begins with `lines`."""
    told = next((match for line in lines[:1] if (match := _SEPARATOR_LINE.fullmatch(line))), None)
    body = lines[1:] if told else lines
    delimiters = (told[1],) if told and told[1] not in '"\n\r' else _DELIMITERS
    best = max((_guess(body, Dialect(delimiter)) for delimiter in delimiters), key=lambda guess: guess.weight)
    if best.width < 2 and not told:
        best = _guess(body, Dialect(NO_DELIMITER))
    elif best.header is not None and _is_spaced(best.rows[best.header]):
        best = _guess(body, Dialect(best.dialect.delimiter, skips_spaces=True))
    return _shape(best, body, 1 if told else 0)


def _shape(guess: _Guess, body: Sequence[str], before: int) -> Shape:
    if guess.header is None:
        titles = tuple(f"Column {number}" for number in range(1, guess.width + 1))
        start = 0
    else:
        named = list(map(clean_line, guess.rows[guess.header]))
        while len(named) > 1 and not named[-1]:  # a sign that nobody can see is no title
            named.pop()
        titles = tuple(named)
        start = guess.header + 1
    rows = (row.cells for row in rows_of(body, guess.dialect, len(titles)) if not row.fault)
    return Shape(
        dialect=guess.dialect,
        titles=titles,
        has_header=guess.header is not None,
        known=guess.known,
        rows_before=before + start,
        rows=tuple(tuple(row) for row in islice(rows, start, start + _LOOKED_AT)),
        consistency=guess.consistency,
    )


def _is_spaced(titles: Sequence[str]) -> bool:
    """Return whether a space follows each delimiter, so that a quote may stand behind it: `Name, "E-mail"`."""
    return sum(title.startswith(" ") for title in titles[1:]) * 2 > len(titles) - 1


def _guess(lines: Sequence[str], dialect: Dialect) -> _Guess:
    rows = [row.cells for row in islice(rows_of(lines, dialect, 0), _LOOKED_AT) if not row.fault]
    for row in rows[:_SEARCHED]:
        while len(row) > 1 and not row[-1].strip():
            row.pop()
    found = [_known_titles(row) for row in rows[:_SEARCHED]]
    telling = [at for at, known in enumerate(found) if known > 1 or (known and known * 2 >= len(rows[at]))]
    if telling:
        at = max(telling, key=found.__getitem__)
        return _Guess(dialect, rows, at, found[at], len(rows[at]))
    widths = Counter(map(len, rows))
    width = max(widths, key=widths.__getitem__, default=0)
    first = next((at for at, row in enumerate(rows) if len(row) == width), 0)
    is_header = _is_header(rows[first : first + 1], [row for row in rows[first + 1 :] if len(row) >= width])
    return _Guess(dialect, rows, first if is_header else None, 0, width if is_header else max(widths, default=0))


def _known_titles(row: Sequence[str]) -> int:
    """Return how many cells of a row are titles that are known; none where others can only be a person's."""
    known = sum(len(cell) <= _TITLE_LENGTH and _is_title(cell) for cell in row)
    return known if known > _TITLES_TO_A_DATUM * sum(map(is_datum, row)) else 0


def _is_title(cell: str) -> bool:
    return bool(_COLUMN.fullmatch(cell.strip().casefold())) or column_called(cell) is not None


def is_datum(cell: str) -> bool:
    """Return whether a cell can be no title: it is a mail address, a number, a page or a day."""
    cell = cell.strip()
    if not cell or len(cell) > 200:
        return False
    return any(pattern.fullmatch(cell) for pattern in (MAIL, PHONE, LINK, DAY))


def _is_header(first: Sequence[list[str]], below: Sequence[list[str]]) -> bool:
    """Return whether the first row of a table, whose titles nobody knows, is a header all the same.

    Above one row alone it is; above more where a column's cells are all of one kind and its title is of another.
    """
    if not first or any(is_datum(cell) for cell in first[0]) or not all(cell.strip() for cell in first[0]):
        return False
    if len(below) < 2:
        return len(below) == 1
    for column, title in enumerate(first[0]):
        kinds = {_kind(row[column]) for row in below if row[column].strip()}
        if len(kinds) == 1 and _kind(title) not in kinds:
            return True
    return False


def _kind(cell: str) -> str:
    """Return what sort of thing a cell holds, as far as its look tells."""
    if is_datum(cell):
        return next(p.pattern for p in (MAIL, PHONE, LINK, DAY) if p.fullmatch(cell.strip()))
    if any(character.isdigit() for character in cell):
        return "number"
    return f"{min(len(fold(cell).split()), 2)} words"
