"""Pairs of people who are likely one, found without comparing everybody with everybody.

People are put in blocks by what duplicates have in common: a mail address, a phone, a profile, a birthday; an
organisation with the beginning of a name; a family name with an initial, whichever of the names is taken for which.
Only those in one block are compared (`likeness`). A block that is too large is divided by more of the name, so that
five thousand Smiths are no five thousand squared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from itertools import combinations, product
from typing import NamedTuple, TypeVar

from rapidfuzz.distance import OSA

from netcrm.domain.duplicates.features import Features
from netcrm.domain.duplicates.likeness import reasons_of, score_of, telling_words
from netcrm.domain.duplicates.name_likeness import name_likeness
from netcrm.domain.duplicates.nicknames import full_forms
from netcrm.domain.duplicates.spelling import plain_spelling
from netcrm.domain.duplicates.surroundings import Surroundings

PERHAPS = 75
"""From this score on two people are perhaps one."""
SAME = 90
"""From this score on they are the same, as good as surely."""

_SMALL_BLOCK = 4
"""People who share a key and are compared whatever their names; of more, only those whose names begin alike."""
_LARGEST_BLOCK = 40
_LARGEST_NAME_BLOCK = 120
_MOST_NAMESAKES = 30
"""People of one name; more of them are compared only where their organisations have a word in common."""
_MOST_SLIPS = 2
"""Letters by which two spellings of one family name differ at most, where no more than the given name is the same."""
_MOST_BY_NAME = 14
"""The points that signs which make no block can add to a name: a similar organisation, a similar mail address."""
_STEP = 500
"""After how many comparisons a caller is told."""

Tell = Callable[[int], None]
_Item = TypeVar("_Item")
_Two = tuple[Features, Features]


class Pair(NamedTuple):
    """Two people who are likely one; the lower id stands first."""

    first: int
    second: int
    score: int
    """0 to 100: from 90 on the same, from 75 on perhaps."""
    reasons: tuple[str, ...]


def pairs(
    people: Sequence[Features],
    *,
    least: int = PERHAPS,
    told: Collection[tuple[int, int]] = frozenset(),
    around: Surroundings | None = None,
    tell: Tell | None = None,
) -> Iterator[Pair]:
    """Yield each pair whose score is `least` or more, in no order.

    Args:
        people: Everybody, each once.
        least: The lowest score.
        told: Pairs of ids, the lower first, of which somebody said that they are two people.
        around: What is known of names and keys; counted here where it is not given.
        tell: Told from time to time how many were compared; may raise to stop.
    """
    around = around or Surroundings.of(people)
    seen: set[int] = set()
    base = max((person.id for person in people), default=0) + 1
    step = 0
    for a, b in _candidates(people, around, least):
        step += 1
        if tell and step % _STEP == 0:
            tell(step)
        first, second = (a, b) if a.id < b.id else (b, a)
        found = score_of(first, second, around, least)
        if found is None:
            continue
        code = first.id * base + second.id
        if code not in seen and (first.id, second.id) not in told:
            seen.add(code)
            score, naming, signs = found
            yield Pair(first.id, second.id, score, reasons_of(naming, signs))


def _candidates(people: Sequence[Features], around: Surroundings, least: int) -> Iterator[_Two]:
    yield from _by_keys(people)
    yield from _by_organisation(people)
    yield from _by_name(people, around, least)


def _blocks(keyed: Iterable[tuple[Hashable, _Item]]) -> Iterator[list[_Item]]:
    """Yield the items that have a key in common; most keys are of one item only, and cost no list."""
    alone: dict[Hashable, _Item] = {}
    together: dict[Hashable, list[_Item]] = {}
    for key, item in keyed:
        there = alone.setdefault(key, item)
        if there is not item:
            block = together.setdefault(key, [there])
            if block[-1] is not item:
                block.append(item)
    alone.clear()
    yield from together.values()


def _by_keys(people: Iterable[Features]) -> Iterator[_Two]:
    """Yield those who share a key of their own, or a birthday and the beginning of a name."""
    keyed = ((key, it) for it in people for key in (*it.emails, *it.phones, *it.profiles))
    for block in _blocks(keyed):
        if len(block) <= _SMALL_BLOCK:
            yield from combinations(block, 2)
        else:
            yield from _alike(block, _STARTS)
    born = ((f"{it.birthday} {word[:2]}", it) for it in people if it.birthday for word in it.words)
    for block in _blocks(born):
        yield from combinations(block, 2) if len(block) <= _LARGEST_BLOCK else _alike(block, _FINER)


def _by_organisation(people: Iterable[Features]) -> Iterator[_Two]:
    """Yield those who share an organisation and the beginning of a name."""
    for staff in _blocks((name, it) for it in people for name in it.organisations):
        yield from _alike(staff, _STARTS)


def _starts(person: Features) -> set[str]:
    return {plain_spelling(word)[:3] for word in (*person.words, *person.others)}


def _longer_starts(person: Features) -> set[str]:
    """Return the beginning of each word with the first letter of another."""
    return {f"{one[:5]} {other[0]}" for one in person.words for other in person.words if one is not other}


def _whole_words(person: Features) -> set[str]:
    """Return each word with the beginning of another."""
    return {f"{one} {other[:3]}" for one in person.words for other in person.words if one is not other}


_FINER = (_longer_starts, _whole_words)
_STARTS = (_starts, *_FINER)


def _alike(block: Sequence[Features], keys: Sequence[Callable[[Features], set[str]]]) -> Iterator[_Two]:
    """Yield the pairs of a block that have the first of `keys` in common, of a large one those with the next too."""
    for smaller in _blocks((key, it) for it in block for key in keys[0](it)):
        if len(smaller) <= _LARGEST_BLOCK:
            yield from combinations(smaller, 2)
        elif len(keys) > 1:
            yield from _alike(smaller, keys[1:])


def _by_name(people: Iterable[Features], around: Surroundings, least: int) -> Iterator[_Two]:
    """Yield those whose names alone may make them one, each name compared once for all who have it."""
    found: dict[tuple[object, ...], list[Features]] = defaultdict(list)
    for person in people:
        if person.words:
            found[person[1:7]].append(person)
    names = list(found.values())
    for namesakes in names:
        if 1 < len(namesakes) <= _MOST_NAMESAKES:
            yield from combinations(namesakes, 2)
        elif len(namesakes) > _MOST_NAMESAKES:
            yield from _of_one_house(namesakes)
    for one, other in _pairs_of_names(names):
        if len(one) * len(other) <= _MOST_NAMESAKES**2:
            points, _ = name_likeness(one[0], other[0], around.is_name)
            if points + _MOST_BY_NAME >= least:
                yield from product(one, other)


def _of_one_house(namesakes: Sequence[Features]) -> Iterator[_Two]:
    """Yield those of very many namesakes whose organisations have a telling word in common."""
    words = ((word, it) for it in namesakes for name in it.organisations for word in telling_words(name))
    for block in _blocks(words):
        if len(block) <= _MOST_NAMESAKES:
            yield from combinations(block, 2)


def _pairs_of_names(names: Sequence[list[Features]]) -> Iterator[tuple[list[Features], list[Features]]]:
    """Yield pairs of names that are perhaps one person's: one half of the name is the same, the other one alike."""
    for keys in (_letters, _family_and_initial):
        yield from _name_blocks(names, keys)
    for one, other in _name_blocks(names, _given_and_ends):
        if OSA.distance(one[0].family[-1], other[0].family[-1], score_cutoff=_MOST_SLIPS) <= _MOST_SLIPS:
            yield one, other


def _name_blocks(
    names: Iterable[list[Features]], keys: Callable[[Features], set[str]]
) -> Iterator[tuple[list[Features], list[Features]]]:
    for block in _blocks((key, it) for it in names for key in keys(it[0])):
        if len(block) <= _LARGEST_NAME_BLOCK:
            yield from combinations(block, 2)
            continue
        for smaller in _blocks((key, it) for it in block for key in _family_and_start(it[0])):
            if len(smaller) <= _LARGEST_NAME_BLOCK:
                yield from combinations(smaller, 2)


def _letters(person: Features) -> set[str]:
    """Return what a name has in common with itself turned round, or with other spaces."""
    return {"".join(sorted("".join(person.words)))}


def _families(person: Features) -> list[str]:
    """Return what may be a family name."""
    return [plain_spelling(word) for word in (*person.family, *person.middle) if len(word) > 1]


def _family_and_initial(person: Features) -> set[str]:
    """Return each family name with each initial of what they may be called by."""
    given = person.given
    if not given:
        return set()
    initials = {given[0], *(full[0] for full in full_forms(given))}
    initials.update(word[0] for word in (*person.middle, *person.others))
    return {f"{family} {initial}" for family in _families(person) for initial in initials}


def _given_and_ends(person: Features) -> set[str]:
    """Return the given name with the beginning of the family name, and with its end: a slip spares one of them."""
    if len(person.given) < 2 or not person.family:
        return set()
    given, family = plain_spelling(person.given), plain_spelling(person.family[-1])
    return {f"{given} {family[:4]}", f"{given} {family[0]}-{family[-3:]}"}


def _family_and_start(person: Features) -> set[str]:
    """Return each family name with more of each given name."""
    starts = {word[:3] for word in (person.given, *full_forms(person.given), *person.middle, *person.others)}
    return {f"{family} {start}" for family in _families(person) for start in starts}
