"""Recurring follow-ups: the nth is the first day and n intervals, and what was missed is not asked for again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.interval import Interval, Unit, parse_interval
from netcrm.domain.recurrence import Recurrence, RepeatsFrom
from netcrm.domain.workdays import RollRule, Workdays

THANKSGIVING = Workdays({date(2026, 11, 26): "Thanksgiving"})


def series(first_on: str, every: str, counts_from: RepeatsFrom = RepeatsFrom.DATE) -> Recurrence:
    return Recurrence(parse_interval(every), counts_from, date.fromisoformat(first_on))


@pytest.mark.parametrize(
    ("first_on", "every", "days"),
    [
        ("2026-01-31", "month", ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]),
        ("2027-12-31", "2 months", ["2028-02-29", "2028-04-30", "2028-06-30", "2028-08-31"]),
        ("2024-02-29", "year", ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
        ("2024-02-29", "4 years", ["2028-02-29", "2032-02-29"]),
        ("2026-11-30", "quarterly", ["2027-02-28", "2027-05-30", "2027-08-30"]),
        ("2026-12-25", "week", ["2027-01-01", "2027-01-08"]),
        ("2026-11-20", "3 business days", ["2026-11-25", "2026-12-01", "2026-12-04"]),
        ("2026-11-21", "1 business day", ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-27"]),
    ],
)
def test_dates_from_a_fixed_day_neither_drift_nor_roll(first_on: str, every: str, days: list[str]) -> None:
    recurrence, found = series(first_on, every), []
    day = recurrence.first_on
    for _ in days:
        recurrence = recurrence.following(day, day, THANKSGIVING)
        day = recurrence.day(THANKSGIVING)
        found.append(day.isoformat())
    assert found == days


@pytest.mark.parametrize(
    ("first_on", "every", "closed_on", "following", "passed"),
    [
        ("2026-11-01", "month", "2026-10-20", "2026-12-01", None),
        ("2026-11-01", "month", "2026-11-01", "2026-12-01", None),
        ("2026-11-01", "month", "2026-11-30", "2026-12-01", None),
        ("2026-11-01", "month", "2026-12-01", "2027-01-01", (1, "2026-12-01", "2026-12-01")),
        ("2026-08-31", "month", "2026-11-23", "2026-11-30", (2, "2026-09-30", "2026-10-31")),
        ("2006-11-01", "day", "2026-11-01", "2026-11-02", (7305, "2006-11-02", "2026-11-01")),
        ("2006-11-01", "1 business day", "2026-11-01", "2026-11-02", (5217, "2006-11-02", "2026-10-30")),
        ("2004-02-29", "year", "2026-11-23", "2027-02-28", (22, "2005-02-28", "2026-02-28")),
    ],
)
def test_what_was_missed_is_passed_over(
    first_on: str, every: str, closed_on: str, following: str, passed: tuple[int, str, str] | None
) -> None:
    recurrence = series(first_on, every)
    found = recurrence.following(recurrence.first_on, date.fromisoformat(closed_on), Workdays())
    assert found.day(Workdays()).isoformat() == following
    over = recurrence.passed_over(found, Workdays())
    assert (over and (over[0], over[1].isoformat(), over[2].isoformat())) == passed


@pytest.mark.parametrize(
    ("every", "closed_on", "roll", "following"),
    [
        ("2 weeks", "2026-11-23", RollRule.NEXT, "2026-12-07"),
        ("month", "2027-01-31", RollRule.NEXT, "2027-03-01"),
        ("month", "2027-01-31", RollRule.PREVIOUS, "2027-02-26"),
        ("month", "2027-01-31", RollRule.NONE, "2027-02-28"),
        ("3 days", "2026-11-23", RollRule.NEXT, "2026-11-27"),
        ("2 days", "2026-11-20", RollRule.PREVIOUS, "2026-11-23"),
        ("3 business days", "2026-11-23", RollRule.NEXT, "2026-11-27"),
    ],
)
def test_a_chore_counts_from_the_day_it_was_done_and_rolls(
    every: str, closed_on: str, roll: RollRule, following: str
) -> None:
    workdays = Workdays(THANKSGIVING.holidays, roll=roll)
    chore = series("2020-01-01", every, RepeatsFrom.COMPLETION)
    found = chore.following(date(2026, 11, 1), date.fromisoformat(closed_on), workdays)
    assert found.day(workdays).isoformat() == following
    assert chore.passed_over(found, workdays) is None


def test_a_series_ends_with_the_calendar() -> None:
    last = series("9999-12-01", "month")
    found = last.following(date(9999, 12, 1), date(9999, 12, 1), Workdays())
    assert found.day(Workdays()) == date.max
    assert found.following(date.max, date.max, Workdays()).day(Workdays()) == date.max


@pytest.mark.parametrize(
    ("counts_from", "words"),
    [(RepeatsFrom.DATE, "every year"), (RepeatsFrom.COMPLETION, "every year after it is done")],
)
def test_how_it_comes_back_is_said(counts_from: RepeatsFrom, words: str) -> None:
    assert series("2026-11-23", "1 year", counts_from).describe() == words


@settings(max_examples=60)
@given(
    first_on=st.dates(date(2019, 1, 1), date(2028, 12, 31)),
    unit=st.sampled_from(list(Unit)),
    count=st.integers(1, 9),
    occurrence=st.integers(0, 40),
    late=st.integers(-40, 900),
)
def test_the_next_is_the_first_of_the_series_after_both_days(
    first_on: date, unit: Unit, count: int, occurrence: int, late: int
) -> None:
    recurrence = Recurrence(Interval(count, unit), RepeatsFrom.DATE, first_on, occurrence)
    due_on = recurrence.day(THANKSGIVING)
    closed_on = due_on + timedelta(days=late)
    found = recurrence.following(due_on, closed_on, THANKSGIVING)
    number = occurrence
    while Recurrence(recurrence.interval, RepeatsFrom.DATE, first_on, number).day(THANKSGIVING) <= max(
        due_on, closed_on
    ):
        number += 1
    assert (found.occurrence, found.first_on) == (number, first_on)
