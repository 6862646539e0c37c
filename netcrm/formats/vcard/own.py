"""What only netcrm knows of a person, in lines of its own: written and read here, so that two stores lose nothing.

Other programs pass over `X-NETCRM-…` lines, or carry them along. A line stands only where there is something to say
that the standard's own properties do not. Where somebody changed a card elsewhere, those properties rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from netcrm.domain.contact import Details, Tier
from netcrm.domain.naming.name import Name
from netcrm.domain.naming.reading import name_from_parts, read_name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.domain.text import clean_line, fold
from netcrm.formats.content_lines import line_value
from netcrm.formats.vcard.values import line_of

_NAME = "X-NETCRM-NAME"
_ROLE = "X-NETCRM-ROLE"
_TIER = "X-NETCRM-TIER"
_STARRED = "X-NETCRM-STARRED"
_SALUTATION = "X-NETCRM-SALUTATION"
_FIRST_NAMES = "X-NETCRM-FIRST-NAMES"
_COUNTRY = "X-NETCRM-COUNTRY"
_POSITION = "X-NETCRM-POSITION"

_ROLES = {role.value: role for role in Role}
_TIERS = {tier.value: tier for tier in Tier}
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)
_COUNTRY_CODE = re.compile(r"[A-Z]{2}", re.ASCII)
_LONGEST_PLAIN = 100
"""Characters of a name, and of credentials, that are surely read to their end."""
_POSITIONS_LIMIT = 200
"""Positions that a card may list: more are no life but rubbish."""


def own_lines(details: Details, *, has_parts: bool, private: bool) -> Iterator[str]:
    """Yield the content lines for what no property of the standard says, unfolded.

    Args:
        details: The person.
        has_parts: Whether the card's N says anything.
        private: Whether what is the user's alone is told too: the tier, the star, how they address somebody.
    """
    if not _is_name_said(details, has_parts=has_parts):
        name = details.name
        parts = (name.formatted, name.prefix, name.given, name.additional, name.family, name.suffix, name.credentials)
        yield f"{_NAME}:{_packed(parts)}"
    if not _are_positions_said(details):
        for position in details.positions:
            dated = (position.organisation, position.title, position.department, position.start_on, position.end_on)
            yield f"{_POSITION}:{_packed((*dated, '1' if position.is_primary else ''))}"
    if details.roles:
        yield f"{_ROLE}:{'|'.join(role.value for role in details.roles)}"
    if details.tier and private:
        yield f"{_TIER}:{details.tier.value}"
    if details.starred and private:
        yield f"{_STARRED}:1"
    if details.salutation and private:
        yield f"{_SALUTATION}:{line_value(details.salutation)}"
    if details.first_names and private:
        yield f"{_FIRST_NAMES}:1"
    if details.country:
        yield f"{_COUNTRY}:{line_value(details.country)}"


def shown_positions(positions: Sequence[Position]) -> list[Position]:
    """Return the jobs that ORG and TITLE say: the primary one, and the other current ones where each has both.

    Readers pair titles with organisations by their order: a gap would give somebody another job's title.
    """
    if len(positions) == 1 and positions[0].is_current:
        return list(positions)
    current = [position for position in positions if position.is_current]
    primary = next((position for position in current if position.is_primary), current[0] if current else None)
    if primary is None:
        return []
    shown = [primary, *(position for position in current if position is not primary)]
    return shown if all(position.organisation and position.title for position in shown) else [primary]


def with_own(details: Details, own: Iterable[tuple[str, str]], formatted: str) -> Details:
    """Return the details with what a card's own lines add.

    Args:
        details: What the card says otherwise.
        own: The name and the escaped value of each line whose name begins with `X-NETCRM-`, in order. What cannot be
            understood is passed over.
        formatted: The card's FN as one clean line: the parts of a name hold only while it is the one they came with.
    """
    said: dict[str, list[str]] = {}
    for head, value in own:
        said.setdefault(head, []).append(value)
    first = {head: values[0] for head, values in said.items()}
    name = _read_name(first.get(_NAME, ""), formatted)
    roles = (_ROLES.get(slug) for slug in first.get(_ROLE, "").split("|"))
    country = line_of(first.get(_COUNTRY, ""))
    return replace(
        details,
        name=name or details.name,
        positions=_read_positions(details.positions, said.get(_POSITION, ())[:_POSITIONS_LIMIT]),
        roles=tuple(dict.fromkeys(role for role in roles if role)) or details.roles,
        tier=_TIERS.get(first.get(_TIER, ""), details.tier),
        starred=first.get(_STARRED) == "1" or details.starred,
        salutation=line_of(first.get(_SALUTATION, "")) or details.salutation,
        first_names=first.get(_FIRST_NAMES) == "1" or details.first_names,
        country=country if _COUNTRY_CODE.fullmatch(country) else details.country,
    )


def _packed(parts: Iterable[str]) -> str:
    """Return texts as the value of one text: other programs take a list of our own for a text, and spoil its commas."""
    texts = [clean_line(part).replace("~", "~0").replace("|", "~1") for part in parts]
    while texts and not texts[-1]:
        texts.pop()
    return line_value("|".join(texts))


def _unpacked(value: str, number: int) -> list[str]:
    """Return the first `number` texts of a packed value, empty ones where it has fewer."""
    texts = (text.replace("~1", "|").replace("~0", "~").strip() for text in line_of(value).split("|"))
    return [*texts, *[""] * number][:number]


def _is_name_said(details: Details, *, has_parts: bool) -> bool:
    """Whether FN and N are read as the very name again."""
    name = details.name
    if name.display in (position.organisation for position in details.positions):
        return False  # a company in FN gives way to the person in N
    if _is_plain(name):
        return True
    suffixes = ", ".join(filter(None, (name.suffix, name.credentials)))
    if has_parts:
        read = name_from_parts(name.display, name.prefix, name.given, name.additional, name.family, suffixes)
    else:
        read = read_name(name.display)
    return read == name


def _is_plain(name: Name) -> bool:
    """Whether it is seen fast that a name is read as it is: its family name ends it, and known credentials follow."""
    if name.suffix or not (name.given and name.family.isalpha() and name.formatted.endswith(f" {name.family}")):
        return False
    if name.formatted[0] in ",; " or len(name.formatted) > _LONGEST_PLAIN:
        return False
    words = _credential_words(name.credentials)
    return words is not None and words.isdisjoint(fold(f"{name.given} {name.additional} {name.family}").split())


@lru_cache(maxsize=1024)
def _credential_words(credentials: str) -> frozenset[str] | None:
    """Return the folded words of credentials that are read as they are behind any name, else `None`."""
    model = Name("Ona Quill", given="Ona", family="Quill", credentials=credentials)
    read = name_from_parts(model.display, given="Ona", family="Quill", suffix=credentials)
    return frozenset(fold(credentials).split()) if read == model and len(credentials) < _LONGEST_PLAIN else None


def _read_name(value: str, formatted: str) -> Name | None:
    """Return the name in an X-NETCRM-NAME, or `None` where it is not the name of this card."""
    name = Name(*_unpacked(value, 7))
    return name if name.formatted and name.display == formatted else None


def _are_positions_said(details: Details) -> bool:
    """Whether ORG and TITLE are read as the very positions again."""
    positions = details.positions
    if not positions:
        return True
    if any(p.start_on or p.end_on or p.is_primary is bool(n) for n, p in enumerate(positions)):
        return False
    return len(positions) == 1 or list(positions) == shown_positions(positions)


def _job(position: Position) -> tuple[str, str, str]:
    return position.organisation, position.title, position.department


def _read_positions(shown: tuple[Position, ...], values: Sequence[str]) -> tuple[Position, ...]:
    """Return the positions that a card lists, unless its ORG and TITLE were changed: then only past ones join them."""
    listed = []
    for value in values:
        organisation, title, department, start_on, end_on, primary = _unpacked(value, 6)
        start_on, end_on = (text if _DATE.fullmatch(text) else "" for text in (start_on, end_on))
        if organisation or title or department:
            listed.append(Position(organisation, title, department, start_on, end_on, primary == "1"))
    if not listed:
        return shown
    if dict.fromkeys(map(_job, shown)) == dict.fromkeys(map(_job, shown_positions(listed))):
        return tuple(listed)
    past = (replace(position, is_primary=False) for position in listed if not position.is_current)
    return (*shown, *past)
