"""Whose mail address is it: of those printed with a paper's affiliations, which are an author's own.

A printed address belongs to the author whose affiliation holds it, and never goes to another. Publishers repeat one
affiliation, address and all, for everybody who works there, and put a correspondent's address behind a colleague's
name; such an address is that of the one holder whose name it fits, or nobody's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from netcrm.domain.naming.name import Name
from netcrm.domain.studies.publication import Author
from netcrm.domain.text import fold

_SHORTEST_TELLING = 4
"""Letters of a family name from which on it tells a person when it stands inside a mail address."""


def own_addresses(authors: Sequence[Author]) -> list[tuple[str, ...]]:
    """Return for each author of one paper the mail addresses that are theirs alone, as printed."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at, author in enumerate(authors):
        for email in author.emails:
            holders[email.casefold()].append(at)
    if not holders:
        return [()] * len(authors)
    families = _families(authors)
    owners = {key: _owner(key, held_by, authors, families) for key, held_by in holders.items()}
    return [_own(author, at, owners) for at, author in enumerate(authors)]


def _own(author: Author, at: int, owners: dict[str, int]) -> tuple[str, ...]:
    """Return an author's own addresses; where one of several fits the name, those that do not are somebody else's."""
    own = tuple(email for email in author.emails if owners[email.casefold()] == at)
    if len(author.emails) > 1 and any(fits(email, author.name) for email in own):
        return tuple(email for email in own if fits(email, author.name))
    return own


def _owner(email: str, held_by: list[int], authors: Sequence[Author], families: dict[str, list[int]]) -> int:
    """Return whose an address is among those whose affiliations hold it; -1 for nobody's."""
    if len(held_by) > 1:
        fitting = [at for at in held_by if fits(email, authors[at].name)]
        return fitting[0] if len(fitting) == 1 else -1
    holder = held_by[0]
    if fits(email, authors[holder].name):
        return holder
    # Only whole words of the address are looked up, so that a paper of thousands of authors takes no time for it.
    named = [at for word in _words(email) for at in families.get(word, ())]
    return -1 if any(at != holder for at in named) else holder


def _families(authors: Sequence[Author]) -> dict[str, list[int]]:
    """Return who has which family name, and which family name with an initial, as addresses write them."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for at, author in enumerate(authors):
        family, initials, _ = _letters(author.name)
        if len(family) < _SHORTEST_TELLING:
            continue
        found[family].append(at)
        if initials:
            for form in {initials[0] + family, family + initials[0], initials + family, family + initials}:
                found[form].append(at)
    return found


def _words(email: str) -> list[str]:
    local = email.partition("@")[0]
    return [word for word in re.split(r"[\W\d_]+", local) if len(word) >= _SHORTEST_TELLING]


def fits(email: str, name: Name) -> bool:
    """Return whether the part of an address before the @ speaks of a name: `a.lima`, `limaa`, `ana`, `aml`.

    >>> fits("hjm@lab.example", Name("Hal J Marlow", given="Hal", additional="J", family="Marlow"))
    True
    """
    local = fold(email.partition("@")[0])
    words = local.split()
    letters = "".join(letter for letter in local if letter.isalpha())
    family, initials, given = _letters(name)
    if not letters or not family:
        return False
    if len(family) >= _SHORTEST_TELLING and family in letters:
        return True
    own = {family, initials + family[:1], initials[:1] + family, family + initials, family + initials[:1]}
    if letters in own and len(letters) > 1:
        return True
    if any(word.strip("0123456789") in (family, given) and len(word) > 1 for word in words):
        return True
    if len(given) >= _SHORTEST_TELLING and letters.startswith(given):
        return True
    # University accounts cut the family name: `alimah` for Ana Limahara.
    return len(letters) >= 5 and len(initials) > 0 and letters[0] == initials[0] and family.startswith(letters[1:])


def _letters(name: Name) -> tuple[str, str, str]:
    """Return the family name in one word, the initials and the first given name, folded."""
    given = fold(f"{name.given} {name.additional}").split()
    family = fold(name.family or name.formatted).replace(" ", "")
    return family, "".join(word[0] for word in given), given[0] if given else ""
