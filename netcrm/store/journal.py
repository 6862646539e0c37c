"""The journal: every act is one change set, and can be taken back without any code of its own.

Triggers (`netcrm.store.triggers`) write what each row was before; the change set in force stands in the one-row table
`journal_current`, set inside the transaction, so that a write outside an act fails. Taking back a set restores, for
each row it touched, what the row was before the set's first change of it: one statement a table. That is itself an
act, journalled by the same triggers, so redo is taking back an undo.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import peewee

from netcrm.errors import NotFound, NothingToDo, UndoRefused
from netcrm.store.database import Database
from netcrm.store.triggers import JOURNALLED, columns

KEPT_SETS = 1000
KEPT_DAYS = 180

_FIRST_CHANGES = """
    SELECT row_id, operation, old FROM change AS c
    WHERE change_set = ?1 AND tab = ?2 AND operation <> 'range'
      AND id = (SELECT min(id) FROM change WHERE change_set = ?1 AND tab = ?2 AND row_id = c.row_id
                AND operation <> 'range')
      AND NOT EXISTS (SELECT 1 FROM change AS r WHERE r.change_set = ?1 AND r.tab = ?2 AND r.operation = 'range'
                      AND c.row_id BETWEEN r.row_id AND r.last_id)
"""
"""What each row was before a set touched it. Rows of a bulk load did not exist before it, whatever came after."""


_DELETE_UNUSED_BYTES = """
    DELETE FROM blob WHERE hash NOT IN (
        SELECT digest FROM source UNION SELECT photo FROM contact WHERE photo IS NOT NULL
        UNION SELECT json_extract(old, '$.digest') FROM change WHERE tab = 'source' AND old IS NOT NULL
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


class Journal:
    """Begins acts, and takes them back."""

    def __init__(self, database: Database) -> None:
        self._database = database

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
            else:
                database.execute("DELETE FROM change_set WHERE id = ?", (act.change_set,))

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
        found = self._sets("id = ?", change_set, limit=1)
        if not found:
            raise NotFound("act", str(change_set), advice="`netcrm undo --list` shows the acts that can be taken back.")
        return found[0]

    def revert(self, change_set: ChangeSet) -> None:
        """Take back `change_set` inside the act in force.

        Raises:
            UndoRefused: a later act in force touched the same rows, or built on them.
        """
        if change_set.kind == "act":
            self._refuse_where_touched_later(change_set)
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
            raise UndoRefused(
                f"Act {change_set.id} (“{change_set.label}”) cannot be taken back alone: a later act uses the same"
                " values. Take back the later ones first."
            ) from None
        if change_set.kind == "act":
            self._refuse_where_built_upon(change_set)

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

    def _refuse_where_touched_later(self, change_set: ChangeSet) -> None:
        # A later bulk load brought fresh ids only, so only its single changes can meet ours.
        later = self._database.row(
            """
            SELECT s.id, s.label FROM change_set AS s
            JOIN change AS mine ON mine.change_set = ?1
            JOIN change AS theirs ON theirs.change_set = s.id AND theirs.tab = mine.tab
                 AND theirs.row_id BETWEEN mine.row_id AND mine.last_id
            WHERE s.id > ?1 AND s.kind = 'act' AND s.undone_by IS NULL ORDER BY s.id DESC LIMIT 1
            """,
            (change_set.id,),
        )
        if later:
            raise _refusal(change_set, (later[0], later[1]))

    def _has_later_act(self, change_set: ChangeSet) -> bool:
        return bool(
            self._database.scalar(
                "SELECT 1 FROM change_set WHERE id > ? AND kind = 'act' AND undone_by IS NULL LIMIT 1", (change_set.id,)
            )
        )

    def _refuse_where_built_upon(self, change_set: ChangeSet) -> None:
        """Find rows of later acts that now point at nothing; the newest act has no later ones and needs no look."""
        if not self._has_later_act(change_set):
            return
        broken = self._database.row('SELECT "table", rowid FROM pragma_foreign_key_check LIMIT 1')
        if not broken:
            return
        later = self._database.row(
            "SELECT s.id, s.label FROM change AS c JOIN change_set AS s ON s.id = c.change_set"
            " WHERE c.tab = ? AND ? BETWEEN c.row_id AND c.last_id AND s.id > ? AND s.undone_by IS NULL"
            " ORDER BY s.id DESC LIMIT 1",
            (*broken, change_set.id),
        )
        raise _refusal(change_set, (later[0], later[1]) if later else (0, "a later one"))

    def mark(self, change_set: int, undone_by: int | None) -> None:
        """Note that a set was taken back by another, or (with `None`) is in force again."""
        self._database.execute("UPDATE change_set SET undone_by = ? WHERE id = ?", (undone_by, change_set))

    def prune(self, now: datetime) -> None:
        """Forget what is older than the last 1,000 sets or 180 days, and the bytes that nothing points at any more."""
        oldest = (now.astimezone(UTC) - timedelta(days=KEPT_DAYS)).isoformat()
        with self._database.immediate():
            self._database.execute(
                "CREATE TEMP TABLE forgotten AS SELECT id FROM change_set WHERE made_at < ?"
                " OR id <= (SELECT max(id) FROM change_set) - ?",
                (oldest, KEPT_SETS),
            )
            self._database.execute("DELETE FROM change WHERE change_set IN (SELECT id FROM forgotten)")
            self._database.execute("DELETE FROM change_set WHERE id IN (SELECT id FROM forgotten)")
            self._database.execute("DROP TABLE forgotten")
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


def _refusal(change_set: ChangeSet, later: tuple[int, str]) -> UndoRefused:
    return UndoRefused(
        f"Act {change_set.id} (“{change_set.label}”) cannot be taken back alone: act {later[0]} (“{later[1]}”)"
        f" built on it. Take back act {later[0]} first."
    )


def nothing_to_undo() -> NothingToDo:
    """The error of an `undo` where no act is in force."""
    return NothingToDo("There is nothing to undo.")


def nothing_to_redo() -> NothingToDo:
    """The error of a `redo` where no undo is in force, or a new act ended it."""
    return NothingToDo("There is nothing to redo: a redo follows an undo, and the next new act ends it.")
