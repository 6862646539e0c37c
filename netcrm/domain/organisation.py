"""Organisations and the dated positions that tie people to them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from netcrm.domain.text import clean_line
from netcrm.errors import UsageProblem


class OrganisationKind(StrEnum):
    """What an organisation is; the value is its slug."""

    ACADEMIC_MEDICAL_CENTRE = "academic-medical-centre"
    HOSPITAL = "hospital"
    PRIVATE_SITE = "private-site"
    PHARMACEUTICAL_COMPANY = "pharmaceutical-company"
    BIOTECH = "biotech"
    DEVICE_COMPANY = "device-company"
    CRO = "cro"
    VENDOR = "vendor"
    COOPERATIVE_GROUP = "cooperative-group"
    REGULATOR = "regulator"
    ETHICS_COMMITTEE = "ethics-committee"
    PROFESSIONAL_ASSOCIATION = "professional-association"
    UNIVERSITY = "university"
    PATIENT_ORGANISATION = "patient-organisation"
    OTHER = "other"

    @property
    def words(self) -> str:
        """The kind as people read it: `academic medical centre`."""
        return "CRO" if self is OrganisationKind.CRO else self.value.replace("-", " ")


def read_kind(text: str) -> OrganisationKind | None:
    """Return the kind that a word names, by its slug or its words (`private site`); None for nothing.

    Raises:
        UsageProblem: It names none; the sentence lists them.
    """
    slug = "-".join(text.casefold().split())
    if not slug:
        return None
    if slug not in list(OrganisationKind):
        raise UsageProblem(
            f"“{clean_line(text)}” is no kind of organisation. Use one of {', '.join(OrganisationKind)}."
        )
    return OrganisationKind(slug)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A site, sponsor, CRO, hospital, association or the like."""

    id: int
    uid: str
    name: str
    kind: OrganisationKind | None = None
    site_number: str = ""
    city: str = ""
    country: str = ""
    """ISO 3166 two-letter code where known, else as written."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """A job: current while `end_on` is empty. `start_on` and `end_on` may be `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""

    organisation: str = ""
    title: str = ""
    department: str = ""
    start_on: str = ""
    end_on: str = ""
    is_primary: bool = False
    organisation_id: int | None = None

    @property
    def is_current(self) -> bool:
        """Whether the job has no end."""
        return not self.end_on


@dataclass(frozen=True, slots=True)
class PlacedPosition:
    """A position that somebody has or had at an organisation."""

    contact_id: int
    title: str
    department: str
    start_on: str
    end_on: str
    """Empty while it goes on; then the person is active too."""


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """An organisation in a listing."""

    id: int
    name: str
    kind: str
    site_number: str
    city: str
    country: str
    people: int
    """How many active people have a current position there."""
