"""Writing what people of an import are linked with: studies with their sites and parts, papers and their authors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from netcrm.domain.studies.affiliation import country_code
from netcrm.domain.studies.kept_publication import KeptAuthorship, KeptPublication
from netcrm.domain.studies.kept_study import KeptSite, KeptStudy, StudyPart
from netcrm.domain.studies.publication import Publication
from netcrm.domain.studies.study import InStudy, Site, Study
from netcrm.domain.text import fold
from netcrm.services.imports.cards import Card
from netcrm.services.imports.linked import facilities, keys_of
from netcrm.services.imports.values import LinksWritten
from netcrm.services.session import Session
from netcrm.store.organisations import organisation_key

Placed = Sequence[tuple[Card, int]]
"""Cards that came in or are held, each with its contact."""


def write_facilities(session: Session, cards: Iterable[Card]) -> None:
    """Make the sites at which people stand, with their towns; positions alone would make them by name."""
    sites: dict[str, Site] = {}
    for card in cards:
        if not card.is_known:
            for entry in card.draft.studies:
                own = set(facilities(entry.person))
                for site in entry.person.sites:
                    if site.facility in own:
                        sites.setdefault(organisation_key(site.facility), site)
    there = session.organisations.named(site.facility for site in sites.values()) if sites else {}
    for key, site in sites.items():
        if key not in there:
            country = country_code(site.country) or site.country
            session.organisations.insert(site.facility, city=site.city, country=country)


def write_links(session: Session, placed: Placed) -> LinksWritten:
    """Write studies, sites, parts, papers and authorships of people who came in, inside the act in force.

    Of people whose very record is held, nothing is written again; but a study that is there follows the file in what
    the registry says of it, where any of its people came in before.
    """
    with_studies = [(card, contact_id) for card, contact_id in placed if card.draft.studies]
    with_papers = [(card, contact_id) for card, contact_id in placed if card.draft.papers and not card.is_known]
    if not with_studies and not with_papers:
        return LinksWritten()
    new, renewed = _write_studies(session, with_studies) if with_studies else (0, 0)
    return LinksWritten(new, renewed, _write_papers(session, with_papers) if with_papers else 0)


def _write_studies(session: Session, placed: Placed) -> tuple[int, int]:
    named = {entry.study.nct: entry.study for card, _ in placed for entry in card.draft.studies if entry.study.nct}
    wanted = {entry.study.nct for card, _ in placed if not card.is_known for entry in card.draft.studies}
    there = session.studies.by_nct(named)
    sites = session.studies.sites([study.id for study in there.values()])
    names = {name for study in named.values() for name in (study.sponsor, *(site.facility for site in study.sites))}
    houses = {key: found[0] for key, found in session.organisations.named(names - {""}).items()}
    ids = {nct: study.id for nct, study in there.items()}
    renewed = 0
    for nct, study in named.items():
        if nct in there:
            before = there[nct], sites.get(there[nct].id, [])
            after = _renewed(*before, study, houses)
            if after != before:
                session.studies.replace(*after)
                renewed += 1
        elif nct in wanted:
            ids[nct] = session.studies.insert(*_renewed(KeptStudy(0, "", nct=nct), [], study, houses))
    known = session.studies.parts_of_contact({contact_id for _, contact_id in placed})
    held = {
        (part.study_id, part.contact_id, part.part, part.organisation_id) for some in known.values() for part in some
    }
    for card, contact_id in placed:
        if not card.is_known:
            for part in _parts(card.draft.studies, contact_id, ids, houses):
                key = (part.study_id, contact_id, part.part, part.organisation_id)
                if key not in held:  # a part that the user ended stays ended
                    held.add(key)
                    session.studies.add_part(part)
    return len(ids) - len(there), renewed


def _renewed(
    kept: KeptStudy, sites: Sequence[KeptSite], study: Study, houses: dict[str, int]
) -> tuple[KeptStudy, list[KeptSite]]:
    """Return a study as it is kept with what a record says: what moves on there is taken, else what is empty filled."""
    sponsor = kept.sponsor or study.sponsor
    after = replace(
        kept,
        title=kept.title or study.title,
        acronym=kept.acronym or study.acronym,
        phases=kept.phases or tuple(phase.value for phase in study.phases),
        status=study.status or kept.status,
        sponsor=sponsor,
        sponsor_id=kept.sponsor_id if kept.sponsor_id is not None else houses.get(organisation_key(sponsor)),
        conditions=kept.conditions or study.conditions,
        starts_on=study.start_on or kept.starts_on,
        completes_on=study.completion_on or kept.completes_on,
    )
    places = {_place(site): site for site in sites}
    for site in study.sites:
        known = places.get(_place(site))
        organisation_id = known.organisation_id if known else None
        if organisation_id is None and site.facility:
            organisation_id = houses.get(organisation_key(site.facility))
        status = site.status or (known.status if known else "")
        places[_place(site)] = (
            replace(known, organisation_id=organisation_id, status=status)
            if known
            else KeptSite(organisation_id, site.facility, site.city, site.region, site.country, status)
        )
    return after, list(places.values())


def _place(site: Site | KeptSite) -> tuple[str, str, str]:
    return fold(site.facility) or site.facility, fold(site.city), fold(site.country)


def _parts(
    entries: Iterable[InStudy], contact_id: int, ids: dict[str, int], houses: dict[str, int]
) -> Iterator[StudyPart]:
    """Yield the parts that records give to somebody: at each of their sites, or in the study as a whole."""
    for entry in entries:
        if entry.study.nct not in ids:
            continue
        own = {fold(site) for site in facilities(entry.person)}
        for mention in entry.person.mentions:
            facility = mention.site.facility if mention.site else ""
            at = houses.get(organisation_key(facility)) if facility and fold(facility) in own else None
            yield StudyPart(0, ids[entry.study.nct], contact_id, mention.part, at)


def _write_papers(session: Session, placed: Placed) -> int:
    """Write papers and who wrote them, and return how many papers are new."""
    keys = {key for card, _ in placed for it in card.draft.papers for key in keys_of(it)}
    there = dict(session.publications.by_keys(keys))
    new = 0
    for card, contact_id in placed:
        for authorship in card.draft.papers:
            paper, author = authorship.publication, authorship.author
            names = keys_of(authorship)
            kept = next((there[key] for key in names if key in there and not _contradicts(there[key], paper)), None)
            if kept is None:
                kept = _kept(paper)
                kept = replace(kept, id=session.publications.insert(kept))
                new += 1
                for key in names:
                    there.setdefault(key, kept)
            affiliation = "; ".join(author.affiliations)
            session.publications.add_authorship(
                KeptAuthorship(kept.id, contact_id, author.place, author.is_first, author.is_last, affiliation)
            )
    return new


def _contradicts(kept: KeptPublication, paper: Publication) -> bool:
    """Whether two papers that share an identifier have two PMIDs: a DOI may stand on a paper and its reply."""
    return bool(kept.pmid and paper.pmid and kept.pmid != paper.pmid)


def _kept(paper: Publication) -> KeptPublication:
    count = max((len(paper.authors), *(author.place for author in paper.authors)))
    return KeptPublication(0, "", paper.pmid, paper.pmc, paper.doi, paper.title, paper.journal, paper.date, count)
