"""Ways to reach somebody: mail addresses, phones, postal addresses and links out of content lines."""

from __future__ import annotations

import re
from urllib.parse import unquote

from netcrm.domain.contact import Address, Email, Link, Phone
from netcrm.domain.text import clean_line
from netcrm.formats.vcard.labels import label_of
from netcrm.formats.vcard.lines import ContentLine
from netcrm.formats.vcard.values import line_of, split_values, text_of

_BRACKETED = re.compile(r"[^<>]*<([^<>\s]+@[^<>\s]+)>")
_LONG_ADDRESS = 1000
"""Characters up to which a mail address is looked at for `Name <address>`."""
_NEW_EXTRAS = 40
"""Components past the seventh that an address may well have; more are no address but rubbish, and kept unread."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+-]{1,30}):\S")

MESSENGERS = {
    "X-AIM": "aim",
    "X-FACEBOOK": "facebook",
    "X-GADUGADU": "gadugadu",
    "X-GADU-GADU": "gadugadu",
    "X-GOOGLE-TALK": "google talk",
    "X-GOOGLE TALK": "google talk",
    "X-GROUPWISE": "groupwise",
    "X-GTALK": "google talk",
    "X-ICQ": "icq",
    "X-INSTAGRAM": "instagram",
    "X-JABBER": "xmpp",
    "X-KADDRESSBOOK-X-IMADDRESS": "messages",
    "X-LINKEDIN": "linkedin",
    "X-MASTODON": "mastodon",
    "X-MATRIX": "matrix",
    "X-MESSAGING/GADU-ALL": "gadugadu",
    "X-MESSAGING/SKYPE-ALL": "skype",
    "X-MESSAGING/XMPP-ALL": "xmpp",
    "X-MSN": "msn",
    "X-MS-IMADDRESS": "messages",
    "X-QQ": "qq",
    "X-SIGNAL": "signal",
    "X-SIP": "sip",
    "X-SKYPE": "skype",
    "X-SKYPE-USERNAME": "skype",
    "X-TELEGRAM": "telegram",
    "X-TWITTER": "twitter",
    "X-WECHAT": "wechat",
    "X-WHATSAPP": "whatsapp",
    "X-YAHOO": "yahoo",
}
"""Properties of programs for messengers and profiles, and what to call them."""


def email_of(line: ContentLine, label: str) -> Email | None:
    """Return the mail address of an EMAIL line; `Name <address>` and `mailto:` give the bare address."""
    value = line_of(line.value)
    if value[:7].lower() == "mailto:":
        value = clean_line(unquote(value[7:].partition("?")[0]))
    if len(value) <= _LONG_ADDRESS and (match := _BRACKETED.fullmatch(value)):
        value = match[1]
    return Email(value, label or line_label(line)) if value else None


def is_link(line: ContentLine) -> bool:
    """Return whether a TEL line holds no number but an address of another kind (`sip:`)."""
    return ":" in line.value and line.value[:4].lower() != "tel:" and bool(_SCHEME.match(line_of(line.value)))


def phone_of(line: ContentLine, label: str) -> Phone | None:
    """Return the number of a TEL line as written; a `tel:` URI is put as people write it (RFC 3966)."""
    value = line_of(line.value)
    if value[:4].lower() == "tel:":
        value = _number_of_uri(value[4:])
    return Phone(value, label or line_label(line)) if value else None


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
    parts = [text_of(part) for part in split_values(line.value, ";")]
    box, extension, street, city, region, postal_code, country = (*parts, *[""] * 7)[:7]
    lines = [part for part in (box, extension, street) if part]
    extras = [part for part in parts[7:] if part]
    if len(extras) <= _NEW_EXTRAS:  # RFC 9554 says street and number again, in components of their own
        known = (box, extension, street, city, region, postal_code, country)
        extras = [extra for extra in extras if not any(extra in part for part in known)]
    lines += extras
    if not any((*lines, city, region, postal_code, country)):
        return None
    return Address(
        street="\n".join(lines),
        city=clean_line(city),
        region=clean_line(region),
        postal_code=clean_line(postal_code),
        country=clean_line(country),
        label=label or line_label(line),
    )


def written_address_of(line: ContentLine, label: str) -> Address | None:
    """Return the address of a LABEL line: the lines as they stand on the envelope, as a street."""
    street = text_of(line.value)
    return Address(street=street, label=label or line_label(line)) if street else None


def link_of(line: ContentLine, label: str) -> Link | None:
    """Return the link of a URL, IMPP, social profile or messenger line, labelled with the service where it is known."""
    header = line.header
    value = line_of(line.value)
    service = header.parameters.get("SERVICE-TYPE") or header.parameters.get("X-SERVICE-TYPE") or ""
    label = label or clean_line(service).lower() or MESSENGERS.get(header.name, "") or line_label(line)
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


def line_label(line: ContentLine) -> str:
    """Return the label that the types and the group of a line make."""
    return label_of(line.header.types, line.header.group)
