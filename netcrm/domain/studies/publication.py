"""Papers and the people on them: what a bibliography says, and one person over all of it.

Pure values. Nothing here decides who is the same; `netcrm.formats.pubmed.uniting` does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from netcrm.domain.draft import Place
from netcrm.domain.naming.name import Name
from netcrm.domain.text import fold


@dataclass(frozen=True, slots=True)
class Author:
    """One person on one paper, as the paper writes them."""

    name: Name
    """The family name, and the given names or initials as far as the source has them."""
    place: int
    """The place among the personal authors, counted from 1; groups are not counted."""
    is_first: bool = False
    is_last: bool = False
    """Whether nobody follows in the full list. A sole author is first and last; on a list cut short nobody is last."""
    affiliations: tuple[str, ...] = ()
    """As printed, with the mail addresses in them."""
    emails: tuple[str, ...] = ()
    """Mail addresses found in the affiliations, in order; whose they are, `addresses_of` tells."""
    orcid: str = ""
    """`0000-0002-1825-0097`, its check digit right; empty where there is none."""

    @property
    def leads(self) -> bool:
        """Whether the person stands first or last."""
        return self.is_first or self.is_last


@dataclass(frozen=True, slots=True)
class Publication:
    """One record of a bibliography."""

    place: Place
    pmid: str = ""
    pmc: str = ""
    """The number in PubMed Central, with its letters: `PMC4513071`."""
    doi: str = ""
    """In small letters, without a resolver's address: `10.1016/j.cpr.2005.02.002`."""
    title: str = ""
    journal: str = ""
    """The journal's full title where the source has it, else the abbreviated one."""
    date: str = ""
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`; of a span its beginning."""
    types: tuple[str, ...] = ()
    """Publication types: `Clinical Trial, Phase III`."""
    mesh: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    authors: tuple[Author, ...] = ()
    groups: tuple[str, ...] = ()
    """Collective names: study groups and committees that stand among the authors."""
    investigators: tuple[Author, ...] = ()
    """Members of the groups, who are no authors."""
    warnings: tuple[str, ...] = ()
    """What could not be understood, one sentence each."""

    @property
    def year(self) -> int | None:
        """The year of the date."""
        return int(self.date[:4]) if self.date else None

    @property
    def keys(self) -> tuple[str, ...]:
        """The identifiers by which the same paper is known again; nothing where it has none."""
        return identifiers(self.pmid, self.pmc, self.doi)


def identifiers(pmid: str, pmc: str, doi: str, title: str = "") -> tuple[str, ...]:
    """Return what a paper is known by: its numbers, else its folded title where one is given."""
    named = (("pmid", pmid), ("pmc", pmc), ("doi", doi))
    numbers = tuple(f"{kind}:{value}" for kind, value in named if value)
    return numbers or ((f"title:{fold(title)}",) if fold(title) else ())


@dataclass(frozen=True, slots=True)
class Authorship:
    """A person's part in one paper."""

    publication: Publication
    author: Author
    emails: tuple[str, ...] = ()
    """Those of the author's mail addresses that are theirs alone."""


@dataclass(frozen=True)
class Candidate:
    """One person over a whole bibliography, who may become a contact."""

    name: Name
    """The fullest of the names that the papers have."""
    authorships: tuple[Authorship, ...]
    """The newest first."""

    @property
    def papers(self) -> int:
        """How many papers the person is on."""
        return len(self.authorships)

    @cached_property
    def firsts(self) -> int:
        """How many of the papers have the person first."""
        return sum(it.author.is_first for it in self.authorships)

    @cached_property
    def lasts(self) -> int:
        """How many of the papers have the person last."""
        return sum(it.author.is_last for it in self.authorships)

    @cached_property
    def led(self) -> int:
        """How many of the papers have the person first or last; those of a sole author count once."""
        return sum(it.author.leads for it in self.authorships)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years of the papers, each once, the earliest first."""
        return tuple(sorted({year for it in self.authorships if (year := it.publication.year) is not None}))

    @property
    def affiliation(self) -> str:
        """The first affiliation on the newest paper that has one."""
        return next((it.author.affiliations[0] for it in self.authorships if it.author.affiliations), "")

    @cached_property
    def emails(self) -> tuple[str, ...]:
        """The person's mail addresses, the newest first, each once whatever its case."""
        return once_folded(email for it in self.authorships for email in it.emails)

    @property
    def orcid(self) -> str:
        """The person's ORCID, of which there is one at most."""
        return next((it.author.orcid for it in self.authorships if it.author.orcid), "")


def once_folded(texts: Iterable[str]) -> tuple[str, ...]:
    """Return each text once, without regard to case, as first written."""
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(text.casefold(), text)
    return tuple(found.values())
