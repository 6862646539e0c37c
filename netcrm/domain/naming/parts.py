"""Telling the parts of a written name apart: prefix, given, additional, family and suffix.

The rules are those of names in Latin, Greek and Cyrillic letters. The order of the parts is read where the name tells
it: by a comma, by a family name in capitals, by `Thi`, by a patronymic. What does not tell is read as given name first.
A family name begins with its particles (`van der Berg`), and so is sorted under them, as phones and mail programs do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from netcrm.domain.naming import words as known
from netcrm.domain.text import fold

_CAPITALS_FIRST = re.compile(r"[^\W\d_a-z]{3,}|[^\W\d_AEIOUYaeiouy][AEIOU]")
"""A word in capitals that can open a name as its family name: `LIMA`, `LI`; but not initials such as `JP`."""
_ASIDE = re.compile(r"\([^()]*\)|“[^”]*”|\"[^\"]*\"|„[^“”]*[“”]|«[^»]*»|(?<=\s)'[^']*'(?=\s)")
"""Nicknames and remarks inside a name: `Robert “Bob” Stone`, `Ana Lima (she/her)`."""
_PATRONYMIC = re.compile(r"\w+(?:ович|евич|ич|овна|евна|ична|инична)")
_KOREAN_GIVEN = re.compile(r"[A-Z][a-z]+-[a-z]+")
_WORD = re.compile(r"[^\W\d_]")
_NOT_IN_ANY = known.TITLES | known.SUFFIXES | known.PARTICLES | known.LOWER_PARTICLES | known.JOINERS | (
    known.DOTTED_TITLES | known.ORGANISATION_WORDS | known.ORGANISATION_ENDS | known.HUNGARIAN
)  # fmt: skip
_SIGNS = frozenset("|•·–—-/")
_SHORTEST_FAMILY_IN_CAPITALS = 2


@dataclass(frozen=True, slots=True)
class Parts:
    """What a name's words are; each is empty where there is none."""

    prefix: str = ""
    given: str = ""
    additional: str = ""
    family: str = ""
    suffix: str = ""
    is_rearranged: bool = False
    """Whether the name was written otherwise than people say it (`Lima, Ana`), so that it is shown joined anew."""


def is_organisation(written: str) -> bool:
    """Whether a name is a company's or a house's, and has no given and family name."""
    words = fold(written).split()
    if len(words) < 2:
        return False
    ends = {words[-1], " ".join(words[-2:]), " ".join(words[-3:])}
    return not known.ORGANISATION_WORDS.isdisjoint(words) or not known.ORGANISATION_ENDS.isdisjoint(ends)


def plain_pair(written: str) -> Parts | None:
    """Return the parts of a name that is a given and a family name and nothing else (`Ana Lima`), else None."""
    words = written.split()
    if len(words) != 2:
        return None
    first, second = words
    if not (first.isalpha() and second.isalpha()):
        letters = (w.replace("-", "").replace("'", "").replace("’", "") for w in words)
        if not all(letter.isalpha() for letter in letters) or "-" in second:
            return None
    if len(first) < 2 or len(second) < 2 or first.isupper() != second.isupper():
        return None
    if not _NOT_IN_ANY.isdisjoint((fold(first), fold(second))):
        return None
    return Parts(given=first, family=second)


def read_parts(pieces: Sequence[str]) -> Parts:
    """Return the parts of a name, given as what stands between its commas; all empty where they do not tell."""
    first, *others = [_ASIDE.sub(" ", piece).split() for piece in pieces]
    first = _before_sign([word for word in first if word == "&" or word in _SIGNS or _WORD.search(word)])
    suffixes: list[str] = []
    titles: list[str] = []
    given: list[list[str]] = []
    for words in others:
        if not words:
            continue
        if all(_is_suffix(word) for word in words):
            suffixes += words
        elif _count_titles(words) == len(words):
            titles += words
        else:
            given.append(words)
    if len(given) > 1 or (given and not first):
        return Parts()
    if given and _is_inverted(first, given[0]):
        return _inverted(first, given[0], titles, suffixes)
    parts = _in_order(first)
    return Parts(
        " ".join(filter(None, (*titles, parts.prefix))),
        parts.given,
        parts.additional,
        parts.family,
        " ".join(filter(None, (parts.suffix, *suffixes))),
        is_rearranged=bool(titles) and not given,
    )


def _before_sign(words: list[str]) -> list[str]:
    """Return the words of a name before a sign that ends it: `Ana Lima | CRA`, `Ana Lima – Northwind`."""
    end = next((at for at, word in enumerate(words) if at and word in _SIGNS), len(words))
    return [word for word in words[:end] if word not in _SIGNS]


def _is_inverted(family: Sequence[str], given: Sequence[str]) -> bool:
    """Whether `Lima` and `Ana`, with a comma between them, are a family and a given name."""
    opening = _count_titles(family)
    names = [word for word in family[opening:] if not _is_suffix(word)]
    if len(names) < 2:
        return True
    if fold(names[0]) in known.PARTICLES | known.LOWER_PARTICLES:
        return True
    is_sign = len(given) == 1 and given[0].isupper() and len(given[0]) > 1 and not " ".join(names).isupper()
    return not opening and not is_sign and all(word[:1].isalpha() for word in given)


def _inverted(family: Sequence[str], given: Sequence[str], titles: Sequence[str], suffixes: Sequence[str]) -> Parts:
    opening, behind = _count_titles(family), _count_titles(given)
    names = [word for word in family[opening:] if not _is_suffix(word)]
    suffixes = [*(word for word in family[opening:] if _is_suffix(word)), *suffixes]
    rest = list(given[behind:])
    while len(rest) > 1 and _is_suffix(rest[-1]):
        suffixes = [rest.pop(), *suffixes]
    # In lists of references particles stand behind the given name: `Berg, Jan van der`.
    count = _trailing_particles(rest)
    particles = rest[len(rest) - count :] if count else []
    rest = rest[: len(rest) - count]
    return Parts(
        " ".join((*titles, *family[:opening], *given[:behind])),
        rest[0] if rest else "",
        " ".join(rest[1:]),
        " ".join((*particles, *names)),
        " ".join(suffixes),
        is_rearranged=True,
    )


def _trailing_particles(words: Sequence[str]) -> int:
    count = 0
    while (
        count < len(words) - 1
        and words[-1 - count].islower()
        and fold(words[-1 - count]) in (known.PARTICLES | known.LOWER_PARTICLES)
    ):
        count += 1
    return count


def _in_order(words: Sequence[str]) -> Parts:
    """Return the parts of a name that is written as people say it, or with its family name in capitals."""
    opening = _count_titles(words)
    closing = len(words)
    while closing > opening + 1 and _is_suffix(words[closing - 1]):
        closing -= 1
    prefix, suffix = " ".join(words[:opening]), " ".join(words[closing:])
    core = list(words[opening:closing])
    if not core:
        return Parts(prefix, suffix=suffix)
    if len(core) == 1:
        is_given = not prefix or fold(words[opening - 1]) in known.ALWAYS_GIVEN
        return Parts(prefix, core[0] if is_given else "", "", "" if is_given else core[0], suffix)
    start, end = _family_in(core)
    given = [*core[:start], *core[end:]]
    family = core[start:end]
    if _is_vietnamese(core):
        given = [given[-1], *given[:-1]]
    return Parts(prefix, given[0] if given else "", " ".join(given[1:]), " ".join(family), suffix)


def _family_in(core: Sequence[str]) -> tuple[int, int]:
    """Return where the family name begins and ends among at least two words."""
    count = _capitals_at_start(core)
    if count:
        return 0, count
    count = _capitals_at_start(core[::-1], least=_SHORTEST_FAMILY_IN_CAPITALS)
    if count:
        return len(core) - count, len(core)
    folded = [fold(word) for word in core]
    if _is_vietnamese(core) or _opens_with_family(core, folded):
        return 0, 1
    start = _family_start(core, folded)
    return start, len(core)


def _opens_with_family(core: Sequence[str], folded: Sequence[str]) -> bool:
    """Whether a name has its family name first: Hungarian, Korean, or Russian with the patronymic last."""
    if len(core) == 2:
        if folded[0] in known.HUNGARIAN and folded[1] in known.HUNGARIAN_GIVEN:
            return True
        return folded[0] in known.KOREAN and _KOREAN_GIVEN.fullmatch(core[1]) is not None
    return len(core) == 3 and _PATRONYMIC.fullmatch(core[2]) is not None and not _PATRONYMIC.fullmatch(core[1])


def _is_vietnamese(core: Sequence[str]) -> bool:
    """Whether a name is Vietnamese in its own order: `Nguyễn Văn An`, `Tran Thi Lan`."""
    if len(core) < 3 or fold(core[0]) not in known.VIETNAMESE:
        return False
    middle = fold(core[1])
    if middle in known.VIETNAMESE_MIDDLE:
        return core[1][:1].isupper()
    return not core[0].isascii() and fold(core[0]) == "nguyen"


def _family_start(core: Sequence[str], folded: Sequence[str]) -> int:
    """Return at which word the family name begins, where it comes last; the first word is a given name."""
    last = len(core) - 1
    is_small = all(word.islower() or not word.isalpha() for word in core)
    is_large = all(word.isupper() or not word.isalpha() for word in core)
    if last and folded[last].split()[:1] in (["al"], ["el"]) and known.PATRONYMICS & set(folded[1:last]):
        return last  # Khalid bin Ahmed al-Sayed
    for at in range(1, last):
        word, key = core[at], folded[at]
        if key in known.PARTICLES and (len(key) > 1 or word[:1] in "'’"):
            return _with_neighbour(core, at)
        if key in known.LOWER_PARTICLES and (word.islower() or is_large) and (len(key) > 1 or not is_small):
            return _with_neighbour(core, at)
        if key in known.JOINERS and word.islower() and not is_small:
            return _with_neighbour(core, at)
    if last >= 2 and folded[last] in known.AFTER_FAMILY:
        return last - 1
    if last >= 2 and _is_spanish(folded[last]) and _is_spanish(folded[last - 1]):
        return last - 1
    return last


def _with_neighbour(core: Sequence[str], at: int) -> int:
    """Return where a family name begins that has `y`, `e` or `i` at this word: `Ortega y Gasset` at its first."""
    joins = core[at] in known.JOINERS
    return at - 1 if joins and at >= 2 else at


def _is_spanish(word: str) -> bool:
    return word in known.SPANISH or (len(word) > 4 and word.endswith("ez"))


def _count_titles(words: Sequence[str]) -> int:
    """Return how many words at the beginning are titles; `&` and `and` may stand between two."""
    count = 0
    while count < len(words):
        word = words[count]
        key = fold(word)
        parts = key.split()
        is_title = key in known.TITLES or (bool(parts) and parts[0] in known.TITLES and _goes_on(parts[1:]))
        is_title = is_title or (key in known.DOTTED_TITLES and word.endswith("."))
        is_title = is_title or (bool(count) and word.endswith(".") and _goes_on(parts))
        is_title = is_title or (bool(count) and key in ("med", "rer", "nat", "phil", "habil") and word.islower())
        if not is_title and count and key in ("", "and", "und", "y", "et", "e") and len(words) > count + 1:
            is_title = fold(words[count + 1]) in known.TITLES
        if not is_title:
            break
        count += 1
    return count


def _goes_on(parts: Sequence[str]) -> bool:
    """Whether folded words go on with a title; a single letter does only within one: `h.c.`."""
    is_initial = len(parts) == 1 and len(parts[0]) == 1
    return bool(parts) and not is_initial and all(part in known.LATER_TITLES or part in known.TITLES for part in parts)


def _is_suffix(word: str) -> bool:
    return fold(word) in known.SUFFIXES


def _capitals_at_start(words: Sequence[str], *, least: int = 0) -> int:
    """Return how many words at the beginning are a family name in capitals (`LIMA Ana`); none where all are large."""
    capital = [len(word) > 1 and word.isupper() and _letters_only(word) for word in words]
    if all(capital) or not any(word[:1].isupper() and not word.isupper() for word in words):
        return 0
    count = capital.index(False)
    if not count or any(capital[count:]):
        return 0
    if not least and not _CAPITALS_FIRST.fullmatch(words[0]) and "-" not in words[0] and "'" not in words[0]:
        return 0
    return count


def _letters_only(word: str) -> bool:
    return word.replace("-", "").replace("'", "").replace("’", "").isalpha()
