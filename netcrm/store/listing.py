"""Lines about people for tables and listings: one query for a page, whatever the size of the store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from netcrm.domain.contact import State, Tier
from netcrm.domain.roles import Role
from netcrm.store.database import Database
from netcrm.store.kept_state import KEPT_COLUMNS, KeptState, kept_state


@dataclass(frozen=True, slots=True)
class ListedContact:
    """What a line about a person shows, with the state it follows from."""

    id: int
    uid: str
    name: str
    sort_key: str
    roles: tuple[Role, ...]
    organisation: str
    title: str
    tier: Tier | None
    email: str
    phone: str
    city: str
    starred: bool
    state: State
    kept: KeptState | None
    added_on: date


@dataclass(frozen=True, slots=True)
class StandingLine:
    """What the agenda needs of a person: who they are, and the state that a check-in follows from."""

    id: int
    uid: str
    name: str
    sort_key: str
    tier: Tier | None
    kept: KeptState | None
    added_on: date


_STANDING = f"""
    SELECT c.id, c.uid, c.name, c.credentials, c.sort_key, c.tier, c.added_on, {", ".join(KEPT_COLUMNS)}
    FROM json_each(?) AS wanted JOIN contact AS c ON c.id = wanted.value
    LEFT JOIN contact_state AS s ON s.contact_id = c.id
    ORDER BY wanted.key
"""
_LINES = f"""
    SELECT c.id, c.uid, c.name, c.credentials, c.sort_key, c.tier, c.starred, c.state, c.added_on,
        (SELECT group_concat(role) FROM (SELECT role FROM contact_role WHERE contact_id = c.id ORDER BY ordinal)),
        o.name, p.title,
        (SELECT value FROM email WHERE contact_id = c.id ORDER BY preferred DESC, ordinal LIMIT 1),
        (SELECT value FROM phone WHERE contact_id = c.id ORDER BY preferred DESC, ordinal LIMIT 1),
        (SELECT city FROM address WHERE contact_id = c.id AND city <> '' ORDER BY ordinal LIMIT 1),
        {", ".join(KEPT_COLUMNS)}
    FROM json_each(?) AS wanted JOIN contact AS c ON c.id = wanted.value
    LEFT JOIN position AS p ON p.id = (SELECT id FROM position WHERE contact_id = c.id AND end_on = ''
                                       ORDER BY is_primary DESC, ordinal LIMIT 1)
    LEFT JOIN organisation AS o ON o.id = p.organisation_id
    LEFT JOIN contact_state AS s ON s.contact_id = c.id
    ORDER BY wanted.key
"""


def listed(database: Database, ids: Sequence[int]) -> list[ListedContact]:
    """Return the lines of `ids`, in their order; unknown ids are left out."""
    return [
        ListedContact(
            id=row[0],
            uid=row[1],
            name=_named(row[2], row[3]),
            sort_key=row[4],
            roles=tuple(Role(role) for role in row[9].split(",")) if row[9] else (),
            organisation=row[10] or "",
            title=row[11] or "",
            tier=Tier(row[5]) if row[5] else None,
            email=row[12] or "",
            phone=row[13] or "",
            city=row[14] or "",
            starred=bool(row[6]),
            state=State(row[7]),
            kept=kept_state(row[15:]),
            added_on=date.fromisoformat(row[8]),
        )
        for row in database.rows(_LINES, (json.dumps(list(ids)),))
    ]


def standing_lines(database: Database, ids: Sequence[int]) -> list[StandingLine]:
    """Return how `ids` stand, in their order; unknown ids are left out."""
    return [
        StandingLine(
            id=row[0],
            uid=row[1],
            name=_named(row[2], row[3]),
            sort_key=row[4],
            tier=Tier(row[5]) if row[5] else None,
            kept=kept_state(row[7:]),
            added_on=date.fromisoformat(row[6]),
        )
        for row in database.rows(_STANDING, (json.dumps(list(ids)),))
    ]


def _named(name: str, credentials: str) -> str:
    return f"{name}, {credentials}" if credentials else name
