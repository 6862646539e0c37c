"""The people over all papers of a bibliography, those who lead most papers first."""

from __future__ import annotations

from collections.abc import Iterable

from netcrm.domain.studies.publication import Authorship, Candidate, Publication
from netcrm.domain.text import fold
from netcrm.formats.pubmed.addresses import own_addresses
from netcrm.formats.pubmed.uniting import united


def candidates(publications: Iterable[Publication]) -> list[Candidate]:
    """Return everybody who is an author of `publications`, each once, the likeliest opinion leaders first.

    They are ordered by the papers on which they stand first or last, then by papers, the newest year and the name. A
    paper that comes twice counts once, in its fuller record; members of groups who are no authors are left out.
    """
    papers = each_once(publications)
    authorships: list[Authorship] = []
    numbers: list[int] = []
    for number, paper in enumerate(papers):
        for author, emails in zip(paper.authors, own_addresses(paper.authors), strict=True):
            authorships.append(Authorship(paper, author, emails))
            numbers.append(number)
    found = [person([authorships[at] for at in places]) for places in united(authorships, numbers)]
    return sorted(found, key=lambda it: (-it.led, -it.papers, -max(it.years, default=0), it.name.sort_key))


def person(authorships: Iterable[Authorship]) -> Candidate:
    """Return the candidate with these authorships, of which there is one at least."""
    newest_first = sorted(authorships, key=lambda it: it.publication.date, reverse=True)
    name = max((it.author.name for it in newest_first), key=lambda it: len(fold(f"{it.given} {it.additional}")))
    return Candidate(name, tuple(newest_first))


def each_once(publications: Iterable[Publication]) -> list[Publication]:
    """Return each paper once, known again by PMID, PMC number or DOI, in the record that has most authors."""
    papers: list[Publication] = []
    places: dict[str, int] = {}
    for publication in publications:
        at = next((places[key] for key in publication.keys if key in places), -1)
        if at >= 0 and _contradict(papers[at], publication):
            at = -1
        if at < 0:
            at = len(papers)
            papers.append(publication)
        elif len(publication.authors) > len(papers[at].authors):
            papers[at] = publication
        for key in publication.keys:
            places.setdefault(key, at)
    return papers


def _contradict(one: Publication, other: Publication) -> bool:
    """Return whether two records that share an identifier have two PMIDs: a DOI may stand on a paper and its reply."""
    return bool(one.pmid and other.pmid and one.pmid != other.pmid)
