"""Guessing a role from a job title: `Senior CRA II`, `Clin. Research Coord.`, `Prof. of Medicine, PI`.

A guess is shown as one, and never stands over a role that somebody typed.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from netcrm.domain.roles import Role
from netcrm.domain.text import clean_line, fold
from netcrm.domain.title_patterns import PATTERNS

_LONGEST = 300
_BEGINNING = 3
"""Letters of a word by which patterns are looked up."""
_MISLEADING = re.compile(
    r"\b(?:(?:private|insurance|fraud|crime|criminal|scene|accident|arson|fire|claims|police|complaints|forensic)"
    r" investigator|construction|real estate"
    r"|(?:health and|fire|food|road|traffic|workplace|occupational|radiation|public|aviation|process) safety)\b"
)
"""Words that look like a role's and are another trade's."""


def guess_role(title: str) -> Role | None:
    """Return the role that a job title speaks of, or None where it says nothing of clinical research.

    Patterns are looked for as whole words in the folded title, so `CRA` is found in `Senior CRA II` and not in
    `Cranial surgery`. An address book repeats its titles, so that answers are kept.
    """
    return _guess(title[:_LONGEST]) if title else None


@lru_cache(maxsize=8192)
def _guess(title: str) -> Role | None:
    words = fold(clean_line(title))
    beginnings = _by_beginning()
    fitting = {at for word in words.split() for at in beginnings.get(word[:_BEGINNING], ())}
    if not fitting or _MISLEADING.search(words):
        return None
    return next((PATTERNS[at][0] for at in sorted(fitting) if _pattern(at).search(words)), None)


@cache
def _by_beginning() -> dict[str, tuple[int, ...]]:
    """Return for each beginning of a word which patterns a title with it can fit."""
    found: dict[str, tuple[int, ...]] = {}
    for at, (_, beginnings, _) in enumerate(PATTERNS):
        for beginning in beginnings.split():
            found[beginning] = (*found.get(beginning, ()), at)
    return found


@cache
def _pattern(at: int) -> re.Pattern[str]:
    """Return the patterns of one role as one; compiling all of them takes longer than most commands."""
    return re.compile(rf"\b(?:{'|'.join(PATTERNS[at][2])})\b")
