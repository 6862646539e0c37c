"""Opening a store: one SQLite file, safe to open twice, checked, migrated, and readable by its user alone."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import peewee

from netcrm.errors import StoreDamaged, StoreProblem
from netcrm.store.location import refuse_unsafe_place

APPLICATION_ID = 0x6E63726D
"""`ncrm`: how a store is told from other SQLite files."""

SCHEMA_VERSION = 5
"""The number of the last migration."""

_OLDEST_SQLITE = (3, 37, 0)

_ROWS_A_STATEMENT = 100
"""Times the columns of the widest table, this stays well below the variables that a statement may have (32,766)."""

_SMALLEST_DATABASE = 512
"""Bytes: one page of the smallest size (the SQLite file format, 1.3.2)."""

# Of each connection. None of them writes: the file may turn out to be another program's.
_PRAGMAS = {
    "foreign_keys": 1,
    "synchronous": "normal",
    "busy_timeout": 5000,
    "cache_size": -32000,
    "temp_store": "memory",
}

Parameters = Sequence[object]


def _problem(error: Exception, path: Path) -> StoreProblem:
    """Return the failure of SQLite as a sentence that a person can act on."""
    words = str(error)
    if "malformed" in words:
        return StoreDamaged(f"The store {path} is damaged. `netcrm restore` brings back a backup.")
    known = {
        "full": f"The disk is full: nothing was written to {path}. Make room and try again.",
        "readonly": f"The store {path} cannot be written: the file or its folder is read-only.",
        "unable to open": f"The store {path} cannot be opened: check that its folder exists and can be written.",
        "locked": f"The store {path} is busy in another program. Try again in a moment.",
        "not a database": f"{path} is not a netcrm store. Name another file with --db.",
        "disk I/O": f"The disk that holds {path} failed to read or write.",
    }
    sentence = next((known[part] for part in known if part in words), f"The store {path} cannot be used: {words}.")
    return StoreProblem(sentence)


class _Sqlite(peewee.SqliteDatabase):
    """Peewee's, but for the end of a transaction that SQLite itself has ended."""

    def rollback(self) -> None:
        """Take the transaction back, where it is still there: on a full disk SQLite does so before anybody asks."""
        connection: sqlite3.Connection = peewee.SqliteDatabase.connection(self)
        if connection.in_transaction:
            super().rollback()


class Database:
    """A store's SQLite file through Peewee. Each thread has a connection of its own, opened at its first use."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.peewee: peewee.SqliteDatabase = _Sqlite(str(path), pragmas=_PRAGMAS)
        self._owner = threading.get_ident()

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn the failures of SQLite that a person can act on into a `StoreProblem`."""
        try:
            yield
        except (peewee.IntegrityError, sqlite3.IntegrityError):
            raise
        except (peewee.DatabaseError, sqlite3.DatabaseError) as error:
            raise _problem(error, self.path) from error

    def execute(self, sql: str, parameters: Parameters = ()) -> sqlite3.Cursor:
        """Run one statement."""
        with self.guarded():
            cursor: sqlite3.Cursor = self.peewee.execute_sql(sql, tuple(parameters))
            return cursor

    def rows(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query as tuples."""
        with self.guarded():
            found: list[tuple[Any, ...]] = self.peewee.execute_sql(sql, tuple(parameters)).fetchall()
            return found

    def row(self, sql: str, parameters: Parameters = ()) -> tuple[Any, ...] | None:
        """Return the first row of a query, or nothing."""
        with self.guarded():
            found: tuple[Any, ...] | None = self.peewee.execute_sql(sql, tuple(parameters)).fetchone()
            return found

    def scalar(self, sql: str, parameters: Parameters = ()) -> Any:
        """Return the first column of the first row, or `None`."""
        found = self.row(sql, parameters)
        return found[0] if found else None

    def many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """Run one statement for many rows: ten times as fast as Peewee's own `insert_many`."""
        with self.guarded():
            self.peewee.connection().executemany(sql, rows)

    def insert_rows(self, table: str, columns: Sequence[str], rows: Sequence[Parameters]) -> None:
        """Insert many rows, some hundred of them by one statement.

        A full-text index writes what it gathered after each statement that touches it: with a statement a row, that
        takes longer than all the rest.
        """
        names = f"INSERT INTO {table} ({', '.join(columns)}) VALUES "
        row_marks = f"({', '.join('?' * len(columns))})"
        whole = len(rows) - len(rows) % _ROWS_A_STATEMENT
        if whole:
            statement = names + ", ".join([row_marks] * _ROWS_A_STATEMENT)
            self.many(
                statement,
                (
                    list(chain.from_iterable(rows[start : start + _ROWS_A_STATEMENT]))
                    for start in range(0, whole, _ROWS_A_STATEMENT)
                ),
            )
        self.many(names + row_marks, rows[whole:])

    @contextmanager
    def immediate(self) -> Iterator[None]:
        """A write transaction. It takes the lock at once: a later upgrade from reading would fail without waiting."""
        with self.guarded(), self.peewee.atomic("IMMEDIATE"):
            yield

    @contextmanager
    def rolled_back(self) -> Iterator[None]:
        """A write transaction that leaves nothing behind: for looking at what an act would do."""
        with self.guarded(), self.peewee.atomic("IMMEDIATE") as transaction:
            try:
                yield
            finally:
                transaction.rollback()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A read transaction: all queries inside see one state of the store."""
        with self.guarded(), self.peewee.atomic():
            yield

    @contextmanager
    def connection(self) -> Iterator[None]:
        """Open this thread's connection for a piece of work and close it after; in the opener's thread do nothing."""
        if threading.get_ident() == self._owner:
            yield
            return
        with self.guarded(), self.peewee.connection_context():
            yield

    def data_version(self) -> int:
        """Return a number that changes whenever another connection has written (`PRAGMA data_version`)."""
        return int(self.scalar("PRAGMA data_version"))

    def close(self) -> None:
        """Close this thread's connection."""
        if not self.peewee.is_closed():
            self.peewee.close()


def open_database(path: Path, *, before_migration: bool = True, even_damaged: bool = False) -> Database:
    """Open the store at `path`, making or migrating it where needed.

    Args:
        before_migration: Whether a backup is taken before a migration.
        even_damaged: Whether a broken file is opened all the same, to be restored: most uses of it will fail.

    Raises:
        StoreProblem: the place, the file, its version or SQLite itself cannot be used.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise StoreProblem(
            f"netcrm needs SQLite 3.37 or newer; this Python carries {sqlite3.sqlite_version}. Use a newer Python."
        )
    path = path.expanduser().absolute()
    refuse_unsafe_place(path)
    _make_private_file(path)
    database = Database(path)
    try:
        version = database.scalar("PRAGMA user_version")
        if version != SCHEMA_VERSION or database.scalar("PRAGMA application_id") != APPLICATION_ID:
            _bring_up_to_date(database, back_up=before_migration)
        database.execute("PRAGMA journal_mode = wal")
    except StoreDamaged:
        database.close()
        if not even_damaged:
            raise
    except BaseException:
        database.close()
        raise
    return database


def _make_private_file(path: Path) -> None:
    # A store that is there is never opened but by SQLite: closing it here would drop the locks that SQLite holds for
    # this program's other connections (POSIX), and another program would write over theirs.
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        elif path.is_dir():
            raise StoreProblem(f"{path} is a folder. Name a file with --db.")
        elif not path.is_file():
            raise StoreProblem(f"{path} is no ordinary file. Name another one with --db.")
        elif 0 < path.stat().st_size < _SMALLEST_DATABASE:
            # SQLite takes so short a file for an empty database, and would write over it.
            raise StoreProblem(f"{path} is not a netcrm store. Name another file with --db.")
    except (FileExistsError, NotADirectoryError):
        raise StoreProblem(f"The store {path} cannot be made: a part of its path is a file.") from None
    except OSError as error:
        raise StoreProblem(f"The store {path} cannot be made: {error.strerror or error}.") from error


def _bring_up_to_date(database: Database, *, back_up: bool) -> None:
    version = database.scalar("PRAGMA user_version")
    application = database.scalar("PRAGMA application_id")
    tables = database.scalar("SELECT count(*) FROM sqlite_master")
    if application != APPLICATION_ID and (application or tables):
        raise StoreProblem(f"{database.path} is a database of another program. Name another file with --db.")
    if version > SCHEMA_VERSION:
        raise StoreProblem(
            f"The store {database.path} was made by a newer netcrm (format {version}, this one knows {SCHEMA_VERSION})."
            " Update netcrm."
        )
    if version and back_up:
        from netcrm.store.backup import back_up as make_backup

        make_backup(database, reason="migration")
    from playhouse.migrations import Runner

    from netcrm.store import triggers

    # Two programs may meet here: the one that waited for the lock finds the work done.
    with database.immediate():
        if database.scalar("PRAGMA user_version") == SCHEMA_VERSION:
            return
        Runner(database.peewee, str(Path(__file__).parent / "migrations")).up()
        triggers.rebuild(database.peewee)
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
