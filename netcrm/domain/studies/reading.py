"""What people write of a study, read: its number, phases, dates and sites, and somebody's part in it."""

from __future__ import annotations

import re

from netcrm.domain.dates import parse_partial_date
from netcrm.domain.days import month_words
from netcrm.domain.roles import Role, parse_role
from netcrm.domain.studies.kept_study import KeptSite, KeptStudy
from netcrm.domain.studies.study import Part, Phase
from netcrm.domain.text import clean_line
from netcrm.errors import DateProblem, UsageProblem

_NCT = re.compile(r"(?:NCT)?[\s-]*([0-9]{8})", re.IGNORECASE)
_BETWEEN_PHASES = re.compile(r"[\s,/;+&]+|\band\b", re.IGNORECASE)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "early": "early-1", "early1": "early-1", "0": "early-1"}
_OTHER_WORDS = {
    "investigator": Part.PRINCIPAL_INVESTIGATOR,
    "chair": Part.STUDY_CHAIR,
    "director": Part.STUDY_DIRECTOR,
    "contact": Part.SITE_CONTACT,
    "site pi": Part.SITE_INVESTIGATOR,
}
_PARTS_OF_ROLES = {
    Role.PRINCIPAL_INVESTIGATOR: Part.PRINCIPAL_INVESTIGATOR,
    Role.SUB_INVESTIGATOR: Part.SUB_INVESTIGATOR,
    Role.RESEARCH_COORDINATOR: Part.COORDINATOR,
    Role.RESEARCH_ASSISTANT: Part.COORDINATOR,
    Role.RESEARCH_NURSE: Part.NURSE,
    Role.INVESTIGATIONAL_PHARMACIST: Part.PHARMACIST,
    Role.SITE_MANAGER: Part.SITE_CONTACT,
    Role.RESEARCH_ASSOCIATE: Part.MONITOR,
    Role.TRIAL_MANAGER: Part.TRIAL_MANAGER,
    Role.MEDICAL_MONITOR: Part.MEDICAL_MONITOR,
    Role.DATA_MANAGER: Part.DATA_MANAGER,
    Role.STATISTICIAN: Part.STATISTICIAN,
    Role.MEDICAL_WRITER: Part.MEDICAL_WRITER,
}


def read_nct(text: str) -> str:
    """Return `NCT01234567` for a number as people write it; nothing for nothing.

    Raises:
        UsageProblem: It is no such number.
    """
    words = clean_line(text)
    if not words:
        return ""
    found = _NCT.fullmatch(words)
    if found is None:
        raise UsageProblem(f"“{words}” is no NCT number. Write NCT and eight digits: NCT01234567.")
    return f"NCT{found[1]}"


def read_phases(text: str) -> tuple[str, ...]:
    """Return the phases in `2`, `II/III` or `phase 1, 2`, each once; nothing for nothing.

    Raises:
        UsageProblem: One is no phase.
    """
    found = []
    words = clean_line(text).casefold().replace("early 1", "early-1").replace("early phase 1", "early-1")
    for word in _BETWEEN_PHASES.split(words):
        plain = _ROMAN.get(word.removeprefix("phase"), word.removeprefix("phase"))
        if not plain or plain == "s":
            continue
        if plain not in list(Phase):
            raise UsageProblem(f"“{clean_line(text)}” is no phase. Write 1, 2, 3, 4, early-1, or two such as 2/3.")
        found.append(plain)
    return tuple(dict.fromkeys(found))


def phase_words(phases: tuple[str, ...]) -> str:
    """Return `phase 2/3`, or nothing for no phase."""
    return f"phase {'/'.join(phase.replace('-', ' ') for phase in phases)}" if phases else ""


def span_words(study: KeptStudy) -> str:
    """Return `March 2026 to May 2028`, or the end of it that is known."""
    first, last = month_words(study.starts_on[:7]), month_words(study.completes_on[:7])
    return f"{first} to {last}" if first and last else first or (f"until {last}" if last else "")


def read_status(text: str) -> str:
    """Return a status as the registry's slug: `active-not-recruiting`."""
    return "-".join(re.findall(r"[a-z0-9]+", clean_line(text).casefold()))


def read_month(text: str, *, day_first: bool | None = None) -> str:
    """Return a day, a month or a year in ISO form: `2026-03` for `mar 2026`; nothing for nothing.

    Raises:
        DateProblem: It is none, or has no year.
    """
    words = clean_line(text)
    if not words:
        return ""
    found = parse_partial_date(words, day_first=day_first)
    if found.startswith("--"):
        raise DateProblem(f"“{words}” has no year. Write it like mar 2026, or 2026-03-14.")
    return found


def read_part(text: str) -> Part:
    """Return the part that a word names: one of the list, or the role that somebody has it by (`crc`, `cra`).

    Raises:
        UsageProblem: It names none; the sentence lists them.
    """
    words = clean_line(text).casefold()
    slug = words.replace(" ", "-")
    if slug in list(Part):
        return Part(slug)
    if words in _OTHER_WORDS:
        return _OTHER_WORDS[words]
    part = part_of_role(parse_role(words))
    if part is None:
        raise UsageProblem(f"“{words}” is no part in a study. Use one of {', '.join(Part)}.")
    return part


def part_of_role(role: Role | None) -> Part | None:
    """Return the part that somebody of a role usually has; None where the role says nothing of it."""
    return _PARTS_OF_ROLES.get(role) if role else None


def read_site(text: str) -> KeptSite:
    """Return the site in `St Mary's; Galway; IE`: the facility, the town, the country.

    Raises:
        UsageProblem: Nothing is written.
    """
    parts = [clean_line(part) for part in text.split(";")]
    if not any(parts) or len(parts) > 3:
        raise UsageProblem("Write a site like St Mary's Hospital; Galway; Ireland.")
    facility, city, country = [*parts, "", ""][:3]
    return KeptSite(facility=facility, city=city, country=country)


def show_site(site: KeptSite) -> str:
    """Return a site as `read_site` reads it."""
    return "; ".join((site.facility, site.city, site.country)).rstrip("; ")


def site_words(site: KeptSite) -> str:
    """Return where a site is: `St Mary's, Galway, Ireland`."""
    return ", ".join(filter(None, (site.facility, site.city, site.region, site.country)))
