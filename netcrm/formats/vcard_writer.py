"""vCard 3.0 (RFC 2426) and 4.0 (RFC 6350), written by ourselves: folded, escaped, and impossible to break out of.

What other programs read rules over what a standard would allow: labels are TYPE where it has a word for them, else
Apple's X-ABLabel beside the property; a birthday without a year in 3.0 is written Apple's way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from netcrm.domain.contact import Contact, Details, Link
from netcrm.domain.draft import CardKind
from netcrm.domain.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.text import clean_line, clean_text

_LINE_LIMIT = 75
"""Octets of a line without its line end (RFC 6350, 3.2)."""
_PRODUCT = "-//netcrm//netcrm//EN"
_TYPES = {
    "work": "work", "home": "home", "other": "other", "mobile": "cell", "fax": "fax", "pager": "pager", "main": "main",
    "car": "car", "isdn": "isdn",
}  # fmt: skip
"""Words of labels that TYPE has a word for; of several, a place stands first."""
_PLACES = ("work", "home", "other")
_MESSENGER = re.compile(r"(?:aim|facetime|gtalk|icq|im|irc|matrix|msn|sip|sips|skype|whatsapp|xmpp|ymsgr):\S", re.I)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_EXTRA = re.compile(r"(?:(?P<group>[A-Za-z0-9-]+)\.)?(?P<name>[A-Za-z0-9][A-Za-z0-9_-]*)(?:;[^\n]*)?:[^\n]*")
_OURS = frozenset({"BEGIN", "END", "VERSION", "PRODID", "UID", "KIND", "FN", "N", "REV"})
"""Properties that a card has once, and that are always ours."""
_ITEM = re.compile(r"item(\d{1,9})", re.I | re.A)


class CardVersion(StrEnum):
    """The version of a card; the value is what stands in it."""

    V3 = "3.0"
    V4 = "4.0"


def write_card(
    contact: Contact,
    *,
    uid: str,
    version: CardVersion,
    extra_lines: Iterable[str] = (),
    kind: CardKind = CardKind.INDIVIDUAL,
) -> bytes:
    """Return the card of a person, or of what else `kind` says.

    Roles, tiers and what else only netcrm knows are not in it, nor are past positions.

    Args:
        contact: The person.
        uid: The UID of the contact's first source, else its own.
        version: Which vCard to write.
        extra_lines: Properties of the contact's source that netcrm has no field for, unfolded and in the syntax of
            `version`. Those that are no property, and those that a card has but once, are left out.
    """
    extras = list(_extras(extra_lines))
    card = _Card(version, first_item=1 + max((_item_number(line) for line in extras), default=0))
    details = contact.details
    card.add("BEGIN", "VCARD")
    card.add("VERSION", version.value)
    card.add("PRODID", _PRODUCT)
    card.add_uid(uid)
    if version is CardVersion.V4:
        card.add("KIND", "org" if kind is CardKind.ORGANISATION else kind.value)
    elif kind is not CardKind.INDIVIDUAL:
        card.add("X-ABShowAs", "COMPANY")
    card.add("FN", escaped(clean_line(contact.name)))
    card.add_name(details.name)
    card.add_list("NICKNAME", details.nicknames)
    card.add_positions(details)
    card.add_ways(details)
    card.add_birthday(details.birthday)
    if version is CardVersion.V4 and details.language:
        card.add("LANG", escaped(clean_line(details.language)))
    card.add_list("CATEGORIES", details.tags)
    if details.note:
        card.add("NOTE", escaped(clean_text(details.note)))
    for line in extras:
        card.add_line(line)
    card.add("END", "VCARD")
    return b"".join(card.lines)


def escaped(text: str) -> str:
    """Return `text` as the value of a property or a part of one, without line ends (RFC 6350, 3.4)."""
    return _uri(text).replace(",", "\\,").replace(";", "\\;")


def _uri(text: str) -> str:
    """Return a URI as a value: commas and semicolons are its own, the rest is escaped all the same."""
    return text.replace("\\", "\\\\").replace("\r", "").replace("\n", "\\n")


def folded(line: str) -> bytes:
    """Return a content line in UTF-8, folded at 75 octets and never inside a character, with its line end."""
    data = line.encode()
    if len(data) <= _LINE_LIMIT:
        return data + b"\r\n"
    parts = []
    start, room = 0, _LINE_LIMIT
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(data[start:end])
        start, room = end, _LINE_LIMIT - 1
    parts.append(data[start:])
    return b"\r\n ".join(parts) + b"\r\n"


class _Card:
    """The lines of a card as they come into being."""

    def __init__(self, version: CardVersion, *, first_item: int) -> None:
        self.lines: list[bytes] = []
        self._is_v4 = version is CardVersion.V4
        self._item = first_item

    def add(self, head: str, value: str) -> None:
        """Add a property; `value` is escaped already."""
        self.add_line(f"{head}:{value}")

    def add_line(self, line: str) -> None:
        """Add a content line."""
        self.lines.append(folded(line))

    def add_list(self, name: str, values: Iterable[str]) -> None:
        """Add a property that is a list of texts, unless there are none."""
        texts = [escaped(text) for text in map(clean_line, values) if text]
        if texts:
            self.add(name, ",".join(texts))

    def add_uid(self, uid: str) -> None:
        """Add the UID as it is: 4.0 wants other texts than URIs to be called texts."""
        text = clean_line(uid)
        if self._is_v4 and _URI.fullmatch(text):
            self.add("UID", _uri(text))
        else:
            self.add("UID;VALUE=text" if self._is_v4 else "UID", escaped(text))

    def add_name(self, name: Name) -> None:
        """Add N; 3.0 must have it, also where only the formatted name is known."""
        suffixes = [part.strip() for part in f"{name.suffix},{name.credentials}".split(",")]
        parts = [escaped(clean_line(part)) for part in (name.family, name.given, name.additional, name.prefix)]
        parts.append(",".join(escaped(clean_line(suffix)) for suffix in suffixes if suffix))
        if any(parts) or not self._is_v4:
            self.add("N", ";".join(parts))

    def add_positions(self, details: Details) -> None:
        """Add ORG and TITLE of the primary position, and of the other current ones where each has both.

        Readers pair titles with organisations by their order: a gap would give somebody another job's title.
        """
        primary = details.primary_position
        if primary is None:
            return
        positions = [primary, *(p for p in details.positions if p.is_current and p != primary)]
        if not all(position.organisation and position.title for position in positions):
            positions = [primary]
        for position in positions:
            self._add_position(position)

    def _add_position(self, position: Position) -> None:
        organisation, department = escaped(clean_line(position.organisation)), escaped(clean_line(position.department))
        if organisation or department:
            self.add("ORG", f"{organisation};{department}" if department else organisation)
        if position.title:
            self.add("TITLE", escaped(clean_line(position.title)))

    def add_ways(self, details: Details) -> None:
        """Add mail addresses, phones, postal addresses and links, each with its label."""
        for email in details.emails:
            self._add_way("EMAIL", escaped(clean_line(email.value)), email.label, is_preferred=email.preferred)
        for phone in details.phones:
            self._add_way("TEL", escaped(clean_line(phone.value)), phone.label, is_preferred=phone.preferred)
        for address in details.addresses:
            parts = (address.city, address.region, address.postal_code, address.country)
            street = escaped(clean_text(address.street))
            self._add_way("ADR", ";".join(["", "", street, *(escaped(clean_line(p)) for p in parts)]), address.label)
        for link in details.links:
            self._add_link(link)

    def _add_link(self, link: Link) -> None:
        value = clean_line(link.value)
        scheme = value.partition(":")[0].casefold()
        if not _MESSENGER.match(value):
            self._add_way("URL", _uri(value), link.label)
        else:
            self._add_way("IMPP", _uri(value), "" if link.label.casefold() == scheme else link.label)

    def _add_way(self, name: str, value: str, label: str, *, is_preferred: bool = False) -> None:
        """Add a property with its label as TYPE, or in a group with X-ABLabel where TYPE has no word for it."""
        label = clean_line(label)
        types = _types(label)
        if label and not types:
            group = f"item{self._item}."
            self._item += 1
        else:
            group = ""
        head = group + name
        if not self._is_v4:
            if name == "EMAIL":
                types = ["internet", *types]
            if is_preferred:
                types = [*types, "pref"]
            types = [word.upper() for word in types]
        if types:
            head += ";TYPE=" + ",".join(types)
        if self._is_v4 and is_preferred:
            head += ";PREF=1"
        self.add(head, value)
        if group:
            self.add(f"{group}X-ABLabel", escaped(label))

    def add_birthday(self, birthday: str) -> None:
        """Add BDAY: a date, a date without a year, or the words of the source."""
        written = clean_line(birthday)
        if not written:
            return
        if _is_day(written):
            self.add("BDAY", written.replace("-", "") if self._is_v4 else written)
        elif written.startswith("--") and _is_day(f"1604{written[1:]}"):
            if self._is_v4:
                self.add("BDAY", f"--{written[2:].replace('-', '')}")
            else:
                self.add("BDAY;X-APPLE-OMIT-YEAR=1604", f"1604{written[1:]}")
        else:
            self.add("BDAY;VALUE=text", escaped(written))


def _types(label: str) -> list[str]:
    """Return the types that make `label` and are read as it again, or none."""
    words = label.split(" ")
    is_known = all(word in _TYPES for word in words) and len(set(words)) == len(words)
    places = [word in _PLACES for word in words]
    if not is_known or places != sorted(places, reverse=True) or sum(places) > 1:
        return []
    return [_TYPES[word] for word in words]


def _is_day(text: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _extras(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        text = clean_text(line).strip("\n").replace("\n", "\\n")
        match = _EXTRA.fullmatch(text)
        if match and match["name"].upper() not in _OURS:
            yield text


def _item_number(line: str) -> int:
    """Return the number of the group that a line stands in, 0 where it stands in none that is numbered."""
    match = _EXTRA.fullmatch(line)
    number = _ITEM.fullmatch(match["group"] or "") if match else None
    return int(number[1]) if number else 0
