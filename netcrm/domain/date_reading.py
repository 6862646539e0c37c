"""How each written form of a date is read; `dates` says what the forms mean and is the door to them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from netcrm.domain import date_forms as forms
from netcrm.domain.date_forms import (
    BUSINESS_DAY_WORDS,
    MONTH_WORDS,
    NUMBER_WORDS,
    ORDINALS,
    SPAN_WORDS,
    WEEKDAY_WORDS,
    Span,
)
from netcrm.domain.days import MONTHS, WEEKDAYS
from netcrm.domain.workdays import Workdays
from netcrm.errors import DateProblem

LEAP_YEAR = 2000
_BEYOND = "That date is beyond the calendar. Choose one between the years 1 and 9999."


class Facing(StrEnum):
    """Which way a date is meant that leaves its year, week or direction open."""

    FORWARD = "forward"
    BACKWARD = "backward"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a date is read against."""

    today: date
    facing: Facing
    day_first: bool | None
    workdays: Workdays
    """What business days are counted in."""

    @property
    def is_forward(self) -> bool:
        """Whether an open date lies ahead."""
        return self.facing is Facing.FORWARD

    def faces(self, day: date) -> bool:
        """Whether a day is today or lies on the side that is asked for."""
        return day >= self.today if self.is_forward else day <= self.today


def shift(day: date, count: int, span: Span) -> date:
    """Return the day that lies `count` spans after `day` (before it, if negative); months are clamped.

    Raises:
        DateProblem: That day is beyond the calendar, years 1 to 9999.
    """
    try:
        if span is Span.DAY or span is Span.WEEK:
            return day + timedelta(days=count * (7 if span is Span.WEEK else 1))
        months = count * (1 if span is Span.MONTH else 3 if span is Span.QUARTER else 12)
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        raise DateProblem(_BEYOND) from None


def read_words(words: str, asked: Asked) -> date | None:
    """Return the day that `words` name, None where no form fits."""
    if words in forms.NAMED_DAYS:
        return shift(asked.today, forms.NAMED_DAYS[words], Span.DAY)
    for form, reader in _READERS:
        if found := re.fullmatch(form, words):
            return reader(found, asked)
    return None


def day_on(year: int, month: int, day: int) -> date:
    """Return a day, or raise `DateProblem` where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        written = f"{day} {MONTHS[month - 1]}" if 1 <= month <= 12 else f"month {month}"
        in_year = f" in {year}" if (month, day) == (2, 29) else ""
        raise DateProblem(f"There is no {written}{in_year}. Check the day and the month.") from None


def _nearest(month: int, day: int, asked: Asked) -> date:
    """Return the date without a year that is nearest in the direction asked for, today included."""
    day_on(LEAP_YEAR, month, day)
    step = 1 if asked.is_forward else -1
    for year in range(asked.today.year, asked.today.year + 9 * step, step):
        if not date.min.year <= year <= date.max.year or day > monthrange(year, month)[1]:
            continue
        found = date(year, month, day)
        if asked.faces(found):
            return found
    raise DateProblem(_BEYOND)


def _completed(year: str | None, short: str | None, month: int, day: int, asked: Asked) -> date:
    if year or short:
        return day_on(int(year) if year else 2000 + int(short or 0), month, day)
    return _nearest(month, day, asked)


def _read_year_first(found: re.Match[str], _asked: Asked) -> date:
    return day_on(int(found["year"]), int(found["number"]), int(found["day"]))


def _read_month_word(found: re.Match[str], asked: Asked) -> date:
    parts = found.groupdict()
    return _completed(parts["year"], parts.get("short"), MONTH_WORDS[found["month"]], int(found["day"]), asked)


def _read_numeric(found: re.Match[str], asked: Asked) -> date:
    found_readings = readings(found["first"], found["sign"], found["second"], asked.day_first)
    parts = found.groupdict()
    dates = [_completed(parts.get("year"), parts.get("short"), month, day, asked) for day, month in found_readings]
    if len(dates) > 1:
        raise DateProblem(f"“{found[0]}” can be {either(found_readings)}. Write {dates[0]} or {dates[1]}.")
    return dates[0]


def readings(first: str, sign: str, second: str, day_first: bool | None) -> list[tuple[int, int]]:
    """Return the (day, month) that two numbers can mean: one reading, or two where the order is open."""
    a, b = int(first), int(second)
    if sign == "." or a == b or a > 12 or (day_first is True and b <= 12):
        return [(a, b)]
    if b > 12 or day_first is False:
        return [(b, a)]
    return [(a, b), (b, a)]


def either(readings: list[tuple[int, int]]) -> str:
    """Return both readings in words: `3 December or 12 March`."""
    return " or ".join(f"{day} {MONTHS[month - 1]}" for day, month in readings)


def _read_weekday(found: re.Match[str], asked: Asked) -> date:
    ahead = (WEEKDAY_WORDS[found["weekday"]] - asked.today.weekday()) % 7
    which = found["which"]
    if which == "next":
        return shift(_start_of(Span.WEEK, asked.today), 7 + WEEKDAY_WORDS[found["weekday"]], Span.DAY)
    if which == "last":
        return shift(asked.today, ahead - 7, Span.DAY)
    if which == "this" and not ahead:
        return asked.today
    if asked.is_forward:
        return shift(asked.today, ahead or 7, Span.DAY)
    return shift(asked.today, ahead - 7 if ahead else 0, Span.DAY)


def _read_weekday_of_week(found: re.Match[str], asked: Asked) -> date:
    weeks = {"last": -1, "this": 0, "next": 1}[found["which"]]
    monday = _start_of(Span.WEEK, asked.today)
    return shift(monday, 7 * weeks + WEEKDAY_WORDS[found["weekday"]], Span.DAY)


def _read_weekday_and_date(found: re.Match[str], asked: Asked) -> date | None:
    day = read_words(found["rest"], asked)
    if day is not None and day.weekday() != WEEKDAY_WORDS[found["weekday"]]:
        right = WEEKDAYS[day.weekday()]
        raise DateProblem(f"{day.day} {MONTHS[day.month - 1]} {day.year} is a {right}. Check the day of the week.")
    return day


def _read_offset(found: re.Match[str], asked: Asked) -> date | None:
    before, after = found["before"], found["after"]
    if before and after:
        return None
    is_ahead = asked.is_forward if not before and not after else before in ("+", "in ") or after not in (None, " ago")
    return _moved(asked.today, found, asked, ahead=is_ahead)


def _read_offset_from(found: re.Match[str], asked: Asked) -> date | None:
    """Read `a week from fri`, `3 bd before 1 dec`."""
    day = read_words(found["rest"], asked)
    return None if day is None else _moved(day, found, asked, ahead=found["way"] != "before")


def _moved(day: date, found: re.Match[str], asked: Asked, *, ahead: bool) -> date:
    """Return the day that lies a written count of days, business days, weeks … away from another."""
    count = (NUMBER_WORDS.get(found["count"]) or int(found["count"])) * (1 if ahead else -1)
    if found["span"] not in BUSINESS_DAY_WORDS:
        size, span = SPAN_WORDS[found["span"]]
        return shift(day, count * size, span)
    landed = asked.workdays.add_business_days(day, count)
    if landed in (date.min, date.max):
        raise DateProblem(_BEYOND)
    return landed


def _start_of(span: Span, day: date) -> date:
    if span is Span.WEEK:
        return shift(day, -day.weekday(), Span.DAY)
    if span is Span.MONTH:
        return day.replace(day=1)
    return day.replace(month=1 if span is Span.YEAR else (day.month - 1) // 3 * 3 + 1, day=1)


def _end_of(span: Span, day: date) -> date:
    start = _start_of(span, day)
    return shift(start, 4, Span.DAY) if span is Span.WEEK else shift(shift(start, 1, span), -1, Span.DAY)


def _read_period(found: re.Match[str], asked: Asked) -> date:
    span = Span(found["span"])
    return _start_of(span, shift(asked.today, 1 if found["which"] == "next" else -1, span))


def _read_edge(found: re.Match[str], asked: Asked) -> date:
    """Read `end of month`, `start of next quarter`; without `this`, `next` or `last` the nearest in the direction."""
    span, which = Span(found["span"]), found["which"]

    def edge(day: date) -> date:
        return _edge(found, _start_of(span, day), _end_of(span, day), asked)

    if which in ("next", "last"):
        return edge(shift(asked.today, 1 if which == "next" else -1, span))
    day = edge(asked.today)
    if which is None and not asked.faces(day):
        return edge(shift(asked.today, 1 if asked.is_forward else -1, span))
    return day


def _edge(found: re.Match[str], first: date, last: date, asked: Asked) -> date:
    """Return the first or last day, or working day, as it is written."""
    is_end = found["edge"].startswith(("end", "last"))
    if not found["working"]:
        return last if is_end else first
    return asked.workdays.previous_workday(last) if is_end else asked.workdays.next_workday(first)


def _read_edge_of_year(found: re.Match[str], asked: Asked) -> date:
    year = int(found["year"])
    return _edge(found, day_on(year, 1, 1), day_on(year, 12, 31), asked)


def _read_edge_of_month(found: re.Match[str], asked: Asked) -> date | None:
    return _in_month(found, asked, lambda first: _edge(found, first, _end_of(Span.MONTH, first), asked))


def _read_nth_weekday(found: re.Match[str], asked: Asked) -> date | None:
    weekday, nth = WEEKDAY_WORDS[found["weekday"]], ORDINALS[found["nth"]]

    def pick(first: date) -> date | None:
        last = _end_of(Span.MONTH, first)
        if nth < 0:
            return last - timedelta(days=(last.weekday() - weekday) % 7)
        ahead = (weekday - first.weekday()) % 7 + 7 * (nth - 1)
        return first + timedelta(days=ahead) if ahead < last.day else None

    return _in_month(found, asked, pick, f"{found['nth']} {WEEKDAYS[weekday]}")


def _read_day_of_month(found: re.Match[str], asked: Asked) -> date | None:
    number = int(found["day"])

    def pick(first: date) -> date | None:
        return first.replace(day=number) if number <= monthrange(first.year, first.month)[1] else None

    return _in_month(found, asked, pick, f"day {number}") if 1 <= number <= 31 else None


def _in_month(found: re.Match[str], asked: Asked, pick: Callable[[date], date | None], what: str = "") -> date | None:
    """Return the day that `pick` finds in the month that is written, given its first day.

    A month without a year is the nearest one whose day lies on the side that is asked for; without any month the
    nearest that has such a day.

    Raises:
        DateProblem: The month has no such day.
    """
    parts, step = found.groupdict(), 1 if asked.is_forward else -1
    this = _start_of(Span.MONTH, asked.today)
    if parts.get("month") is None and parts.get("which") is None:
        days = (pick(shift(this, step * months, Span.MONTH)) for months in range(6))
        return next((day for day in days if day is not None and asked.faces(day)), None)
    if parts.get("month") is None:
        first = shift(this, {"last": -1, "this": 0, "next": 1}[parts["which"]], Span.MONTH)
    else:
        first = day_on(int(parts["year"] or asked.today.year), MONTH_WORDS[parts["month"]], 1)
    day = pick(first)
    if day is not None and parts.get("month") and not parts["year"] and not asked.faces(day):
        first = shift(first, step, Span.YEAR)
        day = pick(first)
    if day is None:
        raise DateProblem(f"There is no {what} in {MONTHS[first.month - 1]} {first.year}. Check the day and the month.")
    return day


_READERS: tuple[tuple[str, Callable[[re.Match[str], Asked], date | None]], ...] = (
    (forms.YEAR_FIRST, _read_year_first),
    (forms.LOOSE_YEAR_FIRST, _read_year_first),
    (forms.DAY_MONTH, _read_month_word),
    (forms.MONTH_DAY, _read_month_word),
    (forms.NUMERIC, _read_numeric),
    (forms.NUMERIC_YEARLESS, _read_numeric),
    (forms.WEEKDAY, _read_weekday),
    (forms.WEEKDAY_AND_DATE, _read_weekday_and_date),
    (forms.WEEKDAY_OF_WEEK, _read_weekday_of_week),
    (forms.WEEK_AND_WEEKDAY, _read_weekday_of_week),
    (forms.NTH_WEEKDAY, _read_nth_weekday),
    (forms.DAY_OF_MONTH, _read_day_of_month),
    (forms.OFFSET, _read_offset),
    (forms.PERIOD, _read_period),
    (forms.EDGE, _read_edge),
    (forms.EDGE_OF_MONTH, _read_edge_of_month),
    (forms.EDGE_OF_YEAR, _read_edge_of_year),
    (forms.OFFSET_FROM, _read_offset_from),
)
