"""What is around people: introductions, relations, studies, papers, events, employers, goals, and what was said."""

from peewee import SqliteDatabase
from playhouse.migrate import SchemaMigrator

# The journal holds old rows as JSON of the columns that there were: with further columns those could not be restored
# whole, so undo ends here.
SQL = """
DELETE FROM change;
DELETE FROM change_set;

ALTER TABLE interview ADD COLUMN rating INTEGER;
ALTER TABLE interview ADD COLUMN next_step TEXT NOT NULL DEFAULT '';

CREATE TABLE interview_note (
    id INTEGER PRIMARY KEY AUTOINCREMENT, interview_id INTEGER NOT NULL REFERENCES interview (id),
    ordinal INTEGER NOT NULL, topic TEXT NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL,
    is_shareable INTEGER NOT NULL
) STRICT;
CREATE INDEX interview_note_interview ON interview_note (interview_id, ordinal);

CREATE TABLE advice (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    contact_id INTEGER NOT NULL REFERENCES contact (id), interview_id INTEGER REFERENCES interview (id),
    given_on TEXT NOT NULL, text TEXT NOT NULL, state TEXT NOT NULL, closed_on TEXT, outcome TEXT NOT NULL,
    is_shareable INTEGER NOT NULL, follow_up_id INTEGER REFERENCES follow_up (id)
) STRICT;
CREATE INDEX advice_contact ON advice (contact_id, given_on);
CREATE INDEX advice_interview ON advice (interview_id) WHERE interview_id IS NOT NULL;
CREATE INDEX advice_follow_up ON advice (follow_up_id) WHERE follow_up_id IS NOT NULL;

CREATE TABLE mentorship (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    contact_id INTEGER NOT NULL REFERENCES contact (id), began_on TEXT NOT NULL, ended_on TEXT, note TEXT NOT NULL,
    meeting_id INTEGER REFERENCES follow_up (id)
) STRICT;
CREATE INDEX mentorship_contact ON mentorship (contact_id, id);
CREATE INDEX mentorship_meeting ON mentorship (meeting_id) WHERE meeting_id IS NOT NULL;
CREATE TABLE mentor_goal (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    mentorship_id INTEGER NOT NULL REFERENCES mentorship (id), text TEXT NOT NULL, agreed_on TEXT NOT NULL,
    due_on TEXT, state TEXT NOT NULL, closed_on TEXT, outcome TEXT NOT NULL
) STRICT;
CREATE INDEX mentor_goal_mentorship ON mentor_goal (mentorship_id, id);

CREATE TABLE relation (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    first_id INTEGER NOT NULL REFERENCES contact (id), kind TEXT NOT NULL,
    second_id INTEGER REFERENCES contact (id), organisation_id INTEGER REFERENCES organisation (id),
    note TEXT NOT NULL
) STRICT;
CREATE INDEX relation_first ON relation (first_id, kind);
CREATE INDEX relation_second ON relation (second_id, kind) WHERE second_id IS NOT NULL;
CREATE INDEX relation_organisation ON relation (organisation_id) WHERE organisation_id IS NOT NULL;

CREATE TABLE introduction (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    introducer_id INTEGER NOT NULL REFERENCES contact (id), to_id INTEGER NOT NULL REFERENCES contact (id),
    asked_by_id INTEGER REFERENCES contact (id), stage TEXT NOT NULL, topic TEXT NOT NULL
) STRICT;
CREATE INDEX introduction_introducer ON introduction (introducer_id, to_id);
CREATE INDEX introduction_to ON introduction (to_id);
CREATE INDEX introduction_asked_by ON introduction (asked_by_id) WHERE asked_by_id IS NOT NULL;
CREATE TABLE introduction_step (
    id INTEGER PRIMARY KEY AUTOINCREMENT, introduction_id INTEGER NOT NULL REFERENCES introduction (id),
    stage TEXT NOT NULL, reached_on TEXT NOT NULL, interaction_id INTEGER REFERENCES interaction (id),
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX introduction_step_introduction ON introduction_step (introduction_id, id);
CREATE INDEX introduction_step_interaction ON introduction_step (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE TABLE introduction_task (
    id INTEGER PRIMARY KEY AUTOINCREMENT, introduction_id INTEGER NOT NULL REFERENCES introduction (id),
    follow_up_id INTEGER NOT NULL REFERENCES follow_up (id), task TEXT NOT NULL
) STRICT;
CREATE INDEX introduction_task_introduction ON introduction_task (introduction_id, id);
CREATE INDEX introduction_task_follow_up ON introduction_task (follow_up_id);

CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL, folded TEXT NOT NULL,
    kind TEXT NOT NULL, starts_on TEXT NOT NULL, ends_on TEXT NOT NULL, time_zone TEXT NOT NULL, place TEXT NOT NULL,
    link TEXT NOT NULL, note TEXT NOT NULL
) STRICT;
CREATE INDEX event_day ON event (starts_on, id);
CREATE TABLE event_person (
    id INTEGER PRIMARY KEY AUTOINCREMENT, event_id INTEGER NOT NULL REFERENCES event (id),
    contact_id INTEGER NOT NULL REFERENCES contact (id), is_target INTEGER NOT NULL, session TEXT NOT NULL,
    meets_at TEXT, room TEXT NOT NULL, met_on TEXT, interaction_id INTEGER REFERENCES interaction (id),
    line TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX event_person_event ON event_person (event_id, contact_id);
CREATE INDEX event_person_contact ON event_person (contact_id, event_id);
CREATE INDEX event_person_interaction ON event_person (interaction_id) WHERE interaction_id IS NOT NULL;

CREATE TABLE study (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE, nct TEXT NOT NULL, title TEXT NOT NULL,
    acronym TEXT NOT NULL, folded TEXT NOT NULL, phases TEXT NOT NULL, status TEXT NOT NULL, sponsor TEXT NOT NULL,
    sponsor_id INTEGER REFERENCES organisation (id), conditions TEXT NOT NULL, starts_on TEXT NOT NULL,
    completes_on TEXT NOT NULL, note TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX study_nct ON study (nct) WHERE nct <> '';
CREATE INDEX study_sponsor ON study (sponsor_id) WHERE sponsor_id IS NOT NULL;
CREATE TABLE study_site (
    id INTEGER PRIMARY KEY AUTOINCREMENT, study_id INTEGER NOT NULL REFERENCES study (id), ordinal INTEGER NOT NULL,
    organisation_id INTEGER REFERENCES organisation (id), facility TEXT NOT NULL, city TEXT NOT NULL,
    region TEXT NOT NULL, country TEXT NOT NULL, status TEXT NOT NULL
) STRICT;
CREATE INDEX study_site_study ON study_site (study_id, ordinal);
CREATE INDEX study_site_organisation ON study_site (organisation_id) WHERE organisation_id IS NOT NULL;
CREATE TABLE study_person (
    id INTEGER PRIMARY KEY AUTOINCREMENT, study_id INTEGER NOT NULL REFERENCES study (id),
    contact_id INTEGER NOT NULL REFERENCES contact (id), part TEXT NOT NULL,
    organisation_id INTEGER REFERENCES organisation (id), began_on TEXT NOT NULL, ended_on TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX study_person_study ON study_person (study_id, contact_id, part, coalesce(organisation_id, 0));
CREATE INDEX study_person_contact ON study_person (contact_id, study_id);
CREATE INDEX study_person_organisation ON study_person (organisation_id) WHERE organisation_id IS NOT NULL;

CREATE TABLE publication (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE, pmid TEXT NOT NULL, pmc TEXT NOT NULL,
    doi TEXT NOT NULL, title TEXT NOT NULL, journal TEXT NOT NULL, published_on TEXT NOT NULL,
    authors INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX publication_pmid ON publication (pmid) WHERE pmid <> '';
CREATE INDEX publication_doi ON publication (doi) WHERE doi <> '';
CREATE INDEX publication_pmc ON publication (pmc) WHERE pmc <> '';
CREATE TABLE authorship (
    id INTEGER PRIMARY KEY AUTOINCREMENT, publication_id INTEGER NOT NULL REFERENCES publication (id),
    contact_id INTEGER NOT NULL REFERENCES contact (id), place INTEGER NOT NULL, is_first INTEGER NOT NULL,
    is_last INTEGER NOT NULL, affiliation TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX authorship_publication ON authorship (publication_id, contact_id);
CREATE INDEX authorship_contact ON authorship (contact_id, publication_id);

CREATE TABLE goal (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE, measure TEXT NOT NULL, number INTEGER NOT NULL,
    begins_on TEXT NOT NULL, ends_on TEXT, every TEXT NOT NULL, query TEXT NOT NULL, made_on TEXT NOT NULL,
    given_up_on TEXT
) STRICT;
CREATE TABLE activity (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE, done_on TEXT NOT NULL, count INTEGER NOT NULL,
    before TEXT NOT NULL, after TEXT NOT NULL, skill TEXT NOT NULL
) STRICT;
CREATE INDEX activity_day ON activity (done_on, id);

CREATE TABLE employer (
    id INTEGER PRIMARY KEY AUTOINCREMENT, organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    motivation INTEGER, advocacy INTEGER, posting INTEGER, note TEXT NOT NULL, listed_on TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX employer_organisation ON employer (organisation_id);
CREATE TABLE lead (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id), title TEXT NOT NULL, link TEXT NOT NULL,
    deadline TEXT, told_by_id INTEGER REFERENCES contact (id), found_on TEXT NOT NULL, applied_on TEXT,
    outcome TEXT NOT NULL, closed_on TEXT, snoozed_until TEXT, note TEXT NOT NULL
) STRICT;
CREATE INDEX lead_organisation ON lead (organisation_id, id);
CREATE INDEX lead_told_by ON lead (told_by_id) WHERE told_by_id IS NOT NULL;
CREATE INDEX lead_open ON lead (deadline, id) WHERE closed_on IS NULL;

CREATE TABLE note_rule (
    id INTEGER PRIMARY KEY AUTOINCREMENT, query TEXT NOT NULL, notes TEXT NOT NULL, guard TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX note_rule_query ON note_rule (query);
"""


def up(_migrator: SchemaMigrator, db: SqliteDatabase) -> None:
    """Add the tables, and to interviews a rating and a next step."""
    for statement in SQL.split(";\n"):
        if statement.strip():
            db.execute_sql(statement)
