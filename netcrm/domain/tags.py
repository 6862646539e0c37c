"""Tags: one form for what people type, what files call a category, and what the store keeps."""

from __future__ import annotations

from functools import lru_cache

from netcrm.domain.text import clean_line, fold
from netcrm.errors import UsageProblem


@lru_cache(maxsize=4096)
def tag_of(text: str) -> str:
    """Return the tag for a text: folded, words joined by hyphens, a slash for a branch; empty where nothing is left.

    >>> tag_of("Area / Médecine interne")
    'area/medecine-interne'
    """
    branches = (fold(clean_line(branch)).replace(" ", "-") for branch in text.split("/"))
    return "/".join(branch for branch in branches if branch)


def read_tag(text: str) -> str:
    """Return the tag that somebody typed.

    Raises:
        UsageProblem: nothing is left of it.
    """
    found = tag_of(text)
    if not found:
        raise UsageProblem(f"“{text}” is no tag. A tag is a word such as oncology or area/oncology.")
    return found
