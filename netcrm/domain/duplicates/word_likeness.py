"""How alike two words of names are: the same, short for each other, a slip of the pen, or another.

Given names are few and are compared over and over: what two of them have to do with each other is remembered.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from netcrm.domain.duplicates.nicknames import are_forms_of_one_name, are_translations
from netcrm.domain.duplicates.spelling import plain_spelling

_SHORTEST_SLIP = 4
"""Letters: in a shorter word one other letter makes another name (Lin and Ling, Jan and Jana)."""
_LIKE_ENOUGH = 0.93
"""The Jaro-Winkler similarity from which longer words are one word with slips."""
_LONGER = 7
_ENDINGS = ("ova", "ov", "eva", "ev", "ska", "ski", "sky", "skaya", "skaia", "skii", "cka", "cki", "ina", "in", "aya")
"""How Slavic family names of women and men end."""

IsName = Callable[[str], bool]
"""Whether a word is known to be a name of its own, and not a slip for another."""


class Part(IntEnum):
    """What two given names, or two family names, have to do with each other."""

    SAME = 0
    FORM = 1
    """A short form or nickname; of a family name, one ending for women and one for men."""
    TYPO = 2
    MIDDLE = 3
    """The one's first name is the other's second; of a family name, one of two."""
    TRANSLATED = 4
    INITIAL = 5
    RESEMBLING = 6
    """A letter apart, and both known to be names."""
    MISSING = 7
    DIFFERENT = 8


def compare_given(one: str, other: str, is_name: IsName) -> Part:
    """Compare two given names, neither of them an initial; a slip is none between two that are known to be names."""
    found = _kin(one, other) if one < other else _kin(other, one)
    if found is Part.TYPO and is_name(one) and is_name(other):
        return Part.RESEMBLING
    if found is Part.MIDDLE:  # the one begins the other: most languages shorten so, Chidi for Chidiebere
        return Part.DIFFERENT if is_name(one) and is_name(other) else Part.FORM
    return found


@lru_cache(maxsize=16_384)
def _kin(one: str, other: str) -> Part:
    """Return what two given names have to do with each other, whoever bears them; `MIDDLE` for a beginning."""
    if one == other or plain_spelling(one) == plain_spelling(other):
        return Part.SAME
    if are_forms_of_one_name(one, other):
        return Part.FORM
    if are_translations(one, other):
        return Part.TRANSLATED
    if _differ_by_sex(one, other):
        return Part.DIFFERENT
    if is_slip(one, other):
        return Part.TYPO
    shorter, longer = sorted((one, other), key=len)
    begins = len(shorter) >= 3 and len(longer) >= len(shorter) + 2 and longer.startswith(shorter)
    return Part.MIDDLE if begins else Part.DIFFERENT


def compare_family(one: str, other: str, is_name: IsName) -> Part:
    """Compare two family names of one word each."""
    if plain_spelling(one) == plain_spelling(other):
        return Part.SAME
    if _differ_by_ending(one, other):
        return Part.FORM
    if not is_slip(one, other):
        return Part.DIFFERENT
    return Part.RESEMBLING if is_name(one) and is_name(other) else Part.TYPO


def is_slip(one: str, other: str) -> bool:
    """Whether two words are one with a letter left out, doubled, mistyped or two of them exchanged."""
    shorter = min(len(one), len(other))
    if shorter < _SHORTEST_SLIP or abs(len(one) - len(other)) > 2:
        return False
    if OSA.distance(one, other, score_cutoff=1) <= 1:
        return True
    return shorter >= _LONGER and JaroWinkler.similarity(one, other, score_cutoff=_LIKE_ENOUGH) > 0


def _differ_by_sex(one: str, other: str) -> bool:
    """Whether a last letter alone tells two given names apart, as it tells women from men: Daniel, Daniela; Mario."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == len(longer):
        return one[:-1] == other[:-1] and (one[-1] in "aoe" or other[-1] in "aoe")
    return longer[:-1] == shorter and longer[-1] in "aoe"


def _differ_by_ending(one: str, other: str) -> bool:
    """Whether two family names are one, as Slavic women and men bear it: Kowalska and Kowalski."""
    if one[:3] != other[:3]:
        return False
    for ending in _ENDINGS:
        if one.endswith(ending):
            stem = one.removesuffix(ending)
            if len(stem) >= 3 and other.startswith(stem) and other[len(stem) :] in _ENDINGS:
                return True
    return False
