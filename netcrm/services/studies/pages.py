"""The page of a study: the people on it, its sites, what is open with them, and when one was last in touch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from netcrm.domain.studies.kept_study import KeptSite, KeptStudy, StudyPart
from netcrm.domain.studies.study import Part
from netcrm.services.listing import contact_rows
from netcrm.services.page_parts import last_touch, open_promises, short_name
from netcrm.services.session import Session
from netcrm.services.studies.values import PersonOnStudy, StudyPage, StudySite
from netcrm.store.pages import PageReader


def study_page(session: Session, study: KeptStudy, most: int) -> StudyPage:
    """Return a study's page with at most so many people, promises and sites each."""
    parts = session.studies.parts_of_studies([study.id]).get(study.id, [])
    reader = PageReader(session.database)
    active = reader.active({part.contact_id for part in parts})
    now = {part.contact_id for part in parts if part.is_current} & active
    people = _in_order(reader, parts, active)
    sites = _with_people(session, session.studies.sites([study.id]).get(study.id, []), parts, now)
    return StudyPage(
        study=study,
        people=_people(session, people[:most]),
        more_people=max(0, len(people) - most),
        sites=tuple(sites[:most]),
        more_sites=max(0, len(sites) - most),
        last=last_touch(session, now),
        promises=open_promises(session, now, most),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of one person that go on, or those that do not."""

    parts: tuple[StudyPart, ...]
    is_now: bool


def _in_order(reader: PageReader, parts: Sequence[StudyPart], active: set[int]) -> list[_Parts]:
    """Return people with their parts: those that go on by main part and name, then the ended ones, the latest first."""
    order = {part: at for at, part in enumerate(Part)}
    places = {i: at for at, i in enumerate(reader.sorted_by_name({part.contact_id for part in parts}))}
    by_person = defaultdict[tuple[bool, int], list[StudyPart]](list)
    for part in sorted(parts, key=lambda it: (order[it.part], places[it.contact_id])):
        by_person[part.is_current and part.contact_id in active, part.contact_id].append(part)
    found = [_Parts(tuple(theirs), is_now) for (is_now, _), theirs in by_person.items()]
    found.sort(key=lambda it: max(part.ended_on for part in it.parts), reverse=True)
    return [*(it for it in found if it.is_now), *(it for it in found if not it.is_now)]


def _people(session: Session, people: Sequence[_Parts]) -> tuple[PersonOnStudy, ...]:
    parts = [part for it in people for part in it.parts]
    rows = {row.id: row for row in contact_rows(session, sorted({part.contact_id for part in parts}))}
    wanted = {part.organisation_id for part in parts if part.organisation_id is not None}
    names = {organisation.id: organisation.name for organisation in session.organisations.load(wanted)}
    return tuple(
        PersonOnStudy(
            it.parts,
            rows[it.parts[0].contact_id],
            tuple(names.get(part.organisation_id or 0, "") for part in it.parts),
            it.is_now,
        )
        for it in people
    )


def _with_people(
    session: Session, sites: Sequence[KeptSite], parts: Sequence[StudyPart], now: set[int]
) -> list[StudySite]:
    there = defaultdict[int, list[int]](list)
    for part in parts:
        if part.is_current and part.contact_id in now and part.organisation_id is not None:
            there[part.organisation_id].append(part.contact_id)
    contacts = session.contacts.load(sorted({i for ids in there.values() for i in ids}))
    found = []
    for site in sites:
        ids = dict.fromkeys(there.get(site.organisation_id or 0, ()))
        found.append(StudySite(site, tuple(short_name(contacts[i].details.name) for i in ids)))
    found.sort(key=lambda it: not it.people)
    return found
