"""Two contacts made one: what each field becomes, and what may be chosen instead.

Lists unite, notes stand one below the other; of two single values the kept person's stands unless it is empty; the
fuller name wins. Everything can be chosen otherwise, field by field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from netcrm.domain.contact import Details, State
from netcrm.domain.duplicates.nicknames import are_forms_of_one_name
from netcrm.domain.merging import merge, shown_address
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.text import fold

Keyed = Callable[[str], str]


class Choice(StrEnum):
    """Whose value a field takes."""

    KEPT = "kept"
    OTHER = "other"
    BOTH = "both"


_LISTS = ("nicknames", "roles", "tags", "emails", "phones", "addresses", "links", "positions")
FIELDS = ("name", *_LISTS, "birthday", "note", "tier", "starred", "language", "country", "salutation", "first_names")
"""The fields of the details, in the order in which a plan lists them."""
CAN_BE_BOTH = frozenset((*_LISTS, "note"))
_STRONGER = (State.DECEASED, State.DO_NOT_CONTACT, State.LEFT_FIELD, State.ACTIVE, State.ARCHIVED)
"""Of two states the one that stands first holds: what was decided against writing to somebody stays decided."""


@dataclass(frozen=True, slots=True)
class United:
    """One field of both people, and what it becomes."""

    field: str
    kept: Any
    other: Any
    result: Any
    choice: Choice


def united(
    kept: Details, other: Details, choices: Mapping[str, Choice], *, email_key: Keyed, phone_key: Keyed
) -> tuple[Details, tuple[United, ...]]:
    """Return the details of the one person, and how each field came about.

    Args:
        choices: Whose value a field takes, for those where the usual is not wanted; `BOTH` only where
            `CAN_BE_BOTH` says so.
    """
    both = merge(kept, other, None, email_key=email_key, phone_key=phone_key)
    both = replace(both, note=_joined(kept.note, other.note), tags=tuple(sorted({*kept.tags, *other.tags})))
    lines, result = [], {}
    for field in FIELDS:
        one, two = getattr(kept, field), getattr(other, field)
        choice = choices.get(field) or _usual(field, one, two)
        value = {Choice.KEPT: one, Choice.OTHER: two, Choice.BOTH: getattr(both, field)}[choice]
        if field == "name" and field not in choices:
            value = _with_all(value, other.name if choice is Choice.KEPT else kept.name)
        result[field] = value
        lines.append(United(field, one, two, value, choice))
    if "nicknames" not in choices:
        result["nicknames"] = _with_nickname(result["nicknames"], result["name"], kept.name, other.name)
        lines = [replace(it, result=result["nicknames"]) if it.field == "nicknames" else it for it in lines]
    return replace(both, **result), tuple(lines)


def _usual(field: str, kept: Any, other: Any) -> Choice:
    """Return whose value a field takes where nothing else is said."""
    if kept == other or not other:
        return Choice.KEPT
    if not kept:
        return Choice.OTHER
    if field == "name":
        return Choice.OTHER if _fullness(other) > _fullness(kept) else Choice.KEPT
    if field == "birthday":
        return Choice.OTHER if len(other) > len(kept) and other.endswith(kept.lstrip("-")) else Choice.KEPT
    return Choice.BOTH if field in CAN_BE_BOTH else Choice.KEPT


def _fullness(name: Name) -> tuple[bool, int, int]:
    """Return how much a name tells: both names, then words that are no initials, then all words."""
    words = fold(name.formatted).split()
    both = bool(name.given and name.family) or len(words) > 1
    return both, sum(len(word) > 1 for word in words), len(words)


def _with_all(name: Name, other: Name) -> Name:
    """Return a name with the credentials and the titles that only the other one has."""
    credentials: dict[str, str] = {}
    for word in (*name.credentials.split(", "), *other.credentials.split(", ")):
        credentials.setdefault(fold(word), word)
    return replace(
        name,
        prefix=name.prefix or other.prefix,
        suffix=name.suffix or other.suffix,
        credentials=", ".join(filter(None, credentials.values())),
    )


def _with_nickname(nicknames: tuple[str, ...], name: Name, *both: Name) -> tuple[str, ...]:
    """Return nicknames with the short given name that gave way, so that people are still found by it."""
    known = {fold(name.given), *map(fold, nicknames)}
    for given in (it.given for it in both):
        if fold(given) not in known and are_forms_of_one_name(fold(given), fold(name.given)):
            nicknames = (*nicknames, given)
            known.add(fold(given))
    return nicknames


def _joined(kept: str, other: str) -> str:
    """Return two notes with a blank line between; one that the other holds already is not said twice."""
    if other in kept:
        return kept
    return other if kept in other else f"{kept}\n\n{other}"


def stronger_state(kept: State, other: State) -> Choice:
    """Return whose state holds: active over archived, but do-not-contact and deceased over active."""
    return Choice.OTHER if _STRONGER.index(other) < _STRONGER.index(kept) else Choice.KEPT


def shown(value: Any) -> str:
    """Return a value of a field as people read it."""
    if isinstance(value, tuple):
        return "; ".join(map(_shown_item, value))
    if isinstance(value, Name):
        return value.display
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)


def _shown_item(item: Any) -> str:
    if isinstance(item, str):
        return getattr(item, "label", item)
    if isinstance(item, Position):
        words = ", ".join(filter(None, (item.title, item.department, item.organisation)))
        return f"{words} (until {item.end_on})" if item.end_on else words
    if hasattr(item, "street"):
        return shown_address(item)
    return f"{item.value} ({item.label})" if item.label else str(item.value)
