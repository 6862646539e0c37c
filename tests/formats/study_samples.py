"""Records of ClinicalTrials.gov for tests, made of a few words; all people and houses are invented."""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]


def contact(name: str, *, email: str = "", phone: str = "", role: str = "CONTACT") -> Json:
    """Return a contact as the registry writes it."""
    return {"name": name, "role": role, "phone": phone, "email": email}


def site(facility: str, *contacts: Json, city: str = "Providence", status: str = "RECRUITING") -> Json:
    """Return a site with its contacts."""
    return {
        "facility": facility,
        "status": status,
        "city": city,
        "country": "United States",
        "contacts": list(contacts),
    }


def official(name: str, affiliation: str, role: str = "PRINCIPAL_INVESTIGATOR") -> Json:
    """Return an overall official."""
    return {"name": name, "affiliation": affiliation, "role": role}


def study(
    nct: str,
    *sites: Json,
    officials: tuple[Json, ...] = (),
    acronym: str = "",
    status: str = "RECRUITING",
    sponsor: str = "Norrvik Pharma",
) -> Json:
    """Return a study of version 2."""
    return {
        "protocolSection": {
            "identificationModule": {"nctId": nct, "briefTitle": f"A study of {nct}", "acronym": acronym},
            "statusModule": {"overallStatus": status, "startDateStruct": {"date": "2027-02"}},
            "sponsorCollaboratorsModule": {
                "responsibleParty": {"type": "SPONSOR"},
                "leadSponsor": {"name": sponsor, "class": "INDUSTRY"},
            },
            "conditionsModule": {"conditions": ["Severe Asthma"]},
            "designModule": {"phases": ["PHASE2"]},
            "contactsLocationsModule": {"overallOfficials": list(officials), "locations": list(sites)},
        }
    }


def file_of(*studies: Json) -> bytes:
    """Return a page of a search."""
    return json.dumps({"studies": list(studies)}).encode()
