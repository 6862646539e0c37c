"""Content lines: unfolding, cutting, soft breaks, cards inside. Everything here takes linear time, whatever the bytes.

It reads what RFC 6350 (4.0), RFC 2426 (3.0) and vCard 2.1 say, and what programs write instead: soft breaks of
quoted-printable, base64 without indentation, parameters without a name, line ends inside a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from netcrm.formats.content_lines import escaped, split_line
from netcrm.formats.vcard.encoding import (
    charset_named,
    declared_charset,
    decode_bytes,
    decode_quoted_printable,
    decode_whole,
    fallback_charsets,
    is_damaged_utf_8,
)
from netcrm.formats.vcard.headers import PLAIN_HEADERS, Header, header_of
from netcrm.formats.vcard.warnings import shorten, warn

_BASE64_LINE = re.compile(r"[A-Za-z0-9+/=]+")
_SOFT_BREAK = re.compile(r"=[ \t]*(?:\n|\Z)")
_BEGIN = re.compile(r"[ \t]*BEGIN[ \t]*:[ \t]*VCARD[ \t]*", re.IGNORECASE)
_MULTILINE = frozenset({"NOTE", "ADR", "LABEL"})
"""Texts that careless writers break over lines."""

ContentLine = tuple[Header, str]
"""A property: its header, and its value decoded but with its escapes."""


def card_lines(raw: bytes, codec: str) -> list[str]:
    """Return the logical lines of a card as text, each decoded by itself where the card as a whole is not UTF-8."""
    text = decode_whole(raw, codec)
    if text is not None:
        return logical_lines(text)
    charsets = fallback_charsets(raw)
    decoded = []
    for line in logical_lines(raw.decode("latin-1")):
        data = line.encode("latin-1")
        own = declared_charset(b";" + data.partition(b":")[0])
        order = (own, *charsets) if own else charsets
        if b"\x1b" in data:
            decoded.append(decode_bytes(data, (*order, "utf-8")))
        elif not own and is_damaged_utf_8(data):
            decoded.append(data.decode("utf-8", "replace"))
        else:
            decoded.append(decode_bytes(data, ("utf-8", *order)))
    return decoded


def logical_lines(text: str) -> list[str]:
    """Return the lines of `text` unfolded, and soft breaks joined on lines whose header says quoted-printable.

    One CR, LF, CR LF or CR CR LF ends a line; no other character does, whatever Unicode says.
    """
    if "\r" in text:
        written, text = text, text.replace("\r\n", "\n")
        if "\r" in text:
            text = written.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    if text[:1] in (" ", "\t"):
        text = _dedent(text)
    if _SOFT_BREAK.search(text) and "QUOTED-PRINTABLE" in text.upper():
        return _join_soft_breaks(text.split("\n"))
    if "\n " in text:
        text = text.replace("\n ", "")
    if "\t" in text:
        text = text.replace("\n\t", "")
    return text.split("\n")


def _dedent(text: str) -> str:
    """Return `text` without the indentation of its first line, for cards that were indented as a whole."""
    indent = text[: len(text) - len(text.lstrip(" \t"))]
    return "\n".join(line.removeprefix(indent) for line in text.split("\n"))


def _join_soft_breaks(physical: Iterable[str]) -> list[str]:
    lines: list[str] = []
    parts: list[str] = []
    is_quoted = is_open = False
    for line in physical:
        if is_open and not line.upper().startswith("END:VCARD"):
            parts.append(line)
        elif parts and line[:1] in (" ", "\t"):
            parts.append(line[1:])
        else:
            if parts:
                lines.append("".join(parts))
            parts = [line]
            is_quoted = "QUOTED-PRINTABLE" in line.partition(":")[0].upper()
        is_open = is_quoted and parts[-1].rstrip(" \t").endswith("=")
        if is_open:
            parts[-1] = parts[-1].rstrip(" \t")[:-1]
    lines.append("".join(parts))
    return lines


def content_lines(lines: Iterable[str], warnings: list[str]) -> list[ContentLine]:
    """Return the properties of a card's outermost level; what could not be understood is told in `warnings`.

    Lines that are no property belong to the text or the base64 data before them, or are passed over. A card inside is
    the value of its AGENT.
    """
    found: list[ContentLine] = []
    unannounced: list[ContentLine] = []
    tail: list[str] = []
    agent: list[str] = []
    depth = 0
    for line in lines:
        head, colon, value = line.partition(":")
        header = PLAIN_HEADERS.get(head) if colon else None
        if header is not None and depth < 2 and not tail:
            found.append((header, value))
            continue
        head, value = split_line(line)
        header = header_of(head) if head else None
        if header is None and depth < 2:
            if found:
                _continue(found[-1], line, tail, warnings)
            continue
        if tail:
            _join_tail(found, tail)
        change = _depth_change(header, value) if header is not None else 0
        depth += change
        if depth > 1 or agent:
            agent.append(line)
            if depth < 2:
                _join_agent(found, agent, unannounced)
        elif header is not None and not change:
            if header.encoding == "QUOTED-PRINTABLE":
                value = _decode_quoted(header, value, warnings)
            found.append((header, value))
    if tail:
        _join_tail(found, tail)
    if agent:
        _join_agent(found, agent, unannounced)
    return [*found, *unannounced] if unannounced else found


def _depth_change(header: Header, value: str) -> int:
    """Return how many cards deeper what follows the line stands; an agent may begin on the line of its AGENT."""
    if header.name == "AGENT":
        return 1 if _BEGIN.fullmatch(value) else 0
    return (header.name == "BEGIN") - (header.name == "END")


def _join_agent(found: list[ContentLine], agent: list[str], unannounced: list[ContentLine]) -> None:
    """Make the lines of a card inside the value of its AGENT, as vCard 3.0 writes it (RFC 2426, 3.5.4).

    Where no AGENT announced it, it goes to `unannounced`: the line before it may be a text that goes on after it.
    """
    agent[0] = "BEGIN:VCARD"  # it may have stood behind AGENT
    value = "\\n".join(escaped(line) for line in agent if line.strip())
    agent.clear()
    if found and found[-1][0].name == "AGENT" and not found[-1][1].strip():
        found[-1] = (found[-1][0], value)
    else:
        unannounced.append((Header("AGENT"), value))


def _continue(last: ContentLine, line: str, tail: list[str], warnings: list[str]) -> None:
    """Keep a line that is no property for the one before, by putting it in `tail`; or say that it was passed over."""
    line = line.strip()
    if not line or line.startswith("#"):
        return
    header, _ = last
    if header.encoding == "BASE64":
        if _BASE64_LINE.fullmatch(line):
            tail.append(line)
            return
    elif header.name in _MULTILINE:
        tail.append("\n" + line)
        return
    warn(warnings, f"A line was not understood: {shorten(line)}")


def _join_tail(found: list[ContentLine], tail: list[str]) -> None:
    """Join the lines in `tail` to the last property. A backslash before a line end escaped it, and goes."""
    header, value = found[-1]
    *parts, last = (value, *tail)
    found[-1] = header, "".join([*map(_without_open_escape, parts), last])
    tail.clear()


def _without_open_escape(text: str) -> str:
    return text[:-1] if (len(text) - len(text.rstrip("\\"))) % 2 else text


def _decode_quoted(header: Header, value: str, warnings: list[str]) -> str:
    if header.charset and not charset_named(header.charset):
        warn(warnings, f"The charset “{shorten(header.charset)}” of {header.name} is unknown; its text may look odd.")
    return decode_quoted_printable(value, header.charset)
