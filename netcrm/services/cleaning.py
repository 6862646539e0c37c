"""Details of a person on their way into the store: every text cleaned, empty values left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from netcrm.domain.contact import Address, Details, Email, Link, Phone
from netcrm.domain.tags import read_tag
from netcrm.domain.text import clean_line, clean_text
from netcrm.errors import UsageProblem

_Way = TypeVar("_Way", Email, Phone, Link)


def cleaned(details: Details) -> Details:
    """Return details with every text cleaned of what must not enter the store, and empty values left out.

    Raises:
        UsageProblem: the name is empty.
    """
    name = details.name
    name = replace(
        name,
        formatted=clean_line(name.formatted),
        prefix=clean_line(name.prefix),
        given=clean_line(name.given),
        additional=clean_line(name.additional),
        family=clean_line(name.family),
        suffix=clean_line(name.suffix),
        credentials=clean_line(name.credentials),
    )
    if not name.formatted:
        raise UsageProblem("A contact needs a name.")
    emails = (replace(e, value=clean_line(e.value), label=clean_line(e.label)) for e in details.emails)
    phones = (replace(p, value=clean_line(p.value), label=clean_line(p.label)) for p in details.phones)
    links = (replace(link, value=clean_line(link.value), label=clean_line(link.label)) for link in details.links)
    addresses = (
        Address(
            street=clean_text(a.street).strip(),
            city=clean_line(a.city),
            region=clean_line(a.region),
            postal_code=clean_line(a.postal_code),
            country=clean_line(a.country),
            label=clean_line(a.label),
        )
        for a in details.addresses
    )
    positions = (
        replace(
            p,
            organisation=clean_line(p.organisation),
            title=clean_line(p.title),
            department=clean_line(p.department),
            start_on=clean_line(p.start_on),
            end_on=clean_line(p.end_on),
        )
        for p in details.positions
    )
    return replace(
        details,
        name=name,
        nicknames=_without_empty(tuple(clean_line(nickname) for nickname in details.nicknames)),
        roles=tuple(dict.fromkeys(details.roles)),
        tags=tuple(sorted({read_tag(tag) for tag in details.tags if tag.strip(" /#")})),
        emails=_first_of_each(tuple(emails)),
        phones=_first_of_each(tuple(phones)),
        links=_first_of_each(tuple(links)),
        addresses=tuple(address for address in addresses if replace(address, label="") != Address()),
        positions=tuple(p for p in positions if p.organisation or p.title or p.department),
        birthday=clean_line(details.birthday),
        note=clean_text(details.note).strip(),
        language=clean_line(details.language),
        salutation=clean_line(details.salutation),
        country=clean_line(details.country).upper(),
    )


def _without_empty(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))


def _first_of_each(ways: tuple[_Way, ...]) -> tuple[_Way, ...]:
    """Return ways to reach somebody without empty ones, and each value once."""
    seen: dict[str, _Way] = {}
    for way in ways:
        if way.value:
            seen.setdefault(way.value, way)
    return tuple(seen.values())
