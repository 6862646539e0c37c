"""Given names that one person answers to: short forms and spellings, in the languages that address books mix.

A line is one name with its forms; behind a bar stand forms of other languages, which are a weaker sign. A form may
stand in several lines (Alex is Alexander or Alexandra): it goes with each of them, which does not make these two one
name. Forms are compared as `spelling` leaves them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from netcrm.domain.duplicates.nickname_table import ALSO_GIVEN, ENGLISH, OTHERS
from netcrm.domain.duplicates.spelling import plain_spelling


def _lines() -> list[str]:
    return [line for line in (*ENGLISH.splitlines(), *OTHERS.splitlines()) if line]


def _spelt(words: str) -> set[str]:
    """Return words as they are and in plain spelling."""
    return {form for word in words.split() for form in (word, plain_spelling(word))}


@dataclass(frozen=True, slots=True)
class _Lines:
    """In which lines each form stands."""

    own: dict[str, frozenset[int]]
    """As one of the forms that are one name."""
    all: dict[str, frozenset[int]]
    """As that, or as what another language makes of the name."""


@cache
def _read() -> _Lines:
    own: dict[str, set[int]] = defaultdict(set)
    every: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(_lines()):
        forms, _, elsewhere = line.partition("|")
        for form in _spelt(forms):
            own[form].add(number)
            every[form].add(number)
        for form in _spelt(elsewhere):
            every[form].add(number)
    return _Lines({f: frozenset(n) for f, n in own.items()}, {f: frozenset(n) for f, n in every.items()})


@cache
def _known() -> frozenset[str]:
    return frozenset(_read().all) | frozenset(_spelt(ALSO_GIVEN))


def are_forms_of_one_name(one: str, other: str) -> bool:
    """Whether two given names stand for each other: Bob and Robert, Sergei and Sergey."""
    lines = _read().own
    return one in lines and other in lines and not lines[one].isdisjoint(lines[other])


def are_translations(one: str, other: str) -> bool:
    """Whether one of two given names is what another language makes of the other: Peter and Piotr."""
    known = _read()
    if one not in known.all or other not in known.all:
        return False
    own, every = known.own.get, known.all
    none: frozenset[int] = frozenset()
    return not own(one, none).isdisjoint(every[other]) or not own(other, none).isdisjoint(every[one])


def full_forms(name: str) -> frozenset[str]:
    """Return the names of which a given name is a form, each as its line begins: `robert` for `bob`."""
    return _heads().get(name, frozenset())


@cache
def _heads() -> dict[str, frozenset[str]]:
    heads = [line.split()[0] for line in _lines()]
    return {form: frozenset(heads[number] for number in numbers) for form, numbers in _read().own.items()}


def is_given_name(word: str) -> bool:
    """Whether a folded word is a given name that is known to be one: it is no slip of the pen for another."""
    return word in _known()
