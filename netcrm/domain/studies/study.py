"""A clinical trial as a registry describes it: what it is, where it runs, and whom its record names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from netcrm.domain.draft import Place
from netcrm.domain.naming.name import Name
from netcrm.domain.roles import Role


class Phase(StrEnum):
    """The phase of a trial; the value is how it ends a tag: `phase/2`. A trial between two phases has both."""

    EARLY_1 = "early-1"
    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"


class Part(StrEnum):
    """What somebody is on a study: the place of a record that names them, or what the user says."""

    PRINCIPAL_INVESTIGATOR = "principal-investigator"
    """Of the study as a whole; one of a site is a site investigator."""
    STUDY_CHAIR = "study-chair"
    STUDY_DIRECTOR = "study-director"
    SUB_INVESTIGATOR = "sub-investigator"
    OFFICIAL = "official"
    """An overall official whose function the record does not say."""
    RESPONSIBLE_PARTY = "responsible-party"
    CENTRAL_CONTACT = "central-contact"
    SITE_INVESTIGATOR = "site-investigator"
    SITE_CONTACT = "site-contact"
    RESULTS_CONTACT = "results-contact"
    COORDINATOR = "coordinator"
    """This and what follows is said by the user: no registry has it."""
    NURSE = "nurse"
    PHARMACIST = "pharmacist"
    MONITOR = "monitor"
    TRIAL_MANAGER = "trial-manager"
    MEDICAL_MONITOR = "medical-monitor"
    DATA_MANAGER = "data-manager"
    STATISTICIAN = "statistician"
    MEDICAL_WRITER = "medical-writer"
    OTHER = "other"

    @property
    def words(self) -> str:
        """The part as people read it: `site contact`."""
        return self.value if self is Part.SUB_INVESTIGATOR else self.value.replace("-", " ")


@dataclass(frozen=True, slots=True)
class Site:
    """Where a study runs. Industry's sites often have no facility, only a town."""

    facility: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    """As the registry writes it, in English."""
    status: str = ""
    """As `Study.status`."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place of a record that names somebody, as it is written there: a person, a desk or a company."""

    name: str
    part: Part
    role: Role | None = None
    """The role that the record itself states; a contact has none."""
    organisation: str = ""
    title: str = ""
    phone: str = ""
    """With its extension: `416-323-6400 ext. 7511`."""
    email: str = ""
    site: Site | None = None


@dataclass(frozen=True, slots=True)
class Study:
    """A clinical trial."""

    place: Place
    """Where in a file it was read; the record is counted from 1."""
    nct: str = ""
    """`NCT` and eight digits; empty where a record has none."""
    title: str = ""
    acronym: str = ""
    phases: tuple[Phase, ...] = ()
    status: str = ""
    """The registry's own word as a slug, `active-not-recruiting`: the list of them is not ours to close."""
    sponsor: str = ""
    sponsor_is_company: bool = False
    conditions: tuple[str, ...] = ()
    start_on: str = ""
    """`YYYY-MM-DD` or `YYYY-MM`, as `completion_on`."""
    completion_on: str = ""
    sites: tuple[Site, ...] = ()
    mentions: tuple[Mention, ...] = ()
    """In the order officials, responsible party, central contacts, sites, results."""
    warnings: tuple[str, ...] = ()
    """What could not be understood, one sentence each."""


@dataclass(frozen=True, slots=True)
class StudyPerson:
    """A person of a study, once, with everything that the record says of them."""

    name: Name
    parts: tuple[Part, ...]
    roles: tuple[Role, ...] = ()
    """Those that the record states, the main one first."""
    organisations: tuple[str, ...] = ()
    title: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    sites: tuple[Site, ...] = ()
    mentions: tuple[Mention, ...] = ()
    """The places of the record that name them."""


@dataclass(frozen=True, slots=True)
class InStudy:
    """Somebody on a study, as its record says."""

    study: Study
    person: StudyPerson


@dataclass(frozen=True, slots=True)
class NoPerson:
    """A mention that names nobody (`Study Coordinator`, a call centre), and why it is taken for that."""

    mention: Mention
    why: str


@dataclass(frozen=True, slots=True)
class StudyPeople:
    """Whom a study's record names."""

    persons: tuple[StudyPerson, ...]
    left_out: tuple[NoPerson, ...]
