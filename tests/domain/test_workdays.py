from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.workdays import RollRule, Workdays
from netcrm.errors import UsageProblem

THANKSGIVING = date(2026, 11, 26)
YEAR_END = {
    "2026-12-24": "Christmas Eve in the US",
    "2026-12-25": "Christmas in the US",
    "2026-12-28": "a day off of the house",
    "2027-01-01": "New Year in the US",
}
HOLIDAYS = {date.fromisoformat(day): name for day, name in YEAR_END.items()} | {
    THANKSGIVING: "Thanksgiving in the US"
}  # fmt: skip
OFFICE = Workdays(HOLIDAYS)
LONG_AGO = date(2020, 1, 1)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-11-26", "Thanksgiving in the US"),
        ("2026-11-28", "Saturday"),
        ("2026-11-29", "Sunday"),
        ("2026-11-27", ""),
    ],
)
def test_a_day_off_says_why(day: str, why: str) -> None:
    assert OFFICE.why_off(date.fromisoformat(day)) == why
    assert OFFICE.is_workday(date.fromisoformat(day)) is (not why)


def test_a_holiday_without_a_name_is_still_one() -> None:
    assert Workdays({THANKSGIVING: ""}).why_off(THANKSGIVING) == "a holiday"


@pytest.mark.parametrize(
    ("day", "following", "previous"),
    [
        ("2026-11-26", "2026-11-27", "2026-11-25"),
        ("2026-11-28", "2026-11-30", "2026-11-27"),
        ("2026-12-24", "2026-12-29", "2026-12-23"),
        ("2027-01-01", "2027-01-04", "2026-12-31"),
        ("2026-11-25", "2026-11-25", "2026-11-25"),
    ],
)
def test_the_next_and_previous_working_days_pass_over_holidays_in_a_row(
    day: str, following: str, previous: str
) -> None:
    assert OFFICE.next_workday(date.fromisoformat(day)) == date.fromisoformat(following)
    assert OFFICE.previous_workday(date.fromisoformat(day)) == date.fromisoformat(previous)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-11-25", 1, "2026-11-27"),
        ("2026-11-26", 1, "2026-11-27"),
        ("2026-12-23", 1, "2026-12-29"),
        ("2026-12-23", 5, "2027-01-05"),
        ("2026-11-28", 0, "2026-11-28"),
    ],
)
def test_business_days_are_counted_without_days_off(day: str, count: int, expected: str) -> None:
    assert OFFICE.add_business_days(date.fromisoformat(day), count) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("rule", "day", "anchor", "expected", "why"),
    [
        ("next", "2026-11-26", "2026-11-12", "2026-11-27", "Thanksgiving in the US"),
        ("next", "2026-12-24", "2026-11-24", "2026-12-29", "Christmas Eve in the US"),
        ("previous", "2026-11-28", "2026-11-14", "2026-11-27", "Saturday"),
        ("previous", "2027-01-02", "2026-12-02", "2026-12-31", "Saturday"),
        ("previous", "2026-11-28", "2026-11-27", "2026-11-30", "Saturday"),
        ("previous", "2026-11-29", "2026-11-28", "2026-11-30", "Sunday"),
        ("none", "2026-11-28", "2026-11-14", "2026-11-28", ""),
        ("next", "2026-11-27", "2026-11-14", "2026-11-27", ""),
    ],
)
def test_a_computed_date_rolls_off_a_day_off(rule: str, day: str, anchor: str, expected: str, why: str) -> None:
    """The previous working day may be the anchor itself, or lie before it: then the next one is taken."""
    computed = date.fromisoformat(day)
    rolled = Workdays(HOLIDAYS, roll=RollRule(rule)).rolled(computed, date.fromisoformat(anchor))
    assert rolled.day == date.fromisoformat(expected)
    assert rolled.why == why
    assert rolled.moved_from == (computed if why else None)


@pytest.mark.parametrize("weekend", [frozenset(range(7)), frozenset({5, 7}), frozenset({-1})])
def test_a_weekend_that_cannot_be_is_refused(weekend: frozenset[int]) -> None:
    with pytest.raises(UsageProblem, match="at most six"):
        Workdays(weekend=weekend)


def test_a_weekend_may_be_elsewhere_in_the_week() -> None:
    assert Workdays(weekend=frozenset({4, 5})).next_workday(date(2026, 11, 27)) == date(2026, 11, 29)


def test_further_holidays_join_those_there_are() -> None:
    more = OFFICE.with_holidays({date(2026, 11, 27): "a bridge day", THANKSGIVING: "a day of the house"})
    assert more.next_workday(THANKSGIVING) == date(2026, 11, 30)
    assert more.why_off(THANKSGIVING) == "Thanksgiving in the US, a day of the house"
    assert OFFICE.next_workday(THANKSGIVING) == date(2026, 11, 27)


def test_the_ends_of_the_calendar_are_no_trap() -> None:
    office = Workdays({date.max: "the end", date.min: "the beginning"})
    assert office.next_workday(date.max) == date.max
    assert office.previous_workday(date.min) == date.min
    assert office.rolled(date.max, LONG_AGO).day == date.max


@settings(deadline=None, max_examples=200)
@given(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.integers(1, 60),
    st.frozensets(st.dates(date(2026, 1, 1), date(2028, 12, 31)), max_size=40),
    st.frozensets(st.integers(0, 6), max_size=6),
    st.sampled_from(RollRule),
)
def test_a_rolled_date_lies_after_the_anchor_and_on_a_working_day(
    anchor: date, days: int, holidays: frozenset[date], weekend: frozenset[int], rule: RollRule
) -> None:
    office = Workdays(dict.fromkeys(holidays, "a holiday"), weekend, rule)
    computed = date.fromordinal(anchor.toordinal() + days)
    rolled = office.rolled(computed, anchor)
    assert rolled.day > anchor
    assert office.is_workday(rolled.day) or rule is RollRule.NONE
    assert office.rolled(rolled.day, anchor).day == rolled.day
    assert (rolled.moved_from is None) is (rolled.day == computed)
    assert office.add_business_days(anchor, 1) == office.next_workday(date.fromordinal(anchor.toordinal() + 1))
