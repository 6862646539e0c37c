"""The note rules in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcrm.store.database import Database

if TYPE_CHECKING:
    from netcrm.domain.note_policy import NoteRule


class NoteRuleRepository:
    """Writes and reads note rules, each query once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def are_there(self) -> bool:
        """Whether there is any rule."""
        return bool(self._database.scalar("SELECT 1 FROM note_rule LIMIT 1"))

    def all(self) -> list[NoteRule]:
        """Return all rules in the order in which they were made."""
        from netcrm.domain.note_policy import Guard, NotePolicy, NoteRule, Notes

        return [
            NoteRule(row[0], NotePolicy(Notes(row[1]), Guard(row[2])))
            for row in self._database.rows("SELECT query, notes, guard FROM note_rule ORDER BY id")
        ]

    def put(self, rule: NoteRule) -> None:
        """Write a rule, over the one of the same query where there is one."""
        self._database.execute(
            "INSERT INTO note_rule (query, notes, guard) VALUES (?1, ?2, ?3)"
            " ON CONFLICT (query) DO UPDATE SET notes = ?2, guard = ?3",
            (rule.query, rule.policy.notes.value, rule.policy.guard.value),
        )

    def delete(self, query: str) -> None:
        """Delete the rule of a query."""
        self._database.execute("DELETE FROM note_rule WHERE query = ?", (query,))
