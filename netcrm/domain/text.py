"""Cleaning and folding of text that came from people and files.

User text is never markup and never control: what enters the store has passed `clean_text` or `clean_line`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TERMINAL_SEQUENCES = re.compile(
    "(?:\x1b[\\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\r\n]*(?:\x07|\x1b\\\\|\x9c)"  # OSC, DCS and the like, ended
    "|\x1b\\[[0-?]*[ -/]*[@-~]?|\x9b[0-?]+[ -/]*[@-~]?"  # CSI
    "|\x1b[ -/]*[0-~]?"  # all other escapes
)
"""ECMA-48 sequences. One that never ends loses its introducer alone, so that no text is lost with it."""

_UNWANTED = re.compile(
    "\r\n?|[\x85\u2028\u2029]"
    "|[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
"""The odd line ends of Unicode; C0 and C1 controls, bidi marks and overrides, invisible characters that split words.

U+200C and U+200D stay: Persian names and emoji are written with them.
"""
_LINE_ENDS = frozenset(["\r\n", "\r", "\x85", "\u2028", "\u2029"])


def clean_text(text: str) -> str:
    """Return `text` without terminal sequences, control, bidi-override and lone surrogate characters.

    Line ends become `\\n`; tabs stay. A surrogate pair becomes the character that it stands for, a lone one U+FFFD.
    """
    if text.isprintable():  # controls, invisible characters and surrogates are not
        return text
    text = _TERMINAL_SEQUENCES.sub("", text)
    text = _UNWANTED.sub(lambda found: "\n" if found[0] in _LINE_ENDS else "", text)
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def clean_line(text: str) -> str:
    """Return `text` cleaned, on one line, with white space collapsed and trimmed."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(clean_text(text).split())


_LETTERS = str.maketrans(
    {
        "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i", "ŋ": "n",
        "ŧ": "t", "ʼ": " ", "ʻ": " ", "ʹ": " ", "\u200c": None, "\u200d": None,
    }
)  # fmt: skip
"""Letters that NFKD leaves whole but that people look for by their plain neighbours; apostrophes that pass for some."""

_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]+"
)
"""Marks over and under Latin, Greek, Cyrillic, Hebrew and Arabic letters. The vowel signs of Indian and South-East
Asian scripts and the marks of kana make other letters, and stay."""

_BETWEEN_WORDS = re.compile("[^\\w\u0900-\u0963\u0966-\u109f\u1780-\u17d3\u3099\u309a]+|_+")
_LONG = 200
"""Texts from this length on are not remembered."""
_BETWEEN_ASCII_WORDS = re.compile("[^a-z0-9]+")


def fold(text: str) -> str:
    """Return `text` as it is compared: no case, no accents, words of letters and digits with one space between.

    >>> fold("García-Müñoz,  Łukasz")
    'garcia munoz lukasz'
    """
    # Names and organisations are folded for each of their uses, one right after the other.
    return _folded_lately(text) if len(text) < _LONG else _folded(text)


def _folded(text: str) -> str:
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    if text.isascii():
        return _BETWEEN_ASCII_WORDS.sub(" ", text.lower()).strip()
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold())).translate(_LETTERS)
    words = _BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFC", text))
    return " ".join(words.split())


_folded_lately = lru_cache(maxsize=8192)(_folded)
