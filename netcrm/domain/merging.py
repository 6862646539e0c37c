"""What an import changes of somebody who is known already.

A newer card fills what is empty, adds to lists, and replaces a value only where it is still the one that the same
source wrote. What the user typed stays, and so does what the user took away.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TypeVar

from netcrm.domain.contact import Address, Details, Email, Link, Phone
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.text import fold

_Value = TypeVar("_Value")
_Marked = TypeVar("_Marked", Email, Phone)
Keyed = Callable[[str], str]


_NEWS = frozenset({"employer", "title"})
_NEWS_BY_COMING = frozenset({"trial", "site", "paper"})


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, as text."""

    field: str
    before: str
    after: str


def merge(
    current: Details,
    incoming: Details,
    former: Details | None,
    *,
    email_key: Keyed,
    phone_key: Keyed,
    moved_on: date | None = None,
) -> Details:
    """Return the details after an update.

    Args:
        current: What is kept now.
        incoming: What the newer card says.
        former: What the same source said last time; None where it is new to this person.
        email_key: What two addresses are compared by.
        phone_key: What two numbers are compared by.
        moved_on: Where given, another employer is a new job: the old one ends in that month and stays with the
            person. Else it takes the old one's place.
    """

    def by_email(email: Email) -> Hashable:
        return email_key(email.value)

    def by_phone(phone: Phone) -> Hashable:
        return phone_key(phone.value)

    then = former or Details(Name(""))
    tags = _added(current.tags, incoming.tags, then.tags, str)
    return replace(
        current,
        name=_name(current.name, incoming.name, then.name),
        nicknames=_added(current.nicknames, incoming.nicknames, then.nicknames, fold),
        roles=_added(current.roles, incoming.roles, then.roles, str),
        tags=tuple(sorted(tags)) if len(tags) > len(current.tags) else current.tags,
        emails=_marked_once(current.emails, _added(current.emails, incoming.emails, then.emails, by_email)),
        phones=_marked_once(current.phones, _added(current.phones, incoming.phones, then.phones, by_phone)),
        addresses=_added(current.addresses, incoming.addresses, then.addresses, _by_place),
        links=_added(current.links, incoming.links, then.links, _by_link),
        positions=_positions(current.positions, incoming.positions, then.positions, moved_on),
        birthday=_scalar(current.birthday, incoming.birthday, then.birthday),
        note=_scalar(current.note, incoming.note, then.note),
        language=_scalar(current.language, incoming.language, then.language),
        country=_scalar(current.country, incoming.country, then.country),
    )


def _scalar(current: str, incoming: str, former: str) -> str:
    """Return the value of one field: an empty one that the source had filled before was emptied by the user."""
    if not current:
        return incoming if incoming != former else ""
    return incoming if incoming and current == former else current


def _name(current: Name, incoming: Name, former: Name) -> Name:
    """Names change as a whole, but for credentials, where the source's own stands; else what is empty is filled."""
    credentials = _scalar(current.credentials, incoming.credentials, former.credentials)
    if replace(current, credentials="") == replace(former, credentials=""):
        return replace(incoming, credentials=credentials)
    parts = {
        part.name: _filled_in(getattr(current, part.name), getattr(incoming, part.name), getattr(former, part.name))
        for part in fields(Name)
    }
    if not current.family and not current.given:
        return Name(**{**parts, "formatted": current.formatted, "credentials": credentials})
    # Parts of another division of the same name would say things twice.
    return replace(current, credentials=credentials, suffix=parts["suffix"], prefix=parts["prefix"])


def _filled_in(current: str, incoming: str, former: str) -> str:
    return current or (incoming if incoming != former else "")


def _added(
    current: Sequence[_Value], incoming: Sequence[_Value], former: Sequence[_Value], key: Callable[[_Value], Hashable]
) -> tuple[_Value, ...]:
    """Return the list with what is new in the source; what it said before and is gone was taken away by the user.

    One that the user left as the source wrote it follows the source in how it is written, labelled or marked.
    """
    said = {key(value): value for value in former}
    says = {key(value): value for value in incoming}
    known = {*map(key, current), *said}
    kept = (says.get(key(value), value) if said.get(key(value)) == value else value for value in current)
    return (*kept, *(value for name, value in says.items() if name not in known))


def _marked_once(before: Sequence[_Marked], after: tuple[_Marked, ...]) -> tuple[_Marked, ...]:
    """Return mail addresses or phones of which one at most is the preferred one: the one that was it before."""
    preferred = [way for way in after if way.preferred]
    if len(preferred) < 2:
        return after
    there = {way.value for way in before if way.preferred}
    chosen = next((way for way in preferred if way.value in there), preferred[0])
    return tuple(way if way is chosen else replace(way, preferred=False) for way in after)


def _by_place(address: Address) -> Hashable:
    return fold(f"{address.street} {address.city} {address.postal_code}")


def _by_link(link: Link) -> Hashable:
    return link.value.casefold().rstrip("/")


def _job(position: Position) -> tuple[str, str]:
    return fold(position.organisation), fold(position.title)


def _positions(
    current: tuple[Position, ...],
    incoming: tuple[Position, ...],
    former: tuple[Position, ...],
    moved_on: date | None,
) -> tuple[Position, ...]:
    """Return the jobs: one that the source wrote and that still stands is replaced, others are filled or added."""
    result = list(current)
    said = {_job(position): position for position in former}
    says = {_job(position) for position in incoming}
    for n, new in enumerate(incoming):
        place = _place_of(_job(new), result)
        if place is not None:
            result[place] = _filled(result[place], new, said.get(_job(new)))
            continue
        if _job(new) in said:
            continue  # the user took it away
        was = former[n] if n < len(former) and _job(former[n]) not in says else None
        place = _place_of(_job(was), result) if was else None
        if was is not None and place is None and (moved_on or fold(was.organisation) == fold(new.organisation)):
            place = _only_one_at(was.organisation, result)  # its title is the user's by now
        if was is not None and place is not None:
            old = result[place]
            result[place] = _moved_on(old, new, was)
            if moved_on and old.organisation and fold(old.organisation) != fold(new.organisation):
                month = f"{moved_on:%Y-%m}"  # no more is known of the day
                result[place] = replace(result[place], start_on=new.start_on or month)
                result.append(replace(old, end_on=old.end_on or month, is_primary=False))
            continue
        place = next((i for i, old in enumerate(result) if _is_part_of(old, new) or _says_less(old, new)), None)
        if place is not None:
            result[place] = _filled(result[place], new, None)
        else:
            result.append(replace(new, is_primary=new.is_primary and not result))
    return tuple(result)


def _place_of(job: tuple[str, str], positions: Sequence[Position]) -> int | None:
    return next((i for i, position in enumerate(positions) if _job(position) == job), None)


def _only_one_at(organisation: str, positions: Sequence[Position]) -> int | None:
    """Return the place of the one current job at an organisation, None where there is none or several."""
    wanted = fold(organisation)
    there = [n for n, job in enumerate(positions) if job.is_current and wanted and fold(job.organisation) == wanted]
    return there[0] if len(there) == 1 else None


def _is_part_of(old: Position, new: Position) -> bool:
    """Whether the new job only says more about the old one."""
    return _job(old)[0] in ("", _job(new)[0]) and _job(old)[1] in ("", _job(new)[1])


def _says_less(old: Position, new: Position) -> bool:
    """Whether the new job is the old one without its title."""
    return not new.title and old.is_current and bool(new.organisation) and _job(old)[0] == _job(new)[0]


def _filled(old: Position, new: Position, said: Position | None) -> Position:
    """Return a job with what the source says of it now, and said as `said` before."""
    was = said or Position()
    return replace(
        old,
        organisation=old.organisation or new.organisation,
        title=old.title or new.title,
        department=_scalar(old.department, new.department, was.department),
        start_on=_scalar(old.start_on, new.start_on, was.start_on),
        end_on=_scalar(old.end_on, new.end_on, was.end_on),
    )


def _moved_on(old: Position, new: Position, said: Position) -> Position:
    """Return the job that the source gives now in place of another; what the user typed there stays."""
    if fold(old.organisation) != fold(new.organisation):
        return replace(new, is_primary=old.is_primary)
    department = old.department if old.department != said.department else new.department
    title = old.title if fold(old.title) != fold(said.title) else new.title
    return replace(new, organisation=old.organisation, title=title, department=department, is_primary=old.is_primary)


def is_news(change: Change) -> bool:
    """Whether a change is worth telling: another employer or title, where there was one, or a new trial or paper."""
    if change.field in _NEWS_BY_COMING:
        return bool(change.after)
    return change.field in _NEWS and bool(change.before and change.after)


def changes_between(before: Details, after: Details) -> tuple[Change, ...]:
    """Return the fields that differ, as people read them."""
    old, new = _shown(before), _shown(after)
    return tuple(Change(name, old[name], new[name]) for name in old if old[name] != new[name])


def _shown(details: Details) -> dict[str, str]:
    name = details.name
    job = details.primary_position or Position()
    return {
        "name": name.display,
        "name parts": " / ".join((name.prefix, name.given, name.additional, name.family, name.suffix)),
        "nicknames": ", ".join(details.nicknames),
        "roles": ", ".join(role.label for role in details.roles),
        "tags": ", ".join(details.tags),
        "e-mails": ", ".join(shown_way(email) for email in details.emails),
        "phones": ", ".join(shown_way(phone) for phone in details.phones),
        "addresses": "; ".join(shown_address(address) for address in details.addresses),
        "links": ", ".join(shown_way(link) for link in details.links),
        "employer": job.organisation,
        "title": job.title,
        "department": job.department,
        "in the job since": job.start_on,
        "other jobs": "; ".join(_position(position) for position in details.positions if position is not job),
        "birthday": details.birthday,
        "note": details.note,
        "language": details.language,
        "country": details.country,
    }


def shown_way(way: Email | Phone | Link) -> str:
    """Return a way to reach somebody with its label."""
    return f"{way.value} ({way.label})" if way.label else way.value


def shown_address(a: Address) -> str:
    """Return an address on one line."""
    return ", ".join(filter(None, (a.street.replace("\n", ", "), a.city, a.region, a.postal_code, a.country, a.label)))


def _position(p: Position) -> str:
    start, end = p.start_on and f"from {p.start_on}", p.end_on and f"until {p.end_on}"
    return ", ".join(filter(None, (p.title, p.department, p.organisation, start, end)))
