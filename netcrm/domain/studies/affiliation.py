"""Affiliations as papers print them: the institution, the department, the place, and the mail addresses inside.

`Department of Oncology, University Hospital Leeds, Leeds, UK. ana.lima@leeds.example` is a line for readers, not a
record: what cannot be told with some certainty is left empty rather than guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from netcrm.domain.countries import country_forms
from netcrm.domain.text import clean_line, fold

_LONGEST_READ = 4_000
"""Characters of an affiliation that are looked at for its parts."""
_EMAIL = re.compile(
    r"(?<![\w.%+'-])[A-Za-z0-9_][\w.%+'-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9-])", re.ASCII
)
_EMAIL_LEAD = re.compile(
    r"(?i)[\s;,.(]*(?:\b(?:electronic address|e-?mail(?: address)?|correspondence|mailto)\b\s{0,4}[:.]?\s{0,4})$"
)
_MARK = re.compile(r"^\s*(?:\(?[0-9]{1,2}\)?|[*†‡§¶#]|from(?: the)?|a?nd the)[\s.)]+(?=\S)", re.IGNORECASE)
_POST_CODE = re.compile(r"\b[A-Z]{0,3}-?[0-9][0-9A-Z -]{2,9}\b|\b[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}\b")
_STATE = re.compile(r"([A-Z]{2})(?:[ ,]+[0-9]{5}(?:-[0-9]{4})?)?\Z")
_STATES = """
AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR
PA RI SC SD TN TX UT VT VA WA WV WI WY PR
"""
_STATE_NAMES = frozenset({
    "alabama", "alaska", "arizona", "arkansas", "california", "colorado", "connecticut", "delaware", "florida",
    "hawaii", "idaho", "illinois", "indiana", "iowa", "kansas", "kentucky", "louisiana", "maine", "maryland",
    "massachusetts", "michigan", "minnesota", "mississippi", "missouri", "montana", "nebraska", "nevada",
    "new hampshire", "new jersey", "new mexico", "north carolina", "north dakota", "ohio", "oklahoma", "oregon",
    "pennsylvania", "rhode island", "south carolina", "south dakota", "tennessee", "texas", "utah", "vermont",
    "virginia", "west virginia", "wisconsin", "wyoming",
})  # fmt: skip
_COUNTRY_WAYS = {
    "p r china": "China", "pr china": "China", "people s republic of china": "China",
    "peoples republic of china": "China", "u s a": "United States", "u k": "United Kingdom", "the usa": "United States",
    "united states of america": "United States", "the united states": "United States", "r o c": "Taiwan",
    "the united kingdom": "United Kingdom", "republic of china": "Taiwan", "brasil": "Brazil", "türkiye": "Turkey",
}  # fmt: skip
_SHORT_COUNTRIES = {"usa": "US", "us": "US", "uk": "GB", "uae": "AE"}
"""The only ones that are read from two or three letters: `MA` and `CA` are states far more often."""

_NAMED = re.compile(
    r"\b(?:universi|universät|univ\b|hospital|hôpital|hopital|ospedale|krankenhaus|klinikum|klinik\b|kliniken\b|policlinic"
    r"|charité|inserm\b|cnrs\b|nhs\b|college|inc\b|ltd\b|llc\b|gmbh\b|corp\b|plc\b|pharma|therapeutics\b|biosciences\b"
    r"|instit|istitut|centre|center|centro|clinic|clínica|clinica|school\b|academy|academia|polytechnic|foundation"
    r"|fundaci|fondazione|fondation|medicine\b|infirmary|company\b|health system|healthcare\b|health service)"
    r"|(?:klinikum|krankenhaus|universität|klinik)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"universi|\bunivers|\buniv\b|hospital|hôpital|hopital|ospedale|krankenhaus|klinikum|infirmary"
    r"|\b(?:inc|ltd|llc|gmbh|corp|plc)\b",
    re.IGNORECASE,
)
"""What no part of a house is called."""
_UNIT = re.compile(
    r"(?:the )?(?:departments?|dept|division|section|unit|unité|unidad|service|servicio|servizio|laborator\w+|lab"
    r"|faculty|faculté|facultad|facoltà|fakultät|school|college|institutes?|institut|instituto|istituto|cent(?:re|er)s?"
    r"|centro|clinic|klinik|abteilung|departamento|département|dipartimento|program(?:me)?|group|office|chair"
    r"|graduate school)\b",
    re.IGNORECASE,
)
"""How the name of a part of a house begins."""
GENERIC = frozenset({
    "the", "of", "for", "and", "at", "in", "on", "de", "la", "le", "del", "der", "die", "das", "di", "da", "do", "du",
    "des", "et", "y", "e", "und", "fur", "university", "universita", "universitat", "universite", "universidad",
    "universidade", "universiteit", "univ", "hospital", "hospitals", "hopital", "ospedale", "krankenhaus", "klinikum",
    "klinik", "clinic", "clinics", "clinical", "clinica", "institute", "institut", "instituto", "istituto", "pharma",
    "institutes", "universitatsklinikum", "universitatsmedizin", "pharmaceuticals", "pharmaceutical",
    "center", "centre", "centro", "centers", "centres", "college", "school", "faculty", "department", "departments",
    "dept", "division", "section", "unit", "laboratory", "laboratories", "lab", "medical", "medicine", "medicina",
    "health", "healthcare", "sciences", "science", "research", "cancer", "heart", "general", "national", "central",
    "teaching", "affiliated", "first", "second", "third", "foundation", "academy", "inc", "ltd", "llc", "gmbh", "corp",
    "plc", "co", "company", "group", "system", "service", "services", "trust", "nhs", "trials", "biomedical", "dental",
    "surgery", "oncology", "cardiology", "pharmacy", "nursing", "public", "graduate", "s", "a", "comprehensive", "care",
    "children", "childrens", "pediatric", "paediatric", "regional", "county", "city", "state", "province", "people",
})  # fmt: skip
"""Folded words that half the affiliations have: sharing one says nothing."""


@dataclass(frozen=True, slots=True)
class Affiliation:
    """What can be told of one printed affiliation."""

    institution: str = ""
    department: str = ""
    city: str = ""
    country: str = ""
    """ISO 3166 two-letter code."""


def emails_in(text: str) -> tuple[str, ...]:
    """Return the mail addresses in `text`, in order, each once."""
    if "@" not in text:
        return ()
    return tuple(dict.fromkeys(found.group() for found in _EMAIL.finditer(text)))


def without_emails(text: str) -> str:
    """Return an affiliation without mail addresses and the words that lead to them."""
    if "@" not in text:
        return clean_line(text).strip(" ;,")
    parts, at = [], 0
    for found in _EMAIL.finditer(text):
        before = text[at : found.start()]
        lead = _EMAIL_LEAD.search(before[-60:])
        parts.append(before[: len(before) - len(lead.group())] if lead else before)
        at = found.end()
    parts.append(text[at:])
    return re.sub(r"(?:[;,.]\s)+(?=[;,.]?\s|[;,.]?\Z)", "", clean_line(" ".join(parts))).strip(" ;,.(")


@lru_cache(maxsize=4096)
def read_affiliation(text: str) -> Affiliation:
    """Return what a printed affiliation says; of several joined by semicolons the first that names an institution."""
    read = [_read_one(part) for part in without_emails(text[:_LONGEST_READ]).split(";")]
    return next((it for it in read if it.institution), read[0])


@lru_cache(maxsize=4096)
def telling_words(text: str) -> frozenset[str]:
    """Return the folded words of an affiliation's institutions that tell it from others: no generic ones, no country.

    Where no institution can be told, or its name is all generic (`University Hospital`), those of the whole text.
    """
    found: set[str] = set()
    for part in without_emails(text[:_LONGEST_READ]).split(";"):
        read = _read_one(part)
        words = _telling(read.institution)
        if not words:
            segments = [it for it in _segments(part) if not country_code(it) and not _UNIT.match(it)]
            words = _telling(" ".join(segments))
        found |= words
    return frozenset(found)


def _telling(text: str) -> set[str]:
    return {word for word in fold(text).split() if len(word) > 2 and word not in GENERIC and not word.isdigit()}


def country_code(text: str) -> str:
    """Return the ISO code of a country written out, or one of `USA`, `US`, `UK` and `UAE`; else nothing."""
    folded = fold(text).removeprefix("the ")
    if folded in _SHORT_COUNTRIES:
        return _SHORT_COUNTRIES[folded]
    folded = fold(_COUNTRY_WAYS.get(folded, folded))
    if len(folded) <= 3 or len(folded) > 60:
        return ""
    codes = [form for form in country_forms(folded) if len(form) == 2 and form.isascii() and form not in ("uk", "us")]
    return codes[0].upper() if len(codes) == 1 else "US" if "us" in country_forms(folded) else ""


def _segments(text: str) -> list[str]:
    text = _MARK.sub("", text, count=1)
    return [part for part in (clean_line(piece).strip(" .") for piece in text.split(",")) if part]


def _read_one(text: str) -> Affiliation:
    segments = _segments(text)
    country, city, places = _place_of(segments)
    best = _institution_at(segments[: len(segments) - places] if places < len(segments) else segments)
    if best < 0 and city and len(segments) == places + 1 and not _UNIT.match(segments[0]):
        best = 0  # `Acme Informatics, Irvine, CA 92612, USA`
    if best < 0:
        return Affiliation(country=country)
    before = segments[:best]
    department = next((it for it in before if _UNIT.match(it)), before[0] if before else "")
    after = segments[best + 1 : len(segments) - places]
    if not city and len(after) == 1 and country:
        only = clean_line(_POST_CODE.sub("", after[0])).strip(" -.")
        city = only if only and not any(map(str.isdigit, only)) and not _NAMED.search(only) else ""
    elif city and city == segments[best]:
        city = ""
    return Affiliation(_tidy(segments[best]), department, city, country)


def _place_of(segments: list[str]) -> tuple[str, str, int]:
    """Return the country, the city where a state tells which it is, and how many segments at the end are neither."""
    if not segments:
        return "", "", 0
    country = country_code(segments[-1])
    rest = segments[:-1] if country else segments
    if country in ("", "US") and len(rest) > 2:
        state = _STATE.match(rest[-1])
        is_state = (state is not None and state[1] in _STATES.split()) or (country == "US" and _is_state_name(rest[-1]))
        if is_state and not any(map(str.isdigit, rest[-2])) and not _NAMED.search(rest[-2]):
            return "US", rest[-2], 2 + bool(country)
    return country, "", int(bool(country))


def _is_state_name(text: str) -> bool:
    return fold(_POST_CODE.sub("", text)) in _STATE_NAMES


def _institution_at(segments: list[str]) -> int:
    """Return which segment names the institution, -1 where none does.

    A name of its own (`Vishnu Dental College`) or the word for a whole house goes before parts of houses (`Institute of
    Physiology`); of equals the first.
    """
    best, best_rank = -1, 9
    for at, segment in enumerate(segments):
        if not _NAMED.search(segment):
            continue
        is_whole = _WHOLE.search(segment) is not None
        is_unit = _UNIT.match(segment) is not None
        if is_whole and not is_unit:
            rank = 0
        elif not is_unit and _telling(segment):
            rank = 1 if re.search(r"\bschool\b|medicine\b", segment, re.IGNORECASE) else 0
        else:
            rank = 1 if is_whole else 2
            if re.match(r"(?:the )?(?:department|dept|division|section|unit)", segment, re.IGNORECASE) and not is_whole:
                continue
        if rank < best_rank:
            best, best_rank = at, rank
    return best


def _tidy(text: str) -> str:
    return re.sub(r"^the (?=\S)", "", text, flags=re.IGNORECASE)
