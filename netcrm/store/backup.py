"""Backups: whole, verified copies of the store, and the way back from one."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from netcrm.errors import StoreProblem, Unreadable
from netcrm.paths import backup_folder
from netcrm.store.database import APPLICATION_ID, SCHEMA_VERSION, Database

KEPT = 10
"""How many rotating backups stay, the newest; those that a user named stay for ever."""


def back_up(database: Database, *, reason: str = "daily", now: datetime | None = None) -> Path:
    """Write a rotating backup beside the store, verify it, delete the oldest, and return its path.

    Raises:
        StoreProblem: the copy could not be written or is not whole.
    """
    folder = backup_folder(database.path)
    stamp = (now or datetime.now(UTC)).strftime("%Y%m%d-%H%M%S")
    target = folder / f"{database.path.stem}-{stamp}-{reason}.db"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreProblem(f"No backup can be written to {folder}: {error.strerror or error}.") from error
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{database.path.stem}-{stamp}-{reason}-{number}.db"
    copy_to(database, target)
    for old in rotating(database.path)[KEPT:]:
        old.unlink(missing_ok=True)
    return target


def rotating(store: Path) -> list[Path]:
    """Return the rotating backups of a store, newest first."""
    folder = backup_folder(store)
    return sorted(folder.glob(f"{store.stem}-*.db"), key=lambda path: path.stat().st_mtime_ns, reverse=True)


def copy_to(database: Database, target: Path) -> None:
    """Copy the whole store to `target`, verified, by way of a temporary file beside it."""
    temporary = target.with_name(f".{target.name}.part")
    try:
        os.close(os.open(temporary, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600))
        copy = sqlite3.connect(temporary)
        try:
            with database.guarded():
                database.peewee.connection().backup(copy)
            copy.execute("PRAGMA journal_mode = delete")
            found = copy.execute("PRAGMA quick_check").fetchone()[0]
        finally:
            copy.close()
        if found != "ok":
            raise StoreProblem(f"The backup {target} is not whole: {found}. The store itself may be damaged.")
        temporary.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise StoreProblem(f"The backup {target} could not be written: {error}.") from error
    finally:
        temporary.unlink(missing_ok=True)


def copy_back(database: Database, backup: Path) -> None:
    """Replace all that the store holds by what `backup` holds, in place, so that open programs see it.

    Raises:
        Unreadable: the backup is missing or no store.
        StoreProblem: it was made by a newer netcrm, is damaged, or the store is in use.
    """
    if not backup.is_file():
        raise Unreadable(f"There is no backup {backup}.")
    source = sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)
    try:
        try:
            application = source.execute("PRAGMA application_id").fetchone()[0]
            version = source.execute("PRAGMA user_version").fetchone()[0]
            whole = source.execute("PRAGMA quick_check").fetchone()[0]
        except sqlite3.DatabaseError:
            raise Unreadable(f"{backup} is not a netcrm store.") from None
        if application != APPLICATION_ID:
            raise Unreadable(f"{backup} is not a netcrm store.")
        if version > SCHEMA_VERSION:
            raise StoreProblem(f"{backup} was made by a newer netcrm. Update netcrm first.")
        if whole != "ok":
            raise StoreProblem(f"{backup} is damaged: {whole}. Choose another backup.")
        with database.guarded():
            source.backup(database.peewee.connection())
    finally:
        source.close()
