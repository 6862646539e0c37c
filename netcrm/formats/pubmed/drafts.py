"""From a person on papers to a draft of a contact, and back from the kept source.

What is kept as the source is a small PubMed file of its own: the person's papers, with their part in them alone. The
same readers read it again; a line `POS - 3 of 12`, which is netcrm's, says where among the authors they stand.
"""

from __future__ import annotations

import io
from hashlib import blake2b

from netcrm.domain.contact import Address, Details, Email, Link
from netcrm.domain.draft import Draft, Place, Problem
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.domain.studies.affiliation import emails_in, read_affiliation
from netcrm.domain.studies.publication import Authorship, Candidate
from netcrm.domain.text import clean_line
from netcrm.formats.pubmed.authors import person
from netcrm.formats.pubmed.reading import read_publications

_LEADS_OF_LEADER = 3
"""Papers led from which on somebody is guessed to be an opinion leader."""


def role_guess(candidate: Candidate) -> Role:
    """Return the role to show as a guess: an opinion leader who leads several of the papers, else a researcher."""
    return Role.KEY_OPINION_LEADER if candidate.led >= _LEADS_OF_LEADER else Role.RESEARCHER


def draft_of(candidate: Candidate, file: str, number: int) -> Draft | Problem:
    """Return the draft of a person; `number` is their place in the list of candidates, counted from 1.

    It comes in only where somebody ticks it. It has no role and no tags: a guess is shown, never kept. It is read from
    what is kept as its source, so that reading the source again gives the very same.
    """
    return read_draft(source_of(candidate), Place(file, number, candidate.authorships[0].publication.place.line))


def read_draft(raw: bytes, place: Place) -> Draft | Problem:
    """Return the draft that `source_of` wrote `raw` for; a problem where it is something else."""
    authorships = []
    for outcome in read_publications(io.BytesIO(raw), place.file):
        if isinstance(outcome, Problem):
            return Problem(place, outcome.why, raw)
        # Other people's addresses were left out when it was written, with all authors at hand.
        authorships += [Authorship(outcome, author, author.emails) for author in outcome.authors]
    if not authorships:
        return Problem(place, "The papers have no author.", raw)
    found = person(authorships)
    return Draft(
        place=place,
        details=details_of(found),
        raw=raw,
        digest=blake2b(raw, digest_size=16).hexdigest(),
        uid=f"https://orcid.org/{found.orcid}" if found.orcid else "",
        only_if_asked=True,
    )


def details_of(candidate: Candidate) -> Details:
    """Return what the papers say of a person: name, newest affiliation as a position, addresses and ORCID."""
    read = read_affiliation(candidate.affiliation)
    has_job = bool(read.institution or read.department)
    return Details(
        name=candidate.name,
        emails=tuple(Email(email, "work") for email in candidate.emails),
        addresses=(Address(city=read.city, country=read.country, label="work"),) if read.city else (),
        links=(Link(f"https://orcid.org/{candidate.orcid}", "ORCID"),) if candidate.orcid else (),
        positions=(Position(read.institution, department=read.department, is_primary=True),) if has_job else (),
        country=read.country,
    )


def source_of(candidate: Candidate) -> bytes:
    """Return the person's papers as a small PubMed file, with their own lines and nobody else's, in UTF-8."""
    return "\n".join(_record(it) for it in candidate.authorships).encode()


def _record(authorship: Authorship) -> str:
    paper, author = authorship.publication, authorship.author
    count = author.place if author.is_last else max(len(paper.authors), author.place + 1)
    lines = [
        ("PMID", paper.pmid),
        ("PMC", paper.pmc),
        ("DP", paper.date),
        ("TI", paper.title),
        ("LID", f"{paper.doi} [doi]" if paper.doi else ""),
        ("FAU", _full_name(author.name)),
        ("AUID", f"ORCID: {author.orcid}" if author.orcid else ""),
        ("POS", f"{author.place} of {count}"),
        *(("AD", _without_others(text, authorship.emails)) for text in author.affiliations),
        *(("PT", kind) for kind in paper.types),
        ("JT", paper.journal),
    ]
    return "".join(f"{tag:<4}- {value}\n" for tag, value in lines if value)


def _full_name(name: Name) -> str:
    if not name.given:
        return name.family or name.formatted
    rest = " ".join(filter(None, (name.given, name.additional, name.suffix)))
    return f"{name.family}, {rest}"


def _without_others(text: str, own: tuple[str, ...]) -> str:
    """Return an affiliation without the mail addresses in it that are not the author's."""
    kept = {email.casefold() for email in own}
    for email in emails_in(text):
        if email.casefold() not in kept:
            text = text.replace(email, "")
    return clean_line(text)
