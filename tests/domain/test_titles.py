from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcrm.domain.roles import Role
from netcrm.domain.titles import guess_role

TITLES: tuple[tuple[str, Role | None], ...] = (
    ("Senior CRA II", Role.RESEARCH_ASSOCIATE),
    ("Sr. Clinical Research Associate", Role.RESEARCH_ASSOCIATE),
    ("In-house CRA", Role.RESEARCH_ASSOCIATE),
    ("Site Monitor", Role.RESEARCH_ASSOCIATE),
    ("Central Monitoring Associate", Role.RESEARCH_ASSOCIATE),
    ("Clin. Research Coord.", Role.RESEARCH_COORDINATOR),
    ("Lead Clinical Research Coordinator", Role.RESEARCH_COORDINATOR),
    ("CRC III", Role.RESEARCH_COORDINATOR),
    ("Study Co-ordinator", Role.RESEARCH_COORDINATOR),
    ("Clinical Trials Coordinator, Oncology", Role.RESEARCH_COORDINATOR),
    ("Prof. of Medicine, PI", Role.PRINCIPAL_INVESTIGATOR),
    ("Principal Investigator", Role.PRINCIPAL_INVESTIGATOR),
    ("Chief Investigator, Stroke Unit", Role.PRINCIPAL_INVESTIGATOR),
    ("Sub-Investigator", Role.SUB_INVESTIGATOR),
    ("Sub-I", Role.SUB_INVESTIGATOR),
    ("Co-Investigator", Role.SUB_INVESTIGATOR),
    ("Clinical Trial Manager", Role.TRIAL_MANAGER),
    ("Global Study Manager", Role.TRIAL_MANAGER),
    ("CTM", Role.TRIAL_MANAGER),
    ("Study Lead", Role.TRIAL_MANAGER),
    ("Study Start-Up Specialist", Role.STUDY_START_UP),
    ("SSU Associate", Role.STUDY_START_UP),
    ("Site Activation Manager", Role.STUDY_START_UP),
    ("Startup Lead", Role.STUDY_START_UP),
    ("Medical Science Liaison", Role.MEDICAL_SCIENCE_LIAISON),
    ("Senior MSL, Rare Disease", Role.MEDICAL_SCIENCE_LIAISON),
    ("Director, Clinical Operations", Role.CLINICAL_OPERATIONS_HEAD),
    ("VP Clinical Operations", Role.CLINICAL_OPERATIONS_HEAD),
    ("Head of Global Clinical Development", Role.CLINICAL_OPERATIONS_HEAD),
    ("Director, ClinOps", Role.CLINICAL_OPERATIONS_HEAD),
    ("Biostatistician", Role.STATISTICIAN),
    ("Principal Statistician", Role.STATISTICIAN),
    ("Director of Biostatistics", Role.STATISTICIAN),
    ("Clinical Data Manager", Role.DATA_MANAGER),
    ("Data Management Lead", Role.DATA_MANAGER),
    ("Data Scientist", Role.DATA_ANALYST),
    ("SAS Programmer II", Role.DATA_ANALYST),
    ("Medical Writer", Role.MEDICAL_WRITER),
    ("Regulatory Writer", Role.MEDICAL_WRITER),
    ("Regulatory Affairs Manager", Role.REGULATORY_SPECIALIST),
    ("Manager, Regulatory", Role.REGULATORY_SPECIALIST),
    ("IRB Administrator", Role.ETHICS_CONTACT),
    ("Ethics Committee Secretary", Role.ETHICS_CONTACT),
    ("GCP Auditor", Role.QUALITY_ASSURANCE),
    ("Clinical QA Manager", Role.QUALITY_ASSURANCE),
    ("Quality Assurance Specialist", Role.QUALITY_ASSURANCE),
    ("Research Nurse", Role.RESEARCH_NURSE),
    ("Clinical Research Nurse Manager", Role.RESEARCH_NURSE),
    ("Nurse, Research", Role.RESEARCH_NURSE),
    ("Investigational Drug Service Pharmacist", Role.INVESTIGATIONAL_PHARMACIST),
    ("Research Pharmacist", Role.INVESTIGATIONAL_PHARMACIST),
    ("Clinical Research Manager", Role.SITE_MANAGER),
    ("Research Site Director", Role.SITE_MANAGER),
    ("Director of Clinical Research", Role.SITE_MANAGER),
    ("Clinical Trial Assistant", Role.TRIAL_ASSISTANT),
    ("CTA", Role.TRIAL_ASSISTANT),
    ("Clinical Research Assistant", Role.RESEARCH_ASSISTANT),
    ("Clinical Project Manager", Role.PROJECT_MANAGER),
    ("Medical Monitor", Role.MEDICAL_MONITOR),
    ("Drug Safety Associate", Role.DRUG_SAFETY),
    ("Head of Pharmacovigilance", Role.DRUG_SAFETY),
    ("Contracts & Budgets Analyst", Role.CONTRACTS_AND_BUDGETS),
    ("Contracts and Budgets Analyst", Role.CONTRACTS_AND_BUDGETS),
    ("Site Budget Negotiator", Role.CONTRACTS_AND_BUDGETS),
    ("Patient Advocate", Role.PATIENT_ADVOCATE),
    ("Talent Acquisition Partner", Role.RECRUITER),
    ("Recruiter, Life Sciences", Role.RECRUITER),
    ("Medical Student", Role.STUDENT),
    ("Clinical Operations Intern", Role.STUDENT),
    ("Postdoctoral Fellow", Role.RESEARCHER),
    ("Research Scientist", Role.RESEARCHER),
    ("Attending Physician", Role.CLINICIAN),
    ("Paediatrician", Role.CLINICIAN),
    ("Professor of Oncology", Role.CLINICIAN),
    ("Laboratory Manager", Role.LABORATORY),
    ("Preceptor", Role.PRECEPTOR),
    ("Sales Manager", None),
    ("Private Investigator", None),
    ("Cranial prosthesis maker", None),
    ("Software Engineer", None),
    ("Piano teacher", None),
    ("CEO", None),
    ("International Sales", None),
    ("Spirit distiller", None),
    ("", None),
    ("...", None),
)


@pytest.mark.parametrize(("title", "role"), TITLES)
def test_a_title_gives_the_role_that_it_speaks_of(title: str, role: Role | None) -> None:
    assert guess_role(title) is role


def test_case_accents_and_terminal_codes_do_not_matter() -> None:
    assert guess_role("  CLINICAL\x1b[31m research\tCOORDINATOR ") is Role.RESEARCH_COORDINATOR


def test_a_title_of_a_million_letters_is_answered_by_its_beginning() -> None:
    assert guess_role("CRA " + "x " * 500_000) is Role.RESEARCH_ASSOCIATE
    assert guess_role("x " * 500_000 + "CRA") is None


@given(st.text(max_size=80))
def test_any_text_gives_a_role_or_none(title: str) -> None:
    role = guess_role(title)
    assert role is None or role in Role
