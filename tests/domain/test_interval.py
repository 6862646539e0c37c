from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.interval import Interval, Unit, add_interval, parse_interval
from netcrm.domain.workdays import Workdays
from netcrm.errors import UsageProblem

PLAIN = Workdays()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 weeks", "2 weeks"),
        ("2w", "2 weeks"),
        ("2 W", "2 weeks"),
        ("every 3 months", "3 months"),
        ("Every  3\tMonths", "3 months"),
        ("10 business days", "10 business days"),
        ("10bd", "10 business days"),
        ("10 working days", "10 business days"),
        ("ten workdays", "10 business days"),
        ("every business day", "1 business day"),
        ("90d", "90 days"),
        ("daily", "1 day"),
        ("weekly", "1 week"),
        ("fortnightly", "2 weeks"),
        ("biweekly", "2 weeks"),
        ("every fortnight", "2 weeks"),
        ("every other week", "2 weeks"),
        ("every second month", "2 months"),
        ("monthly", "1 month"),
        ("a month", "1 month"),
        ("every month", "1 month"),
        ("month", "1 month"),
        ("3m", "3 months"),
        ("quarterly", "3 months"),
        ("two quarters", "6 months"),
        ("half-yearly", "6 months"),
        ("half a year", "6 months"),
        ("yearly", "1 year"),
        ("annually", "1 year"),
        ("each year", "1 year"),
        ("1y", "1 year"),
        ("twelve months", "12 months"),
        ("20 years", "20 years"),
        ("240 months", "240 months"),
    ],
)
def test_an_interval_is_read_as_people_write_it(text: str, expected: str) -> None:
    assert str(parse_interval(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "0", "0 weeks", "-3", "-3 weeks", "fortnightly-ish", "weeks of 2", "1.5 weeks", "thirteen weeks", "3",
        "every", "never", "10 lunar months", "21 years", "241 months", "99999999999 days", "9" * 5000 + "d", "٣ weeks",
        "bimonthly", "2 weeks 3 days", "business 2 days",
    ],
)  # fmt: skip
def test_what_is_no_interval_is_refused_with_the_forms_that_work(text: str) -> None:
    with pytest.raises(UsageProblem, match="Write it like 2 weeks") as problem:
        parse_interval(text)
    assert len(str(problem.value)) < 200


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(Unit), st.integers(1, 20))
def test_what_an_interval_prints_is_read_back_as_the_same(unit: Unit, count: int) -> None:
    interval = Interval(count, unit)
    assert parse_interval(str(interval)) == parse_interval(interval.every) == parse_interval(interval.often) == interval


@pytest.mark.parametrize(
    ("text", "every", "often"),
    [
        ("1 year", "every year", "yearly"),
        ("1 business day", "every business day", "every business day"),
        ("2 weeks", "every 2 weeks", "every 2 weeks"),
    ],
)
def test_how_often_is_said_in_words(text: str, every: str, often: str) -> None:
    interval = parse_interval(text)
    assert (interval.every, interval.often) == (every, often)


def test_intervals_of_different_units_compare_by_their_nominal_length() -> None:
    texts = ["1 year", "13 months", "11 months", "2 weeks", "9 business days", "11 business days", "13 days", "15 days"]
    ordered = sorted((parse_interval(text) for text in texts), key=lambda interval: interval.nominal_days)
    assert [str(interval) for interval in ordered] == [
        "9 business days", "13 days", "2 weeks", "15 days", "11 business days", "11 months", "1 year", "13 months",
    ]  # fmt: skip
    assert parse_interval("12 months").nominal_days == parse_interval("1 year").nominal_days


@pytest.mark.parametrize(
    ("anchor", "interval", "expected"),
    [
        ("2027-01-31", "1 month", "2027-02-28"),
        ("2028-01-31", "1 month", "2028-02-29"),
        ("2027-01-31", "2 months", "2027-03-31"),
        ("2026-10-31", "1 month", "2026-11-30"),
        ("2026-12-31", "1 month", "2027-01-31"),
        ("2026-11-30", "3 months", "2027-02-28"),
        ("2028-02-29", "1 year", "2029-02-28"),
        ("2028-02-29", "4 years", "2032-02-29"),
        ("2096-02-29", "4 years", "2100-02-28"),
        ("2028-02-29", "12 months", "2029-02-28"),
        ("2026-12-31", "1 day", "2027-01-01"),
        ("2028-02-28", "1 day", "2028-02-29"),
        ("2026-12-28", "2 weeks", "2027-01-11"),
        ("2026-11-20", "1 business day", "2026-11-23"),
        ("2026-11-21", "1 business day", "2026-11-23"),
        ("2026-11-22", "10 business days", "2026-12-04"),
        ("9999-12-01", "1 month", "9999-12-31"),
        ("9999-12-30", "1 year", "9999-12-31"),
        ("9999-12-30", "90 days", "9999-12-31"),
        ("9999-12-30", "10 business days", "9999-12-31"),
    ],
)
def test_an_interval_is_added_in_the_real_calendar(anchor: str, interval: str, expected: str) -> None:
    assert add_interval(date.fromisoformat(anchor), parse_interval(interval), PLAIN) == date.fromisoformat(expected)


@settings(deadline=None, max_examples=200)
@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.integers(1, 240))
def test_months_counted_from_one_anchor_never_drift(anchor: date, months: int) -> None:
    """Three months and then three more would end on the 28th; six months from the anchor keep its day."""
    day = add_interval(anchor, Interval(months, Unit.MONTH), PLAIN)
    assert (day.year - anchor.year) * 12 + day.month - anchor.month == months
    assert day.day == anchor.day or (day.day < anchor.day and add_interval(day, Interval(1, Unit.DAY), PLAIN).day == 1)


@settings(deadline=None, max_examples=200)
@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.sampled_from(Unit), st.integers(1, 20))
def test_a_longer_interval_never_ends_earlier(anchor: date, unit: Unit, count: int) -> None:
    shorter = add_interval(anchor, Interval(count, unit), PLAIN)
    assert anchor < shorter
    if count < 20:
        assert shorter < add_interval(anchor, Interval(count + 1, unit), PLAIN)
