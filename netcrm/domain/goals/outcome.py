"""What became of a goal in a span of time, for a report: `5 of 5, reached on 3 Nov 2026`, `kept in 9 of 12 weeks`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from netcrm.domain.date_forms import Span
from netcrm.domain.days import counted, full_day
from netcrm.domain.goals.goal import Goal, span_around
from netcrm.domain.goals.progress import GoalFacts, days_counted, spans_back


@dataclass(frozen=True, slots=True)
class Outcome:
    """How far a goal came up to a last day."""

    words: str
    share: float
    """The part that was done, 0 to 1; of a repeating goal the part of its finished spans that were kept."""
    is_reached: bool
    """A repeating goal is reached where each of its finished spans was kept."""


def spans_in(goal: Goal, first: date, last: date) -> tuple[tuple[date, date], ...]:
    """Return the spans of a goal of which a report from a first day to a last tells, latest first.

    A goal that is reached once is told of from its own first day on, even where that lies before the report's.

    Raises:
        DateProblem: They reach beyond the calendar.
    """
    if goal.ends_on and goal.ends_on < first:
        return ()
    return tuple(takewhile(lambda one: goal.every is None or one[1] >= first, spans_back(goal, last)))


def outcome(goal: Goal, facts: GoalFacts, first: date, last: date) -> Outcome | None:
    """Return how far a goal came from a first day to a last; nothing where it has no part in those days."""
    spans = spans_in(goal, first, last)
    if not spans:
        return None
    return _kept(goal, goal.every, facts, spans) if goal.every else _once(goal, facts, *spans[0], last)


def _once(goal: Goal, facts: GoalFacts, first: date, until: date, last: date) -> Outcome:
    days = days_counted(facts, first, until)
    said, is_reached = f"{len(days)} of {goal.number}", len(days) >= goal.number
    if is_reached:
        said += f", reached on {full_day(days[goal.number - 1])}"
    elif goal.ends_on and goal.ends_on <= last:
        said += f" by its end on {full_day(goal.ends_on)}"
    elif goal.ends_on:
        said += f", to go on until {full_day(goal.ends_on)}"
    return Outcome(said, min(1.0, len(days) / goal.number), is_reached)


def _kept(goal: Goal, every: Span, facts: GoalFacts, spans: tuple[tuple[date, date], ...]) -> Outcome:
    done = [len(days_counted(facts, *one)) for one in spans]
    is_running = span_around(spans[0][0], every)[1] > spans[0][1] and spans[0][1] != goal.ends_on
    finished = done[1:] if is_running else done
    words = []
    if finished:
        kept = sum(count >= goal.number for count in finished)
        words.append(f"kept in {kept} of {counted(len(finished), str(every))}")
        share, is_reached = kept / len(finished), kept == len(finished)
    else:
        share, is_reached = min(1.0, done[0] / goal.number), done[0] >= goal.number
    if is_running:
        words.append(f"{done[0]} of {goal.number} in the {every} that runs")
    return Outcome(", ".join(words), share, is_reached)
