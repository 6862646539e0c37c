from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.occasions import (
    anniversary_among,
    anniversary_words,
    birthday_among,
    days_of_occasions,
    month_days,
)

D = date.fromisoformat


def week(first: str) -> list[date]:
    return days_of_occasions(D(first), D(first) + timedelta(days=30))


@pytest.mark.parametrize(
    ("today", "until", "count"),
    [("2026-11-23", "2026-11-23", 1), ("2026-11-23", "2026-11-25", 3), ("2026-11-23", "2027-11-23", 8),
     ("2026-11-23", "2026-11-22", 0)],
)  # fmt: skip
def test_occasions_are_seen_on_their_day_and_seven_days_before(today: str, until: str, count: int) -> None:
    days = days_of_occasions(D(today), D(until))
    assert len(days) == count
    assert days == sorted(days)


@pytest.mark.parametrize(
    ("birthday", "first", "expected"),
    [
        ("1984-11-24", "2026-11-23", "2026-11-24"),
        ("--11-24", "2026-11-23", "2026-11-24"),
        ("1984-11-22", "2026-11-23", None),
        ("1984-12-01", "2026-11-23", None),
        ("1984-01-03", "2026-12-29", "2027-01-03"),
        ("--12-31", "2026-12-29", "2026-12-31"),
        ("1984-02-29", "2026-02-23", "2026-02-28"),
        ("--02-29", "2026-02-28", "2026-02-28"),
        ("--02-29", "2028-02-23", "2028-02-29"),
        ("--02-29", "2026-03-01", None),
        ("1984-02-29", "2100-02-26", "2100-02-28"),
        ("--02-28", "2028-02-23", "2028-02-28"),
        ("24 November", "2026-11-23", None),
        ("1984", "2026-11-23", None),
        ("1984-11", "2026-11-23", None),
        ("x1984-11-24", "2026-11-23", None),
        ("", "2026-11-23", None),
    ],
)
def test_a_birthday_stands_on_its_day_of_each_year(birthday: str, first: str, expected: str | None) -> None:
    assert birthday_among(birthday, week(first)) == (D(expected) if expected else None)


@pytest.mark.parametrize(
    ("start", "first", "expected", "words"),
    [
        ("2021-11-25", "2026-11-23", "2026-11-25", "5 years at St Mary's"),
        ("2025-11-25", "2026-11-23", "2026-11-25", "1 year at St Mary's"),
        ("2026-11-25", "2026-11-23", None, ""),
        ("2027-11-25", "2026-11-23", None, ""),
        ("2022-01-02", "2026-12-29", "2027-01-02", "5 years at St Mary's"),
        ("2024-02-29", "2026-02-23", "2026-02-28", "2 years at St Mary's"),
        ("2021-11", "2026-11-23", None, ""),
        ("2021", "2026-11-23", None, ""),
        ("2021-11-31", "2026-11-23", None, ""),
        ("", "2026-11-23", None, ""),
    ],
)
def test_a_job_begun_on_a_whole_date_has_its_anniversary(
    start: str, first: str, expected: str | None, words: str
) -> None:
    on = anniversary_among(start, week(first))
    assert on == (D(expected) if expected else None)
    assert (anniversary_words(start, on, "St Mary's", "Nurse") if on else "") == words


def test_without_an_organisation_the_title_is_said_and_without_both_nothing() -> None:
    assert anniversary_words("2021-11-25", D("2026-11-25"), "", "Nurse") == "5 years as Nurse"
    assert anniversary_words("2021-11-25", D("2026-11-25"), "", "") == ""


@settings(max_examples=100)
@given(st.dates(date(1950, 1, 1), date(2060, 1, 1)), st.dates(date(2020, 1, 1), date(2060, 1, 1)))
def test_each_birthday_comes_exactly_once_a_year_and_what_the_store_is_asked_for_holds_it(
    born: date, first: date
) -> None:
    days = [first + timedelta(days=n) for n in range(365)]
    found = [day for day in days if birthday_among(born.isoformat(), [day])]
    assert len(found) <= 2
    assert len({day.year for day in found}) == len(found) >= (0 if born.month == 2 else 1)
    assert all(f"{born:%m-%d}" in month_days([day]) for day in found)
