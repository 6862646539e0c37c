"""Days off of the user's own, beside weekends and public holidays, as typed and as working days know them.

Written `2026-12-24..2026-12-31 Christmas break; 2027-05-14 bridge day`: ISO dates, since a setting is read on days
when “next Friday” would be another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from netcrm.domain.days import WEEKDAYS, full_day
from netcrm.domain.text import clean_line
from netcrm.errors import DateProblem

_DATE = r"\d{4}-\d{1,2}-\d{1,2}"
_PART = re.compile(rf"({_DATE})(?: ?\.\. ?({_DATE}))?(?:[ :,]+(.*))?", re.ASCII)
_LONGEST = 366
"""Days of one stretch; more than a year without a working day is a slip of the finger."""
_FORM = "Write it like 2026-12-24..2026-12-31 Christmas break; 2027-05-14 bridge day."


@dataclass(frozen=True, slots=True, order=True)
class DaysOff:
    """A stretch of days off, both ends inside."""

    first: date
    last: date
    name: str = ""

    def __str__(self) -> str:
        """Return what `parse_days_off` reads."""
        days = self.first.isoformat() if self.first == self.last else f"{self.first}..{self.last}"
        return f"{days} {self.name}".rstrip()

    def describe(self) -> str:
        """Return `Thu 24 Dec 2026 to Thu 31 Dec 2026 (Christmas break)`."""
        days = _day(self.first) if self.first == self.last else f"{_day(self.first)} to {_day(self.last)}"
        return f"{days} ({self.name})" if self.name else days


def parse_days_off(text: str) -> tuple[DaysOff, ...]:
    """Return the stretches that `text` names, with semicolons between, by date; none for an empty text.

    Raises:
        DateProblem: A part of it cannot be read, ends before it starts, or is longer than a year.
    """
    parts = [clean_line(part) for part in text.split(";")]
    return tuple(sorted({_stretch(part) for part in parts if part}))


def days_of(stretches: Iterable[DaysOff]) -> dict[date, str]:
    """Return the name of each single day; where stretches overlap, the later one's."""
    return {
        stretch.first + timedelta(days=number): stretch.name or "your day off"
        for stretch in stretches
        for number in range((stretch.last - stretch.first).days + 1)
    }


def _stretch(part: str) -> DaysOff:
    shown = part if len(part) <= 60 else part[:59] + "…"
    found = _PART.fullmatch(part)
    if found is None:
        raise DateProblem(f"“{shown}” names no day off. {_FORM}")
    first = _date(found[1], shown)
    last = _date(found[2], shown) if found[2] else first
    if last < first:
        raise DateProblem(f"“{shown}” ends before it starts. {_FORM}")
    if (last - first).days >= _LONGEST:
        raise DateProblem(f"“{shown}” is longer than a year. Name shorter stretches, or use `netcrm pause --all`.")
    return DaysOff(first, last, found[3] or "")


def _date(text: str, part: str) -> date:
    try:
        return date(*map(int, text.split("-")))
    except ValueError:
        raise DateProblem(f"In “{part}”, {text} is no day of the calendar. {_FORM}") from None


def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()][:3]} {full_day(day)}"
