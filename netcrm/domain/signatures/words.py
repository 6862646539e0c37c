"""Telling what a line of a signature is: a name, a title, a department, an organisation or a part of an address."""

from __future__ import annotations

import re

from netcrm.domain.countries import country_forms
from netcrm.domain.naming.credentials import split_credentials
from netcrm.domain.naming.parts import is_organisation
from netcrm.domain.naming.reading import read_name
from netcrm.domain.text import fold
from netcrm.domain.titles import guess_role

_TITLE_WORDS = frozenset({
    "director", "manager", "professor", "prof", "head", "lead", "leader", "coordinator", "associate", "specialist",
    "analyst", "officer", "physician", "scientist", "nurse", "consultant", "president", "vp", "vice", "chief",
    "assistant", "engineer", "fellow", "investigator", "advocate", "writer", "statistician", "auditor", "monitor",
    "liaison", "supervisor", "administrator", "secretary", "founder", "owner", "partner", "chair", "dean", "advisor",
    "adviser", "researcher", "student", "intern", "resident", "attending", "surgeon", "pharmacist", "lecturer",
    "recruiter", "editor", "programmer", "developer", "technician", "representative", "executive", "ceo", "cmo",
    "coo", "cfo", "cto", "cso", "md", "direktor", "direktorin", "leiter", "leiterin", "oberarzt", "oberarztin",
    "chefarzt", "chefarztin", "assistenzarzt", "referent", "referentin", "sekretariat", "geschaftsfuhrer",
    "geschaftsfuhrerin", "mitarbeiter", "mitarbeiterin", "facharzt", "facharztin", "directeur", "directrice",
    "responsable", "chef", "cheffe", "charge", "chargee", "medecin", "medico", "medica", "directora",
    "jefe", "jefa", "coordinador", "coordinadora", "gerente", "diretor", "diretora", "coordenador", "coordenadora",
    "direttore", "direttrice", "responsabile", "forsker", "overlege", "professeur", "maitre", "praticien",
})  # fmt: skip
_DEPARTMENT_STARTS = (
    "department", "dept", "division", "section", "unit", "office of", "service de", "servicio", "servico", "servizio",
    "abteilung", "klinik fur", "institut fur", "u o", "unita", "departamento", "dipartimento", "departement", "bereich",
    "faculty", "fakultat", "faculte", "facultad", "school of", "chair of", "lehrstuhl", "unite", "pole", "afdeling",
)  # fmt: skip
_DEPARTMENT_ENDS = ("department", "division", "unit", "office", "section", "team", "abteilung", "program", "programme")
_INNER = ("cancer center", "cancer centre", "heart center", "research center", "research unit", "trials unit")
"""Houses within a house: a department where an organisation stands beside them."""
_ORGANISATIONS = frozenset({
    "cro", "chu", "chru", "nhs", "hospitals", "medical", "health", "healthcare", "system", "systems", "trust", "school",
    "sas", "ab", "oy", "as", "aps", "azienda", "ospedaliera", "societe", "sociedad", "gesellschaft", "verein",
    "klinikum", "partners", "communications", "sciences", "bioscience", "oncology", "charite", "academy", "council",
    "ministerio", "ministere", "bank", "llp", "group", "holding", "international", "global", "ventures", "press",
    "universitario", "policlinico", "ziekenhuis", "sykehus", "sairaala", "sjukhus", "szpital", "umc", "inserm",
})  # fmt: skip
_ORGANISATION_ENDS = frozenset({"s l", "k k", "b v", "n v", "s a", "s p a", "s r l", "a s", "z o o", "s a s", "pvt"})
_STREET = re.compile(
    r"\b(?:street|st|road|rd|avenue|ave|way|lane|ln|drive|dr|blvd|boulevard|suite|ste|floor|parkway|pkwy|place|plaza"
    r"|square|court|highway|hall|box|platz|allee|ring|weg|gasse|rue|quai|cours|calle|avenida|paseo|via|viale|piazza"
    r"|corso|rua|building|bldg|room|p ?o box|postfach|park|campus|gate|vei|vagen|gatan)\b"
    r"|(?:strasse|str|weg|platz|allee|gasse|gatan|vagen|vegen|vej|straat|laan|plein|katu|tie)\b"
)
_POSTAL = re.compile(
    r"(?:[A-Z]{1,2}-?)?\d{4,6}(?:-\d{3,4})? [^\W\d_]{2}.*|\d{3} \d{2} [^\W\d_]{2}.*"
    r"|[^\d]{2,40},? [A-Z]{2},? \d{5}(?:-\d{4})?(?:,? .{2,30})?"
    r"|(?:.{2,40},? )?[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|.{2,40} [A-Z]\d[A-Z] ?\d[A-Z]\d"
)
_NOT_IN_NAMES = re.compile(r"[\d@:;/\\!?*=<>{}\[\]#$%^_|+]")
_MOST_NAME_WORDS = 8
_LONGEST_TITLE = 120


def is_name(text: str) -> bool:
    """Whether a line can be a person's name, with titles and credentials."""
    name, credentials = split_credentials(text)
    words = name.split()
    if not words or len(words) > _MOST_NAME_WORDS or _NOT_IN_NAMES.search(name) or is_organisation(name):
        return False
    parts = read_name(name)
    known = f"{parts.given} {parts.additional} {parts.family}".split()
    if not known:
        return len(words) <= 3 and len(name) <= 20 and not name.isascii()
    if credentials:
        return True
    if guess_role(name) or _TITLE_WORDS & set(fold(" ".join(known)).split()) or is_house(name):
        return False
    return all(word[:1].isupper() or not word[:1].isalpha() or len(word) <= 4 for word in known)


def is_title(text: str) -> bool:
    """Whether a line speaks of a job."""
    words = fold(text).split()
    if not words or len(text) > _LONGEST_TITLE:
        return False
    return bool(guess_role(text)) or not _TITLE_WORDS.isdisjoint(words)


def begins_as_title(text: str) -> bool:
    """Whether the first or the last word of a line is one of a job's."""
    words = fold(text.partition(",")[0]).split()
    return bool(words) and (words[0] in _TITLE_WORDS or words[-1] in _TITLE_WORDS)


def is_department(text: str) -> bool:
    """Whether a line is a part of an organisation."""
    key = fold(text)
    if any(key.startswith(start + " ") for start in _DEPARTMENT_STARTS):
        return True
    return key.endswith(_DEPARTMENT_ENDS) or any(inner in key for inner in _INNER)


def is_house(text: str) -> bool:
    """Whether a line is the name of an organisation."""
    words = fold(text).split()
    if not words:
        return False
    ends = {" ".join(words[-2:]), " ".join(words[-3:])}
    if is_organisation(text) or not _ORGANISATIONS.isdisjoint(words) or not _ORGANISATION_ENDS.isdisjoint(ends):
        return True
    return any(word.startswith(("universit", "klinik", "pharma", "hospital", "biotech", "krankenh")) for word in words)


def is_address(text: str) -> bool:
    """Whether a line is a part of a postal address."""
    if _POSTAL.fullmatch(text) and not is_title(text):
        return True
    key = fold(text)
    if any(letter.isdigit() for letter in text) and _STREET.search(key) and not is_title(text):
        return True
    return len(country_forms(text)) > 1 and len(text) > 3
