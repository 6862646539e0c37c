"""Playbooks: short series of follow-ups with offsets, conditions and stop rules, and the days that steps fall on.

A step counts from the day on which the playbook was started, or from the day on which another step was done; one that
waits for an answer or a meeting counts from that day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from netcrm.domain.days import counted
from netcrm.domain.interval import Interval, Unit, add_units
from netcrm.domain.workdays import RollRule, Workdays
from netcrm.errors import UsageProblem

START = "start"
"""What a step counts from that counts from no other step."""


class OffsetUnit(StrEnum):
    """What an offset counts; the value is its name in the singular."""

    HOUR = "hour"
    DAY = "day"
    BUSINESS_DAY = "business day"
    WEEK = "week"
    MONTH = "month"


class When(StrEnum):
    """On what a step depends."""

    ALWAYS = "always"
    UNANSWERED = "unanswered"
    """It is withdrawn when an answer comes."""
    ANSWERED = "answered"
    """It is laid down when an answer comes, counted from that day."""
    MET = "met"
    """It is laid down when the user and they met, counted from that day."""

    @property
    def waits(self) -> bool:
        """Whether it comes by something that happens, and not by the calendar."""
        return self in (When.ANSWERED, When.MET)


class Part(StrEnum):
    """Whom of a run somebody is."""

    FIRST = "first"
    SECOND = "second"
    """A second person at the organisation of the first."""


class StopRule(StrEnum):
    """What ends a run before its last step."""

    ANSWERED = "answered"
    MET = "met"


_HOURS_OF_A_DAY = 24
_MOST_YEARS = 10
_NOMINAL_DAYS = {
    OffsetUnit.HOUR: 1 / _HOURS_OF_A_DAY,
    OffsetUnit.DAY: 1.0,
    OffsetUnit.BUSINESS_DAY: 7 / 5,
    OffsetUnit.WEEK: 7.0,
    OffsetUnit.MONTH: 365.25 / 12,
}
_DAY_UNITS = {
    OffsetUnit.DAY: Unit.DAY,
    OffsetUnit.BUSINESS_DAY: Unit.BUSINESS_DAY,
    OffsetUnit.WEEK: Unit.WEEK,
    OffsetUnit.MONTH: Unit.MONTH,
}
_OFFSET = re.compile(r"(-?[0-9]{1,6}) (hour|day|business day|week|month)s?")
_FORMS = "Write it like 3 business days, 24 hours, 2 weeks, 1 month or 0 days."


@dataclass(frozen=True, slots=True)
class Offset:
    """How long after something a step falls; below zero it counts back."""

    count: int
    unit: OffsetUnit

    def __str__(self) -> str:
        return counted(self.count, self.unit.value)

    @property
    def words(self) -> str:
        """The offset before what it counts from: `3 business days after`, `8 business days before`, `on the day of`."""
        if self.count == 0:
            return "on the day of"
        return f"{counted(abs(self.count), self.unit.value)} {'before' if self.count < 0 else 'after'}"


def parse_offset(text: str) -> Offset:
    """Return the offset that a text such as `3 business days` writes.

    Raises:
        UsageProblem: It is none, or lies beyond ten years.
    """
    found = _OFFSET.fullmatch(" ".join(text.casefold().split()))
    if found is None:
        raise UsageProblem(f"“{text if len(text) <= 40 else text[:39] + '…'}” is no offset. {_FORMS}")
    offset = Offset(int(found[1]), OffsetUnit(found[2]))
    if abs(offset.count) * _NOMINAL_DAYS[offset.unit] > _MOST_YEARS * 365.25:
        raise UsageProblem(f"An offset is at most {_MOST_YEARS} years. {_FORMS}")
    return offset


FIELDS = ("name", "first_name", "organisation", "first")
"""What the title of a step may name in braces: of the person it is for, and the name of the first person."""
_FIELD = re.compile(r"\{([^{}]*)\}")


def unknown_fields(title: str) -> list[str]:
    """Return what stands in braces in a title and is no field, and braces that hold nothing."""
    found = [name for name in _FIELD.findall(title) if name not in FIELDS]
    return found + [brace for brace in "{}" if brace in _FIELD.sub("", title)]


def filled(title: str, fields: Mapping[str, str]) -> str:
    """Return a title with its fields filled in; braces inside a name stay as they are."""
    return " ".join(_FIELD.sub(lambda found: fields[found[1]], title).split())


@dataclass(frozen=True, slots=True)
class Step:
    """One follow-up of a playbook."""

    id: str
    title: str
    after: Offset
    since: str = START
    """`start` or the id of another step: the day on which that one is done or skipped."""
    when: When = When.ALWAYS
    to: Part = Part.FIRST
    otherwise: str = ""
    """The title where there is no second person: it is then for the first one."""
    message: str = ""
    """The message template to write it with."""
    only: int | None = None
    """Only with so many of the people who are started together."""
    rolls: bool = True
    """Whether it moves off days that are no working days, by the user's roll rule."""


@dataclass(frozen=True, slots=True)
class Playbook:
    """A playbook. Its steps are checked by whoever reads them: none is unreachable, none waits for itself."""

    name: str
    title: str
    summary: str
    steps: tuple[Step, ...]
    stop: frozenset[StopRule] = frozenset()
    inside: str = ""
    """The playbook to propose in its place for people at the user's own institution."""
    then_cadence: Interval | None = None
    """The cadence of those with whom it was finished and who have none of their own."""

    def step(self, step_id: str) -> Step:
        """Return a step by its id."""
        return next(step for step in self.steps if step.id == step_id)

    def after_step(self, step_id: str) -> tuple[Step, ...]:
        """Return the steps that count from another one (or from `start`) and come by the calendar."""
        return tuple(step for step in self.steps if step.since == step_id and not step.when.waits)

    @property
    def asks_for_second(self) -> bool:
        """Whether a step is for a second person at the organisation."""
        return any(step.to is Part.SECOND for step in self.steps)

    def at_place(self, place: int) -> tuple[Step, ...]:
        """Return the steps for the person at a place, counted from 1, of those started together."""
        return tuple(step for step in self.steps if step.only is None or place <= step.only)


@dataclass(frozen=True, slots=True)
class StepDay:
    """When a step falls due: a day, and the moment where it is counted in hours from a known one."""

    on: date
    at: datetime | None = None


def step_day(step: Step, base: date, workdays: Workdays, *, today: date, started_at: datetime | None = None) -> StepDay:
    """Return when a step falls due that counts from `base`.

    Hours count from `started_at` where that is known and the step counts from the start; else they are the calendar
    days that hold them, and like all that is counted in hours they never roll. Nor does `0 days`: that is the day
    itself. A day counted back that has passed already is today.

    Args:
        step: The step.
        base: The day of the start, of the step before, of the answer or of the meeting.
        workdays: The days off of the user and of the one whom the step is for.
        today: The user's local date.
        started_at: The moment of the start, aware.
    """
    count, unit = step.after.count, step.after.unit
    if unit is OffsetUnit.HOUR:
        if started_at is not None and step.since == START and not step.when.waits:
            moment = started_at + timedelta(hours=count)
            return StepDay(moment.date(), moment)
        return StepDay(add_units(base, -(-count // _HOURS_OF_A_DAY), Unit.DAY, workdays))
    if count < 0:
        day = _counted_back(base, -count, unit, workdays)
        moved = workdays.rolled(day, date.min).day if step.rolls else day
        return StepDay(max(moved, today))
    day = add_units(base, count, _DAY_UNITS[unit], workdays)
    moves = step.rolls and count > 0 and workdays.roll is not RollRule.NONE
    return StepDay(workdays.rolled(day, base).day if moves else day)


def _counted_back(base: date, count: int, unit: OffsetUnit, workdays: Workdays) -> date:
    """Return the day that lies so many units before another, never one before the calendar begins."""
    if unit is OffsetUnit.MONTH:
        months = base.year * 12 + base.month - 1 - count
        if months < 12:
            return date.min
        first = date(months // 12, months % 12 + 1, 1)
        after = add_units(first, 1, Unit.MONTH, workdays)
        return min(first + timedelta(days=base.day - 1), after - timedelta(days=1))
    if unit is not OffsetUnit.BUSINESS_DAY:
        days = count * 7 if unit is OffsetUnit.WEEK else count
        return date.fromordinal(max(base.toordinal() - days, 1))
    day = base
    while count and day > date.min:
        day -= timedelta(days=1)
        count -= workdays.is_workday(day)
    return day
