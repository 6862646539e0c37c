"""PubMed records for tests, written in a few words."""

from __future__ import annotations

import io
from collections.abc import Sequence

from netcrm.domain.draft import Problem
from netcrm.domain.studies.publication import Candidate, Publication
from netcrm.formats.pubmed.authors import candidates
from netcrm.formats.pubmed.reading import read_publications

ANA = "0000-0002-1825-0097"
BO = "0000-0009-9900-0006"
"""Two ORCIDs whose check digits are right: the example of ORCID's own documentation, and one that is nobody's."""


def outcomes(text: str | bytes) -> list[Publication | Problem]:
    """Return what a file of this text gives."""
    data = text.encode() if isinstance(text, str) else text
    return list(read_publications(io.BytesIO(data), "a.nbib"))


def publications(text: str | bytes) -> list[Publication]:
    """Return the publications of a file in which there is no problem."""
    read = outcomes(text)
    assert not [it for it in read if isinstance(it, Problem)], read
    return [it for it in read if isinstance(it, Publication)]


def only(text: str) -> Publication:
    """Return the one publication of a file."""
    (found,) = publications(text)
    return found


def record(number: int, *people: str, date: str = "2020") -> str:
    """Return a record of these authors, each written `Lima, Ana | AD | … | ORCID`."""
    lines = [f"PMID- {number}", f"DP  - {date}", f"TI  - Paper {number}"]
    for person in people:
        name, *rest = (part.strip() for part in person.split("|"))
        lines.append(f"FAU - {name}" if "," in name else f"AU  - {name}")
        lines += [f"AUID- ORCID: {part}" if part[:4] == "0000" else f"AD  - {part}" for part in rest if part]
    return "\n".join(lines) + "\n\n"


def found(*records: str) -> list[Candidate]:
    """Return the candidates of a file of these records."""
    return candidates(publications("".join(records)))


def united(records: Sequence[str]) -> list[tuple[str, int]]:
    """Return the name and the number of papers of each candidate, by name."""
    return sorted((it.name.formatted, it.papers) for it in found(*records))
