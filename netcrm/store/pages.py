"""What pages of studies and organisations read: who was where, and what there is with several people together."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any

from netcrm.domain.interaction import Channel
from netcrm.domain.organisation import OrganisationLine, PlacedPosition
from netcrm.domain.roles import Role
from netcrm.domain.text import fold
from netcrm.store.database import Database
from netcrm.store.search_words import match_all_words

_GIVEN = "(SELECT value FROM json_each(?))"


class PageReader:
    """Reads for pages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def positions_at(self, organisation_id: int) -> list[PlacedPosition]:
        """Return the positions at an organisation: the current ones by main role and name, then the ended ones, the
        latest first. Who is archived, deceased or away stands among the ended ones.
        """
        order = {role.value: at for at, role in enumerate(Role)}
        rows = self._database.rows(
            "SELECT p.contact_id, p.title, p.department, p.start_on, p.end_on, c.state = 'active', c.sort_key, r.role"
            " FROM position AS p JOIN contact AS c ON c.id = p.contact_id"
            " LEFT JOIN contact_role AS r ON r.contact_id = c.id AND r.ordinal = 0"
            " WHERE p.organisation_id = ? ORDER BY p.end_on DESC, c.sort_key, c.id",
            (organisation_id,),
        )
        now = [row for row in rows if not row[4] and row[5]]
        now.sort(key=lambda row: (order.get(row[7], len(order)), row[6]))
        return [PlacedPosition(*row[:5]) for row in (*now, *(row for row in rows if row[4] or not row[5]))]

    def sorted_by_name(self, ids: Collection[int]) -> list[int]:
        """Return contacts in the order of their names."""
        sql = f"SELECT id FROM contact WHERE id IN {_GIVEN} ORDER BY sort_key, id"
        return [row[0] for row in self._database.rows(sql, (json.dumps(list(ids)),))]

    def active(self, ids: Collection[int]) -> set[int]:
        """Return those of some contacts who are active."""
        sql = f"SELECT id FROM contact WHERE state = 'active' AND id IN {_GIVEN}"
        return {row[0] for row in self._database.rows(sql, (json.dumps(list(ids)),))}

    def last_touch(self, ids: Collection[int]) -> tuple[date, int] | None:
        """Return day and interaction of the latest touch with any of some contacts."""
        row = self._database.row(
            "SELECT i.happened_on, i.id FROM participant AS t JOIN interaction AS i ON i.id = t.interaction_id"
            f" WHERE t.contact_id IN {_GIVEN} AND coalesce(i.counts, i.channel NOT IN {_GIVEN})"
            " ORDER BY i.happened_on DESC, i.id DESC LIMIT 1",
            (json.dumps(list(ids)), json.dumps([channel for channel in Channel if not channel.is_touch])),
        )
        return (date.fromisoformat(row[0]), row[1]) if row else None

    def open_promises(self, ids: Collection[int], limit: int) -> list[int]:
        """Return the open follow-ups with some contacts, by the day on which they show."""
        rows = self._database.rows(
            f"SELECT id FROM follow_up WHERE state = 'open' AND contact_id IN {_GIVEN}"
            " ORDER BY coalesce(snoozed_until, due_on), id LIMIT ?",
            (json.dumps(list(ids)), limit),
        )
        return [row[0] for row in rows]

    def organisations(self, words: str, limit: int) -> list[OrganisationLine]:
        """Return organisations by name: those that have all words, or words that begin with them; all without any."""
        where, parameters = "1", list[Any]()
        if fold(words):
            where = "o.id IN (SELECT rowid FROM organisation_search WHERE organisation_search MATCH ?)"
            parameters.append(match_all_words(words, "folded"))
        return [
            OrganisationLine(*row)
            for row in self._database.rows(
                "SELECT o.id, o.name, coalesce(o.kind, ''), o.site_number, o.city, o.country,"
                " (SELECT count(DISTINCT c.id) FROM position AS p JOIN contact AS c ON c.id = p.contact_id"
                " WHERE p.organisation_id = o.id AND p.end_on = '' AND c.state = 'active')"
                f" FROM organisation AS o WHERE {where} ORDER BY o.folded, o.id LIMIT ?",
                (*parameters, limit),
            )
        ]
