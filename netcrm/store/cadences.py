"""Cadences in the store: as they are set, for how many they hold, and what all together ask for.

The table's model is loaded by the act that writes, not by what only reads.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from netcrm.domain.cadence import Cadence as CadenceValue
from netcrm.domain.cadence import CadenceScope, EffectiveCadence
from netcrm.store.database import Database
from netcrm.store.kept_state import parse_cached


@dataclass(frozen=True, slots=True)
class KeptCadence:
    """A cadence as it is set, with its subject."""

    id: int
    scope: CadenceScope
    subject: str
    """The contact's or organisation's id, the tier's letter, the tag, or the role's slug."""
    cadence: CadenceValue


class CadenceRepository:
    """Writes and reads cadences."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def cadences(self) -> list[KeptCadence]:
        """Return every cadence that is not one contact's own."""
        return self._cadences("contact_id IS NULL")

    def has_organisation_cadences(self) -> bool:
        """Whether any organisation has a cadence."""
        return bool(self._database.scalar("SELECT 1 FROM cadence WHERE organisation_id IS NOT NULL LIMIT 1"))

    def own_cadence(self, contact_id: int) -> CadenceValue | None:
        """Return a contact's own cadence; nothing when it is unset."""
        found = self._cadences("contact_id = ?", contact_id)
        return found[-1].cadence if found else None

    def own_cadences(self, ids: Sequence[int]) -> dict[int, CadenceValue]:
        """Return the own cadences of those of `ids` who have one."""
        found = self._cadences("contact_id IN (SELECT value FROM json_each(?))", json.dumps(list(ids)))
        return {int(line.subject): line.cadence for line in found}

    def count_with_own_cadence(self, scope: CadenceScope, subject: str) -> int:
        """Return how many active people of a tier, tag or role have a cadence of their own; of other scopes none."""
        within = {
            CadenceScope.TIER: "c.tier = ?1",
            CadenceScope.TAG: "EXISTS (SELECT 1 FROM contact_tag AS t WHERE t.contact_id = c.id"
            " AND (t.tag = ?1 OR substr(t.tag, 1, length(?1) + 1) = ?1 || '/'))",
            CadenceScope.ROLE: "EXISTS (SELECT 1 FROM contact_role AS r WHERE r.contact_id = c.id AND r.role = ?1)",
        }.get(scope)
        if within is None:
            return 0
        return int(
            self._database.scalar(
                "SELECT count(*) FROM cadence AS k JOIN contact AS c ON c.id = k.contact_id AND c.state = 'active'"
                f" WHERE {within}",
                (subject,),
            )
        )

    def _cadences(self, where: str, *parameters: object) -> list[KeptCadence]:
        lines = []
        for row in self._database.rows(
            "SELECT id, scope, coalesce(contact_id, organisation_id, name), interval, latest, set_on FROM cadence"
            f" WHERE {where} ORDER BY id",
            parameters,
        ):
            cadence = parse_cached(f"{row[3]}, latest {row[4]}" if row[4] else row[3], row[5])
            if cadence is not None:
                lines.append(KeptCadence(row[0], CadenceScope(row[1]), str(row[2]), cadence))
        return lines

    def set_cadence(self, scope: CadenceScope, subject: str, cadence: CadenceValue | None, set_on: date) -> None:
        """Set a cadence, or with `None` unset it; one that stays as it is keeps the day it was set."""
        from netcrm.store.tables import Cadence

        column = {CadenceScope.CONTACT: "contact_id", CadenceScope.ORGANISATION: "organisation_id"}.get(scope, "name")
        key: object = subject if column == "name" else int(subject)
        there = self._cadences(f"scope = ? AND {column} = ?", scope.value, key)
        if there and cadence and str(there[-1].cadence) == str(cadence):
            return
        self._database.execute(f"DELETE FROM cadence WHERE scope = ? AND {column} = ?", (scope.value, key))
        if cadence is not None:
            with self._database.guarded():
                Cadence.insert(
                    scope=scope.value,
                    contact=key if column == "contact_id" else None,
                    organisation=key if column == "organisation_id" else None,
                    name=key if column == "name" else None,
                    interval="never" if cadence.interval is None else str(cadence.interval),
                    latest=str(cadence.latest) if cadence.latest else "",
                    set_on=set_on.isoformat(),
                ).execute(self._database.peewee)

    def effective_cadences(self) -> Counter[EffectiveCadence]:
        """Return for how many active contacts each effective cadence holds."""
        found: Counter[EffectiveCadence] = Counter()
        for interval, latest, scope, subject, people in self._database.rows(
            "SELECT interval, latest, scope, subject, count(*) FROM contact_state AS s"
            " JOIN contact AS c ON c.id = s.contact_id AND c.state = 'active' WHERE interval <> ''"
            " GROUP BY interval, latest, scope, subject"
        ):
            cadence = parse_cached(f"{interval}, latest {latest}" if latest else interval, None)
            if cadence is not None:
                found[EffectiveCadence(cadence, CadenceScope(scope), subject)] += people
        return found

    def people_by_origin(self) -> dict[tuple[CadenceScope, str], int]:
        """Return how many active people each cadence holds for; of an organisation's, how many it names."""
        return {
            (CadenceScope(row[0]), row[1]): row[2]
            for row in self._database.rows(
                "SELECT scope, subject, count(*) FROM contact_state AS s"
                " JOIN contact AS c ON c.id = s.contact_id AND c.state = 'active' WHERE interval <> ''"
                " GROUP BY scope, subject UNION ALL"
                " SELECT 'organisation', CAST(k.organisation_id AS TEXT), count(DISTINCT p.contact_id)"
                " FROM cadence AS k"
                " LEFT JOIN position AS p ON p.organisation_id = k.organisation_id AND p.end_on = ''"
                " WHERE k.organisation_id IS NOT NULL GROUP BY k.organisation_id"
            )
        }
