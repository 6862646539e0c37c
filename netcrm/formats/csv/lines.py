"""Bytes to lines of text: encoding and line ends found out, with memory bounded by a line and not by the file.

The encoding of a table is seldom told. It is read line by line: UTF-8 where it is valid; where it is not, each byte
that belongs to no character of UTF-8 is one of Windows' western code page, so that a file of two encodings, glued
together by a spreadsheet, comes out right on every line. Shift_JIS is told by its look, for its letters can be taken
for others.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from netcrm.formats.vcard.encoding import codec_of

CHUNK = 262_144
"""Bytes read at a time."""
LINE_LIMIT = 8 * 1024 * 1024
"""The longest line that is read, in bytes of UTF-8."""

_WESTERN = "netcrm.western"
_JAPANESE = re.compile(rb"(?:[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xfc])+")
_LIKELY_JAPANESE = re.compile(rb"(?:[\x81-\x9f][\x40-\x7e\x80-\xfc]){2}")
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOSTLY = 0.5
"""The share of every second byte that is zero where ASCII is written in two bytes a character."""
_SELDOM = 0.05
_BINARY = 0.02
"""The share of control characters from which a file is no text."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the characters and the lines of a file are written."""

    codec: str
    """`utf-8` for all that have ASCII in its place, else the wide encoding of the file."""
    mark_length: int = 0
    """The length of the byte-order mark."""
    other: str = ""
    """The encoding of lines that are not UTF-8: `cp932`, or nothing for Windows' western one."""
    newline: str = "\n"
    """`\\n`, which ends lines of `\\r\\n` as well, or a lone `\\r`."""


def encoding_of(head: bytes) -> Encoding:
    """Return how a file that begins with `head` is written."""
    codec, mark_length = codec_of(head)
    if codec == "utf-8" and not mark_length:
        codec = _wide_without_mark(head)
    other = "cp932" if codec == "utf-8" and _is_shift_jis(head) else ""
    text = head[mark_length:].decode(codec, "replace")
    both = text.count("\r\n")
    is_old_mac = not both and text.count("\r") > text.count("\n")
    return Encoding(codec, mark_length, other, "\r" if is_old_mac else "\n")


def is_text(head: bytes) -> bool:
    """Return whether a file that begins with `head` holds text in any encoding that is read."""
    encoding = encoding_of(head)
    if encoding.codec != "utf-8":
        return True
    zeros = head.count(0)
    return (len(_CONTROLS.findall(head)) + zeros) <= max(8, len(head) * _BINARY)


def lines_of(stream: BinaryIO, head: bytes, encoding: Encoding) -> Iterator[str]:
    """Yield the lines of a file with their ends: of `head` first, which was read already, then of the rest.

    A line longer than `LINE_LIMIT` comes as its first half, without an end of its own: it is too long for any reader.
    """
    newline = encoding.newline.encode()
    pending = b""
    is_skipping = False
    for chunk in _utf8_chunks(stream, head, encoding):
        end = chunk.rfind(newline) + 1
        if not end:
            if not is_skipping:
                pending += chunk
                if len(pending) > LINE_LIMIT:
                    yield _decoded(pending[: LINE_LIMIT + 1], encoding.other)
                    pending, is_skipping = b"", True
            continue
        start = chunk.find(newline) + 1 if is_skipping else 0
        yield from _block(pending + chunk[start:end], encoding)
        pending, is_skipping = chunk[end:], False
    if pending and not is_skipping:
        yield from _block(_without_half_character(pending), encoding)


def _utf8_chunks(stream: BinaryIO, head: bytes, encoding: Encoding) -> Iterator[bytes]:
    """Yield the bytes of the file, those of wide encodings written anew as UTF-8."""
    chunks = _chunks(stream, head[encoding.mark_length :])
    if encoding.codec == "utf-8":
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder(encoding.codec)("replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _chunks(stream: BinaryIO, head: bytes) -> Iterator[bytes]:
    for start in range(0, len(head), CHUNK):
        yield head[start : start + CHUNK]
    while chunk := stream.read(CHUNK):
        yield chunk


def _block(block: bytes, encoding: Encoding) -> Iterable[str]:
    """Return the lines of some whole ones."""
    try:
        text = block.decode()
    except UnicodeDecodeError:
        newline = encoding.newline.encode()
        lines = [line + newline for line in block.split(newline)]
        lines[-1] = lines[-1].removesuffix(newline)
        return [_decoded(line, encoding.other) for line in lines if line]
    return io.StringIO(text, newline=encoding.newline)


def _decoded(line: bytes, other: str) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        pass
    if other:
        try:
            return line.decode(other)
        except UnicodeDecodeError:
            pass
    codecs.register_error(_WESTERN, _western)
    return line.decode("utf-8", _WESTERN)


def _western(problem: UnicodeError) -> tuple[str, int]:
    """Return bytes that are no UTF-8 as characters of Windows' western code page, else of Latin-1."""
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    data = problem.object[problem.start : problem.end]
    try:
        return data.decode("cp1252"), problem.end
    except UnicodeDecodeError:
        return data.decode("latin-1"), problem.end


def _without_half_character(data: bytes) -> bytes:
    """Return the last line of a file without a character of UTF-8 that was cut in half."""
    try:
        data.decode()
    except UnicodeDecodeError as problem:
        if problem.reason == "unexpected end of data" and problem.start > 0:
            return data[: problem.start]
    return data


def _wide_without_mark(head: bytes) -> str:
    """Return the encoding of two bytes a character that zeros in every second place tell of, else `utf-8`."""
    even, odd = head[0::2], head[1::2]
    if not odd:
        return "utf-8"
    first, second = even.count(0) / len(even), odd.count(0) / len(odd)
    if second > _MOSTLY and first < _SELDOM:
        return "utf-16-le"
    return "utf-16-be" if first > _MOSTLY and second < _SELDOM else "utf-8"


def _is_shift_jis(head: bytes) -> bool:
    """Return whether the letters of `head` that are no ASCII are Japanese.

    A western letter or quotation mark and the ASCII letter after it look like one Japanese character, but western ones
    seldom stand side by side.
    """
    if head.isascii():
        return False
    try:
        head.decode()
        return False
    except UnicodeDecodeError as problem:
        if problem.reason == "unexpected end of data" and problem.end >= len(head) - 3:
            return False
    try:
        head[: head.rfind(b"\n") + 1 or None].decode("cp932")
    except UnicodeDecodeError:
        return False
    runs = [found[0] for found in _JAPANESE.finditer(head)]
    return sum(len(run) for run in runs if _LIKELY_JAPANESE.search(run)) * 2 > sum(map(len, runs))
