"""The journal: every act is one change set, and can be taken back without any code of its own.

Triggers (`netcrm.store.triggers`) write what each row was before; the change set in force stands in the one-row table
`journal_current`, set inside the transaction, so that a write outside an act fails. Taking back a set restores, for
each row it touched, what the row was before the set's first change of it: one statement a table. That is itself an
act, journalled by the same triggers, so redo is taking back an undo.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import peewee

from netcrm.errors import NotFound, NothingToDo, UndoRefused
from netcrm.store.database import Database
from netcrm.store.refusals import (
    LaterAct,
    act_that_built_upon,
    act_that_touched,
    has_later_act,
    newest_act_on_its_tables,
)
from netcrm.store.triggers import JOURNALLED, columns

KEPT_SETS = 1000
KEPT_DAYS = 180

_FIRST_CHANGES = """
    SELECT row_id, operation, old FROM change AS c
    WHERE change_set = ?1 AND tab = ?2 AND operation <> 'range'
      AND id = (SELECT min(id) FROM change WHERE change_set = ?1 AND tab = ?2 AND row_id = c.row_id
                AND operation <> 'range')
      AND NOT EXISTS (SELECT 1 FROM change AS r INDEXED BY change_range
                      WHERE r.change_set = ?1 AND r.tab = ?2 AND r.operation = 'range'
                      AND c.row_id BETWEEN r.row_id AND r.last_id)
"""
"""What each row was before a set touched it. Rows of a bulk load did not exist before it, whatever came after.

The index is named because SQLite, left to itself, looks through all the rows of the set for each of them.
"""


_DELETE_UNUSED_BYTES = """
    DELETE FROM blob WHERE hash NOT IN (
        SELECT digest FROM source UNION SELECT digest FROM organisation_source
        UNION SELECT photo FROM contact WHERE photo IS NOT NULL
        UNION SELECT json_extract(old, '$.digest') FROM change
              WHERE tab IN ('source', 'organisation_source') AND old IS NOT NULL
        UNION SELECT json_extract(old, '$.photo') FROM change
              WHERE tab = 'contact' AND old IS NOT NULL AND json_extract(old, '$.photo') IS NOT NULL)
"""


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One act of the journal."""

    id: int
    label: str
    origin: str
    made_at: datetime
    kind: str
    target: int | None
    undone_by: int | None
    changes: int = 0


class Act:
    """The act in force: its change set, and the way to load many rows at once."""

    def __init__(self, database: Database, change_set: int) -> None:
        self.database = database
        self.change_set = change_set
        self.kept: int | None = None
        """After the act: its change set, or nothing where it changed nothing."""

    @contextmanager
    def bulk_load(self) -> Iterator[None]:
        """Journal all rows inserted inside as one range a table, instead of row by row."""
        before = self._last_ids()
        self.database.execute("UPDATE journal_current SET bulk = 1")
        yield
        self.database.execute("UPDATE journal_current SET bulk = 0")
        ranges = [
            (self.change_set, table, before.get(table, 0) + 1, last)
            for table, last in self._last_ids().items()
            if table in JOURNALLED and last > before.get(table, 0)
        ]
        self.database.many(
            "INSERT INTO change (change_set, tab, row_id, last_id, operation) VALUES (?, ?, ?, ?, 'range')", ranges
        )

    def _last_ids(self) -> dict[str, int]:
        return dict(self.database.rows("SELECT name, seq FROM sqlite_sequence"))

    def has_changes(self) -> bool:
        """Whether anything was written so far."""
        return bool(self.database.scalar("SELECT 1 FROM change WHERE change_set = ? LIMIT 1", (self.change_set,)))


_BEYOND_ALL_IDS = 1 << 63
"""The first number that SQLite cannot hold."""


class Journal:
    """Begins acts, and takes them back."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.has_written = False
        """Whether an act changed anything since the store was opened."""

    def newest_given(self) -> int:
        """Return the number of the newest change set that there ever was: as long as it is the same, nothing that is
        journalled changed.
        """
        return int(self._database.scalar("SELECT seq FROM sqlite_sequence WHERE name = 'change_set'") or 0)

    def in_force(self) -> int:
        """Return the number of the change set of the act in force; 0 outside of acts."""
        return int(self._database.scalar("SELECT change_set FROM journal_current") or 0)

    @contextmanager
    def act(
        self, label: str, origin: str, now: datetime, *, kind: str = "act", target: int | None = None
    ) -> Iterator[Act]:
        """Run one act: one write transaction, one change set. An act that changed nothing leaves no set behind."""
        database = self._database
        with database.immediate():
            cursor = database.execute(
                "INSERT INTO change_set (label, origin, made_at, kind, target) VALUES (?, ?, ?, ?, ?)",
                (label, origin, now.isoformat(), kind, target),
            )
            act = Act(database, int(cursor.lastrowid or 0))
            database.execute("UPDATE journal_current SET change_set = ?, bulk = 0", (act.change_set,))
            yield act
            database.execute("UPDATE journal_current SET change_set = NULL")
            if act.has_changes():
                act.kept = act.change_set
                self.has_written = True
            else:
                database.execute("DELETE FROM change_set WHERE id = ?", (act.change_set,))

    def join_previous(self, act: Act, tables: Collection[str], *, since: datetime, origin: str) -> None:
        """Make the act in force one with the set before it, so that one undo takes both back.

        Nothing is joined unless that is an act of the same label and origin, in force, made at or after `since`, and
        wrote to nothing but `tables`. The joined set is the new one: whoever knows the old one by its number sees that
        something changed.
        """
        database = self._database
        found = self._sets("id < ?", act.change_set, limit=1)
        if not found or not act.has_changes():
            return
        before, label = found[0], database.scalar("SELECT label FROM change_set WHERE id = ?", (act.change_set,))
        is_alike = (before.kind, before.undone_by, before.label, before.origin) == ("act", None, label, origin)
        if not is_alike or before.made_at < since:
            return
        written = database.rows("SELECT DISTINCT tab FROM change WHERE change_set = ?", (before.id,))
        if {row[0] for row in written} <= set(tables):
            database.execute("UPDATE change SET change_set = ? WHERE change_set = ?", (act.change_set, before.id))
            database.execute("DELETE FROM change_set WHERE id = ?", (before.id,))

    def that_inserted(self, table: str, row_id: int) -> ChangeSet | None:
        """Return the act that wrote a row which is there, unless it is forgotten or loaded many at once."""
        found = self._sets(
            "id = (SELECT max(change_set) FROM change WHERE tab = ? AND row_id = ? AND operation = 'insert')",
            table,
            row_id,
            limit=1,
        )
        return found[0] if found else None

    def next_undo(self) -> ChangeSet | None:
        """Return the newest act that is in force: what `undo` takes back."""
        found = self._sets("kind = 'act' AND undone_by IS NULL", limit=1)
        return found[0] if found else None

    def next_redo(self) -> ChangeSet | None:
        """Return the newest undo in force, unless a new act came after it."""
        found = self._sets("kind = 'undo' AND undone_by IS NULL", limit=1)
        if not found or self._database.scalar(
            "SELECT 1 FROM change_set WHERE kind = 'act' AND id > ? LIMIT 1", (found[0].id,)
        ):
            return None
        return found[0]

    def newest(self, *, before: int | None = None) -> int:
        """Return the id of the newest change set, of those before a given one; 0 where there is none."""
        limit = 2**62 if before is None else before
        return int(self._database.scalar("SELECT coalesce(max(id), 0) FROM change_set WHERE id < ?", (limit,)))

    def lines(self, limit: int) -> list[ChangeSet]:
        """Return the newest change sets, newest first."""
        return self._sets("1", limit=limit)

    def get(self, change_set: int) -> ChangeSet:
        """Return one change set, or raise `NotFound`."""
        found = self._sets("id = ?", change_set, limit=1) if change_set < _BEYOND_ALL_IDS else []
        if not found:
            raise NotFound("act", str(change_set), advice="`netcrm undo --list` shows the acts that can be taken back.")
        return found[0]

    def revert(self, change_set: ChangeSet) -> None:
        """Take back `change_set` inside the act in force.

        Raises:
            UndoRefused: a later act in force touched the same rows, or built on them.
        """
        alone = change_set.kind == "act" and has_later_act(self._database, change_set.id)
        if alone and (later := act_that_touched(self._database, change_set.id)):
            raise _refusal(change_set, later)
        database = self._database
        database.execute("PRAGMA defer_foreign_keys = ON")
        tables = {
            row[0] for row in database.rows("SELECT DISTINCT tab FROM change WHERE change_set = ?", (change_set.id,))
        }
        try:
            for table in reversed(JOURNALLED):
                if table in tables:
                    self._delete_what_was_inserted(change_set.id, table)
            for table in JOURNALLED:
                if table in tables:
                    self._restore_what_was_there(change_set.id, table)
        except (peewee.IntegrityError, sqlite3.IntegrityError):
            # What it would bring back can stand there once only: a setting, a tag of somebody.
            later = newest_act_on_its_tables(database, change_set.id)
            if later is None:
                raise
            raise _refusal(change_set, later) from None
        if alone and (later := act_that_built_upon(database, change_set.id)):
            raise _refusal(change_set, later)

    def _delete_what_was_inserted(self, change_set: int, table: str) -> None:
        self._database.execute(
            f"DELETE FROM {table} WHERE id IN ( SELECT row_id FROM ({_FIRST_CHANGES}) WHERE operation = 'insert')",
            (change_set, table),
        )
        for first, last in self._database.rows(
            "SELECT row_id, last_id FROM change WHERE change_set = ? AND tab = ? AND operation = 'range'",
            (change_set, table),
        ):
            self._database.execute(f"DELETE FROM {table} WHERE id BETWEEN ? AND ?", (first, last))

    def _restore_what_was_there(self, change_set: int, table: str) -> None:
        names = columns(self._database.peewee, table)[1:]
        values = ", ".join(f"json_extract(old, '$.{name}')" for name in names)
        updates = ", ".join(f"{name} = excluded.{name}" for name in names)
        self._database.execute(
            f"INSERT INTO {table} (id, {', '.join(names)})"
            f" SELECT row_id, {values} FROM ({_FIRST_CHANGES}) WHERE operation <> 'insert'"
            f" ON CONFLICT (id) DO UPDATE SET {updates}",
            (change_set, table),
        )

    def mark(self, change_set: int, undone_by: int | None) -> None:
        """Note that a set was taken back by another, or (with `None`) is in force again."""
        self._database.execute("UPDATE change_set SET undone_by = ? WHERE id = ?", (undone_by, change_set))

    def prune(self, now: datetime) -> None:
        """Forget the oldest sets, down to the last 1,000 of the last 180 days, and the bytes nothing points at now.

        Only from the old end: a set that stands between kept ones stays, whatever its stamp, since taking back an
        older one alone must see it.
        """
        oldest = (now.astimezone(UTC) - timedelta(days=KEPT_DAYS)).isoformat()
        with self._database.immediate():
            first = self._database.scalar(
                "SELECT max(coalesce((SELECT min(id) FROM change_set WHERE made_at >= ?), 9223372036854775807),"
                " coalesce((SELECT id FROM change_set ORDER BY id DESC LIMIT 1 OFFSET ?), 0))",
                (oldest, KEPT_SETS - 1),
            )
            self._database.execute("DELETE FROM change WHERE change_set < ?", (first,))
            self._database.execute("DELETE FROM change_set WHERE id < ?", (first,))
            self._database.execute(_DELETE_UNUSED_BYTES)

    def _sets(self, where: str, *parameters: object, limit: int) -> list[ChangeSet]:
        return [
            ChangeSet(row[0], row[1], row[2], datetime.fromisoformat(row[3]), row[4], row[5], row[6], row[7])
            for row in self._database.rows(
                "SELECT id, label, origin, made_at, kind, target, undone_by,"
                " (SELECT count(*) FROM change WHERE change_set = change_set.id)"
                f" FROM change_set WHERE {where} ORDER BY id DESC LIMIT ?",
                (*parameters, limit),
            )
        ]


def _refusal(change_set: ChangeSet, later: LaterAct) -> UndoRefused:
    return UndoRefused(
        f"Act {change_set.id} (“{change_set.label}”) cannot be taken back alone: act {later.id} (“{later.label}”)"
        f" built on it. Take back act {later.id} first."
    )


def nothing_to_undo() -> NothingToDo:
    """The error of an `undo` where no act is in force."""
    return NothingToDo("There is nothing to undo.")


def refuse_undo(change_set: ChangeSet) -> None:
    """Raise `NothingToDo` where a set is no act, or is taken back already."""
    named = f"Act {change_set.id} (“{change_set.label}”)"
    if change_set.kind != "act":
        raise NothingToDo(f"{named} is itself an undo or a redo. `netcrm redo` brings back what was undone last.")
    if change_set.undone_by is not None:
        raise NothingToDo(f"{named} is taken back already. `netcrm redo` brings back what was undone last.")


def nothing_to_redo() -> NothingToDo:
    """The error of a `redo` where no undo is in force, or a new act ended it."""
    return NothingToDo("There is nothing to redo: a redo follows an undo, and the next new act ends it.")
