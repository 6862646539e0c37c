"""The log of activities in the store."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from netcrm.domain.report.activity_log import Activity, KeptActivity
from netcrm.store.database import Database


class ActivityRepository:
    """Writes and reads what the user did."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert(self, activity: Activity, uid: str = "") -> int:
        """Write a new activity (an empty uid is made) and return its id."""
        from netcrm.store.network_tables import Activity as ActivityTable

        with self._database.guarded():
            query = ActivityTable.insert(
                uid=uid or str(uuid4()),
                done_on=activity.done_on.isoformat(),
                count=activity.count,
                before=activity.before,
                after=activity.after,
                skill=activity.skill,
            )
            return int(query.execute(self._database.peewee))

    def delete(self, activity_id: int) -> None:
        """Delete an activity."""
        self._database.execute("DELETE FROM activity WHERE id = ?", (activity_id,))

    def get(self, activity_id: int) -> KeptActivity | None:
        """Return one activity, or nothing."""
        found = self._where("id = ?", activity_id)
        return found[0] if found else None

    def between(self, first: date | None, last: date | None) -> list[KeptActivity]:
        """Return what was done from a day to another, the latest first; without one there is no end on that side."""
        return self._where(
            "done_on BETWEEN ? AND ? ORDER BY done_on DESC, id DESC",
            first.isoformat() if first else "",
            last.isoformat() if last else "9999-12-31",
        )

    def skills(self) -> list[str]:
        """Return the skills that were named, the latest first."""
        rows = self._database.rows("SELECT skill FROM activity WHERE skill <> '' GROUP BY skill ORDER BY max(id) DESC")
        return [row[0] for row in rows]

    def _where(self, condition: str, *parameters: object) -> list[KeptActivity]:
        rows = self._database.rows(
            f"SELECT id, uid, done_on, count, before, after, skill FROM activity WHERE {condition}", parameters
        )
        return [KeptActivity(row[0], row[1], Activity(date.fromisoformat(row[2]), *row[3:])) for row in rows]
