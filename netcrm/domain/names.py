"""Reading and comparing names of people."""

from __future__ import annotations

import re
from dataclasses import dataclass

from netcrm.domain.credentials import read_credentials, split_credentials
from netcrm.domain.name import Name
from netcrm.domain.text import clean_line, fold

_LONGEST_GUESSED = 200
"""Characters: a longer text is no name that can be read into parts."""
_COMMA = re.compile(r"\s*[,，،]\s*")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_TITLES = frozenset({
    "dr", "prof", "professor", "doctor", "mr", "mrs", "ms", "mx", "miss", "sir", "dame", "lady", "lord", "rev", "hon",
    "sra", "dra", "dott", "dottssa", "herr", "frau", "mme", "mlle", "pd", "priv", "doz", "med", "dipl", "ing",
})  # fmt: skip
_PARTICLES = frozenset({
    "da", "das", "de", "dei", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "al", "la", "las", "le",
    "les", "lo", "los", "van", "von", "vom", "zu", "zum", "zur", "ter", "ten", "te", "bin", "ibn", "ben", "bint", "abu",
    "st", "ste", "san", "santa", "y", "e", "i", "af", "av", "und", "and",
})  # fmt: skip
_CAPITALS_FIRST = re.compile(r"[^\W\d_a-z]{3,}|[^\W\d_AEIOUYaeiouy][AEIOU]")
"""A word in capitals that can open a name as its family name: `LIMA`, `LI`; but not initials such as `JP`."""
_JOINED_SCRIPTS = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]+"
)
"""Chinese and Japanese characters, kana and Hangul, written family name first without a space."""
_UNGUESSED_SCRIPTS = re.compile(
    "[\u0590-\u1bff\u2d30-\u2ddf\u2e80-\ua63f\ua8e0-\uab2f\uab70-\ufaff\ufb1d-\ufdff\ufe70-\ufefc\uff66-\uffdc"
    "\U00010000-\U0003ffff]"
)
"""Scripts from Hebrew and Arabic to Hangul, whose names are not cut into parts by a rule made for Latin letters."""


def read_name(text: str) -> Name:
    """Return the name written as `text`, in parts as far as they can be told.

    Credentials are split off the end. `Lima, Ana` is shown as `Ana Lima`; `LIMA Ana` is shown as written, its family
    name being the word in capitals. Names in scripts other than Latin, Greek and Cyrillic keep their form, and have
    parts only where they are written with a comma.
    """
    written, credentials = split_credentials(clean_line(text))
    shown = ", ".join(credentials)
    pieces = [piece for piece in _COMMA.split(written) if piece]
    if len(written) > _LONGEST_GUESSED or "@" in written or not pieces or any(c.isdigit() for c in written):
        return Name(written, credentials=shown)
    if _UNGUESSED_SCRIPTS.search(written):
        if len(pieces) != 2:
            return Name(written, credentials=shown)
        family, given = pieces
        return Name(join_name(given=given, family=family), given=given, family=family, credentials=shown)
    prefix, given, additional, family, suffix = _read_parts(written, pieces)
    is_inverted = len(pieces) > 1 and bool(given) and fold(pieces[0]) == fold(family)
    formatted = join_name(prefix, given, additional, family, suffix) if is_inverted else written
    return Name(formatted, prefix, given, additional, family, suffix, shown)


def name_from_parts(
    formatted: str = "", prefix: str = "", given: str = "", additional: str = "", family: str = "", suffix: str = ""
) -> Name:
    """Return the name for what a source gives as a whole (FN of a card) and in parts (N, RFC 6350 6.2.2).

    The whole is shown, less credentials; without one it is joined from the parts, and without parts it is read as
    `read_name` does. Credentials among the suffixes move to where they belong; `Jr.` stays.
    """
    prefix, given, additional, family = map(clean_line, (prefix, given, additional, family))
    suffix, from_suffix = read_credentials(clean_line(suffix))
    whole = clean_line(formatted)
    if not (given or additional or family):
        read = read_name(whole or prefix)
        credentials = [c for c in (*read.credentials.split(", "), *from_suffix) if c]
        return Name(
            read.formatted,
            prefix or read.prefix,
            read.given,
            read.additional,
            read.family,
            suffix or read.suffix,
            ", ".join(dict.fromkeys(credentials)),
        )
    parts = frozenset(fold(f"{given} {additional} {family}").split())
    written, from_whole = split_credentials(whole, keep=parts)
    shown = written or join_name(prefix, given, additional, family, suffix)
    return Name(shown, prefix, given, additional, family, suffix, ", ".join(dict.fromkeys((*from_whole, *from_suffix))))


def join_name(prefix: str = "", given: str = "", additional: str = "", family: str = "", suffix: str = "") -> str:
    """Return the name as people write it: `Dr Ana Maria Lima Jr., MD`; `王小明`, the family name first."""
    if given and family and _JOINED_SCRIPTS.fullmatch(given) and _JOINED_SCRIPTS.fullmatch(family):
        core = f"{family}{additional}{given}"
    else:
        core = " ".join(filter(None, (given, additional, family)))
    other, credentials = read_credentials(suffix)
    return ", ".join(filter(None, (" ".join(filter(None, (prefix, core, other))), *credentials)))


def _read_parts(written: str, pieces: list[str]) -> tuple[str, str, str, str, str]:
    """Return prefix, given, additional, family and suffix of a name in Latin, Greek or Cyrillic letters."""
    words = written.split()
    if len(pieces) == 1:
        if len(words) == 1:
            return "", written, "", "", ""
        if _is_plain_pair(words):
            return "", words[0], "", words[1], ""
        capitals = _family_in_capitals(words)
        if capitals:
            return _read_around(written, capitals)
    from nameparser import HumanName  # slow to load, and most names need it not

    read = HumanName(written)
    return read.title, read.first, read.middle, read.last, read.suffix


def _read_around(written: str, family: str) -> tuple[str, str, str, str, str]:
    """Return the parts of a name whose family name, in capitals, opens or closes it."""
    rest = written.removeprefix(family) if written.startswith(family) else written.removesuffix(family)
    words = rest.split()
    titles = next((at for at, word in enumerate(words) if fold(word) not in _TITLES), len(words))
    suffixes = [word for word in words[titles:] if fold(word) in _SUFFIXES]
    given, *additional = [word for word in words[titles:] if word not in suffixes] or [""]
    return " ".join(words[:titles]), given, " ".join(additional), family, " ".join(suffixes)


def _is_plain_pair(words: list[str]) -> bool:
    """Whether a name is a given and a family name and nothing else: `Ana Lima`."""
    if len(words) != 2:
        return False
    first, second = words
    known = _TITLES | _SUFFIXES | _PARTICLES
    letters = all(w.replace("-", "").replace("'", "").replace("’", "").isalpha() and len(w) > 1 for w in words)
    return letters and not known & {fold(first), fold(second)} and first.isupper() == second.isupper()


def _family_in_capitals(words: list[str]) -> str:
    """Return the words in capitals that open or close a name whose other words are not (`LIMA Ana`), else nothing."""
    is_capital = [len(w) > 1 and w.isupper() and w.isalpha() and fold(w) not in _SUFFIXES | _TITLES for w in words]
    if all(is_capital) or not any(w[:1].isupper() and not w.isupper() and fold(w) not in _TITLES for w in words):
        return ""
    count = is_capital.index(False)
    if count:
        return " ".join(words[:count]) if _CAPITALS_FIRST.fullmatch(words[0]) and not any(is_capital[count:]) else ""
    count = is_capital[::-1].index(False)
    return " ".join(words[len(words) - count :]) if count and not any(is_capital[: len(words) - count]) else ""


@dataclass(frozen=True, slots=True)
class _Compared:
    """A name as it is compared: folded, titles and suffixes apart."""

    words: tuple[str, ...]
    given: str
    middle: tuple[str, ...]
    family: str
    suffix: str


def _compared(name: Name) -> _Compared:
    words = fold(name.formatted).split()
    suffix = next((w for w in words[1:] if w in _SUFFIXES), "") or next(iter(fold(name.suffix).split()), "")
    core = tuple(w for w in words if w not in _TITLES and w not in _SUFFIXES) or tuple(words)
    given, *middle = fold(f"{name.given} {name.additional}").split() or [""]
    family = fold(name.family)
    if not (given and family) and len(core) > 1 and not _UNGUESSED_SCRIPTS.search(name.formatted):
        given, family, middle = core[0], core[-1], list(core[1:-1])
    return _Compared(
        core, given, (*middle, *fold(name.additional).split()) if name.given else tuple(middle), family, suffix
    )


def names_agree(a: Name, b: Name) -> bool:
    """Whether two names can be one person's, for somebody who shares a mail address or phone.

    They agree when they have the same words, in any order or division; or the same family name, given names that
    are equal or an initial of each other, and no middle names that differ. `Jr.` and `Sr.` are two people.
    """
    one, other = _compared(a), _compared(b)
    if not one.words or not other.words or (one.suffix and other.suffix and one.suffix != other.suffix):
        return False
    if one.words == other.words or sorted(one.words) == sorted(other.words):
        return True
    if "".join(one.words) == "".join(other.words):
        return True
    if not one.family or one.family != other.family or not _given_fits(one.given, other.given):
        return False
    return all(_given_fits(m, n) for m, n in zip(one.middle, other.middle, strict=False))


def names_contradict(a: Name, b: Name) -> bool:
    """Whether two names cannot be one person's, even where a card's UID says that they are.

    They contradict when both have a given and a family name and nothing of them fits: a family name changed by
    marriage does not, nor does the same name in another script.
    """
    one, other = _compared(a), _compared(b)
    if not (one.given and one.family and other.given and other.family):
        return False
    if _given_fits(one.given, other.given) or one.family == other.family or set(one.words) & set(other.words):
        return False
    return one.given.isascii() == other.given.isascii() and "".join(one.words) != "".join(other.words)


def _given_fits(one: str, other: str) -> bool:
    """Whether two given names are equal, or one is the initial of the other."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) == 1 and shorter.isascii() and longer.startswith(shorter)
