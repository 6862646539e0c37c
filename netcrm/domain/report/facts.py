"""What a report is counted from: plain facts, as they were logged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from netcrm.domain.interviews.question_set import Topic
from netcrm.domain.report.activity_log import Activity
from netcrm.domain.roles import Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a report names them."""

    contact_id: int
    name: str
    role: Role | None = None
    organisation: str = ""
    is_at_site: bool = False
    """The organisation is where studies are run: a site, hospital or medical centre."""


@dataclass(frozen=True, slots=True)
class Touch:
    """An interaction that counts for keeping in touch."""

    happened_on: date
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Learned:
    """Something that was said in an interview."""

    text: str
    topic: Topic | None = None
    is_shareable: bool = False
    """The user marked it as fit for others to read."""


@dataclass(frozen=True, slots=True)
class HeldInterview:
    """An informational interview that took place."""

    held_on: date
    person: Person
    learned: tuple[Learned, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeIntroduction:
    """An introduction that was made."""

    made_on: date
    introducer: Person
    person: Person
    """To whom the user was introduced."""
    stage: str = ""
    """How far it came, in words."""


@dataclass(frozen=True, slots=True)
class VisitedEvent:
    """A conference, meeting or round that the user was at."""

    first: date
    name: str
    last: date | None = None
    met: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class GivenAdvice:
    """A piece of advice, and what became of it."""

    given_on: date
    person: Person
    text: str
    followed_on: date | None = None
    is_shareable: bool = False


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal and how far it is, in words."""

    words: str
    progress: str
    share: float
    """The part that is done, 0 to 1."""
    is_reached: bool = False


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What is logged, in any order; facts outside the span of the report may be among it."""

    touches: tuple[Touch, ...] = ()
    """Those before the span tell who in it is new, as `known_before` does."""
    known_before: frozenset[int] = frozenset()
    """Those of the people in it with whom there was a touch before the span."""
    interviews: tuple[HeldInterview, ...] = ()
    introductions: tuple[MadeIntroduction, ...] = ()
    events: tuple[VisitedEvent, ...] = ()
    advice: tuple[GivenAdvice, ...] = ()
    activities: tuple[Activity, ...] = ()
    goals: tuple[GoalLine, ...] = ()
    """Those of the span; they have no day of their own here."""
