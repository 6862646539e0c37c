"""How far a goal is, and the pace that it asks for: `4 of 15, 15 weeks left, 4 in 10 say yes: ask 2 people this week`.

Both ends of a span count; what is dated after today does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice
from math import ceil

from netcrm.domain.date_forms import Span
from netcrm.domain.dates import shift
from netcrm.domain.days import counted, long_day
from netcrm.domain.goals.goal import Goal, Measure, span_around

FEWEST_ASKINGS = 5
"""Askings from which on a rate is said: of fewer, one answer more would turn it over."""
SPANS_KEPT = 8
"""Earlier spans of a repeating goal that are told."""


@dataclass(frozen=True, slots=True)
class DaySum:
    """How much a local date added of what the goal's measure counts and its filter lets through.

    Where people are counted, it holds those who are met on that day for the first time in its span (`spans_back`).
    """

    on: date
    count: int = 1


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """What is logged: sums of days in any order, and how many of those asked for a talk said yes."""

    days: Sequence[DaySum] = ()
    asked: int = 0
    """Askings that were answered, or are old enough to count as unanswered."""
    agreed: int = 0

    @property
    def rate(self) -> float | None:
        """The part of the asked who say yes, 0 to 1; None where too few were asked to say."""
        return None if self.asked < FEWEST_ASKINGS else max(0.0, min(1.0, self.agreed / self.asked))


class State(StrEnum):
    """Where a goal stands."""

    NOT_BEGUN = "not-begun"
    RUNNING = "running"
    REACHED = "reached"
    """All is done that is wanted; a repeating goal for the span that is running."""
    OVER = "over"
    """Its last day is past. One that was reached once stays reached; a repeating one is over."""


@dataclass(frozen=True, slots=True)
class SpanProgress:
    """What was done from a first day to a last, both included."""

    first: date
    last: date
    done: int
    wanted: int

    @property
    def is_reached(self) -> bool:
        """Whether all is done that was wanted."""
        return self.done >= self.wanted


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a goal is on a day."""

    done: int
    """In the span that counts: from the first day to the last, or for a repeating goal the running span."""
    wanted: int
    state: State
    words: str
    """One line: how far, how long, how often people say yes, what to do next."""
    first: date
    last: date
    earlier: tuple[SpanProgress, ...] = ()
    """Of a repeating goal the spans before this one, latest first."""
    reached_on: date | None = None
    step: str = ""
    """What to do next where it is running: `ask 2 people this week`."""

    @property
    def share(self) -> float:
        """The part that is done, 0 to 1."""
        return min(1.0, self.done / self.wanted)

    @property
    def left(self) -> int:
        """How many are still wanted."""
        return max(0, self.wanted - self.done)


def spans_back(goal: Goal, until: date) -> Iterator[tuple[date, date]]:
    """Yield the spans of a goal that begin up to a day, latest first, the latest cut off at the goal's end and `until`.

    A goal that is reached once has one, from its first day on.

    Raises:
        DateProblem: They reach beyond the calendar.
    """
    end = min(until, goal.ends_on) if goal.ends_on else until
    if goal.every is None:
        if goal.begins_on <= end:
            yield goal.begins_on, end
        return
    begin = span_around(goal.begins_on, goal.every)[0]
    if end < begin:
        return
    first, last = span_around(end, goal.every)
    yield first, min(last, end)
    while first > begin:
        first, last = span_around(shift(first, -1, Span.DAY), goal.every)
        yield first, last


def spans_followed(goal: Goal, today: date) -> tuple[tuple[date, date], ...]:
    """Return the spans of which `progress` tells on `today`, latest first."""
    return tuple(islice(spans_back(goal, today), SPANS_KEPT + 1))


def progress(goal: Goal, facts: GoalFacts, today: date) -> Progress:
    """Return how far a goal is on `today`, the user's local date.

    Raises:
        DateProblem: Its spans reach beyond the calendar.
    """
    return _repeating(goal, goal.every, facts, today) if goal.every else _once(goal, facts, today)


def _once(goal: Goal, facts: GoalFacts, today: date) -> Progress:
    first, last = goal.begins_on, goal.ends_on or today
    days = days_counted(facts, first, min(last, today))
    done, wanted = len(days), goal.number
    reached_on = days[wanted - 1] if done >= wanted else None
    said = f"{done} of {wanted}"
    if reached_on:
        state, words = State.REACHED, f"{said}: reached on {long_day(reached_on, today)}"
    elif today < first:
        state, words = State.NOT_BEGUN, f"{said}, begins on {long_day(first, today)}"
    elif today > last:
        state, words = State.OVER, f"{said}, over since {long_day(last, today)}: {wanted - done} short"
    else:
        words, step = _pace(said, goal.measure, wanted - done, (last - today).days + 1, facts)
        return Progress(done, wanted, State.RUNNING, f"{words}: {step}", first, last, step=step)
    return Progress(done, wanted, state, words, first, last, reached_on=reached_on)


def _repeating(goal: Goal, span: Span, facts: GoalFacts, today: date) -> Progress:
    wanted, begin = goal.number, span_around(goal.begins_on, span)[0]
    followed = spans_followed(goal, today)
    day = min(today, goal.ends_on) if goal.ends_on else today
    first, last = span_around(max(day, begin), span)
    days = days_counted(facts, *followed[0]) if followed else []
    earlier = tuple(SpanProgress(*one, len(days_counted(facts, *one)), wanted) for one in followed[1:])
    done = len(days)
    kept = sum(one.is_reached for one in earlier)
    history = f"; kept in {kept} of the last {counted(len(earlier), str(span))}" if earlier else ""
    reached_on = days[wanted - 1] if done >= wanted else None
    said = f"{done} of {wanted} {'today' if span is Span.DAY else f'this {span}'}"
    if today < begin:
        state, words = State.NOT_BEGUN, f"0 of {wanted} a {span}, begins on {long_day(goal.begins_on, today)}"
    elif goal.ends_on and today > goal.ends_on:
        spans = (SpanProgress(first, last, done, wanted), *earlier)
        kept = sum(one.is_reached for one in spans)
        state = State.OVER
        words = (
            f"over since {long_day(goal.ends_on, today)}: kept in {kept} of the last {counted(len(spans), str(span))}"
        )
    elif reached_on:
        state, words = State.REACHED, f"{said}: reached on {long_day(reached_on, today)}{history}"
    else:
        until = min(last, goal.ends_on) if goal.ends_on else last
        words, step = _pace(said, goal.measure, wanted - done, (until - today).days + 1, facts)
        return Progress(
            done, wanted, State.RUNNING, f"{words}: {step}{history}", first, last, earlier, reached_on, step
        )
    return Progress(done, wanted, state, words, first, last, earlier, reached_on)


def days_counted(facts: GoalFacts, first: date, last: date) -> list[date]:
    """Return the day of each thing that counts from one day to another, in order."""
    inside = sorted((one for one in facts.days if first <= one.on <= last), key=lambda one: one.on)
    return [one.on for one in inside for _ in range(one.count)]


def _pace(said: str, measure: Measure, left: int, days: int, facts: GoalFacts) -> tuple[str, str]:
    """Return how long is left and how often people say yes, and what that asks for now."""
    weeks = ceil(days / 7)
    time = "today is the last day" if days == 1 else f"{counted(days, 'day')} left"
    parts = [said, time if days <= 7 else f"{weeks} weeks left"]
    rate = facts.rate if measure.is_asked_for else None
    if rate is not None:
        parts.append(_rate_words(facts))
    # Where nobody said yes, no number of askings would follow from it; what is wanted itself is said instead.
    needed, act = (ceil(round(left / rate, 6)), Measure.ASKED) if rate else (left, measure)
    return ", ".join(parts), _step(act, needed, days, weeks)


def _step(act: Measure, needed: int, days: int, weeks: int) -> str:
    if days == 1:
        return f"{act.act(needed)} today"
    if days <= 7:
        return f"{act.act(needed)} in these {days} days"
    if weeks >= 2 * needed:
        return f"{act.act(1)} in {weeks} weeks" if needed == 1 else f"{act.act(1)} every {weeks // needed} weeks"
    return f"{act.act(ceil(needed / weeks))} this week"


def _rate_words(facts: GoalFacts) -> str:
    if facts.agreed <= 0:
        return f"none of {facts.asked} asked said yes yet"
    if facts.agreed >= facts.asked:
        return "all say yes"
    tenths = round(10 * facts.agreed / facts.asked)
    return "fewer than 1 in 10 say yes" if not tenths else f"{min(9, tenths)} in 10 say yes"
