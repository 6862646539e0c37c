"""What a card says that netcrm has no field for: kept with its source, and written out again with the person."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence

from netcrm.formats.content_lines import escaped
from netcrm.formats.vcard.binary import from_data_uri
from netcrm.formats.vcard.encoding import codec_of
from netcrm.formats.vcard.headers import ALTERNATIVE, OWN, Header, parameters_of
from netcrm.formats.vcard.labels import LINKS
from netcrm.formats.vcard.lines import ContentLine, card_lines, content_lines
from netcrm.formats.vcard.naming import by_preference
from netcrm.formats.vcard.photos import PHOTOS, photo_of
from netcrm.formats.vcard.values import line_of

_READ = LINKS | {
    "FN", "N", "NICKNAME", "ORG", "TITLE", "ROLE", "EMAIL", "TEL", "ADR", "CATEGORIES", "NOTE", "UID",
    "KIND", "MEMBER", "X-ADDRESSBOOKSERVER-KIND", "X-ADDRESSBOOKSERVER-MEMBER", "VERSION", "PRODID", "REV", "BEGIN",
    "END", "X-ABLABEL", "X-ABSHOWAS",
}  # fmt: skip
"""Properties that the reader turns into fields, or that are about the card and not the person."""
_SAID_ONCE = {"BDAY": "BDAY", "LANG": "LANG"} | dict.fromkeys(PHOTOS, "PHOTO")
"""Properties of which one line is taken, and which of them are about the same."""
_NOT_IN_GROUPS = re.compile(r"[^A-Za-z0-9-]")
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_-]")
_SIGNATURES = ((b"\xff\xd8", "jpeg"), (b"\x89PNG", "png"), (b"GIF8", "gif"), (b"RIFF", "webp"))


def unknown_lines(raw: bytes) -> Iterator[str]:
    """Yield the properties of a card that netcrm has no field for, unfolded and with their values decoded.

    Among them are photos but the one that was taken (an address, a second picture, a damaged one), further languages
    and birthdays, what ALTID marks as the same in other words, labels of addresses that the card has in parts as well,
    cards inside as AGENT, and how a name is sorted. Encodings of vCard 2.1 are gone from them; what was base64 stays
    so, marked as vCard 3.0 does (`ENCODING=b`), data URIs too.
    """
    codec, mark_length = codec_of(raw)
    properties = content_lines(card_lines(raw[mark_length:], codec), [])
    untaken = list(_untaken(properties))
    labelled = {header.group for header, _ in untaken if header.group}
    kept = {id(line) for line in untaken}
    for line in properties:
        header, value = line
        if id(line) in kept or (header.name == "X-ABLABEL" and header.group in labelled):
            yield _written(header, value)
        elif header.name == "N" and header.parameters.get("SORT-AS"):
            yield f"SORT-STRING:{escaped(header.parameters['SORT-AS'])}"


def _untaken(properties: Sequence[ContentLine]) -> Iterator[ContentLine]:
    """Yield the lines that the reader took nothing from."""
    has_address = any(header.name == "ADR" and value.strip("; \t") for header, value in properties)
    before: dict[str, Header] = {}
    said_once: dict[str, list[ContentLine]] = {}
    for line in properties:
        header, _ = line
        if header.name in _SAID_ONCE:
            said_once.setdefault(_SAID_ONCE[header.name], []).append(line)
        elif header.name == "LABEL":
            if has_address:
                yield line
        elif header.name not in _READ:
            if not header.name.startswith(OWN):
                yield line
        elif header.name in before and header.is_alternative_to(before[header.name]):
            yield line
        else:
            before[header.name] = header
    for kind, lines in said_once.items():
        taken = _taken(kind, lines)
        yield from (line for line in lines if line is not taken and line[1].strip())


def _taken(kind: str, lines: Sequence[ContentLine]) -> ContentLine | None:
    """Return the line out of which the reader took the birthday, language or photo."""
    if kind == "PHOTO":
        in_order = (line for name in PHOTOS for line in lines if line[0].name == name)
        return next((line for line in in_order if photo_of(line, [])), None)
    ordered = by_preference(lines) if kind == "LANG" else lines
    return next((line for line in ordered if line_of(line[1])), None)


def _written(header: Header, value: str) -> str:
    """Return a line with its parameters as they were, but for what said how its value was encoded."""
    name = _NOT_IN_NAMES.sub("-", header.name)
    parts = [f"{_NOT_IN_GROUPS.sub('-', header.group)}.{name}" if header.group else name]
    for key, values in parameters_of(header.written):
        if key == "PREF" and header.name == "LANG":
            continue  # it would come before the contact's own language
        parts.append(f"{key}={','.join(map(_parameter, values))}")
    if header.encoding == "BASE64":
        parts.append("ENCODING=b")
    elif data := from_data_uri(value):
        kind, value = data
        if kind and not any(part.startswith("TYPE=") for part in parts):
            parts.append(f"TYPE={_parameter(kind)}")
        parts = [part for part in parts if part.upper() not in ("VALUE=URI", "VALUE=URL")] + ["ENCODING=b"]
    if header.alternative and ALTERNATIVE not in header.parameters:
        parts.append(f"{ALTERNATIVE}=1")
    value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return f"{';'.join(parts)}:{value}"


def _parameter(value: str) -> str:
    """Return a parameter's value, quoted where it must be (RFC 6350, 5.1) and escaped as RFC 6868 says."""
    escaped = value.replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    return f'"{escaped}"' if set(escaped) & set(":;,") else escaped


def photo_line(photo: bytes, version: str) -> str:
    """Return the PHOTO property of a picture: a data URI in vCard 4.0 (RFC 6350, 6.2.4), else inline base64."""
    kind = next((kind for signature, kind in _SIGNATURES if photo.startswith(signature)), "jpeg")
    data = b64encode(photo).decode("ascii")
    return (
        f"PHOTO:data:image/{kind};base64,{data}" if version == "4.0" else f"PHOTO;ENCODING=b;TYPE={kind.upper()}:{data}"
    )
