"""The words around participant data, as pieces of expressions (English, German, French, Spanish).

All are read without regard to case, save where a piece says `(?-i:…)`. No repetition in them is without a bound.
"""

from __future__ import annotations

from netcrm.domain.participants.finding import compiled

ONE = (
    r"(?:subject|subj|participant|participante|patientin|patiente|patient|pat|pt|volunteer|probandin|proband"
    r"|teilnehmerin|teilnehmer|versuchsperson|sujet|sujeto|volontaire|paciente|voluntari[oa])"
)
"""One participant."""
SEVERAL = (
    r"(?:subjects|participants|participantes|patients|pts|volunteers|probanden|patienten|sujets|sujetos|pacientes)"
)
ONE_STEMS = (
    "subj", "particip", "patient", "pat.", "pat ", "pt", "volunt", "volont", "proband", "teilnehmer", "versuchsp",
    "sujet", "pacient",
)  # fmt: skip

MARK = (
    r"(?:identification|identifier|ident|code|ref|kennung|nummer|number|num[eé]ro|n[uú]mero|num|nr|nos?|id"
    r"|n\.?\s?[°º]|[#№°º])(?![a-zà-ÿ])"
)
"""What says that a number follows. `numbers` is not among them: numbers are counted."""
MARK_BEFORE = r"(?:num[eé]ro|n[uú]mero|n\.?\s?[°º]|n[ro]\.?)\s{0,2}(?:de la |de l['’]|des |de |du |d['’]|of )?"
"""The same before what it is the number of."""
LINK = r"\.?\s{0,2}(?:is\b|was\b|ist\b|est\b|es\b|[:=#-])?\s{0,2}"
"""What may stand between such a mark and the number."""

CODE = (
    r"(?P<code>(?<![\w.,])(?:"
    r"(?-i:[A-Z]{1,5})[-/]?\d{1,8}(?:[-/]\d{1,6}){0,2}"
    r"|(?-i:[A-Z]{1,4})(?:-\d{1,6}){1,3}"
    r"|\d{1,10}(?:[-/](?-i:[A-Z])?\d{1,6}){0,3}"
    r")(?!\w))"
)
"""A number as studies write them: `12`, `0012`, `1204-003`, `101-S-014`, `AB-012`."""

MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|januar|jänner|februar|märz|mai|juni|juli|oktober|dezember"
    r"|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|okt|nov|dec|dez)"
)
NUMERIC_DATE = r"(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?!\d)"
YEAR = r"(?:18[89]|19\d|20[0-4])\d(?!\d)"
WRITTEN_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|er|\.)?[\s-]{{1,2}}(?:of\s|de\s)?{MONTH}\b\.?,?[\s-]{{0,2}}(?:of\s|de\s|del\s)?{YEAR}"
    rf"|{MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{YEAR})"
)
DATE = rf"(?:{NUMERIC_DATE}|{WRITTEN_DATE})"
"""A day with its year."""
DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th|er|\.)?[\s-]{{1,2}}(?:of\s|de\s)?{MONTH}\b)"
"""A day without one."""

INITIALS = r"(?P<initials>(?<![\w.&/-])(?-i:[A-Z](?:\.\s?[A-Z]){1,2}\.?|[A-Z](?:-[A-Z]){1,2}|[A-Z]{2,3})(?![\w&/]))"

FAMILY = frozenset(
    """
    daughter daughters son sons baby twin twins grandson granddaughter grandfather grandmother grandma grandpa kid kids
    child children mother father mum mom dad parent parents husband wife partner sister brother aunt uncle niece nephew
    cousin tochter sohn kind kinder mutter vater schwester bruder frau fille fils bébé mère père sœur frère hijo hija
    bebé madre padre hermano hermana
    """.split()  # noqa: SIM905 (so many words read better as words)
)
"""The family of a contact, of whom notes may speak."""


def words_of(text: str) -> list[str]:
    """Return the words of a short stretch of text, in lower case."""
    return compiled(r"\w+").findall(text.lower())
