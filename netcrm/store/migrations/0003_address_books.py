"""Profiles as keys, UIDs of merged people, what changed of people and when, pairs that differ, and column mappings."""

from peewee import SqliteDatabase
from playhouse.migrate import SchemaMigrator

from netcrm.domain.profiles import profile_key

# The journal holds old rows as JSON of the columns that there were: undo ends here, as with every new column. The
# trigger that would journal the new keys goes as well; all triggers are made anew after the migration.
SQL = """
DELETE FROM change;
DELETE FROM change_set;
DROP TRIGGER IF EXISTS journal_link_update;

ALTER TABLE link ADD COLUMN key TEXT NOT NULL DEFAULT '';

CREATE TABLE former_uid (
    id INTEGER PRIMARY KEY AUTOINCREMENT, contact_id INTEGER NOT NULL REFERENCES contact (id), uid TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX former_uid_uid ON former_uid (uid, contact_id);
CREATE INDEX former_uid_contact ON former_uid (contact_id);

CREATE TABLE field_change (
    id INTEGER PRIMARY KEY AUTOINCREMENT, contact_id INTEGER NOT NULL REFERENCES contact (id), field TEXT NOT NULL,
    before TEXT NOT NULL, after TEXT NOT NULL, changed_on TEXT NOT NULL, file TEXT NOT NULL, is_news INTEGER NOT NULL
) STRICT;
CREATE INDEX field_change_contact ON field_change (contact_id, id);
CREATE INDEX field_change_news ON field_change (contact_id, id) WHERE is_news = 1;

CREATE TABLE not_same (
    id INTEGER PRIMARY KEY AUTOINCREMENT, first_id INTEGER NOT NULL REFERENCES contact (id),
    second_id INTEGER NOT NULL REFERENCES contact (id), said_on TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX not_same_pair ON not_same (first_id, second_id);
CREATE INDEX not_same_second ON not_same (second_id);

CREATE TABLE column_mapping (layout TEXT PRIMARY KEY, columns TEXT NOT NULL, used_on TEXT NOT NULL) STRICT;
"""


def up(_migrator: SchemaMigrator, db: SqliteDatabase) -> None:
    """Add the columns and tables; the triggers follow from them (`netcrm.store.triggers`)."""
    for statement in SQL.split(";\n"):
        if statement.strip():
            db.execute_sql(statement)
    keyed = [
        (key, link_id)
        for link_id, value in db.execute_sql("SELECT id, value FROM link").fetchall()
        if (key := profile_key(value))
    ]
    db.connection().executemany("UPDATE link SET key = ? WHERE id = ?", keyed)
    db.execute_sql("CREATE INDEX link_key ON link (key, contact_id) WHERE key <> ''")
