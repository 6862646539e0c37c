"""Birthdays and work anniversaries: on which day they stand in a year, and what is said of them.

Ages are private: a birthday tells none, even where the year of birth is known.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterator
from datetime import date, timedelta

from netcrm.domain.days import counted

DAYS_AHEAD = 7
"""How many days before its day an occasion is seen at the earliest."""

_BIRTHDAY = re.compile(r"(?:\d{4}|-)-(\d\d)-(\d\d)", re.ASCII)


def days_of_occasions(today: date, until: date) -> list[date]:
    """Return the days whose occasions are seen on `today`: that day and seven more, but none after `until`."""
    ahead = min(DAYS_AHEAD, (until - today).days)
    return [today + timedelta(days=number) for number in range(ahead + 1)]


def month_days(days: list[date]) -> list[str]:
    """Return `MM-DD` of every date whose occasion stands on one of the days; in some years 29 February is 28."""
    return [words for day in days for words in _month_days(day)]


def _month_days(day: date) -> Iterator[str]:
    yield f"{day:%m-%d}"
    if (day.month, day.day) == (2, 28) and not isleap(day.year):
        yield "02-29"


def birthday_among(birthday: str, days: list[date]) -> date | None:
    """Return which of the days is somebody's birthday, written `YYYY-MM-DD` or `--MM-DD`; else nothing."""
    found = _BIRTHDAY.fullmatch(birthday)
    month_day = f"{found[1]}-{found[2]}" if found else ""
    return next((day for day in days if month_day in _month_days(day)), None)


def anniversary_among(start_on: str, days: list[date]) -> date | None:
    """Return which of the days is a whole number of years, at least one, after a job began; else nothing.

    A job of which only the year or the month is known has no such day.
    """
    try:
        start = date.fromisoformat(start_on) if len(start_on) == 10 else None
    except ValueError:
        return None
    if start is None:
        return None
    return next((day for day in days if day.year > start.year and f"{start:%m-%d}" in _month_days(day)), None)


def anniversary_words(start_on: str, on: date, organisation: str, title: str) -> str:
    """Return `5 years at St Mary's`, or `5 years as Oncologist` where no organisation is known."""
    years = counted(on.year - date.fromisoformat(start_on).year, "year")
    return f"{years} at {organisation}" if organisation else f"{years} as {title}" if title else ""
