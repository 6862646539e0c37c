"""How far a goal is, and the pace that it asks for: `4 of 15, 15 weeks left, 4 in 10 say yes: ask 2 people this week`.

Both ends of a span count; what is dated after today does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil

from netcrm.domain.date_forms import Span
from netcrm.domain.dates import shift
from netcrm.domain.days import counted, long_day
from netcrm.domain.goal import Goal, Measure, span_around

FEWEST_ASKINGS = 5
"""Askings from which on a rate is said: of fewer, one answer more would turn it over."""
SPANS_KEPT = 8
"""Earlier spans of a repeating goal that are told."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that the goal's measure counts and its filter lets through, on a local date."""

    happened_on: date
    contact_ids: tuple[int, ...] = ()
    """Those who took part and answer the filter; a measure that counts people counts them."""


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """What is logged: happenings in any order, and how many of those asked for a talk said yes."""

    happenings: Sequence[Happening] = ()
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

    @property
    def share(self) -> float:
        """The part that is done, 0 to 1."""
        return min(1.0, self.done / self.wanted)

    @property
    def left(self) -> int:
        """How many are still wanted."""
        return max(0, self.wanted - self.done)


def progress(goal: Goal, facts: GoalFacts, today: date) -> Progress:
    """Return how far a goal is on `today`, the user's local date.

    Raises:
        DateProblem: Its spans reach beyond the calendar.
    """
    return _repeating(goal, goal.every, facts, today) if goal.every else _once(goal, facts, today)


def _once(goal: Goal, facts: GoalFacts, today: date) -> Progress:
    first, last = goal.begins_on, goal.ends_on or today
    days = _days_counted(goal.measure, facts.happenings, first, min(last, today))
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
        state, words = State.RUNNING, _pace(said, goal.measure, wanted - done, (last - today).days + 1, facts)
    return Progress(done, wanted, state, words, first, last, reached_on=reached_on)


def _repeating(goal: Goal, span: Span, facts: GoalFacts, today: date) -> Progress:
    wanted, begin = goal.number, span_around(goal.begins_on, span)[0]
    day = min(today, goal.ends_on) if goal.ends_on else today
    first, last = span_around(max(day, goal.begins_on), span)
    days = _days_counted(goal.measure, facts.happenings, first, min(last, day))
    earlier = _earlier(goal, span, facts, begin, first)
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
        state = State.RUNNING
        words = _pace(said, goal.measure, wanted - done, (until - today).days + 1, facts) + history
    return Progress(done, wanted, state, words, first, last, earlier, reached_on)


def _earlier(goal: Goal, span: Span, facts: GoalFacts, begin: date, first: date) -> tuple[SpanProgress, ...]:
    """Return the spans before the one that begins on `first`, latest first, none before the goal's own beginning."""
    found: list[SpanProgress] = []
    while first > begin and len(found) < SPANS_KEPT:
        start, end = span_around(shift(first, -1, Span.DAY), span)
        done = len(_days_counted(goal.measure, facts.happenings, start, end))
        found.append(SpanProgress(start, end, done, goal.number))
        first = start
    return tuple(found)


def _days_counted(measure: Measure, happenings: Sequence[Happening], first: date, last: date) -> list[date]:
    """Return the day of each thing that counts from one day to another, in order; somebody counts when first met."""
    inside = sorted((one for one in happenings if first <= one.happened_on <= last), key=lambda one: one.happened_on)
    if not measure.counts_people:
        return [one.happened_on for one in inside]
    met: dict[int, date] = {}
    for one in inside:
        for contact_id in one.contact_ids:
            met.setdefault(contact_id, one.happened_on)
    return list(met.values())


def _pace(said: str, measure: Measure, left: int, days: int, facts: GoalFacts) -> str:
    """Return how long is left, how often people say yes, and what that asks for now."""
    weeks = ceil(days / 7)
    time = "today is the last day" if days == 1 else f"{counted(days, 'day')} left"
    parts = [said, time if days <= 7 else f"{weeks} weeks left"]
    rate = facts.rate if measure.is_asked_for else None
    if rate is not None:
        parts.append(_rate_words(facts))
    # Where nobody said yes, no number of askings would follow from it; what is wanted itself is said instead.
    needed, act = (ceil(round(left / rate, 6)), Measure.ASKED) if rate else (left, measure)
    return f"{', '.join(parts)}: {_step(act, needed, days, weeks)}"


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
