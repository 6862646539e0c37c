"""A paper as the store keeps it, and a contact's place among its authors."""

from __future__ import annotations

from dataclasses import dataclass

from netcrm.domain.studies.publication import identifiers


@dataclass(frozen=True, slots=True)
class KeptPublication:
    """A paper in the store."""

    id: int
    """0 for a paper that is not there yet."""
    uid: str
    """Empty for a paper that is not there yet: one is made."""
    pmid: str = ""
    pmc: str = ""
    doi: str = ""
    title: str = ""
    journal: str = ""
    published_on: str = ""
    """`YYYY`, `YYYY-MM`, `YYYY-MM-DD` or empty."""
    authors: int = 0
    """How many there are, be they in the store or not."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The identifiers by which the same paper is known again."""
        return identifiers(self.pmid, self.pmc, self.doi, self.title)

    @property
    def year(self) -> str:
        """The year of the date."""
        return self.published_on[:4]


@dataclass(frozen=True, slots=True)
class KeptAuthorship:
    """A contact as author of a paper."""

    publication_id: int
    contact_id: int
    place: int
    """Among the authors, counted from 1."""
    is_first: bool = False
    is_last: bool = False
    affiliation: str = ""
    """As printed."""
