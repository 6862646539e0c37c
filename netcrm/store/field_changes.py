"""What became of people's fields, and which of it is news: kept for as long as the person is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from netcrm.store.database import Database


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a contact before and after, when, and by which file; an empty `file` is the user."""

    contact_id: int
    field: str
    before: str
    after: str
    changed_on: date
    file: str
    is_news: bool


class FieldChangeRepository:
    """Keeps what changed of people."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert(self, changes: Iterable[FieldChange]) -> None:
        """Write changes."""
        self._database.many(
            "INSERT INTO field_change (contact_id, field, before, after, changed_on, file, is_news)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (c.contact_id, c.field, c.before, c.after, c.changed_on.isoformat(), c.file, int(c.is_news))
                for c in changes
            ],
        )

    def of_contact(self, contact_id: int) -> list[FieldChange]:
        """Return what changed of somebody, newest first."""
        return self._where("contact_id = ?", contact_id)

    def news(self, ids: Sequence[int]) -> dict[int, list[FieldChange]]:
        """Return the news of each of `ids`, newest first: what changed since the two were last in touch."""
        found: dict[int, list[FieldChange]] = {}
        for change in self._where(
            "is_news = 1 AND contact_id IN (SELECT value FROM json_each(?)) AND changed_on >="
            " coalesce((SELECT last_touch FROM contact_state AS s WHERE s.contact_id = field_change.contact_id), '')",
            json.dumps(list(ids)),
        ):
            found.setdefault(change.contact_id, []).append(change)
        return found

    def _where(self, condition: str, parameter: object) -> list[FieldChange]:
        return [
            FieldChange(row[0], row[1], row[2], row[3], date.fromisoformat(row[4]), row[5], bool(row[6]))
            for row in self._database.rows(
                "SELECT contact_id, field, before, after, changed_on, file, is_news FROM field_change"
                f" WHERE {condition} ORDER BY id DESC",
                (parameter,),
            )
        ]
