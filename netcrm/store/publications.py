"""Papers and the contacts who wrote them, in the store. A paper without an author there is not kept."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from uuid import uuid4

from netcrm.domain.studies.kept_publication import KeptAuthorship, KeptPublication
from netcrm.domain.text import fold
from netcrm.store.database import Database

_COLUMNS = "p.id, p.uid, p.pmid, p.pmc, p.doi, p.title, p.journal, p.published_on, p.authors"
_GIVEN = "(SELECT value FROM json_each(?))"
_NUMBERS = ("pmid", "pmc", "doi")


class PublicationRepository:
    """Writes and reads papers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_contacts(self, ids: Collection[int]) -> dict[int, list[tuple[KeptPublication, KeptAuthorship]]]:
        """Return the papers of contacts with their part in each, the newest first; who has none is left out."""
        found: dict[int, list[tuple[KeptPublication, KeptAuthorship]]] = {}
        for row in self._database.rows(
            f"SELECT a.contact_id, a.place, a.is_first, a.is_last, a.affiliation, {_COLUMNS} FROM authorship AS a"
            f" JOIN publication AS p ON p.id = a.publication_id WHERE a.contact_id IN {_GIVEN}"
            " ORDER BY p.published_on DESC, p.id DESC",
            (json.dumps(sorted(ids)),),
        ):
            paper = KeptPublication(*row[5:])
            part = KeptAuthorship(paper.id, row[0], row[1], bool(row[2]), bool(row[3]), row[4])
            found.setdefault(part.contact_id, []).append((paper, part))
        return found

    def by_keys(self, keys: Iterable[str]) -> dict[str, KeptPublication]:
        """Return papers by what they are known by (`KeptPublication.keys`); unknown keys are left out."""
        wanted = set(keys)
        values: dict[str, list[str]] = {}
        for key in sorted(wanted):
            kind, _, value = key.partition(":")
            values.setdefault(kind, []).append(value)
        papers = [
            KeptPublication(*row)
            for kind in _NUMBERS
            if kind in values
            for row in self._database.rows(
                f"SELECT {_COLUMNS} FROM publication AS p WHERE p.{kind} <> '' AND p.{kind} IN {_GIVEN} ORDER BY p.id",
                (json.dumps(values[kind]),),
            )
        ]
        if "title" in values:  # the few that have no number
            papers += [
                KeptPublication(*row)
                for row in self._database.rows(
                    f"SELECT {_COLUMNS} FROM publication AS p WHERE p.pmid = '' AND p.pmc = '' AND p.doi = ''"
                    " ORDER BY p.id"
                )
                if fold(row[5]) in values["title"]
            ]
        found: dict[str, KeptPublication] = {}
        for paper in papers:
            for key in wanted.intersection(paper.keys):
                found.setdefault(key, paper)
        return found

    def insert(self, paper: KeptPublication) -> int:
        """Write a new paper (its id is ignored, an empty uid made) and return its id."""
        self._database.execute(
            "INSERT INTO publication (uid, pmid, pmc, doi, title, journal, published_on, authors)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                paper.uid or str(uuid4()),
                paper.pmid,
                paper.pmc,
                paper.doi,
                paper.title,
                paper.journal,
                paper.published_on,
                paper.authors,
            ),
        )
        return int(self._database.scalar("SELECT last_insert_rowid()"))

    def add_authorship(self, authorship: KeptAuthorship) -> None:
        """Write that a contact is an author of a paper; where that is known, it stays as it is."""
        self._database.execute(
            "INSERT INTO authorship (publication_id, contact_id, place, is_first, is_last, affiliation)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (publication_id, contact_id) DO NOTHING",
            (
                authorship.publication_id,
                authorship.contact_id,
                authorship.place,
                int(authorship.is_first),
                int(authorship.is_last),
                authorship.affiliation,
            ),
        )
