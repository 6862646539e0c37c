"""Events of the field: whom the user wants to meet there, and whom they met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType

from netcrm.domain.days import long_day, weekday
from netcrm.domain.interaction import Channel
from netcrm.domain.moments import clock_at, in_zone, refuse_edge
from netcrm.domain.text import clean_line, fold
from netcrm.errors import DateProblem, UsageProblem

_LONGEST_DAYS = 60
"""An event of more days than that has a year mistyped."""


class EventKind(StrEnum):
    """What sort of event it is; the value is its slug."""

    CONFERENCE = "conference"
    CHAPTER_MEETING = "chapter-meeting"
    """Of an association's local chapter: ACRP, SOCRA and others."""
    GRAND_ROUNDS = "grand-rounds"
    WEBINAR = "webinar"
    SEMINAR = "seminar"
    INVESTIGATOR_MEETING = "investigator-meeting"
    CAREER_FAIR = "career-fair"
    OTHER = "other"

    @property
    def words(self) -> str:
        """The kind as people read it: `chapter meeting`."""
        return self.value.replace("-", " ")

    @property
    def channel(self) -> Channel:
        """How one is in touch with somebody whom one meets at it."""
        return _CHANNELS.get(self, Channel.CONFERENCE)


_CHANNELS: Mapping[EventKind, Channel] = MappingProxyType(
    {
        EventKind.WEBINAR: Channel.VIDEO,
        EventKind.GRAND_ROUNDS: Channel.MEETING,
        EventKind.SEMINAR: Channel.MEETING,
        EventKind.OTHER: Channel.MEETING,
    }
)


def read_kind(text: str) -> EventKind:
    """Return the kind that a word names, whatever the case: `conference`, `chapter meeting`.

    Raises:
        UsageProblem: it names none; the sentence lists them.
    """
    wanted = fold(text).replace(" ", "-")
    if wanted not in list(EventKind):
        raise UsageProblem(f"“{clean_line(text)}” is no kind of event. Use one of {', '.join(EventKind)}.")
    return EventKind(wanted)


@dataclass(frozen=True, slots=True)
class Event:
    """A conference, chapter meeting, grand round or webinar."""

    id: int
    """0 for one that is not in the store yet."""
    uid: str
    name: str
    kind: EventKind
    starts_on: date
    """The local date at its place, as `ends_on`."""
    ends_on: date
    time_zone: str = ""
    """The name of the zone of its place (`America/Chicago`); empty for the user's own."""
    place: str = ""
    link: str = ""
    note: str = ""

    def has_day(self, day: date) -> bool:
        """Whether a date at its place is one of its days."""
        return self.starts_on <= day <= self.ends_on

    @property
    def local_days(self) -> LocalDays:
        """The user's own dates on which it goes on: a webinar on an evening in Boston ends the day after in Berlin."""
        first = clock_at(datetime.combine(self.starts_on, time()), self.time_zone).astimezone()
        last = clock_at(datetime.combine(self.ends_on, time(23, 59)), self.time_zone).astimezone()
        return LocalDays(min(first.date(), self.starts_on), max(last.date(), self.ends_on))


@dataclass(frozen=True, slots=True)
class LocalDays:
    """A stretch of days, both ends inside."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class EventPerson:
    """Somebody whom the user wants to meet at an event, or met there."""

    id: int
    event_id: int
    contact_id: int
    is_target: bool = False
    session: str = ""
    """What they speak or stand at: a talk, a poster, a stand."""
    meets_at: datetime | None = None
    """The aware moment of it, in the event's zone."""
    room: str = ""
    met_on: date | None = None
    interaction_id: int | None = None
    line: str = ""
    """What was noted of the talk, in one line."""


def days_words(first: date, last: date, today: date) -> str:
    """Return `Thu 24 Sep`, or `Thu 24 Sep to Sat 26 Sep`, with the year where it is not this one."""
    return long_day(first, today) if first == last else f"{long_day(first, today)} to {long_day(last, today)}"


def refuse_days(name: str, first: date, last: date) -> None:
    """Refuse the days of an event that cannot be.

    Raises:
        DateProblem: It ends before it begins, goes on for months, or is at the end of the calendar.
    """
    refuse_edge(first)
    refuse_edge(last)
    if last < first:
        raise DateProblem(
            f"{name} would end on {long_day(last, date.min)}, before it begins on {long_day(first, date.min)}."
            " Name a last day that comes after the first."
        )
    if last - first > timedelta(days=_LONGEST_DAYS):
        raise DateProblem(f"{name} would go on for {(last - first).days + 1:,} days. Check the years of its two days.")


def refuse_met(event: Event, on: date, today: date) -> None:
    """Refuse a day on which nobody can have been met at an event.

    Raises:
        DateProblem: It lies after today, or outside the event's days.
    """
    if on > today:
        raise DateProblem(
            f"{long_day(on, today)} is after today: nobody was met at {event.name} on that day yet."
            " Plan to meet them instead, as a target."
        )
    if on not in event.local_days:
        when = days_words(event.starts_on, event.ends_on, today)
        goes = "is" if event.ends_on >= today else "was"
        raise DateProblem(
            f"{event.name} {goes} {'from ' if event.starts_on != event.ends_on else 'on '}{when}, and"
            f" {long_day(on, today)} is none of its days. Name the day on which you met."
        )


def own_hour(moment: datetime) -> str:
    """Return the hour of a moment on the user's clock, with the day where that is another: `21:30`, `Fri 01:30`."""
    own = moment.astimezone()
    return f"{own:%H:%M}" if own.date() == moment.date() else f"{weekday(own)} {own:%H:%M}"


def is_elsewhere(moment: datetime) -> bool:
    """Whether the clock of a moment shows another hour than the user's."""
    return moment.astimezone().utcoffset() != moment.utcoffset()


def hour_words(moment: datetime) -> str:
    """Return the hour on the event's clock, with the user's own beside it where it differs: `14:30 (21:30 yours)`."""
    hour = f"{moment:%H:%M}"
    return f"{hour} ({own_hour(moment)} yours)" if is_elsewhere(moment) else hour


def placed(event: Event, day: date, hour: time) -> datetime:
    """Return the moment of an hour on the event's clock.

    Raises:
        DateProblem: The day is none of the event's.
    """
    if not event.has_day(day):
        when = days_words(event.starts_on, event.ends_on, date.min)
        raise DateProblem(f"{long_day(day, date.min)} is none of the days of {event.name}: {when}. Name one of those.")
    return clock_at(datetime.combine(day, hour), event.time_zone)


def moved_clock(moment: datetime, old: str, new: str) -> datetime:
    """Return the moment of the same hour on the clock of another zone: for an event whose zone was mistaken."""
    return clock_at(in_zone(moment, old).replace(tzinfo=None), new)
