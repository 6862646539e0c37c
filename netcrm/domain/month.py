"""A month as people look at it: whole weeks from Monday to Sunday, and what stands on each day.

Which day an item stands on is no matter of this module: the agenda says it (`netcrm.domain.agenda`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from netcrm.domain.interaction import Channel
from netcrm.domain.spread import spread
from netcrm.domain.workdays import Workdays
from netcrm.errors import DateProblem

_WEEK = timedelta(days=7)
FIRST_DAY, LAST_DAY = date(date.min.year + 1, 1, 1), date(date.max.year - 1, 12, 31)
"""The days whose months have whole weeks on both sides."""


@dataclass(frozen=True, slots=True)
class Load:
    """How many lines of each sort the agenda has for a day."""

    check_ins: int = 0
    """Of people and of organisations."""
    follow_ups: int = 0
    interviews: int = 0
    questions: int = 0
    """Whether an answer came."""
    occasions: int = 0
    """Birthdays and work anniversaries, also of people who stand there for something else."""
    leads: int = 0
    """Deadlines of job openings."""

    @property
    def total(self) -> int:
        """How many lines ask for something: a birthday does not."""
        return self.check_ins + self.follow_ups + self.interviews + self.questions + self.leads


@dataclass(frozen=True, slots=True)
class MonthDay:
    """One day of a month's weeks."""

    on: date
    load: Load = Load()
    """What stands there; nothing for days that have passed."""
    logged: int = 0
    """How many interactions happened then."""
    touches: int = 0
    """How many of them count for keeping in touch."""
    holiday: str = ""
    """What is celebrated: `Thanksgiving in the US`."""
    day_off: str = ""
    """What the user calls a day off of their own."""
    pause: str | None = None
    """Why everybody is paused, empty where no reason was given; None where nobody paused everybody."""
    events: tuple[str, ...] = ()
    """The names of the conferences and meetings of which this is a day."""
    is_weekend: bool = False
    is_today: bool = False
    is_over: bool = False
    """Whether more check-ins stand there than the user allows a day."""


@dataclass(frozen=True, slots=True)
class Week:
    """One week, Monday first."""

    number: int
    """By ISO 8601."""
    days: tuple[MonthDay, ...]


@dataclass(frozen=True, slots=True)
class MonthView:
    """A month in whole weeks; days of the months beside it fill the first and the last."""

    year: int
    month: int
    weeks: tuple[Week, ...]
    cap: int | None = None
    """The most check-ins a day."""

    @property
    def days(self) -> tuple[MonthDay, ...]:
        """All days of the weeks, in order."""
        return tuple(day for week in self.weeks for day in week.days)


@dataclass(frozen=True, slots=True)
class LoggedLine:
    """One interaction of a day."""

    id: int
    contact_id: int | None
    """The first of those who took part."""
    name: str
    others: int
    """How many more took part."""
    channel: Channel
    summary: str


def weeks_of(year: int, month: int) -> tuple[tuple[date, ...], ...]:
    """Return the days of the weeks that a month touches, Monday first.

    Raises:
        DateProblem: there is no such month, or its weeks leave the calendar.
    """
    if not (FIRST_DAY.year <= year <= LAST_DAY.year and 1 <= month <= 12):
        raise DateProblem(f"There is no month {month} of the year {year} to show. Name another one.")
    monday = date(year, month, 1)
    monday -= timedelta(days=monday.weekday())
    weeks = []
    while (monday.year, monday.month) <= (year, month):
        weeks.append(tuple(monday + timedelta(days=number) for number in range(7)))
        monday += _WEEK
    return tuple(weeks)


def month_after(on: date, count: int) -> date:
    """Return the same day `count` months on, or back for a negative count; its last day where it is shorter.

    Where the calendar of `weeks_of` ends before it, `on` itself.
    """
    number = on.year * 12 + on.month - 1 + count
    year, month = divmod(number, 12)
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        return on
    first_of_next = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(on.day, (first_of_next - timedelta(days=1)).day))


def check_ins_by_day(
    dated: Mapping[date, int],
    newcomers: Mapping[date, int],
    *,
    cap: int | None,
    workdays: Workdays,
    today: date,
    done_today: int,
) -> Counter[date]:
    """Return how many check-ins stand on each day under the cap, as `calendar_days` places each of them.

    What is late or due takes the first free places, then those not yet contacted take what is left; what is due later
    keeps its day. Who of them gets which place makes no difference to how many there are on a day.

    Args:
        dated: How many show on each day, those not yet contacted left out.
        newcomers: How many of those not yet contacted show on each day.
        cap: The most check-ins a day; None is no cap.
        workdays: The user's days off.
        today: The user's local date.
        done_today: How many of today's places are gone.
    """
    ahead = [day for day in sorted(dated) if day <= today for _ in range(dated[day])]
    fresh = [day for day in sorted(newcomers) for _ in range(newcomers[day])]
    found = Counter(spread([*ahead, *fresh], cap, workdays, today, taken=done_today))
    found.update({day: count for day, count in dated.items() if day > today})
    return found
