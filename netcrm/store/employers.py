"""The list of employers in the store, and who works at each with how much was had to do with them."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any

from netcrm.domain.contact import Tier
from netcrm.domain.employers.employer import Employer, Insider
from netcrm.domain.interaction import Channel
from netcrm.domain.roles import Role
from netcrm.store.database import Database

_UNTOUCHING = json.dumps([channel for channel in Channel if not channel.is_touch])
_PLACES = {role.value: place for place, role in enumerate(Role)}
_LAST = len(_PLACES)


class EmployerRepository:
    """Writes and reads employers; an organisation stands on the list once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert(self, employer: Employer) -> int:
        """Write a new employer (its id is ignored) and return its id."""
        from netcrm.store.network_tables import Employer as EmployerTable

        with self._database.guarded():
            return int(EmployerTable.insert(**_columns(employer)).execute(self._database.peewee))

    def replace(self, employer: Employer) -> None:
        """Write an employer over what is there."""
        from netcrm.store.network_tables import Employer as EmployerTable

        with self._database.guarded():
            EmployerTable.update(**_columns(employer)).where(EmployerTable.id == employer.id).execute(
                self._database.peewee
            )

    def delete(self, employer_id: int) -> None:
        """Take an employer off the list; the organisation stays."""
        self._database.execute("DELETE FROM employer WHERE id = ?", (employer_id,))

    def all(self) -> list[Employer]:
        """Return every employer, by id."""
        return self._where("1 ORDER BY id")

    def of_organisation(self, organisation_id: int) -> Employer | None:
        """Return the employer that an organisation is, or nothing where it is not on the list."""
        found = self._where("organisation_id = ?", organisation_id)
        return found[0] if found else None

    def insiders(self, organisation_ids: Collection[int]) -> dict[int, list[Insider]]:
        """Return the active people in a current position at organisations, by the organisations' ids."""
        found: dict[int, list[Insider]] = {}
        for row in self._database.rows(
            "WITH there AS (SELECT DISTINCT p.organisation_id AS at, p.contact_id AS id FROM json_each(?1) AS wanted"
            " JOIN position AS p ON p.organisation_id = wanted.value AND p.end_on = '')"
            " SELECT there.at, c.id, c.name, c.sort_key, c.tier, s.last_touch,"
            " (SELECT role FROM contact_role WHERE contact_id = c.id ORDER BY ordinal LIMIT 1),"
            " CASE WHEN s.last_touch IS NULL THEN 0 ELSE (SELECT count(*) FROM participant AS t"
            "  JOIN interaction AS i ON i.id = t.interaction_id WHERE t.contact_id = c.id"
            "  AND coalesce(i.counts, i.channel NOT IN (SELECT value FROM json_each(?2)))) END"
            " FROM there JOIN contact AS c ON c.id = there.id AND c.state = 'active'"
            " LEFT JOIN contact_state AS s ON s.contact_id = c.id ORDER BY c.id",
            (json.dumps(list(organisation_ids)), _UNTOUCHING),
        ):
            insider = Insider(
                contact_id=row[1],
                name=row[2],
                sort_key=row[3],
                tier=Tier(row[4]) if row[4] else None,
                place=_PLACES.get(row[6], _LAST),
                last_touch=date.fromisoformat(row[5]) if row[5] else None,
                touches=row[7],
            )
            found.setdefault(row[0], []).append(insider)
        return found

    def _where(self, condition: str, *parameters: object) -> list[Employer]:
        sql = (
            "SELECT id, organisation_id, listed_on, motivation, posting, advocacy, note FROM employer"
            f" WHERE {condition}"
        )
        return [_employer(row) for row in self._database.rows(sql, parameters)]


def _columns(employer: Employer) -> dict[str, object]:
    return {
        "organisation": employer.organisation_id,
        "motivation": employer.motivation,
        "posting": employer.posting,
        "advocacy": None if employer.advocacy is None else int(employer.advocacy),
        "note": employer.note,
        "listed_on": employer.listed_on.isoformat(),
    }


def _employer(row: tuple[Any, ...]) -> Employer:
    return Employer(
        id=row[0],
        organisation_id=row[1],
        listed_on=date.fromisoformat(row[2]),
        motivation=row[3],
        posting=row[4],
        advocacy=None if row[5] is None else bool(row[5]),
        note=row[6],
    )
