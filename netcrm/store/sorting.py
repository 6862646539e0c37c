"""Whom the user has not sorted yet, in order, and how far the round of sorting has come."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from netcrm.domain.sorting import Round
from netcrm.store.database import Database
from netcrm.store.view_state import ViewState

# The first condition is that of the index `contact_unsorted`, whose order is the order of sorting.
_UNSORTED = """
    FROM contact AS c LEFT JOIN contact_state AS s ON s.contact_id = c.id
    WHERE c.tier IS NULL AND c.state = 'active' AND (s.contact_id IS NULL
        OR s.scope <> 'contact' AND (s.interval = '' OR s.last_touch IS NULL))
"""
_IS_SET_ASIDE = "EXISTS (SELECT 1 FROM set_aside WHERE contact_id = c.id)"
_NEXT = f"SELECT c.id {_UNSORTED} AND NOT {_IS_SET_ASIDE}"
_NEXT_ID = f"{_NEXT} ORDER BY c.starred DESC, c.added_on, c.sort_key, c.id LIMIT 1"
_ROUND = "sorting"


@dataclass(frozen=True, slots=True)
class SortingCounts:
    """How many people there are to sort, and what a round needs to know of all."""

    remaining: int
    """Unsorted and not set aside."""
    later: int
    """Unsorted and set aside."""
    newcomers: int
    """Of those remaining, whoever was added since the round last looked."""
    there: int
    """How many contacts of those that the round knew are still there, sorted or not."""
    people: int
    """All contacts."""
    highest_id: int


class SortingRepository:
    """Reads the unsorted, and keeps who was set aside."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def next_id(self) -> int | None:
        """Return the next person to sort: the starred first, then the oldest, then by name."""
        found = self._database.scalar(_NEXT_ID)
        return int(found) if found is not None else None

    def counts(self, known_id: int) -> SortingCounts:
        """Return the counts; a round that last looked knew the contacts up to `known_id`."""
        database = self._database
        later = int(database.scalar(f"SELECT count(*) {_UNSORTED} AND {_IS_SET_ASIDE}"))
        people = int(database.scalar("SELECT count(*) FROM contact"))
        return SortingCounts(
            remaining=int(database.scalar(f"SELECT count(*) {_UNSORTED}")) - later,
            later=later,
            newcomers=int(database.scalar(f"SELECT count(*) FROM ({_NEXT} AND c.id > ?)", (known_id,))),
            there=people - int(database.scalar("SELECT count(*) FROM contact WHERE id > ?", (known_id,))),
            people=people,
            highest_id=int(database.scalar("SELECT max(id) FROM contact") or 0),
        )

    def round(self) -> Round | None:
        """Return the round that was begun, or nothing."""
        found = ViewState(self._database).get(_ROUND)
        return Round(*json.loads(found)) if found else None

    def keep_round(self, begun: Round) -> None:
        """Keep a round."""
        ViewState(self._database).keep(_ROUND, json.dumps([begun.total, begun.people, begun.highest_id]))

    def set_aside(self, contact_id: int, on: date) -> None:
        """Set somebody aside; who is so already stays."""
        self._database.execute(
            "INSERT INTO set_aside (contact_id, set_aside_on) VALUES (?, ?) ON CONFLICT (contact_id) DO NOTHING",
            (contact_id, on.isoformat()),
        )

    def take_up(self, contact_id: int) -> None:
        """Set somebody aside no longer."""
        self._database.execute("DELETE FROM set_aside WHERE contact_id = ?", (contact_id,))

    def take_up_all(self) -> None:
        """Set nobody aside any longer."""
        self._database.execute("DELETE FROM set_aside")
