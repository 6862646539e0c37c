"""Who and what is in a city: what a trip asks the store."""

from __future__ import annotations

import json
from collections.abc import Sequence

from netcrm.domain.text import fold
from netcrm.store.database import Database
from netcrm.store.search_words import AFTER_ALL, match_text


class PlaceReader:
    """Looks people and organisations up by city."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def living_elsewhere(self, ids: Sequence[int], city: str) -> set[int]:
        """Return those of `ids` who have addresses with a city, and none in a city that begins so."""
        key = fold(city)
        return {
            row[0]
            for row in self._database.rows(
                "SELECT contact_id FROM address WHERE contact_id IN (SELECT value FROM json_each(?)) AND city_key <> ''"
                " GROUP BY contact_id HAVING NOT max(city_key >= ? AND city_key < ?)",
                (json.dumps(list(ids)), key, key + AFTER_ALL),
            )
        }

    def organisations(self, city: str) -> set[int]:
        """Return the organisations in a city that begins so."""
        match = f"city : {match_text(city, first=True)}"
        return {
            row[0]
            for row in self._database.rows(
                "SELECT rowid FROM organisation_search WHERE organisation_search MATCH ?", (match,)
            )
        }

    def active(self, ids: Sequence[int]) -> list[int]:
        """Return those of `ids` who are active."""
        return [
            row[0]
            for row in self._database.rows(
                "SELECT id FROM contact WHERE id IN (SELECT value FROM json_each(?)) AND state = 'active' ORDER BY id",
                (json.dumps(list(ids)),),
            )
        ]

    def cities(self) -> list[str]:
        """Return every city that somebody or something is in, each once."""
        return [
            row[0]
            for row in self._database.rows(
                "SELECT DISTINCT city FROM address WHERE city_key <> '' UNION SELECT DISTINCT city FROM organisation"
                " WHERE city <> ''"
            )
        ]
