"""Mentorships and the goals agreed with mentors, in the store."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from uuid import uuid4

from netcrm.domain.ties.mentorship import MentorGoal, MentorGoalState, Mentorship
from netcrm.store.database import Database


class MentorshipRepository:
    """Writes and reads mentorships."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert(self, mentorship: Mentorship) -> int:
        """Write a new mentorship (its id is ignored, an empty uid made) and return its id."""
        from netcrm.store.network_tables import Mentorship as MentorshipRow

        with self._database.guarded():
            query = MentorshipRow.insert(uid=mentorship.uid or str(uuid4()), **_columns(mentorship))
            return int(query.execute(self._database.peewee))

    def replace(self, mentorship: Mentorship) -> None:
        """Write a mentorship over what is there."""
        from netcrm.store.network_tables import Mentorship as MentorshipRow

        with self._database.guarded():
            MentorshipRow.update(**_columns(mentorship)).where(MentorshipRow.id == mentorship.id).execute(
                self._database.peewee
            )

    def delete(self, mentorship_id: int) -> None:
        """Delete a mentorship with its goals; its next meeting stays as a promise."""
        self._database.execute("DELETE FROM mentor_goal WHERE mentorship_id = ?", (mentorship_id,))
        self._database.execute("DELETE FROM mentorship WHERE id = ?", (mentorship_id,))

    def of_contact(self, contact_id: int) -> list[Mentorship]:
        """Return a contact's mentorships, the latest first."""
        return self._where("contact_id = ? ORDER BY began_on DESC, id DESC", contact_id)

    def all(self) -> list[Mentorship]:
        """Return every mentorship, by id."""
        return self._where("1 ORDER BY id")

    def insert_goal(self, goal: MentorGoal) -> int:
        """Write a new goal (its id is ignored, an empty uid made) and return its id."""
        from netcrm.store.network_tables import MentorGoal as GoalRow

        with self._database.guarded():
            query = GoalRow.insert(uid=goal.uid or str(uuid4()), **_goal_columns(goal))
            return int(query.execute(self._database.peewee))

    def replace_goal(self, goal: MentorGoal) -> None:
        """Write a goal over what is there."""
        from netcrm.store.network_tables import MentorGoal as GoalRow

        with self._database.guarded():
            GoalRow.update(**_goal_columns(goal)).where(GoalRow.id == goal.id).execute(self._database.peewee)

    def delete_goal(self, goal_id: int) -> None:
        """Delete a goal."""
        self._database.execute("DELETE FROM mentor_goal WHERE id = ?", (goal_id,))

    def goal(self, goal_id: int) -> MentorGoal | None:
        """Return one goal, or nothing."""
        found = self._goals("id = ?", goal_id)
        return found[0] if found else None

    def goals(self, ids: Collection[int]) -> dict[int, list[MentorGoal]]:
        """Return the goals of mentorships by their ids, in the order in which they were agreed."""
        found: dict[int, list[MentorGoal]] = {}
        given = json.dumps(list(ids))
        for goal in self._goals("mentorship_id IN (SELECT value FROM json_each(?)) ORDER BY agreed_on, id", given):
            found.setdefault(goal.mentorship_id, []).append(goal)
        return found

    def get(self, mentorship_id: int) -> Mentorship | None:
        """Return one mentorship, or nothing."""
        found = self._where("id = ?", mentorship_id)
        return found[0] if found else None

    def _where(self, condition: str, *parameters: object) -> list[Mentorship]:
        return [
            Mentorship(row[0], row[1], row[2], date.fromisoformat(row[3]), _day(row[4]), row[5], row[6])
            for row in self._database.rows(
                f"SELECT id, uid, contact_id, began_on, ended_on, note, meeting_id FROM mentorship WHERE {condition}",
                parameters,
            )
        ]

    def _goals(self, condition: str, *parameters: object) -> list[MentorGoal]:
        return [
            MentorGoal(
                id=row[0],
                uid=row[1],
                mentorship_id=row[2],
                text=row[3],
                agreed_on=date.fromisoformat(row[4]),
                due_on=_day(row[5]),
                state=MentorGoalState(row[6]),
                closed_on=_day(row[7]),
                outcome=row[8],
            )
            for row in self._database.rows(
                "SELECT id, uid, mentorship_id, text, agreed_on, due_on, state, closed_on, outcome FROM mentor_goal"
                f" WHERE {condition}",
                parameters,
            )
        ]


def _columns(mentorship: Mentorship) -> dict[str, object]:
    return {
        "contact": mentorship.contact_id,
        "began_on": mentorship.began_on.isoformat(),
        "ended_on": _text(mentorship.ended_on),
        "note": mentorship.note,
        "meeting": mentorship.meeting_id,
    }


def _goal_columns(goal: MentorGoal) -> dict[str, object]:
    return {
        "mentorship": goal.mentorship_id,
        "text": goal.text,
        "agreed_on": goal.agreed_on.isoformat(),
        "due_on": _text(goal.due_on),
        "state": goal.state.value,
        "closed_on": _text(goal.closed_on),
        "outcome": goal.outcome,
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
