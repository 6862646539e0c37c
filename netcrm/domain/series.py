"""The days of a series in a calendar: what a recurrence rule means (RFC 5545, 3.3.10).

Days alone are counted, in the time zone of the event; the hour is the same on each. A calendar comes from anywhere:
no rule takes longer than its years have days, whatever it says.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from netcrm.errors import UsageProblem

_OLDEST = 1970
"""The year from which a series with a number of occurrences is counted."""


class Frequency(StrEnum):
    """How large the steps of a rule are."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday is 0; the `nth` of a month or year, from its end where negative, each where 0."""

    day: int
    nth: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """How a series goes on."""

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: date | None = None
    """The last day that may be one."""
    weekdays: tuple[Weekday, ...] = ()
    month_days: tuple[int, ...] = ()
    """Counted from the month's end where negative."""
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    """Which of the days of a step, from the end where negative; all where there is none."""
    week_start: int = 0


def days_of(rule: Rule, start: date, *, first: date, last: date) -> Iterator[date]:
    """Yield the days of a series that began on `start`, from `first` to `last`, both included, in order.

    Raises:
        UsageProblem: it began so long ago that its occurrences are not counted.
    """
    if rule.count is not None and start.year < _OLDEST:
        raise UsageProblem(f"It began before {_OLDEST}; its days are not counted.")
    counted = 0
    step = 0 if rule.count is not None else _steps_before(rule, start, first)
    while (begin := _begin(rule, start, step)) is not None and begin <= last:
        for day in _picked(rule, sorted(set(_days_from(rule, start, begin)))):
            if day < start:
                continue
            counted += 1
            if day > last or (rule.until and day > rule.until) or (rule.count is not None and counted > rule.count):
                return
            if day >= first:
                yield day
        step += 1


def _steps_before(rule: Rule, start: date, first: date) -> int:
    """Return how many steps lie wholly before `first`, so that nothing has to be counted there."""
    if first <= start:
        return 0
    days, months = (first - start).days, (first.year - start.year) * 12 + first.month - start.month
    sizes = {
        Frequency.DAILY: days,
        Frequency.WEEKLY: days // 7,
        Frequency.MONTHLY: months,
        Frequency.YEARLY: first.year - start.year,
    }
    return max(0, sizes[rule.frequency] // rule.interval - 1)


def _begin(rule: Rule, start: date, step: int) -> date | None:
    """Return the first day of a step; None beyond the calendar."""
    distance = step * rule.interval
    try:
        if rule.frequency is Frequency.DAILY:
            return start + timedelta(days=distance)
        if rule.frequency is Frequency.WEEKLY:
            return start + timedelta(days=7 * distance - (start.weekday() - rule.week_start) % 7)
        if rule.frequency is Frequency.YEARLY:
            return date(start.year + distance, 1, 1)
        year, month = divmod(start.year * 12 + start.month - 1 + distance, 12)
        return date(year, month + 1, 1)
    except (OverflowError, ValueError):
        return None


def _days_from(rule: Rule, start: date, begin: date) -> Iterator[date]:
    """Yield the days of the step that begins on `begin`, in any order."""
    if rule.frequency is Frequency.DAILY:
        yield from (day for day in (begin,) if _fits(rule, day))
    elif rule.frequency is Frequency.WEEKLY:
        wanted = {weekday.day for weekday in rule.weekdays} or {start.weekday()}
        week = (begin + timedelta(days=ahead) for ahead in range(7) if begin <= date.max - timedelta(days=ahead))
        yield from (day for day in week if day.weekday() in wanted and _fits(rule, day))
    elif rule.frequency is Frequency.MONTHLY:
        if not rule.months or begin.month in rule.months:
            yield from _days_of_month(rule, start, begin)
    elif rule.months or rule.month_days or not rule.weekdays:
        months = rule.months or (range(1, 13) if rule.month_days else (start.month,))
        for month in months:
            yield from _days_of_month(rule, start, begin.replace(month=month))
    else:
        yield from _weekdays_within(rule.weekdays, begin, begin.replace(month=12, day=31))


def _days_of_month(rule: Rule, start: date, first: date) -> Iterator[date]:
    length = monthrange(first.year, first.month)[1]
    by_weekday = set(_weekdays_within(rule.weekdays, first, first.replace(day=length)))
    if not rule.month_days and rule.weekdays:
        yield from by_weekday
        return
    for number in rule.month_days or (start.day,):
        day = number if number > 0 else length + 1 + number
        if 1 <= day <= length and (not rule.weekdays or first.replace(day=day) in by_weekday):
            yield first.replace(day=day)


def _weekdays_within(weekdays: tuple[Weekday, ...], first: date, last: date) -> Iterator[date]:
    """Yield the days between two days that a rule's weekdays mean, each or the nth."""
    for weekday in weekdays:
        begin = first + timedelta(days=(weekday.day - first.weekday()) % 7)
        days = [begin + timedelta(days=ahead) for ahead in range(0, (last - begin).days + 1, 7)]
        if not weekday.nth:
            yield from days
        elif abs(weekday.nth) <= len(days):
            yield days[weekday.nth - 1 if weekday.nth > 0 else weekday.nth]


def _fits(rule: Rule, day: date) -> bool:
    """Whether a day is one that a rule of days or weeks leaves in."""
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days:
        length = monthrange(day.year, day.month)[1]
        if day.day not in rule.month_days and day.day - length - 1 not in rule.month_days:
            return False
    return not rule.weekdays or any(weekday.day == day.weekday() for weekday in rule.weekdays)


def _picked(rule: Rule, days: list[date]) -> list[date]:
    if not rule.positions:
        return days
    places = {position - 1 if position > 0 else len(days) + position for position in rule.positions}
    return [day for place, day in enumerate(days) if place in places]
