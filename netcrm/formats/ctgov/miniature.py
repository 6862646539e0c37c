"""A record in miniature: what a study's record says of one person, in the same form.

It is what an import keeps as the source of that person. Nothing stands in it that changes without them, such as the
study's status, so that a newer file is known to bring nothing new.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from netcrm.domain.roles import Role
from netcrm.domain.studies.study import Mention, Part, Study, StudyPerson
from netcrm.domain.text import fold

_PHASES = {"early-1": "EARLY_PHASE1"}
_ROLES = {Role.PRINCIPAL_INVESTIGATOR: "PRINCIPAL_INVESTIGATOR", Role.SUB_INVESTIGATOR: "SUB_INVESTIGATOR"}
_RESPONSIBLE = (("investigatorFullName", "investigatorAffiliation"), ("oldNameTitle", "oldOrganization"))
_OFFICIALS = (
    Part.PRINCIPAL_INVESTIGATOR,
    Part.STUDY_CHAIR,
    Part.STUDY_DIRECTOR,
    Part.SUB_INVESTIGATOR,
    Part.OFFICIAL,
)


def record_of(study: Study, person: StudyPerson) -> bytes:
    """Return the record of version 2 that says of a study only what concerns one of its people.

    Read again, it gives the same person. A facility that is called after somebody is left out, as it is of the person.
    """
    houses = {fold(house) for house in person.organisations}

    def of(*parts: Part) -> list[Mention]:
        return [mention for mention in person.mentions if mention.part in parts]

    def house(mention: Mention) -> str:
        return mention.organisation if fold(mention.organisation) in houses else ""

    module = {
        "overallOfficials": [
            {"name": m.name, "affiliation": house(m), "role": "" if m.part is Part.OFFICIAL else _constant(m.part)}
            for m in of(*_OFFICIALS)
        ],
        "centralContacts": [_contact(mention) for mention in of(Part.CENTRAL_CONTACT)],
        "locations": [
            {
                "facility": house(mention),
                "city": mention.site.city,
                "state": mention.site.region,
                "country": mention.site.country,
                "contacts": [_contact(mention)],
            }
            for mention in of(Part.SITE_INVESTIGATOR, Part.SITE_CONTACT)
            if mention.site
        ],
    }
    protocol = {
        "identificationModule": {"nctId": study.nct, "briefTitle": study.title, "acronym": study.acronym},
        "sponsorCollaboratorsModule": {
            "leadSponsor": {"name": study.sponsor, "class": "INDUSTRY" if study.sponsor_is_company else ""},
            "responsibleParty": _responsible(of(Part.RESPONSIBLE_PARTY), houses),
        },
        "conditionsModule": {"conditions": list(study.conditions)},
        "designModule": {"phases": [_PHASES.get(phase, f"PHASE{phase}") for phase in study.phases]},
        "contactsLocationsModule": module,
    }
    results = [
        {"title": m.name, "organization": house(m), "phone": m.phone, "email": m.email}
        for m in of(Part.RESULTS_CONTACT)
    ]
    record: dict[str, object] = {"protocolSection": protocol}
    for mention in of(Part.RESPONSIBLE_PARTY)[len(_RESPONSIBLE) :]:
        unposted = {"unpostedResponsibleParty": mention.name}
        record["annotationSection"] = {"annotationModule": {"unpostedAnnotation": unposted}}
    if results:
        record["resultsSection"] = {"moreInfoModule": {"pointOfContact": results[0]}}
    return json.dumps(_without_empty(record), ensure_ascii=False, separators=(",", ":")).encode()


def _constant(part: Part) -> str:
    return part.value.replace("-", "_").upper()


def _contact(mention: Mention) -> dict[str, object]:
    role = _ROLES[mention.role] if mention.role else "CONTACT"
    if mention.part is Part.SITE_INVESTIGATOR and not mention.role:
        role = "INVESTIGATOR"
    return {"name": mention.name, "role": role, "phone": mention.phone, "email": mention.email}


def _responsible(mentions: Sequence[Mention], houses: set[str]) -> dict[str, object]:
    """Return the responsible party: the first mention in today's fields, a second in those of old records."""
    said: dict[str, object] = {}
    for mention, (name, house) in zip(mentions, _RESPONSIBLE, strict=False):
        said[name] = mention.name
        said[house] = mention.organisation if fold(mention.organisation) in houses else ""
    for mention in mentions[:1]:
        said |= {"type": _ROLES[mention.role] if mention.role else "", "investigatorTitle": mention.title}
    return said


def _without_empty(value: object) -> object:
    """Return JSON without what is empty in it."""
    if isinstance(value, dict):
        kept = {key: _without_empty(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in ("", [], {})}
    if isinstance(value, list):
        return [_without_empty(each) for each in value]
    return value
