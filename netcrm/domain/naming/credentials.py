"""Credentials behind a name: which words are some, how they are written, and how they are split off."""

from __future__ import annotations

import re
from functools import lru_cache

from netcrm.domain.text import fold

_DEGREES = """
    MD PhD PharmD DO MBBS MBChB MBBCh BMBS DNP DrPH ScD DSc EdD DPhil PsyD JD DDS DMD DVM DPM DPT OD DNB LLM MBA
    MPH MHA MHS MHSc MSc MS MA MPhil MRes MSN MSW MPA MPP MEd MSCR MSCI MSCE MMSc MAS MBE BSc BS BA BSN BPharm
    MPharm BEng MEng DMSc DNSc EngD BDS BVSc MScPH MStat MSPH MHI MSHS MHSA MTOPRA BMedSci BMSc BHSc
    """
_NURSING = """
    RN NP PA PA-C LPN LVN CRNP FNP FNP-C FNP-BC APRN ARNP RNC CCRN OCN CRN CNS RD RDN RPh PT OT BCPS BCOP BCCP
    BCIDP BCACP BCMAS AOCN AOCNP CPNP CNM ACNP DNAP
    """
_FELLOWSHIPS = """
    FACC FACP FACS FACR FACE FAHA FAAN FAAP FASCO FASN FESC FHRS FSCAI FCCP FIDSA FRCP FRCPC FRCPE FRCS FRCPath
    FRACP FFPM FACRP FRAPS MRCP MRCS MFPM FRCPCH FRCOG MRCOG MRCPCH FRCR FRCA MRCGP FAAD FANA FAES FSVM FACEP FACOG
    FCAP FRSC FMedSci FASHP FCCM FAHP FNLA
    """
_RESEARCH = """
    CCRC CCRA CCRP CPI ACRP-CP ACRP-PM ACRP-MDP CIP CHRC CCDM CQA RAC RAC-Drugs RAC-Devices CPH CHES MCHES MWC ELS
    RQAP-GCP CCRPS CRCP CQE PMP PRINCE2 PgMP CAPM PStat CPA CFA CISSP
    """
_BY_KEY = {
    re.sub(r"[^a-z0-9-]", "", word.casefold()): word
    for listed in (_DEGREES, _NURSING, _FELLOWSHIPS, _RESEARCH)
    for word in listed.split()
}
_ALSO_NAMES = frozenset({
    "do", "ma", "ms", "ba", "bs", "pa", "np", "od", "pt", "ot", "rd", "mas", "mbe", "rac", "cip", "cpi", "cns", "crn",
    "jd", "face", "cpa", "cfa", "med", "els", "bds",
})  # fmt: skip
"""Short ones that are names, initials or words as well: taken only in capitals, in their usual form or with dots."""
_USUAL = frozenset(_BY_KEY.values())

_LONGEST = 300
"""Characters: a longer text is no name."""
_LONGEST_WORD = 40
_TITLES = frozenset({"dr", "prof", "mr", "mrs", "ms", "miss"})
_BETWEEN = " ,;，،"
_SIGNS = " ,;，،|–—-"
"""What may stand between a name and its credentials."""
_DOTTED = re.compile(r"(?:[A-Za-z]{1,5}\.){2,}|(?:[A-Za-z]{1,5}\.)+[A-Za-z]{1,5}")
_SPACED = re.compile(r"\b(Ph|M)\. (D\b)")
_OTHER_SEPARATORS = re.compile("[;，،]")


def split_credentials(text: str, keep: frozenset[str] = frozenset()) -> tuple[str, tuple[str, ...]]:
    """Return a written name without the credentials at its end, and those in their usual form.

    Folded words in `keep` (a known family name) are never taken. `Ana Lima, M.D., Ph. D.` gives `Ana Lima` and
    `("MD", "PhD")`; `Jack MA` stays whole, since a short one is only taken behind a comma or behind two words that
    are not in capitals throughout.
    """
    rest = text.strip(_BETWEEN)
    found: list[str] = []
    while len(rest) <= _LONGEST:
        before, last, has_comma = _last_word(rest)
        words = read_credential(last)
        if not words and last.endswith("."):
            earlier, more, more_comma = _last_word(before)
            if more.endswith(".") and (words := read_credential(more + last)):
                before, last, has_comma = earlier, more + last, more_comma
        before = before.strip(_SIGNS)
        if not before or not words or not _is_safe(last, before, has_comma=has_comma):
            break
        if keep and fold(last) in keep:
            break
        rest = before
        found = [*words, *found]
    return rest, tuple(dict.fromkeys(found)) if found else ()


def ends_plainly(text: str) -> bool:
    """Whether a name surely has no credentials at its end, told from its last word alone."""
    last = text[text.rfind(" ") + 1 :]
    return last.isalpha() and not read_credential(last)


def _last_word(text: str) -> tuple[str, str, bool]:
    """Return what stands before the last word, that word, and whether a comma stands between them."""
    if not text.isascii() or ";" in text:
        text = _OTHER_SEPARATORS.sub(",", text)
    text = text.rstrip(" ,\t\n")
    at = max(text.rfind(" "), text.rfind(","))
    before = text[: at + 1].rstrip()
    return before, text[at + 1 :], before.endswith(",")


def read_credentials(text: str) -> tuple[str, tuple[str, ...]]:
    """Split a field of suffixes: return what is no credential (`Jr.`), and the credentials in their usual form."""
    if not text:
        return "", ()
    return _read_often(text) if len(text) <= _LONGEST_WORD else _read_field(text)


def usual_credentials(text: str) -> tuple[str, ...]:
    """Return the credentials in a text of nothing else, all in their usual form (`MD, PhD`); none for any other."""
    if not text or len(text) > _LONGEST_WORD:
        return ()
    others, found = _read_often(text)
    return found if not others and text == ", ".join(found) else ()


def _read_field(text: str) -> tuple[str, tuple[str, ...]]:
    others: list[str] = []
    found: list[str] = []
    for word in re.split(r"[\s,;]+", _SPACED.sub(r"\1.\2", text)):
        words = read_credential(word)
        found += words
        if not words and word:
            others.append(word)
    return " ".join(others), tuple(dict.fromkeys(found))


_read_often = lru_cache(maxsize=2048)(_read_field)
"""The same for short fields, of which an address book repeats a few."""


def read_credential(word: str) -> tuple[str, ...]:
    """Return the credentials in one written word: `M.D.`, `MD/PhD`, `FRCP(C)`; none if any part is something else."""
    return _read_word(word) if 1 < len(word) <= _LONGEST_WORD else ()


@lru_cache(maxsize=4096)
def _read_word(word: str) -> tuple[str, ...]:
    plain = word.strip("®™.,").replace("®", "")
    candidate = plain.casefold().endswith("(c)")
    plain = plain if candidate else plain.strip("()")
    whole = _usual(plain.replace("(", "").replace(")", ""))
    if whole:
        return (whole,)
    if candidate:
        before = _usual(plain[:-3])
        return (f"{before}(c)",) if before else ()
    parts = [_usual(part) for part in re.split(r"[/&+-]", plain)]
    return tuple(part for part in parts if part) if len(parts) > 1 and all(parts) else ()


def _usual(word: str) -> str:
    """Return the usual form of a word that is one credential, or nothing."""
    return _BY_KEY.get(word.replace(".", "").casefold(), "")


def _is_safe(word: str, before: str, *, has_comma: bool) -> bool:
    """Whether a word that can be a credential is one here, and no part of the name."""
    words_before = [w for w in fold(before).split() if w not in _TITLES]
    if not words_before:
        return False
    plain = word.strip("()®™,")
    is_strong = plain.isupper() or _DOTTED.fullmatch(plain) is not None or plain in _USUAL
    if plain.replace(".", "").casefold() not in _ALSO_NAMES:
        return is_strong or len(words_before) > 1
    return is_strong and (has_comma or (len(words_before) > 1 and not before.isupper()))
