"""Recurrence rules as calendars write them (RFC 5545, 3.3.10), read into the series that they mean."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from netcrm.domain.series import Frequency, Rule, Weekday
from netcrm.domain.text import clean_line
from netcrm.errors import UsageProblem
from netcrm.formats.calendar.events import Property
from netcrm.formats.calendar.moments import Moment, Moments

_WEEKDAY = re.compile(r"([+-]?\d{0,2})(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PARTS = frozenset(
    ("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST", "BYHOUR", "BYMINUTE",
     "BYSECOND")
)  # fmt: skip
"""What a rule may say; the hour that it repeats is the event's own."""


def read_rule(text: str, begin: Moment, moments: Moments) -> Rule:
    """Return what the value of an RRULE says of a series that begins at a moment.

    Raises:
        UsageProblem: the series goes on in a way that cannot be followed.
    """
    parts = dict(part.strip().upper().partition("=")[::2] for part in text.split(";") if "=" in part)
    frequency = parts.get("FREQ", "")
    if frequency not in Frequency.__members__ or not parts.keys() <= _PARTS:
        raise UsageProblem(f"The event repeats in a way that cannot be followed: {clean_line(text)[:80]}.")
    until = moments.read(Property("", parts["UNTIL"])) if "UNTIL" in parts else None
    week_start = parts.get("WKST", "MO")
    return Rule(
        frequency=Frequency(frequency),
        interval=max(1, number_in(parts.get("INTERVAL", "1"))),
        count=number_in(parts["COUNT"]) if "COUNT" in parts else None,
        until=_last_day(until, begin) if until else None,
        weekdays=tuple(
            Weekday(_WEEKDAYS.index(match[2]), int(match[1]) if match[1].strip("+-") else 0)
            for match in map(_WEEKDAY.fullmatch, parts.get("BYDAY", "").split(","))
            if match
        ),
        month_days=tuple(it for it in _numbers(parts.get("BYMONTHDAY", "")) if 1 <= abs(it) <= 31),
        months=tuple(it for it in _numbers(parts.get("BYMONTH", "")) if 1 <= it <= 12),
        positions=tuple(it for it in _numbers(parts.get("BYSETPOS", "")) if it),
        week_start=_WEEKDAYS.index(week_start) if week_start in _WEEKDAYS else 0,
    )


def _last_day(until: Moment, begin: Moment) -> date:
    """Return the last day on which a series that ends at a moment may have an occurrence."""
    if until.clock is None or begin.clock is None:
        return until.on
    end = datetime.combine(until.on, until.clock, until.zone)
    if until.zone and begin.zone:
        end = end.astimezone(begin.zone)
    return end.date() if begin.clock <= end.time() else end.date() - timedelta(days=1)


def number_in(text: str) -> int:
    """Return a number of a few digits, 0 for anything else."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _numbers(text: str) -> list[int]:
    return [-number_in(part[1:]) if part[:1] == "-" else number_in(part.lstrip("+")) for part in text.split(",")]
