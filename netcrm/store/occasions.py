"""Whose birthday or work anniversary falls on certain days: two queries, each on an index of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from netcrm.store.database import Database


@dataclass(frozen=True, slots=True)
class KeptBirthday:
    """Somebody's birthday as it is written."""

    contact_id: int
    birthday: str


@dataclass(frozen=True, slots=True)
class KeptJob:
    """A current position with its whole first day."""

    contact_id: int
    start_on: str
    organisation: str
    title: str


# The conditions are those of the indexes, letter by letter: else SQLite would read every contact.
_BIRTHDAYS = """
    SELECT id, birthday FROM contact
    WHERE birthday GLOB '*-[0-9][0-9]-[0-9][0-9]' AND substr(birthday, -5) IN ({marks}) AND state = 'active'
    ORDER BY id
"""
_JOBS = """
    SELECT p.contact_id, p.start_on, coalesce(o.name, ''), p.title FROM position AS p
    JOIN contact AS c ON c.id = p.contact_id LEFT JOIN organisation AS o ON o.id = p.organisation_id
    WHERE p.end_on = '' AND length(p.start_on) = 10 AND substr(p.start_on, -5) IN ({marks}) AND c.state = 'active'
    ORDER BY p.contact_id, p.is_primary DESC, p.ordinal
"""


def _marks(sql: str, month_days: Sequence[str]) -> str:
    return sql.format(marks=", ".join("?" * len(month_days)))


class OccasionReader:
    """Reads occasions of active people."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def birthdays(self, month_days: Sequence[str]) -> list[KeptBirthday]:
        """Return the birthdays on any of the `MM-DD`, by contact."""
        return [KeptBirthday(*row) for row in self._database.rows(_marks(_BIRTHDAYS, month_days), month_days)]

    def with_birthday(self) -> list[int]:
        """Return the ids of those whose day and month of birth are known, in order."""
        sql = "SELECT id FROM contact WHERE birthday GLOB '*-[0-9][0-9]-[0-9][0-9]' AND state = 'active' ORDER BY id"
        return [row[0] for row in self._database.rows(sql)]

    def jobs(self, month_days: Sequence[str]) -> list[KeptJob]:
        """Return the current positions begun on any of the `MM-DD`, by contact, the primary one first."""
        return [KeptJob(*row) for row in self._database.rows(_marks(_JOBS, month_days), month_days)]
