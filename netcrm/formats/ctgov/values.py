"""Taking values out of JSON of which nothing is sure: a wrong type is as good as a missing value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from netcrm.domain.tags import tag_of
from netcrm.domain.text import clean_line

LONGEST_TEXT = 2_000
"""Characters of a text that are read; the registry allows 300 for a title and 254 for an address."""


def mapping_in(value: object, *keys: str) -> Mapping[str, object]:
    """Return the object that stands under the keys, one within the other; an empty one where there is none."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def sequence_in(value: object, *keys: str) -> Sequence[object]:
    """Return the list that stands under the keys; an empty one where there is none."""
    *outer, last = keys
    found = mapping_in(value, *outer).get(last)
    return found if isinstance(found, list) else ()


def text_in(value: Mapping[str, object], key: str) -> str:
    """Return the text under the key on one line, cleaned; nothing where it is no text."""
    found = value.get(key)
    return clean_line(found[:LONGEST_TEXT]) if isinstance(found, str) else ""


def slug_in(value: Mapping[str, object], key: str) -> str:
    """Return a word of the registry's as a slug: `ACTIVE_NOT_RECRUITING` is `active-not-recruiting`."""
    return tag_of(text_in(value, key).replace("/", " "))
