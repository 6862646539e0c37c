"""What follows from raw acts, slow and plain: worked out anew each morning, from the acts alone.

It shares nothing with the program but the names of channels and directions, keeps no state between mornings, adds no
interval to a date but walks to it, and knows the holidays by heart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache

from netcrm.domain.interaction import Channel, Direction
from tests.journeys.naive_acts import (
    Added,
    Archived,
    CadenceSet,
    Closed,
    Decided,
    Forgotten,
    Moved,
    Paused,
    Promised,
    PutOff,
    RawAct,
    Rested,
    Resumed,
    Skipped,
    Snoozed,
    Subject,
    Tagged,
    Talked,
    Tiered,
)

ONE_DAY = timedelta(days=1)
WRITTEN = (Channel.EMAIL, Channel.MESSAGE, Channel.LETTER)
NO_TOUCH = (Channel.REACTION, Channel.NO_SHOW, Channel.NOTE)
NOMINAL = {"day": 1.0, "business day": 7 / 5, "week": 7.0, "month": 365.25 / 12, "year": 365.25}

_HOLIDAYS = {  # from November 2026
    ("US", 2026): "11-26 12-25",
    ("US", 2027): "01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25 12-31",
    ("US", 2028): "01-01 01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-11 11-23 12-25",
    ("US", 2029): "01-01 01-15 02-19 05-28 06-19 07-04 09-03 10-08 11-11 11-12 11-22 12-25",
    ("FR", 2026): "11-11 12-25",
    ("FR", 2027): "01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25",
    ("FR", 2028): "01-01 04-17 05-01 05-08 05-25 06-05 07-14 08-15 11-01 11-11 12-25",
    ("FR", 2029): "01-01 04-02 05-01 05-08 05-10 05-21 07-14 08-15 11-01 11-11 12-25",
}
HOLIDAYS = {
    country: {
        date.fromisoformat(f"{year}-{day}")
        for (where, year), days in _HOLIDAYS.items()
        if where == country
        for day in days.split()
    }
    for country in ("US", "FR")
}


@dataclass(slots=True)
class Person:
    """A contact after all acts."""

    id: int
    added: date
    family: str
    organisation: int
    country: str
    tags: set[str]
    roles: set[str]
    tier: str = ""
    is_active: bool = True


@dataclass(slots=True)
class Promise:
    """An open follow-up."""

    id: int
    contact: int
    due_on: date
    due_at: datetime | None
    theirs: bool
    every: str
    after_done: bool
    first: date
    snoozed: date | None = None


@dataclass(slots=True)
class Rhythm:
    """A cadence that is set."""

    words: str
    set_on: date

    @property
    def is_never(self) -> bool:
        return self.words == "never"

    @property
    def ideal(self) -> str:
        return self.words.partition(", latest ")[0]

    @property
    def latest(self) -> str:
        return self.words.partition(", latest ")[2]

    @property
    def lengths(self) -> tuple[float, float]:
        ideal = float("inf") if self.is_never else nominal(self.ideal)
        return ideal, nominal(self.latest) if self.latest else float("inf")


@dataclass(slots=True)
class CheckIn:
    """What a cadence asks of a contact or organisation."""

    due: date
    is_new: bool
    length: int
    latest: date | None
    is_snoozed: bool


def nominal(interval: str) -> float:
    count, _, unit = interval.partition(" ")
    return int(count) * NOMINAL[unit.removesuffix("s")]


def is_off(day: date, country: str) -> bool:
    """Whether a day is off for the user or, with a country, for people there."""
    return day.weekday() >= 5 or day in HOLIDAYS["US"] or day in HOLIDAYS.get(country, ())


@cache
def walked(start: date, interval: str, country: str, times: int = 1) -> date:
    """Return the day to which one comes by walking an interval, or several, from a day."""
    number, _, words = interval.partition(" ")
    unit, left = words.removesuffix("s"), int(number) * times
    day = start
    if unit in ("month", "year"):
        wanted = start.year * 12 + start.month + left * (12 if unit == "year" else 1)
        while day.year * 12 + day.month < wanted:
            day += ONE_DAY
        while day.day < start.day and (day + ONE_DAY).month == day.month:
            day += ONE_DAY
        return day
    while left:
        day += ONE_DAY
        if unit == "business day":
            left -= not is_off(day, country)
        else:
            left -= unit == "day" or day.weekday() == start.weekday()
    return day


def working(day: date, country: str) -> date:
    """Return the day itself where one works on it, else the next on which one does."""
    while is_off(day, country):
        day += ONE_DAY
    return day


def rolled(day: date, start: date, rule: str, country: str) -> date:
    if rule == "previous":
        back = day
        while is_off(back, country):
            back -= ONE_DAY
        return back if back > start else working(day, country)
    return day if rule == "none" else working(day, country)


@dataclass(slots=True)
class World:
    """What there is after all acts."""

    people: dict[int, Person] = field(default_factory=dict)
    talks: dict[int, dict[int, Talked]] = field(default_factory=lambda: defaultdict(dict))
    """By contact and id."""
    cadences: dict[tuple[str, str], Rhythm] = field(default_factory=dict)
    skips: list[Skipped] = field(default_factory=list)
    snoozes: list[tuple[Subject, date | None, date]] = field(default_factory=list)
    rests: dict[int, tuple[date, int]] = field(default_factory=dict)
    pauses: list[Paused] = field(default_factory=list)
    promises: dict[int, Promise] = field(default_factory=dict)
    cap: int | None = 5
    roll: str = "next"

    @classmethod
    def after(cls, acts: Iterable[RawAct]) -> World:
        world = cls()
        for act in acts:
            world.take(act)
        return world

    def take(self, act: RawAct) -> None:
        match act:
            case Added():
                self.people[act.id] = Person(
                    act.id, act.on, act.family, act.organisation, act.country, set(act.tags), set(act.roles)
                )
            case Moved():
                self.people[act.id].organisation = act.organisation
            case Tiered():
                self.people[act.id].tier = act.tier
            case Tagged():
                self.people[act.id].tags.add(act.tag)
            case Archived():
                self.people[act.id].is_active = act.is_active
            case CadenceSet():
                self._set(act)
            case Talked():
                for person in act.participants:
                    self.talks[person][act.id] = act
            case Forgotten():
                for talks in self.talks.values():
                    talks.pop(act.id, None)
            case Skipped():
                self.skips.append(act)
            case Snoozed():
                self.snoozes.append((act.subject, self.anchor(act.subject), act.until))
            case Rested():
                said = (talk.id for talk in self.talks[act.id].values() if talk.on <= act.on)
                self.rests[act.id] = (act.on, max(said, default=0))
            case Paused():
                self.pauses.append(act)
            case Resumed():
                self._resume(act)
            case Decided(key="cap"):
                self.cap = None if act.value == "none" else int(act.value)
            case Decided():
                self.roll = act.value
            case Promised() | PutOff() | Closed():
                self._promise(act)

    def _set(self, act: CadenceSet) -> None:
        key = (act.scope, act.subject)
        if not act.words:
            self.cadences.pop(key, None)
        elif key not in self.cadences or self.cadences[key].words != act.words:
            self.cadences[key] = Rhythm(act.words, act.on)

    def _resume(self, act: Resumed) -> None:
        ended = [
            Paused(it.subject, it.start, act.on - ONE_DAY) if it.subject == act.subject and it.end >= act.on else it
            for it in self.pauses
        ]
        self.pauses = [it for it in ended if it.start <= it.end]

    def _promise(self, act: Promised | PutOff | Closed) -> None:
        if isinstance(act, Promised):
            self.promises[act.id] = Promise(
                act.id, act.contact, act.due_on, act.due_at, act.theirs, act.every, act.after_done, act.due_on
            )
        elif isinstance(act, PutOff):
            self.promises[act.id].snoozed = act.until
        else:
            gone = self.promises.pop(act.id)
            if act.next_id:
                self.promises[act.next_id] = self._next(gone, act, self.people[gone.contact].country)

    def _next(self, gone: Promise, act: Closed, country: str) -> Promise:
        """Return what comes after a follow-up that repeats: never a day that has passed, nor one that was skipped."""
        closed = max(act.on, gone.due_on) if act.how == "skipped" else act.on
        first, day = gone.first, gone.first
        if gone.after_done:
            first, day = closed, rolled(walked(closed, gone.every, country), closed, self.roll, country)
        else:
            times = 0
            while day <= max(gone.due_on, closed):
                times += 1
                day = walked(first, gone.every, country, times)
        hour = gone.due_at and gone.due_at.replace(year=day.year, month=day.month, day=day.day)
        return Promise(act.next_id, gone.contact, day, hour, gone.theirs, gone.every, gone.after_done, first)

    # What follows from it

    def touches(self, subject: Subject) -> list[date]:
        """Return the days of what counts for keeping in touch with a contact, or with anyone at an organisation."""
        number = int(subject[1:])
        there = [p.id for p in self.people.values() if p.organisation == number] if subject[0] == "o" else [number]
        return [talk.on for person in there for talk in self.talks[person].values() if counts(talk)]

    def anchor(self, subject: Subject) -> date | None:
        skips = [skip.on for skip in self.skips if skip.subject == subject]
        return max([*self.touches(subject), *skips], default=None)

    def cadence(self, person: Person) -> Rhythm | None:
        """Return the own one, else the tier's, the tags', the roles'; within a level the shortest."""
        for scope, names in (
            ("contact", {str(person.id)}),
            ("tier", {person.tier}),
            ("tag", {tag[:end] for tag in person.tags for end in range(len(tag) + 1) if tag[end:][:1] in ("", "/")}),
            ("role", person.roles),
        ):
            there = [self.cadences[scope, name] for name in sorted(names) if (scope, name) in self.cadences]
            if there:
                return min(there, key=lambda it: it.lengths)
        return None

    def pauses_of(self, subject: Subject) -> list[Paused]:
        """Return the pauses that a contact (by those of the organisation too) or an organisation stands under."""
        subjects = {"", subject}
        if subject[0] == "c":
            subjects.add(f"o{self.people[int(subject[1:])].organisation}")
        return [pause for pause in self.pauses if pause.subject in subjects]

    def check_in(self, subject: Subject, cadence: Rhythm, added: date, country: str) -> CheckIn:
        anchor = self.anchor(subject)
        start = anchor or max(added, cadence.set_on)
        unrolled = walked(start, cadence.ideal, country)
        until = [end for who, made_at, end in self.snoozes if who == subject and made_at == anchor][-1:]
        due = until[0] if until else rolled(unrolled, start, self.roll, country)
        pauses = self.pauses_of(subject)
        due, latest = back(due, pauses, country), None
        if cadence.latest and anchor:
            latest = rolled(walked(start, cadence.latest, country), start, self.roll, country)
            latest = max(due, back(latest, pauses, country))
        return CheckIn(due, anchor is None, (unrolled - start).days, latest, bool(until))

    def awaiting_since(self, person: Person) -> date | None:
        since: tuple[date, int] | None = None
        for talk in sorted(self.talks[person.id].values(), key=lambda it: (it.on, it.id)):
            if talk.direction is Direction.INCOMING or (talk.direction is Direction.BOTH and counts(talk)):
                since = None
            elif talk.direction is Direction.OUTGOING and talk.channel in WRITTEN and counts(talk):
                since = (talk.on, talk.id)
        rested = self.rests.get(person.id)
        if since is None or (rested and since[0] <= rested[0] and since[1] <= rested[1]):
            return None
        return since[0]

    def acted_on(self, today: date) -> int:
        """Return how many check-ins were done or skipped today.

        A touch does the check-in of the person, or else that of a site with a cadence where they work.
        """
        done = {skip.subject for skip in self.skips if skip.on == today}
        for person in self.people.values():
            if today in self.touches(f"c{person.id}"):
                own, site = self.cadence(person), self.cadences.get(("organisation", str(person.organisation)))
                if own and not own.is_never:
                    done.add(f"c{person.id}")
                elif site and not site.is_never:
                    done.add(f"o{person.organisation}")
        return len(done)


def counts(talk: Talked) -> bool:
    return talk.channel not in NO_TOUCH if talk.counts is None else talk.counts


def back(day: date, pauses: list[Paused], country: str) -> date:
    """Return the day itself where it lies in no pause, else the first working day after those that it runs into."""
    while any(pause.start <= day <= pause.end for pause in pauses):
        while any(pause.start <= day <= pause.end for pause in pauses):
            day += ONE_DAY
        day = working(day, country)
    return day


def is_paused(day: date, pauses: list[Paused]) -> bool:
    return any(pause.start <= day <= pause.end for pause in pauses)


def late_days(due: date, today: date, pauses: list[Paused]) -> int:
    days = 0
    while due < today:
        due += ONE_DAY
        days += not is_paused(due, pauses)
    return days
