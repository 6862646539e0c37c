"""Rows of every table of what is around people, to be written by hand inside an act."""

AROUND = (
    "UPDATE interview SET rating = 4, next_step = 'send the protocol' WHERE id = (SELECT min(id) FROM interview)",
    "INSERT INTO interview_note (interview_id, ordinal, topic, question, answer, is_shareable)"
    " SELECT i.id, (SELECT count(*) FROM interview_note AS n WHERE n.interview_id = i.id), 'trends', 'What changes?',"
    " 'Decentralised visits', 1 FROM interview AS i ORDER BY i.id LIMIT 1",
    "INSERT INTO advice (uid, contact_id, interview_id, given_on, text, state, closed_on, outcome, is_shareable,"
    " follow_up_id) SELECT 'adv-1', contact_id, id, '2026-11-02', 'Take the GCP course', 'followed', '2026-11-09',"
    " 'done', 1, (SELECT min(id) FROM follow_up) FROM interview WHERE id = (SELECT min(id) FROM interview)",
    "INSERT INTO mentorship (uid, contact_id, began_on, ended_on, note, meeting_id)"
    " VALUES ('men-1', 1, '2026-09-01', NULL, 'monthly', (SELECT max(id) FROM follow_up))",
    "INSERT INTO mentor_goal (uid, mentorship_id, text, agreed_on, due_on, state, closed_on, outcome)"
    " VALUES ('mg-1', (SELECT max(id) FROM mentorship), 'Read three protocols', '2026-09-01', '2026-12-01',"
    " 'open', NULL, '')",
    "INSERT INTO relation (uid, first_id, kind, second_id, organisation_id, note)"
    " VALUES ('rel-1', 1, 'mentor', 2, NULL, ''), ('rel-2', 2, 'monitor', NULL, 1, 'every six weeks')",
    "INSERT INTO introduction (uid, introducer_id, to_id, asked_by_id, stage, topic)"
    " VALUES ('int-1', 1, 2, 3, 'made', 'the registry')",
    "INSERT INTO introduction_step (introduction_id, stage, reached_on, interaction_id, reason)"
    " VALUES ((SELECT max(id) FROM introduction), 'asked', '2026-11-02', NULL, 'by mail'),"
    " ((SELECT max(id) FROM introduction), 'made', '2026-11-04', NULL, '')",
    "INSERT INTO introduction_task (introduction_id, follow_up_id, task) SELECT (SELECT max(id) FROM"
    " introduction), min(id), 'write' FROM follow_up",
    "INSERT INTO event (uid, name, folded, kind, starts_on, ends_on, time_zone, place, link, note)"
    " VALUES ('ev-1', 'Winter Forum', 'winter forum', 'conference', '2026-11-12', '2026-11-14', 'Europe/Berlin',"
    " 'Hall 3', 'https://forum.test', '')",
    "INSERT INTO event_person (event_id, contact_id, is_target, session, meets_at, room, met_on, interaction_id, line)"
    " VALUES ((SELECT max(id) FROM event), 1, 1, 'Poster 7', '2026-11-12T10:00:00+01:00', 'A', '2026-11-12',"
    " NULL, 'knows the sponsor')",
    "INSERT INTO study (uid, nct, title, acronym, folded, phases, status, sponsor, sponsor_id, conditions, starts_on,"
    " completes_on, note) VALUES ('st-1', 'NCT00000001', 'Sleep and Tea', 'SLEEPT', 'sleept sleep and tea', '2\n3',"
    " 'recruiting', 'Bay Oncology', 1, 'Insomnia', '2026-03', '', '')",
    "INSERT INTO study_site (study_id, ordinal, organisation_id, facility, city, region, country, status)"
    " VALUES ((SELECT max(id) FROM study), 0, 1, 'Bay Oncology', 'Boston', 'MA', 'United States', 'recruiting')",
    "INSERT INTO study_person (study_id, contact_id, part, organisation_id, began_on, ended_on)"
    " VALUES ((SELECT max(id) FROM study), 1, 'site-investigator', 1, '2026-03', ''),"
    " ((SELECT max(id) FROM study), 2, 'coordinator', NULL, '', '2026-10')",
    "INSERT INTO publication (uid, pmid, pmc, doi, title, journal, published_on, authors)"
    " VALUES ('pub-1', '1', 'PMC1', '10.1/x', 'Tea', 'J Tea', '2026-05', 4)",
    "INSERT INTO authorship (publication_id, contact_id, place, is_first, is_last, affiliation)"
    " VALUES ((SELECT max(id) FROM publication), 1, 1, 1, 0, 'Bay Oncology'),"
    " ((SELECT max(id) FROM publication), 2, 4, 0, 1, '')",
    "INSERT INTO goal (uid, measure, number, begins_on, ends_on, every, query, made_on, given_up_on)"
    " VALUES ('go-1', 'people', 5, '2026-09-01', '2026-12-15', '', 'role:cra', '2026-09-01', NULL),"
    " ('go-2', 'touches', 3, '2026-09-01', NULL, 'week', '', '2026-09-01', '2026-10-01')",
    "INSERT INTO activity (uid, done_on, count, before, after, skill)"
    " VALUES ('ac-1', '2026-11-03', 4, 'assisted in consenting', 'participants', 'consent')",
    "INSERT INTO employer (organisation_id, motivation, advocacy, posting, note, listed_on)"
    " SELECT max(id), 4, NULL, 2, '', '2026-09-01' FROM organisation WHERE id NOT IN (SELECT organisation_id"
    " FROM employer)",
    "INSERT INTO lead (uid, organisation_id, title, link, deadline, told_by_id, found_on, applied_on, outcome,"
    " closed_on, snoozed_until, note) VALUES ('le-1', 1, 'Study coordinator', 'https://jobs.test/7', '2026-12-01', 2,"
    " '2026-11-01', '2026-11-05', 'open', NULL, '2026-11-30', '')",
    "INSERT INTO note_rule (query, notes, guard) VALUES ('role:regulator', 'topics', 'hold')",
)
