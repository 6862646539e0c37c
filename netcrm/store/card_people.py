"""Whose cards stand in a folder, and whose may be others by now: asked of the journal, so that most need no look."""

from __future__ import annotations

from netcrm.domain.contact import State
from netcrm.store.database import Database

_OF_ONE_CONTACT = ("contact_role", "contact_tag", "email", "phone", "address", "link", "position", "source")
"""The tables, besides `contact` and `organisation`, that a card is made of."""


class CardPeople:
    """Reads who is there."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def active(self) -> dict[int, str]:
        """Return the UIDs of all active people by id, in order."""
        rows = self._database.rows("SELECT id, uid FROM contact WHERE state = ? ORDER BY id", (State.ACTIVE.value,))
        return {row[0]: row[1] for row in rows}

    def changed_after(self, change_set: int) -> set[int] | None:
        """Return whose cards may be others than after a change set; None where the journal does not reach back so far.

        An undo is a change set as well, and so is counted.
        """
        database = self._database
        if not database.scalar("SELECT 1 FROM change_set WHERE id <= ? LIMIT 1", (change_set,)):
            return None
        queries = [
            f"SELECT t.id {_changed_rows('contact')}",
            "SELECT p.contact_id FROM position AS p WHERE p.organisation_id IN"
            f" (SELECT t.id {_changed_rows('organisation')})",
        ]
        for table in _OF_ONE_CONTACT:
            queries += [
                f"SELECT t.contact_id {_changed_rows(table)}",
                "SELECT json_extract(x.old, '$.contact_id') FROM change AS x"
                f" WHERE x.change_set > ?1 AND x.tab = '{table}' AND x.old IS NOT NULL",
            ]
        return {row[0] for row in database.rows(" UNION ".join(queries), (change_set,))}


def _changed_rows(table: str) -> str:
    """Return the end of a query of the rows of a table, called t, that sets after ?1 touched and that are there."""
    return (
        f"FROM change AS x JOIN {table} AS t ON t.id BETWEEN x.row_id AND x.last_id"
        f" WHERE x.change_set > ?1 AND x.tab = '{table}'"
    )
