"""The first shape of the store."""

from peewee import SqliteDatabase
from playhouse.migrate import SchemaMigrator

# Dates are local `YYYY-MM-DD`, stamps UTC ISO text. Journalled tables have AUTOINCREMENT keys, so that an id is never
# given twice and a bulk load is one range; foreign keys are NO ACTION, so that each delete is explicit and journalled.
SQL = """
CREATE TABLE contact (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL, prefix TEXT NOT NULL, given TEXT NOT NULL, additional TEXT NOT NULL, family TEXT NOT NULL,
    suffix TEXT NOT NULL, credentials TEXT NOT NULL, nicknames TEXT NOT NULL, folded TEXT NOT NULL,
    sort_key TEXT NOT NULL, note TEXT NOT NULL, birthday TEXT NOT NULL, tier TEXT, starred INTEGER NOT NULL,
    language TEXT NOT NULL, country TEXT NOT NULL, state TEXT NOT NULL, state_since TEXT, state_why TEXT NOT NULL,
    photo TEXT, added_on TEXT NOT NULL
) STRICT;
CREATE INDEX contact_sort ON contact (sort_key, id, state);
CREATE INDEX contact_folded ON contact (folded);
CREATE INDEX contact_tier ON contact (tier) WHERE tier IS NOT NULL;
CREATE INDEX contact_added ON contact (added_on);
CREATE INDEX contact_put_away ON contact (state) WHERE state <> 'active';
CREATE INDEX contact_starred ON contact (starred) WHERE starred <> 0;

CREATE TABLE contact_role (
    id INTEGER PRIMARY KEY AUTOINCREMENT, contact_id INTEGER NOT NULL REFERENCES contact (id),
    ordinal INTEGER NOT NULL, role TEXT NOT NULL
) STRICT;
CREATE INDEX contact_role_contact ON contact_role (contact_id, ordinal);
CREATE UNIQUE INDEX contact_role_role ON contact_role (role, contact_id);

CREATE TABLE contact_tag (
    id INTEGER PRIMARY KEY AUTOINCREMENT, contact_id INTEGER NOT NULL REFERENCES contact (id), tag TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX contact_tag_contact ON contact_tag (contact_id, tag);
CREATE INDEX contact_tag_tag ON contact_tag (tag, contact_id);

CREATE TABLE email (
    id INTEGER PRIMARY KEY AUTOINCREMENT, contact_id INTEGER NOT NULL REFERENCES contact (id),
    ordinal INTEGER NOT NULL, value TEXT NOT NULL, key TEXT NOT NULL, label TEXT NOT NULL, preferred INTEGER NOT NULL
) STRICT;
CREATE INDEX email_contact ON email (contact_id, ordinal);
CREATE INDEX email_key ON email (key, contact_id);

CREATE TABLE phone (
    id INTEGER PRIMARY KEY AUTOINCREMENT, contact_id INTEGER NOT NULL REFERENCES contact (id),
    ordinal INTEGER NOT NULL, value TEXT NOT NULL, key TEXT NOT NULL, label TEXT NOT NULL, preferred INTEGER NOT NULL
) STRICT;
CREATE INDEX phone_contact ON phone (contact_id, ordinal);
CREATE INDEX phone_key ON phone (key, contact_id);

CREATE TABLE address (
    id INTEGER PRIMARY KEY AUTOINCREMENT, contact_id INTEGER NOT NULL REFERENCES contact (id),
    ordinal INTEGER NOT NULL, street TEXT NOT NULL, city TEXT NOT NULL, region TEXT NOT NULL,
    postal_code TEXT NOT NULL, country TEXT NOT NULL, label TEXT NOT NULL, city_key TEXT NOT NULL
) STRICT;
CREATE INDEX address_contact ON address (contact_id, ordinal);
CREATE INDEX address_city ON address (city_key, contact_id) WHERE city_key <> '';

CREATE TABLE link (
    id INTEGER PRIMARY KEY AUTOINCREMENT, contact_id INTEGER NOT NULL REFERENCES contact (id),
    ordinal INTEGER NOT NULL, value TEXT NOT NULL, label TEXT NOT NULL
) STRICT;
CREATE INDEX link_contact ON link (contact_id, ordinal);

CREATE TABLE organisation (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL, folded TEXT NOT NULL,
    kind TEXT, site_number TEXT NOT NULL, city TEXT NOT NULL, country TEXT NOT NULL, note TEXT NOT NULL
) STRICT;
CREATE INDEX organisation_folded ON organisation (folded);

CREATE TABLE position (
    id INTEGER PRIMARY KEY AUTOINCREMENT, contact_id INTEGER NOT NULL REFERENCES contact (id),
    organisation_id INTEGER REFERENCES organisation (id), ordinal INTEGER NOT NULL, title TEXT NOT NULL,
    department TEXT NOT NULL, start_on TEXT NOT NULL, end_on TEXT NOT NULL, is_primary INTEGER NOT NULL
) STRICT;
CREATE INDEX position_contact ON position (contact_id, ordinal);
CREATE INDEX position_organisation ON position (organisation_id, contact_id);

CREATE TABLE interaction (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE, happened_on TEXT NOT NULL, channel TEXT NOT NULL,
    direction TEXT NOT NULL, summary TEXT NOT NULL, counts INTEGER
) STRICT;
CREATE INDEX interaction_day ON interaction (happened_on);

CREATE TABLE participant (
    id INTEGER PRIMARY KEY AUTOINCREMENT, interaction_id INTEGER NOT NULL REFERENCES interaction (id),
    contact_id INTEGER NOT NULL REFERENCES contact (id)
) STRICT;
CREATE INDEX participant_contact ON participant (contact_id, interaction_id);
CREATE UNIQUE INDEX participant_interaction ON participant (interaction_id, contact_id);

CREATE TABLE follow_up (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    contact_id INTEGER NOT NULL REFERENCES contact (id), title TEXT NOT NULL, owner TEXT NOT NULL,
    due_on TEXT NOT NULL, due_at TEXT, state TEXT NOT NULL, snoozed_until TEXT, made_on TEXT NOT NULL,
    closed_on TEXT, reason TEXT NOT NULL
) STRICT;
CREATE INDEX follow_up_contact ON follow_up (contact_id);
CREATE INDEX follow_up_open ON follow_up (coalesce(snoozed_until, due_on)) WHERE state = 'open';

CREATE TABLE cadence (
    id INTEGER PRIMARY KEY AUTOINCREMENT, scope TEXT NOT NULL, contact_id INTEGER REFERENCES contact (id),
    organisation_id INTEGER REFERENCES organisation (id), name TEXT, interval TEXT NOT NULL, latest TEXT NOT NULL,
    set_on TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX cadence_contact ON cadence (contact_id) WHERE contact_id IS NOT NULL;
CREATE UNIQUE INDEX cadence_organisation ON cadence (organisation_id) WHERE organisation_id IS NOT NULL;
CREATE UNIQUE INDEX cadence_scope ON cadence (scope, name) WHERE name IS NOT NULL;

CREATE TABLE skip (
    id INTEGER PRIMARY KEY AUTOINCREMENT, contact_id INTEGER REFERENCES contact (id),
    organisation_id INTEGER REFERENCES organisation (id), skipped_on TEXT NOT NULL, was_due_on TEXT,
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX skip_contact ON skip (contact_id, skipped_on);
CREATE INDEX skip_organisation ON skip (organisation_id, skipped_on);

CREATE TABLE snooze (
    id INTEGER PRIMARY KEY AUTOINCREMENT, contact_id INTEGER REFERENCES contact (id),
    organisation_id INTEGER REFERENCES organisation (id), anchor TEXT, until TEXT NOT NULL, made_on TEXT NOT NULL
) STRICT;
CREATE INDEX snooze_contact ON snooze (contact_id, id);
CREATE INDEX snooze_organisation ON snooze (organisation_id, id);

CREATE TABLE rest (
    id INTEGER PRIMARY KEY AUTOINCREMENT, contact_id INTEGER NOT NULL REFERENCES contact (id),
    rested_on TEXT NOT NULL, reason TEXT NOT NULL
) STRICT;
CREATE INDEX rest_contact ON rest (contact_id, rested_on);

CREATE TABLE pause (
    id INTEGER PRIMARY KEY AUTOINCREMENT, contact_id INTEGER REFERENCES contact (id),
    organisation_id INTEGER REFERENCES organisation (id), start_on TEXT NOT NULL, end_on TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX pause_contact ON pause (contact_id);
CREATE INDEX pause_organisation ON pause (organisation_id);

CREATE TABLE source (
    id INTEGER PRIMARY KEY AUTOINCREMENT, contact_id INTEGER NOT NULL REFERENCES contact (id), file TEXT NOT NULL,
    format TEXT NOT NULL, place INTEGER NOT NULL, line INTEGER NOT NULL, imported_on TEXT NOT NULL, uid TEXT NOT NULL,
    digest TEXT NOT NULL, change_set INTEGER NOT NULL
) STRICT;
CREATE INDEX source_contact ON source (contact_id);
CREATE INDEX source_digest ON source (digest);
CREATE INDEX source_uid ON source (uid) WHERE uid <> '';

CREATE TABLE organisation_source (
    id INTEGER PRIMARY KEY AUTOINCREMENT, organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    file TEXT NOT NULL, format TEXT NOT NULL, place INTEGER NOT NULL, line INTEGER NOT NULL,
    imported_on TEXT NOT NULL, uid TEXT NOT NULL, digest TEXT NOT NULL, change_set INTEGER NOT NULL
) STRICT;
CREATE INDEX organisation_source_organisation ON organisation_source (organisation_id);
CREATE INDEX organisation_source_digest ON organisation_source (digest);

CREATE TABLE left_out (
    id INTEGER PRIMARY KEY AUTOINCREMENT, digest TEXT NOT NULL, uid TEXT NOT NULL, name TEXT NOT NULL,
    file TEXT NOT NULL, left_on TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX left_out_digest ON left_out (digest);

CREATE TABLE setting (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL
) STRICT;

-- The journal.
CREATE TABLE change_set (
    id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT NOT NULL, origin TEXT NOT NULL, made_at TEXT NOT NULL,
    kind TEXT NOT NULL, target INTEGER, undone_by INTEGER
) STRICT;
CREATE TABLE change (
    id INTEGER PRIMARY KEY, change_set INTEGER NOT NULL REFERENCES change_set (id), tab TEXT NOT NULL,
    row_id INTEGER NOT NULL, last_id INTEGER NOT NULL, operation TEXT NOT NULL, old TEXT
) STRICT;
CREATE INDEX change_of_set ON change (change_set, tab, row_id);
CREATE INDEX change_range ON change (change_set, tab) WHERE operation = 'range';
CREATE TABLE journal_current (
    id INTEGER PRIMARY KEY CHECK (id = 1), change_set INTEGER, bulk INTEGER NOT NULL
) STRICT;
INSERT INTO journal_current VALUES (1, NULL, 0);

-- Not journalled: what can be derived, what is kept by its hash, and what follows the calendar outside.
CREATE TABLE blob (id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, data BLOB NOT NULL) STRICT;
CREATE TABLE contact_state (
    contact_id INTEGER PRIMARY KEY, last_touch TEXT, last_interaction INTEGER, last_skip TEXT, awaiting_since TEXT,
    asks_on TEXT, interval TEXT NOT NULL, latest TEXT NOT NULL, set_on TEXT, scope TEXT NOT NULL, subject TEXT NOT NULL,
    anchor TEXT, start_on TEXT, unrolled_on TEXT, due_on TEXT, interval_days INTEGER, latest_on TEXT,
    snoozed_until TEXT, rolled_from TEXT, rolled_why TEXT NOT NULL, is_new INTEGER NOT NULL
) STRICT;
CREATE INDEX contact_state_due ON contact_state (is_new, due_on, contact_id) WHERE due_on IS NOT NULL;
CREATE INDEX contact_state_touch ON contact_state (last_touch, contact_id);
CREATE INDEX contact_state_asks ON contact_state (asks_on, contact_id) WHERE asks_on IS NOT NULL;
CREATE TABLE calendar_ledger (
    uid TEXT PRIMARY KEY, digest TEXT NOT NULL, sequence INTEGER NOT NULL, state TEXT NOT NULL,
    changed_at TEXT NOT NULL, cancelled_on TEXT, item TEXT NOT NULL
) STRICT;
CREATE TABLE holiday (country TEXT NOT NULL, day TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (country, day)) STRICT;
CREATE TABLE view_state (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE VIRTUAL TABLE contact_search USING fts5 (
    folded, nicknames, note, content = 'contact', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
CREATE VIRTUAL TABLE organisation_search USING fts5 (
    folded, city, note, content = 'organisation', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
CREATE VIRTUAL TABLE interaction_search USING fts5 (
    summary, content = 'interaction', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
"""


def up(_migrator: SchemaMigrator, db: SqliteDatabase) -> None:
    """Create all tables; the triggers follow from them (`netcrm.store.triggers`)."""
    for statement in SQL.split(";\n"):
        if statement.strip():
            db.execute_sql(statement)
