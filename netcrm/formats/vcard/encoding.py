"""Bytes to text: the encoding of a file, of one card, and of a quoted-printable value.

The rule for a card that does not say what it is: UTF-8 where it is valid, else the CHARSET that it declares, else
Shift_JIS where its bytes can hardly be anything else, else Windows' western code page. Guessing libraries did worse on
names of three letters.
"""

from __future__ import annotations

import binascii
import codecs
import re
from functools import lru_cache

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)
"""Byte-order marks; those of UTF-32 first, since that of UTF-16 begins them."""


def _wide_begin(codec: str) -> re.Pattern[bytes]:
    """Return a pattern for the first line of a card in `codec`, with blanks wherever people have put some."""
    begin, colon, vcard, blank, tab = (re.escape(word.encode(codec)) for word in ("BEGIN", ":", "VCARD", " ", "\t"))
    blanks = b"(?:%b|%b)*" % (blank, tab)
    return re.compile(blanks.join((begin, colon, vcard)), re.IGNORECASE)


_WIDE_BEGINS = tuple(
    (_wide_begin(codec), len("B".encode(codec)), codec)
    for codec in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
)

_CHARSET = re.compile(rb"(?i)[;:]CHARSET=\"?([\w.:+-]{1,40})")
_CHARSET_NAME = re.compile(r"[\w.:+-]{1,40}", re.ASCII)
_NOT_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
"""Codecs of Python that no card means, and of which some take quadratic time."""

_JAPANESE_RUN = re.compile(rb"(?:[\x81-\x83\x88-\x98][\x40-\x7e\x80-\xfc]){2,}")
"""Kana and the common characters of Shift_JIS, side by side. In western code pages these are quotes and dashes."""
_NOT_WESTERN = re.compile(rb"\x82[\x9f-\xf1]|\x83[\x40-\x96]|[\x81\x8d\x8f\x90]")
"""Kana, and bytes that Windows' western code page does not have."""
_JAPANESE = re.compile(
    "[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef\u2010-\u2027\u00a7\u00b0\u00b1\u00b4\u00b6\u00d7\u00f7\u2190-\u266f]+"
)
"""What text of Shift_JIS is made of, beside ASCII."""

_ESCAPED_SEMICOLON = re.compile(rb"(?<!=5C)(?<!\\)=3B", re.IGNORECASE)


def codec_of(head: bytes) -> tuple[str, int]:
    """Return the codec of a file that begins with `head`, and the length of its byte-order mark.

    `utf-8` stands for every encoding that has ASCII in its place.
    """
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec, len(mark)
    if b"\0" in head:
        for pattern, width, codec in _WIDE_BEGINS:
            if any(match.start() % width == 0 for match in pattern.finditer(head)):
                return codec, 0
    return "utf-8", 0


@lru_cache(maxsize=256)
def charset_named(name: str) -> str:
    """Return Python's name of the text codec called `name`, or nothing where there is none."""
    if not _CHARSET_NAME.fullmatch(name):
        return ""
    try:
        codec = codecs.lookup(name)
        b"text".decode(codec.name)  # refuses codecs between bytes and bytes
    except (LookupError, UnicodeError):
        return ""
    return "" if codec.name.replace("-", "_") in _NOT_CHARSETS else codec.name


def declared_charset(raw: bytes) -> str:
    """Return the first known charset that a card declares, or nothing."""
    for match in _CHARSET.finditer(raw):
        if charset := charset_named(match[1].decode("ascii", "replace")):
            return charset
    return ""


def decode_whole(raw: bytes, codec: str) -> str | None:
    """Return the text of a card where it is all in `codec`, or `None` where its lines must be decoded one by one.

    A character that the end of a card cut in half is dropped; damaged code units of wide encodings are replaced.
    """
    if codec != "utf-8":
        return raw.decode(codec, "replace")
    if b"\x1b" in raw and declared_charset(raw) not in ("", "utf-8"):
        return None  # ISO-2022 looks like ASCII with escapes
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        if problem.reason == "unexpected end of data":
            return raw[: problem.start].decode("utf-8")
        return None


def fallback_charsets(raw: bytes) -> tuple[str, ...]:
    """Return what to try, in order, for the lines of a card that is not all UTF-8.

    Apple's old address book wrote MacRoman, whose letters stand below 0xC0, where Latin-1 has none.
    """
    declared = declared_charset(raw)
    if not declared and b"X-AB" in raw and max(raw) < 0xC0:
        declared = "mac-roman"
    if not declared and not is_damaged_utf_8(raw) and _is_shift_jis(raw):
        declared = "cp932"
    return (declared, "cp1252") if declared else ("cp1252",)


def is_damaged_utf_8(data: bytes) -> bool:
    """Return whether bytes that are not UTF-8 were so once: of its longer characters, few are broken."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken > 0 and sum(not letter.isascii() for letter in text) >= 3 * broken


def _is_shift_jis(raw: bytes) -> bool:
    """Return whether bytes that are not UTF-8 can hardly be anything but Japanese.

    Runs of its common characters must be there, with kana, bytes that no western text has, or second bytes above those
    of ASCII; and all the rest must be Japanese as well.
    """
    runs = _JAPANESE_RUN.findall(raw)
    if not any(_NOT_WESTERN.search(run) or max(run[1::2]) >= 0x80 for run in runs):
        return False
    try:
        text = raw.decode("cp932")
    except UnicodeDecodeError:
        return False
    return _JAPANESE.sub("", text).isascii()


def decode_bytes(data: bytes, charsets: tuple[str, ...]) -> str:
    """Return `data` decoded by the first of `charsets` that it is valid in, else as Latin-1, which takes all."""
    for charset in charsets:
        try:
            return data.decode(charset)
        except UnicodeError:
            continue
    return data.decode("latin-1")


def decode_quoted_printable(value: str, charset: str) -> str:
    """Return a quoted-printable value as text, by its declared charset, else UTF-8, else Windows' western code page.

    An encoded semicolon is part of the text and no separator: it comes out escaped. Stray equals signs stay.
    """
    data = value.encode("utf-8", "replace")
    data = binascii.a2b_qp(_ESCAPED_SEMICOLON.sub(rb"\\;", data))
    known = charset_named(charset) if charset else ""
    return decode_bytes(data, (known, "utf-8", "cp1252") if known else ("utf-8", "cp1252"))
