"""The rhythm with a contact: how often there was a touch, the usual gap between two, and the longest silence.

Days count, not touches: two calls on one day leave no gap between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from netcrm.domain.days import counted, full_day, short_day

_MONTHS = 12
_LEAST_PEAK = 4
"""Touches a month that fill a bar: one touch in a quiet year is no full one."""
_MONTH = 365.25 / 12
_YEAR = 365.25
_GAPS: tuple[tuple[float, float, str], ...] = (
    (700, _YEAR, "year"),
    (380, _MONTH, "month"),
    (350, 0, "year"),
    (59, _MONTH, "month"),
    (32.5, 7, "week"),
    (29.5, 0, "month"),
    (13.5, 7, "week"),
    (8.5, 1, "day"),
    (6, 0, "week"),
    (1.5, 1, "day"),
    (0, 0, "day"),
)
"""From how many days a gap is said in which unit, and the unit's days; 0 for what is said as one of it."""


@dataclass(frozen=True, slots=True)
class MonthOfTouches:
    """The touches of one calendar month."""

    first_on: date
    """Its first day."""
    touches: int
    year_before: int
    """Touches in the same month a year earlier, for this month up to the same day of it."""


@dataclass(frozen=True, slots=True)
class Silence:
    """The days between a touch and the next one; both ends are outside."""

    start_on: date
    """The touch before it."""
    end_on: date
    """The touch that ended it, or today."""

    @property
    def days(self) -> int:
        """Calendar days from one end to the other."""
        return (self.end_on - self.start_on).days


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often there was a touch with somebody."""

    today: date
    touches: int
    """All that there ever were."""
    days: int
    """On how many days they were."""
    first_on: date | None
    last_on: date | None
    months: tuple[MonthOfTouches, ...]
    """Twelve months, the oldest first; the last one is that of today."""
    usual_gap: float | None
    """The median of the days from one day of touches to the next; None before there are two such gaps."""
    longest: Silence | None
    """The longest silence; the present one only where it is longer than all before it. None without a touch."""

    @property
    def now(self) -> int | None:
        """Days since the last touch."""
        return (self.today - self.last_on).days if self.last_on else None

    @property
    def in_year(self) -> int:
        """Touches in the twelve months."""
        return sum(month.touches for month in self.months)

    @property
    def year_before(self) -> int:
        """Touches in the same stretch a year earlier."""
        return sum(month.year_before for month in self.months)

    @property
    def is_quietest(self) -> bool:
        """Whether the present silence is longer than all before it."""
        return self.longest is not None and self.longest.start_on == self.last_on

    def levels(self, steps: int) -> tuple[int, ...]:
        """Return how high the bar of each month stands: 0 for no touch, else 1 to `steps`."""
        peak = max(_LEAST_PEAK, *(month.touches for month in self.months))
        return tuple(-(-month.touches * steps // peak) for month in self.months)

    def usual(self) -> str:
        """Return the usual gap: `about every 5 weeks`; nothing where there is none."""
        return f"about {every(self.usual_gap)}" if self.usual_gap is not None else ""

    def silence(self) -> str:
        """Return the longest silence: `140 days, 3 Jan to 23 May 2026`, `140 days, since 3 Jan`; else nothing."""
        it = self.longest
        if it is None or it.days == 0:
            return ""
        if self.is_quietest:
            return f"{counted(it.days, 'day')}, since {short_day(it.start_on, self.today)}"
        return f"{counted(it.days, 'day')}, {short_day(it.start_on, it.end_on)} to {full_day(it.end_on)}"

    def compared(self) -> str:
        """Return the year in numbers: `14 touches in 12 months, 9 in the 12 before`."""
        words = f"{_touches(self.in_year)} in 12 months"
        if self.first_on and self.first_on < self.months[0].first_on:
            words += f", {self.year_before or 'none'} in the 12 before"
        return words

    def describe(self) -> str:
        """Return all of it in one sentence."""
        if self.first_on is None or self.last_on is None:
            return "No touch yet."
        first, last = short_day(self.first_on, self.today), short_day(self.last_on, self.today)
        if self.days == 1:
            begun = f"One touch so far, on {last}" if self.touches == 1 else f"{_touches(self.touches)}, all on {last}"
            return f"{begun}, {_ago(self.now or 0)}."
        if self.longest is None or self.usual_gap is None:
            apart = counted((self.last_on - self.first_on).days, "day")
            return f"Touches on two days so far, {apart} apart, {first} and {last}; {self._now()}."
        usual = self.usual()
        begun = usual[0].upper() + usual[1:]
        if self.is_quietest:
            return f"{begun}; the longest silence is the present one: {self.silence()}."
        return f"{begun}; the longest silence was {self.silence()}; {self._now()}."

    def _now(self) -> str:
        return f"now {counted(self.now, 'day')}" if self.now else "in touch today"


def rhythm(days: Iterable[date], today: date) -> Rhythm:
    """Return the rhythm of touches on these days, one day for each touch, in any order.

    A day after today (logged in Tokyo, read in Boston) counts as today.
    """
    touches = Counter(min(day, today) for day in days)
    order = sorted(touches)
    silences = [Silence(before, after) for before, after in pairwise(order)]
    present = [Silence(order[-1], today)] if order else []
    # The last of the equal ones: what was felt last. The present one only when it is longer than all of them.
    longest = max(reversed([*present, *silences]), key=lambda it: it.days, default=None)
    return Rhythm(
        today=today,
        touches=touches.total(),
        days=len(order),
        first_on=order[0] if order else None,
        last_on=order[-1] if order else None,
        months=_months(touches, today),
        usual_gap=_median(sorted(silence.days for silence in silences)) if len(silences) > 1 else None,
        longest=longest,
    )


def every(gap: float) -> str:
    """Return a gap in days as people say it: `every day`, `every 9 days`, `every 5 weeks`, `every month`."""
    for least, days, thing in _GAPS:
        if gap >= least:
            return f"every {counted(_rounded(gap / days), thing)}" if days else f"every {thing}"
    raise ValueError(f"A gap is no less than nothing, not {gap} days.")


def _median(order: list[int]) -> float:
    """Return the middle of numbers in order; `statistics` would load more than half of what `show` needs."""
    half = len(order) // 2
    return float(order[half]) if len(order) % 2 else (order[half - 1] + order[half]) / 2


def _rounded(number: float) -> int:
    """Return the nearest whole number, of two the higher."""
    return int(number + 0.5)


def _months(touches: Counter[date], today: date) -> tuple[MonthOfTouches, ...]:
    by_month: Counter[int] = Counter()
    before: Counter[int] = Counter()
    for day, count in touches.items():
        by_month[_number(day)] += count
        if (_number(day), day.day) <= (_number(today) - _MONTHS, today.day):
            before[_number(day)] += count
    numbers = range(max(_number(today) - _MONTHS + 1, 12), _number(today) + 1)
    return tuple(
        MonthOfTouches(date(number // 12, number % 12 + 1, 1), by_month[number], before[number - _MONTHS])
        for number in numbers
    )


def _number(day: date) -> int:
    """Return the months since the beginning of year 0."""
    return day.year * 12 + day.month - 1


def _touches(count: int) -> str:
    return f"{count} touch" if count == 1 else f"{count or 'no'} touches"


def _ago(days: int) -> str:
    return f"{counted(days, 'day')} ago" if days else "today"
