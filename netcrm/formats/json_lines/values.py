"""How the values of a line are read back: each reader takes what JSON gave and returns what the store holds.

What no store of ours could have written is refused, so that nothing enters by this door that could not by another.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from netcrm.domain.calendar.items import item_from_text, item_text
from netcrm.domain.columns import mapping_from_json
from netcrm.domain.interval import parse_interval
from netcrm.domain.text import clean_text
from netcrm.errors import NetcrmError

Reader = Callable[[object], object]
MOST = 2**53
"""The first number that not every reader of JSON holds exactly: far beyond what a store counts up to."""


class Unfit(Exception):
    """A value that its place cannot hold; the words follow its key: `is no day`."""


def text(value: object) -> str:
    """Return a text, cleaned of what must not enter the store."""
    if not isinstance(value, str):
        raise Unfit("is no text")
    if value.isascii() and value.isprintable():
        return value
    if "\0" in value:
        raise Unfit("holds the character NUL")
    return clean_text(value)


def line(value: object) -> str:
    """Return a text on one line."""
    return text(value).replace("\n", " ")


def number(value: object) -> int:
    """Return a count."""
    if type(value) is not int or not 0 <= value < MOST:
        raise Unfit("is no number that a store could hold")
    return value


def identity(value: object) -> int:
    """Return an id."""
    if type(value) is not int or not 0 < value < MOST:
        raise Unfit("is no id: a whole number above 0")
    return value


def flag(value: object) -> int:
    """Return 0 or 1."""
    if not isinstance(value, bool):
        raise Unfit("is neither true nor false")
    return int(value)


def day(value: object) -> str:
    """Return a date."""
    if isinstance(value, str) and _is_day(value):
        return value
    raise Unfit("is no date such as 2026-12-31")


def rough_day(value: object) -> str:
    """Return a year, a month or a date."""
    if isinstance(value, str) and len(value) in (4, 7, 10) and _is_day(value + "-01-01"[len(value) - 4 :]):
        return value
    raise Unfit("is no date such as 2026-12-31, no month such as 2026-12 and no year")


def rating(value: object) -> int:
    """Return how much something was worth, from 1 to 5."""
    if number(value) not in range(1, 6):
        raise Unfit("is no rating from 1 to 5")
    return number(value)


@lru_cache(maxsize=8192)
def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def moment(value: object) -> str:
    """Return a moment with its offset."""
    try:
        if isinstance(value, str):
            found = datetime.fromisoformat(value)
            if found.tzinfo and found.isoformat() == value:
                return value
    except ValueError:
        pass
    raise Unfit("is no moment such as 2026-12-31T09:00:00+00:00")


def calendar_item(value: object) -> str:
    """Return an item as calendars elsewhere were last told it."""
    written = text(value)
    try:
        item_text(item_from_text(written))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Unfit("is no item of a calendar") from None
    return written


def columns(value: object) -> str:
    """Return what the columns of a layout mean."""
    written = text(value)
    try:
        mapping_from_json(written)
    except (ValueError, TypeError, RecursionError):
        raise Unfit("says nothing of columns") from None
    return written


def interval(value: object) -> str:
    """Return an interval."""
    try:
        return str(parse_interval(text(value)))
    except NetcrmError:
        raise Unfit("is no interval such as 2 weeks") from None


def word(*kinds: type[StrEnum]) -> Reader:
    """Return the reader of a closed list of words."""
    known = frozenset(member.value for kind in kinds for member in kind)

    def read(value: object) -> str:
        if not isinstance(value, str) or value not in known:
            raise Unfit(f"is none of {', '.join(sorted(known))}")
        return value

    return read


def or_null(reader: Reader) -> Reader:
    """Return a reader that lets null stand for nothing."""
    return lambda value: None if value is None else reader(value)


def or_empty(reader: Reader) -> Reader:
    """Return a reader of what is null in a line and an empty text in the store."""
    return lambda value: "" if value is None else reader(value)


def or_blank(reader: Reader) -> Reader:
    """Return a reader that lets an empty text stand for nothing."""
    return lambda value: "" if value == "" else reader(value)


def or_zero(reader: Reader) -> Reader:
    """Return a reader of what is null in a line and 0 in the store."""
    return lambda value: 0 if value is None else reader(value)


def joined_lines(value: object) -> str:
    """Return a list of texts as one text, one a line."""
    if not isinstance(value, list):
        raise Unfit("is no list")
    return "\n".join(line(one) for one in value)


def content(value: object) -> bytes:
    """Return the bytes of a card, row or photo, which are kept as they are."""
    if isinstance(value, dict) and len(value) == 1:
        how, said = next(iter(value.items()))
        try:
            if isinstance(said, str) and how == "text":
                return said.encode()
            if isinstance(said, str) and how == "base64":
                return base64.b64decode(said, validate=True)
        except ValueError:
            pass
    raise Unfit("is neither a text nor base64")
