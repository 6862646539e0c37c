"""What numbers are by their look and by what stands around them: a participant's, a count, a year, a day, a phone."""

from __future__ import annotations

import re

_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d")
_DATE = re.compile(
    r"\d{1,2}[-/]\d{1,2}[-/](?:\d{2}|\d{4})|(?:19|20)\d\d-\d{1,2}-\d{1,2}|(?:19|20)\d\d[-/](?:0?\d|1[0-2])"
)
_ELSEWHERE = re.compile(
    r"NCT\d|ISRCTN|DRKS|ACTRN|\d{4}-\d{6}-\d{2}|(?:COVID|IL|HER|CD|ICD|PD|SARS|HIV|GLP|BRCA)-?\d", re.I
)
"""Registry numbers, and names of diseases and molecules that end in a number."""
_LEADING_ZERO = re.compile(r"(?<!\d)0\d\d")
_SEGMENTS = re.compile(r"\w{1,7}[-/](?:\w{1,6}[-/]){0,2}\d{3,6}")
_LETTERED = re.compile(r"[A-Z]{1,5}-?\d{3,8}")
_PHONE = re.compile(r"[+(]?\d{2,4}\)?[-\s./]\(?\d{2,4}\)?[-\s./]\d{3,}|0\d{2,4}[\s/-]\d{5,}")
_GOES_ON = re.compile(
    r"[.,:]\d|\s?%|\s?[/–—-]\s?\d|\s(?:of|out of|sur|von|de|to|bis)\s\d|\s(?:per|pro|par)\b|\s?[+]"
    r"|(?:\.|st|nd|rd|th)?[\s-](?:seconds?|minutes?|min|hours?|h|am|pm|days?|weeks?|months?|years?|yrs?|visits?|cycles?"
    r"|sites?|arms?|centres?|centers?|countries|patients?|participants?|subjects?|people|points?|times|percent|per cent"
    r"|usd|eur|gbp|chf|pounds?|dollars?|euros?|each|mg|ml|kg|km|jahre?|tage?|wochen?|monate?|uhr|jours?|mois|ans"
    r"|semaines?|días?|meses|años|semanas|jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec|january|february|march"
    r"|april|august|september|october|november|december|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril"
    r"|juin|juillet|août|enero|febrero|marzo|abril|mayo|junio|julio|agosto)\b",
    re.IGNORECASE,
)
"""What follows a count, a sum, an hour or a day rather than a name made of digits."""
_PLATFORM = "360"
"""`Patient 360` is what several firms call their software."""


def is_counted(text: str, end: int) -> bool:
    """Return whether the number that ends at `end` is a count, an hour, a sum or the day of a month."""
    return _GOES_ON.match(text, end, end + 24) is not None


def is_phone(text: str, start: int) -> bool:
    """Return whether a phone number begins at `start`."""
    return _PHONE.match(text, start, start + 24) is not None


def is_elsewhere(code: str) -> bool:
    """Return whether `code` is a date or a number of something other than a person."""
    return bool(_DATE.fullmatch(code) or _ELSEWHERE.match(code))


def is_marked(code: str) -> bool:
    """Return whether `code` has the look of a participant's number: zeros in front, parts, or a letter before it."""
    return bool(_LEADING_ZERO.search(code) or _SEGMENTS.fullmatch(code) or _LETTERED.fullmatch(code))


def is_padded(code: str) -> bool:
    """Return whether `code` has zeros in front or a letter before it, as no count and no range of ages has."""
    return bool(_LEADING_ZERO.search(code) or _LETTERED.fullmatch(code))


def is_plain(code: str) -> bool:
    """Return whether `code` is a number that could be somebody's place in a list."""
    return code.isdigit() and code != _PLATFORM and not _YEAR.fullmatch(code)
