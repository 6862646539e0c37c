"""Goals: how much of what, with whom, by when or how often. `reading` reads them, `progress` follows them.

Both ends of a span count. A repeating goal stands on calendar weeks (from Monday), months, quarters or years; the one
in which it begins counts whole, since half a week cannot be kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from netcrm.domain.date_forms import Span
from netcrm.domain.dates import shift
from netcrm.errors import UsageProblem

MOST_WANTED = 10_000


class Measure(StrEnum):
    """What a goal counts; the value is its slug."""

    PEOPLE = "people"
    """Different people talked with: what is only written is a touch, and no talk."""
    TOUCHES = "touches"
    """Interactions that count for keeping in touch, each once however many took part."""
    INTERVIEWS = "interviews"
    """Informational interviews held."""
    INTRODUCTIONS = "introductions"
    """Introductions that were made."""
    MET = "met"
    """Different people met at events."""
    ASKED = "asked"
    """Different people asked for an interview."""

    @property
    def counts_people(self) -> bool:
        """Whether somebody counts once in a span, however often."""
        return self in (Measure.PEOPLE, Measure.MET, Measure.ASKED)

    @property
    def is_asked_for(self) -> bool:
        """Whether it is reached by asking people, of whom some say yes."""
        return self in (Measure.PEOPLE, Measure.INTERVIEWS)

    def act(self, count: int) -> str:
        """Return what to do so often: `talk with 2 people`, `hold 1 interview`."""
        one, many = _ACTS[self]
        return one if count == 1 else many.format(count)


_ACTS = {
    Measure.PEOPLE: ("talk with 1 person", "talk with {} people"),
    Measure.TOUCHES: ("be in touch once", "be in touch {} times"),
    Measure.INTERVIEWS: ("hold 1 interview", "hold {} interviews"),
    Measure.INTRODUCTIONS: ("get 1 introduction", "get {} introductions"),
    Measure.MET: ("meet 1 person at an event", "meet {} people at events"),
    Measure.ASKED: ("ask 1 person", "ask {} people"),
}
_SAID = _ACTS | {
    Measure.TOUCHES: ("1 touch", "{} touches"),
    Measure.INTERVIEWS: ("1 interview", "{} interviews"),
    Measure.INTRODUCTIONS: ("1 introduction", "{} introductions"),
}


@dataclass(frozen=True, slots=True)
class Goal:
    """So much of something, once by a day or again in every span.

    Raises:
        UsageProblem: The number is none that can be wanted, it has no end, or it ends before it begins.
    """

    measure: Measure
    number: int
    begins_on: date
    ends_on: date | None = None
    """Its last day; None for a repeating one that goes on."""
    every: Span | None = None
    """The span in which it repeats; None for one that is reached once."""
    query: str = ""
    """Whom it is about, in the query language; empty for everybody."""

    def __post_init__(self) -> None:
        if not 1 <= self.number <= MOST_WANTED:
            raise UsageProblem(f"A goal wants 1 to {MOST_WANTED:,}, not {self.number:,}.")
        if self.every is None and self.ends_on is None:
            raise UsageProblem("A goal needs an end or a span. Write “by 15 December”, “a week” or “a month”.")
        if self.ends_on and self.ends_on < self.begins_on:
            raise UsageProblem(
                f"This goal would end on {self.ends_on} and begin on {self.begins_on}. Choose a later end."
            )

    def __str__(self) -> str:
        """Return the goal in words that read back as an equal one."""
        one, many = _SAID[self.measure]
        said = [one if self.number == 1 else many.format(self.number)]
        if self.every:
            said.append(f"a {self.every}")
        said.append(f"from {self.begins_on}")
        if self.ends_on:
            said.append(f"by {self.ends_on}")
        if self.query:
            said.append(f"matching {self.query}")
        return " ".join(said)


@dataclass(frozen=True, slots=True)
class KeptGoal:
    """A goal in the store."""

    id: int
    """0 for one that is not in the store yet."""
    uid: str
    goal: Goal
    made_on: date
    given_up_on: date | None = None


def span_around(day: date, span: Span) -> tuple[date, date]:
    """Return the first and the last day of the calendar week, month, quarter or year that holds a day.

    Raises:
        DateProblem: It reaches beyond the calendar.
    """
    if span is Span.DAY:
        return day, day
    if span is Span.WEEK:
        first = day - timedelta(days=day.weekday())
    elif span is Span.MONTH:
        first = day.replace(day=1)
    else:
        first = day.replace(month=1 if span is Span.YEAR else (day.month - 1) // 3 * 3 + 1, day=1)
    return first, shift(shift(first, 1, span), -1, Span.DAY)
