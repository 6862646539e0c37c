"""A whole store read table by table, and one filled row by row: what JSON lines go out from and come in to.

Tables and columns are named by `netcrm.formats.json_lines.tables`, never by a file.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import peewee

from netcrm.errors import Unreadable
from netcrm.store.database import Database
from netcrm.store.triggers import JOURNALLED

Rows = Mapping[str, Sequence[tuple[object, ...]]]
_ORDER = {table: place for place, table in enumerate(JOURNALLED)}


class WholeStore:
    """Reads and fills tables."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ids(self, table: str, after: int, limit: int) -> list[int]:
        """Return the next ids of a table above `after`."""
        sql = f"SELECT id FROM {table} WHERE id > ? ORDER BY id LIMIT ?"
        return [row[0] for row in self._database.rows(sql, (after, limit))]

    def page(self, table: str, columns: Sequence[str], after: int, limit: int) -> list[tuple[Any, ...]]:
        """Return the next rows of a table whose ids lie above `after`."""
        sql = f"SELECT {', '.join(columns)} FROM {table} WHERE id > ? ORDER BY id LIMIT ?"
        return self._database.rows(sql, (after, limit))

    def all(self, table: str, columns: Sequence[str], order: str) -> list[tuple[Any, ...]]:
        """Return every row of a table of few rows."""
        return self._database.rows(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order}")

    def of(
        self, table: str, owner: str, columns: Sequence[str], ids: Sequence[int], *, ordinal: str = ""
    ) -> dict[int, list[tuple[Any, ...]]]:
        """Return the rows of a table whose `owner` column holds one of `ids`, by it and in the order of `ordinal`."""
        found: dict[int, list[tuple[Any, ...]]] = {}
        for row in self._database.rows(
            f"SELECT {owner}, {', '.join(columns)} FROM {table}"
            f" WHERE {owner} IN (SELECT value FROM json_each(?)) ORDER BY {owner}, {ordinal or 'id'}",
            (json.dumps(list(ids)),),
        ):
            found.setdefault(row[0], []).append(row[1:])
        return found

    def last_ids(self) -> dict[str, int]:
        """Return for each table the last id that was given, be the row still there or not."""
        return dict(self._database.rows("SELECT name, seq FROM sqlite_sequence WHERE seq > 0"))

    def has_people(self) -> bool:
        """Whether the store holds a contact, an organisation or an interaction."""
        tables = ("contact", "organisation", "interaction")
        return any(self._database.scalar(f"SELECT 1 FROM {table} LIMIT 1") for table in tables)

    def is_untouched(self) -> bool:
        """Whether no journalled table but that of the settings ever held a row."""
        return not (self.last_ids().keys() & set(JOURNALLED) - {"setting"})

    def clear(self) -> None:
        """Delete every journalled row but the settings, and every derived one."""
        for table in reversed(JOURNALLED):
            if table != "setting":
                self._database.execute(f"DELETE FROM {table}")
        self._database.execute("DELETE FROM contact_state")

    def fill(self, columns: Mapping[str, Sequence[str]], rows: Rows) -> None:
        """Write rows with their ids; parents before their children."""
        for table in sorted(rows, key=lambda table: _ORDER.get(table, len(_ORDER))):
            names = columns[table]
            # What is not journalled may be there from a former life of the store, and no trigger must see it.
            conflict = (
                ""
                if table in _ORDER
                else " ON CONFLICT DO UPDATE SET " + ", ".join(f"{name} = excluded.{name}" for name in names)
            )
            self._database.many(
                f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}){conflict}",
                rows[table],
            )

    def raise_last_ids(self, last_ids: Mapping[str, int]) -> None:
        """Let the next id of each table lie above a given one; and that of an act above all that sources name."""
        named = self._database.scalar(
            "SELECT max(coalesce((SELECT max(change_set) FROM source), 0),"
            " coalesce((SELECT max(change_set) FROM organisation_source), 0))"
        )
        for table, last in {**last_ids, "change_set": int(named)}.items():
            known = self._database.scalar("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
            if known is None:
                self._database.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last))
            elif known < last:
                self._database.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (last, table))

    @contextmanager
    def contradicted(self, file: str) -> Iterator[None]:
        """Turn rows that the tables refuse into one sentence."""
        try:
            yield
        except (peewee.IntegrityError, sqlite3.IntegrityError) as error:
            raise Unreadable(
                f"The lines of {file} contradict each other ({error}). Nothing was written. Export the store once more."
            ) from None
