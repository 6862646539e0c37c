"""Pictures, sounds and keys inside a card: base64 marked as vCard 3.0 does, a data URI in 4.0 (RFC 6350, 4 and 6.2.4).

They are kept in the form of 3.0, with the kind of the data as TYPE; both versions are made from that, and read as it.
"""

from __future__ import annotations

import re

from netcrm.formats.content_lines import split_line

_MARK = re.compile(r";ENCODING=b(?=[;:])", re.IGNORECASE)
_TYPE = re.compile(r";TYPE=([A-Za-z0-9.+-]+)(?=[;:])", re.IGNORECASE)
_DATA = re.compile(r"data:([^,;]*)((?:;[^,;]*)*?)\\?;base64\\?,(.*)", re.IGNORECASE | re.DOTALL)
_UNTOLD = "octet-stream"
_KINDS = {"PHOTO": "image", "LOGO": "image", "SOUND": "audio"}
"""What the data of a property are; of others it is not said."""
_PLACES = frozenset({"work", "home", "pref", "other"})
"""Types that say nothing of the data."""


def as_data_uri(name: str, line: str) -> str:
    """Return a content line as 4.0 writes it: one that is marked as base64 gets a data URI, others stay."""
    head, value = split_line(line)
    if not _MARK.search(f"{head}:"):
        return line
    head = _MARK.sub("", f"{head}:")
    found = _TYPE.search(head)
    media = f"application/{_UNTOLD}"
    if found and found[1].lower() not in _PLACES:
        head = _TYPE.sub("", head, count=1)
        media = f"{_KINDS.get(name, 'application')}/{found[1].lower()}"
    return f"{head}data:{media};base64,{value}"


def from_data_uri(value: str) -> tuple[str, str] | None:
    """Return the kind of the data in a base64 data URI (`PNG`, or nothing) and its base64; None for other values."""
    match = _DATA.fullmatch(value) if value[:5].lower() == "data:" else None
    if match is None:
        return None
    kind = match[1].rpartition("/")[2].upper()
    return ("" if kind == _UNTOLD.upper() else kind), match[3]
