"""Dates as people say them: `fri`, `in 3 weeks`, `dec 1`, `end of month`.

Whoever asks says which way a date faces: forward where something is planned, backward where something is logged.

- A bare weekday is the next one after today, or facing backward the latest one, today included. `next tue` is the
  Tuesday of next week (weeks begin on Monday), `last tue` the latest one before today.
- A date without a year is the next one from today on, or facing backward the latest one up to today: today's own day
  and month mean today. A bare `2w` is two weeks ahead, or facing backward two weeks ago.
- `next month` and `last month` are the first day of that month; the same holds for weeks, quarters and years.
- A week ends on its Friday: who promises something by the end of the week means the working week.
- `end of january`, `first mon of january`, `last working day of the month` and `the 15th` are the nearest such day in
  the direction; `3 bd` and `3 business days` count the working days of the user.
- Months are added in real calendar arithmetic: a month after 31 January is the last day of February.
- `3/12` is refused with both readings, unless the user's order is known or one part cannot be a month. Dots mean that
  the day stands first.
"""

from __future__ import annotations

import re
from datetime import date, time

from netcrm.domain import date_forms as forms
from netcrm.domain.date_forms import MONTH_WORDS
from netcrm.domain.date_reading import LEAP_YEAR, Asked, Facing, day_on, either, read_words, readings, shift
from netcrm.domain.text import clean_line
from netcrm.domain.workdays import Workdays
from netcrm.errors import DateProblem

__all__ = ["Facing", "parse_date", "parse_date_and_time", "parse_partial_date", "shift"]

_WORKDAYS = Workdays()
"""Monday to Friday, without holidays."""
_FORMS = (
    "Write it like 2026-12-01, 1 dec, dec 1 2026, today, tomorrow, yesterday, fri, next tue, last tue, in 3 weeks, "
    "3 weeks ago, 2w, 3 business days, the 15th, first mon of jan, next month or end of month."
)
_PARTIAL_FORMS = "Write it like 1980, 1980-04, 1980-04-15, --04-15, 15 Apr or 15 Apr 1980."


def parse_date(
    text: str, today: date, facing: Facing, *, day_first: bool | None = None, workdays: Workdays = _WORKDAYS
) -> date:
    """Return the day that somebody means, on `today`, by `text`.

    `day_first` is the user's order in dates such as `3/12`; None refuses those that read both ways. `workdays` are
    what business days count in.

    Raises:
        DateProblem: The text is no date that can be understood, or reads both ways.
    """
    words = _spaced(text)
    found = read_words(words, Asked(today, facing, day_first, workdays))
    if found is None:
        raise DateProblem(f"“{_clipped(words)}” is no date. {_FORMS}")
    return found


def parse_date_and_time(
    text: str, today: date, facing: Facing, *, day_first: bool | None = None, workdays: Workdays = _WORKDAYS
) -> tuple[date, time | None]:
    """Return the day that somebody means and the hour after it, if one is written; an hour alone is today's.

    Raises:
        DateProblem: The text is no date or hour that can be understood, or the date reads both ways.
    """
    words = _spaced(text)
    found = read_words(words, Asked(today, facing, day_first, workdays))
    if found is not None:
        return found, None
    written = re.fullmatch(forms.TRAILING_HOUR, words.replace("a.m.", "am").replace("p.m.", "pm"))
    hour = _read_hour(written) if written else None
    if written is None or hour is None:
        raise DateProblem(f"“{_clipped(words)}” is no date. {_FORMS} An hour may follow: fri 14:00, tomorrow at 3pm.")
    day = written["date"]
    return (parse_date(day, today, facing, day_first=day_first, workdays=workdays) if day else today), hour


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
        found_readings = readings(first, parts["sign"], parts["second"], day_first)
        if len(found_readings) > 1:
            raise DateProblem(f"“{words}” can be {either(found_readings)}. Write the month as a word.")
        day, month = found_readings[0]
    if year == "0000" or (len(parts) > 1 and not 1 <= month <= 12):
        raise problem
    if "day" in parts or first:
        day_on(int(year or LEAP_YEAR), month, day)
        return f"{year or '-'}-{month:02}-{day:02}"
    return f"{year}-{month:02}" if month else year


def _spaced(text: str) -> str:
    words = clean_line(text.replace(",", " ") if len(text) <= _LONGEST else text[: _LONGEST + 1]).casefold()
    return words.removeprefix("on ").removeprefix("by ")


def _clipped(words: str) -> str:
    return words if len(words) <= 40 else words[:39] + "…"


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


_LONGEST = 200
"""Characters of text that are looked at: a longer one is no date."""
