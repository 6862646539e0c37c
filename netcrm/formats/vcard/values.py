"""Values of properties: their escapes, their parts, and the clean text that they come to."""

from __future__ import annotations

import re
from collections.abc import Callable

from netcrm.domain.text import clean_line, clean_text

LONGEST_REMEMBERED = 200
"""Characters of a value up to which what it says is remembered: colleagues share their organisations and addresses."""
_ESCAPE = re.compile(r"\\([\\;,:nN])")


def unescape(value: str) -> str:
    """Return `value` with the escapes of line end, comma, semicolon, colon and backslash resolved, others kept."""
    if "\\" not in value:
        return value
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def line_of(value: str) -> str:
    """Return an escaped value as one clean line of text. Most values need nothing, which is seen fast."""
    if value.isprintable() and "\\" not in value and "  " not in value:
        return value.strip()
    return clean_line(unescape(value))


def parts_of(value: str, separator: str, read: Callable[[str], str] = line_of) -> list[str]:
    """Return the parts of an escaped value, each as `read` makes it: a clean line, or with `text_of` a clean text.

    Where the whole value needs no cleaning its parts need none either.
    """
    if value.isprintable() and "\\" not in value and "  " not in value:
        return [part.strip() for part in value.split(separator)]
    return [read(part) for part in split_values(value, separator)]


def text_of(value: str) -> str:
    """Return an escaped value as clean text of any number of lines."""
    if value.isprintable() and "\\" not in value:
        return value.strip()
    return clean_text(unescape(value)).strip()


def split_values(value: str, separator: str) -> list[str]:
    """Return the parts of `value` between separators that no backslash escapes, with their own escapes kept."""
    if separator not in value:
        return [value]
    pieces = value.split(separator)
    if "\\" not in value:
        return pieces
    parts: list[str] = []
    held: list[str] = []
    for piece in pieces:
        held.append(piece)
        if (len(piece) - len(piece.rstrip("\\"))) % 2 == 0:
            parts.append(separator.join(held))
            held = []
    if held:
        parts.append(separator.join(held))
    return parts
