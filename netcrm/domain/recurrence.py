"""Recurring follow-ups: the nth occurrence is the first day and n intervals, so that no month's end drifts."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from netcrm.domain.days import short_day
from netcrm.domain.interval import Interval, add_units
from netcrm.domain.workdays import Workdays


class RepeatsFrom(StrEnum):
    """What the next occurrence counts from."""

    COMPLETION = "completion"
    """The day on which this one was done or skipped: a chore."""
    DATE = "date"
    """The first date, whenever this one was done: dues, a yearly report."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How a follow-up comes back, and which occurrence it is."""

    interval: Interval
    counts_from: RepeatsFrom
    first_on: date
    """What the nth is counted from."""
    occurrence: int = 0
    """How many intervals after `first_on` this one stands."""

    def day(self, workdays: Workdays) -> date:
        """Return the day of this occurrence; a date that the user fixed never rolls, a computed one does."""
        if self.occurrence == 0:
            return self.first_on
        day = _nth(self.first_on, self.interval, self.occurrence, workdays)
        return day if self.counts_from is RepeatsFrom.DATE else workdays.rolled(day, self.first_on).day

    def following(self, due_on: date, closed_on: date, workdays: Workdays) -> Recurrence:
        """Return the occurrence after one that was due on `due_on` and done or skipped on `closed_on`.

        From a fixed date it is the first that lies after both: what was missed is not asked for again. From completion
        it is one interval after that day.
        """
        if self.counts_from is RepeatsFrom.COMPLETION:
            return replace(self, first_on=closed_on, occurrence=1)
        after = max(due_on, closed_on)

        def nth(number: int) -> date:
            return _nth(self.first_on, self.interval, number, workdays)

        step = 1
        while nth(self.occurrence + step) <= after < date.max:
            step *= 2
        numbers = range(self.occurrence + step // 2 + 1, self.occurrence + step)
        return replace(self, occurrence=numbers.start + bisect_right(numbers, after, key=nth))

    def passed_over(self, later: Recurrence, workdays: Workdays) -> tuple[int, date, date] | None:
        """Return how many dates lie between this occurrence and a later one, the first and the last of them."""
        count = later.occurrence - self.occurrence - 1
        if self.counts_from is RepeatsFrom.COMPLETION or count < 1:
            return None
        first, last = (
            _nth(self.first_on, self.interval, number, workdays)
            for number in (self.occurrence + 1, later.occurrence - 1)
        )
        return count, first, last

    def describe(self) -> str:
        """Return how it comes back, in words: `every year`, `every 2 weeks after it is done`."""
        words = self.interval.every
        return words if self.counts_from is RepeatsFrom.DATE else f"{words} after it is done"

    def describe_from(self, today: date) -> str:
        """Return the same with the day that the dates count from: `every year from 1 Jan 2027`."""
        words = self.describe()
        return f"{words} from {short_day(self.first_on, today)}" if self.counts_from is RepeatsFrom.DATE else words


def _nth(first_on: date, interval: Interval, number: int, workdays: Workdays) -> date:
    """Return the day `number` intervals after the first, in one addition: 31 Jan, 28 Feb, 31 Mar."""
    return add_units(first_on, interval.count * number, interval.unit, workdays)
