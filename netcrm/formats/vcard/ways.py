"""Ways to reach somebody: mail addresses, phones, postal addresses and links out of content lines."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

from netcrm.domain.contact import Address, Email, Link, Phone
from netcrm.domain.text import clean_line
from netcrm.formats.vcard.headers import Header
from netcrm.formats.vcard.labels import MESSENGERS
from netcrm.formats.vcard.lines import ContentLine
from netcrm.formats.vcard.values import LONGEST_REMEMBERED, line_of, parts_of, text_of

_BRACKETED = re.compile(r"[^<>]*<([^<>\s]+@[^<>\s]+)>")
_LONG_ADDRESS = 1000
"""Characters up to which a mail address is looked at for `Name <address>`."""
_NEW_EXTRAS = 40
"""Components past the seventh that an address may well have; more are no address but rubbish, and kept unread."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+-]{1,30}):\S")


def email_of(line: ContentLine, label: str) -> Email | None:
    """Return the mail address of an EMAIL line; `Name <address>` and `mailto:` give the bare address."""
    header, value = line
    value = line_of(value)
    if value[:7].lower() == "mailto:":
        value = clean_line(unquote(value[7:].partition("?")[0]))
    if value[-1:] == ">" and len(value) <= _LONG_ADDRESS and (match := _BRACKETED.fullmatch(value)):
        value = match[1]
    return Email(value, label or header.label, header.is_preferred) if value else None


def is_link(line: ContentLine) -> bool:
    """Return whether a TEL line holds no number but an address of another kind (`sip:`)."""
    header, value = line
    if ":" not in value or value[:4].lower() == "tel:" or _is_text(header):
        return False
    return _SCHEME.match(line_of(value)) is not None


def phone_of(line: ContentLine, label: str) -> Phone | None:
    """Return the number of a TEL line as written; a `tel:` URI is put as people write it (RFC 3966)."""
    header, value = line
    value = line_of(value)
    if value[:4].lower() == "tel:" and not _is_text(header):
        value = _number_of_uri(value[4:])
    return Phone(value, label or header.label, header.is_preferred) if value else None


def _is_text(header: Header) -> bool:
    """Whether VALUE=text says that the value is no URI, whatever it looks like."""
    return header.parameters.get("VALUE", "").lower() == "text"


def _number_of_uri(rest: str) -> str:
    number, *parameters = rest.split(";")
    number = unquote(number)
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        key, value = key.strip().lower(), unquote(value)
        if key == "ext" and value:
            number += f" ext. {value}"
        elif key == "phone-context" and value.startswith("+"):
            number = f"{value}-{number}"
        elif value:
            number += f";{key}={value}"
    return clean_line(number)


def address_of(line: ContentLine, label: str) -> Address | None:
    """Return the postal address of an ADR line; box, extension and whatever comes after the country join the street."""
    header, value = line
    read = _remembered_address if len(value) <= LONGEST_REMEMBERED else _address
    return read(value, label or header.label)


def _address(value: str, label: str) -> Address | None:
    parts = parts_of(value, ";", text_of)
    if not any(parts):
        return None
    if len(parts) != 7:
        parts = [*parts, *[""] * 7]
    box, extension, street, city, region, postal_code, country, *extras = parts
    if extras:
        extras = _new(list(filter(None, extras)), parts[:7])
    return Address(
        "\n".join(filter(None, (box, extension, street, *extras))),
        city and clean_line(city),
        region and clean_line(region),
        postal_code and clean_line(postal_code),
        country and clean_line(country),
        label,
    )


_remembered_address = lru_cache(maxsize=4096)(_address)


def _new(extras: list[str], known: list[str]) -> list[str]:
    """Return the further components that say something new: RFC 9554 has street and number again as its own."""
    if len(extras) > _NEW_EXTRAS:
        return extras
    return [extra for extra in extras if not any(extra in part for part in known)]


def written_address_of(line: ContentLine, label: str) -> Address | None:
    """Return the address of a LABEL line: the lines as they stand on the envelope, as a street."""
    header, value = line
    street = text_of(value)
    return Address(street=street, label=label or header.label) if street else None


def link_of(line: ContentLine, label: str) -> Link | None:
    """Return the link of a URL, IMPP, social profile or messenger line, labelled with the service where it is known."""
    header, value = line
    value = line_of(value)
    service = header.parameters.get("SERVICE-TYPE") or header.parameters.get("X-SERVICE-TYPE") or ""
    label = label or clean_line(service).lower() or MESSENGERS.get(header.name, "") or header.label
    if header.name in ("X-SOCIALPROFILE", "SOCIALPROFILE"):
        user = header.parameters.get("X-USER") or header.parameters.get("USERNAME") or ""
        if not value or value.startswith("x-apple:"):
            value = clean_line(user) or value.removeprefix("x-apple:")
    return _link(value, label, is_page=header.name == "URL")


def _link(value: str, label: str, *, is_page: bool = False) -> Link | None:
    if not value:
        return None
    match = None if label or is_page else _SCHEME.match(value)
    return Link(value, match[1].lower() if match else label)
