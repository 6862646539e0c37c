"""The triggers: the journal's, made from the columns of the tables, and the full-text indexes'.

They are made anew after each migration, so that they always fit the tables. SQLite's own (see the package's rule 9).
"""

from __future__ import annotations

from peewee import SqliteDatabase

JOURNALLED = (
    "contact",
    "organisation",
    "contact_role",
    "contact_tag",
    "email",
    "phone",
    "address",
    "link",
    "position",
    "interaction",
    "participant",
    "playbook_run",
    "playbook_member",
    "follow_up",
    "interview",
    "interview_step",
    "interview_note",
    "advice",
    "mentorship",
    "mentor_goal",
    "relation",
    "introduction",
    "introduction_step",
    "introduction_task",
    "event",
    "event_person",
    "study",
    "study_site",
    "study_person",
    "publication",
    "authorship",
    "goal",
    "activity",
    "employer",
    "lead",
    "note_rule",
    "cadence",
    "skip",
    "snooze",
    "rest",
    "pause",
    "source",
    "organisation_source",
    "left_out",
    "set_aside",
    "former_uid",
    "field_change",
    "not_same",
    "setting",
)
"""The tables whose every change is journalled, parents before their children."""

_SEARCHED = {
    "contact": ("folded", "nicknames", "note"),
    "organisation": ("folded", "city", "note"),
    "interaction": ("summary",),
}


def columns(database: SqliteDatabase, table: str) -> tuple[str, ...]:
    """Return the columns of a table in their order, the id first."""
    return tuple(row[1] for row in database.execute_sql(f"PRAGMA table_info({table})").fetchall())


def rebuild(database: SqliteDatabase) -> None:
    """Drop every trigger of the store and make those that its tables ask for today."""
    for (name,) in database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        database.execute_sql(f"DROP TRIGGER {name}")
    for table in JOURNALLED:
        for statement in _journal(table, columns(database, table)):
            database.execute_sql(statement)
    for table, searched in _SEARCHED.items():
        for statement in _search(table, searched):
            database.execute_sql(statement)


def _journal(table: str, names: tuple[str, ...]) -> tuple[str, ...]:
    old = "json_object(" + ", ".join(f"'{name}', OLD.{name}" for name in names if name != "id") + ")"
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in names)
    current = "(SELECT change_set FROM journal_current WHERE id = 1)"
    entry = "INSERT INTO change (change_set, tab, row_id, last_id, operation, old) VALUES"
    return (
        # A bulk load is journalled as one range of ids by the act itself.
        f"CREATE TRIGGER journal_{table}_insert AFTER INSERT ON {table}"
        f" WHEN (SELECT bulk FROM journal_current WHERE id = 1) = 0"
        f" BEGIN {entry} ({current}, '{table}', NEW.id, NEW.id, 'insert', NULL); END",
        # A row that is written over with what it held was not changed: it is no part of the act.
        f"CREATE TRIGGER journal_{table}_update AFTER UPDATE ON {table} WHEN {changed}"
        f" BEGIN {entry} ({current}, '{table}', OLD.id, OLD.id, 'update', {old}); END",
        f"CREATE TRIGGER journal_{table}_delete AFTER DELETE ON {table}"
        f" BEGIN {entry} ({current}, '{table}', OLD.id, OLD.id, 'delete', {old}); END",
    )


def _search(table: str, names: tuple[str, ...]) -> tuple[str, ...]:
    index = f"{table}_search"
    listed = ", ".join(names)
    new = ", ".join(f"NEW.{name}" for name in names)
    old = ", ".join(f"OLD.{name}" for name in names)
    add = f"INSERT INTO {index} (rowid, {listed}) VALUES (NEW.id, {new});"
    remove = f"INSERT INTO {index} ({index}, rowid, {listed}) VALUES ('delete', OLD.id, {old});"
    return (
        f"CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {index}_update AFTER UPDATE OF {listed} ON {table} BEGIN {remove} {add} END",
        f"CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN {remove} END",
    )
