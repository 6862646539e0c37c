"""vCard 3.0 (RFC 2426) and 4.0 (RFC 6350), written by ourselves: folded, escaped, and impossible to break out of.

What other programs read rules over what a standard would allow: labels are TYPE where it has a word for them, else
Apple's X-ABLabel beside the property; a birthday without a year in 3.0 is written Apple's way. What no property of
the standard says stands in lines of our own (`netcrm.formats.vcard.own`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import lru_cache

from netcrm.domain.contact import Address, Contact, Details, Link, Phone
from netcrm.domain.draft import CardKind
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.text import clean_line, clean_text
from netcrm.formats.content_lines import escaped, escaped_uri, joined, line_value, text_value
from netcrm.formats.vcard.binary import as_data_uri
from netcrm.formats.vcard.headers import OWN
from netcrm.formats.vcard.own import own_lines, shown_positions

_PRODUCT = "-//netcrm//netcrm//EN"
_TYPES = {
    "work": "work", "home": "home", "other": "other", "mobile": "cell", "fax": "fax", "pager": "pager", "main": "main",
    "car": "car", "isdn": "isdn",
}  # fmt: skip
"""Words of labels that TYPE has a word for; of several, a place stands first."""
_PLACES = ("work", "home", "other")
_MESSENGER = re.compile(r"(?:aim|facetime|gtalk|icq|im|irc|matrix|msn|sip|sips|skype|whatsapp|xmpp|ymsgr):\S", re.I)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_LIKE_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_EXTRA = re.compile(r"(?:(?P<group>[A-Za-z0-9-]+)\.)?(?P<name>[A-Za-z0-9][A-Za-z0-9_-]*)(?:;[^\n]*)?:[^\n]*")
_OURS = frozenset({"BEGIN", "END", "VERSION", "PRODID", "UID", "KIND", "FN", "N", "REV"})
"""Properties that a card has once, and that are always ours."""
_ITEM = re.compile(r"item(\d{1,9})", re.I | re.A)
_NO_YEAR = "1604"
"""The year that Apple, and readers after it, take for none."""


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
    private: bool = True,
) -> bytes:
    """Return the card of a person, or of what else `kind` says.

    Args:
        contact: The person.
        uid: The UID of the contact's first source, else its own.
        version: Which vCard to write.
        extra_lines: Properties of the contact's source that netcrm has no field for, unfolded, with data as 3.0
            marks them (`unknown_lines`). Those that are no property, and those that a card has but once, are left out.
        kind: What the card stands for.
        private: Whether what is the user's alone is told too: the tier, the star, how they address somebody.
    """
    is_v4 = version is CardVersion.V4
    extras = list(_extras(extra_lines, is_v4=is_v4))
    is_person = kind is CardKind.INDIVIDUAL
    details = contact.details
    parts = _name_parts(details.name)
    lines = ["BEGIN:VCARD", f"VERSION:{version.value}", f"PRODID:{_PRODUCT}", _uid(uid, is_v4=is_v4)]
    if is_v4:
        lines.append(f"KIND:{'org' if kind is CardKind.ORGANISATION else kind.value}")
    elif not is_person:
        lines.append("X-ABShowAs:COMPANY")
    lines.append(f"FN:{line_value(contact.name)}")
    if parts or not is_v4:  # 3.0 must have N, also where only the formatted name is known
        lines.append(f"N:{parts or ';;;;'}")
    if details.nicknames:
        lines += _list("NICKNAME", details.nicknames)
    for position in shown_positions(details.positions):
        lines += _position(position)
    lines += _ways(details, is_v4=is_v4, item=1 + max(map(_item_number, extras), default=0))
    lines += _birthday(details.birthday, is_v4=is_v4)
    if details.language:
        lines.append(f"LANG:{line_value(details.language)}")
    if details.tags:
        lines += _list("CATEGORIES", details.tags)
    if details.note:
        lines.append(f"NOTE:{text_value(details.note)}")
    if is_person:
        lines += own_lines(details, has_parts=bool(parts), private=private)
    lines += extras
    lines.append("END:VCARD\r\n")
    return joined(lines).encode()


def _list(name: str, values: Iterable[str]) -> list[str]:
    """Return a property that is a list of texts, unless there are none."""
    texts = ",".join(filter(None, map(line_value, values)))
    return [f"{name}:{texts}"] if texts else []


def _uid(uid: str, *, is_v4: bool) -> str:
    """Return the UID as it is: 4.0 wants other texts than URIs to be called texts."""
    if not is_v4:
        return f"UID:{line_value(uid)}"
    text = clean_line(uid)
    return f"UID:{escaped_uri(text)}" if _URI.fullmatch(text) else f"UID;VALUE=text:{escaped(text)}"


def _name_parts(name: Name) -> str:
    """Return the value of N, or nothing where no part is known."""
    suffixes = name.credentials
    if suffixes or name.suffix:
        written = f"{name.suffix},{name.credentials}".split(",")
        suffixes = ",".join(filter(None, map(line_value, map(str.strip, written))))
    parts = (name.family, name.given, name.additional, name.prefix)
    value = f"{';'.join(map(line_value, parts))};{suffixes}"
    return value if value != ";;;;" else ""


def _position(position: Position) -> Iterator[str]:
    """Yield ORG and TITLE of a job."""
    organisation, department = line_value(position.organisation), line_value(position.department)
    if department:
        yield f"ORG:{organisation};{department}"
    elif organisation:
        yield f"ORG:{organisation}"
    if position.title:
        yield f"TITLE:{line_value(position.title)}"


def _ways(details: Details, *, is_v4: bool, item: int) -> Iterator[str]:
    """Yield mail addresses, phones, postal addresses and links; `item` numbers the first group of a label."""
    ways = [("EMAIL", line_value(email.value), email.label, email.preferred) for email in details.emails]
    ways += [(_phone_name(phone), line_value(phone.value), phone.label, phone.preferred) for phone in details.phones]
    ways += [("ADR", _address(address), address.label, False) for address in details.addresses]
    ways += [(*_link(link), False) for link in details.links]
    for name, value, label, is_preferred in ways:
        head, own_label = _head(name, label, is_preferred, is_v4)
        if own_label:
            yield f"item{item}.{head}:{value}"
            yield f"item{item}.X-ABLabel:{own_label}"
            item += 1
        else:
            yield f"{head}:{value}"


def _phone_name(phone: Phone) -> str:
    """Return the property of a phone; a number that could be taken for a URI is called a text."""
    return "TEL;VALUE=text" if ":" in phone.value and _LIKE_URI.match(clean_line(phone.value)) else "TEL"


def _address(address: Address) -> str:
    parts = (address.city, address.region, address.postal_code, address.country)
    return f";;{text_value(address.street)};{';'.join(map(line_value, parts))}"


def _link(link: Link) -> tuple[str, str, str]:
    """Return property, value and label of a link; readers take the scheme of an IMPP for its label."""
    value = clean_line(link.value)
    if not link.label or not _MESSENGER.match(value):
        return "URL", escaped_uri(value), link.label
    return "IMPP", escaped_uri(value), "" if link.label == value.partition(":")[0].lower() else link.label


@lru_cache(maxsize=1024)
def _head(name: str, label: str, is_preferred: bool, is_v4: bool) -> tuple[str, str]:
    """Return what stands before the colon of a property, and its label escaped where TYPE has no word for it."""
    label = clean_line(label)
    types = _types(label)
    own_label = "" if types else escaped(label)
    if not is_v4:
        if name == "EMAIL":
            types = ["internet", *types]
        if is_preferred:
            types = [*types, "pref"]
        types = [word.upper() for word in types]
    head = f"{name};TYPE={','.join(types)}" if types else name
    return f"{head};PREF=1" if is_v4 and is_preferred else head, own_label


def _birthday(birthday: str, *, is_v4: bool) -> Iterator[str]:
    """Yield BDAY: a date, a date without a year, or the words of the source."""
    written = clean_line(birthday)
    if not written:
        return
    if _is_day(written) and not written.startswith(_NO_YEAR):
        yield f"BDAY:{written.replace('-', '') if is_v4 else written}"
    elif written.startswith("--") and _is_day(f"{_NO_YEAR}{written[1:]}"):
        if is_v4:
            yield f"BDAY:--{written[2:].replace('-', '')}"
        else:
            yield f"BDAY;X-APPLE-OMIT-YEAR={_NO_YEAR}:{_NO_YEAR}{written[1:]}"
    else:
        yield f"BDAY;VALUE=text:{escaped(written)}"


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


def _extras(lines: Iterable[str], *, is_v4: bool) -> Iterator[str]:
    for line in lines:
        text = clean_text(line).strip("\n").replace("\n", "\\n")
        match = _EXTRA.fullmatch(text)
        name = match["name"].upper() if match else ""
        if name and name not in _OURS and not name.startswith(OWN):
            yield as_data_uri(name, text) if is_v4 else text


def _item_number(line: str) -> int:
    """Return the number of the group that a line stands in, 0 where it stands in none that is numbered."""
    match = _EXTRA.fullmatch(line)
    number = _ITEM.fullmatch(match["group"] or "") if match else None
    return int(number[1]) if number else 0
