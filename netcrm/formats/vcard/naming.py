"""What a card is called: its formatted name and parts, or whatever else tells whom it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from netcrm.domain.contact import Details
from netcrm.domain.draft import CardKind
from netcrm.domain.naming.name import Name
from netcrm.domain.naming.reading import name_from_parts, read_name
from netcrm.domain.text import clean_line, fold
from netcrm.formats.vcard.lines import ContentLine
from netcrm.formats.vcard.values import line_of, parts_of, split_values

_KINDS = {
    "group": CardKind.GROUP,
    "location": CardKind.LOCATION,
    "org": CardKind.ORGANISATION,
    "organisation": CardKind.ORGANISATION,
    "organization": CardKind.ORGANISATION,
}

Properties = Mapping[str, Sequence[ContentLine]]
"""The lines of a card by the name of their property."""


class NameParts(NamedTuple):
    """The components of an N line."""

    family: str = ""
    given: str = ""
    additional: str = ""
    prefix: str = ""
    suffix: str = ""


def texts(lines: Iterable[ContentLine]) -> list[str]:
    """Return the values of `lines` as single lines of text, without empty ones and repetitions."""
    found = (line_of(value) for _, value in lines)
    return list(dict.fromkeys(filter(None, found)))


def first_text(lines: Iterable[ContentLine]) -> str:
    """Return the first value of `lines` that is not empty, as a single line of text."""
    for _, value in lines:
        if text := line_of(value):
            return text
    return ""


def by_preference(lines: Sequence[ContentLine]) -> Sequence[ContentLine]:
    """Return `lines` with the preferred ones first, else in their order."""
    return sorted(lines, key=lambda line: line[0].preference or 101) if len(lines) > 1 else lines


def kind_of(properties: Properties) -> CardKind:
    """Return what the card stands for. Apple marks companies with X-ABShowAs, but people there as well."""
    if lines := properties.get("KIND") or properties.get("X-ADDRESSBOOKSERVER-KIND"):
        _, value = lines[0]
        return _KINDS.get(value.strip().lower(), CardKind.INDIVIDUAL)
    if "X-ABSHOWAS" in properties and not any(name_parts(properties)):
        shown_as = [value.strip().upper() for _, value in properties["X-ABSHOWAS"]]
        return CardKind.ORGANISATION if "COMPANY" in shown_as else CardKind.INDIVIDUAL
    return CardKind.INDIVIDUAL


def name_parts(properties: Properties) -> NameParts:
    """Return the components of the first N line that has any; others are the same name in another script.

    Components past the fifth (RFC 9554 has seven) join the suffix where they say something new.
    """
    for _, value in properties.get("N", ()):
        family, given, additional, prefix, *suffixes = _components(value)
        if len(suffixes) > 1:
            known = set(fold(f"{family} {given} {additional}").split())
            suffixes[1:] = [part for part in suffixes[1:] if not known.issuperset(fold(part).split() or [part])]
            suffixes = list(dict.fromkeys(filter(None, suffixes)))
        parts = NameParts(family, given, additional, prefix, ", ".join(suffixes))
        if any(parts):
            return parts
    return NameParts()


def _components(value: str) -> list[str]:
    """Return the components of an N line, four at least; each may be a list of values (RFC 6350, 6.2.2).

    A comma with a blank behind it in a family or given name is punctuation.
    """
    if "," not in value:
        components = parts_of(value, ";")
    else:
        written = split_values(value, ";")
        components = [line_of(part) if ", " in part else _list(part, " ") for part in written[:2]]
        components += [_list(part, " ") for part in written[2:4]]
        components += [_list(part, ", ") for part in written[4:]]
    return components if len(components) > 3 else [*components, "", "", ""][:4]


def _list(component: str, joint: str) -> str:
    """Return a component that is a list of values (RFC 6350, 6.2.2) as one text."""
    values = (line_of(value) for value in split_values(component, ","))
    return joint.join(value for value in values if value)


def name_of(properties: Properties, kind: CardKind, organisations: Sequence[str]) -> Name | None:
    """Return the name that FN and N give, or `None` where they are missing or empty.

    Names of organisations, places and groups are not taken apart. A company's name in FN gives way to the person in N.
    """
    formatted = first_text(by_preference(properties.get("FN", ())))
    parts = name_parts(properties)
    if kind is not CardKind.INDIVIDUAL:
        return Name(formatted) if formatted else None
    if formatted in organisations:
        if not any(parts):
            return Name(formatted)
        formatted = ""
    if any(parts):
        family, given, additional, prefix, suffix = parts
        name = name_from_parts(formatted, prefix, given, additional, family, suffix)
    elif formatted:
        name = read_name(formatted)
    else:
        return None
    if name.formatted:
        return name
    written = formatted or ", ".join(filter(None, parts))  # of commas alone no name is left
    return Name(written) if written else None


def other_names(properties: Properties, name: Name) -> list[str]:
    """Return further spellings of the name: a person's FN in another language or script."""
    lines = properties.get("FN", ())
    if len(lines) < 2:
        return []
    written = texts(by_preference(lines))[1:]
    known = set(fold(name.display).split())
    return [text for text in written if not known.issuperset(fold(text).split())]


def name_from_rest(details: Details) -> tuple[Name, str] | None:
    """Return what a card without a name is called after, and the word for that; `None` where it has nothing.

    The order is how well it tells people apart who read it in a list.
    """
    if details.positions and details.positions[0].organisation:
        return Name(details.positions[0].organisation), "organisation"
    if details.nicknames:
        return Name(details.nicknames[0]), "nickname"
    if details.emails:
        return Name(details.emails[0].value), "e-mail address"
    if details.phones:
        return Name(details.phones[0].value), "phone number"
    if details.links:
        return Name(details.links[0].value), "link"
    if details.addresses:
        address = details.addresses[0]
        parts = (*address.street.split("\n"), address.postal_code, address.city, address.region, address.country)
        return Name(clean_line(", ".join(part for part in parts if part))), "address"
    return None
