"""Sources: which card of which file a contact came from, and the very bytes of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from netcrm.domain.naming.name import Name
from netcrm.store.database import Database

SYNCED = 0
"""The line of a card that was read in a folder kept in sync: it is alone in its file."""


@dataclass(frozen=True, slots=True)
class Source:
    """A card or row that a contact came from."""

    contact_id: int
    file: str
    format: str
    place: int
    line: int
    imported_on: date
    uid: str
    digest: str
    change_set: int = 0
    """The act that wrote it; what is yet to be written gets that of its act."""

    @property
    def is_synced(self) -> bool:
        """Whether it is a card of a folder kept in sync, which says anew what the contact's earlier cards said."""
        return self.line == SYNCED


@dataclass(frozen=True, slots=True)
class OrganisationSource:
    """A card that an organisation came from."""

    organisation_id: int
    file: str
    format: str
    place: int
    line: int
    imported_on: date
    uid: str
    digest: str


class SourceRepository:
    """Keeps sources, their bytes, and the cards that the user left out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert(self, sources: Iterable[Source], change_set: int) -> None:
        """Write the sources of people."""
        self._insert("source", "contact_id", ((s.contact_id, s) for s in sources), change_set)

    def insert_of_organisations(self, sources: Iterable[OrganisationSource], change_set: int) -> None:
        """Write the sources of organisations."""
        self._insert("organisation_source", "organisation_id", ((s.organisation_id, s) for s in sources), change_set)

    def _insert(
        self, table: str, owner: str, sources: Iterable[tuple[int, Source | OrganisationSource]], change_set: int
    ) -> None:
        columns = ("file", "format", "place", "line", "imported_on", "uid", "digest", "change_set")
        self._database.insert_rows(
            table,
            (owner, *columns),
            [
                (of, s.file, s.format, s.place, s.line, s.imported_on.isoformat(), s.uid, s.digest, change_set)
                for of, s in sources
            ],
        )

    def of_organisations(self) -> list[OrganisationSource]:
        """Return the sources of all organisations, oldest first."""
        return [
            OrganisationSource(row[0], row[1], row[2], row[3], row[4], date.fromisoformat(row[5]), row[6], row[7])
            for row in self._database.rows(
                "SELECT organisation_id, file, format, place, line, imported_on, uid, digest FROM organisation_source"
                " ORDER BY id"
            )
        ]

    def keep_bytes(self, blobs: Iterable[tuple[str, bytes]]) -> None:
        """Keep bytes under their hash; what is there already stays."""
        self._database.many("INSERT INTO blob (hash, data) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING", blobs)

    def bytes_of(self, digest: str) -> bytes | None:
        """Return the bytes of a hash."""
        found = self._database.scalar("SELECT data FROM blob WHERE hash = ?", (digest,))
        return bytes(found) if found is not None else None

    def of_contact(self, contact_id: int) -> list[Source]:
        """Return a contact's sources, oldest first."""
        return self._where("contact_id = ? ORDER BY id", contact_id)

    def of_contacts(self, ids: Sequence[int]) -> dict[int, list[Source]]:
        """Return the sources of many contacts, oldest first."""
        found: dict[int, list[Source]] = {}
        for source in self._where("contact_id IN (SELECT value FROM json_each(?)) ORDER BY id", json.dumps(list(ids))):
            found.setdefault(source.contact_id, []).append(source)
        return found

    def holders(self, digests: Sequence[str]) -> dict[str, int | None]:
        """Return those of `digests` that are held, with the contact that holds each; an organisation is `None`."""
        return dict(
            self._database.rows(
                "SELECT digest, min(contact_id) FROM (SELECT digest, contact_id FROM source"
                " WHERE digest IN (SELECT value FROM json_each(?1)) UNION ALL SELECT digest, NULL"
                " FROM organisation_source WHERE digest IN (SELECT value FROM json_each(?1))) GROUP BY digest",
                (json.dumps(list(digests)),),
            )
        )

    def holder_names(self, digests: Sequence[str]) -> dict[str, Name]:
        """Return for each of `digests` that is held what the contact or organisation that holds it is called."""
        return {
            row[0]: Name(formatted=row[1], credentials=row[2])
            for row in self._database.rows(
                "SELECT s.digest, o.name, '' FROM organisation_source AS s"
                " JOIN organisation AS o ON o.id = s.organisation_id"
                " WHERE s.digest IN (SELECT value FROM json_each(?1))"
                " UNION ALL SELECT * FROM (SELECT s.digest, c.name, c.credentials FROM source AS s"
                " JOIN contact AS c ON c.id = s.contact_id"
                " WHERE s.digest IN (SELECT value FROM json_each(?1)) ORDER BY s.contact_id DESC)",
                (json.dumps(list(digests)),),
            )
        }

    def by_uid(self, uids: Sequence[str]) -> dict[str, list[int]]:
        """Return for each of `uids` the contacts that came under it."""
        found: dict[str, list[int]] = {}
        for uid, contact_id in self._database.rows(
            "SELECT DISTINCT uid, contact_id FROM source WHERE uid <> '' AND uid IN (SELECT value FROM json_each(?))"
            " ORDER BY contact_id",
            (json.dumps(list(uids)),),
        ):
            found.setdefault(uid, []).append(contact_id)
        return found

    def first_uids(self, ids: Sequence[int]) -> dict[int, str]:
        """Return for those of `ids` who came under a UID the first one."""
        rows = self._database.rows(
            "SELECT contact_id, uid FROM source WHERE uid <> '' AND contact_id IN (SELECT value FROM json_each(?))"
            " ORDER BY id DESC",
            (json.dumps(list(ids)),),
        )
        return {row[0]: row[1] for row in rows}

    def replace_synced(self, contact_id: int, file: str, digest: str, on: date) -> bool:
        """Let another content take the place of what came from a file kept in sync; whether one did before."""
        return bool(
            self._database.execute(
                "UPDATE source SET digest = ?, imported_on = ? WHERE id = (SELECT max(id) FROM source"
                " WHERE contact_id = ? AND file = ? AND line = ?)",
                (digest, on.isoformat(), contact_id, file, SYNCED),
            ).rowcount
        )

    def missing_from(self, formats: Sequence[str], seen: Collection[str]) -> list[int]:
        """Return the active people who came in one of `formats`, none of whose source UIDs or digests are in `seen`.

        Sources without a UID do not count: a row of theirs that changed could not be known again.
        """
        rows = self._database.rows(
            "SELECT s.contact_id, s.uid, s.digest FROM source AS s JOIN contact AS c ON c.id = s.contact_id"
            " WHERE s.format IN (SELECT value FROM json_each(?)) AND s.uid != '' AND c.state = 'active'"
            " ORDER BY c.sort_key, c.id",
            (json.dumps(list(formats)),),
        )
        there = {contact_id for contact_id, uid, digest in rows if digest in seen or (uid and uid in seen)}
        return list(dict.fromkeys(contact_id for contact_id, _, _ in rows if contact_id not in there))

    def _where(self, condition: str, *parameters: object) -> list[Source]:
        return [
            Source(row[0], row[1], row[2], row[3], row[4], date.fromisoformat(row[5]), *row[6:])
            for row in self._database.rows(
                "SELECT contact_id, file, format, place, line, imported_on, uid, digest, change_set FROM source"
                f" WHERE {condition}",
                parameters,
            )
        ]

    def left_out(self, digests: Sequence[str]) -> set[str]:
        """Return those of `digests` that the user unticked before."""
        return {
            row[0]
            for row in self._database.rows(
                "SELECT digest FROM left_out WHERE digest IN (SELECT value FROM json_each(?))",
                (json.dumps(list(digests)),),
            )
        }

    def left_people(self, uids: Sequence[str]) -> set[str]:
        """Return those of the source UIDs `uids` of which a card was unticked before."""
        return {
            row[0]
            for row in self._database.rows(
                "SELECT uid FROM left_out WHERE uid <> '' AND uid IN (SELECT value FROM json_each(?))",
                (json.dumps(list(uids)),),
            )
        }

    def left_named(self, names: Collection[str]) -> dict[str, set[str]]:
        """Return for each of `names` the files of cards without a UID that were unticked under it."""
        found: dict[str, set[str]] = {}
        for name, file in self._database.rows(
            "SELECT name, file FROM left_out WHERE uid = '' AND name IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(names)),),
        ):
            found.setdefault(name, set()).add(file)
        return found

    def leave_out(self, cards: Iterable[tuple[str, str, str, str]], on: date) -> None:
        """Remember cards that the user unticked: digest, source UID, name, file."""
        self._database.many(
            "INSERT INTO left_out (digest, uid, name, file, left_on) SELECT ?1, ?2, ?3, ?4, ?5"
            " WHERE NOT EXISTS (SELECT 1 FROM left_out WHERE digest = ?1)",
            [(*card, on.isoformat()) for card in cards],
        )

    def take_in(self, digests: Sequence[str], uids: Sequence[str] = ()) -> None:
        """Forget that cards, or those of some source UIDs, were left out, since the user ticked them now."""
        self._database.execute(
            "DELETE FROM left_out WHERE digest IN (SELECT value FROM json_each(?))"
            " OR (uid <> '' AND uid IN (SELECT value FROM json_each(?)))",
            (json.dumps(list(digests)), json.dumps(list(uids))),
        )
