"""Cleaning and folding of text that came from people and files.

User text is never markup and never control: what enters the store has passed `clean_text` or `clean_line`.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i", "ŋ": "n",
        "ſ": "s", "’": "'", "ʼ": "'",
    }
)  # fmt: skip
"""Letters that NFKD leaves whole but that people look for by their plain neighbours."""

_CONTROLS = {
    **{code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x09, 0x0A)},
    **{code: None for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0xFEFF)},
    0x85: "\n",
    0x2028: "\n",
    0x2029: "\n",
}
"""C0 and C1 controls, bidi overrides and byte-order marks go; the odd line ends of Unicode become plain ones."""

_NOT_WORD = re.compile(r"[\W_]+")
_TERMINAL_SEQUENCES = re.compile("\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?|(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?|\x1b.?")


def clean_text(text: str) -> str:
    """Return `text` without terminal sequences, control, bidi-override and lone surrogate characters.

    Line ends become `\\n`; tabs stay.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _TERMINAL_SEQUENCES.sub("", text) if "\x1b" in text or "\x9b" in text else text
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)
    return text.encode("utf-8", "replace").decode("utf-8")


def clean_line(text: str) -> str:
    """Return `text` cleaned, on one line, with white space collapsed and trimmed."""
    return " ".join(clean_text(text).split())


def fold(text: str) -> str:
    """Return `text` as it is compared: no case, no accents, words of letters and digits with one space between.

    >>> fold("García-Müñoz,  Łukasz")
    'garcia munoz lukasz'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
        text = "".join(c for c in text if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", text.casefold()).strip()
