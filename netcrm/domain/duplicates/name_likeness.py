"""How alike two names are, part by part: equal, short for each other, an initial, a slip of the pen, missing, another.

Everything is symmetric. What comes in is prepared once for each person (`likeness.Features`); words are
in plain spelling (`spelling`), titles and credentials are gone.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Protocol

from netcrm.domain.duplicates.nicknames import are_forms_of_one_name, full_forms
from netcrm.domain.duplicates.word_likeness import IsName, Part, compare_family, compare_given, is_slip


class Naming(IntEnum):
    """What two names have to do with each other; the sentence stands in `netcrm.domain.duplicates.likeness`."""

    DIFFERENT = 0
    SAME = 1
    REORDERED = 2
    JOINED = 3
    NICKNAME = 4
    TRANSLATED = 5
    INITIAL = 6
    TYPO = 7
    MIDDLE = 8
    PART = 9
    RESEMBLING = 10
    MISSING = 11
    FAMILY_CHANGED = 12
    ANOTHER_SCRIPT = 13
    UNNAMED = 14


class Named(Protocol):
    """A name prepared for comparing."""

    @property
    def words(self) -> tuple[str, ...]:
        """All words of the name."""

    @property
    def given(self) -> str:
        """The first given name."""

    @property
    def middle(self) -> tuple[str, ...]:
        """Further given names."""

    @property
    def family(self) -> tuple[str, ...]:
        """The family name's words without particles."""

    @property
    def others(self) -> tuple[str, ...]:
        """What else they are called by."""


_POINTS = (
    # the family name is: the same, another ending, a slip, one of two, -, an initial, resembling, missing, another
    (84, 80, 78, 76, 0, 66, 58, 62, 46),  # the given name is the same
    (74, 71, 66, 66, 0, 56, 50, 50, 40),  # a form of it
    (78, 70, 64, 66, 0, 40, 40, 40, 20),  # a slip
    (74, 70, 66, 62, 0, 46, 40, 46, 20),  # the other's second name
    (64, 60, 54, 54, 0, 40, 40, 40, 20),  # a translation
    (66, 62, 56, 58, 0, 40, 40, 40, 0),  # an initial
    (52, 48, 40, 44, 0, 30, 30, 30, 0),  # resembling
    (60, 56, 50, 50, 0, 30, 30, 0, 0),  # missing
    (22, 20, 16, 18, 0, 0, 0, 0, 0),  # another
)
_NAMING = (
    (Naming.SAME, Naming.TYPO, Naming.TYPO, Naming.PART, Naming.PART, Naming.INITIAL, Naming.RESEMBLING,
     Naming.MISSING, Naming.FAMILY_CHANGED),
    Naming.NICKNAME, Naming.TYPO, Naming.MIDDLE, Naming.TRANSLATED, Naming.INITIAL, Naming.RESEMBLING, Naming.MISSING,
    Naming.DIFFERENT,
)  # fmt: skip
_SAME_OF_THREE, _SAME_OF_TWO, _SAME_SINGLE = 86, 84, 70
_REORDERED, _JOINED, _SWAPPED_LESS = 82, 83, 4
_GIVEN_ALONE, _FAMILY_ALONE = 60, 58
_OTHER_SCRIPT, _NO_NAME = 50, 55
_OTHER_MIDDLE, _SAME_MIDDLE, _ONE_MIDDLE = -32, 5, -4


def name_likeness(a: Named, b: Named, is_name: IsName) -> tuple[int, Naming]:
    """Return how alike two names are, in points up to 88 of a score of 100, and in what way."""
    one, other = a.words, b.words
    if not one or not other:
        return _NO_NAME, Naming.UNNAMED
    if one == other:
        return _points_of_same(one), Naming.SAME
    if one[0].isascii() != other[0].isascii():
        return _OTHER_SCRIPT, Naming.ANOTHER_SCRIPT
    if len(one) == len(other):
        if len(one) == 1:
            return _different()
        if sorted(one) == sorted(other):
            return _REORDERED, Naming.REORDERED
    if _is_joined(one, other):
        return _JOINED, Naming.JOINED
    if len(one) == 1 or len(other) == 1:
        return _of_single(a, b) if len(one) == 1 else _of_single(b, a)
    found = _by_parts(a, b, is_name)
    if found[0] < _REORDERED and a.family and b.family and (a.given in b.family or b.given in a.family):
        swapped = _by_swapped_parts(a, b, is_name)
        return max(found, swapped)
    return found


def _different() -> tuple[int, Naming]:
    return 0, Naming.DIFFERENT


def _is_joined(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names differ in their spaces alone; without an alphabet the family name may stand first or last."""
    first, second = "".join(one), "".join(other)
    return first == second or (not first.isascii() and len(first) == len(second) and sorted(first) == sorted(second))


def _points_of_same(words: tuple[str, ...]) -> int:
    if len(words) == 1:
        # In Chinese, Japanese and Korean writing a whole name is one word.
        return _SAME_SINGLE if words[0].isascii() or len(words[0]) < 2 else _SAME_OF_TWO
    if len(words) == 2:
        return _SAME_OF_TWO if len(words[0]) > 1 and len(words[1]) > 1 else _SAME_SINGLE
    return _SAME_OF_THREE


def _of_single(single: Named, whole: Named) -> tuple[int, Naming]:
    """Compare somebody of whom one name is known."""
    word = single.words[0]
    if word == whole.given or word in whole.others or are_forms_of_one_name(word, whole.given):
        return _GIVEN_ALONE, Naming.MISSING
    return (_FAMILY_ALONE, Naming.MISSING) if word in whole.family else _different()


def _by_parts(a: Named, b: Named, is_name: IsName) -> tuple[int, Naming]:
    family = _compare_families(a, b, is_name)
    given = _compare_given(a, b, is_name)
    points = _POINTS[given][family]
    row = _NAMING[given]
    naming = row[family] if isinstance(row, tuple) else row
    if not points:
        return _different()
    if given not in (Part.MIDDLE, Part.DIFFERENT) and family is not Part.MIDDLE:
        points += _of_middles(a.middle, b.middle)
    return points, naming


def _by_swapped_parts(a: Named, b: Named, is_name: IsName) -> tuple[int, Naming]:
    """Compare one's given name with the other's family name, and the other way round."""
    one = compare_given(a.given, " ".join(b.family), is_name)
    other = compare_given(b.given, " ".join(a.family), is_name)
    points = _POINTS[max(one, other)][min(one, other)] if Part.DIFFERENT not in (one, other) else 0
    return (points - _SWAPPED_LESS, Naming.REORDERED) if points else _different()


def _of_middles(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Return what further given names add or take: an initial fits what begins so."""
    if not one or not other:
        return _ONE_MIDDLE if one or other else 0
    for first, second in zip(one, other, strict=False):
        fits = first == second or (1 in (len(first), len(second)) and first[0] == second[0])
        if not fits and not are_forms_of_one_name(first, second) and not is_slip(first, second):
            return _OTHER_MIDDLE
    return _SAME_MIDDLE


def _compare_given(a: Named, b: Named, is_name: IsName) -> Part:
    one, other = a.given, b.given
    if one == other:
        return Part.SAME if one else Part.MISSING
    if not one or not other:
        return Part.MISSING
    if len(one) == 1 or len(other) == 1:
        return _compare_initial(a, b)
    found = compare_given(one, other, is_name)
    if found in (Part.DIFFERENT, Part.RESEMBLING, Part.TRANSLATED):
        if one in b.others or other in a.others or not set(a.others).isdisjoint(b.others):
            return Part.FORM
        if one in b.middle or other in a.middle:
            return Part.MIDDLE
        if (a.middle and one + a.middle[0] == other) or (b.middle and other + b.middle[0] == one):
            return Part.SAME
        if any(are_forms_of_one_name(it, other) for it in a.middle):
            return Part.MIDDLE
        if any(are_forms_of_one_name(it, one) for it in b.middle):
            return Part.MIDDLE
    return found


def _compare_initial(a: Named, b: Named) -> Part:
    """Compare given names of which at least one is an initial."""
    short, long = (a, b) if len(a.given) == 1 else (b, a)
    if long.given[0] == short.given or any(full[0] == short.given for full in full_forms(long.given)):
        return Part.INITIAL
    # J. Robert Smith goes by Robert.
    return Part.MIDDLE if long.given in short.middle else Part.DIFFERENT


def _compare_families(a: Named, b: Named, is_name: IsName) -> Part:
    one, other = a.family, b.family
    if one == other:
        return Part.SAME if one else Part.MISSING
    if not one or not other:
        return Part.MISSING
    if len(one) == 1 and len(other) == 1:
        first, second = one[0], other[0]
        if len(first) == 1 or len(second) == 1:
            return Part.INITIAL if first[0] == second[0] else Part.DIFFERENT
        if first in b.middle or second in a.middle:
            return Part.MIDDLE  # of two family names the one was taken for a given name
        return compare_family(first, second, is_name)
    if any(len(word) > 1 and word in other for word in one):
        return Part.MIDDLE
    if any(word in b.middle for word in one) or any(word in a.middle for word in other):
        return Part.MIDDLE
    return compare_family("".join(one), "".join(other), is_name)
