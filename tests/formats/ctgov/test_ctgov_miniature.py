"""What is kept of a person is a record that is read again to the same person."""

from __future__ import annotations

import io
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.studies.study import Study
from netcrm.formats.ctgov.persons import drafts_of
from netcrm.formats.ctgov.reading import read_studies

NAMES = st.sampled_from(
    ["Ana Lima", "Ana Lima, MD", "Ana M Lima", "A. Lima", "Rui Costa, PhD", "Lima, Ana", "Study Coordinator"]
)
HOUSES = st.sampled_from(["", "Lyon Hospital", "Lyon Hospital, Lyon, France", "Ana Lima", "University of Porto"])
EMAILS = st.sampled_from(["", "a@b.example", "A@b.example", "c@d.example"])
ROLES = st.sampled_from(["CONTACT", "PRINCIPAL_INVESTIGATOR", "SUB_INVESTIGATOR", "STUDY_CHAIR", "x", ""])
CONTACTS = st.lists(
    st.fixed_dictionaries({"name": NAMES, "role": ROLES, "email": EMAILS, "affiliation": HOUSES}), max_size=3
)
LOCATIONS = st.fixed_dictionaries(
    {
        "facility": HOUSES,
        "city": st.sampled_from(["Lyon", "Porto"]),
        "country": st.sampled_from(["France", "Portugal"]),
        "contacts": CONTACTS,
    }
)
PARTIES = st.fixed_dictionaries(
    {"type": ROLES, "investigatorFullName": NAMES, "investigatorTitle": HOUSES, "investigatorAffiliation": HOUSES},
    optional={"oldNameTitle": NAMES, "oldOrganization": HOUSES},
)


def study_in(raw: bytes) -> Study:
    (study,) = read_studies(io.BytesIO(raw), "study.json")
    assert isinstance(study, Study)
    return study


@settings(max_examples=100)
@given(CONTACTS, CONTACTS, st.lists(LOCATIONS, max_size=4), PARTIES)
def test_a_kept_record_is_read_to_the_same_person(
    officials: list[object], central: list[object], locations: list[object], party: dict[str, object]
) -> None:
    module = {"overallOfficials": officials, "centralContacts": central, "locations": locations}
    protocol = {
        "identificationModule": {"nctId": "NCT00000001"},
        "sponsorCollaboratorsModule": {"responsibleParty": party},
        "designModule": {"phases": ["PHASE1", "EARLY_PHASE1", "NA"]},
        "contactsLocationsModule": module,
    }
    for draft in drafts_of(study_in(json.dumps({"protocolSection": protocol}).encode())):
        (again,) = drafts_of(study_in(draft.raw))
        assert (again.details, again.raw) == (draft.details, draft.raw)
