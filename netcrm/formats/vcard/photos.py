"""Photos that cards carry by value. Those named by an address are not fetched: netcrm works offline."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import unquote_to_bytes

from netcrm.formats.vcard.lines import ContentLine
from netcrm.formats.vcard.warnings import warn

PHOTOS = ("PHOTO", "X-MS-CARDPICTURE")
"""Properties that are photos of the person, the first to be looked at first."""


def photo_of(line: ContentLine, warnings: list[str]) -> bytes | None:
    """Return the bytes of a photo, or `None` where it is an address, empty or damaged (which is told)."""
    header, value = line
    value = value.strip()
    if value[:5].lower() == "data:":
        media, comma, data = value.partition(",")
        if not comma:
            warn(warnings, "The photo is damaged and was left out.")
            return None
        if not media.rstrip("\\").lower().endswith(";base64"):
            return unquote_to_bytes(data) or None
        value = data
    elif header.encoding != "BASE64":
        return None
    value = "".join(value.split()).rstrip("=")
    try:
        return base64.b64decode(value + "=" * (-len(value) % 4), validate=True) or None
    except (binascii.Error, ValueError):
        warn(warnings, "The photo is damaged and was left out.")
        return None
