"""Backups: whole, verified copies of the store, and the way back from one."""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from netcrm.errors import StoreDamaged, StoreProblem, Unreadable
from netcrm.paths import backup_folder
from netcrm.store.database import APPLICATION_ID, SCHEMA_VERSION, Database, open_database

KEPT = 10
"""How many rotating backups stay, the newest; those that a user named stay for ever."""

_STAMP = "%Y%m%d-%H%M%S"


def back_up(
    database: Database, *, reason: str = "daily", now: datetime | None = None, spare: Path | None = None
) -> Path:
    """Write a rotating backup beside the store, verify it, delete the oldest but `spare`, and return its path.

    Raises:
        StoreProblem: the copy could not be written or is not whole.
    """
    folder = backup_folder(database.path)
    name = f"{database.path.stem}-{now or datetime.now(UTC):{_STAMP}}-{reason}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreProblem(f"No backup can be written to {folder}: {error.strerror or error}.") from error
    target = _free_name(folder / f"{name}.db")
    copy_to(database, target)
    for old in rotating(database.path)[KEPT:]:
        if old != target and not (spare and _is_same_file(old, spare)):
            old.unlink(missing_ok=True)
    return target


def _free_name(path: Path) -> Path:
    number = 1
    free = path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free


def rotating(store: Path) -> list[Path]:
    """Return the rotating backups of a store, newest first: by the stamp in their names, which copying them keeps."""
    ours = re.compile(re.escape(store.stem) + r"-(\d{8}-\d{6})-[a-z-]*[a-z](?:-(\d+))?\.db")
    try:
        found = [(match, path) for path in backup_folder(store).iterdir() if (match := ours.fullmatch(path.name))]
    except OSError:
        return []  # there is no such folder yet
    found.sort(key=lambda pair: (pair[0][1], int(pair[0][2] or 1)), reverse=True)
    return [path for _, path in found]


def made_at(backup: Path) -> datetime:
    """Return when a rotating backup was made."""
    found = re.search(r"-(\d{8}-\d{6})-", backup.name)
    if found is None:
        raise ValueError(f"{backup} is no rotating backup")
    return datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC)


def copy_to(database: Database, target: Path) -> None:
    """Copy the whole store to `target`, verified, by way of a temporary file beside it.

    Raises:
        StoreDamaged: the copy is not whole.
        StoreProblem: it could not be written, or `target` is something else than a backup.
    """
    if _is_same_file(target, database.path):
        raise StoreProblem("A backup cannot be written over the store itself. Name another file.")
    if target.exists() and not _is_store(target):
        raise StoreProblem(f"{target} is there already and is no backup. Name another file.")
    try:
        with _temporary_file(target.parent) as temporary:
            with closing(sqlite3.connect(temporary)) as copy:
                with database.guarded():
                    database.peewee.connection().backup(copy)
                copy.execute("PRAGMA journal_mode = delete")
                found = copy.execute("PRAGMA quick_check").fetchone()[0]
            if found != "ok":
                raise StoreDamaged(f"The backup {target} is not whole: {found}. The store itself may be damaged.")
            temporary.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise StoreProblem(f"The backup {target} could not be written: {_reason(error)}.") from error


def check_backup(backup: Path, store: Path) -> None:
    """Refuse what cannot be restored.

    Raises:
        Unreadable: the backup is missing or no store.
        StoreProblem: it was made by a newer netcrm, is damaged, or is the store itself.
    """
    if not backup.is_file():
        raise Unreadable(f"There is no backup {backup}.")
    if _is_same_file(backup, store):
        raise StoreProblem(f"{backup} is the store itself. Name a backup of it.")
    try:
        with closing(_read_only(backup)) as source:
            application = source.execute("PRAGMA application_id").fetchone()[0]
            version = source.execute("PRAGMA user_version").fetchone()[0]
            whole = source.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error):
            raise Unreadable(f"{backup} is not a netcrm store.") from None
        raise StoreProblem(f"{backup} cannot be restored: {error}. Choose another backup.") from error
    if application != APPLICATION_ID:
        raise Unreadable(f"{backup} is not a netcrm store.")
    if version > SCHEMA_VERSION:
        raise StoreProblem(f"{backup} was made by a newer netcrm. Update netcrm first.")
    if whole != "ok":
        raise StoreProblem(f"{backup} is damaged: {whole}. Choose another backup.")


@contextmanager
def working_copy(backup: Path, store: Path) -> Iterator[Database]:
    """Yield a copy of a backup beside the store, brought to today's form; it is deleted afterwards.

    What a restore still has to change is changed there, so that the store itself moves in one step.
    """
    try:
        with _temporary_file(store.parent) as temporary:
            with closing(_read_only(backup)) as source, closing(sqlite3.connect(temporary)) as target:
                source.backup(target)
            copy = open_database(temporary, before_migration=False)
            try:
                yield copy
            finally:
                copy.close()
    except (OSError, sqlite3.Error) as error:
        raise StoreProblem(f"{backup} cannot be restored: {_reason(error)}.") from error


def copy_over(database: Database, copy: Database) -> None:
    """Replace all that the store holds by what `copy` holds, in one step and in place: open programs see it.

    Raises:
        StoreProblem: another program holds the store.
    """

    def heed_lock(status: int, _remaining: int, _total: int) -> None:
        # Python tries for ever; by now SQLite has waited for as long as it may.
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise StoreProblem(f"The store {database.path} is busy in another program. Try again in a moment.")

    with database.guarded():
        copy.peewee.connection().backup(database.peewee.connection(), progress=heed_lock)


def put_in_place(database: Database, copy: Database, *, now: datetime | None = None) -> Path:
    """Put `copy` where a damaged store stood, and return where that is now, as it was."""
    copy.execute("PRAGMA journal_mode = delete")
    copy.close()
    database.close()
    store = database.path
    folder = backup_folder(store)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = _free_name(folder / f"{store.stem}-{now or datetime.now(UTC):{_STAMP}}-damaged.db.kept")
        for end in ("-wal", "-shm"):
            side = store.with_name(store.name + end)
            if side.exists():
                side.replace(aside.with_name(aside.name + end))
        store.replace(aside)
        copy.path.replace(store)
    except OSError as error:
        raise StoreProblem(f"The damaged store {store} cannot be moved: {error.strerror or error}.") from error
    database.execute("PRAGMA journal_mode = wal")
    return aside


@contextmanager
def _temporary_file(folder: Path) -> Iterator[Path]:
    """Yield a new file that only its user can read; it goes afterwards, with what SQLite put beside it."""
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".netcrm-", suffix=".part", delete=False) as made:
        temporary = Path(made.name)
    try:
        yield temporary
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            temporary.with_name(temporary.name + end).unlink(missing_ok=True)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _is_store(path: Path) -> bool:
    """Whether a file's head says that it is a store (the SQLite file format, 1.3)."""
    try:
        with path.open("rb") as file:
            head = file.read(72)
    except OSError:
        return False
    return head[:16] == b"SQLite format 3\0" and head[68:72] == APPLICATION_ID.to_bytes(4, "big")


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False  # one of them is not there


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
