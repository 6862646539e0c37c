"""The only file that touches vobject: the last resort for cards that our own reader refuses.

vobject's regular expression for a line takes exponential time (25 parameters without a colon hang it), so that its
`parseLine` is replaced by our linear one before anything is parsed. vobject looks the name up at call time; a test
holds that.
"""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from netcrm.formats.content_lines import split_line
from netcrm.formats.vcard.headers import Header, header_of, split_outside_quotes
from netcrm.formats.vcard.lines import ContentLine

_LEFT_ESCAPED = frozenset({"ADR", "N", "ORG"})
"""Values in components, which vobject leaves as they are until it makes objects of them."""

ParsedLine = tuple[str, list[list[str]], str, str | None]


def parse_line(line: str, number: int | None = None) -> ParsedLine:
    """Return name, parameters, value and group of a content line, as vobject wants them, in linear time.

    Raises:
        vobject.base.ParseError: the line is no property.
    """
    from vobject.base import ParseError

    head, value = split_line(line)
    header = header_of(head) if head else None
    if header is None:
        raise ParseError(f"No property: {line[:60]}", number)
    parameters = []
    for parameter in split_outside_quotes(head, ";")[1:]:
        key, equals, text = parameter.partition("=")
        values = [part.strip().strip('"') for part in split_outside_quotes(text, ",")] if equals else []
        parameters.append([key.strip(), *values])
    return header.name.replace("_", "-"), parameters, value, header.group or None


def vobject_base() -> Any:
    """Return the module `vobject.base` with its line parser replaced. vobject is loaded here and not before."""
    from vobject import base

    base.parseLine = parse_line
    return base


def read_with_vobject(text: str, *, is_strict: bool = False) -> list[ContentLine]:
    """Return the content lines that vobject finds in one card; none where it fails as well.

    Soft breaks of quoted-printable must have been joined, but where `is_strict` asks for vobject's own reading: then
    it joins them itself and passes over no line.
    """
    is_quoted = is_strict and "quoted-printable" in text.lower()
    base = vobject_base()
    base.logger.disabled = True  # it would write to stderr what we report as a problem
    try:
        card = base.readOne(text, transform=False, ignoreUnreadable=not is_strict, allowQP=is_quoted)
        return [_content_line(child) for child in card.getChildren() if isinstance(child, base.ContentLine)]
    except Exception:  # noqa: BLE001 - vobject lets RecursionError, LookupError, AttributeError and more through
        return []


def _content_line(child: Any) -> ContentLine:
    """Return a line of vobject as one of ours, with the escapes and the base64 that it has already resolved."""
    parameters = {key.upper(): ",".join(map(str, values)) for key, values in child.params.items()}
    types = [*parameters.pop("TYPE", "").split(","), *child.singletonparams]
    parameters.pop("ENCODING", None)
    is_bytes = isinstance(child.value, bytes)
    header = Header(
        name=child.name.upper(),
        group=child.group or "",
        types=tuple(dict.fromkeys(kind.strip().lower() for kind in types if kind.strip())),
        parameters=parameters,
        encoding="BASE64" if is_bytes else "",
    )
    if is_bytes:
        return header, b64encode(child.value).decode("ascii")
    if isinstance(child.value, list):
        return header, ",".join(_escape(str(part)).replace(",", "\\,") for part in child.value)
    return header, child.value if header.name in _LEFT_ESCAPED else _escape(child.value)


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\r\n", "\n").replace("\n", "\\n")
