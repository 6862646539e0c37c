"""The names of agenda items, as people type them: `c7`, `f9`, `o3`, `a7`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from netcrm.errors import NotFound

_ITEM = re.compile(r"([abcfilow])([1-9]\d{0,17})", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class ItemKey:
    """The name of an agenda item: its letter and the id behind it."""

    letter: str
    """`c` check-in, `f` follow-up, `o` organisation, `i` interview, `l` lead, `a` answer, `b` birthday, `w` work
    anniversary."""
    id: int

    def __str__(self) -> str:
        return f"{self.letter}{self.id}"


def read_item(text: str) -> ItemKey:
    """Return the item that a text names.

    Raises:
        NotFound: it names none.
    """
    key = parse_item(text)
    if key is None:
        raise NotFound("item", text, advice="`netcrm due` lists items such as c7 or f7.")
    return key


def parse_item(text: str) -> ItemKey | None:
    """Return the item that `c7`, `f7`, `o3` or `a7` names, else nothing."""
    found = _ITEM.fullmatch(text.strip())
    return ItemKey(found[1].lower(), int(found[2])) if found else None
