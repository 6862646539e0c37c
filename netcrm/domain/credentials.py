"""Credentials behind a name: which words are some, how they are written, and how they are split off."""

from __future__ import annotations

import re

from netcrm.domain.text import fold

_DEGREES = """
    MD PhD PharmD DO MBBS MBChB MBBCh BMBS DNP DrPH ScD DSc EdD DPhil PsyD JD DDS DMD DVM DPM DPT OD DNB LLM MBA MPH MHA
    MHS MHSc MSc MS MA MPhil MRes MSN MSW MPA MPP MEd MSCR MSCI MSCE MMSc MAS MBE BSc BS BA BSN BPharm MPharm BEng MEng
    """
_NURSING = "RN NP PA PA-C LPN LVN CRNP FNP FNP-C FNP-BC APRN ARNP RNC CCRN OCN CRN CNS RD RDN RPh PT OT BCPS BCOP"
_FELLOWSHIPS = """
    FACC FACP FACS FACR FACE FAHA FAAN FAAP FASCO FASN FESC FHRS FSCAI FCCP FIDSA FRCP FRCPC FRCPE FRCS FRCPath FRACP
    FFPM FACRP FRAPS MRCP MRCS MFPM
    """
_RESEARCH = """
    CCRC CCRA CCRP CPI ACRP-CP ACRP-PM ACRP-MDP CIP CHRC CCDM CQA RAC RAC-Drugs RAC-Devices CPH CHES MWC RQAP-GCP PMP
    PgMP CAPM PRINCE2 PStat CPA CFA CISSP
    """
_BY_KEY = {
    re.sub(r"[^a-z0-9-]", "", word.casefold()): word
    for listed in (_DEGREES, _NURSING, _FELLOWSHIPS, _RESEARCH)
    for word in listed.split()
}
_ALSO_NAMES = frozenset({
    "do", "ma", "ms", "ba", "bs", "pa", "np", "od", "pt", "ot", "rd", "mas", "mbe", "rac", "cip", "cpi", "cns", "crn",
    "jd", "face", "cpa", "cfa",
})  # fmt: skip
"""Short ones that are names, initials or words as well: taken only in capitals or with dots."""

_LONGEST = 300
"""Characters: a longer text is no name."""
_TITLES = frozenset({"dr", "prof", "mr", "mrs", "ms", "miss"})
_SEPARATED = re.compile(r"^(?P<rest>.*?)(?P<comma>[\s]*[,;，،]\s*|\s+)(?P<last>[^\s,;，،]+)[\s,;，،]*$", re.DOTALL)
_DOTTED = re.compile(r"(?:[A-Za-z]{1,5}\.){2,}|(?:[A-Za-z]{1,5}\.)+[A-Za-z]{1,5}")


def split_credentials(text: str, keep: frozenset[str] = frozenset()) -> tuple[str, tuple[str, ...]]:
    """Return a written name without the credentials at its end, and those in their usual form.

    Folded words in `keep` (a known family name) are never taken. `Ana Lima, M.D., PhD` gives `Ana Lima` and
    `("MD", "PhD")`; `Jack MA` stays whole, since a short one is only taken behind a comma or behind two words that
    are not in capitals throughout.
    """
    rest = text.strip(" ,;")
    found: list[str] = []
    while len(rest) <= _LONGEST and (match := _SEPARATED.fullmatch(rest)):
        before, last = match["rest"].strip(" ,;"), match["last"]
        words = _read_word(last)
        if not before or not words or fold(last) in keep or not _is_safe(last, before, "," in match["comma"]):
            break
        rest = before
        found = [*words, *found]
    return rest, tuple(dict.fromkeys(found))


def read_credentials(text: str) -> tuple[str, tuple[str, ...]]:
    """Split a field of suffixes: return what is no credential (`Jr.`), and the credentials in their usual form."""
    others: list[str] = []
    found: list[str] = []
    for word in re.split(r"[\s,;]+", text):
        words = _read_word(word)
        found += words
        if not words and word:
            others.append(word)
    return " ".join(others), tuple(dict.fromkeys(found))


def _read_word(word: str) -> list[str]:
    """Return the credentials in one written word: `M.D.`, `MD/PhD`, `MD-PhD`; none if any part is something else."""
    plain = word.strip("()®™.,").replace("®", "")
    whole = _BY_KEY.get(plain.replace(".", "").casefold())
    if whole:
        return [whole]
    parts = [_BY_KEY.get(part.replace(".", "").casefold()) for part in re.split(r"[/&+-]", plain)]
    return [part for part in parts if part] if len(parts) > 1 and all(parts) else []


def _is_safe(word: str, before: str, has_comma: bool) -> bool:
    """Whether a word that can be a credential is one here, and no part of the name."""
    words_before = [w for w in fold(before).split() if w not in _TITLES]
    plain = word.strip("()®™,")
    is_strong = plain.isupper() or _DOTTED.fullmatch(plain) is not None or plain in _BY_KEY.values()
    if not words_before:
        return False
    if plain.replace(".", "").casefold() not in _ALSO_NAMES:
        return is_strong or len(words_before) > 1
    return is_strong and (has_comma or (len(words_before) > 1 and not before.isupper()))
