"""How likely two people are one: the names, and what speaks for and against, as a score with its reasons.

A shared mail address, phone or profile says much, but never without a name that fits: the staff of a site share
switchboards and `research@…`. A key that more than a few different names share says little.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from netcrm.domain.duplicates.features import Features
from netcrm.domain.duplicates.name_likeness import Naming, name_likeness
from netcrm.domain.duplicates.surroundings import Surroundings


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_MOST_BY_NAME = 89
"""The score that a name alone can have: perhaps the same, never surely."""
_BY_CHANCE = 0.01
"""Namesakes to be expected: with more of them, those who share nothing else are rather two."""
_GENERIC = _listed(
    """
    site the of and for at in de la le du des di der die das und et y del hospital hospitals clinic clinics clinical
    center centre centers medical medicine university college school institute institut research health healthcare
    group inc ltd llc gmbh ag sa bv plc corp corporation company co trials trial studies department dept unit
    international foundation association society pharma pharmaceuticals pharmaceutical therapeutics biotech national
    general regional klinikum klinik krankenhaus universitat universitatsklinikum hopital ospedale universita
    universidad universitario
    """
)
_DIGITS = re.compile(r"[0-9]+")
_EVERYBODYS = _listed(
    "gmail googlemail outlook hotmail live msn yahoo icloud me mac aol gmx web proton protonmail qq 163 126 mail yandex"
    " orange free wanadoo libero t-online"
)
"""Where everybody has a mailbox, and many have two: the first label of the domain."""

# What speaks for and against two people being one, beside their names. Plain numbers: a scan joins millions of them.
EMAIL, PHONE, PROFILE, SHARED_EMAIL, SHARED_PHONE, ORGANISATION, LARGE_ORGANISATION = (1 << n for n in range(7))
SIMILAR_ORGANISATION, BIRTHDAY, SIMILAR_EMAIL, OTHER_ORGANISATION, OTHER_EMAIL = (1 << n for n in range(7, 12))
OTHER_MAILBOX, OTHER_PHONE, OTHER_BIRTHDAY, COMMON_NAME, OTHER_SUFFIX, RARE_NAME = (1 << n for n in range(12, 18))
NOTHING_SHARED = 1 << 18
_STRONG = EMAIL | PHONE | PROFILE
_FOR = (
    _STRONG | SHARED_EMAIL | SHARED_PHONE | ORGANISATION | LARGE_ORGANISATION | SIMILAR_ORGANISATION | BIRTHDAY
    | SIMILAR_EMAIL
)  # fmt: skip
_SIGNS = {
    PROFILE: (45, "same profile"),
    EMAIL: (35, "same e-mail"),
    PHONE: (28, "same phone"),
    BIRTHDAY: (20, "same birthday"),
    ORGANISATION: (14, "same organisation"),
    LARGE_ORGANISATION: (8, "same organisation, a large one"),
    SIMILAR_ORGANISATION: (8, "similar organisation"),
    SIMILAR_EMAIL: (6, "similar e-mail"),
    SHARED_EMAIL: (8, "an e-mail that others share too"),
    SHARED_PHONE: (8, "a phone that others share too"),
    RARE_NAME: (6, "a rare family name"),
    OTHER_ORGANISATION: (-12, "but another organisation"),
    OTHER_EMAIL: (-10, "but another e-mail"),
    OTHER_MAILBOX: (-15, "but another mailbox there"),
    OTHER_PHONE: (-6, "but another phone"),
    OTHER_BIRTHDAY: (-30, "but another birthday"),
    OTHER_SUFFIX: (-45, "but another suffix"),
    NOTHING_SHARED: (-10, "but nothing else in common"),
    COMMON_NAME: (-10, "but a common name"),
}
"""The points and the words of each sign, in the order in which reasons are told."""
_NAMINGS = {
    Naming.DIFFERENT: "another name",
    Naming.SAME: "same name",
    Naming.REORDERED: "same name, turned round",
    Naming.JOINED: "same name, spaced otherwise",
    Naming.NICKNAME: "short form of the name",
    Naming.TRANSLATED: "same name in another language",
    Naming.INITIAL: "initial fits",
    Naming.TYPO: "nearly the same spelling",
    Naming.MIDDLE: "goes by the second name",
    Naming.PART: "one of two family names",
    Naming.RESEMBLING: "similar name",
    Naming.MISSING: "part of the name",
    Naming.FAMILY_CHANGED: "same given name, another family name",
    Naming.ANOTHER_SCRIPT: "name in another script",
    Naming.UNNAMED: "no name",
}


def score_of(a: Features, b: Features, around: Surroundings, least: int = 0) -> tuple[int, Naming, int] | None:
    """Return the score of two people, 0 to 100, and what it stands on; nothing where it is below `least`."""
    if a.is_put_away and b.is_put_away:
        return None
    points, naming = name_likeness(a, b, around.is_name)
    if not points:
        return None
    signs = _signs(a, b, around)
    if not signs & _STRONG:
        signs |= _of_names(a, b, naming, signs, around)
    most = 100 if signs & _FOR else _MOST_BY_NAME
    points = max(0, min(most, points + _weight(signs)))
    return (points, naming, signs) if points >= least else None


def _of_names(a: Features, b: Features, naming: Naming, signs: int, around: Surroundings) -> int:
    """Return what it says that two names fit, where no key of their own ties two people."""
    if around.is_rare(a) and around.is_rare(b):
        found = RARE_NAME
    elif (around.is_common(a) or around.is_common(b)) and not _outweighs_a_common_name(signs):
        return COMMON_NAME
    else:
        found = 0
    if not signs & _FOR and _is_known(a) and _is_known(b):
        whole = naming in (Naming.SAME, Naming.REORDERED, Naming.JOINED)
        if not whole or around.namesakes_by_chance(a) > _BY_CHANCE:
            found |= NOTHING_SHARED
    return found


def _outweighs_a_common_name(signs: int) -> bool:
    """Whether there is more than a name: a birthday, or an organisation where not all ways to reach them differ."""
    other_ways = signs & (OTHER_EMAIL | OTHER_MAILBOX) and signs & OTHER_PHONE
    return bool(signs & BIRTHDAY or (signs & ORGANISATION and not other_ways))


def _is_known(person: Features) -> bool:
    """Whether more is known than the name."""
    return bool(person.emails or person.phones or person.profiles or person.organisations)


def reasons_of(naming: Naming, signs: int) -> tuple[str, ...]:
    """Return what a score stands on, in words: what speaks for it, then what speaks against it."""
    return (_NAMINGS[naming], *(words for sign, (_, words) in _SIGNS.items() if signs & sign))


@lru_cache(maxsize=4096)
def _weight(signs: int) -> int:
    return sum(points for sign, (points, _) in _SIGNS.items() if signs & sign)


def _signs(a: Features, b: Features, around: Surroundings) -> int:
    signs = 0
    if a.profiles and b.profiles and any(key in b.profiles for key in a.profiles):
        signs = PROFILE
    if a.phones and b.phones:
        signs |= _of_keys(a.phones, b.phones, around, (PHONE, SHARED_PHONE)) or OTHER_PHONE
    if a.emails and b.emails:
        found = _of_keys(a.emails, b.emails, around, (EMAIL, SHARED_EMAIL))
        signs |= found or _of_mailboxes(a.emails, b.emails)
    if a.organisations and b.organisations:
        signs |= _of_organisations(a.organisations, b.organisations, around)
    if a.birthday and b.birthday:
        whole = len(a.birthday) == len(b.birthday)
        same = a.birthday == b.birthday if whole else a.birthday[-5:] == b.birthday[-5:]
        signs |= BIRTHDAY if same else OTHER_BIRTHDAY
    if a.suffix != b.suffix and a.suffix and b.suffix:
        signs |= OTHER_SUFFIX
    if signs & _STRONG:
        signs &= ~(OTHER_ORGANISATION | OTHER_EMAIL | OTHER_MAILBOX | OTHER_PHONE)
    if signs & (ORGANISATION | LARGE_ORGANISATION):
        signs &= ~(SHARED_EMAIL | SHARED_PHONE)  # they come with the house
        if signs & _STRONG == PHONE:
            signs &= ~(ORGANISATION | LARGE_ORGANISATION)  # perhaps the line of an office
    return signs


def _of_keys(one: tuple[str, ...], other: tuple[str, ...], around: Surroundings, found: tuple[int, int]) -> int:
    """Return the sign of a key in common that is a person's own, else of one that others share, else nothing."""
    own, shared = found
    signs = 0
    for key in one:
        if key in other:
            if not around.is_shared(key):
                return own
            signs = shared
    return signs


def _of_mailboxes(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Return what mail addresses say of which none is the same."""
    signs = OTHER_EMAIL
    for first in one:
        local, _, domain = first.partition("@")
        for second in other:
            local_of_other, _, domain_of_other = second.partition("@")
            if local == local_of_other and len(local) > 5:
                signs = 0  # the mailbox moved, or is called so in two houses
                if _is_slip(domain, domain_of_other):
                    return SIMILAR_EMAIL
            elif domain == domain_of_other and domain.partition(".")[0] not in _EVERYBODYS:
                if _is_slip(local, local_of_other):
                    return SIMILAR_EMAIL
                signs = signs and OTHER_MAILBOX
    return signs


def _is_slip(one: str, other: str) -> bool:
    """Whether two parts of mail addresses are one mistyped; another number is another mailbox."""
    if len(one) < 6 or abs(len(one) - len(other)) > 2 or _DIGITS.findall(one) != _DIGITS.findall(other):
        return False
    return OSA.distance(one, other, score_cutoff=1) <= 1 or JaroWinkler.similarity(one, other) >= 0.97


def _of_organisations(one: tuple[str, ...], other: tuple[str, ...], around: Surroundings) -> int:
    for name in one:
        if name in other:
            return LARGE_ORGANISATION if around.is_large(name) else ORGANISATION
    if any(are_similar_organisations(first, second) for first in one for second in other):
        return SIMILAR_ORGANISATION
    return OTHER_ORGANISATION


@lru_cache(maxsize=16_384)
def are_similar_organisations(one: str, other: str) -> bool:
    """Whether two folded names are one organisation's: St Mary's, and Saint Mary's Hospital."""
    first, second = telling_words(one), telling_words(other)
    if not first or not second:
        return False
    return first <= second or second <= first or len(first & second) * 3 >= len(first | second) * 2


@lru_cache(maxsize=16_384)
def telling_words(organisation: str) -> frozenset[str]:
    """Return the words of an organisation's folded name that tell it from others."""
    words = ("st" if word == "saint" else word for word in organisation.split())
    return frozenset(word for word in words if word not in _GENERIC)
