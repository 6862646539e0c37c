"""Reading and comparing names of people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from netcrm.domain.naming.credentials import ends_plainly, read_credentials, split_credentials, usual_credentials
from netcrm.domain.naming.name import Name
from netcrm.domain.naming.parts import is_organisation, plain_pair, read_parts
from netcrm.domain.naming.words import GENERATIONS
from netcrm.domain.text import clean_line, fold

_LONGEST_GUESSED = 200
"""Characters: a longer text is no name that can be read into parts."""
_COMMA = re.compile(r"\s*[,，،]\s*")
_TITLES = frozenset({
    "dr", "prof", "professor", "doctor", "mr", "mrs", "ms", "mx", "miss", "sir", "dame", "lady", "lord", "rev", "hon",
    "sra", "dra", "dott", "dottssa", "herr", "frau", "mme", "mlle", "pd", "priv", "doz", "med", "dipl", "ing",
})  # fmt: skip
"""Folded words that are left out where names are compared."""
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
    parts only where they are written with a comma; names of companies have none.
    """
    written, credentials = split_credentials(clean_line(text))
    shown = ", ".join(credentials)
    if len(written) > _LONGEST_GUESSED or "@" in written or any(c.isdigit() for c in written):
        return Name(written, credentials=shown)
    is_latin = written.isascii() or not _UNGUESSED_SCRIPTS.search(written)
    if is_latin and (pair := plain_pair(written)):
        return Name(written, given=pair.given, family=pair.family, credentials=shown)
    pieces = [piece for piece in _COMMA.split(written) if piece]
    if not is_latin:
        if len(pieces) != 2:
            return Name(written, credentials=shown)
        family, given = pieces
        return Name(join_name(given=given, family=family), given=given, family=family, credentials=shown)
    if not pieces or is_organisation(written):
        return Name(written, credentials=shown)
    if len(pieces) > 1:
        pieces[0], of_family = split_credentials(pieces[0])
        shown = ", ".join(dict.fromkeys((*of_family, *credentials)))
        if of_family and len(pieces) == 1:
            return Name(written, credentials=shown)
    parts = read_parts(pieces)
    formatted = written
    if parts.is_rearranged:
        formatted = join_name(parts.prefix, parts.given, parts.additional, parts.family, parts.suffix)
    elif len(pieces) > 1 and shown != ", ".join(credentials):
        formatted = ", ".join(pieces)
    return Name(formatted, parts.prefix, parts.given, parts.additional, parts.family, parts.suffix, shown)


def name_from_parts(
    formatted: str = "", prefix: str = "", given: str = "", additional: str = "", family: str = "", suffix: str = ""
) -> Name:
    """Return the name for what a source gives as a whole (FN of a card) and in parts (N, RFC 6350 6.2.2).

    The whole is shown, less credentials; without one it is joined from the parts, and without parts it is read as
    `read_name` does. Credentials among the suffixes move to where they belong; `Jr.` stays.
    """
    prefix, given, additional, family = (part and clean_line(part) for part in (prefix, given, additional, family))
    suffix, from_suffix = read_credentials(clean_line(suffix)) if suffix else ("", ())
    whole = clean_line(formatted)
    if not (given or additional or family):
        read = read_name(whole or prefix)
        all_found = [c for c in (*read.credentials.split(", "), *from_suffix) if c]
        return Name(
            read.formatted,
            prefix or read.prefix,
            read.given,
            read.additional,
            read.family,
            suffix or read.suffix,
            ", ".join(dict.fromkeys(all_found)),
        )
    written, from_whole = _without_credentials(whole, given, additional, family)
    credentials = ", ".join(dict.fromkeys((*from_whole, *from_suffix))) if from_whole or from_suffix else ""
    shown = written or join_name(prefix, given, additional, family, suffix)
    return Name(shown, prefix, given, additional, family, suffix, credentials)


def _without_credentials(whole: str, given: str, additional: str, family: str) -> tuple[str, tuple[str, ...]]:
    """Split the credentials off a whole name whose parts are known: most names need no word of it looked at twice."""
    if ends_plainly(whole):
        return whole, ()
    core = f"{given} {additional} {family}" if additional else f"{given} {family}"
    if whole.startswith(core) and (found := usual_credentials(whole[len(core) :].removeprefix(", "))):
        return core, found
    return split_credentials(whole, keep=frozenset(fold(core).split()))


def join_name(prefix: str = "", given: str = "", additional: str = "", family: str = "", suffix: str = "") -> str:
    """Return the name as people write it: `Dr Ana Maria Lima Jr., MD`; `王小明`, the family name first."""
    if given and family and _JOINED_SCRIPTS.fullmatch(given) and _JOINED_SCRIPTS.fullmatch(family):
        core = f"{family}{additional}{given}"
    else:
        core = " ".join(filter(None, (given, additional, family)))
    other, credentials = read_credentials(suffix) if suffix else ("", ())
    return ", ".join(filter(None, (" ".join(filter(None, (prefix, core, other))), *credentials)))


@dataclass(frozen=True, slots=True)
class _Compared:
    """A name as it is compared: folded, titles and suffixes apart."""

    words: tuple[str, ...]
    given: str
    middle: tuple[str, ...]
    family: str
    suffix: str


@lru_cache(maxsize=4096)  # people who share a switchboard are compared with each other again and again
def _compared(name: Name) -> _Compared:
    words = fold(name.formatted).split()
    suffix = next((w for w in words[1:] if w in GENERATIONS), "") or next(iter(fold(name.suffix).split()), "")
    core = tuple(w for w in words if w not in _TITLES and w not in GENERATIONS) or tuple(words)
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
    are equal or an initial of each other, and no middle names that differ; a double family name agrees with either
    of its halves where the given names are equal. `Jr.` and `Sr.` are two people.
    """
    one, other = _compared(a), _compared(b)
    if not one.words or not other.words or (one.suffix and other.suffix and one.suffix != other.suffix):
        return False
    if one.words == other.words or sorted(one.words) == sorted(other.words):
        return True
    if "".join(one.words) == "".join(other.words):
        return True
    if not one.family or not other.family or not _given_fits(one.given, other.given):
        return False
    if one.family != other.family and not (one.given == other.given and _one_family(one.family, other.family)):
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


def _one_family(one: str, other: str) -> bool:
    """Whether a double family name begins or ends with the other: `García Márquez` and `García`."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) > 1 and (longer.startswith(f"{shorter} ") or longer.endswith(f" {shorter}"))


def _given_fits(one: str, other: str) -> bool:
    """Whether two given names are equal, or one is the initial of the other."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) == 1 and shorter.isascii() and longer.startswith(shorter)
