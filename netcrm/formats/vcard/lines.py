"""Content lines: unfolding, headers, escapes. Everything here takes linear time, whatever the bytes.

It reads what RFC 6350 (4.0), RFC 2426 (3.0) and vCard 2.1 say, and what programs write instead: soft breaks of
quoted-printable, base64 without indentation, parameters without a name, line ends inside a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from netcrm.formats.vcard.encoding import (
    charset_named,
    declared_charset,
    decode_bytes,
    decode_quoted_printable,
    decode_whole,
    fallback_charsets,
)
from netcrm.formats.vcard.warnings import shorten, warn

_NAME = re.compile(r"[A-Za-z0-9][\w./-]*", re.ASCII)
_BASE64_LINE = re.compile(r"[A-Za-z0-9+/=]+")
_CARET = re.compile(r"\^([n^'])")
_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})
_LONG_HEAD = 1000
"""Headers longer than this, in characters, are not remembered."""
_MULTILINE = frozenset({"NOTE", "ADR", "LABEL"})
"""Texts that careless writers break over lines."""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands left of a content line's colon."""

    name: str
    """Upper case."""
    group: str = ""
    types: tuple[str, ...] = ()
    """Lower case, from TYPE= and from parameters without a name."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Upper-case name to value, but for TYPE, PREF, ENCODING and CHARSET."""
    encoding: str = ""
    """`QUOTED-PRINTABLE`, `BASE64` or nothing."""
    charset: str = ""
    preference: int = 0
    """1 for the one preferred most, up to 100; 0 where nothing is said."""


class ContentLine(NamedTuple):
    """A property: its header, and its value decoded but with its escapes."""

    header: Header
    value: str


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
        else:
            decoded.append(decode_bytes(data, ("utf-8", *order)))
    return decoded


def logical_lines(text: str) -> list[str]:
    """Return the lines of `text` unfolded, and soft breaks joined on lines whose header says quoted-printable.

    One CR, LF, CR LF or CR CR LF ends a line; no other character does, whatever Unicode says.
    """
    if "\r" in text:
        text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    if text[:1] in (" ", "\t"):
        text = _dedent(text)
    if "QUOTED-PRINTABLE" in text.upper():
        return _join_soft_breaks(text.split("\n"))
    if "\n " in text:
        text = text.replace("\n ", "")
    if "\n\t" in text:
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

    Lines that are no property belong to the text or the base64 data before them, or are passed over.
    """
    found: list[ContentLine] = []
    tail: list[str] = []
    depth = 0
    for line in lines:
        head, value = split_line(line)
        header = header_of(head) if head else None
        if header is None:
            if depth < 2 and found:
                _continue(found[-1], line, tail, warnings)
            continue
        if tail:
            _join_tail(found, tail)
        if header.name == "BEGIN":
            depth += 1
        elif header.name == "END":
            depth -= 1
        elif depth < 2:
            if header.encoding == "QUOTED-PRINTABLE":
                value = _decode_quoted(header, value, warnings)
            found.append(ContentLine(header, value))
    if tail:
        _join_tail(found, tail)
    return found


def _continue(last: ContentLine, line: str, tail: list[str], warnings: list[str]) -> None:
    """Keep a line that is no property for the one before, by putting it in `tail`; or say that it was passed over."""
    line = line.strip()
    if not line or line.startswith("#"):
        return
    if last.header.encoding == "BASE64":
        if _BASE64_LINE.fullmatch(line):
            tail.append(line)
            return
    elif last.header.name in _MULTILINE:
        tail.append("\n" + line)
        return
    warn(warnings, f"A line was not understood: {shorten(line)}")


def _join_tail(found: list[ContentLine], tail: list[str]) -> None:
    """Join the lines in `tail` to the last property. A backslash before a line end escaped it, and goes."""
    header, value = found[-1]
    *parts, last = (value, *tail)
    found[-1] = ContentLine(header, "".join([*map(_without_open_escape, parts), last]))
    tail.clear()


def _without_open_escape(text: str) -> str:
    return text[:-1] if (len(text) - len(text.rstrip("\\"))) % 2 else text


def _decode_quoted(header: Header, value: str, warnings: list[str]) -> str:
    if header.charset and not charset_named(header.charset):
        warn(warnings, f"The charset “{shorten(header.charset)}” of {header.name} is unknown; its text may look odd.")
    return decode_quoted_printable(value, header.charset)


def split_line(line: str) -> tuple[str, str]:
    """Return what stands before and after the first colon outside quotation marks; no head where there is none.

    A quotation mark that is never closed is taken for a letter.
    """
    head, colon, value = line.partition(":")
    if not colon:
        return "", line
    if '"' in head and head.count('"') % 2:
        is_quoted = False
        for position, letter in enumerate(line):
            if letter == '"':
                is_quoted = not is_quoted
            elif letter == ":" and not is_quoted:
                return line[:position], line[position + 1 :]
    return head, value


def header_of(head: str) -> Header | None:
    """Return the header written in `head`, remembered from the last time, or `None` where no property is called so."""
    return _remembered_header(head) if len(head) <= _LONG_HEAD else parse_header(head)


@lru_cache(maxsize=4096)
def _remembered_header(head: str) -> Header | None:
    return parse_header(head)


def parse_header(head: str) -> Header | None:
    """Return the header written in `head`, or `None` where no property can be called so."""
    first, *rest = split_outside_quotes(head, ";")
    group, _, name = first.strip().lstrip("\ufeff").rpartition(".")
    if not _NAME.fullmatch(name):
        return None
    types: list[str] = []
    parameters: dict[str, str] = {}
    encoding = charset = ""
    preference = 0
    for parameter in rest:
        key, equals, value = parameter.partition("=")
        key = key.strip().upper()
        if not equals:
            if key in _ENCODINGS:
                encoding = key
            elif key:
                types.append(key.lower())
        elif key == "TYPE":
            types += [t for part in split_outside_quotes(value, ",") for t in _type_values(part)]
        elif key == "ENCODING":
            encoding = _unquote(value).upper()
        elif key == "CHARSET":
            charset = _unquote(value)
        elif key == "PREF":
            number = _unquote(value)
            preference = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1
        else:
            parameters[key] = _unquote(value)
    if "pref" in types and not preference:
        preference = 1
    encoding = {"B": "BASE64", "QUOTED-PRINTABLE": encoding, "BASE64": encoding}.get(encoding, "")
    return Header(name.upper(), group, tuple(dict.fromkeys(types)), parameters, encoding, charset, preference)


def _type_values(text: str) -> list[str]:
    """Return the types in one value of TYPE; 4.0 writes lists of them in quotation marks."""
    return [value.strip().lower() for value in _unquote(text).split(",") if value.strip()]


def _unquote(value: str) -> str:
    """Return a parameter's value without quotation marks, and with the escapes of RFC 6868 resolved."""
    value = value.strip().strip('"')
    if "^" in value:
        value = _CARET.sub(lambda match: {"n": "\n", "'": '"'}.get(match[1], "^"), value)
    return value


def split_outside_quotes(text: str, separator: str) -> list[str]:
    """Return the parts of `text` between the separators that stand outside quotation marks."""
    if '"' not in text or text.count('"') % 2:
        return text.split(separator)
    parts = []
    start = 0
    is_quoted = False
    for position, letter in enumerate(text):
        if letter == '"':
            is_quoted = not is_quoted
        elif letter == separator and not is_quoted:
            parts.append(text[start:position])
            start = position + 1
    return [*parts, text[start:]]
