"""Types of a property to the label that people read: `TYPE=CELL,VOICE,WORK` is a "work mobile"."""

from __future__ import annotations

import re
from functools import lru_cache

from netcrm.domain.text import clean_line

_SILENT = frozenset(
    {"voice", "internet", "pref", "msg", "text", "postal", "parcel", "dom", "intl", "x400", "video", "uri", "textphone"}
)
"""Types that every number or address has, or that say nothing to a person."""

_WORDS = {"cell": "mobile", "pcs": "mobile", "homepage": "home page", "home_page": "home page", "business": "work"}
_PLACES = ("work", "home", "other")
_APPLE = re.compile(r"_\$!<(.*)>!\$_", re.DOTALL)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


@lru_cache(maxsize=1024)
def label_of(types: tuple[str, ...], group: str = "") -> str:
    """Return the label that `types` make: the place first, then the kind, then whatever else was written.

    A `group` that is called for a place (`WORK.TEL`) counts as that type.
    """
    words = [_WORDS.get(kind, kind.removeprefix("x-")) for kind in types if kind not in _SILENT]
    if group.lower() in _PLACES:
        words.append(group.lower())
    words = list(dict.fromkeys(words))
    words.sort(key=lambda word: _PLACES.index(word) if word in _PLACES else len(_PLACES))
    return clean_line(" ".join(words))


def apple_label(value: str) -> str:
    """Return the label of an X-ABLabel: `_$!<HomeFAX>!$_` is "home fax", a person's own words stay as they are."""
    match = _APPLE.fullmatch(value.strip())
    return clean_line(_HUMP.sub(" ", match[1]).lower() if match else value)
