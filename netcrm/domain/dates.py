"""Dates as people say them: `fri`, `in 3 weeks`, `dec 1`, `end of month`.

Whoever asks says which way a date faces: forward where something is planned, backward where something is logged.

- A bare weekday is the next one after today, or facing backward the latest one, today included. `next tue` is the
  Tuesday of next week (weeks begin on Monday), `last tue` the latest one before today.
- A date without a year is the next one from today on, or facing backward the latest one up to today: today's own day
  and month mean today. A bare `2w` is two weeks ahead, or facing backward two weeks ago.
- `next month` and `last month` are the first day of that month; the same holds for weeks, quarters and years.
- A week ends on its Friday: who promises something by the end of the week means the working week.
- Months are added in real calendar arithmetic: a month after 31 January is the last day of February.
- `3/12` is refused with both readings, unless the user's order is known or one part cannot be a month. Dots mean that
  the day stands first.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from netcrm.domain import date_forms as forms
from netcrm.domain.date_forms import MONTH_WORDS, NUMBER_WORDS, SPAN_WORDS, WEEKDAY_WORDS, Span
from netcrm.domain.days import MONTHS, WEEKDAYS
from netcrm.domain.text import clean_line
from netcrm.errors import DateProblem


class Facing(StrEnum):
    """Which way a date is meant that leaves its year, week or direction open."""

    FORWARD = "forward"
    BACKWARD = "backward"


_FORMS = (
    "Write it like 2026-12-01, 1 dec, dec 1 2026, today, tomorrow, yesterday, fri, next tue, last tue, in 3 weeks, "
    "3 weeks ago, 2w, +10d, next month or end of month."
)
_PARTIAL_FORMS = "Write it like 1980, 1980-04, 1980-04-15, --04-15, 15 Apr or 15 Apr 1980."


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
        raise DateProblem("That date is beyond the calendar. Choose one between the years 1 and 9999.") from None


def parse_date(text: str, today: date, facing: Facing, *, day_first: bool | None = None) -> date:
    """Return the day that somebody means, on `today`, by `text`.

    `day_first` is the user's order in dates such as `3/12`; None refuses those that read both ways.

    Raises:
        DateProblem: The text is no date that can be understood, or reads both ways.
    """
    words = _spaced(text)
    found = _read(words, _Asked(today, facing, day_first))
    if found is None:
        raise DateProblem(f"“{_clipped(words)}” is no date. {_FORMS}")
    return found


def parse_date_and_time(
    text: str, today: date, facing: Facing, *, day_first: bool | None = None
) -> tuple[date, time | None]:
    """Return the day that somebody means and the hour after it, if one is written; an hour alone is today's.

    Raises:
        DateProblem: The text is no date or hour that can be understood, or the date reads both ways.
    """
    words = _spaced(text)
    found = _read(words, _Asked(today, facing, day_first))
    if found is not None:
        return found, None
    written = re.fullmatch(forms.TRAILING_HOUR, words.replace("a.m.", "am").replace("p.m.", "pm"))
    hour = _read_hour(written) if written else None
    if written is None or hour is None:
        raise DateProblem(f"“{_clipped(words)}” is no date. {_FORMS} An hour may follow: fri 14:00, tomorrow at 3pm.")
    day = written["date"]
    return (parse_date(day, today, facing, day_first=day_first) if day else today), hour


def parse_partial_date(text: str, *, day_first: bool | None = None) -> str:
    """Return a birthday or the date of a job in normal form: `1980-04-15`, `--04-15`, `1980-04` or `1980`.

    Raises:
        DateProblem: The text is no such date, or reads both ways.
    """
    words = _spaced(text)
    problem = DateProblem(f"“{_clipped(words)}” is no such date. {_PARTIAL_FORMS}")
    found = next((match for form in forms.PARTIAL_FORMS if (match := re.fullmatch(form, words))), None)
    if found is None:
        raise problem
    parts = found.groupdict()
    year, day = parts.get("year") or "", int(parts.get("day") or 0)
    month = MONTH_WORDS.get(parts.get("month") or "") or int(parts.get("number") or 0)
    if first := parts.get("first"):
        readings = _readings(first, parts["sign"], parts["second"], day_first)
        if len(readings) > 1:
            raise DateProblem(f"“{words}” can be {_either(readings)}. Write the month as a word.")
        day, month = readings[0]
    if year == "0000" or (len(parts) > 1 and not 1 <= month <= 12):
        raise problem
    if "day" in parts or first:
        _on(int(year or _LEAP_YEAR), month, day)
        return f"{year or '-'}-{month:02}-{day:02}"
    return f"{year}-{month:02}" if month else year


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a date is read against."""

    today: date
    facing: Facing
    day_first: bool | None

    @property
    def is_forward(self) -> bool:
        return self.facing is Facing.FORWARD


def _spaced(text: str) -> str:
    words = clean_line(text.replace(",", " ") if len(text) <= _LONGEST else text[: _LONGEST + 1]).casefold()
    return words.removeprefix("on ").removeprefix("by ")


def _clipped(words: str) -> str:
    return words if len(words) <= 40 else words[:39] + "…"


def _read(words: str, asked: _Asked) -> date | None:
    """Return the day that `words` name, None where no form fits."""
    if words in forms.NAMED_DAYS:
        return shift(asked.today, forms.NAMED_DAYS[words], Span.DAY)
    for form, reader in _READERS:
        if found := re.fullmatch(form, words):
            return reader(found, asked)
    return None


def _on(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        written = f"{day} {MONTHS[month - 1]}" if 1 <= month <= 12 else f"month {month}"
        in_year = f" in {year}" if (month, day) == (2, 29) else ""
        raise DateProblem(f"There is no {written}{in_year}. Check the day and the month.") from None


def _nearest(month: int, day: int, asked: _Asked) -> date:
    """Return the date without a year that is nearest in the direction asked for, today included."""
    _on(_LEAP_YEAR, month, day)
    step = 1 if asked.is_forward else -1
    for year in range(asked.today.year, asked.today.year + 9 * step, step):
        if not date.min.year <= year <= date.max.year or day > monthrange(year, month)[1]:
            continue
        found = date(year, month, day)
        if found >= asked.today if asked.is_forward else found <= asked.today:
            return found
    raise DateProblem("That date is beyond the calendar. Choose one between the years 1 and 9999.")


def _completed(year: str | None, short: str | None, month: int, day: int, asked: _Asked) -> date:
    if year or short:
        return _on(int(year) if year else 2000 + int(short or 0), month, day)
    return _nearest(month, day, asked)


def _read_year_first(found: re.Match[str], _asked: _Asked) -> date:
    return _on(int(found["year"]), int(found["number"]), int(found["day"]))


def _read_month_word(found: re.Match[str], asked: _Asked) -> date:
    parts = found.groupdict()
    return _completed(parts["year"], parts.get("short"), MONTH_WORDS[found["month"]], int(found["day"]), asked)


def _read_numeric(found: re.Match[str], asked: _Asked) -> date:
    readings = _readings(found["first"], found["sign"], found["second"], asked.day_first)
    parts = found.groupdict()
    dates = [_completed(parts.get("year"), parts.get("short"), month, day, asked) for day, month in readings]
    if len(dates) > 1:
        raise DateProblem(f"“{found[0]}” can be {_either(readings)}. Write {dates[0]} or {dates[1]}.")
    return dates[0]


def _readings(first: str, sign: str, second: str, day_first: bool | None) -> list[tuple[int, int]]:
    """Return the (day, month) that two numbers can mean: one reading, or two where the order is open."""
    a, b = int(first), int(second)
    if sign == "." or a == b or a > 12 or (day_first is True and b <= 12):
        return [(a, b)]
    if b > 12 or day_first is False:
        return [(b, a)]
    return [(a, b), (b, a)]


def _either(readings: list[tuple[int, int]]) -> str:
    return " or ".join(f"{day} {MONTHS[month - 1]}" for day, month in readings)


def _read_weekday(found: re.Match[str], asked: _Asked) -> date:
    ahead = (WEEKDAY_WORDS[found["weekday"]] - asked.today.weekday()) % 7
    which = found["which"]
    if which == "next":
        return shift(_start_of(Span.WEEK, asked.today), 7 + WEEKDAY_WORDS[found["weekday"]], Span.DAY)
    if which == "last":
        return shift(asked.today, ahead - 7, Span.DAY)
    if asked.is_forward:
        return shift(asked.today, ahead or 7, Span.DAY)
    return shift(asked.today, ahead - 7 if ahead else 0, Span.DAY)


def _read_weekday_and_date(found: re.Match[str], asked: _Asked) -> date | None:
    day = _read(found["rest"], asked)
    if day is not None and day.weekday() != WEEKDAY_WORDS[found["weekday"]]:
        right = WEEKDAYS[day.weekday()]
        raise DateProblem(f"{day.day} {MONTHS[day.month - 1]} {day.year} is a {right}. Check the day of the week.")
    return day


def _read_offset(found: re.Match[str], asked: _Asked) -> date | None:
    before, after = found["before"], found["after"]
    if before and after:
        return None
    is_ahead = asked.is_forward if not before and not after else before in ("+", "in ") or after not in (None, " ago")
    size, span = SPAN_WORDS[found["span"]]
    count = NUMBER_WORDS.get(found["count"]) or int(found["count"])
    return shift(asked.today, count * size * (1 if is_ahead else -1), span)


def _start_of(span: Span, day: date) -> date:
    if span is Span.WEEK:
        return shift(day, -day.weekday(), Span.DAY)
    if span is Span.MONTH:
        return day.replace(day=1)
    return day.replace(month=1 if span is Span.YEAR else (day.month - 1) // 3 * 3 + 1, day=1)


def _end_of(span: Span, day: date) -> date:
    start = _start_of(span, day)
    return shift(start, 4, Span.DAY) if span is Span.WEEK else shift(shift(start, 1, span), -1, Span.DAY)


def _read_period(found: re.Match[str], asked: _Asked) -> date:
    span = Span(found["span"])
    return _start_of(span, shift(asked.today, 1 if found["which"] == "next" else -1, span))


def _read_edge(found: re.Match[str], asked: _Asked) -> date:
    """Read `end of month`, `start of next quarter`; without `this`, `next` or `last` the nearest in the direction."""
    span, which = Span(found["span"]), found["which"]
    edge = _end_of if found["edge"] == "end" else _start_of
    if which in ("next", "last"):
        return edge(span, shift(asked.today, 1 if which == "next" else -1, span))
    day = edge(span, asked.today)
    if which is None and asked.is_forward and day < asked.today:
        return edge(span, shift(asked.today, 1, span))
    if which is None and not asked.is_forward and day > asked.today:
        return edge(span, shift(asked.today, -1, span))
    return day


def _read_hour(written: re.Match[str]) -> time | None:
    if written["noon"]:
        return time(12)
    hour, minute, half = int(written["hour"]), written["minute"], written["half"]
    if not minute and not half:
        return None
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, int(minute or 0)) if hour < 24 and int(minute or 0) < 60 else None


_READERS: tuple[tuple[str, Callable[[re.Match[str], _Asked], date | None]], ...] = (
    (forms.YEAR_FIRST, _read_year_first),
    (forms.LOOSE_YEAR_FIRST, _read_year_first),
    (forms.DAY_MONTH, _read_month_word),
    (forms.MONTH_DAY, _read_month_word),
    (forms.NUMERIC, _read_numeric),
    (forms.NUMERIC_YEARLESS, _read_numeric),
    (forms.WEEKDAY, _read_weekday),
    (forms.WEEKDAY_AND_DATE, _read_weekday_and_date),
    (forms.OFFSET, _read_offset),
    (forms.PERIOD, _read_period),
    (forms.EDGE, _read_edge),
)
_LEAP_YEAR = 2000
_LONGEST = 200
"""Characters of text that are looked at: a longer one is no date."""
