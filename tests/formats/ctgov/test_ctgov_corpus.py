"""The real records beside the project: whom each names, written down by hand from reading the files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from netcrm.domain.draft import Problem
from netcrm.domain.studies.study import Study
from netcrm.formats.ctgov.persons import people_of
from netcrm.formats.ctgov.reading import read_studies, sniff

CORPUS = Path(__file__).parents[4] / "shared" / "corpora" / "ctgov"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder shared/corpora/ctgov is not beside the project")

Row = tuple[str, str, str, str, str, str]
"""Name, parts, roles, organisations, e-mails, phones."""
PI, SUB = "principal-investigator", "sub-investigator"
VALL_D_HEBRON = "Hospital Universitari Vall d'Hebron"

PERSONS: dict[str, list[Row]] = {
    "aact/NCT00763412.json": [
        ("Neil H White, MD", "study-chair", "", "Washington University School of Medicine", "", ""),
        (
            "Ana Maria Arbelaez",
            "responsible-party results-contact",
            PI,
            "Washington University in St Louis",
            "arbelaez_a@kids.wustl.edu",
            "314-286-1138",
        ),
    ],
    "aact/NCT00973089.json": [("Moti Moskovitz", "responsible-party", PI, "Hadassah Medical Organization", "", "")],
    "aact/NCT03418623.json": [
        (
            "Raymond F Anton, MD",
            PI,
            PI,
            "Department of Psychiatry and Behavioral Sciences - Medical University of South Carolina",
            "",
            "",
        )
    ],
    "aact/NCT03475563.json": [
        (
            "Imanol Otaegui, MD",
            f"{PI} central-contact site-contact",
            PI,
            VALL_D_HEBRON,
            "iotaegui@vhebron.net",
            "+342746155",
        ),
        ("Eduard Bosch, MD", "site-contact", "", "Hospital Universitari Parc Taulí", "", ""),
        ("Armando Pérez de Prado, MD, PhD", "site-contact", "", "Hospital Universitario de León", "", ""),
    ],
    "aact/central_contact.json": [
        (
            "Meldon Kahan, MDCCFP, FRCPC",
            "central-contact",
            "",
            "",
            "meldon.kahan@wchospital.ca",
            "416-323-6400 ext. 7511",
        ),
        ("Kate Hardy, MSW, RSW", "central-contact", "", "", "kate.hardy@wchospital.ca", "416-323-6400 ext. 7511"),
    ],
    # The facility is called after the first of them, and is nobody's organisation.
    "aact/facility_contact.json": [
        ("Daniela Pasero, MD", "site-contact", "", "", "daniela.pasero@unito.it", "+39 011 633 ext. 6129"),
        ("Luana Bonaccurso", "site-contact", "", "", "223776@edu.unito.it", "+39 011 633 ext. 6129"),
    ],
    "aact/facility_investigator.json": [
        ("Prof. Detlef Kindgen-Milles", "site-investigator", PI, "EXAMPLE", "", ""),
        ("PD Dr. med. Timo Brandenburger", "site-investigator", SUB, "EXAMPLE", "", ""),
        ("Dr. med. Thomas Dimski", "site-investigator", SUB, "EXAMPLE", "", ""),
    ],
    "aact/overall_official.json": [
        ("Imanol Otaegui, MD", PI, PI, "Hospital Universitari Vall d'hebron Barcelona, Spain", "", "")
    ],
    "aact/responsible_party.json": [
        ("Julia Hormes", "responsible-party", PI, "University at Albany", "", ""),
        ("Amy Whiffen", "responsible-party", "", "Women At Risk", "", ""),
    ],
}
"""The files that are not here name nobody."""
LEFT_OUT = {
    "aact/NCT02210780.json": ["Clinical Trial Management", "Clinical Trial Management"],
    "aact/NCT03453554.json": ["Maureen-Schmitter-Edgecombe..."],
    "aact/facility.json": ["Investigator Name", "Contact Name"],
    "aact/result_contact.json": ["UCB"],
    "biomcp/clinicaltrials/study_contacts.json": ["Central"],
}
OLD_FORM = "aact/NCT04780763.json"
STUDIES = {
    "biomcp/ctgov/search_keytruda_limit3_20260811.json": ["NCT05431270", "NCT03590054", "NCT04795661"],
    "biomcp/ctgov/search_melanoma_recruiting_limit3_20260811.json": ["NCT06970236", "NCT04114136", "NCT04318717"],
    "biomcp/ctgov/search_nsclc_egfr_l858r_20260811.json": ["NCT06382129", "NCT06604689"],
    "biomcp/ctgov/search_phelan_limit50_20260811.json": ["NCT02710084", "NCT05105685", "NCT01525901"],
    "biomcp/ctgov/search_phelan_limit5_20260811.json": [
        "NCT02710084", "NCT05105685", "NCT01525901", "NCT03493607", "NCT07119606",
    ],
    "biomcp/ctgov/search_phelan_next_20260811.json": [
        "NCT05187377", "NCT03836300", "NCT07014020", "NCT05025241", "NCT07281079",
    ],
}  # fmt: skip


def files() -> list[str]:
    return sorted(path.relative_to(CORPUS).as_posix() for path in CORPUS.rglob("*.json"))


def read(file: str) -> list[Study | Problem]:
    with (CORPUS / file).open("rb") as stream:
        return list(read_studies(stream, file))


def studies(file: str) -> list[Study]:
    return [outcome for outcome in read(file) if isinstance(outcome, Study)]


@pytest.mark.parametrize("file", files())
def test_the_people_of_every_file_are_those_that_stand_in_it(file: str) -> None:
    found = [
        (
            person.name.display,
            " ".join(person.parts),
            " ".join(person.roles),
            "; ".join(person.organisations),
            " ".join(person.emails),
            "; ".join(person.phones),
        )
        for study in studies(file)
        for person in people_of(study).persons
    ]
    assert found == PERSONS.get(file, [])


@pytest.mark.parametrize("file", files())
def test_what_names_nobody_is_told(file: str) -> None:
    left_out = [none.mention.name for study in studies(file) for none in people_of(study).left_out]
    assert left_out == LEFT_OUT.get(file, [])


@pytest.mark.parametrize("file", files())
def test_every_file_is_known_for_one_of_studies(file: str) -> None:
    assert sniff((CORPUS / file).read_bytes()[:65_536])


@pytest.mark.parametrize("file", files())
def test_only_the_old_form_is_refused(file: str) -> None:
    problems = [outcome.why for outcome in read(file) if isinstance(outcome, Problem)]
    assert len(problems) == (file == OLD_FORM)
    assert all("https://clinicaltrials.gov/api/v2/studies/" in why for why in problems)


@pytest.mark.parametrize("file", STUDIES)
def test_pages_of_a_search_give_their_studies_in_order(file: str) -> None:
    assert [study.nct for study in studies(file)] == STUDIES[file]


@pytest.mark.parametrize("file", files())
def test_no_field_with_an_address_or_a_name_of_a_contact_is_overlooked(file: str) -> None:
    """A second, independent look: every e-mail address that stands anywhere belongs to somebody or something found."""

    def emails(value: object) -> set[str]:
        if isinstance(value, dict):
            own = {value["email"]} if isinstance(value.get("email"), str) else set()
            return own.union(*map(emails, value.values()))
        return set().union(*map(emails, value)) if isinstance(value, list) else set()

    found = {mention.email for study in studies(file) for mention in study.mentions} - {""}
    assert found == emails(json.loads((CORPUS / file).read_text("utf-8")))


def test_a_large_study_has_its_facts() -> None:
    (study,) = studies("aact/NCT02210780.json")
    assert (study.sponsor, study.status, study.start_on, study.completion_on, len(study.sites)) == (
        "Regeneron Pharmaceuticals", "completed", "2014-08-05", "2015-09-15", 42,
    )  # fmt: skip
    assert study.phases == ("2",)
    assert study.conditions == ("Atopic Dermatitis",)
