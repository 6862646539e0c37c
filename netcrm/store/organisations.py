"""Organisations in the store, found by their folded names."""

from __future__ import annotations

from uuid import uuid4

from netcrm.domain.organisation import Organisation, OrganisationKind
from netcrm.domain.text import fold
from netcrm.store.database import Database


class OrganisationRepository:
    """Finds organisations, and makes those that are named for the first time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def id_of(self, name: str) -> int:
        """Return the id of the organisation of that name, making it where there is none."""
        found = self.find(name)
        return found if found is not None else self.insert(name)

    def find(self, name: str) -> int | None:
        """Return the id of the organisation of that name, or nothing."""
        found = self._database.scalar("SELECT min(id) FROM organisation WHERE folded = ?", (fold(name) or name,))
        return int(found) if found is not None else None

    def insert(
        self,
        name: str,
        *,
        kind: OrganisationKind | None = None,
        uid: str = "",
        site_number: str = "",
        city: str = "",
        country: str = "",
        note: str = "",
    ) -> int:
        """Write a new organisation and return its id."""
        from netcrm.store.tables import Organisation as OrganisationTable

        query = OrganisationTable.insert(
            uid=uid or str(uuid4()),
            name=name,
            folded=fold(name) or name,
            kind=kind.value if kind else None,
            site_number=site_number,
            city=city,
            country=country,
            note=note,
        )
        with self._database.guarded():
            return int(query.execute(self._database.peewee))

    def set_note(self, organisation_id: int, note: str) -> None:
        """Write the note of an organisation."""
        self._database.execute("UPDATE organisation SET note = ? WHERE id = ?", (note, organisation_id))

    def get(self, organisation_id: int) -> Organisation | None:
        """Return one organisation, or nothing."""
        found = self._where("id = ?", organisation_id)
        return found[0] if found else None

    def all(self) -> list[Organisation]:
        """Return every organisation, by id."""
        return self._where("1 ORDER BY id")

    def _where(self, condition: str, *parameters: object) -> list[Organisation]:
        return [
            Organisation(row[0], row[1], row[2], OrganisationKind(row[3]) if row[3] else None, *row[4:])
            for row in self._database.rows(
                f"SELECT id, uid, name, kind, site_number, city, country, note FROM organisation WHERE {condition}",
                parameters,
            )
        ]

    def suggest(self, prefix: str, limit: int) -> list[str]:
        """Return names that begin with `prefix`, folded."""
        folded = fold(prefix)
        return [
            row[0]
            for row in self._database.rows(
                "SELECT name FROM organisation WHERE folded >= ? AND folded < ? ORDER BY folded LIMIT ?",
                (folded, folded + "\U0010ffff", limit),
            )
        ]

    def people(self, organisation_id: int) -> list[tuple[int, str]]:
        """Return id and name of the people who hold a current position there."""
        return [
            (row[0], row[1])
            for row in self._database.rows(
                "SELECT DISTINCT c.id, c.name FROM position AS p JOIN contact AS c ON c.id = p.contact_id"
                " WHERE p.organisation_id = ? AND p.end_on = '' AND c.state = 'active' ORDER BY c.sort_key, c.id",
                (organisation_id,),
            )
        ]
