"""Relations between people, and of people to organisations, in the store."""

from __future__ import annotations

import json
from collections.abc import Collection
from uuid import uuid4

from netcrm.domain.ties.relations import Relation, RelationKind
from netcrm.store.database import Database

_COLUMNS = "id, uid, first_id, kind, second_id, note, organisation_id"
_GIVEN = "(SELECT value FROM json_each(?1))"


class RelationRepository:
    """Writes and reads relations; whoever writes one has turned it the way in which it is kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert(self, relation: Relation) -> int:
        """Write a new relation (its id is ignored, an empty uid made) and return its id."""
        from netcrm.store.network_tables import Relation as RelationRow

        with self._database.guarded():
            query = RelationRow.insert(uid=relation.uid or str(uuid4()), **_columns(relation))
            return int(query.execute(self._database.peewee))

    def replace(self, relation: Relation) -> None:
        """Write a relation over what is there."""
        from netcrm.store.network_tables import Relation as RelationRow

        with self._database.guarded():
            RelationRow.update(**_columns(relation)).where(RelationRow.id == relation.id).execute(self._database.peewee)

    def delete(self, relation_id: int) -> None:
        """Delete a relation."""
        self._database.execute("DELETE FROM relation WHERE id = ?", (relation_id,))

    def get(self, relation_id: int) -> Relation | None:
        """Return one relation, or nothing."""
        found = self._where("id = ?", relation_id)
        return found[0] if found else None

    def of(self, ids: Collection[int]) -> dict[int, list[Relation]]:
        """Return the relations of people by the contact ids given; each stands with both of its people among them.

        One to an organisation stands with its person.
        """
        wanted = set(ids)
        found: dict[int, list[Relation]] = {}
        for it in self._where(
            f"id IN (SELECT id FROM relation WHERE first_id IN {_GIVEN}"
            f" UNION SELECT id FROM relation WHERE second_id IN {_GIVEN}) ORDER BY id",
            json.dumps(list(wanted)),
        ):
            for contact_id in {it.first_id, it.second_id} & wanted:
                if contact_id is not None:
                    found.setdefault(contact_id, []).append(it)
        return found

    def of_organisations(self, ids: Collection[int]) -> dict[int, list[Relation]]:
        """Return the relations of people to organisations, by the organisations' ids."""
        found: dict[int, list[Relation]] = {}
        for it in self._where(f"organisation_id IN {_GIVEN} ORDER BY id", json.dumps(list(ids))):
            if it.organisation_id is not None:
                found.setdefault(it.organisation_id, []).append(it)
        return found

    def _where(self, condition: str, *parameters: object) -> list[Relation]:
        return [
            Relation(row[0], row[1], row[2], RelationKind(row[3]), row[4], row[5], row[6])
            for row in self._database.rows(f"SELECT {_COLUMNS} FROM relation WHERE {condition}", parameters)
        ]


def _columns(relation: Relation) -> dict[str, object]:
    return {
        "first": relation.first_id,
        "kind": relation.kind.value,
        "second": relation.second_id,
        "organisation": relation.organisation_id,
        "note": relation.note,
    }
