"""What came of a span of time, counted from plain facts: whom the user met, what was held, followed and reached.

Both ends of the span count; facts outside it do not. What people said is in a report only where it is shareable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from netcrm.domain.report.activity_log import Activity, activity_sums
from netcrm.domain.report.facts import (
    GivenAdvice,
    GoalLine,
    HeldInterview,
    MadeIntroduction,
    Person,
    ReportFacts,
    Touch,
    VisitedEvent,
)
from netcrm.domain.report.templates import Template
from netcrm.domain.text import clean_line, fold
from netcrm.errors import DateProblem


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of something."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class WeekOfTouches:
    """How many touches a week had, as far as it lies in the span."""

    monday: date
    count: int


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody met, how often, and when last."""

    person: Person
    touches: int
    last_on: date


@dataclass(frozen=True, slots=True)
class ActivityReport:
    """A span of time in numbers and lists, each list by date unless it says otherwise."""

    template: Template
    first: date
    last: date
    people: tuple[PersonLine, ...]
    """Whom the user had a touch with, by name."""
    new_people: int
    """How many of them the user had no touch with before."""
    roles: tuple[Tally, ...]
    """Of those people, the most first."""
    organisations: tuple[Tally, ...]
    """Of those people, the most first; people without one do not count here."""
    touches: int
    weeks: tuple[WeekOfTouches, ...]
    interviews: tuple[HeldInterview, ...]
    """What was said is in it only where it is shareable."""
    kept_back: int
    """Things said and advice that are not shareable, and so in no list."""
    introductions: tuple[MadeIntroduction, ...]
    events: tuple[VisitedEvent, ...]
    met_at_events: int
    advice_given: int
    advice_followed: int
    """How many pieces were followed in the span, whenever they were given."""
    advice: tuple[GivenAdvice, ...]
    """The shareable advice alone."""
    activities: tuple[Activity, ...]
    """Each kind once, summed."""
    goals: tuple[GoalLine, ...]
    goals_reached: int
    about: str = ""
    """Whom it is about, as the user asked for them; empty for everybody."""


def activity_report(
    facts: ReportFacts, first: date, last: date, template: Template, *, about: str = ""
) -> ActivityReport:
    """Return the report on the days from `first` to `last`; `about` says whose facts they are, where not everybody's.

    Raises:
        DateProblem: The last day lies before the first.
    """
    if last < first:
        raise DateProblem(f"A report from {first} to {last} would end before it begins. Change the two days round.")

    def inside(day: date) -> bool:
        return first <= day <= last

    touches = [one for one in facts.touches if inside(one.happened_on)]
    interviews = sorted((one for one in facts.interviews if inside(one.held_on)), key=lambda one: one.held_on)
    given = [one for one in facts.advice if inside(one.given_on)]
    followed = [one for one in facts.advice if one.followed_on and inside(one.followed_on)]
    advice = sorted((one for one in facts.advice if one in given or one in followed), key=lambda one: one.given_on)
    events = [one for one in facts.events if one.first <= last and (one.last or one.first) >= first]
    people = _people(touches)
    known = facts.known_before | {
        person.contact_id for one in facts.touches if one.happened_on < first for person in one.people
    }
    organisations = [line.person.organisation for line in people if clean_line(line.person.organisation)]
    shown = tuple(_shareable(one) for one in interviews)
    return ActivityReport(
        template=template,
        first=first,
        last=last,
        people=people,
        new_people=len({line.person.contact_id for line in people} - known),
        roles=_tallies(line.person.role.label if line.person.role else "Role not known" for line in people),
        organisations=_tallies(organisations),
        touches=len(touches),
        weeks=_weeks(first, last, [one.happened_on for one in touches]),
        interviews=shown,
        kept_back=sum(len(one.learned) for one in interviews)
        - sum(len(one.learned) for one in shown)
        + sum(not one.is_shareable for one in advice),
        introductions=tuple(
            sorted((one for one in facts.introductions if inside(one.made_on)), key=lambda one: one.made_on)
        ),
        events=tuple(sorted(events, key=lambda one: (one.first, one.name))),
        met_at_events=len({person.contact_id for one in events for person in one.met}),
        advice_given=len(given),
        advice_followed=len(followed),
        advice=tuple(one for one in advice if one.is_shareable),
        activities=activity_sums(one for one in facts.activities if inside(one.done_on)),
        goals=facts.goals,
        goals_reached=sum(one.is_reached for one in facts.goals),
        about=about,
    )


def _shareable(interview: HeldInterview) -> HeldInterview:
    learned = tuple(one for one in interview.learned if one.is_shareable)
    return HeldInterview(interview.held_on, interview.person, learned)


def _people(touches: Iterable[Touch]) -> tuple[PersonLine, ...]:
    counts: Counter[int] = Counter()
    latest: dict[int, tuple[date, Person]] = {}
    for one in touches:
        for person in {person.contact_id: person for person in one.people}.values():
            counts[person.contact_id] += 1
            if person.contact_id not in latest or one.happened_on >= latest[person.contact_id][0]:
                latest[person.contact_id] = one.happened_on, person
    lines = (PersonLine(person, counts[contact_id], day) for contact_id, (day, person) in latest.items())
    return tuple(sorted(lines, key=lambda line: (fold(line.person.name), line.person.contact_id)))


def _tallies(labels: Iterable[str]) -> tuple[Tally, ...]:
    """Return how often each label stands there, the most first; labels that fold alike are one."""
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for label in labels:
        key = fold(label) or label
        names.setdefault(key, clean_line(label))
        counts[key] += 1
    return tuple(Tally(names[key], count) for key, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _weeks(first: date, last: date, days: list[date]) -> tuple[WeekOfTouches, ...]:
    counts = Counter(day - timedelta(days=day.weekday()) for day in days)
    monday = first - timedelta(days=first.weekday())
    count = (last - monday).days // 7 + 1
    mondays = (monday + timedelta(weeks=number) for number in range(count))
    return tuple(WeekOfTouches(day, counts[day]) for day in mondays)
