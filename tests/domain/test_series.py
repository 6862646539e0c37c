"""The days of a series: dateutil is the second opinion."""

from __future__ import annotations

import time
from datetime import date, datetime
from itertools import takewhile

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.series import Frequency, Rule, Weekday, days_of
from netcrm.errors import UsageProblem

FIRST, LAST = date(2024, 11, 23), date(2026, 11, 23)
_FREQUENCIES = {
    Frequency.DAILY: rrule.DAILY,
    Frequency.WEEKLY: rrule.WEEKLY,
    Frequency.MONTHLY: rrule.MONTHLY,
    Frequency.YEARLY: rrule.YEARLY,
}
_DAYS = (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU)


def by_dateutil(rule: Rule, start: date) -> list[date]:
    theirs = rrule.rrule(
        _FREQUENCIES[rule.frequency],
        dtstart=datetime.combine(start, datetime.min.time()),
        interval=rule.interval,
        count=rule.count,
        until=datetime.combine(min(rule.until or LAST, LAST), datetime.max.time()) if rule.count is None else None,
        bymonth=rule.months or None,
        bymonthday=rule.month_days or None,
        byweekday=[_DAYS[it.day](it.nth) if it.nth else _DAYS[it.day] for it in rule.weekdays] or None,
        bysetpos=rule.positions or None,
        wkst=rule.week_start,
    )
    days = takewhile(lambda day: day <= LAST, (moment.date() for moment in theirs))
    return [day for day in days if day >= FIRST]


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Return rules that calendar programs write, and combinations of their parts that they do not."""
    frequency = draw(st.sampled_from(Frequency))
    nth = st.integers(-5, 5) if frequency in (Frequency.MONTHLY, Frequency.YEARLY) else st.just(0)
    weekdays = draw(st.lists(st.builds(Weekday, st.integers(0, 6), nth), max_size=3, unique_by=lambda it: it.day))
    if len({bool(it.nth) for it in weekdays}) > 1:
        weekdays = [Weekday(it.day) for it in weekdays]  # dateutil wants both kinds to fit at once
    month_days = draw(st.lists(st.sampled_from([1, 2, 15, 28, 31, -1, -5]), max_size=2, unique=True))
    if any(it.nth for it in weekdays) or frequency is Frequency.WEEKLY:
        month_days = []
    months = draw(st.lists(st.integers(1, 12), max_size=3, unique=True))
    if months:
        month_days = [number for number in month_days if number != 31]  # dateutil looks for 31 February for ever
    some_days = weekdays or month_days or months
    counted = draw(st.booleans())
    return Rule(
        frequency=frequency,
        interval=draw(st.integers(1, 5)),
        count=draw(st.integers(1, 60)) if counted else None,
        until=None if counted else draw(st.none() | st.dates(date(2023, 1, 1), date(2027, 1, 1))),
        weekdays=tuple(weekdays),
        month_days=tuple(month_days),
        months=tuple(sorted(months)),
        positions=tuple(draw(st.lists(st.sampled_from([1, -1]), max_size=2, unique=True))) if some_days else (),
        week_start=draw(st.sampled_from([0, 6])),
    )


@settings(max_examples=150)
@given(rules(), st.dates(date(2018, 1, 1), date(2026, 12, 31)))
def test_days_are_those_of_dateutil(rule: Rule, start: date) -> None:
    try:
        wanted = by_dateutil(rule, start) if start <= LAST else []
    except ValueError:
        return  # dateutil refuses a position among one
    assert list(days_of(rule, start, first=FIRST, last=LAST)) == wanted


@pytest.mark.parametrize(
    ("rule", "start", "wanted"),
    [
        (Rule(Frequency.WEEKLY, 2, weekdays=(Weekday(0), Weekday(3))), "2026-10-26",
         ["2026-10-26", "2026-10-29", "2026-11-09", "2026-11-12", "2026-11-23"]),
        (Rule(Frequency.MONTHLY, weekdays=(Weekday(4, -1),), count=3), "2026-08-28",
         ["2026-08-28", "2026-09-25", "2026-10-30"]),
        (Rule(Frequency.MONTHLY), "2026-08-31", ["2026-08-31", "2026-10-31"]),
        (Rule(Frequency.YEARLY), "2024-02-29", []),
        (Rule(Frequency.DAILY, until=date(2026, 11, 3)), "2026-11-02", ["2026-11-02", "2026-11-03"]),
    ],
)  # fmt: skip
def test_series_go_on_as_they_are_meant(rule: Rule, start: str, wanted: list[str]) -> None:
    assert [day.isoformat() for day in days_of(rule, date.fromisoformat(start), first=FIRST, last=LAST)] == wanted


@pytest.mark.parametrize(
    "rule",
    [
        Rule(Frequency.DAILY, month_days=(30,), months=(2,)),
        Rule(Frequency.MONTHLY, positions=(300,)),
        Rule(Frequency.MONTHLY, month_days=(31,), months=(2,), count=5),
        Rule(Frequency.YEARLY, 10**9),
        Rule(Frequency.WEEKLY, 10**9, weekdays=(Weekday(0),)),
        Rule(Frequency.DAILY, 10**9, count=10**9),
    ],
)
def test_a_rule_without_days_ends_soon(rule: Rule) -> None:
    before = time.process_time()
    assert list(days_of(rule, date(1975, 1, 30), first=FIRST, last=LAST)) == []
    assert time.process_time() - before < 2


def test_a_series_of_long_ago_is_not_counted() -> None:
    with pytest.raises(UsageProblem, match="1970"):
        list(days_of(Rule(Frequency.DAILY, count=3), date(1, 1, 1), first=FIRST, last=LAST))
    daily = days_of(Rule(Frequency.DAILY), date(1, 1, 1), first=FIRST, last=LAST)
    assert len(list(daily)) == (LAST - FIRST).days + 1
