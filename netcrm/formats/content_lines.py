"""Content lines (RFC 5545, 3.1; RFC 6350, 3.2): texts cleaned and escaped, lines folded on their way out, and cut.

Cards and calendars are written by the same rules, and nothing here can be broken out of.
"""

from __future__ import annotations

from netcrm.domain.text import clean_line, clean_text

_LINE_LIMIT = 75
"""Octets of a line without its line end."""
_SHORT = _LINE_LIMIT // 4
"""Characters of a line that needs no folding whatever they are: UTF-8 has four octets at most."""


def escaped(text: str) -> str:
    """Return `text` as a property's value or a part of one, without line ends (RFC 5545, 3.3.11; RFC 6350, 3.4)."""
    return escaped_uri(text).replace(",", "\\,").replace(";", "\\;")


def escaped_uri(text: str) -> str:
    """Return a URI as a value: commas and semicolons are its own, the rest is escaped all the same."""
    return text.replace("\\", "\\\\").replace("\r", "").replace("\n", "\\n")


def line_value(text: str) -> str:
    """Return `text` cleaned, on one line and escaped. Most texts need nothing, which is seen fast."""
    if not (text.isascii() and text.isprintable()) or "  " in text or text[:1] == " " or text[-1:] == " ":
        text = clean_line(text)
    if "," in text or ";" in text or "\\" in text:
        return escaped(text)
    return text


def text_value(text: str) -> str:
    """Return `text` of any number of lines cleaned and escaped."""
    return escaped(clean_text(text))


def folded(line: str) -> str:
    """Return a content line without its line end, folded at 75 octets and never inside a character."""
    length = len(line)
    if length <= _SHORT or (length <= _LINE_LIMIT and line.isascii()):
        return line
    data = line.encode()
    if len(data) <= _LINE_LIMIT:
        return line
    parts = []
    start, room = 0, _LINE_LIMIT
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(data[start:end])
        start, room = end, _LINE_LIMIT - 1
    parts.append(data[start:])
    return b"\r\n ".join(parts).decode()


def joined(lines: list[str]) -> str:
    """Return content lines folded, with a line end between them."""
    text = "\r\n".join(lines)
    if text.isascii() and max(map(len, lines)) <= _LINE_LIMIT:
        return text
    return "\r\n".join(map(folded, lines))


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
