"""An interval: a count of days, business days, weeks, months or years, as typed and as added to a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from netcrm.domain.days import counted
from netcrm.domain.text import clean_line
from netcrm.domain.workdays import Workdays
from netcrm.errors import UsageProblem


class Unit(StrEnum):
    """What an interval counts; the value is its name in the singular."""

    DAY = "day"
    BUSINESS_DAY = "business day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


_NOMINAL_DAYS = {Unit.DAY: 1.0, Unit.BUSINESS_DAY: 7 / 5, Unit.WEEK: 7.0, Unit.MONTH: 365.25 / 12, Unit.YEAR: 365.25}
_ADVERBS = {Unit.DAY: "daily", Unit.WEEK: "weekly", Unit.MONTH: "monthly", Unit.YEAR: "yearly"}
_LONGEST_YEARS = 20
_FORMS = "Write it like 2 weeks, 10 business days, 90d, every 3 months, quarterly or yearly."


@dataclass(frozen=True, slots=True)
class Interval:
    """A span of the calendar: at least one unit, at most twenty years.

    Raises:
        UsageProblem: The count is below 1, or the span is longer than twenty years.
    """

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.count < 1:
            raise UsageProblem(f"An interval is at least 1 {self.unit}, not {self.count}. {_FORMS}")
        if self.count > _LONGEST_YEARS * _NOMINAL_DAYS[Unit.YEAR] / _NOMINAL_DAYS[self.unit]:
            raise UsageProblem(f"An interval is at most {_LONGEST_YEARS} years. {_FORMS}")

    def __str__(self) -> str:
        return counted(self.count, self.unit.value)

    @property
    def nominal_days(self) -> float:
        """The average length in calendar days, for comparing intervals of different units."""
        return self.count * _NOMINAL_DAYS[self.unit]

    @property
    def every(self) -> str:
        """How often, after a preposition: `every month`, `every 2 weeks`."""
        return f"every {self.unit}" if self.count == 1 else f"every {self}"

    @property
    def often(self) -> str:
        """How often, standing alone: `monthly`, `every 2 weeks`."""
        return _ADVERBS.get(self.unit, self.every) if self.count == 1 else self.every


_UNIT_WORDS: dict[str, tuple[int, Unit]] = {
    **dict.fromkeys(("d", "day", "days"), (1, Unit.DAY)),
    **dict.fromkeys(
        ("bd", "business day", "business days", "working day", "working days", "workday", "workdays", "weekday",
         "weekdays"),
        (1, Unit.BUSINESS_DAY),
    ),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), (1, Unit.WEEK)),
    **dict.fromkeys(("fortnight", "fortnights"), (2, Unit.WEEK)),
    **dict.fromkeys(("m", "mo", "mos", "month", "months"), (1, Unit.MONTH)),
    **dict.fromkeys(("quarter", "quarters"), (3, Unit.MONTH)),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), (1, Unit.YEAR)),
}  # fmt: skip
_WHOLE_WORDS: dict[str, tuple[int, Unit]] = {
    "daily": (1, Unit.DAY),
    "weekly": (1, Unit.WEEK),
    "fortnightly": (2, Unit.WEEK),
    "biweekly": (2, Unit.WEEK),
    "monthly": (1, Unit.MONTH),
    "quarterly": (3, Unit.MONTH),
    **dict.fromkeys(("half yearly", "half a year", "half year", "semiannually"), (6, Unit.MONTH)),
    **dict.fromkeys(("yearly", "annually", "annual"), (1, Unit.YEAR)),
}
_NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
} | {"a": 1, "an": 1, "other": 2, "second": 2}  # fmt: skip
_COUNTED = re.compile(r"(?:(-?[0-9]+) ?|([a-z]+) )([a-z]+(?: [a-z]+)?)")
_MOST_DIGITS = 9
"""Far above the longest interval, and far below where `int` refuses to read."""


def parse_interval(text: str) -> Interval:
    """Return the interval that people mean by `2 weeks`, `10bd`, `every month`, `quarterly`, `a year`.

    Raises:
        UsageProblem: The text is no interval, or one below one unit or beyond twenty years.
    """
    words = clean_line(text).casefold().replace("half-", "half ").removeprefix("every ").removeprefix("each ")
    whole = _WHOLE_WORDS.get(words) or _UNIT_WORDS.get(words)
    if whole:
        return Interval(*whole)
    found = _COUNTED.fullmatch(words)
    if found:
        digits, number, unit_word = found.groups(default="")
        if unit_word in _UNIT_WORDS and (digits or number in _NUMBERS):
            size, unit = _UNIT_WORDS[unit_word]
            if len(digits) > _MOST_DIGITS:
                raise UsageProblem(f"An interval is at most {_LONGEST_YEARS} years. {_FORMS}")
            return Interval(size * (int(digits) if digits else _NUMBERS[number]), unit)
    shown = words if len(words) <= 40 else words[:39] + "…"
    raise UsageProblem(f"“{shown}” is no interval. {_FORMS}")


_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def add_interval(anchor: date, interval: Interval, workdays: Workdays) -> date:
    """Return the day that lies `interval` after `anchor`, not rolled.

    Months and years keep the day of the month, or take the month's last day where it has no such day. What would
    lie beyond the last day of the calendar (31 December 9999) is that day, so that no stored date can break a list.
    """
    return add_units(anchor, interval.count, interval.unit, workdays)


def add_units(anchor: date, count: int, unit: Unit, workdays: Workdays) -> date:
    """Return the day that lies `count` units after `anchor`, by the rules of `add_interval`; 0 is the day itself."""
    if unit is Unit.DAY or unit is Unit.WEEK:
        days = count if unit is Unit.DAY else count * 7
        return date.fromordinal(min(anchor.toordinal() + days, _LAST_ORDINAL))
    if unit is Unit.BUSINESS_DAY:
        return workdays.add_business_days(anchor, count)
    years, month = divmod(anchor.month - 1 + (count if unit is Unit.MONTH else count * 12), 12)
    year = anchor.year + years
    if year > date.max.year:
        return date.max
    length = 29 if month == 1 and _is_leap(year) else _MONTH_LENGTHS[month]
    return date(year, month + 1, min(anchor.day, length))


_LAST_ORDINAL = date.max.toordinal()


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
