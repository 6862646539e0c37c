"""Working days: which days are off, and where a computed date goes that falls on one of them.

Only computed dates roll. Dates that a user typed, and hours, never pass through `Workdays.rolled`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from netcrm.domain.days import WEEKDAYS
from netcrm.errors import UsageProblem


class RollRule(StrEnum):
    """Where a computed date goes that falls on a day off."""

    NEXT = "next"
    PREVIOUS = "previous"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Rolled:
    """A day, and where it was moved from and why, if it was."""

    day: date
    moved_from: date | None = None
    why: str = ""
    """What lies on the day that it was moved from: `Thanksgiving in the US`, `Saturday`."""


_ONE_DAY = timedelta(days=1)
_FIRST_DAY, _LAST_DAY = date.min, date.max


@dataclass(frozen=True, slots=True)
class Workdays:
    """The days off of somebody, and the rule by which dates avoid them.

    Raises:
        UsageProblem: The weekend has a day outside 0 (Monday) to 6 (Sunday), or leaves no working day.
    """

    holidays: Mapping[date, str] = field(default_factory=dict, hash=False)
    """What is celebrated on which day, with the place: `Thanksgiving in the US`."""
    weekend: frozenset[int] = frozenset({5, 6})
    """Weekdays that are off; 0 is Monday."""
    roll: RollRule = RollRule.NEXT

    def __post_init__(self) -> None:
        if not self.weekend <= frozenset(range(7)):
            raise UsageProblem("A weekend has days from 0 (Monday) to 6 (Sunday). Name at most six of them.")
        if len(self.weekend) == 7:
            raise UsageProblem("A weekend of seven days leaves no working day. Name at most six days.")

    def is_workday(self, day: date) -> bool:
        """Whether `day` is neither on the weekend nor a holiday."""
        return day.weekday() not in self.weekend and day not in self.holidays

    def why_off(self, day: date) -> str:
        """Return what keeps people from working on `day` (a holiday before a weekday's name), or nothing."""
        if day in self.holidays:
            return self.holidays[day] or "a holiday"
        return WEEKDAYS[day.weekday()] if day.weekday() in self.weekend else ""

    def next_workday(self, day: date) -> date:
        """Return `day` itself where it is a working day, else the first one after it.

        Where the calendar ends before there is one, its last day.
        """
        while day < _LAST_DAY and not self.is_workday(day):
            day += _ONE_DAY
        return day

    def previous_workday(self, day: date) -> date:
        """Return `day` itself where it is a working day, else the last one before it."""
        while day > _FIRST_DAY and not self.is_workday(day):
            day -= _ONE_DAY
        return day

    def add_business_days(self, day: date, count: int) -> date:
        """Return the `count`th working day after `day`, before it for a negative count; `day` itself for a count of 0.

        Where the calendar ends before it, its last day, or its first.
        """
        weekend, holidays = self.weekend, self.holidays
        while count < 0 and day > _FIRST_DAY:
            day -= _ONE_DAY
            if day.weekday() not in weekend and day not in holidays:
                count += 1
        while count > 0 and day < _LAST_DAY:
            day += _ONE_DAY
            if day.weekday() not in weekend and day not in holidays:
                count -= 1
        return day

    def rolled(self, day: date, anchor: date) -> Rolled:
        """Return where `day` goes by the roll rule; it never goes back to the anchor or before it."""
        if self.roll is RollRule.NONE or self.is_workday(day):
            return Rolled(day)
        moved = self.previous_workday(day) if self.roll is RollRule.PREVIOUS else day
        if moved <= anchor or not self.is_workday(moved):
            moved = self.next_workday(day)
        return Rolled(moved, day, self.why_off(day)) if moved != day else Rolled(day)

    def with_holidays(self, more: Mapping[date, str]) -> Workdays:
        """Return these working days with further holidays; where two share a day, both are named."""
        joined = dict(self.holidays)
        for day, name in more.items():
            known = joined.get(day, "")
            joined[day] = f"{known}, {name}" if known and name and name != known else known or name
        return replace(self, holidays=joined)
