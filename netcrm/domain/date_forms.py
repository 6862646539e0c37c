"""The words and written forms that dates are recognised by; `dates` says what they mean.

All patterns are matched against whole texts in lower case, without commas, with single spaces. They are plain text,
compiled on first use, since most commands read no date.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from netcrm.domain.days import MONTHS, WEEKDAYS


class Span(StrEnum):
    """What relative dates count in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


NUMBER_WORDS = {"a": 1, "an": 1} | {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
         "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"), start=1
    )
} | {"a couple of": 2, "couple of": 2}  # fmt: skip
SPAN_WORDS = {
    **dict.fromkeys(("d", "day", "days"), (1, Span.DAY)),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), (1, Span.WEEK)),
    **dict.fromkeys(("fortnight", "fortnights"), (2, Span.WEEK)),
    **dict.fromkeys(("m", "mo", "mos", "month", "months"), (1, Span.MONTH)),
    **dict.fromkeys(("q", "quarter", "quarters"), (1, Span.QUARTER)),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), (1, Span.YEAR)),
}
BUSINESS_DAY_WORDS = frozenset(
    ("bd", "bds", "business day", "business days", "working day", "working days", "workday", "workdays", "weekday",
     "weekdays")
)  # fmt: skip
ORDINALS = {
    **dict.fromkeys(("first", "1st"), 1),
    **dict.fromkeys(("second", "2nd"), 2),
    **dict.fromkeys(("third", "3rd"), 3),
    **dict.fromkeys(("fourth", "4th"), 4),
    **dict.fromkeys(("fifth", "5th"), 5),
    "last": -1,
}
MONTH_WORDS = {name.casefold()[:size]: number for number, name in enumerate(MONTHS, 1) for size in (3, None)} | {
    "sept": 9
}
WEEKDAY_WORDS = {name.casefold()[:size]: number for number, name in enumerate(WEEKDAYS) for size in (3, None)} | {
    "tues": 1, "weds": 2, "thur": 3, "thurs": 3,
}  # fmt: skip
NAMED_DAYS = {
    "today": 0,
    "tomorrow": 1,
    "day after tomorrow": 2,
    "the day after tomorrow": 2,
    "yesterday": -1,
    "day before yesterday": -2,
    "the day before yesterday": -2,
}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_MONTH = rf"(?P<month>{_any_of(MONTH_WORDS)})\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?"
_WEEKDAY = rf"(?P<weekday>{_any_of(WEEKDAY_WORDS)})\.?"
_SPAN = rf"(?P<span>{_any_of([*SPAN_WORDS, *BUSINESS_DAY_WORDS])})"
_COUNT = rf"(?P<count>[0-9]{{1,6}}|(?:{_any_of(NUMBER_WORDS)})(?= )) ?{_SPAN}"
_PERIOD = r"(?P<span>week|month|quarter|year)"
YEAR_ALONE = "(?P<year>[0-9]{4})"
YEAR_FIRST = r"(?P<year>[0-9]{4})(?P<sign>[-/.]?)(?P<number>[0-9]{2})(?P=sign)(?P<day>[0-9]{2})"
LOOSE_YEAR_FIRST = r"(?P<year>[0-9]{4})(?P<sign>[-/.])(?P<number>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})"
DAY_MONTH = rf"(?:the )?{_DAY}[ -]?(?:of )?{_MONTH}(?:[ -]?(?P<year>[0-9]{{4}})|-(?P<short>[0-9]{{2}}))?"
MONTH_DAY = rf"{_MONTH} ?(?:the )?{_DAY}(?: (?P<year>[0-9]{{4}}))?"
NUMERIC = (
    r"(?P<first>[0-9]{1,2})(?P<sign>[./-])(?P<second>[0-9]{1,2})(?P=sign)(?:(?P<year>[0-9]{4})|(?P<short>[0-9]{2}))"
)
NUMERIC_YEARLESS = r"(?P<first>[0-9]{1,2})(?P<sign>[./])(?P<second>[0-9]{1,2})\.?"
WEEKDAY = rf"(?:(?P<which>this|next|last) )?{_WEEKDAY}"
WEEKDAY_AND_DATE = rf"{_WEEKDAY} (?P<rest>(?:the )?(?:[0-9]|{_any_of(MONTH_WORDS)}).*)"
OFFSET = rf"(?P<before>\+ ?|- ?|in )?{_COUNT}(?P<after> ago| from now| from today)?"
_IN_MONTH = rf"(?:of|in) (?:(?:the |(?P<which>this|next|last) )month|{_MONTH}(?: (?P<year>[0-9]{{4}}))?)"
_EDGE = r"(?:the )?(?P<edge>end|start|beginning|(?:first|last)(?: (?P<working>working|business))? day)"
OFFSET_FROM = rf"{_COUNT} (?P<way>from|after|before) (?P<rest>.+)"
WEEKDAY_OF_WEEK = rf"{_WEEKDAY} (?:of )?(?P<which>this|next|last) week"
WEEK_AND_WEEKDAY = rf"(?P<which>this|next|last) week (?:on )?{_WEEKDAY}"
NTH_WEEKDAY = rf"(?:the )?(?P<nth>{_any_of(ORDINALS)}) {_WEEKDAY} {_IN_MONTH}"
DAY_OF_MONTH = r"(?:the )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)(?: of (?:the|(?P<which>this|next|last)) month)?"
PERIOD = rf"(?P<which>next|last) {_PERIOD}"
EDGE = rf"{_EDGE} of (?:the )?(?:(?P<which>this|next|last) )?{_PERIOD}"
EDGE_OF_MONTH = rf"{_EDGE} {_IN_MONTH}"
EDGE_OF_YEAR = rf"{_EDGE} of (?P<year>[0-9]{{4}})"
PARTIAL_FORMS = (
    YEAR_ALONE,
    "(?P<year>[0-9]{4})-(?P<number>[0-9]{2})",
    rf"{YEAR_FIRST}(?:[t ][0-9:.]+(?:z|[+-][0-9:]+)?)?",
    "--(?P<number>[0-9]{2})-?(?P<day>[0-9]{2})",
    rf"{_MONTH} (?P<year>[0-9]{{4}})",
    rf"(?:the )?{_DAY}[ -]?(?:of )?{_MONTH}(?:[ -]?(?P<year>[0-9]{{4}}))?",
    MONTH_DAY,
    r"(?P<first>[0-9]{1,2})(?P<sign>[./-])(?P<second>[0-9]{1,2})(?P=sign)(?P<year>[0-9]{4})",
    NUMERIC_YEARLESS,
)
TRAILING_HOUR = (
    r"(?:(?P<date>.*?)(?: at | |(?<=[0-9])t(?=[0-9])))??(?:at )?"
    r"(?:(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2})(?::[0-9]{2})?)? ?(?P<half>am|pm)?|(?P<noon>noon))"
)
