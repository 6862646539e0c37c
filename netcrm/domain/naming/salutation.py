"""How a letter to somebody begins: `Dear Dr Lima` until first names are marked.

What the user typed as a contact's salutation stands above all rules. The rules know nobody's gender but by a prefix
that tells it (`Ms`, `Herr`, `Dra.`), so that languages whose polite forms bend with it get the neutral one that people
use where they do not know either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from netcrm.domain.contact import Details
from netcrm.domain.languages import ENGLISH, read_language
from netcrm.domain.naming.name import Name
from netcrm.domain.naming.reading import join_name
from netcrm.domain.text import clean_line, fold


class _Gender(Enum):
    """What a prefix tells."""

    UNKNOWN = 0
    FEMININE = 1
    MASCULINE = 2


@dataclass(frozen=True, slots=True)
class _Forms:
    """A language's salutations: for an unknown gender, for women, for men. `{}` is the name."""

    doctor: tuple[str, str, str]
    professor: tuple[str, str, str]
    courtesy: tuple[str, str, str]
    """The first is used with the whole name (`Dear Ana Lima`), the others with the family name (`Dear Ms Lima`)."""
    first_name: str
    nobody: str
    """Where there is no name to use, such as for a card that has an e-mail address only."""


_FORMS = {
    "en": _Forms(
        doctor=("Dear Dr {}",) * 3,
        professor=("Dear Professor {}",) * 3,
        courtesy=("Dear {}", "Dear Ms {}", "Dear Mr {}"),
        first_name="Dear {}",
        nobody="Hello",
    ),
    # “Sehr geehrte/r” reads like a form; “Guten Tag” is what offices write to people they know by name alone.
    "de": _Forms(
        doctor=("Guten Tag Dr. {}", "Sehr geehrte Frau Dr. {}", "Sehr geehrter Herr Dr. {}"),
        professor=("Guten Tag Prof. {}", "Sehr geehrte Frau Prof. {}", "Sehr geehrter Herr Prof. {}"),
        courtesy=("Guten Tag {}", "Sehr geehrte Frau {}", "Sehr geehrter Herr {}"),
        first_name="Hallo {}",
        nobody="Guten Tag",
    ),
    # “Cher Docteur” bends with the reader and sounds like an old acquaintance; “Bonjour” does neither.
    "fr": _Forms(
        doctor=("Bonjour Dr {}",) * 3,
        professor=("Bonjour Pr {}",) * 3,
        courtesy=("Bonjour {}", "Bonjour Madame {}", "Bonjour Monsieur {}"),
        first_name="Bonjour {}",
        nobody="Bonjour",
    ),
    # Spanish and Portuguese have no neutral adjective of esteem: the slashed and the bracketed form are what letters
    # to people of unknown gender carry in each.
    "es": _Forms(
        doctor=("Estimado/a Dr(a). {}", "Estimada Dra. {}", "Estimado Dr. {}"),
        professor=("Estimado/a Prof. {}", "Estimada Prof. {}", "Estimado Prof. {}"),
        courtesy=("Estimado/a {}", "Estimada Sra. {}", "Estimado Sr. {}"),
        first_name="Hola, {}",
        nobody="Buenos días",
    ),
    # “Gentile” fits everybody; “Dr.” is the one short form of the title that does too.
    "it": _Forms(
        doctor=("Gentile Dr. {}", "Gentile Dott.ssa {}", "Gentile Dott. {}"),
        professor=("Gentile Prof. {}", "Gentile Prof.ssa {}", "Gentile Prof. {}"),
        courtesy=("Gentile {}", "Gentile Sig.ra {}", "Gentile Sig. {}"),
        first_name="Ciao {}",
        nobody="Buongiorno",
    ),
    "pt": _Forms(
        doctor=("Prezado(a) Dr(a). {}", "Prezada Dra. {}", "Prezado Dr. {}"),
        professor=("Prezado(a) Prof(a). {}", "Prezada Profa. {}", "Prezado Prof. {}"),
        courtesy=("Prezado(a) {}", "Prezada Sra. {}", "Prezado Sr. {}"),
        first_name="Olá, {}",
        nobody="Bom dia",
    ),
}
_PROFESSORS = frozenset({
    "prof", "professor", "profesor", "profesora", "professora", "professore", "professoressa", "profssa", "profa",
    "pr",
})  # fmt: skip
_DOCTORS = frozenset({
    "dr", "doctor", "dra", "doctora", "doutor", "doutora", "dott", "dottssa", "dottore", "dottoressa", "docteur",
    "drmed",
})  # fmt: skip
_FEMININE = frozenset({
    "ms", "mrs", "miss", "mme", "mlle", "madame", "frau", "sra", "senora", "signora", "sigra", "dra", "doctora",
    "doutora", "dottssa", "dottoressa", "profa", "profesora", "professora", "professoressa", "profssa",
})  # fmt: skip
_MASCULINE = frozenset({
    "mr", "herr", "monsieur", "sr", "senor", "signor", "sig", "dott", "dottore", "doutor",
})  # fmt: skip
_DOCTORATES = frozenset({
    "MD", "PhD", "PharmD", "DO", "MBBS", "MBChB", "MBBCh", "BMBS", "DNP", "DrPH", "ScD", "DSc", "EdD", "DPhil",
    "PsyD", "DDS", "DMD", "DVM", "DPM", "DPT", "OD", "DNB",
})  # fmt: skip
"""Credentials whose holders are called doctor. A JD is not, in spite of its name."""
_ENGLISH_COURTESIES = {"mrs": "Dear Mrs {}", "miss": "Dear Miss {}", "mx": "Dear Mx {}"}


def salutation(details: Details, language: str = "") -> str:
    """Return how a letter to somebody begins, without the comma or colon after it.

    `language` is a code; without one it is the contact's own. A language that there are no forms for gets English ones.
    """
    own = clean_line(details.salutation).rstrip(",;:! ")
    if own:
        return own
    code = language or read_language(details.language)
    forms = _FORMS.get(code, _FORMS[ENGLISH])
    name = details.name
    if details.first_names and first_name(details):
        return forms.first_name.format(first_name(details))
    if "@" in name.formatted:
        return forms.nobody
    family = family_name(name)
    if not family:
        return forms.courtesy[0].format(whole_name(name))
    titles = [fold(word).replace(" ", "") for word in re.split(r"[\s,]+", name.prefix)]
    gender = _gender(titles)
    if _PROFESSORS.intersection(titles):
        return forms.professor[gender.value].format(family)
    if _DOCTORS.intersection(titles) or _DOCTORATES.intersection(name.credentials.split(", ")):
        return forms.doctor[gender.value].format(family)
    if forms is _FORMS[ENGLISH]:
        for title in titles:
            if title in _ENGLISH_COURTESIES:
                return _ENGLISH_COURTESIES[title].format(family)
    return forms.courtesy[gender.value].format(family if gender is not _Gender.UNKNOWN else whole_name(name))


def first_name(details: Details) -> str:
    """Return the name that friends use: the given one, nothing where none is known.

    For an initial it is the name after it (`J. Robert`) or the first nickname. A contact with one word for a name is
    called by it.
    """
    name = details.name
    given = _given(name)
    if len(given.strip(".")) > 1:
        return given
    further = [word for word in name.additional.split() if len(word.strip(".")) > 1 and not word.islower()]
    if given and (further or details.nicknames):
        return [*further, *details.nicknames][0]
    is_one_word = len(name.formatted.split()) == 1 and "@" not in name.formatted
    return name.formatted if is_one_word and not name.family else ""


def family_name(name: Name) -> str:
    """Return the family name with the particles before it, not in capitals: `van der Berg`, `Lima` for `LIMA`."""
    family = _without_capitals(name.family, least=2)
    if not family or name.family.islower():
        return family
    words = name.additional.split()
    particles: list[str] = []
    while words and words[-1].islower() and words[-1].isalpha():
        particles.insert(0, words.pop())
    return " ".join([*particles, family])


def whole_name(name: Name) -> str:
    """Return given and family name without titles, the whole as written where the parts are not known."""
    family = family_name(name)
    given = _given(name)
    if given and len(given.strip(".")) == 1 and name.additional:
        given = f"{given} {name.additional.removesuffix(family.removesuffix(name.family).strip()).strip()}".strip()
    return join_name(given=given, family=family) if given and family else name.formatted


def _given(name: Name) -> str:
    """Return the given name, not in capitals where they are no initials: `JP` stays, `ANA LIMA` is Ana."""
    return _without_capitals(name.given, least=2 if name.family.isupper() and len(name.family) > 3 else 4)


def _gender(titles: list[str]) -> _Gender:
    if _FEMININE.intersection(titles):
        return _Gender.FEMININE
    return _Gender.MASCULINE if _MASCULINE.intersection(titles) else _Gender.UNKNOWN


def _without_capitals(text: str, *, least: int) -> str:
    """Return text whose words in capitals, of `least` letters or more, are written as names are: `O'BRIEN`."""
    return " ".join(word.title() if word.isupper() and len(word) >= least else word for word in text.split())
