"""The options that describe a person, shared by `add` and `edit`, and what they make of somebody's details."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import click

from netcrm.cli.reading import read_roles, read_tier
from netcrm.domain.contact import Address, Details, Email, Link, Phone
from netcrm.domain.dates import parse_partial_date
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.domain.tags import read_tag
from netcrm.errors import NotFound

CommandFunction = TypeVar("CommandFunction", bound=Callable[..., None])
Way = TypeVar("Way", Email, Phone, Link)

_LABELLED = re.compile(r"([A-Za-z][A-Za-z -]{0,19})=(.+)", re.DOTALL)
"""`work=ana@site.org`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the options say; `None` and empty tuples say nothing, an empty text clears."""

    roles: tuple[str, ...]
    organisation: str | None
    title: str | None
    department: str | None
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    links: tuple[str, ...]
    nicknames: tuple[str, ...]
    tags: tuple[str, ...]
    tier: str | None
    starred: bool | None
    birthday: str | None
    note: str | None
    city: str | None
    country: str | None
    language: str | None
    salutation: str | None
    first_names: bool | None
    name: str | None = None
    added_note: str | None = None
    roles_gone: tuple[str, ...] = ()
    ways_gone: tuple[str, ...] = ()
    tags_gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, field) not in (None, ()) for field in self.__dataclass_fields__)


_OPTIONS = (
    click.option("--role", "roles", metavar="ROLE", multiple=True, help="pi, crc, kol, mentor …; the main one first."),
    click.option("--org", "organisation", metavar="NAME", help="The organisation."),
    click.option("--title", metavar="TEXT", help="The title of the job."),
    click.option("--department", metavar="TEXT", help="The department."),
    click.option("--email", "emails", metavar="EMAIL", multiple=True, help="EMAIL or work=EMAIL; may be repeated."),
    click.option("--phone", "phones", metavar="PHONE", multiple=True, help="PHONE or mobile=PHONE; may be repeated."),
    click.option("--link", "links", metavar="URL", multiple=True, help="A web page or profile; may be repeated."),
    click.option("--nickname", "nicknames", metavar="NAME", multiple=True, help="Another name; may be repeated."),
    click.option("--tag", "tags", metavar="TAG", multiple=True, help="A tag such as area/oncology; may be repeated."),
    click.option("--tier", metavar="A|B|C|D|none", help="How much they matter to you."),
    click.option("--star/--unstar", "starred", default=None, help="Put a star to the name, or take it away."),
    click.option("--birthday", metavar="DATE", help="1980-04-15, 15 apr, or 1980."),
    click.option("--note", metavar="TEXT", help="The note."),
    click.option("--city", metavar="CITY", help="The city."),
    click.option("--country", metavar="COUNTRY", help="The country; two letters such as US bring its holidays in."),
    click.option("--language", metavar="LANGUAGE", help="The language to write in, as a code such as fr."),
    click.option("--salutation", metavar="TEXT", help="How a letter to them begins: “Dear Professor Lima”."),
    click.option("--first-names/--last-names", "first_names", default=None, help="Whether you use first names."),
)  # fmt: skip
_EDIT_OPTIONS = (
    click.option("--name", metavar="NAME", help="The whole name: “Ana Lima, MD, PhD”."),
    click.option("--add-note", "added_note", metavar="TEXT", help="Lines to put under the note."),
    click.option("--no-role", "roles_gone", metavar="ROLE", multiple=True, help="A role to take away."),
    click.option("--remove", "ways_gone", metavar="VALUE", multiple=True, help="An e-mail, phone or link to take out."),
    click.option("--untag", "tags_gone", metavar="TAG", multiple=True, help="A tag to take away."),
)  # fmt: skip


def details_options(*, edit: bool) -> Callable[[CommandFunction], CommandFunction]:
    """Return the decorator that gives a command the options; with `edit` those too that take something away."""

    def decorate(command: CommandFunction) -> CommandFunction:
        for option in reversed(_OPTIONS + (_EDIT_OPTIONS if edit else ())):
            command = option(command)
        return command

    return decorate


def changed(details: Details, given: Given, *, day_first: bool | None) -> Details:
    """Return details as the options want them. What they do not name stays.

    Raises:
        UsageProblem: A role, tier or date is none.
        NotFound: What is to be taken away is not there.
    """
    if given.name is not None:
        from netcrm.domain.naming.reading import read_name

        details = replace(details, name=read_name(given.name))
    note = details.note if given.note is None else given.note
    if given.added_note:
        note = f"{note}\n{given.added_note}" if note else given.added_note
    ways_gone = _existing(given.ways_gone, (*details.emails, *details.phones, *details.links))
    return replace(
        details,
        nicknames=(*details.nicknames, *given.nicknames),
        roles=_roles(details, given),
        tags=_tags(details, given),
        tier=details.tier if given.tier is None else read_tier(given.tier),
        starred=details.starred if given.starred is None else given.starred,
        emails=_ways(details.emails, ways_gone, given.emails, Email),
        phones=_ways(details.phones, ways_gone, given.phones, Phone),
        links=_ways(details.links, ways_gone, given.links, Link),
        positions=_positions(details, given),
        addresses=_addresses(details, given),
        country=_holiday_country(details, given),
        birthday=_birthday(details, given, day_first),
        note=note,
        language=details.language if given.language is None else given.language,
        salutation=details.salutation if given.salutation is None else given.salutation,
        first_names=details.first_names if given.first_names is None else given.first_names,
    )


def _roles(details: Details, given: Given) -> tuple[Role, ...]:
    gone = read_roles(given.roles_gone)
    for role in gone:
        if role not in details.roles:
            raise NotFound("role of this person", role.label, [mine.label for mine in details.roles])
    wanted = read_roles(given.roles)
    return tuple(dict.fromkeys([*wanted, *(role for role in details.roles if role not in gone)]))


def _tags(details: Details, given: Given) -> tuple[str, ...]:
    gone = [read_tag(tag) for tag in given.tags_gone]
    for tag in gone:
        if tag not in details.tags:
            raise NotFound("tag of this person", tag, details.tags)
    return tuple(tag for tag in (*details.tags, *given.tags) if tag not in gone)


def _existing(gone: Sequence[str], ways: Sequence[Email | Phone | Link]) -> frozenset[str]:
    known = {way.value.casefold(): way.value for way in ways}
    for value in gone:
        if value.casefold() not in known:
            raise NotFound("e-mail, phone or link of this person", value, list(known.values()))
    return frozenset(value.casefold() for value in gone)


def _ways(there: Sequence[Way], gone: frozenset[str], new: Sequence[str], make: type[Way]) -> tuple[Way, ...]:
    kept = [way for way in there if way.value.casefold() not in gone]
    for text in new:
        labelled = _LABELLED.fullmatch(text)
        kept.append(make(labelled[2], labelled[1]) if labelled else make(text))
    return tuple(kept)


def _positions(details: Details, given: Given) -> tuple[Position, ...]:
    """Return the jobs with the primary one changed, or a first one made."""
    if given.organisation is None and given.title is None and given.department is None:
        return details.positions
    old = details.primary_position
    base = old or Position(is_primary=True)
    new = replace(
        base,
        organisation=base.organisation if given.organisation is None else given.organisation,
        title=base.title if given.title is None else given.title,
        department=base.department if given.department is None else given.department,
    )
    if new.organisation != base.organisation:
        new = replace(new, organisation_id=None)
    if old is None:
        return (new, *details.positions)
    return tuple(new if job is old else job for job in details.positions)


def _addresses(details: Details, given: Given) -> tuple[Address, ...]:
    if given.city is None and given.country is None:
        return details.addresses
    first, *others = details.addresses or (Address(),)
    first = replace(
        first,
        city=first.city if given.city is None else given.city,
        country=first.country if given.country is None else given.country,
    )
    return tuple(address for address in (first, *others) if address != Address(label=address.label))


def _holiday_country(details: Details, given: Given) -> str:
    if given.country is None:
        return details.country
    is_code = len(given.country) == 2 and given.country.isascii() and given.country.isalpha()
    return given.country.upper() if is_code else ""


def _birthday(details: Details, given: Given, day_first: bool | None) -> str:
    if given.birthday is None:
        return details.birthday
    return parse_partial_date(given.birthday, day_first=day_first) if given.birthday.strip() else ""
