"""Days of long ago as people and exporters write them: `2019`, `spring 2021`, `Q3 2020`, `03 Nov 2019`.

Such words stand for a span of days and are read without asking what day it is today, so that a text without a year is
no rough date. The conventions:

- Seasons are the northern ones by whole months; the winter of a year begins in its December and ends with the February
  after it.
- `early`, `mid` and `late` are the thirds of a year, half-year, quarter, season or month (of a month: ten days each,
  and what is left at its end). `start of` and `end of` are two months of a year, one month of a shorter span and ten
  days of a month.
- Words are English, or German, French, Spanish, Portuguese or Italian, months also as those languages shorten them.
- `3/12/2019` is refused unless the order of its parts is known, as in `dates`; dots mean that the day stands first.
- An hour beside the day is left aside, and its zone with it: the day counts as it is written.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from netcrm.domain.date_forms import MONTH_WORDS, WEEKDAY_WORDS
from netcrm.domain.date_reading import readings
from netcrm.domain.text import clean_line

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years that are believed: other numbers of four digits are something else."""
_CENTURY_TURNS = 70
"""Years of two digits from this one on are of the twentieth century."""
_LONGEST = 80
"""Characters of text that are looked at: a longer one is no date."""

_FOREIGN_MONTHS = (
    "januar janner janvier janv enero ene janeiro gennaio gen",
    "februar feber fevrier fevr fev febrero fevereiro febbraio",
    "marz maerz mrz mars marzo marco",
    "avril avr abril abr aprile",
    "mai mayo maio maggio mag",
    "juni juin junio junho giugno giu",
    "juli juil juillet julio julho luglio lug",
    "aout aou agosto ago",
    "septembre septiembre setiembre setembro settembre set",
    "oktober okt octobre octubre outubro out ottobre ott",
    "novembre noviembre novembro",
    "dezember dez decembre diciembre dic dezembro dicembre",
)
"""January to December beside the English words, without accents."""
_MONTHS = MONTH_WORDS | {word: number for number, words in enumerate(_FOREIGN_MONTHS, 1) for word in words.split()}
_SEASONS = {
    **dict.fromkeys(["spring", "fruhling", "fruhjahr", "printemps", "primavera"], 3),
    **dict.fromkeys(["summer", "sommer", "ete", "verano", "verao", "estate"], 6),
    **dict.fromkeys(["autumn", "fall", "herbst", "automne", "otono", "outono", "autunno"], 9),
    **dict.fromkeys(["winter", "hiver", "invierno", "inverno"], 12),
}
"""The month in which each season of three months begins."""
_PARTS = {
    "early": "early",
    "late": "late",
    **dict.fromkeys(["mid", "middle", "mitte", "mi", "mediados", "meados", "meta"], "mid"),
    **dict.fromkeys(
        ["start", "beginning", "begin", "anfang", "debut", "inicio", "inicios", "principios", "inizio"], "start"
    ),
    **dict.fromkeys(["end", "ende", "fin", "finales", "fim", "fine"], "end"),
}
_ORDINALS = {"first": "1", "1st": "1", "second": "2", "2nd": "2", "third": "3", "3rd": "3", "fourth": "4", "4th": "4"}
_FILLERS = frozenset(
    ("a", "about", "am", "approx", "approximately", "around", "at", "ca", "circa", "d", "da", "das", "de", "del", "den",
     "der", "des", "di", "do", "el", "im", "in", "l", "la", "le", "of", "on", "sometime", "the", "um")
)  # fmt: skip
"""Words that say nothing about which days are meant."""
_WEEKDAYS = frozenset(WEEKDAY_WORDS)

_HOUR = re.compile(
    r"(?:(?<=[0-9])t|(?<![^ ]))[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?(?: ?[ap]\.?m\b\.?)?"
    r"(?: ?(?:utc|gmt|z|ces?t|wes?t|ees?t|bst|[ecmp][sd]t)\b)?(?: ?[+-][0-9]{2}:?[0-9]{2}\b)?(?: ?\([^)]*\))?"
)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:t[0-9]{4,6}(?:[.][0-9]+)?z?)?")
_NUMBERED = re.compile(rf"({'|'.join(_ORDINALS)}) (half|quarter)")
_SHORT_YEAR = re.compile(r"(?<![^ ])['’]([0-9]{2})$")
_TWO_NUMBERS = re.compile(r"([0-9]{1,2}) ?([./-]?) ?([0-9]{1,2})(?![0-9])")
_BETWEEN = re.compile(r"[ .,/~–'’-]+")
_TOKEN = re.compile(r"(?P<year>[12][0-9]{3})|(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|º|°)?|(?P<span>[qth])(?P<nth>[1-4])")


class _Token(NamedTuple):
    """A word of a date: its kind, one letter, and its number."""

    kind: str
    """Y year, N number of one or two digits, M month, S season, Q quarter, H half-year."""
    number: int


def rough_date(text: str, *, day_first: bool | None = None) -> tuple[date, date] | None:
    """Return the first and the last day that `text` may mean, None where it is no date or can be read in two ways.

    `day_first` is the order in dates such as `3/12/2019`, where it is known from elsewhere.
    """
    words = _plain(text)
    tokens: list[_Token] = []
    part = ""
    for word in _BETWEEN.split(words):
        if word in _PARTS and not tokens and not part:
            part = _PARTS[word]
        elif word and word not in _FILLERS and word not in _WEEKDAYS:
            token = _token(word)
            if token is None:
                return None
            tokens.append(token)
    try:
        span = _span("".join(token.kind for token in tokens), [token.number for token in tokens], words, day_first)
    except ValueError:  # no such day
        return None
    if span is None or not FIRST_YEAR <= span[0].year <= LAST_YEAR:
        return None
    return _portion(span, part) if part else span


def middle(days: tuple[date, date]) -> date:
    """Return the day in the middle of a span, the earlier one of two."""
    first, last = days
    return first + (last - first) // 2


def _plain(text: str) -> str:
    """Return the words of a date in lower case, without accents and hours."""
    if len(text) > _LONGEST:
        return ""
    words = clean_line(text).casefold()
    if not words.isascii():
        words = "".join(c for c in unicodedata.normalize("NFD", words) if not unicodedata.combining(c))
    words = _HOUR.sub(" ", words, count=1).strip()
    if compact := _COMPACT.fullmatch(words):
        return "-".join(compact.groups())
    if "'" in words or "’" in words:
        words = _SHORT_YEAR.sub(lambda found: str(_long_year(int(found[1]))), words)
    return _NUMBERED.sub(lambda found: found[2][0] + _ORDINALS[found[1]], words)


def _token(word: str) -> _Token | None:
    if word in _MONTHS:
        return _Token("M", _MONTHS[word])
    if word in _SEASONS:
        return _Token("S", _SEASONS[word])
    found = _TOKEN.fullmatch(word)
    if found is None:
        return None
    if found["year"]:
        return _Token("Y", int(word))
    if found["day"]:
        return _Token("N", int(found["day"]))
    is_half = found["span"] == "h"
    return None if is_half and found["nth"] > "2" else _Token("H" if is_half else "Q", int(found["nth"]))


def _span(kinds: str, numbers: list[int], words: str, day_first: bool | None) -> tuple[date, date] | None:
    """Return the span that tokens of these kinds stand for, None where they make no date.

    Raises:
        ValueError: The calendar has no such day or month.
    """
    match kinds, numbers:
        case ("Y", [year]):
            return _months(year, 1, 12)
        case ("NY" | "MY", [month, year]) | ("YN" | "YM", [year, month]):
            return _months(year, month, 1)
        case ("SY", [month, year]) | ("YS", [year, month]):
            return _months(year, month, 3)
        case ("SYN", [12, year, short]) if short == (year + 1) % 100:
            return _months(year, 12, 3)
        case ("SYY", [12, year, following]) if following == year + 1:
            return _months(year, 12, 3)
        case ("QY", [quarter, year]) | ("YQ", [year, quarter]):
            return _months(year, quarter * 3 - 2, 3)
        case ("HY", [half, year]) | ("YH", [year, half]):
            return _months(year, half * 6 - 5, 6)
        case ("NMY", [day, month, year]) | ("MNY", [month, day, year]) | ("YNN" | "YMN", [year, month, day]):
            return _day(year, month, day)
        case ("NMN", [day, month, short]):
            return _day(_long_year(short), month, day)
        case ("NNY", [_, _, year]):
            return _day_and_month(words, year, day_first)
        case ("NNN", [_, _, short]):
            return _day_and_month(words, _long_year(short), day_first)
        case _:
            return None


def _day_and_month(words: str, year: int, day_first: bool | None) -> tuple[date, date] | None:
    """Return the day of two numbers in one of both orders, None where the order is open."""
    found = _TWO_NUMBERS.search(words)
    if found is None:
        return None
    meant = readings(found[1], found[2], found[3], day_first)
    return _day(year, meant[0][1], meant[0][0]) if len(meant) == 1 else None


def _long_year(short: int) -> int:
    return short + (1900 if short >= _CENTURY_TURNS else 2000)


def _day(year: int, month: int, day: int) -> tuple[date, date]:
    return date(year, month, day), date(year, month, day)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    """Return the span of `count` whole months."""
    first = date(year, month, 1)
    later, index = divmod(year * 12 + month - 1 + count - 1, 12)
    return first, date(later, index + 1, monthrange(later, index + 1)[1])


def _portion(span: tuple[date, date], part: str) -> tuple[date, date] | None:
    """Return the early, middle or late part of a span, None of a single day."""
    first, last = span
    if first == last:
        return None
    if (first.year, first.month) == (last.year, last.month):
        tenth, twentieth = first + timedelta(days=9), first + timedelta(days=19)
        thirds = (first, tenth), (tenth + timedelta(days=1), twentieth), (twentieth + timedelta(days=1), last)
        return thirds[{"early": 0, "start": 0, "mid": 1, "late": 2, "end": 2}[part]]
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    edge = 2 if count == 12 else 1
    size = edge if part in ("start", "end") else count // 3
    begins = {"early": 0, "start": 0, "mid": size, "late": count - size, "end": count - size}[part]
    year, index = divmod(first.year * 12 + first.month - 1 + begins, 12)
    return _months(year, index + 1, size)
