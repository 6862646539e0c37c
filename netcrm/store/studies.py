"""Studies, their sites and the parts that people have in them, in the store."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import uuid4

from netcrm.domain.studies.kept_study import KeptSite, KeptStudy, StudyPart
from netcrm.domain.studies.study import Part
from netcrm.domain.text import fold
from netcrm.store.database import Database

_COLUMNS = (
    "id, uid, nct, title, acronym, phases, status, sponsor, sponsor_id, conditions, starts_on, completes_on, note"
)
_PART_COLUMNS = "id, study_id, contact_id, part, organisation_id, began_on, ended_on"
_SITE_COLUMNS = ("organisation_id", "facility", "city", "region", "country", "status")
_GIVEN = "(SELECT value FROM json_each(?))"


class StudyRepository:
    """Writes and reads studies."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, study_id: int) -> KeptStudy | None:
        """Return one study, or nothing."""
        found = self._where("id = ?", study_id)
        return found[0] if found else None

    def load(self, ids: Collection[int]) -> list[KeptStudy]:
        """Return the studies of `ids`, by id; unknown ids are left out."""
        return self._where(f"id IN {_GIVEN} ORDER BY id", _listed(ids))

    def by_nct(self, ncts: Iterable[str]) -> dict[str, KeptStudy]:
        """Return studies by their NCT numbers; unknown ones are left out."""
        wanted = sorted({nct for nct in ncts if nct})
        return {study.nct: study for study in self._where(f"nct IN {_GIVEN}", json.dumps(wanted))}

    def all(self) -> list[KeptStudy]:
        """Return every study, by acronym and title."""
        return self._where("1 ORDER BY folded, id")

    def find(self, words: str) -> list[KeptStudy]:
        """Return the studies that `words` mean, by acronym and title.

        They are those of that number or acronym; where there are none, those that have every word, or a word that
        begins with it, in their acronym, title, number or conditions.
        """
        wanted = fold(words)
        if not wanted:
            return []
        exact: list[int] = []
        near: list[int] = []
        for study_id, nct, acronym, folded, conditions in self._database.rows(
            "SELECT id, nct, acronym, folded, conditions FROM study"
        ):
            if wanted in (nct.lower(), fold(acronym)):
                exact.append(study_id)
            elif not exact:
                having = f" {folded} {nct.lower()} {fold(conditions)}"
                if all(f" {word}" in having for word in wanted.split()):
                    near.append(study_id)
        return self._where(f"id IN {_GIVEN} ORDER BY folded, id", json.dumps(exact or near))

    def sponsored_by(self, organisation_id: int) -> list[KeptStudy]:
        """Return the studies whose sponsor is that organisation, by acronym and title."""
        return self._where("sponsor_id = ? ORDER BY folded, id", organisation_id)

    def at_site(self, organisation_id: int) -> list[tuple[KeptStudy, KeptSite]]:
        """Return the studies that run at that organisation, each with its site there, by acronym and title."""
        ids = [
            row[0]
            for row in self._database.rows(
                "SELECT DISTINCT study_id FROM study_site WHERE organisation_id = ?", (organisation_id,)
            )
        ]
        sites = self.sites(ids)
        studies = self._where(f"id IN {_GIVEN} ORDER BY folded, id", json.dumps(ids))
        return [
            (study, next(site for site in sites[study.id] if site.organisation_id == organisation_id))
            for study in studies
        ]

    def insert(self, study: KeptStudy, sites: Sequence[KeptSite] = ()) -> int:
        """Write a new study (its id is ignored, an empty uid made) with its sites and return its id."""
        from netcrm.store.network_tables import Study as StudyTable

        with self._database.guarded():
            query = StudyTable.insert(uid=study.uid or str(uuid4()), **_columns(study))
            study_id = int(query.execute(self._database.peewee))
        self._write_sites(study_id, sites)
        return study_id

    def replace(self, study: KeptStudy, sites: Sequence[KeptSite]) -> None:
        """Write a study with its sites over what is there; the people on it stay."""
        from netcrm.store.network_tables import Study as StudyTable

        with self._database.guarded():
            StudyTable.update(**_columns(study)).where(StudyTable.id == study.id).execute(self._database.peewee)
        if self.sites([study.id]).get(study.id, []) != list(sites):
            self._database.execute("DELETE FROM study_site WHERE study_id = ?", (study.id,))
            self._write_sites(study.id, sites)

    def delete(self, study_id: int) -> None:
        """Delete a study with its sites and the parts in it."""
        for statement in ("study_site WHERE study_id", "study_person WHERE study_id", "study WHERE id"):
            self._database.execute(f"DELETE FROM {statement} = ?", (study_id,))

    def sites(self, ids: Collection[int]) -> dict[int, list[KeptSite]]:
        """Return the sites of studies by their ids, in their own order; studies without any are left out."""
        found: dict[int, list[KeptSite]] = {}
        for row in self._database.rows(
            f"SELECT study_id, {', '.join(_SITE_COLUMNS)} FROM study_site WHERE study_id IN {_GIVEN}"
            " ORDER BY study_id, ordinal, id",
            (_listed(ids),),
        ):
            found.setdefault(row[0], []).append(KeptSite(*row[1:]))
        return found

    def add_part(self, part: StudyPart) -> int:
        """Write a new part (its id is ignored) and return its id.

        Where the same person has the same part at the same place already, it is that one: a beginning that it lacks is
        written to it, and its end is as `part` has it, so that somebody may come back.
        """
        database = self._database
        there = database.row(
            "SELECT id, began_on, ended_on FROM study_person WHERE study_id = ? AND contact_id = ? AND part = ?"
            " AND organisation_id IS ?",
            (part.study_id, part.contact_id, part.part.value, part.organisation_id),
        )
        if there is None:
            database.execute(
                "INSERT INTO study_person (study_id, contact_id, part, organisation_id, began_on, ended_on)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (part.study_id, part.contact_id, part.part.value, part.organisation_id, part.began_on, part.ended_on),
            )
            return int(database.scalar("SELECT last_insert_rowid()"))
        dates = (there[1] or part.began_on, part.ended_on)
        if dates != there[1:]:
            database.execute("UPDATE study_person SET began_on = ?, ended_on = ? WHERE id = ?", (*dates, there[0]))
        return int(there[0])

    def end_part(self, part_id: int, on: str) -> None:
        """Write when a part ended: a day, a month or a year in ISO form."""
        self._database.execute("UPDATE study_person SET ended_on = ? WHERE id = ?", (on, part_id))

    def delete_part(self, part_id: int) -> None:
        """Delete a part, as if it had never been."""
        self._database.execute("DELETE FROM study_person WHERE id = ?", (part_id,))

    def part(self, part_id: int) -> StudyPart | None:
        """Return one part, or nothing."""
        found = self._parts("id = ?", part_id)
        return found[0] if found else None

    def parts_of_studies(self, ids: Collection[int]) -> dict[int, list[StudyPart]]:
        """Return the parts in studies by the studies' ids, those that go on first, then as they were written down."""
        return _grouped(self._parts(f"study_id IN {_GIVEN}", _listed(ids)), "study_id")

    def parts_of_contact(self, ids: Collection[int]) -> dict[int, list[StudyPart]]:
        """Return the parts of contacts by the contacts' ids, those that go on first, then as they were written down."""
        return _grouped(self._parts(f"contact_id IN {_GIVEN}", _listed(ids)), "contact_id")

    def parts_at(self, organisation_id: int) -> list[StudyPart]:
        """Return the parts that people have at that organisation, those that go on first."""
        return self._parts("organisation_id = ?", organisation_id)

    def _parts(self, condition: str, *parameters: object) -> list[StudyPart]:
        return [
            StudyPart(row[0], row[1], row[2], Part(row[3]), *row[4:])
            for row in self._database.rows(
                f"SELECT {_PART_COLUMNS} FROM study_person WHERE {condition} ORDER BY ended_on <> '', id", parameters
            )
        ]

    def _write_sites(self, study_id: int, sites: Sequence[KeptSite]) -> None:
        self._database.insert_rows(
            "study_site",
            ("study_id", "ordinal", *_SITE_COLUMNS),
            [
                (
                    study_id,
                    place,
                    site.organisation_id,
                    site.facility,
                    site.city,
                    site.region,
                    site.country,
                    site.status,
                )
                for place, site in enumerate(sites)
            ],
        )

    def _where(self, condition: str, *parameters: object) -> list[KeptStudy]:
        return [
            _study(row) for row in self._database.rows(f"SELECT {_COLUMNS} FROM study WHERE {condition}", parameters)
        ]


def _listed(ids: Collection[int]) -> str:
    return json.dumps(sorted(ids))


def _grouped(parts: Iterable[StudyPart], name: str) -> dict[int, list[StudyPart]]:
    found: dict[int, list[StudyPart]] = {}
    for part in parts:
        found.setdefault(part.study_id if name == "study_id" else part.contact_id, []).append(part)
    return found


def _columns(study: KeptStudy) -> dict[str, object]:
    return {
        "nct": study.nct,
        "title": study.title,
        "acronym": study.acronym,
        "folded": fold(f"{study.acronym} {study.title}") or study.title,
        "phases": "\n".join(study.phases),
        "status": study.status,
        "sponsor": study.sponsor,
        "sponsor_organisation": study.sponsor_id,
        "conditions": "\n".join(study.conditions),
        "starts_on": study.starts_on,
        "completes_on": study.completes_on,
        "note": study.note,
    }


def _study(row: tuple[Any, ...]) -> KeptStudy:
    (
        study_id,
        uid,
        nct,
        title,
        acronym,
        phases,
        status,
        sponsor,
        sponsor_id,
        conditions,
        starts_on,
        completes_on,
        note,
    ) = row
    return KeptStudy(
        study_id,
        uid,
        nct,
        title,
        acronym,
        tuple(phases.splitlines()),
        status,
        sponsor,
        sponsor_id,
        tuple(conditions.splitlines()),
        starts_on,
        completes_on,
        note,
    )
