"""What an import changes of somebody who is known already.

A newer card fills what is empty, adds to lists, and replaces a value only where it is still the one that the same
source wrote. What the user typed stays, and so does what the user took away.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from netcrm.domain.contact import Address, Details, Email, Link, Phone
from netcrm.domain.names import Name
from netcrm.domain.organisation import Position
from netcrm.domain.text import fold

_Value = TypeVar("_Value")
Keyed = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, as text."""

    field: str
    before: str
    after: str


def merge(
    current: Details, incoming: Details, former: Details | None, *, email_key: Keyed, phone_key: Keyed
) -> Details:
    """Return the details after an update.

    Args:
        current: What is kept now.
        incoming: What the newer card says.
        former: What the same source said last time; None where it is new to this person.
        email_key: What two addresses are compared by.
        phone_key: What two numbers are compared by.
    """

    def by_email(email: Email) -> Hashable:
        return email_key(email.value)

    def by_phone(phone: Phone) -> Hashable:
        return phone_key(phone.value)

    then = former
    return replace(
        current,
        name=_name(current.name, incoming.name, then.name if then else None),
        nicknames=_added(current.nicknames, incoming.nicknames, then.nicknames if then else (), fold),
        roles=_added(current.roles, incoming.roles, then.roles if then else (), str),
        tags=tuple(sorted(_added(current.tags, incoming.tags, then.tags if then else (), str))),
        emails=_added(current.emails, incoming.emails, then.emails if then else (), by_email),
        phones=_added(current.phones, incoming.phones, then.phones if then else (), by_phone),
        addresses=_added(current.addresses, incoming.addresses, then.addresses if then else (), _by_place),
        links=_added(current.links, incoming.links, then.links if then else (), _by_link),
        positions=_positions(current.positions, incoming.positions, then.positions if then else ()),
        birthday=_scalar(current.birthday, incoming.birthday, then.birthday if then else None),
        note=_scalar(current.note, incoming.note, then.note if then else None),
        language=_scalar(current.language, incoming.language, then.language if then else None),
        country=_scalar(current.country, incoming.country, then.country if then else None),
    )


def _scalar(current: str, incoming: str, former: str | None) -> str:
    return incoming if incoming and (not current or current == former) else current


def _name(current: Name, incoming: Name, former: Name | None) -> Name:
    """Names change as a whole where the source's own stands; else only what is empty is filled."""
    if current == former:
        return incoming
    parts = {part.name: getattr(current, part.name) or getattr(incoming, part.name) for part in fields(Name)}
    if not current.family and not current.given:
        return Name(**{**parts, "formatted": current.formatted})
    # Parts of another division of the same name would say things twice.
    return replace(current, credentials=parts["credentials"], suffix=parts["suffix"], prefix=parts["prefix"])


def _added(
    current: Sequence[_Value], incoming: Sequence[_Value], former: Sequence[_Value], key: Callable[[_Value], Hashable]
) -> tuple[_Value, ...]:
    """Return the list with what is new in the source; what it said before and is gone was taken away by the user."""
    known = {key(value) for value in (*current, *former)}
    new = {key(value): value for value in incoming if key(value) not in known}
    return (*current, *new.values())


def _by_place(address: Address) -> Hashable:
    return fold(f"{address.street} {address.city} {address.postal_code}")


def _by_link(link: Link) -> Hashable:
    return link.value.casefold().rstrip("/")


def _job(position: Position) -> tuple[str, str]:
    return fold(position.organisation), fold(position.title)


def _positions(
    current: tuple[Position, ...], incoming: tuple[Position, ...], former: tuple[Position, ...]
) -> tuple[Position, ...]:
    """Return the jobs: one that the source wrote and that still stands is replaced, others are filled or added."""
    result = list(current)
    for n, new in enumerate(incoming):
        if any(_job(old) == _job(new) for old in result):
            result = [_filled(old, new) if _job(old) == _job(new) else old for old in result]
            continue
        said = former[n] if n < len(former) else None
        if said and _job(said) == _job(new):
            continue  # the user took it away
        place = next((i for i, old in enumerate(result) if said and _job(old) == _job(said)), None)
        if place is not None:
            result[place] = replace(new, is_primary=result[place].is_primary)
            continue
        place = next((i for i, old in enumerate(result) if _is_part_of(old, new)), None)
        if place is not None:
            result[place] = _filled(result[place], new)
        else:
            result.append(replace(new, is_primary=new.is_primary and not result))
    return tuple(result)


def _is_part_of(old: Position, new: Position) -> bool:
    """Whether the new job only says more about the old one."""
    return _job(old)[0] in ("", _job(new)[0]) and _job(old)[1] in ("", _job(new)[1])


def _filled(old: Position, new: Position) -> Position:
    return replace(
        old,
        organisation=old.organisation or new.organisation,
        title=old.title or new.title,
        department=old.department or new.department,
        start_on=old.start_on or new.start_on,
        end_on=old.end_on or new.end_on,
    )


def changes_between(before: Details, after: Details) -> tuple[Change, ...]:
    """Return the fields that differ, as people read them."""
    old, new = _shown(before), _shown(after)
    return tuple(Change(name, old[name], new[name]) for name in old if old[name] != new[name])


def _shown(details: Details) -> dict[str, str]:
    name = details.name
    return {
        "name": name.display,
        "name parts": " / ".join((name.prefix, name.given, name.additional, name.family, name.suffix)),
        "nicknames": ", ".join(details.nicknames),
        "roles": ", ".join(role.label for role in details.roles),
        "tags": ", ".join(details.tags),
        "e-mails": ", ".join(_way(email) for email in details.emails),
        "phones": ", ".join(_way(phone) for phone in details.phones),
        "addresses": "; ".join(_place(address) for address in details.addresses),
        "links": ", ".join(_way(link) for link in details.links),
        "positions": "; ".join(_position(position) for position in details.positions),
        "birthday": details.birthday,
        "note": details.note,
        "language": details.language,
        "country": details.country,
    }


def _way(way: Email | Phone | Link) -> str:
    return f"{way.value} ({way.label})" if way.label else way.value


def _place(a: Address) -> str:
    return ", ".join(filter(None, (a.street.replace("\n", ", "), a.city, a.region, a.postal_code, a.country, a.label)))


def _position(p: Position) -> str:
    return ", ".join(filter(None, (p.title, p.department, p.organisation, p.start_on and f"from {p.start_on}")))
