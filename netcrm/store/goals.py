"""Goals in the store."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from netcrm.domain.date_forms import Span
from netcrm.domain.goals.goal import Goal, KeptGoal, Measure
from netcrm.store.database import Database

_COLUMNS = "id, uid, measure, number, begins_on, ends_on, every, query, made_on, given_up_on"


class GoalRepository:
    """Writes and reads goals."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert(self, kept: KeptGoal) -> int:
        """Write a new goal (its id is ignored, an empty uid made) and return its id."""
        from netcrm.store.network_tables import Goal as GoalTable

        goal = kept.goal
        with self._database.guarded():
            query = GoalTable.insert(
                uid=kept.uid or str(uuid4()),
                measure=goal.measure.value,
                number=goal.number,
                begins_on=goal.begins_on.isoformat(),
                ends_on=goal.ends_on.isoformat() if goal.ends_on else None,
                every=goal.every.value if goal.every else "",
                query=goal.query,
                made_on=kept.made_on.isoformat(),
                given_up_on=kept.given_up_on.isoformat() if kept.given_up_on else None,
            )
            return int(query.execute(self._database.peewee))

    def give_up(self, goal_id: int, on: date) -> None:
        """Write that a goal is followed no longer."""
        self._database.execute("UPDATE goal SET given_up_on = ? WHERE id = ?", (on.isoformat(), goal_id))

    def delete(self, goal_id: int) -> None:
        """Delete a goal."""
        self._database.execute("DELETE FROM goal WHERE id = ?", (goal_id,))

    def get(self, goal_id: int) -> KeptGoal | None:
        """Return one goal, or nothing."""
        found = self._where("id = ?", goal_id)
        return found[0] if found else None

    def followed(self) -> list[KeptGoal]:
        """Return the goals that were not given up: those that end first stand first, those without an end last."""
        return self._where("given_up_on IS NULL ORDER BY ends_on IS NULL, ends_on, id")

    def given_up(self) -> list[KeptGoal]:
        """Return the goals that were given up, the latest first."""
        return self._where("given_up_on IS NOT NULL ORDER BY given_up_on DESC, id DESC")

    def _where(self, condition: str, *parameters: object) -> list[KeptGoal]:
        return [_kept(row) for row in self._database.rows(f"SELECT {_COLUMNS} FROM goal WHERE {condition}", parameters)]


def _kept(row: tuple[Any, ...]) -> KeptGoal:
    goal = Goal(
        measure=Measure(row[2]),
        number=row[3],
        begins_on=date.fromisoformat(row[4]),
        ends_on=date.fromisoformat(row[5]) if row[5] else None,
        every=Span(row[6]) if row[6] else None,
        query=row[7],
    )
    return KeptGoal(row[0], row[1], goal, date.fromisoformat(row[8]), date.fromisoformat(row[9]) if row[9] else None)
