"""What a card says that netcrm has no field for: kept with its source, and written out again with the person."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator

from netcrm.formats.vcard.encoding import codec_of
from netcrm.formats.vcard.lines import ContentLine, card_lines, content_lines
from netcrm.formats.vcard.ways import MESSENGERS

_READ = frozenset(
    {
        "FN", "N", "NICKNAME", "ORG", "TITLE", "ROLE", "EMAIL", "TEL", "ADR", "LABEL", "URL", "IMPP", "SOCIALPROFILE",
        "X-SOCIALPROFILE", "CATEGORIES", "PHOTO", "X-MS-CARDPICTURE", "BDAY", "NOTE", "LANG", "UID", "KIND", "MEMBER",
        "X-ADDRESSBOOKSERVER-KIND", "X-ADDRESSBOOKSERVER-MEMBER", "VERSION", "PRODID", "REV", "BEGIN", "END", "AGENT",
        "SORT-STRING", "X-ABLABEL", "X-ABSHOWAS",
    }
) | frozenset(MESSENGERS)  # fmt: skip
"""Properties that the reader turns into fields, or that are about the card and not the person."""

_SIGNATURES = ((b"\xff\xd8", "jpeg"), (b"\x89PNG", "png"), (b"GIF8", "gif"), (b"RIFF", "webp"))


def unknown_lines(raw: bytes) -> Iterator[str]:
    """Yield the properties of a card that netcrm has no field for, unfolded and with their values decoded.

    Encodings of vCard 2.1 are gone from them; what was base64 stays so, marked as vCard 3.0 does (`ENCODING=b`).
    """
    codec, mark_length = codec_of(raw)
    properties = content_lines(card_lines(raw[mark_length:], codec), [])
    labelled = {line.header.group for line in properties if line.header.name not in _READ and line.header.group}
    for line in properties:
        name = line.header.name
        if name not in _READ or (name == "X-ABLABEL" and line.header.group in labelled):
            yield _written(line)


def _written(line: ContentLine) -> str:
    header = line.header
    parts = [f"{header.group}.{header.name}" if header.group else header.name]
    parts += [f"TYPE={kind}" for kind in header.types]
    parts += [f"{name}={_parameter(value)}" for name, value in header.parameters.items()]
    if header.encoding == "BASE64":
        parts.append("ENCODING=b")
    value = line.value.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
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
