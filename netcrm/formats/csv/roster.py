"""Rosters of events: tables of people with the session, day, hour and room of each.

What says who somebody is, is read as any other table of people; the columns of a programme are told by their titles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from netcrm.domain.columns import ColumnMapping, Target
from netcrm.domain.contact import Details
from netcrm.domain.draft import Place, Problem
from netcrm.domain.text import clean_line, fold
from netcrm.errors import Unreadable
from netcrm.formats.csv.layouts import IGNORED
from netcrm.formats.csv.lines import is_text
from netcrm.formats.csv.mapping import proposed
from netcrm.formats.csv.rows import RowReader
from netcrm.formats.csv.source import RowSource
from netcrm.formats.csv.table import COLUMN_LIMIT, Table

_NAMES = frozenset({Target.NAME, Target.GIVEN, Target.FAMILY})
_MOST_ROWS = 5_000


class _Part(StrEnum):
    SESSION = "session"
    DAY = "day"
    HOUR = "hour"
    ROOM = "room"


_TITLES: dict[str, _Part] = {
    **dict.fromkeys(
        ("session", "session title", "talk", "talk title", "presentation", "poster", "topic", "abstract", "stand",
         "booth", "speaks on", "vortrag", "sitzung", "thema", "communication", "sesion", "ponencia", "programme"),
        _Part.SESSION,
    ),
    **dict.fromkeys(("day", "date", "session date", "tag", "datum", "jour", "dia", "fecha"), _Part.DAY),
    **dict.fromkeys(
        ("time", "hour", "start", "starts", "start time", "begins", "when", "from", "slot", "session time", "uhrzeit",
         "zeit", "beginn", "heure", "hora"),
        _Part.HOUR,
    ),
    **dict.fromkeys(
        ("room", "hall", "location", "where", "venue", "place", "raum", "saal", "ort", "salle", "lieu", "sala"),
        _Part.ROOM,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RosterRow:
    """Somebody of a roster."""

    number: int
    """Counted from 1 below the titles."""
    line: int
    details: Details
    session: str
    day: str
    """As written, as is the hour."""
    hour: str
    room: str
    warnings: tuple[str, ...]


def read_roster(stream: BinaryIO, file: str) -> Iterator[RosterRow | Problem]:
    """Yield somebody, or a problem, for each row.

    Raises:
        Unreadable: it is no text, empty, too large, or has no column of names.
    """
    head = stream.read(4096)
    stream.seek(0)
    if not head.strip() or not is_text(head):
        raise Unreadable(f"{file} is {'empty' if not head.strip() else 'no text'}. A roster is a CSV table with names.")
    table = Table(stream)
    parts = [_TITLES.get(fold(title)) for title in table.titles] if table.shape.has_header else []
    mapping = _of_people(table, parts)
    if not any(column.target in _NAMES for column in mapping.columns):
        raise Unreadable(
            f"{file} has no column of names. Call one “name”; beside it email, organisation, session, day, time and"
            " room are read."
        )
    reader = RowReader(table.titles, mapping, limit=COLUMN_LIMIT)
    for number, row in enumerate(table.rows(), start=1):
        place = Place(file, number, row.line)
        if number > _MOST_ROWS:
            yield Problem(place, f"A roster holds {_MOST_ROWS:,} rows at most; the others were not read.")
            return
        if row.fault:
            yield Problem(place, row.fault)
            continue
        draft = reader.read(RowSource(place, row.cells, b"", ""))
        if isinstance(draft, Problem):
            yield draft
        elif not _has_name(mapping, row.cells):
            yield Problem(place, "The row has no name.")
        else:
            yield _row(number, row.line, draft.details, parts, row.cells, draft.warnings)


def _of_people(table: Table, parts: Sequence[_Part | None]) -> ColumnMapping:
    """Return what the columns say of people; those of the programme are read by themselves."""
    kept = list(proposed(table.titles, table.samples).columns)
    for place, part in enumerate(parts):
        if part is not None:
            kept[place] = IGNORED
    return ColumnMapping(tuple(kept))


def _has_name(mapping: ColumnMapping, cells: Sequence[str]) -> bool:
    columns = zip(mapping.columns, cells, strict=False)
    return any(column.target in _NAMES and fold(cell) for column, cell in columns)


def _row(
    number: int,
    line: int,
    details: Details,
    parts: Sequence[_Part | None],
    cells: Sequence[str],
    warnings: tuple[str, ...],
) -> RosterRow:
    found = dict.fromkeys(_Part, "")
    for part, cell in zip(parts, cells, strict=False):
        if part is not None and (text := clean_line(cell)):
            found[part] = f"{found[part]}, {text}" if found[part] else text
    return RosterRow(
        number=number,
        line=line,
        details=details,
        session=found[_Part.SESSION],
        day=found[_Part.DAY],
        hour=found[_Part.HOUR],
        room=found[_Part.ROOM],
        warnings=warnings,
    )
