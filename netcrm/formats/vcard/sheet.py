"""What the content lines of one card say: the details of a contact, and what stands beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple, TypeVar

from netcrm.domain.contact import Address, Details, Email, Link, Phone
from netcrm.domain.draft import CardKind
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.tags import tag_of
from netcrm.formats.vcard.dates import birthday
from netcrm.formats.vcard.headers import LINK, OWN, Header
from netcrm.formats.vcard.labels import apple_label
from netcrm.formats.vcard.lines import ContentLine
from netcrm.formats.vcard.naming import (
    Properties,
    by_preference,
    first_text,
    kind_of,
    name_from_rest,
    name_of,
    other_names,
    texts,
)
from netcrm.formats.vcard.photos import PHOTOS, photo_of
from netcrm.formats.vcard.values import LONGEST_REMEMBERED, line_of, parts_of, split_values, text_of, unescape
from netcrm.formats.vcard.warnings import shorten, warn
from netcrm.formats.vcard.ways import (
    address_of,
    email_of,
    is_link,
    link_of,
    phone_of,
    written_address_of,
)

_APPLE_MEMBER = "X-ADDRESSBOOKSERVER-MEMBER"
_ANDROID_NICKNAME = "vnd.android.cursor.item/nickname"
_NO_JOB = Position(is_primary=True)
"""What signs that nobody can see come to."""
_NO_LINE: ContentLine = (Header(""), "")
_LABELS_LIMIT = 200
"""Length up to which labels of one address, given again and again, are joined."""

_Way = TypeVar("_Way", Email, Phone, Address, Link)


class Sheet(NamedTuple):
    """A card that was read."""

    details: Details
    uid: str
    kind: CardKind
    members: tuple[str, ...]
    photo: bytes | None


def read_sheet(lines: Sequence[ContentLine], warnings: list[str]) -> Sheet | None:
    """Return what `lines` say, or `None` where nothing tells whom the card stands for."""
    properties = _gathered(lines)
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
    if OWN in properties and kind is CardKind.INDIVIDUAL:
        from netcrm.formats.vcard.own import with_own  # cards of others pay nothing for it

        own = [(header.name, value) for header, value in properties[OWN]]
        details = with_own(details, own, first_text(by_preference(properties.get("FN", ()))))
    uid = first_text(properties.get("UID", ()))
    return Sheet(details, uid, kind, _members(properties), _photo(properties, warnings))


def _gathered(lines: Sequence[ContentLine]) -> Properties:
    """Return the lines by what they are gathered as, without those that say something again in another way."""
    properties: dict[str, list[ContentLine]] = {}
    for line in lines:
        header = line[0]
        gathered = properties.get(header.gathered_as)
        if gathered is None:
            properties[header.gathered_as] = [line]
        elif not header.is_alternative_to(gathered[-1][0]):
            gathered.append(line)
    return properties


def _details(
    properties: Properties, name: Name | None, positions: tuple[Position, ...], warnings: list[str]
) -> Details:
    labels = _labels(properties["X-ABLABEL"]) if "X-ABLABEL" in properties else {}
    nicknames = _nicknames(properties, name)
    tags = _tags(properties["CATEGORIES"]) if "CATEGORIES" in properties else ()
    emails = _ways(properties["EMAIL"], labels, email_of) if "EMAIL" in properties else ()
    phones, links = _phones_and_links(properties, labels)
    addresses = _addresses(properties, labels)
    day = _birthday(properties["BDAY"], warnings) if "BDAY" in properties else ""
    note = _note(properties["NOTE"]) if "NOTE" in properties else ""
    language = first_text(by_preference(properties["LANG"])) if "LANG" in properties else ""
    # By position, since names cost time where fields are so many.
    return Details(
        name or Name(""), nicknames, (), tags, emails, phones, addresses, links, positions, day, note, language=language
    )


def _labels(lines: Sequence[ContentLine]) -> dict[str, str]:
    """Return the labels that Apple's programs give to the lines of a group."""
    return {header.group: apple_label(unescape(value)) for header, value in lines if header.group}


def _ways(
    lines: Sequence[ContentLine], labels: dict[str, str], convert: Callable[[ContentLine, str], _Way | None]
) -> tuple[_Way, ...]:
    """Return the ways in `lines`, each once."""
    ways: list[_Way] = []
    preferences: list[int] = []
    for line in lines:
        header = line[0]
        way = convert(line, labels.get(header.group, "") if labels else "")
        if way is not None:
            ways.append(way)
            preferences.append(header.preference)
    return tuple(ways) if len(ways) < 2 else _united(ways, preferences)


def _united(ways: Sequence[_Way], preferences: Sequence[int]) -> tuple[_Way, ...]:
    """Return `ways` without repetitions, whose labels are joined. Of several that are preferred one keeps the mark."""
    found: dict[object, _Way] = {}
    best: object = None
    best_preference = 101
    for way, preference in zip(ways, preferences, strict=True):
        key: object = replace(way, label="") if isinstance(way, Address) else way.value.casefold()
        known = found.setdefault(key, way)
        if known is not way and way.label and _has_room_for(known.label, way.label):
            found[key] = replace(known, label=f"{known.label}, {way.label}" if known.label else way.label)
        if 0 < preference < best_preference:
            best, best_preference = key, preference
    for key, way in found.items():
        if isinstance(way, Email | Phone) and way.preferred != (key == best):
            found[key] = replace(way, preferred=key == best)
    return tuple(found.values())


def _has_room_for(labels: str, label: str) -> bool:
    return len(labels) < _LABELS_LIMIT and label not in labels.split(", ")


def _phones_and_links(properties: Properties, labels: dict[str, str]) -> tuple[tuple[Phone, ...], tuple[Link, ...]]:
    """Return phones and links; a TEL that is no number but a `sip:` address is a link."""
    numbers, links = properties.get("TEL", ()), properties.get(LINK, ())
    if any(map(is_link, numbers)):
        links = [*links, *filter(is_link, numbers)]
        numbers = [line for line in numbers if not is_link(line)]
    return _ways(numbers, labels, phone_of), _ways(links, labels, link_of) if links else ()


def _addresses(properties: Properties, labels: dict[str, str]) -> tuple[Address, ...]:
    """Return the addresses of ADR lines; only a card without any is taken at its LABEL lines."""
    addresses = _ways(properties["ADR"], labels, address_of) if "ADR" in properties else ()
    if addresses or "LABEL" not in properties:
        return addresses
    return _ways(properties["LABEL"], labels, written_address_of)


def _positions(properties: Properties) -> tuple[Position, ...]:
    """Return the jobs: the first ORG goes with the first TITLE and ROLE, the second with the second, and so on.

    Lines of one group go together. A further title without an organisation of its own belongs to the only one.
    """
    organisations = _told(properties.get("ORG"), "; \t")
    titles, roles = _told(properties.get("TITLE")), _told(properties.get("ROLE"))
    if not (organisations or titles or roles):
        return ()
    count = max(len(organisations), len(titles), len(roles))
    if count == 1:
        only = _position(_at(organisations, 0), _at(titles, 0), _at(roles, 0), is_primary=True)
        return (only,) if only != _NO_JOB else ()
    title_of, role_of = _in_order_or_group(titles), _in_order_or_group(roles)
    found: dict[Position, None] = {}
    for place in range(count):
        line = organisations[0] if len(organisations) == 1 else _at(organisations, place)
        group = line[0].group
        found.setdefault(_position(line, title_of(place, group), role_of(place, group), is_primary=False))
    found.pop(replace(_NO_JOB, is_primary=False), None)
    return tuple(replace(job, is_primary=n == 0) for n, job in enumerate(found))


def _told(lines: Sequence[ContentLine] | None, blanks: str | None = None) -> Sequence[ContentLine]:
    """Return the lines that hold more than `blanks`."""
    return [line for line in lines if line[1].strip(blanks)] if lines else ()


def _at(lines: Sequence[ContentLine], place: int) -> ContentLine:
    return lines[place] if place < len(lines) else _NO_LINE


def _in_order_or_group(lines: Sequence[ContentLine]) -> Callable[[int, str], ContentLine]:
    """Return how to find the line that goes with a place in order, or with a group where one is shared."""
    grouped = {line[0].group: line for line in reversed(lines) if line[0].group}
    return lambda place, group: grouped.get(group) or _at(lines, place)


def _position(organisation: ContentLine, title: ContentLine, role: ContentLine, *, is_primary: bool) -> Position:
    values = organisation[1], title[1], role[1]
    read = _remembered_job if sum(map(len, values)) <= LONGEST_REMEMBERED else _job
    return read(*values, is_primary)


def _job(organisation: str, title: str, role: str, is_primary: bool) -> Position:
    name, *units = parts_of(organisation, ";")
    words = title and line_of(title)
    if role and (further := line_of(role)) != words:
        words = f"{words} / {further}" if words and further else words or further
    return Position(name, words, ", ".join(filter(None, units)), is_primary=is_primary)


_remembered_job = lru_cache(maxsize=4096)(_job)


def _nicknames(properties: Properties, name: Name | None) -> tuple[str, ...]:
    found: list[str] = []
    for _, value in properties.get("NICKNAME", ()):
        found += parts_of(value, ",")
    for _, value in properties.get("X-ANDROID-CUSTOM", ()):
        kind, *rest = split_values(value, ";")
        if kind == _ANDROID_NICKNAME:
            found += map(line_of, rest[:1])
    if name is not None:
        found += other_names(properties, name)
    return tuple(dict.fromkeys(filter(None, found))) if found else ()


def _tags(lines: Sequence[ContentLine]) -> tuple[str, ...]:
    values = [
        value for _, text in lines for part in split_values(text, ",") for value in split_values(part, ";") if value
    ]
    return tuple(dict.fromkeys(tag for value in values if (tag := tag_of(unescape(value)))))


def _birthday(lines: Sequence[ContentLine], warnings: list[str]) -> str:
    for header, value in lines:
        parameters = header.parameters
        is_text = parameters.get("VALUE", "").lower() == "text"
        value = unescape(value) if is_text else value
        text, is_understood = birthday(
            value, is_text=is_text, omitted_year=parameters.get("X-APPLE-OMIT-YEAR", "").strip()
        )
        if not is_understood:
            warn(warnings, f"The birthday “{shorten(text)}” was not understood and is kept as written.")
        if text:
            return text
    return ""


def _note(lines: Sequence[ContentLine]) -> str:
    return "\n\n".join(dict.fromkeys(note for _, value in lines if (note := text_of(value))))


def _members(properties: Properties) -> tuple[str, ...]:
    """Return the members of a group as their own cards write their UIDs, or their bare mail addresses."""
    if "MEMBER" not in properties and _APPLE_MEMBER not in properties:
        return ()
    members = [text.removeprefix("mailto:") for text in texts(properties.get("MEMBER", ()))]
    apple = texts(properties.get(_APPLE_MEMBER, ()))
    return (*members, *(text.removeprefix("urn:uuid:") for text in apple))


def _photo(properties: Properties, warnings: list[str]) -> bytes | None:
    for name in PHOTOS:
        for line in properties.get(name, ()):
            if photo := photo_of(line, warnings):
                return photo
    return None
