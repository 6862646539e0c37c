"""What lists and pages show of studies."""

from __future__ import annotations

from dataclasses import dataclass

from netcrm.domain.studies.kept_study import KeptSite, KeptStudy, StudyPart
from netcrm.services.listing import ContactRow
from netcrm.services.page_parts import LastTouch, PagePromise
from netcrm.services.words import listed


@dataclass(frozen=True, slots=True)
class StudyLine:
    """A study in a listing."""

    study: KeptStudy
    people: int
    """How many contacts are on it now."""
    sites: int


@dataclass(frozen=True, slots=True)
class PersonOnStudy:
    """Somebody who is on a study now, or was, with all the parts that they have or had."""

    parts: tuple[StudyPart, ...]
    """The main one first."""
    row: ContactRow
    organisations: tuple[str, ...]
    """The site of each part; empty where none is said."""
    is_now: bool
    """Whether the parts go on, and the person is neither archived nor away."""

    @property
    def organisation(self) -> str:
        """The first site that is said."""
        return next(filter(None, self.organisations), "")

    @property
    def also(self) -> str:
        """What else they are: `also central contact and site contact`; nothing where the main part is all."""
        others = [part.part.words for part in self.parts if part.part is not self.parts[0].part]
        return f"also {listed(others)}" if others else ""


@dataclass(frozen=True, slots=True)
class StudySite:
    """A site of a study, with the people whom one knows there."""

    site: KeptSite
    people: tuple[str, ...]
    """Names of those who have a part at it now."""


@dataclass(frozen=True, slots=True)
class StudyPage:
    """All that a study's page shows."""

    study: KeptStudy
    people: tuple[PersonOnStudy, ...]
    """Those who are on it now, then those who were."""
    more_people: int
    """How many further ones there are."""
    sites: tuple[StudySite, ...]
    """Those where one knows somebody first."""
    more_sites: int
    last: LastTouch | None
    """With anyone who is on it now."""
    promises: tuple[PagePromise, ...]
    """With those who are on it now."""
