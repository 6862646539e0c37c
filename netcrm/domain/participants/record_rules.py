"""Numbers of patients: in the hospital's records and with the insurance."""

from __future__ import annotations

import re

from netcrm.domain.participants.finding import Kind, Rule
from netcrm.domain.participants.shapes import is_elsewhere, is_phone
from netcrm.domain.participants.words import LINK, MARK, MARK_BEFORE

_NEAR = 24
"""How many characters before a match are looked at."""


def _is_long_enough(match: re.Match[str]) -> bool:
    code: str = match["code"]
    digits = sum(sign.isdigit() for sign in code)
    return digits >= 4 and not is_phone(match.string, match.start("code")) and not is_elsewhere(code)


def _is_health_number(match: re.Match[str]) -> bool:
    """Return whether there are digits enough; the groups of an NHS number look like a phone's."""
    code: str = match["code"]
    return sum(sign.isdigit() for sign in code) >= 5


_INSURED_THING = re.compile(
    r"\b(?:trial|certificate of|policy|liability|indemnity|travel|car|study|professional)\s$", re.IGNORECASE
)


def _is_insured_person(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    return not _INSURED_THING.search(before) and _is_health_number(match)


_LONG = (
    r"(?P<code>(?<![\w.,+(])(?-i:[A-Z]{0,3}[-\s]?\d[\dA-Z]{0,14}(?:[\s./-](?=[A-Z]{0,6}\d)[\dA-Z]{1,8}){0,6})(?!\w))"
)

RECORD_RULES = (
    Rule(
        Kind.MEDICAL_RECORD,
        ("mrn", "record", "hosp", "chart", "fallnummer", "fall-nr", "dossier", "historia", "nhc", "ipp", "case"),
        rf"(?<!\w)(?:(?-i:MRN|NHC|IPP)\b(?:\s?{MARK})?"
        rf"|(?:medical record|hospital|hosp|chart|case[\s-]?notes?)\.?\s{{0,2}}{MARK}"
        rf"|fall-?\s?(?:nummer|nr)|{MARK_BEFORE}(?:dossier|historia clínica|historia)|historia clínica){LINK}{_LONG}",
        _is_long_enough,
    ),
    Rule(
        Kind.INSURANCE_NUMBER,
        (
            "nhs",
            "chi ",
            "insur",
            "medic",
            "health",
            "ssn",
            "versich",
            "kv-nr",
            "sécu",
            "sanitaria",
            "segur",
            "security",
        ),
        rf"(?<!\w)(?:(?:nhs|chi|medicare|medicaid|health[\s-]card|insurance|social security"
        rf"|seguridad social)\s{{0,2}}{MARK}"
        r"|(?-i:SSN)\b|(?:kranken)?versicherten-?(?:nummer|nr)|kv-nr"
        rf"|{MARK_BEFORE}(?:sécurité sociale|sécu|seguridad social)|tarjeta sanitaria){LINK}{_LONG}",
        _is_insured_person,
    ),
)
"""In each, the group `code` is the number itself."""
