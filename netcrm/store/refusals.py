"""Why an older act cannot be taken back alone: a later act in force touched the same rows, or built on them.

An act builds on another where it wrote a row that points at one the other made, be that row still there or not (one
that the later act deleted would come back when the later act is taken back in its turn), and where it deleted a row
that one the other changed or deleted points at.
"""

from __future__ import annotations

from dataclasses import dataclass

from netcrm.store.database import Database
from netcrm.store.triggers import JOURNALLED

_LATER = "s.id > ?1 AND s.kind = 'act' AND s.undone_by IS NULL"
"""What of `change_set AS s` came after act ?1 and is in force."""


@dataclass(frozen=True, slots=True)
class LaterAct:
    """An act that stands in the way."""

    id: int
    label: str


@dataclass(frozen=True, slots=True)
class _Reference:
    """A column of a table that holds ids of another."""

    table: str
    column: str
    parent: str


def has_later_act(database: Database, change_set: int) -> bool:
    """Whether any act in force came after `change_set`."""
    return bool(database.scalar(f"SELECT 1 FROM change_set AS s WHERE {_LATER} LIMIT 1", (change_set,)))


def act_that_touched(database: Database, change_set: int) -> LaterAct | None:
    """Return the newest later act in force that changed a row which `change_set` changed too."""
    # A later bulk load brought fresh ids only, so only its single changes can meet ours.
    return _act(
        database,
        f"""
        SELECT s.id, s.label FROM change_set AS s
        JOIN change AS mine ON mine.change_set = ?1
        JOIN change AS theirs ON theirs.change_set = s.id AND theirs.tab = mine.tab
             AND theirs.row_id BETWEEN mine.row_id AND mine.last_id
        WHERE {_LATER} ORDER BY s.id DESC LIMIT 1
        """,
        change_set,
    )


def act_that_built_upon(database: Database, change_set: int) -> LaterAct | None:
    """Return a later act in force that points at what `change_set` made, or deleted what it would bring back needs.

    To be asked when the rows of `change_set` were taken back.
    """
    for reference in _references(database):
        for look in (_act_that_refers, _act_that_referred, _act_that_removed):
            if found := look(database, change_set, reference):
                return found
    return None


def newest_act_on_its_tables(database: Database, change_set: int) -> LaterAct | None:
    """Return the newest later act in force that changed any row of a table which `change_set` changed."""
    return _act(
        database,
        "SELECT s.id, s.label FROM change_set AS s JOIN change AS theirs ON theirs.change_set = s.id"
        f" WHERE {_LATER} AND theirs.tab IN (SELECT tab FROM change WHERE change_set = ?1)"
        " ORDER BY s.id DESC LIMIT 1",
        change_set,
    )


def _act(database: Database, sql: str, *parameters: object) -> LaterAct | None:
    row = database.row(sql, parameters)
    return LaterAct(row[0], row[1]) if row else None


def _references(database: Database) -> list[_Reference]:
    return [
        _Reference(table, column, parent)
        for table in JOURNALLED
        for parent, column in database.rows('SELECT "table", "from" FROM pragma_foreign_key_list(?)', (table,))
    ]


def _act_that_refers(database: Database, change_set: int, reference: _Reference) -> LaterAct | None:
    """Look at the rows that are there."""
    # CROSS JOIN keeps the order: from the few rows that the act made to the index of the column.
    pointing = database.scalar(
        f"SELECT t.id FROM change AS mine CROSS JOIN {reference.table} AS t"
        f" ON t.{reference.column} BETWEEN mine.row_id AND mine.last_id"
        " WHERE mine.change_set = ?1 AND mine.tab = ?2 AND mine.operation IN ('insert', 'range')"
        f" AND NOT EXISTS (SELECT 1 FROM {reference.parent} WHERE id = t.{reference.column}) LIMIT 1",
        (change_set, reference.parent),
    )
    if pointing is None:
        return None
    return _act(
        database,
        "SELECT s.id, s.label FROM change_set AS s JOIN change AS theirs ON theirs.change_set = s.id"
        f" WHERE {_LATER} AND theirs.tab = ?2 AND ?3 BETWEEN theirs.row_id AND theirs.last_id"
        " ORDER BY s.id DESC LIMIT 1",
        change_set,
        reference.table,
        pointing,
    )


def _act_that_referred(database: Database, change_set: int, reference: _Reference) -> LaterAct | None:
    """Look at the rows that were there before later acts changed or deleted them."""
    return _act(
        database,
        f"""
        SELECT s.id, s.label FROM change_set AS s
        JOIN change AS theirs ON theirs.change_set = s.id AND theirs.tab = ?2 AND theirs.old IS NOT NULL
        JOIN change AS mine ON mine.change_set = ?1 AND mine.tab = ?3 AND mine.operation IN ('insert', 'range')
             AND json_extract(theirs.old, '$.{reference.column}') BETWEEN mine.row_id AND mine.last_id
        WHERE {_LATER} ORDER BY s.id DESC LIMIT 1
        """,
        change_set,
        reference.table,
        reference.parent,
    )


def _act_that_removed(database: Database, change_set: int, reference: _Reference) -> LaterAct | None:
    """Look at what the rows that the act changed or deleted pointed at."""
    return _act(
        database,
        f"""
        SELECT s.id, s.label FROM change AS mine
        JOIN change AS theirs ON theirs.tab = ?3 AND theirs.operation = 'delete'
             AND theirs.row_id = json_extract(mine.old, '$.{reference.column}')
        JOIN change_set AS s ON s.id = theirs.change_set
        WHERE mine.change_set = ?1 AND mine.tab = ?2 AND mine.old IS NOT NULL AND {_LATER}
        ORDER BY s.id DESC LIMIT 1
        """,
        change_set,
        reference.table,
        reference.parent,
    )
