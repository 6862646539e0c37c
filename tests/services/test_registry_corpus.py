"""Every real study record and PubMed file beside the project, through the whole import."""

from __future__ import annotations

from pathlib import Path

import pytest

from netcrm.services.crm import Crm
from tests.services.support import applied, everybody, is_empty, planned, whole_store

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
FOLDERS = (CORPORA / "ctgov", CORPORA / "medline")

pytestmark = pytest.mark.skipif(
    not all(folder.is_dir() for folder in FOLDERS), reason="the folder shared/corpora is not beside the project"
)

PEOPLE = {
    "Ana Maria Arbelaez": (
        "principal-investigator", "Washington University in St Louis", "arbelaez_a@kids.wustl.edu", "NCT00763412",
    ),
    "Neil H White": ("", "Washington University School of Medicine", "", "NCT00763412"),
    "Moti Moskovitz": ("principal-investigator", "Hadassah Medical Organization", "", "NCT00973089"),
    "Raymond F Anton": (
        "principal-investigator",
        "Department of Psychiatry and Behavioral Sciences - Medical University of South Carolina", "", "NCT03418623",
    ),
    "Eduard Bosch": ("", "Hospital Universitari Parc Taulí", "", "NCT03475563"),
    "Armando Pérez de Prado": ("", "Hospital Universitario de León", "", "NCT03475563"),
    "Meldon Kahan": ("", "", "meldon.kahan@wchospital.ca", ""),
    "Kate Hardy": ("", "", "kate.hardy@wchospital.ca", ""),
    "Daniela Pasero": ("", "", "daniela.pasero@unito.it", ""),
    "Luana Bonaccurso": ("", "", "223776@edu.unito.it", ""),
    "Prof. Detlef Kindgen-Milles": ("principal-investigator", "EXAMPLE", "", ""),
    "PD Dr. med. Timo Brandenburger": ("sub-investigator", "EXAMPLE", "", ""),
    "Dr. med. Thomas Dimski": ("sub-investigator", "EXAMPLE", "", ""),
    "Julia Hormes": ("principal-investigator", "University at Albany", "", ""),
    "Amy Whiffen": ("", "Women At Risk", "", ""),
    "Vicky Long": ("", "University of Manchester", "Vicky.Long@manchester.ac.uk", "20481061"),
    "Hilary Marland": ("", "", "", "20481061"),
    "Basavaradhya Sahukar Shruthi": ("", "Vishnu Dental College", "", "27169098"),
    "Palani Vinodhkumar": ("", "Sri Balaji Dental College and Hospital", "", "27169098"),
    "Selvamani": ("", "College of Dental Sciences", "", "27169098"),
}  # fmt: skip
"""Names with roles, organisation, mail address, and the study or paper that each came with; he who stands in two
records of which one has no number, Imanol Otaegui, is left to the user and comes twice."""


def test_every_person_comes_in_with_what_names_them_and_the_second_time_changes_nothing(crm: Crm) -> None:
    files = sorted(
        path for folder in FOLDERS for path in folder.rglob("*") if path.suffix in (".json", ".nbib", ".txt")
    )
    plan = planned(crm, *files)
    assert (len(files), len({problem.file for problem in plan.problems})) == (35, 24)
    report = applied(crm, plan, {card.number for card in plan.cards})
    assert (report.new, report.left, report.studies, report.papers) == (22, 0, 4, 2)
    session = crm._session
    ids = list(everybody(crm))
    studies = {it.id: it.nct for it in session.studies.all()}
    parts = session.studies.parts_of_contact(ids)
    papers = session.publications.of_contacts(ids)
    found = {}
    for contact_id, details in everybody(crm).items():
        linked = {studies[part.study_id] for part in parts.get(contact_id, ())}
        linked |= {paper.pmid for paper, _ in papers.get(contact_id, ())}
        found[details.name.formatted] = (
            " ".join(role.value for role in details.roles),
            "; ".join(position.organisation for position in details.positions),
            " ".join(email.value for email in details.emails),
            " ".join(linked),
        )
    assert found.pop("Imanol Otaegui")[0] == "principal-investigator"
    assert found == PEOPLE
    store = whole_store(crm)
    again = planned(crm, *files)
    assert applied(crm, again, {card.number for card in again.cards}).change_set is None
    assert whole_store(crm) == store
    crm.history.undo()
    assert is_empty(crm)
    crm.history.redo()
    assert whole_store(crm) == store
