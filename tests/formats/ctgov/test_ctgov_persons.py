"""Who is a person in a study's record, and which mentions are one person's. People are invented."""

from __future__ import annotations

import io

import pytest

from netcrm.domain.draft import Place
from netcrm.domain.roles import Role
from netcrm.domain.studies.study import Mention, Part, Phase, Site, Study
from netcrm.formats.ctgov.naming import read_written, why_no_person
from netcrm.formats.ctgov.persons import drafts_of, people_of, tags_of
from netcrm.formats.ctgov.reading import read_studies

PLACE = Place("f.json", 1, 1)


@pytest.mark.parametrize(
    ("text", "shown", "title", "organisation"),
    [
        ("Ana Lima", "Ana Lima", "", ""),
        ("Ana Lima, M.D., Ph.D.", "Ana Lima, MD, PhD", "", ""),
        ("Ana Lima, MDCCFP FRCPC", "Ana Lima, MDCCFP, FRCPC", "", ""),
        ("Lima, Ana", "Ana Lima", "", ""),
        ("Ana Lima, Prof.", "Prof. Ana Lima", "", ""),
        ("Dr Ana Lima, University of Coimbra", "Dr Ana Lima", "", "University of Coimbra"),
        ("Ana Lima, RN, Study Coordinator", "Ana Lima, RN", "Study Coordinator", ""),
        ("Ana Lima, MD / Professor of Medicine", "Ana Lima, MD", "Professor of Medicine", ""),
        ("Ana Lima (Study Coordinator)", "Ana Lima", "Study Coordinator", ""),
        ("王小明", "王小明", "", ""),
        ("Paul Nurse", "Paul Nurse", "", ""),
    ],
)
def test_names_are_read_as_the_registry_writes_them(text: str, shown: str, title: str, organisation: str) -> None:
    written = read_written(text)
    assert (written.name.display, written.title, written.organisation) == (shown, title, organisation)
    assert not why_no_person(written)


@pytest.mark.parametrize(
    "text",
    [
        "Study Coordinator",
        "Study Coordinator, RN",
        "Use Central Contact",
        "Clinical Trials Office",
        "Northwind CT.gov Call Center",
        "Medical Director",
        "Vice President, Clinical Development",
        "Toll Free Number",
        "1-800-555-0100",
        "trials@example.org",
        "Central",
        "First line of the email MUST contain the number of the site",
        "x" * 5000,
        ",",
        "Northwind",
        "Northwind Biologics",
    ],
)
def test_functions_desks_and_companies_are_no_persons(text: str) -> None:
    assert why_no_person(read_written(text), company="Northwind Biologics AG")


def study(*mentions: Mention) -> Study:
    return Study(
        PLACE, "NCT00000001", phases=(Phase.ONE, Phase.TWO), conditions=("MSI/dMMR",), mentions=mentions, sponsor="S"
    )


def site_mention(name: str, city: str, country: str, email: str = "") -> Mention:
    return Mention(name, Part.SITE_CONTACT, organisation=city, email=email, site=Site(city, city, "", country))


LYON = site_mention("Ana Lima", "Lyon", "France", "ana@lyon.example")


@pytest.mark.parametrize(
    ("other", "count"),
    [
        (Mention("Ana Lima, MD", Part.PRINCIPAL_INVESTIGATOR), 1),
        (Mention("Ana M Lima", Part.CENTRAL_CONTACT, email="other@lyon.example"), 1),
        (Mention("A. Lima", Part.CENTRAL_CONTACT, email="ANA@lyon.example"), 1),
        (Mention("A. Lima", Part.CENTRAL_CONTACT), 2),
        (Mention("Rui Costa", Part.CENTRAL_CONTACT, email="ana@lyon.example"), 2),
        (site_mention("Ana Lima", "Paris", "France"), 1),
        (site_mention("Ana Lima", "Paris", "France", "ana@paris.example"), 2),
        (site_mention("Ana Lima", "Porto", "Portugal"), 2),
    ],
)
def test_mentions_of_one_person_are_joined_and_no_others(other: Mention, count: int) -> None:
    assert len(people_of(study(LYON, other)).persons) == count


def test_a_person_has_all_parts_and_the_fuller_name() -> None:
    official = Mention("Ana M Lima, MD", Part.PRINCIPAL_INVESTIGATOR, Role.PRINCIPAL_INVESTIGATOR, "University of Lyon")
    (person,) = people_of(study(official, LYON)).persons
    assert person.name.display == "Ana M Lima, MD"
    assert person.parts == (Part.PRINCIPAL_INVESTIGATOR, Part.SITE_CONTACT)
    assert person.organisations == ("University of Lyon", "Lyon")
    assert person.sites == (LYON.site,)


def test_drafts_come_in_only_where_ticked_and_are_read_again_from_what_is_kept() -> None:
    responsible = Mention("Ana Lima", Part.RESPONSIBLE_PARTY, Role.PRINCIPAL_INVESTIGATOR, "S", "Professor", "1 ext. 2")
    (draft,) = drafts_of(study(responsible, LYON))
    assert (draft.uid, draft.only_if_asked) == ("NCT00000001:ana-lima", True)
    assert draft.details.roles == (Role.PRINCIPAL_INVESTIGATOR,)
    assert draft.details.tags == ("condition/msi-dmmr", "phase/1", "phase/2") == tags_of(study())
    assert [(p.organisation, p.title, p.is_primary) for p in draft.details.positions] == [
        ("S", "Professor", True),
        ("Lyon", "", False),
    ]
    (again,) = read_studies(io.BytesIO(draft.raw), "f.json")
    assert isinstance(again, Study)
    assert [d.details.positions for d in drafts_of(again)] == [draft.details.positions]


def test_a_study_without_anybody_has_no_drafts() -> None:
    assert list(drafts_of(study())) == []
