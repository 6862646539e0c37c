"""One plain spelling for words that are written in several ways: `Müller`, `Mueller` and `Мюллер`'s neighbours.

Words come in folded (`netcrm.domain.text.fold`): no case, no accents. What comes out is compared, never shown.
"""

from __future__ import annotations

from functools import lru_cache

_CYRILLIC_AND_GREEK = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ye", "ж": "zh", "з": "z",
        "и": "i", "і": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
        "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y",
        "ь": "", "э": "e", "ю": "yu", "я": "ya", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "d", "џ": "dz",
        "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k",
        "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "τ": "t", "υ": "y",
        "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
    }
)  # fmt: skip
_SHORTEST = 5
"""Letters: in shorter words two vowels are rather two vowels (Mae, Sue, Joe)."""


def in_latin(word: str) -> str:
    """Return a folded word with its Cyrillic and Greek letters in Latin ones: `kuznetsov`."""
    return word if word.isascii() else word.translate(_CYRILLIC_AND_GREEK).replace("oy", "ou")


@lru_cache(maxsize=16_384)
def plain_spelling(word: str) -> str:
    """Return a folded word with `ae oe ue aa` as the one letter that they stand for.

    >>> plain_spelling("mueller"), plain_spelling("joe")
    ('muller', 'joe')
    """
    if len(word) < _SHORTEST:
        return word
    for pair, letter in (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a")):
        if pair in word:
            word = word.replace(pair, letter)
    return word
