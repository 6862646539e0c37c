"""What is around people goes with them, and lets go of what it names: deleting and uniting, inside an act."""

from __future__ import annotations

import json
from collections.abc import Collection

from netcrm.domain.ties.relations import RelationKind
from netcrm.store.database import Database

_GIVEN = "(SELECT value FROM json_each(?1))"
_WITH_PEOPLE = (
    f"UPDATE advice SET interview_id = NULL WHERE interview_id IN"
    f" (SELECT id FROM interview WHERE contact_id IN {_GIVEN})",
    f"DELETE FROM interview_note WHERE interview_id IN (SELECT id FROM interview WHERE contact_id IN {_GIVEN})",
    f"DELETE FROM interview_step WHERE interview_id IN (SELECT id FROM interview WHERE contact_id IN {_GIVEN})",
    f"DELETE FROM mentor_goal WHERE mentorship_id IN (SELECT id FROM mentorship WHERE contact_id IN {_GIVEN})",
    f"DELETE FROM relation WHERE first_id IN {_GIVEN} OR second_id IN {_GIVEN}",
    f"UPDATE introduction SET asked_by_id = NULL WHERE asked_by_id IN {_GIVEN}",
    f"UPDATE lead SET told_by_id = NULL WHERE told_by_id IN {_GIVEN}",
    f"DELETE FROM not_same WHERE first_id IN {_GIVEN} OR second_id IN {_GIVEN}",
)
_BETWEEN = "SELECT id FROM introduction WHERE introducer_id IN {given} OR to_id IN {given}"
OF_A_CONTACT = ("advice", "mentorship", "event_person", "study_person", "authorship")
"""Tables of rows around one person, which go with them."""


def forget_contacts(database: Database, ids: Collection[int]) -> None:
    """Delete what is around people who are about to be deleted, and let the rest name them no longer."""
    given = json.dumps(list(ids))
    for statement in _WITH_PEOPLE:
        database.execute(statement, (given,))
    _delete_introductions(database, _BETWEEN.format(given=_GIVEN), given)
    forget_follow_ups(database, f"SELECT id FROM follow_up WHERE contact_id IN {_GIVEN}", given)


def forget_papers(database: Database) -> None:
    """Delete the papers of which no author is left."""
    database.execute("DELETE FROM publication WHERE id NOT IN (SELECT publication_id FROM authorship)")


def forget_interactions(database: Database, ids: Collection[int]) -> None:
    """Let nothing name interactions that are about to be deleted; what named them stays."""
    given = json.dumps(list(ids))
    for table in ("interview_step", "introduction_step", "event_person"):
        database.execute(f"UPDATE {table} SET interaction_id = NULL WHERE interaction_id IN {_GIVEN}", (given,))


def forget_follow_ups(database: Database, which: str, given: object) -> None:
    """Let nothing name follow-ups that are about to be deleted.

    Args:
        which: A query of their ids.
        given: Its parameter.
    """
    database.execute(f"UPDATE advice SET follow_up_id = NULL WHERE follow_up_id IN ({which})", (given,))
    database.execute(f"UPDATE mentorship SET meeting_id = NULL WHERE meeting_id IN ({which})", (given,))
    database.execute(f"DELETE FROM introduction_task WHERE follow_up_id IN ({which})", (given,))


def forget_interview(database: Database, interview_id: int) -> None:
    """Delete what was noted in an interview that is about to be deleted; the advice given in it stays."""
    database.execute("UPDATE advice SET interview_id = NULL WHERE interview_id = ?", (interview_id,))
    database.execute("DELETE FROM interview_note WHERE interview_id = ?", (interview_id,))


def unite(database: Database, other: int, keep: int) -> None:
    """Give to `keep` the relations, introductions and leads that name `other`, and what both have at one event.

    What would then stand between somebody and themselves goes, and so does a relation that stands there already.
    """
    both = (keep, other)
    database.execute("DELETE FROM relation WHERE first_id IN (?1, ?2) AND second_id IN (?1, ?2)", both)
    for side, far in (("first_id", "second_id"), ("second_id", "first_id")):
        database.execute(
            f"DELETE FROM relation WHERE {side} = ?2 AND EXISTS (SELECT 1 FROM relation AS r WHERE r.{side} = ?1"
            f" AND r.kind = relation.kind AND r.{far} IS relation.{far}"
            " AND r.organisation_id IS relation.organisation_id)",
            both,
        )
        database.execute(f"UPDATE relation SET {side} = ?1 WHERE {side} = ?2", both)
    # Of what two people are to each other alike, the same may now stand both ways round.
    database.execute(
        "DELETE FROM relation WHERE kind IN (SELECT value FROM json_each(?2)) AND ?1 IN (first_id, second_id)"
        " AND EXISTS (SELECT 1 FROM relation AS r WHERE r.kind = relation.kind AND r.first_id = relation.second_id"
        " AND r.second_id = relation.first_id AND r.id < relation.id)",
        (keep, json.dumps([kind for kind in RelationKind if kind.is_mutual])),
    )
    _delete_introductions(
        database, "SELECT id FROM introduction WHERE introducer_id IN (?1, ?2) AND to_id IN (?1, ?2)", *both
    )
    for column in ("introducer_id", "to_id", "asked_by_id"):
        database.execute(f"UPDATE introduction SET {column} = ?1 WHERE {column} = ?2", both)
    database.execute("UPDATE lead SET told_by_id = ?1 WHERE told_by_id = ?2", both)
    # The kept one's own words stand; what is empty there is filled with the other's.
    database.execute(
        "UPDATE event_person SET (is_target, session, meets_at, room, met_on, interaction_id, line) ="
        " (SELECT max(event_person.is_target, o.is_target), coalesce(nullif(event_person.session, ''), o.session),"
        " coalesce(event_person.meets_at, o.meets_at), coalesce(nullif(event_person.room, ''), o.room),"
        " coalesce(event_person.met_on, o.met_on), coalesce(event_person.interaction_id, o.interaction_id),"
        " coalesce(nullif(event_person.line, ''), o.line) FROM event_person AS o"
        " WHERE o.event_id = event_person.event_id AND o.contact_id = ?2)"
        " WHERE contact_id = ?1 AND event_id IN (SELECT event_id FROM event_person WHERE contact_id = ?2)",
        both,
    )
    database.execute(
        "UPDATE study_person SET contact_id = ?1 WHERE contact_id = ?2 AND NOT EXISTS"
        " (SELECT 1 FROM study_person AS s WHERE s.contact_id = ?1 AND s.study_id = study_person.study_id"
        " AND s.part = study_person.part AND s.organisation_id IS study_person.organisation_id)",
        both,
    )


def _delete_introductions(database: Database, which: str, *given: object) -> None:
    for table in ("introduction_step", "introduction_task"):
        database.execute(f"DELETE FROM {table} WHERE introduction_id IN ({which})", given)
    database.execute(f"DELETE FROM introduction WHERE id IN ({which})", given)
