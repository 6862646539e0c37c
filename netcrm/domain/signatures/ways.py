"""Ways to reach somebody in a piece of a signature: e-mails, links and phone numbers, and the words that label them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from netcrm.domain.text import fold

_EMAIL = re.compile(r"<?(?:mailto:)?([\w.+'’-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})>?")
_LINK = re.compile(
    r"<?\b(https?://[^\s<>]{3,300}|www\.[^\s<>,;]{3,200}"
    r"|(?:[a-z]{2,3}\.)?(?:linkedin\.com|orcid\.org|researchgate\.net|github\.com)/[^\s<>,;]{1,200})>?",
    re.IGNORECASE,
)
_ORCID = re.compile(r"\b(\d{4}-\d{4}-\d{4}-\d{3}[\dX])\b")
_DOMAIN = re.compile(r"(?:[\w-]{1,63}\.){1,4}[a-z]{2,24}(?:/\S{0,100})?", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:\+|\(\+?)?\d(?:[\d \u00a0().–-]|/(?=\d)){5,24}\d(?:,?\s*(?:ext\.?|x|extension|-)\s*\d{1,6}\b)?"
)
_AROUND_NUMBER = re.compile(r"\s*(?:\([^()]{0,40}\))?[\s.,;]*")
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
_LABELS = {
    "work": "t tel tele telephone telefon telefono phone ph p o office off direct direkt dir d desk work buero buro"
    " durchwahl tlf tlfn tfno tf fixe standard main switchboard ufficio puhelin 电话 電話 전화 voice",
    "mobile": "m mob mobile mobil mobiltelefon cell c cellular cellphone cel celular cellulare movil movel telemovel"
    " port portable gsm handy natel 手机 携帯",
    "fax": "f fax telefax telefacsimile facsimile 传真",
    "home": "h home privat private",
}
_LABEL_OF = {word: label for label, words in _LABELS.items() for word in words.split()}
_LABEL = re.compile(
    r"(?:^|[\s,;/–-])(\(?[^\W\d_][\w.]{0,16}\)?(?:[ -]?(?:no|nr|phone|line|telefon)\b)?)\s*[.:)]*\s*[:.]?\s*$", re.I
)
_LABEL_OF_WEB = re.compile(
    r"\b(?:e-?mail|mail|courriel|correo|web(?:site|page)?|homepage|internet|url|linkedin|orcid(?: id)?|[ew])"
    r"\s*[:.]?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Ways:
    """What was found in a piece of text, and what is left of it."""

    emails: tuple[str, ...]
    links: tuple[str, ...]
    phones: tuple[tuple[str, str], ...]
    """Numbers as written, each with its label: `work`, `mobile`, `fax`, `home` or nothing."""
    rest: str


def ways_in(text: str) -> Ways:
    """Return the e-mails, links and phone numbers in one piece of a signature."""
    emails, text = _taken(_EMAIL, text)
    links, text = _taken(_LINK, text)
    if not links and (orcid := _ORCID.search(text)) and "orcid" in text.casefold():
        links, text = [f"https://orcid.org/{orcid[1]}"], _LABEL_OF_WEB.sub("", text[: orcid.start()])
    if not emails and not links and _DOMAIN.fullmatch(bare := _without_label(text)) and not bare[0].isdigit():
        links, text = [bare], ""
    phones, text = _phones(text)
    return Ways(tuple(emails), tuple(links), tuple(phones), text.strip(" ,;:/–-|"))


def _without_label(text: str) -> str:
    return re.sub(r"^(?:web(?:site|page)?|homepage|internet|url|w)\s*[:.]?\s+", "", text.strip(), flags=re.IGNORECASE)


def _taken(pattern: re.Pattern[str], text: str) -> tuple[list[str], str]:
    """Return what a pattern finds, and the text without it and the labels before it."""
    found: list[str] = []
    rest = ""
    at = 0
    for match in pattern.finditer(text):
        found.append(match[1].rstrip(".,;)"))
        rest += _LABEL_OF_WEB.sub("", text[at : match.start()]) + " "
        at = match.end()
    return found, rest + text[at:]


def _phones(text: str) -> tuple[list[tuple[str, str]], str]:
    """Return the numbers with their labels; one without a label must stand alone or begin as numbers do."""
    found: list[tuple[str, str]] = []
    rest = ""
    at = 0
    for match in _NUMBER.finditer(text):
        number = match[0].strip()
        digits = sum(letter.isdigit() for letter in re.split(r"ext|x", number, maxsplit=1, flags=re.IGNORECASE)[0])
        if not _FEWEST_DIGITS <= digits <= _MOST_DIGITS:
            continue
        before = text[at : match.start()]
        label, kept = _label(before)
        is_alone = not fold(before) and _AROUND_NUMBER.fullmatch(text[match.end() :]) is not None
        if not (label or is_alone or (number[0] in "+(" and not fold(kept))):
            continue
        found.append((number.rstrip(" -–."), label))
        rest += kept + " "
        at = match.end()
    after = text[at:]
    return found, rest + ("" if found and _AROUND_NUMBER.fullmatch(after) else after)


def _label(before: str) -> tuple[str, str]:
    """Return what the word before a number says of it, and the text without that word."""
    match = _LABEL.search(before)
    if match is None:
        return "", before
    words = fold(match[1]).split() or [match[1].strip("()")]
    label = next((_LABEL_OF[word] for word in words if word in _LABEL_OF), "")
    return (label, before[: match.start(1)].rstrip(" ,;/–-(")) if label else ("", before)
