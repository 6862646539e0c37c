"""Interviews, and a ledger with a book for each file or folder that carries a calendar."""

from peewee import SqliteDatabase
from playhouse.migrate import SchemaMigrator

SQL = """
ALTER TABLE calendar_ledger RENAME TO former_ledger;

CREATE TABLE calendar_book (
    name TEXT PRIMARY KEY, wanted TEXT NOT NULL DEFAULT '', stands_for TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE calendar_ledger (
    book TEXT NOT NULL, uid TEXT NOT NULL, digest TEXT NOT NULL, sequence INTEGER NOT NULL, state TEXT NOT NULL,
    changed_at TEXT NOT NULL, ended_on TEXT, item TEXT NOT NULL, file TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (book, uid)
) STRICT;
CREATE TABLE calendar_body (
    book TEXT NOT NULL, uid TEXT NOT NULL, place INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (book, uid)
) STRICT;
CREATE INDEX calendar_body_place ON calendar_body (book, place);
INSERT INTO calendar_ledger (book, uid, digest, sequence, state, changed_at, ended_on, item)
    SELECT 'event-brief', uid, digest, sequence, state, changed_at, cancelled_on, item FROM former_ledger;
INSERT INTO calendar_book (name) SELECT 'event-brief' WHERE EXISTS (SELECT 1 FROM former_ledger);
DROP TABLE former_ledger;

CREATE TABLE interview (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    contact_id INTEGER NOT NULL REFERENCES contact (id), stage TEXT NOT NULL, topic TEXT NOT NULL,
    happens_on TEXT, happens_at TEXT, time_zone TEXT NOT NULL, minutes INTEGER NOT NULL, place TEXT NOT NULL
) STRICT;
CREATE INDEX interview_contact ON interview (contact_id, id);
CREATE INDEX interview_day ON interview (happens_on, id) WHERE happens_on IS NOT NULL;
CREATE INDEX interview_stage ON interview (stage, contact_id);

CREATE TABLE interview_step (
    id INTEGER PRIMARY KEY AUTOINCREMENT, interview_id INTEGER NOT NULL REFERENCES interview (id),
    stage TEXT NOT NULL, reached_on TEXT NOT NULL, interaction_id INTEGER REFERENCES interaction (id),
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX interview_step_interview ON interview_step (interview_id, id);
CREATE INDEX interview_step_interaction ON interview_step (interaction_id) WHERE interaction_id IS NOT NULL;
"""


def up(_migrator: SchemaMigrator, db: SqliteDatabase) -> None:
    """Add the tables; what was exported before this version was exported as events in brief."""
    for statement in SQL.split(";\n"):
        if statement.strip():
            db.execute_sql(statement)
