"""What the doctor looks at: the file, the references between rows, and the search indexes."""

from __future__ import annotations

import sqlite3

import peewee

from netcrm.store.database import Database

_INDEXES = ("contact_search", "organisation_search", "interaction_search")


def check_store(database: Database) -> list[str]:
    """Return a sentence for each fault found; none for a sound store."""
    faults = [
        f"SQLite finds the file damaged: {row[0]}"
        for row in database.rows("PRAGMA integrity_check(20)")
        if row[0] != "ok"
    ]
    faults += [
        f"A row of {table} ({row_id}) points at a missing {parent}"
        for table, row_id, parent in database.rows(
            'SELECT "table", rowid, parent FROM pragma_foreign_key_check LIMIT 20'
        )
    ]
    for index in _INDEXES:
        try:
            # Rank 1 compares an external-content index with the table itself.
            with database.rolled_back():
                database.peewee.execute_sql(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        except (peewee.DatabaseError, sqlite3.DatabaseError):
            faults.append(f"The search index {index} does not fit its table; `netcrm restore` brings back a backup")
    open_act = database.scalar("SELECT change_set FROM journal_current")
    if open_act is not None:
        faults.append(f"The journal still names act {open_act} as being in force")
    return faults
