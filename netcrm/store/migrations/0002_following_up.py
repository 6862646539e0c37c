"""Recurring promises, playbooks, how to address people, and the sorting of those whom nobody has sorted yet."""

from peewee import SqliteDatabase
from playhouse.migrate import SchemaMigrator

# The journal holds old rows as JSON of the columns that there were: with further columns those could not be restored
# whole, so undo ends here.
SQL = """
DELETE FROM change;
DELETE FROM change_set;

ALTER TABLE contact ADD COLUMN salutation TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN first_names INTEGER NOT NULL DEFAULT 0;
CREATE INDEX contact_birthday ON contact (substr(birthday, -5)) WHERE birthday GLOB '*-[0-9][0-9]-[0-9][0-9]';
CREATE INDEX position_begun ON position (substr(start_on, -5)) WHERE end_on = '' AND length(start_on) = 10;

CREATE TABLE playbook_run (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE, playbook TEXT NOT NULL, definition TEXT NOT NULL,
    started_on TEXT NOT NULL, started_at TEXT, state TEXT NOT NULL, ended_on TEXT,
    ended_why TEXT NOT NULL
) STRICT;
CREATE INDEX playbook_run_going ON playbook_run (state) WHERE state <> 'ended';
CREATE TABLE playbook_member (
    id INTEGER PRIMARY KEY AUTOINCREMENT, run_id INTEGER NOT NULL REFERENCES playbook_run (id),
    contact_id INTEGER NOT NULL REFERENCES contact (id), part TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX playbook_member_run ON playbook_member (run_id, contact_id);
CREATE INDEX playbook_member_contact ON playbook_member (contact_id, run_id);

ALTER TABLE follow_up ADD COLUMN repeats TEXT NOT NULL DEFAULT '';
ALTER TABLE follow_up ADD COLUMN repeats_from TEXT NOT NULL DEFAULT '';
ALTER TABLE follow_up ADD COLUMN first_on TEXT;
ALTER TABLE follow_up ADD COLUMN occurrence INTEGER NOT NULL DEFAULT 0;
ALTER TABLE follow_up ADD COLUMN run_id INTEGER REFERENCES playbook_run (id);
ALTER TABLE follow_up ADD COLUMN step TEXT NOT NULL DEFAULT '';
CREATE INDEX follow_up_run ON follow_up (run_id) WHERE run_id IS NOT NULL;

ALTER TABLE rest ADD COLUMN up_to INTEGER NOT NULL DEFAULT 0;
ALTER TABLE snooze ADD COLUMN reason TEXT NOT NULL DEFAULT '';

CREATE TABLE set_aside (
    id INTEGER PRIMARY KEY AUTOINCREMENT, contact_id INTEGER NOT NULL REFERENCES contact (id),
    set_aside_on TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX set_aside_contact ON set_aside (contact_id);
CREATE INDEX contact_unsorted ON contact (starred DESC, added_on, sort_key, id)
    WHERE tier IS NULL AND state = 'active';

ALTER TABLE contact_state ADD COLUMN held_by TEXT NOT NULL DEFAULT '';
"""


def up(_migrator: SchemaMigrator, db: SqliteDatabase) -> None:
    """Add the columns and tables; the triggers follow from them (`netcrm.store.triggers`)."""
    for statement in SQL.split(";\n"):
        if statement.strip():
            db.execute_sql(statement)
