"""What a calendar counts by day, in queries that grow with the days asked for."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from netcrm.domain.interaction import Channel
from netcrm.domain.month import LoggedLine
from netcrm.store.database import Database

_UNTOUCHING = json.dumps([channel for channel in Channel if not channel.is_touch])


@dataclass(frozen=True, slots=True)
class NewcomerCount:
    """How many of those not yet contacted are due on a day."""

    due_on: date
    is_snoozed: bool
    count: int


@dataclass(frozen=True, slots=True)
class LoggedCount:
    """How many interactions there were on a day, and how many of them were touches."""

    on: date
    interactions: int
    touches: int


class MonthReader:
    """Counts by day."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, until: date, without: Collection[int]) -> dict[date, int]:
        """Return how many check-ins are kept as due on each day up to `until`, those never contacted and some people
        left out; those of whom `FollowingUpRepository.due_ids` names each.
        """
        return {
            date.fromisoformat(day): count
            for day, count in self._database.rows(
                "SELECT due_on, count(*) FROM contact_state WHERE is_new = 0 AND due_on <= ? AND held_by = ''"
                " AND contact_id NOT IN (SELECT value FROM json_each(?)) GROUP BY due_on",
                (until.isoformat(), json.dumps(list(without))),
            )
        }

    def due_ids_on(self, days: Collection[date]) -> list[int]:
        """Return the contacts whose check-in is kept as due on one of the days, those never contacted left out."""
        return [
            row[0]
            for row in self._database.rows(
                "SELECT contact_id FROM contact_state WHERE is_new = 0 AND due_on IN (SELECT value FROM json_each(?))"
                " AND held_by = '' ORDER BY due_on, contact_id",
                (json.dumps([day.isoformat() for day in days]),),
            )
        ]

    def due_ids_among(self, until: date, ids: Collection[int]) -> list[int]:
        """Return those of `ids` whose check-in is due on `until` or before, those never contacted left out."""
        return [
            row[0]
            for row in self._database.rows(
                "SELECT s.contact_id FROM json_each(?) AS wanted JOIN contact_state AS s ON s.contact_id = wanted.value"
                " WHERE s.is_new = 0 AND s.due_on <= ? AND s.held_by = '' ORDER BY s.contact_id",
                (json.dumps(list(ids)), until.isoformat()),
            )
        ]

    def newcomers(self, ids: Sequence[int]) -> list[NewcomerCount]:
        """Return on which days those of `ids` are due who were not yet contacted."""
        return [
            NewcomerCount(date.fromisoformat(day), bool(is_snoozed), count)
            for day, is_snoozed, count in self._database.rows(
                "SELECT s.due_on, s.snoozed_until IS NOT NULL, count(*) FROM json_each(?) AS wanted"
                " JOIN contact_state AS s ON s.contact_id = wanted.value GROUP BY 1, 2",
                (json.dumps(list(ids)),),
            )
        ]

    def logged(self, first: date, last: date) -> list[LoggedCount]:
        """Return how much was logged on each day of a stretch on which anything was."""
        return [
            LoggedCount(date.fromisoformat(day), interactions, touches)
            for day, interactions, touches in self._database.rows(
                "SELECT happened_on, count(*), sum(coalesce(counts, channel NOT IN (SELECT value FROM json_each(?))))"
                " FROM interaction WHERE happened_on BETWEEN ? AND ? GROUP BY happened_on",
                (_UNTOUCHING, first.isoformat(), last.isoformat()),
            )
        ]

    def logged_on(self, day: date) -> list[LoggedLine]:
        """Return what was logged on a day, in the order in which it was."""
        return [
            LoggedLine(row[0], row[1], row[2] or "", max(row[3] - 1, 0), Channel(row[4]), row[5])
            for row in self._database.rows(
                "SELECT i.id, c.id, c.name, (SELECT count(*) FROM participant WHERE interaction_id = i.id), i.channel,"
                " i.summary FROM interaction AS i LEFT JOIN contact AS c ON c.id = (SELECT contact_id FROM participant"
                " WHERE interaction_id = i.id ORDER BY id LIMIT 1) WHERE i.happened_on = ? ORDER BY i.id",
                (day.isoformat(),),
            )
        ]
