"""What people are compared by when duplicates are looked for: a compact tuple each, prepared once.

Names lose titles, suffixes and credentials and stand in Latin letters (`spelling`); keys come in normalised.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from netcrm.domain.duplicates.spelling import in_latin
from netcrm.domain.naming.words import GENERATIONS, JOINERS, LOWER_PARTICLES, PARTICLES, TITLES
from netcrm.domain.text import fold

_FROM_THE_END = 9
"""Digits by which phones are compared: a number is written with its country or without."""
_PARTICLES = PARTICLES | LOWER_PARTICLES | JOINERS
_GENERATIONS = {"jnr": "jr", "junior": "jr", "snr": "sr"}


class Features(NamedTuple):
    """What people are compared by, prepared once for each: words folded, keys as they are compared."""

    id: int
    words: tuple[str, ...]
    """All words of the name, titles, suffixes and credentials left out."""
    given: str
    middle: tuple[str, ...]
    family: tuple[str, ...]
    """Without particles."""
    suffix: str
    """`jr`, `sr`, `ii`; mostly nothing."""
    others: tuple[str, ...]
    """What else they are called by: nicknames, and the first name where the name as written has another."""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    """Folded."""
    birthday: str = ""
    is_put_away: bool = False
    """Archived or deceased: two of these are never compared."""


def features(
    contact_id: int,
    *,
    folded: str,
    given: str = "",
    additional: str = "",
    family: str = "",
    suffix: str = "",
    nicknames: str = "",
    emails: tuple[str, ...] = (),
    phones: Iterable[str] = (),
    profiles: tuple[str, ...] = (),
    organisations: tuple[str, ...] = (),
    birthday: str = "",
    is_put_away: bool = False,
) -> Features:
    """Return somebody as they are compared.

    Args:
        folded: The folded name as people write it, without credentials; empty where a mail address stands for it.
        nicknames: One a line.
        phones: The keys of phone numbers (E.164 or digits).
        organisations: Folded names.
    """
    given_words, middle_words, family_words = _words(given), _words(additional), _words(family)
    whole = (*given_words, *middle_words, *family_words)
    shown = whole if " ".join(whole) == folded else _core(folded.split())
    strange = () if shown is whole else tuple(word for word in shown if word not in whole)
    others: list[str] = []
    if (given_words and family_words) or (whole and not strange):
        first, middle = given_words[:1], (*given_words[1:], *middle_words)
        core = _without_particles(family_words)
        others += [word for word in strange[:1] if len(word) > 1 and word == shown[0]]
    else:
        whole = shown
        first, middle, core = _divided(shown)
    if nicknames:
        others += [word for line in nicknames.split("\n") for word in _words(line)[:1]]
    return Features(
        contact_id,
        whole,
        first[0] if first else "",
        middle,
        core,
        _suffix(suffix, folded),
        tuple(others),
        emails,
        tuple({number[-_FROM_THE_END:]: None for key in phones if len(number := key.lstrip("+")) > 5}),
        profiles,
        organisations,
        birthday if len(birthday) >= 7 else "",
        is_put_away,
    )


@lru_cache(maxsize=16_384)
def _words(text: str) -> tuple[str, ...]:
    """Return the words of a part of a name."""
    return _core(fold(text).split()) if text else ()


def _core(words: list[str]) -> tuple[str, ...]:
    """Return folded words in Latin letters without titles and `jr`, unless there is nothing else."""
    core = [word for word in words if word not in TITLES and word not in GENERATIONS] or words
    return tuple(map(in_latin, core))


@lru_cache(maxsize=16_384)
def _without_particles(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _PARTICLES) or words


def _divided(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Divide a name without parts: the first word is given, the last one the family's."""
    if len(words) < 2:
        return words, (), ()
    start = next((n for n, word in enumerate(words[1:-1], 1) if word in _PARTICLES), len(words) - 1)
    return words[:1], words[1:start], _without_particles(words[start:])


def _suffix(suffix: str, folded: str) -> str:
    """Return `jr`, `sr` or a number, which tell a father from his son."""
    if suffix:
        found = next((word for word in fold(suffix).split() if word in GENERATIONS), "")
    else:
        last = folded.rpartition(" ")[2]
        found = last if last in GENERATIONS else ""
    return _GENERATIONS.get(found, found)
