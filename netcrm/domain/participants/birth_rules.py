"""Births and initials: what tells who a participant is without a number or a name."""

from __future__ import annotations

import re

from netcrm.domain.participants.finding import Kind, Rule
from netcrm.domain.participants.words import DATE, DAY, FAMILY, INITIALS, ONE, ONE_STEMS, YEAR, words_of

_NEAR = 80
"""How far from a match its neighbours are looked at, in characters."""
_ACRONYMS = frozenset(
    """
    AB AE AI AMC API ASH BA BMJ BS BSC CA CAP CAR CDM CEO CFO CIP CMO CNS COO COV CPM CRA CRC CRF CRO CT CTA CTM CTO CV
    DB DCT DE DIA DM DO DOB DPO DSM EC ECG ED EDC EEA EHA EMA ES EU FAQ FDA FR FTE FU GB GCP GDP GE GMP GP GSK HQ HR HRA
    IB ICF ICH ICU ID II III IMP IMV IP IRB IRT ISF ISO IT IV IWR JD JSM KOL KPI LLC LLM LOI LTD MA MBA MD MHA MPH MS
    MSC MSD MSL NCI NHS NIH NK NY NYC NZ OK OS PA PC PD PFS PHD PI PK PM PMO PO PP PR PRO PS PSV PT PV QA QC QOL QP R&D
    RA RBM REC RFP RN SAE SAP SC SDV SF SIV SLA SMO SOP SQL SV TA TMF TV UAE UCL UI UK UN US USA UX VIP VP WHO
    """.split()  # noqa: SIM905 (a list of 150 words reads better as words)
)
"""Capitals that are no person: roles, papers, places, degrees, agencies."""
_LATEST_BIRTH = 2010
"""Initials and a bare date are taken for a birth up to this year; later ones date a meeting or a signature."""


def _around(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - _NEAR) : match.end() + _NEAR]


def _is_birth_of_participant(match: re.Match[str]) -> bool:
    return FAMILY.isdisjoint(words_of(_around(match)))


def _is_person(match: re.Match[str]) -> bool:
    return match["initials"] not in _ACRONYMS


def _is_early_birth(match: re.Match[str]) -> bool:
    year = next((int(found) for found in re.findall(r"\d{4}", match["date"])), _LATEST_BIRTH + 1)
    return _is_person(match) and year <= _LATEST_BIRTH


def _is_described(match: re.Match[str]) -> bool:
    """Return whether a diagnosis stands beside the age, and nobody's family."""
    words = words_of(_around(match))
    return any(word in _DIAGNOSES or word.endswith(_DISEASES) for word in words) and FAMILY.isdisjoint(words)


_LABEL = (
    r"(?:dob|d\.o\.b\.?|date of birth|birth\s?date|yob|year of birth|geburtsdatum|geb\.?-?datum|geburtsjahr"
    r"|date de naissance|ddn|année de naissance|fecha de nacimiento|f\.\s?nac\.?|año de nacimiento)"
)
_BORN = r"(?:born|geb\.|geboren|née?|né\(e\)|nacid[oa])"
_SEX = r"(?:female|male|woman|man|lady|gentleman|femme|homme|mujer|hombre|frau|mann|weiblich|männlich)"
_AGED = r"\d{1,3}[\s-]?(?:yo|y/o|y\.o\.|yrs?|years?|year[\s-]old|yr[\s-]old|ans|jahre|años)"
_AGE_AND_SEX = (
    rf"(?:{_AGED}[\s,/-]{{0,3}}(?:old[\s,/-]{{1,2}})?(?:{_SEX}|[fm])\b|\d{{1,3}}\s?(?-i:[MF])\b|\d{{2}}[\s,]{{1,2}}{_SEX}\b"
    rf"|(?:{_SEX}|[fm])[,/\s]{{1,2}}\d{{2,3}}(?!\d))"
)
_DIAGNOSES = frozenset(
    """
    cancer nsclc sclc aml cll cml mds melanoma sarcoma glioma gbm tumor tumour diabetes t2dm t1dm lupus sle copd asthma
    failure hfref hfpef stroke sclerosis alzheimer alzheimers parkinson parkinsons psoriasis crohn crohns cirrhosis
    nash hiv ckd epilepsy depression schizophrenia metastatic metastases krebs diabète cáncer disease syndrome
    """.split()  # noqa: SIM905
)
_DISEASES = ("carcinoma", "lymphoma", "myeloma", "blastoma", "kemia", "kaemia", "arthritis", "colitis", "karzinom")

BIRTH_RULES = (
    Rule(
        Kind.BIRTH_DATE,
        ("dob", "d.o.b", "birth", "yob", "geb", "naissance", "ddn", "nacimiento", "nac"),
        rf"(?<!\w){_LABEL}[\s:=,.(-]{{0,4}}(?:(?:is|was|ist|est|es|le|el|am)\s)?(?:{DATE}|{DAY}|{YEAR})",
    ),
    Rule(
        Kind.BIRTH_DATE,
        ("born", "geb", "né", "nacid"),
        rf"(?<!\w){_BORN}\s{{0,2}}(?:(?:on|am|le|el|the)\s)?{DATE}",
        _is_birth_of_participant,
    ),
    Rule(
        Kind.INITIALS,
        ("born", "b.", "geb", "né", "nacid", "*"),
        rf"{INITIALS}[\s,;:(]{{1,3}}(?:{_BORN}|b\.|\*)\s{{0,2}}(?:(?:in|on|en|le|el|am)\s)?(?:{DATE}|{YEAR})",
        _is_person,
    ),
    Rule(
        Kind.INITIALS,
        ("/1", "/2", ".1", ".2", "-1", "-2", "19", "20"),
        rf"{INITIALS}[\s,(]{{1,3}}(?P<date>{DATE})",
        _is_early_birth,
    ),
    Rule(
        Kind.INITIALS,
        ("f", "m", "w", "h"),
        rf"{INITIALS}[\s,;:(]{{1,3}}{_AGE_AND_SEX}",
        _is_person,
    ),
    Rule(
        Kind.AGE_AND_DIAGNOSIS,
        ("yo", "y/o", "y.o", "year", "yr"),
        rf"(?<!\w){_AGED}[\s,-]{{0,2}}(?:{_SEX}|[fm]|patient|pt)\b",
        _is_described,
    ),
    Rule(
        Kind.AGE_AND_DIAGNOSIS,
        ("f with", "m with", "f, ", "m, ", "f w/", "m w/"),
        r"(?<![\w$€£.,])\d{2}(?-i:[MF])(?=(?:\s(?:with|w/)|,)\s)",
        _is_described,
    ),
)

INITIALS_RULE = Rule(
    Kind.INITIALS,
    ONE_STEMS,
    rf"(?<!\w){ONE}\s(?:(?:initials|initialen|initiales|iniciales)\s{{0,2}}(?:were\s|are\s|:|=)?\s{{0,2}}{INITIALS}"
    r"|(?-i:[A-Z]\.\s?[A-Z]\.))",
)
"""The one rule here that needs no digit."""
