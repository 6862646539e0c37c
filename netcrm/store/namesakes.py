"""People whose names are like others: the same family name, and given names that are equal or an initial of each other.

Whether they are the same is for others to say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from netcrm.domain.naming.name import Name
from netcrm.domain.text import fold
from netcrm.store.database import Database

_MOST = 10
"""People who are given at most for each form of a name."""
_AFTER_BLANK, _AFTER_ALL = "!", "\U0010ffff"
"""Behind a word these follow on all keys that end with it or go on with a blank, and on all that begin with it."""


def near_name(name: Name) -> str:
    """Return the folded family and given name by which people like somebody are found; nothing without either."""
    family, given = fold(name.family), fold(name.given).partition(" ")[0]
    return f"{family} {given}" if family and given else ""


def people_named_like(database: Database, names: Iterable[Name]) -> dict[str, list[int]]:
    """Return the ids of people by what `near_name` gives; of many some."""
    wanted = sorted({key for name in names if (key := near_name(name))})
    ranges = [(key, *ends) for key in wanted for ends in _ranges(key)]
    found: dict[str, list[int]] = {}
    for key, ids in database.rows(
        "SELECT k.name, (SELECT group_concat(id) FROM (SELECT id FROM contact"
        f" WHERE sort_key >= k.first AND sort_key < k.behind ORDER BY sort_key, id LIMIT {_MOST}))"
        " FROM (SELECT json_extract(value, '$[0]') AS name, json_extract(value, '$[1]') AS first,"
        " json_extract(value, '$[2]') AS behind FROM json_each(?)) AS k",
        (json.dumps(ranges),),
    ):
        if ids:
            found.setdefault(key, []).extend(int(one) for one in ids.split(","))
    return found


def _ranges(key: str) -> Iterator[tuple[str, str]]:
    """Yield the first sort key of a name's forms, and the first one behind them."""
    family, _, given = key.rpartition(" ")
    if len(given) == 1:
        yield key, key + _AFTER_ALL
    else:
        yield key, key + _AFTER_BLANK
        yield f"{family} {given[0]}", f"{family} {given[0]}{_AFTER_BLANK}"
