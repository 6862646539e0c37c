"""The network in sums, for the Insights screen: touches by day, people by role and place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from netcrm.domain.report.activity_report import Tally
from netcrm.domain.roles import Role
from netcrm.store.database import Database
from netcrm.store.goal_facts import COUNTS


class InsightReader:
    """Sums what the store holds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def touches(self, first: date, last: date) -> Mapping[date, int]:
        """Return how many touches each day had on which there was one."""
        rows = self._database.rows(
            f"SELECT i.happened_on, count(*) FROM interaction AS i WHERE i.happened_on BETWEEN ? AND ? AND {COUNTS}"
            " GROUP BY i.happened_on",
            (first.isoformat(), last.isoformat()),
        )
        return {date.fromisoformat(day): count for day, count in rows}

    def people(self) -> int:
        """Return how many active people there are."""
        return int(self._database.scalar("SELECT count(*) FROM contact WHERE state = 'active'"))

    def roles(self) -> list[tuple[Role | None, int]]:
        """Return how many active people have which main role, the most first; None are those without one."""
        rows = self._database.rows(
            "SELECT r.role, count(*) FROM contact AS c LEFT JOIN contact_role AS r ON r.contact_id = c.id"
            " AND r.ordinal = 0 WHERE c.state = 'active' GROUP BY r.role ORDER BY count(*) DESC, r.role"
        )
        return [(Role(role) if role else None, count) for role, count in rows]

    def organisations(self, most: int) -> list[Tally]:
        """Return the organisations with the most active people in current positions there."""
        rows = self._database.rows(
            "SELECT o.name, at.people FROM (SELECT p.organisation_id, count(DISTINCT p.contact_id) AS people"
            " FROM position AS p JOIN contact AS c ON c.id = p.contact_id WHERE p.end_on = '' AND c.state = 'active'"
            " AND p.organisation_id IS NOT NULL GROUP BY p.organisation_id) AS at JOIN organisation AS o"
            " ON o.id = at.organisation_id ORDER BY at.people DESC, o.folded, o.id LIMIT ?",
            (most,),
        )
        return [Tally(name, count) for name, count in rows]
