"""Where a record of ClinicalTrials.gov names people: officials, responsible parties, contacts and sites.

The registry's names for these fields are those of its data structure
(https://clinicaltrials.gov/data-api/about-api/study-data-structure).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from netcrm.domain.roles import Role
from netcrm.domain.studies.study import Mention, Part, Site
from netcrm.formats.ctgov.values import mapping_in, sequence_in, slug_in, text_in

_Located = tuple[Site, Mapping[str, object]]
_OFFICIALS = {
    "PRINCIPAL_INVESTIGATOR": Part.PRINCIPAL_INVESTIGATOR,
    "STUDY_CHAIR": Part.STUDY_CHAIR,
    "STUDY_DIRECTOR": Part.STUDY_DIRECTOR,
    "SUB_INVESTIGATOR": Part.SUB_INVESTIGATOR,
}
_ROLES = {
    "PRINCIPAL_INVESTIGATOR": Role.PRINCIPAL_INVESTIGATOR,
    "SPONSOR_INVESTIGATOR": Role.PRINCIPAL_INVESTIGATOR,
    "SUB_INVESTIGATOR": Role.SUB_INVESTIGATOR,
}
"""A sponsor-investigator both sponsors and conducts the trial (21 CFR 312.3)."""


def read_sites(protocol: Mapping[str, object]) -> Sequence[_Located]:
    """Return the sites of a study, each with the object that it was read from."""
    locations = sequence_in(protocol, "contactsLocationsModule", "locations")
    return [(_site(location), location) for location in map(mapping_in, locations) if location]


def _site(location: Mapping[str, object]) -> Site:
    return Site(
        text_in(location, "facility"),
        text_in(location, "city"),
        text_in(location, "state"),
        text_in(location, "country"),
        slug_in(location, "status"),
    )


def read_mentions(record: Mapping[str, object], sites: Sequence[_Located]) -> tuple[Mention, ...]:
    """Return every place of a record that names somebody; those without a name are left out."""
    return tuple(mention for mention in _mentions(record, sites) if mention.name)


def _mentions(record: Mapping[str, object], sites: Sequence[_Located]) -> Iterator[Mention]:
    module = mapping_in(record, "protocolSection", "contactsLocationsModule")
    for official in map(mapping_in, sequence_in(module, "overallOfficials")):
        said = text_in(official, "role")
        part = _OFFICIALS.get(said, Part.OFFICIAL)
        yield Mention(text_in(official, "name"), part, _ROLES.get(said), text_in(official, "affiliation"))
    yield from _responsible(record)
    for contact in map(mapping_in, sequence_in(module, "centralContacts")):
        yield _contact(contact, Part.CENTRAL_CONTACT, None)
    for site, location in sites:
        for contact in map(mapping_in, sequence_in(location, "contacts")):
            is_investigator = text_in(contact, "role").upper().endswith("INVESTIGATOR")
            yield _contact(contact, Part.SITE_INVESTIGATOR if is_investigator else Part.SITE_CONTACT, site)
    point = mapping_in(record, "resultsSection", "moreInfoModule", "pointOfContact")
    yield Mention(
        text_in(point, "title"),
        Part.RESULTS_CONTACT,
        organisation=text_in(point, "organization"),
        phone=_phone(point),
        email=text_in(point, "email"),
    )


def _contact(contact: Mapping[str, object], part: Part, site: Site | None) -> Mention:
    return Mention(
        text_in(contact, "name"),
        part,
        _ROLES.get(text_in(contact, "role")),
        organisation=site.facility if site else "",
        phone=_phone(contact),
        email=text_in(contact, "email"),
        site=site,
    )


def _responsible(record: Mapping[str, object]) -> Iterator[Mention]:
    """Yield the responsible party in its three forms: today's, that of records before 2011, and an unposted one's."""
    party = mapping_in(record, "protocolSection", "sponsorCollaboratorsModule", "responsibleParty")
    part = Part.RESPONSIBLE_PARTY
    role = _ROLES.get(text_in(party, "type"))
    affiliation, title = text_in(party, "investigatorAffiliation"), text_in(party, "investigatorTitle")
    yield Mention(text_in(party, "investigatorFullName"), part, role, affiliation, title)
    yield Mention(text_in(party, "oldNameTitle"), part, organisation=text_in(party, "oldOrganization"))
    unposted = mapping_in(record, "annotationSection", "annotationModule", "unpostedAnnotation")
    yield Mention(text_in(unposted, "unpostedResponsibleParty"), part)


def _phone(contact: Mapping[str, object]) -> str:
    phone, extension = text_in(contact, "phone"), text_in(contact, "phoneExt")
    return f"{phone} ext. {extension}" if phone and extension else phone
