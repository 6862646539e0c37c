"""Languages that letters are written in, as people and cards name them, and days as those languages write them."""

from __future__ import annotations

import re
from datetime import date

from netcrm.domain.text import fold

ENGLISH = "en"
NAMES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
}
"""The languages that netcrm has salutations and months for, by their ISO 639-1 code."""
_OTHER_NAMES = {
    "anglais": "en", "englisch": "en", "ingles": "en", "eng": "en",
    "deutsch": "de", "allemand": "de", "aleman": "de", "ger": "de", "deu": "de",
    "francais": "fr", "franzosisch": "fr", "frances": "fr", "fre": "fr", "fra": "fr",
    "espanol": "es", "castellano": "es", "spanisch": "es", "espagnol": "es", "spa": "es",
    "italiano": "it", "italienisch": "it", "italien": "it", "ita": "it",
    "portugues": "pt", "portugiesisch": "pt", "portugais": "pt", "por": "pt",
}  # fmt: skip
_BY_NAME = {**{fold(name): code for code, name in NAMES.items()}, **_OTHER_NAMES}
_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*", re.IGNORECASE)
"""A language tag (BCP 47), of which the language alone counts: `fr-CA`, `pt_BR`."""


def read_language(text: str) -> str:
    """Return the code of the language that a text names (`fr`, `fr-CA`, `Deutsch`), or nothing.

    Codes of two or three letters are taken as they are, in lower case, for the user may have texts in any language.

    >>> read_language("pt_BR"), read_language("français"), read_language("the usual one")
    ('pt', 'fr', '')
    """
    known = _BY_NAME.get(fold(text))
    if known:
        return known
    tag = _TAG.fullmatch(text.strip())
    if tag is None:
        return ""
    code = tag[1].casefold()
    return _BY_NAME.get(code, code)


def language_name(code: str) -> str:
    """Return `German` for `de`; the code itself where the language is none of `NAMES`."""
    return NAMES.get(code, code)


_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
}
_DAY_FORMS = {
    "en": ("{day} {month}", " {year}"),
    "de": ("{day}. {month}", " {year}"),
    "fr": ("{day} {month}", " {year}"),
    "es": ("{day} de {month}", " de {year}"),
    "it": ("{day} {month}", " {year}"),
    "pt": ("{day} de {month}", " de {year}"),
}
_FIRST_OF_MONTH = {"fr": "1er", "it": "1º", "pt": "1º"}


def written_day(day: date, today: date, language: str = ENGLISH) -> str:
    """Return a day as a letter names it, with the year where it is not that of `today`: `3 de noviembre de 2025`.

    A language without months here gets English ones.
    """
    code = language if language in _MONTHS else ENGLISH
    form, year = _DAY_FORMS[code]
    number = _FIRST_OF_MONTH.get(code, "1") if day.day == 1 else str(day.day)
    text = form.format(day=number, month=_MONTHS[code].split()[day.month - 1])
    return text if day.year == today.year else text + year.format(year=day.year)
