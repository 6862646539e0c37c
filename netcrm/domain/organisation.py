"""Organisations and the dated positions that tie people to them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
