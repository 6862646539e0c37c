"""What the doctor looks at: the file, the references between rows, and the search indexes."""

from __future__ import annotations

import sqlite3

import peewee

from netcrm.store.database import Database

SEARCH_INDEXES = ("contact_search", "organisation_search", "interaction_search")


def check_store(database: Database) -> list[str]:
    """Return a sentence for each fault of the file and of its references; none for a sound store."""
    faults = [
        f"SQLite finds the file damaged: {row[0]}"
        for row in database.rows("PRAGMA integrity_check(20)")
        if row[0] != "ok" and not _is_of_an_index(str(row[0]))
    ]
    faults += [
        f"A row of {table} ({row_id}) points at a missing {parent}"
        for table, row_id, parent in database.rows(
            'SELECT "table", rowid, parent FROM pragma_foreign_key_check LIMIT 20'
        )
    ]
    open_act = database.scalar("SELECT change_set FROM journal_current")
    if open_act is not None:
        faults.append(f"The journal still names act {open_act} as being in force")
    return faults


def _is_of_an_index(fault: str) -> bool:
    """Whether newer versions of SQLite report what `broken_indexes` finds (and can be put right) here too."""
    return "fts5" in fault.casefold()


def broken_indexes(database: Database) -> list[str]:
    """Return the search indexes that do not fit their tables."""
    return [index for index in SEARCH_INDEXES if not _fits(database, index)]


def _fits(database: Database, index: str) -> bool:
    try:
        # Rank 1 compares an external-content index with the table itself. It writes nothing.
        database.peewee.execute_sql(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
    except (peewee.DatabaseError, sqlite3.DatabaseError):
        return False
    return True


def rebuild_index(database: Database, index: str) -> None:
    """Make a search index anew from its table."""
    with database.immediate():
        database.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
