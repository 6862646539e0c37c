"""Guessing a role from a job title: `Senior CRA II`, `Clin. Research Coord.`, `Prof. of Medicine, PI`.

A guess is shown as one, and never stands over a role that somebody typed.
"""

from __future__ import annotations

import re
from functools import cache

from netcrm.domain.roles import Role
from netcrm.domain.text import clean_line, fold

_LONGEST = 300
_CLINICAL = "(?:clin|clinical)"
_TRIAL = "(?:research|rsch|trials?|study|studies)"
_HEAD = "(?:manager|mgr|lead|leader|head|director|dir|vp|vice president|supervisor)"
_SPECIALTY = (
    "(?:physician|surgeon|oncologist|cardiologist|neurologist|ha?ematologist|pa?ediatrician|psychiatrist|dermatologist"
    "|rheumatologist|endocrinologist|gastroenterologist|hepatologist|nephrologist|pulmonologist|urologist|radiologist"
    "|pathologist|ana?esthetist|anesthesiologist|internist|hospitalist|geriatrician|ophthalmologist|gyna?ecologist)"
)
_FIELDS_OF_MEDICINE = (
    "(?:medicine|surgery|oncology|cardiology|neurology|pa?ediatrics|psychiatry|dermatology|ha?ematology|radiology)"
)

_PATTERNS: tuple[tuple[Role, tuple[str, ...]], ...] = (
    (Role.SUB_INVESTIGATOR, ("sub ?(?:i|inv|investigators?)", "(?:co|associate) investigator")),
    (
        Role.PRINCIPAL_INVESTIGATOR,
        ("pi", "(?:principal|chief|lead|coordinating|clinical|site|national) investigator", "investigator"),
    ),
    (
        Role.MEDICAL_SCIENCE_LIAISON,
        ("msls?", "(?:medical|clinical|regional) (?:sciences?|scientific) liaison", "field medical"),
    ),
    (Role.MEDICAL_MONITOR, ("medical monitor(?:ing)?",)),
    (
        Role.DRUG_SAFETY,
        (
            "(?:drug|patient|product|clinical) safety",
            "pharmacovigilance",
            "pv (?:associate|specialist|scientist|officer|manager)",
            "safety (?:scientist|physician|associate|specialist|officer)",
        ),
    ),
    (
        Role.STUDY_START_UP,
        (
            "ssu",
            f"(?:{_TRIAL}|site) (?:start ?up|activation|initiation)",
            f"start ?up (?:specialist|associate|{_HEAD})",
        ),
    ),
    (
        Role.CONTRACTS_AND_BUDGETS,
        (
            "(?:contracts?|budgets?|grants?) and (?:contracts?|budgets?)",
            "(?:contracts?|budgets?) (?:specialist|analyst|associate|negotiator|administrator|officer|manager|lead)",
        ),
    ),
    (Role.ETHICS_CONTACT, ("irbs?", "iec", "ethics", "human (?:research|subjects?) protections?", "hrpp")),
    (Role.REGULATORY_SPECIALIST, ("regulatory (?!writ)", "regulatory$", "reg affairs")),
    (
        Role.QUALITY_ASSURANCE,
        (
            "(?:gcp|clinical|quality) (?:assurance|auditor|audits?)",
            "qa",
            "clinical (?:quality|compliance)",
            f"(?:quality|compliance) (?:specialist|officer|{_HEAD})",
        ),
    ),
    (
        Role.DATA_MANAGER,
        (
            "data (?:management|managers?|coordinator|steward)",
            f"clinical data (?:associate|specialist|{_HEAD})",
            "cdm",
            "edc (?:specialist|programmer|developer)",
        ),
    ),
    (
        Role.STATISTICIAN,
        ("(?:bio)?statisticians?", "biostatistics", "statistical (?:scientist|lead|director|consultant)"),
    ),
    (
        Role.DATA_ANALYST,
        (
            "data (?:analyst|scientist)",
            "(?:statistical|sas|clinical) programmers?",
            "research analyst",
            "bioinformatician",
        ),
    ),
    (Role.MEDICAL_WRITER, ("(?:medical|scientific|regulatory|clinical) (?:writers?|writing|editor)",)),
    (
        Role.INVESTIGATIONAL_PHARMACIST,
        (f"(?:investigational|{_TRIAL}) (?:drug )?(?:pharmacists?|pharmacy|service)",),
    ),
    (Role.RESEARCH_NURSE, (f"{_TRIAL} nurses?", f"nurse {_TRIAL}", "research rn")),
    (
        Role.RESEARCH_COORDINATOR,
        (
            "s?crcs?",
            f"(?:{_TRIAL}|site) (?:site )?co ?ord(?:inators?)?",
            f"{_CLINICAL} co ?ord(?:inators?)?",
            f"co ?ordinator (?:of )?(?:clinical )?{_TRIAL}",
        ),
    ),
    (Role.TRIAL_ASSISTANT, ("cta", "(?:trials?|study|project) (?:assistant|asst|administrator)")),
    (Role.RESEARCH_ASSISTANT, ("research (?:assistant|asst|aide|technician)",)),
    (
        Role.RESEARCH_ASSOCIATE,
        (
            "(?:sr|s)?cras?",
            f"{_CLINICAL} {_TRIAL} (?:associates?|assoc|monitor)",
            "(?:site|clinical|field|central|remote|study|trial) monitor",
            "monitoring associate",
        ),
    ),
    (
        Role.SITE_MANAGER,
        (
            f"(?:{_TRIAL} )?site (?:administrator|{_HEAD})",
            f"{_CLINICAL} research {_HEAD}",
            f"{_HEAD} (?:of )?{_CLINICAL} (?:research|trials office)",
            "research (?:operations|programme?) manager",
        ),
    ),
    (
        Role.CLINICAL_OPERATIONS_HEAD,
        (
            f"{_HEAD} (?:of )?(?:global )?(?:{_CLINICAL} (?:operations|ops|development)|clinops)",
            f"(?:{_CLINICAL} (?:operations|ops)|clinops) {_HEAD}",
        ),
    ),
    (Role.TRIAL_MANAGER, ("ctms?", f"(?:trials?|study) {_HEAD}")),
    (Role.PROJECT_MANAGER, (f"(?:project|program|programme) {_HEAD}",)),
    (Role.PRECEPTOR, ("preceptors?",)),
    (Role.PATIENT_ADVOCATE, ("(?:patient|community|research) (?:advocates?|advocacy|ambassador)",)),
    (Role.RECRUITER, ("recruiters?", "talent (?:acquisition|partner|scout)", "headhunter")),
    (Role.HIRING_MANAGER, ("hiring manager",)),
    (Role.STUDENT, ("students?", "phd candidate", "interns?", "trainee", "undergraduate")),
    (Role.KEY_OPINION_LEADER, ("kol", "(?:key opinion|thought) leader")),
    (
        Role.LABORATORY,
        (
            f"(?:lab|laboratory|specimen|biobank) (?:technician|scientist|technologist|assistant|{_HEAD})",
            "phlebotomist",
            "medical technologist",
        ),
    ),
    (
        Role.RESEARCHER,
        (
            "(?:research|staff|clinical) (?:scientist|fellow|professor)",
            "researcher",
            "post ?doc(?:toral)?",
            "epidemiologist",
        ),
    ),
    (
        Role.CLINICIAN,
        (
            _SPECIALTY,
            "general practitioner",
            "nurse practitioner",
            "medical resident",
            f"prof(?:essor)? of (?:clinical )?{_FIELDS_OF_MEDICINE}",
        ),
    ),
)
"""The first that is found in the title decides: the particular ones stand before the general ones."""

_MISLEADING = re.compile(r"\b(?:private|insurance|fraud|crime|criminal) investigator\b")


def guess_role(title: str) -> Role | None:
    """Return the role that a job title speaks of, or None where it says nothing of clinical research.

    Patterns are looked for as whole words in the folded title, so `CRA` is found in `Senior CRA II` and not in
    `Cranial surgery`.
    """
    words = fold(clean_line(title[:_LONGEST]))
    if not words or _MISLEADING.search(words):
        return None
    return next((role for role, pattern in _compiled() if pattern.search(words)), None)


@cache
def _compiled() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((role, re.compile(rf"\b(?:{'|'.join(patterns)})\b")) for role, patterns in _PATTERNS)
