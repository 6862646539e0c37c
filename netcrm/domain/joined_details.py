"""What several entries of one source say of one person, as one: each value once, that of the first entry first."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from netcrm.domain.contact import Details
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.text import fold

_Value = TypeVar("_Value")


def joined(several: Sequence[Details]) -> Details:
    """Return the details of all entries together, of which there is one at least."""
    first, *others = several
    if not others:
        return first
    return replace(
        first,
        name=_name([details.name for details in several]),
        roles=_once(chain.from_iterable(it.roles for it in several), str),
        tags=_once(chain.from_iterable(it.tags for it in several), str),
        emails=_once(chain.from_iterable(it.emails for it in several), lambda way: way.value.casefold()),
        phones=_once(chain.from_iterable(it.phones for it in several), lambda way: way.value),
        addresses=_once(chain.from_iterable(it.addresses for it in several), lambda it: it),
        links=_once(chain.from_iterable(it.links for it in several), lambda way: way.value.casefold()),
        positions=_positions(chain.from_iterable(it.positions for it in several)),
        country=next((it.country for it in several if it.country), ""),
    )


def _once(values: Iterable[_Value], key: Callable[[_Value], Hashable]) -> tuple[_Value, ...]:
    found: dict[Hashable, _Value] = {}
    for value in values:
        found.setdefault(key(value), value)
    return tuple(found.values())


def _name(names: Sequence[Name]) -> Name:
    """Return the fullest of the names, with the credentials of all."""
    credentials = (word for name in names for word in name.credentials.split(", ") if word)
    fullest = max(names, key=lambda name: len(name.formatted))
    return replace(fullest, credentials=", ".join(dict.fromkeys(credentials)))


def _positions(positions: Iterable[Position]) -> tuple[Position, ...]:
    """Return one position at each organisation, with the first title that is said of it; the first is the main one."""
    found: dict[str, Position] = {}
    for position in positions:
        key = fold(position.organisation)
        known = found.setdefault(key, replace(position, is_primary=not found))
        if not known.title:
            found[key] = replace(known, title=position.title)
    return tuple(found.values())
