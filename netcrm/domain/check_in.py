"""Check-ins: when somebody's cadence asks for the next contact, how late that is, and what the acts change.

`plan_check_in` does not know the day, so that its answer can be kept; `lateness` sets it against today. An act is a
function from facts to facts: a preview plans with the new facts and throws them away, the act itself keeps them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from netcrm.domain.cadence import EffectiveCadence
from netcrm.domain.interval import add_interval
from netcrm.domain.workdays import Rolled, Workdays
from netcrm.errors import DateProblem, UsageProblem

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Snooze:
    """A check-in put off to a day; it holds only while `anchor` is still the anchor."""

    anchor: date | None
    """The anchor that it was made at; None for somebody not yet contacted."""
    until: date


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which nothing is asked; both ends are inside.

    Raises:
        DateProblem: It ends before it starts.
    """

    start_on: date
    end_on: date
    reason: str = ""

    def __post_init__(self) -> None:
        if self.end_on < self.start_on:
            raise DateProblem(
                f"The pause would end on {self.end_on}, before it starts on {self.start_on}. Name a later last day."
            )

    def __contains__(self, day: date) -> bool:
        return self.start_on <= day <= self.end_on

    @property
    def first_day_back(self) -> date:
        """The day after the last one inside, working day or not."""
        return self.end_on + timedelta(days=1) if self.end_on < date.max else date.max


@dataclass(frozen=True, slots=True)
class CheckInFacts:
    """All that a contact's next check-in follows from."""

    added_on: date
    effective: EffectiveCadence | None
    last_touch: date | None = None
    last_skip: date | None = None
    snoozes: tuple[Snooze, ...] = ()
    """In the order in which they were made."""
    pauses: tuple[Pause, ...] = ()

    @property
    def anchor(self) -> date | None:
        """The date that the cadence counts from: the later of the latest touch and the latest skip."""
        if self.last_touch and self.last_skip:
            return max(self.last_touch, self.last_skip)
        return self.last_touch or self.last_skip

    @property
    def snoozed_until(self) -> date | None:
        """Where the newest snooze leads that was made at what is the anchor now: a touch taken back brings it back."""
        anchor = self.anchor
        return next((snooze.until for snooze in reversed(self.snoozes) if snooze.anchor == anchor), None)


class Standing(StrEnum):
    """How a contact stands today."""

    FRESH = "fresh"
    DUE = "due"
    LATE = "late"
    OVERDUE = "overdue"
    SNOOZED = "snoozed"
    PAUSED = "paused"
    NEW = "new"
    UNSET = "unset"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What a cadence asks for next."""

    anchor: date | None
    """None for somebody not yet contacted."""
    start: date
    """What the interval counts from: the anchor, or the later of the day added and the day the cadence was set."""
    unrolled: date
    """Start and interval, before weekends, holidays, pauses and snoozes."""
    due_on: date
    """The effective day, from which lateness counts."""
    interval_days: int
    """Calendar days from the start to the unrolled day; at least 1."""
    latest_on: date | None
    """The last day before it is overdue by the latest interval, where one is set; never before `due_on`."""
    snoozed_until: date | None
    rolled: Rolled
    """The effective day, and where a day off or a pause moved it from."""

    @property
    def is_new(self) -> bool:
        """Whether there was neither a touch nor a skip yet."""
        return self.anchor is None


@dataclass(frozen=True, slots=True)
class Lateness:
    """How a check-in stands on a given day."""

    days_late: int
    """Calendar days after the effective day, less those in a pause; 0 when it is not late."""
    ratio: float
    """Days late measured in intervals."""
    standing: Standing


def plan_check_in(facts: CheckInFacts, workdays: Workdays) -> CheckIn | None:
    """Return the next check-in, or None where there is no cadence or the cadence is `never`."""
    cadence = facts.effective.cadence if facts.effective else None
    if cadence is None or cadence.interval is None:
        return None
    anchor = facts.anchor
    start = anchor or max(facts.added_on, cadence.set_on or facts.added_on)
    unrolled = add_interval(start, cadence.interval, workdays)
    snoozed = facts.snoozed_until
    rolled = Rolled(snoozed) if snoozed else workdays.rolled(unrolled, start)
    if facts.pauses:
        rolled = _after_pauses(rolled, facts.pauses, workdays)
    latest = None
    if cadence.latest and anchor:
        latest = workdays.rolled(add_interval(start, cadence.latest, workdays), start).day
        latest = max(rolled.day, day_out_of_pauses(latest, facts.pauses, workdays))
    return CheckIn(anchor, start, unrolled, rolled.day, max((unrolled - start).days, 1), latest, snoozed, rolled)


def lateness(
    check_in: CheckIn | None, pauses: Iterable[Pause], today: date, *, is_never: bool = False, held: bool = False
) -> Lateness:
    """Return how late a check-in is on `today`, and how its contact stands.

    Args:
        check_in: None where there is none.
        pauses: The contact's, and those of everybody.
        today: The user's local date.
        is_never: Whether a missing check-in is missing by decision: such a contact is fresh, not unset.
        held: Whether the run of a playbook holds the check-ins: nothing is asked, as in a pause.
    """
    pauses = tuple(pauses)
    paused = held or any(today in pause for pause in pauses)
    if check_in is None:
        return Lateness(0, 0.0, Standing.PAUSED if paused else Standing.FRESH if is_never else Standing.UNSET)
    if check_in.is_new:
        waits = check_in.snoozed_until is not None and today < check_in.due_on
        return Lateness(0, 0.0, Standing.PAUSED if paused else Standing.SNOOZED if waits else Standing.NEW)
    days_late = days_outside_pauses(check_in.due_on, today, pauses)
    ratio = days_late / check_in.interval_days
    if paused:
        standing = Standing.PAUSED
    elif today < check_in.due_on:
        standing = Standing.SNOOZED if check_in.snoozed_until else Standing.FRESH
    elif today == check_in.due_on:
        standing = Standing.DUE
    elif 2 * days_late > check_in.interval_days or (check_in.latest_on is not None and today > check_in.latest_on):
        standing = Standing.OVERDUE
    else:
        standing = Standing.LATE
    return Lateness(days_late, ratio, standing)


def day_out_of_pauses(day: date, pauses: Iterable[Pause], workdays: Workdays) -> date:
    """Return `day` itself where it is in no pause, else the first working day after all that it runs into."""
    for pause in sorted(pauses, key=lambda p: p.start_on):
        if day in pause:
            day = workdays.next_workday(pause.first_day_back)
    return day


def days_outside_pauses(after: date, until: date, pauses: Iterable[Pause]) -> int:
    """Count the days after `after` up to and including `until` that are in no pause; 0 where there are none."""
    days = max((until - after).days, 0)
    counted_to = after
    for pause in sorted(pauses, key=lambda p: p.start_on) if days else ():
        first = max(pause.start_on, counted_to + timedelta(days=1))
        last = min(pause.end_on, until)
        if first <= last:
            days -= (last - first).days + 1
            counted_to = last
    return days


def touched(facts: CheckInFacts, on: date, today: date) -> CheckInFacts:
    """Return the facts after a touch on `on`; an older one than the latest changes nothing.

    Raises:
        DateProblem: The day is after today.
    """
    if on > today:
        raise DateProblem(f"{on} is after today ({today}): nothing can have happened then. Plan a follow-up instead.")
    return replace(facts, last_touch=max(on, facts.last_touch or on))


def snoozed(facts: CheckInFacts, until: date, today: date) -> CheckInFacts:
    """Return the facts after the check-in was put off to `until`.

    Raises:
        DateProblem: The day is not after today.
    """
    refuse_snooze_into_past(until, today)
    return replace(facts, snoozes=(*facts.snoozes, Snooze(facts.anchor, until)))


def skipped(facts: CheckInFacts, today: date) -> CheckInFacts:
    """Return the facts after “not this time”: the cadence counts from today, and no contact was had."""
    return replace(facts, last_skip=max(today, facts.last_skip or today))


def refuse_empty_skip(facts: CheckInFacts, today: date, name: str) -> None:
    """Raise where a skip would change nothing, since the cadence counts from today already.

    Raises:
        UsageProblem: It does.
    """
    if facts.anchor is not None and facts.anchor >= today:
        raise UsageProblem(
            f"There is nothing to skip: the cadence with {name} counts from today already. Snooze the next check-in"
            " to put it off."
        )


def paused(facts: CheckInFacts, pause: Pause) -> CheckInFacts:
    """Return the facts with a further pause."""
    return replace(facts, pauses=(*facts.pauses, pause))


def refuse_snooze_into_past(until: date, today: date) -> None:
    """Raise unless a snooze until `until` lies after today.

    Raises:
        DateProblem: It does not.
    """
    if until <= today:
        raise DateProblem(f"A snooze ends after today ({today}), not on {until}. Name a later day.")


def plain_snooze(today: date, workdays: Workdays) -> date:
    """Return where a snooze leads for which no day is named: a week ahead, or the first working day after that."""
    return workdays.next_workday(today + _WEEK if today <= date.max - _WEEK else date.max)


def _after_pauses(rolled: Rolled, pauses: tuple[Pause, ...], workdays: Workdays) -> Rolled:
    day = day_out_of_pauses(rolled.day, pauses, workdays)
    if day == rolled.day:
        return rolled
    reason = next((p.reason for p in pauses if rolled.day in p and p.reason), "") or "a pause"
    return Rolled(day, rolled.moved_from or rolled.day, reason)
