"""What a person is in clinical research: a closed list of roles, grouped as menus show them."""

from __future__ import annotations

import re
from enum import StrEnum


class RoleGroup(StrEnum):
    """The groups of roles, in the order of the menus."""

    SITE = "Site"
    SPONSOR = "Sponsor and CRO"
    DATA = "Data and writing"
    OVERSIGHT = "Oversight"
    INFLUENCE = "Influence"
    CAREER = "Career"
    OTHER = "Other"


class Role(StrEnum):
    """A role; the value is its slug in files, queries and JSON."""

    PRINCIPAL_INVESTIGATOR = "principal-investigator"
    SUB_INVESTIGATOR = "sub-investigator"
    RESEARCH_COORDINATOR = "research-coordinator"
    RESEARCH_ASSISTANT = "research-assistant"
    RESEARCH_NURSE = "research-nurse"
    INVESTIGATIONAL_PHARMACIST = "investigational-pharmacist"
    SITE_MANAGER = "site-manager"
    LABORATORY = "laboratory"
    RESEARCH_ASSOCIATE = "research-associate"
    TRIAL_ASSISTANT = "trial-assistant"
    TRIAL_MANAGER = "trial-manager"
    PROJECT_MANAGER = "project-manager"
    STUDY_START_UP = "study-start-up"
    MEDICAL_MONITOR = "medical-monitor"
    DRUG_SAFETY = "drug-safety"
    MEDICAL_SCIENCE_LIAISON = "medical-science-liaison"
    CLINICAL_OPERATIONS_HEAD = "clinical-operations-head"
    CONTRACTS_AND_BUDGETS = "contracts-and-budgets"
    SPONSOR_CONTACT = "sponsor-contact"
    VENDOR = "vendor"
    DATA_MANAGER = "data-manager"
    STATISTICIAN = "statistician"
    DATA_ANALYST = "data-analyst"
    MEDICAL_WRITER = "medical-writer"
    REGULATORY_SPECIALIST = "regulatory-specialist"
    REGULATOR = "regulator"
    ETHICS_CONTACT = "ethics-contact"
    QUALITY_ASSURANCE = "quality-assurance"
    KEY_OPINION_LEADER = "key-opinion-leader"
    RESEARCHER = "researcher"
    CLINICIAN = "clinician"
    PATIENT_ADVOCATE = "patient-advocate"
    MENTOR = "mentor"
    PRECEPTOR = "preceptor"
    SUPERVISOR = "supervisor"
    PEER = "peer"
    RECRUITER = "recruiter"
    HIRING_MANAGER = "hiring-manager"
    STUDENT = "student"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The name that menus show."""
        return _FACTS[self][0]

    @property
    def chip(self) -> str:
        """The short form that tables show: `PI`, `CRC`, `CRA`."""
        return _FACTS[self][1]

    @property
    def group(self) -> RoleGroup:
        """The group of the menus that the role stands in."""
        return _FACTS[self][2]


_S, _P, _D, _O, _I, _C = list(RoleGroup)[:6]
_FACTS: dict[Role, tuple[str, str, RoleGroup]] = {
    Role.PRINCIPAL_INVESTIGATOR: ("Principal investigator", "PI", _S),
    Role.SUB_INVESTIGATOR: ("Sub-investigator", "Sub-I", _S),
    Role.RESEARCH_COORDINATOR: ("Clinical research coordinator", "CRC", _S),
    Role.RESEARCH_ASSISTANT: ("Clinical research assistant", "CR asst", _S),
    Role.RESEARCH_NURSE: ("Research nurse", "RN", _S),
    Role.INVESTIGATIONAL_PHARMACIST: ("Investigational pharmacist", "Pharm", _S),
    Role.SITE_MANAGER: ("Site manager", "Site mgr", _S),
    Role.LABORATORY: ("Laboratory", "Lab", _S),
    Role.RESEARCH_ASSOCIATE: ("Clinical research associate", "CRA", _P),
    Role.TRIAL_ASSISTANT: ("Clinical trial assistant", "CTA", _P),
    Role.TRIAL_MANAGER: ("Clinical trial manager", "CTM", _P),
    Role.PROJECT_MANAGER: ("Project manager", "PM", _P),
    Role.STUDY_START_UP: ("Study start-up", "SSU", _P),
    Role.MEDICAL_MONITOR: ("Medical monitor", "MM", _P),
    Role.DRUG_SAFETY: ("Drug safety", "PV", _P),
    Role.MEDICAL_SCIENCE_LIAISON: ("Medical science liaison", "MSL", _P),
    Role.CLINICAL_OPERATIONS_HEAD: ("Clinical operations head", "ClinOps", _P),
    Role.CONTRACTS_AND_BUDGETS: ("Contracts and budgets", "C&B", _P),
    Role.SPONSOR_CONTACT: ("Sponsor contact", "Sponsor", _P),
    Role.VENDOR: ("Vendor", "Vendor", _P),
    Role.DATA_MANAGER: ("Data manager", "DM", _D),
    Role.STATISTICIAN: ("Statistician", "Stat", _D),
    Role.DATA_ANALYST: ("Data analyst", "Analyst", _D),
    Role.MEDICAL_WRITER: ("Medical writer", "MW", _D),
    Role.REGULATORY_SPECIALIST: ("Regulatory specialist", "RA", _O),
    Role.REGULATOR: ("Regulator", "Reg", _O),
    Role.ETHICS_CONTACT: ("IRB or ethics contact", "IRB", _O),
    Role.QUALITY_ASSURANCE: ("Quality assurance", "QA", _O),
    Role.KEY_OPINION_LEADER: ("Key opinion leader", "KOL", _I),
    Role.RESEARCHER: ("Researcher", "Research", _I),
    Role.CLINICIAN: ("Clinician", "Clin", _I),
    Role.PATIENT_ADVOCATE: ("Patient advocate", "Advocate", _I),
    Role.MENTOR: ("Mentor", "Mentor", _C),
    Role.PRECEPTOR: ("Preceptor", "Precept", _C),
    Role.SUPERVISOR: ("Supervisor", "Superv", _C),
    Role.PEER: ("Peer", "Peer", _C),
    Role.RECRUITER: ("Recruiter", "Recruit", _C),
    Role.HIRING_MANAGER: ("Hiring manager", "Hiring", _C),
    Role.STUDENT: ("Student", "Student", _C),
    Role.OTHER: ("Other", "Other", RoleGroup.OTHER),
}

_ABBREVIATIONS = {
    "subi": Role.SUB_INVESTIGATOR,
    "si": Role.SUB_INVESTIGATOR,
    "coordinator": Role.RESEARCH_COORDINATOR,
    "studycoordinator": Role.RESEARCH_COORDINATOR,
    "nurse": Role.RESEARCH_NURSE,
    "pharmacist": Role.INVESTIGATIONAL_PHARMACIST,
    "lab": Role.LABORATORY,
    "monitor": Role.RESEARCH_ASSOCIATE,
    "safety": Role.DRUG_SAFETY,
    "pharmacovigilance": Role.DRUG_SAFETY,
    "sponsor": Role.SPONSOR_CONTACT,
    "biostatistician": Role.STATISTICIAN,
    "writer": Role.MEDICAL_WRITER,
    "regulatory": Role.REGULATORY_SPECIALIST,
    "irb": Role.ETHICS_CONTACT,
    "ethics": Role.ETHICS_CONTACT,
    "advocate": Role.PATIENT_ADVOCATE,
}


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


_BY_NAME: dict[str, Role] = {
    **{_plain(key): role for role, (label, chip, _) in _FACTS.items() for key in (role.value, label, chip)},
    **_ABBREVIATIONS,
}


def parse_role(text: str) -> Role | None:
    """Return the role that a slug, a label or an abbreviation names (`pi`, `CRC`, `Research nurse`), else None."""
    return _BY_NAME.get(_plain(text))
