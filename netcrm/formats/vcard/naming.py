"""What a card is called: its formatted name and parts, or whatever else tells whom it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from netcrm.domain.contact import Details
from netcrm.domain.draft import CardKind
from netcrm.domain.name import Name
from netcrm.domain.names import name_from_parts, read_name
from netcrm.domain.text import clean_line, fold
from netcrm.formats.vcard.lines import ContentLine
from netcrm.formats.vcard.values import line_of, split_values

_KINDS = {
    "group": CardKind.GROUP,
    "location": CardKind.LOCATION,
    "org": CardKind.ORGANISATION,
    "organisation": CardKind.ORGANISATION,
    "organization": CardKind.ORGANISATION,
}

Properties = Mapping[str, Sequence[ContentLine]]
"""The lines of a card by the name of their property."""


@dataclass(frozen=True, slots=True)
class NameParts:
    """The components of an N line."""

    family: str = ""
    given: str = ""
    additional: str = ""
    prefix: str = ""
    suffix: str = ""

    def __bool__(self) -> bool:
        return bool(self.family or self.given or self.additional or self.prefix or self.suffix)


def texts(lines: Iterable[ContentLine]) -> list[str]:
    """Return the values of `lines` as single lines of text, without empty ones and repetitions."""
    found = (line_of(line.value) for line in lines)
    return list(dict.fromkeys(filter(None, found)))


def by_preference(lines: Sequence[ContentLine]) -> list[ContentLine]:
    """Return `lines` with the preferred ones first, else in their order."""
    return sorted(lines, key=lambda line: line.header.preference or 101) if len(lines) > 1 else list(lines)


def kind_of(properties: Properties) -> CardKind:
    """Return what the card stands for. Apple marks companies with X-ABShowAs, but people there as well."""
    for name in ("KIND", "X-ADDRESSBOOKSERVER-KIND"):
        for line in properties.get(name, ()):
            return _KINDS.get(line.value.strip().lower(), CardKind.INDIVIDUAL)
    shown_as = [line.value.strip().upper() for line in properties.get("X-ABSHOWAS", ())]
    if "COMPANY" in shown_as and not name_parts(properties):
        return CardKind.ORGANISATION
    return CardKind.INDIVIDUAL


def name_parts(properties: Properties) -> NameParts:
    """Return the components of the first N line that has any; others are the same name in another script.

    Components past the fifth (RFC 9554 has seven) join the suffix where they say something new.
    """
    for line in properties.get("N", ()):
        components = split_values(line.value, ";")
        family, given = (line_of(part) if ", " in part else _list(part, " ") for part in (*components, "", "")[:2])
        additional, prefix = (_list(part, " ") for part in (*components[2:4], "", "")[:2])
        suffixes = [_list(part, ", ") for part in components[4:]]
        if len(suffixes) > 1:
            known = set(fold(f"{family} {given} {additional}").split())
            suffixes[1:] = [part for part in suffixes[1:] if not known.issuperset(fold(part).split() or [part])]
        new = [part for part in suffixes if part]
        parts = NameParts(family, given, additional, prefix, ", ".join(dict.fromkeys(new)))
        if parts:
            return parts
    return NameParts()


def _list(component: str, joint: str) -> str:
    """Return a component that is a list of values (RFC 6350, 6.2.2) as one text."""
    values = (line_of(value) for value in split_values(component, ","))
    return joint.join(value for value in values if value)


def name_of(properties: Properties, kind: CardKind, organisations: Sequence[str]) -> Name | None:
    """Return the name that FN and N give, or `None` where they are missing or empty.

    Names of organisations, places and groups are not taken apart. A company's name in FN gives way to the person in N.
    """
    written = texts(by_preference(properties.get("FN", ())))
    formatted = written[0] if written else ""
    parts = name_parts(properties)
    if kind is not CardKind.INDIVIDUAL:
        return Name(formatted) if formatted else None
    if formatted in organisations:
        if not parts:
            return Name(formatted)
        formatted = ""
    if parts:
        return name_from_parts(formatted, parts.prefix, parts.given, parts.additional, parts.family, parts.suffix)
    return read_name(formatted) if formatted else None


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
