"""Names as the registry writes them: `Ana Lima, MD, PhD`, and now and then a desk, a company or a title instead.

The registry joins a person's name and degrees with a comma, so that what follows a name of two words is read as
degrees, title or organisation before a family and a given name are thought of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from netcrm.domain.naming.credentials import read_credentials
from netcrm.domain.naming.name import Name
from netcrm.domain.naming.parts import is_organisation
from netcrm.domain.naming.reading import read_name
from netcrm.domain.signatures.words import is_house
from netcrm.domain.text import fold
from netcrm.domain.titles import guess_role

_DESK_WORDS = frozenset({
    "study", "studies", "trial", "trials", "clinical", "contact", "contacts", "coordinator", "coordinators",
    "coordination", "investigator", "investigators", "director", "directors", "manager", "managers", "monitor",
    "administrator", "sponsor", "recruitment", "recruiter", "recruiting", "enrollment", "enrolment", "information",
    "info", "medical", "disclosure", "transparency", "inquiries", "enquiries", "email", "phone", "telephone",
    "central", "department", "unit", "program", "programme", "project", "registry", "patient", "patients", "global",
    "regulatory", "representative", "responsible", "official", "unknown", "confidential", "anonymous", "tbd", "tba",
    "number", "clinicaltrials", "gov", "www", "http", "https", "site", "institution", "investigational", "link", "page",
    "vice", "president", "scientific", "navigator", "determined", "applicable", "provided", "health", "healthcare",
    "oncology", "sciences", "desk", "pharmacovigilance", "physician", "affairs", "operations", "development", "please",
    "chairman",
    "estudio", "ensayo", "etude", "essai", "studie", "studien", "coordinateur", "coordinador", "coordinadora",
})  # fmt: skip
"""Folded words of which one in a name tells that it is a function's or a desk's; none of them is a known surname."""
_TITLE_WORDS = frozenset({
    "professor", "director", "chief", "head", "chair", "chairman", "manager", "lecturer", "president", "officer",
    "scientist", "fellow", "resident", "consultant", "physician", "surgeon", "researcher", "student", "dean", "lead",
    "specialist", "administrator", "associate", "assistant", "advisor", "adviser", "vice", "founder", "ceo", "cmo",
    "coordinator", "nurse", "candidate", "instructor",
})  # fmt: skip
"""Folded words of which one behind a comma tells that a title stands there."""
_BRACKETED = re.compile(r"\s*\(([^()]*)\)")
_BETWEEN = re.compile(r"\s*[,;]\s*|\s+[-–—/|]\s+")
_SIGN = re.compile(r"(?:[A-Z][A-Za-z]{0,2}\.?){2,8}(?:-[A-Z]{1,4})?")
"""An abbreviation that may be a degree: it has two capitals at least, as `MDCCFP`, `RSW` and `DrMed` do."""
_LONGEST = 120
"""Characters, and words, from which on a text is no name."""
_MOST_WORDS = 8
_LONGEST_FIELD = 300
"""Characters of a name with titles and organisations behind it."""
_JOINED_SCRIPT = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,}")
"""Chinese, Japanese and Korean names, which are written without a space."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a field with a person's name says."""

    name: Name
    title: str = ""
    organisation: str = ""


def read_written(text: str) -> Written:
    """Return the name of a field, and the title and organisation that stand with it."""
    asides = _BRACKETED.findall(text) if len(text) <= _LONGEST_FIELD else []
    plain = _BRACKETED.sub("", text).strip() if asides else text
    head, *behind = _BETWEEN.split(plain) if len(text) <= _LONGEST_FIELD else [""]
    if not head:
        return Written(Name(text))
    credentials: list[str] = []
    titles: list[str] = []
    organisations: list[str] = []
    kept: list[str] = [head]
    for piece in (*behind, *(aside for aside in asides if guess_role(aside) or _is_title(aside))):
        if degrees := _degrees(piece, has_name=" " in head and not head.isupper()):
            credentials += degrees
        elif _is_title(piece):
            titles.append(piece)
        elif is_house(piece):
            organisations.append(piece)
        elif piece:
            kept.append(piece)
    name = read_name(", ".join(kept))
    known = [word for word in name.credentials.split(", ") if word]
    name = replace(name, credentials=", ".join(dict.fromkeys((*known, *credentials))))
    return Written(name, ", ".join(titles), ", ".join(organisations))


def _degrees(piece: str, *, has_name: bool) -> tuple[str, ...]:
    """Return the degrees in a piece of nothing else; none of ours (`MDCCFP`) are taken behind a name of two words."""
    others, known = read_credentials(piece)
    if not others:
        return known
    words = piece.replace("/", " ").split()
    if not has_name or not all(_SIGN.fullmatch(word) or read_credentials(word)[1] for word in words):
        return ()
    return tuple(dict.fromkeys(degree for word in words for degree in read_credentials(word)[1] or (word,)))


def _is_title(piece: str) -> bool:
    words = fold(piece).split()
    return words != ["professor"] and (not _TITLE_WORDS.isdisjoint(words) or guess_role(piece) is not None)


def why_no_person(written: Written, *, company: str = "") -> str:
    """Return why a name is nobody's, in words that follow on it; nothing for a person's.

    Args:
        company: The sponsor where it is a company: its own name in a field for people is no person.
    """
    name = written.name
    text = name.formatted
    words = fold(text).split()
    if len(text) > _LONGEST or len(words) > _MOST_WORDS:
        return "is too long for a name"
    if "@" in text or any(sign.isdigit() for sign in text):
        return "has a number or an address where a name should be"
    if not _DESK_WORDS.isdisjoint(words) or is_organisation(text):
        return "is a function, a desk or an organisation"
    if company and set(words) <= set(fold(company).split()):
        return "is the sponsor"
    if not words or (len(text.split()) < 2 and not _JOINED_SCRIPT.fullmatch(text)):
        return "is a single word"
    return ""
