"""A study as the store keeps it: what it is, where it runs, and who has which part in it."""

from __future__ import annotations

from dataclasses import dataclass

from netcrm.domain.studies.study import Part


@dataclass(frozen=True, slots=True)
class KeptStudy:
    """A clinical trial in the store."""

    id: int
    """0 for a study that is not there yet."""
    uid: str
    """Empty for a study that is not there yet: one is made."""
    nct: str = ""
    """`NCT` and eight digits; empty where there is no record of it."""
    title: str = ""
    acronym: str = ""
    phases: tuple[str, ...] = ()
    """Values of `netcrm.domain.studies.study.Phase`."""
    status: str = ""
    """The registry's own word as a slug: `active-not-recruiting`."""
    sponsor: str = ""
    """As the record or the user writes it."""
    sponsor_id: int | None = None
    """The sponsor's organisation, where it is kept."""
    conditions: tuple[str, ...] = ()
    starts_on: str = ""
    """`YYYY-MM-DD`, `YYYY-MM`, `YYYY` or empty, as `completes_on`."""
    completes_on: str = ""
    note: str = ""

    @property
    def short_name(self) -> str:
        """What people call it in passing: its acronym, else its number, else its title."""
        return self.acronym or self.nct or self.title

    @property
    def full_name(self) -> str:
        """The short name, and the number beside an acronym: `SLEEPT (NCT00000001)`."""
        return f"{self.acronym} ({self.nct})" if self.acronym and self.nct else self.short_name


@dataclass(frozen=True, slots=True)
class KeptSite:
    """Where a study runs. Industry's sites often have no facility, only a town."""

    organisation_id: int | None = None
    """The one in the store, where it is known."""
    facility: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    """As it is written, a registry's names in English."""
    status: str = ""


@dataclass(frozen=True, slots=True)
class StudyPart:
    """What somebody is on a study, perhaps at one of its sites."""

    id: int
    """0 for a part that is not there yet."""
    study_id: int
    contact_id: int
    part: Part
    organisation_id: int | None = None
    """The site that they have it at."""
    began_on: str = ""
    """`YYYY-MM-DD`, `YYYY-MM`, `YYYY` or empty, as `ended_on`."""
    ended_on: str = ""
    """Empty where it goes on."""

    @property
    def is_current(self) -> bool:
        """Whether it has no end."""
        return not self.ended_on
