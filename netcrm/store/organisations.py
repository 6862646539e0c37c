"""Organisations in the store, found by their folded names."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from uuid import uuid4

from netcrm.domain.organisation import Organisation, OrganisationKind
from netcrm.domain.text import fold
from netcrm.store.database import Database


def organisation_key(name: str) -> str:
    """Return what organisations are found by: the folded name, or the name itself where it is signs alone."""
    return fold(name) or name


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
        found = self._database.scalar("SELECT min(id) FROM organisation WHERE folded = ?", (organisation_key(name),))
        return int(found) if found is not None else None

    def named(self, names: Iterable[str]) -> dict[str, tuple[int, str]]:
        """Return id and name of those organisations of `names` that there are, by `organisation_key`."""
        return {
            folded: (organisation_id, name)
            for folded, organisation_id, name in self._database.rows(
                "SELECT folded, id, name FROM organisation WHERE folded IN (SELECT value FROM json_each(?))"
                " ORDER BY id DESC",  # of several the first one counts
                (json.dumps(sorted({organisation_key(name) for name in names})),),
            )
        }

    def ids_of(self, names: Collection[str]) -> dict[str, int]:
        """Return the id of the organisation of each name by `organisation_key`, making those that there are not."""
        ids = {key: found[0] for key, found in self.named(names).items()}
        new = {key: name for name in names if (key := organisation_key(name)) not in ids}
        if new:
            self._database.many(
                "INSERT INTO organisation (uid, name, folded, kind, site_number, city, country, note)"
                " VALUES (?, ?, ?, NULL, '', '', '', '')",
                [(str(uuid4()), name, key) for key, name in new.items()],
            )
            ids |= {key: found[0] for key, found in self.named(new.values()).items()}
        return ids

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
            folded=organisation_key(name),
            kind=kind.value if kind else None,
            site_number=site_number,
            city=city,
            country=country,
            note=note,
        )
        with self._database.guarded():
            return int(query.execute(self._database.peewee))

    def replace(self, organisation: Organisation) -> None:
        """Write an organisation over what is there; its uid stays."""
        from netcrm.store.tables import Organisation as OrganisationTable

        query = OrganisationTable.update(
            name=organisation.name,
            folded=organisation_key(organisation.name),
            kind=organisation.kind.value if organisation.kind else None,
            site_number=organisation.site_number,
            city=organisation.city,
            country=organisation.country,
            note=organisation.note,
        ).where(OrganisationTable.id == organisation.id)
        with self._database.guarded():
            query.execute(self._database.peewee)

    def set_note(self, organisation_id: int, note: str) -> None:
        """Write the note of an organisation."""
        self._database.execute("UPDATE organisation SET note = ? WHERE id = ?", (note, organisation_id))

    def get(self, organisation_id: int) -> Organisation | None:
        """Return one organisation, or nothing."""
        found = self._where("id = ?", organisation_id)
        return found[0] if found else None

    def ids_by_uid(self, uids: Collection[str]) -> list[tuple[int, str]]:
        """Return id and uid of the organisations of these uids; unknown ones are left out."""
        sql = "SELECT id, uid FROM organisation WHERE uid IN (SELECT value FROM json_each(?)) ORDER BY id"
        return [(row[0], row[1]) for row in self._database.rows(sql, [json.dumps(list(uids))])]

    def all(self) -> list[Organisation]:
        """Return every organisation, by id."""
        return self._where("1 ORDER BY id")

    def load(self, ids: Collection[int]) -> list[Organisation]:
        """Return the organisations of `ids`, by id; unknown ids are left out."""
        return self._where("id IN (SELECT value FROM json_each(?)) ORDER BY id", json.dumps(list(ids)))

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
