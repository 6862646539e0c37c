"""Recurring follow-ups: the nth occurrence is the first day and n intervals, so that no month's end drifts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

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
        number = self.occurrence + 1
        while _nth(self.first_on, self.interval, number, workdays) <= after < date.max:
            number += 1
        return replace(self, occurrence=number)


def _nth(first_on: date, interval: Interval, number: int, workdays: Workdays) -> date:
    """Return the day `number` intervals after the first, in one addition: 31 Jan, 28 Feb, 31 Mar."""
    return add_units(first_on, interval.count * number, interval.unit, workdays)
