"""What the content lines of one card say: the details of a contact, and what stands beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from netcrm.domain.contact import Address, Details, Email, Link, Phone
from netcrm.domain.draft import CardKind
from netcrm.domain.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.tags import tag_of
from netcrm.formats.vcard.dates import birthday
from netcrm.formats.vcard.labels import apple_label
from netcrm.formats.vcard.lines import ContentLine
from netcrm.formats.vcard.naming import (
    Properties,
    by_preference,
    kind_of,
    name_from_rest,
    name_of,
    other_names,
    texts,
)
from netcrm.formats.vcard.photos import photo_of
from netcrm.formats.vcard.values import line_of, split_values, text_of, unescape
from netcrm.formats.vcard.warnings import shorten, warn
from netcrm.formats.vcard.ways import (
    MESSENGERS,
    address_of,
    email_of,
    is_link,
    link_of,
    phone_of,
    written_address_of,
)

_LINKS = ("URL", "IMPP", "X-SOCIALPROFILE", "SOCIALPROFILE")
_ANDROID_NICKNAME = "vnd.android.cursor.item/nickname"
_LABELS_LIMIT = 200
"""Length up to which labels of one address, given again and again, are joined."""

_Way = TypeVar("_Way", Email, Phone, Address, Link)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A card that was read."""

    details: Details
    uid: str
    kind: CardKind
    members: tuple[str, ...]
    photo: bytes | None


def read_sheet(lines: Sequence[ContentLine], warnings: list[str]) -> Sheet | None:
    """Return what `lines` say, or `None` where nothing tells whom the card stands for."""
    properties: dict[str, list[ContentLine]] = {}
    for line in lines:
        properties.setdefault(line.header.name, []).append(line)
    kind = kind_of(properties)
    positions = _positions(properties)
    name = name_of(properties, kind, [position.organisation for position in positions if position.organisation])
    details = _details(properties, name, positions, warnings)
    if name is None:
        called_after = name_from_rest(details)
        if called_after is None:
            return None
        name, word = called_after
        warn(warnings, f"The card has no name and is called after its {word}.")
        details = replace(details, name=name)
    return Sheet(details, _uid(properties), kind, _members(properties), _photo(properties, warnings))


def _details(
    properties: Properties, name: Name | None, positions: tuple[Position, ...], warnings: list[str]
) -> Details:
    labels = {
        line.header.group: apple_label(unescape(line.value))
        for line in properties.get("X-ABLABEL", ())
        if line.header.group
    }
    phones, links = _phones_and_links(properties, labels)
    return Details(
        name=name or Name(""),
        nicknames=_nicknames(properties, name),
        tags=_tags(properties),
        emails=tuple(_ways(properties.get("EMAIL", ()), labels, email_of)),
        phones=tuple(phones),
        addresses=_addresses(properties, labels),
        links=tuple(links),
        positions=positions,
        birthday=_birthday(properties, warnings),
        note="\n\n".join(_notes(properties)),
        language=next(iter(texts(by_preference(properties.get("LANG", ())))), ""),
    )


def _ways(
    lines: Sequence[ContentLine], labels: dict[str, str], convert: Callable[[ContentLine, str], _Way | None]
) -> list[_Way]:
    """Return the ways in `lines`, each once. Of several preferred mail addresses or phones one keeps the mark."""
    found: dict[object, _Way] = {}
    best: object = None
    best_preference = 101
    for line in lines:
        way = convert(line, labels.get(line.header.group, ""))
        if way is None:
            continue
        key: object = way.value.casefold() if not isinstance(way, Address) else replace(way, label="")
        known = found.setdefault(key, way)
        if known is not way and way.label and _has_room_for(known.label, way.label):
            found[key] = replace(known, label=f"{known.label}, {way.label}" if known.label else way.label)
        if 0 < line.header.preference < best_preference:
            best, best_preference = key, line.header.preference
    way = found.get(best) if best is not None else None
    if isinstance(way, Email | Phone):
        found[best] = replace(way, preferred=True)
    return list(found.values())


def _has_room_for(labels: str, label: str) -> bool:
    return len(labels) < _LABELS_LIMIT and label not in labels.split(", ")


def _phones_and_links(properties: Properties, labels: dict[str, str]) -> tuple[list[Phone], list[Link]]:
    """Return phones and links; a TEL that is no number but a `sip:` address is a link."""
    numbers: list[ContentLine] = []
    link_lines = [line for name in _LINKS for line in properties.get(name, ())]
    link_lines += [line for name in properties if name in MESSENGERS for line in properties[name]]
    for line in properties.get("TEL", ()):
        (link_lines if is_link(line) else numbers).append(line)
    return _ways(numbers, labels, phone_of), _ways(link_lines, labels, link_of)


def _addresses(properties: Properties, labels: dict[str, str]) -> tuple[Address, ...]:
    """Return the addresses of ADR lines; only a card without any is taken at its LABEL lines."""
    addresses = _ways(properties.get("ADR", ()), labels, address_of)
    return tuple(addresses or _ways(properties.get("LABEL", ()), labels, written_address_of))


def _positions(properties: Properties) -> tuple[Position, ...]:
    """Return the jobs: the first ORG goes with the first TITLE and ROLE, the second with the second, and so on.

    Lines of one group go together. A further title without an organisation of its own belongs to the only one.
    """
    organisations = [line for line in properties.get("ORG", ()) if line.value.strip("; \t")]
    titles = [line for line in properties.get("TITLE", ()) if line.value.strip()]
    roles = [line for line in properties.get("ROLE", ()) if line.value.strip()]
    if not (organisations or titles or roles):
        return ()
    title_of, role_of = _in_order_or_group(titles), _in_order_or_group(roles)
    found: dict[Position, None] = {}
    for place in range(max(len(organisations), len(titles), len(roles))):
        line = organisations[place] if place < len(organisations) else None
        if line is None and len(organisations) == 1:
            line = organisations[0]
        units = [line_of(unit) for unit in split_values(line.value, ";")] if line else [""]
        group = line.header.group if line else ""
        words = (title_of(place, group), role_of(place, group))
        title = " / ".join(dict.fromkeys(word for word in words if word))
        found.setdefault(Position(units[0], title, ", ".join(unit for unit in units[1:] if unit)))
    first, *others = found
    return (Position(first.organisation, first.title, first.department, is_primary=True), *others)


def _in_order_or_group(lines: Sequence[ContentLine]) -> Callable[[int, str], str]:
    """Return how to find the text of the line that goes with a place in order, or with a group where one is shared."""
    grouped = {line.header.group: line for line in reversed(lines) if line.header.group}

    def text_at(place: int, group: str) -> str:
        line = grouped.get(group) or (lines[place] if place < len(lines) else None)
        return line_of(line.value) if line else ""

    return text_at


def _nicknames(properties: Properties, name: Name | None) -> tuple[str, ...]:
    values = [value for line in properties.get("NICKNAME", ()) for value in split_values(line.value, ",")]
    for line in properties.get("X-ANDROID-CUSTOM", ()):
        kind, *rest = split_values(line.value, ";")
        if kind == _ANDROID_NICKNAME:
            values += rest[:1]
    nicknames = [line_of(value) for value in values]
    if name is not None:
        nicknames += other_names(properties, name)
    return tuple(dict.fromkeys(nickname for nickname in nicknames if nickname))


def _tags(properties: Properties) -> tuple[str, ...]:
    values = [
        unescape(value)
        for line in properties.get("CATEGORIES", ())
        for part in split_values(line.value, ",")
        for value in split_values(part, ";")
    ]
    return tuple(dict.fromkeys(tag for tag in map(tag_of, values) if tag))


def _birthday(properties: Properties, warnings: list[str]) -> str:
    for line in properties.get("BDAY", ()):
        parameters = line.header.parameters
        is_text = parameters.get("VALUE", "").lower() == "text"
        value = unescape(line.value) if is_text else line.value
        text, is_understood = birthday(
            value, is_text=is_text, omitted_year=parameters.get("X-APPLE-OMIT-YEAR", "").strip()
        )
        if not is_understood:
            warn(warnings, f"The birthday “{shorten(text)}” was not understood and is kept as written.")
        if text:
            return text
    return ""


def _notes(properties: Properties) -> list[str]:
    notes = (text_of(line.value) for line in properties.get("NOTE", ()))
    return list(dict.fromkeys(note for note in notes if note))


def _uid(properties: Properties) -> str:
    return next(iter(texts(properties.get("UID", ()))), "")


def _members(properties: Properties) -> tuple[str, ...]:
    """Return the members of a group as their own cards write their UIDs, or their bare mail addresses."""
    members = [text.removeprefix("mailto:") for text in texts(properties.get("MEMBER", ()))]
    apple = texts(properties.get("X-ADDRESSBOOKSERVER-MEMBER", ()))
    return (*members, *(text.removeprefix("urn:uuid:") for text in apple))


def _photo(properties: Properties, warnings: list[str]) -> bytes | None:
    for name in ("PHOTO", "X-MS-CARDPICTURE"):
        for line in properties.get(name, ()):
            if photo := photo_of(line, warnings):
                return photo
    return None
