"""The days that steps of playbooks fall on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcrm.domain.playbooks.playbook import (
    Offset,
    OffsetUnit,
    Step,
    When,
    filled,
    parse_offset,
    step_day,
    unknown_fields,
)
from netcrm.domain.workdays import RollRule, Workdays
from netcrm.errors import UsageProblem

TODAY = date(2026, 11, 2)
THANKSGIVING = Workdays(holidays={date(2026, 11, 26): "Thanksgiving in the US"})


def _step(after: str, *, since: str = "start", when: When = When.ALWAYS, rolls: bool = True) -> Step:
    return Step("one", "Write", parse_offset(after), since=since, when=when, rolls=rolls)


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [
        ("3 business days", 3, OffsetUnit.BUSINESS_DAY),
        ("1 business day", 1, OffsetUnit.BUSINESS_DAY),
        ("-8 business days", -8, OffsetUnit.BUSINESS_DAY),
        ("0 days", 0, OffsetUnit.DAY),
        ("24 hours", 24, OffsetUnit.HOUR),
        ("2  Weeks", 2, OffsetUnit.WEEK),
        ("6 months", 6, OffsetUnit.MONTH),
    ],
)
def test_an_offset_is_a_number_and_a_unit(text: str, count: int, unit: OffsetUnit) -> None:
    assert parse_offset(text) == Offset(count, unit)


@pytest.mark.parametrize(
    "text",
    ["", "days", "3", "3 fortnights", "three days", "3.5 days", "3 years", "+3 days", "9999999 days", "11 months 2"],
)
def test_what_is_no_offset_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(UsageProblem, match="Write it like 3 business days"):
        parse_offset(text)


@pytest.mark.parametrize("text", ["3661 days", "-3661 days", "90000 hours", "121 months"])
def test_an_offset_is_at_most_ten_years(text: str) -> None:
    with pytest.raises(UsageProblem, match="at most 10 years"):
        parse_offset(text)


def test_an_offset_is_written_as_it_is_read() -> None:
    for text in ("3 business days", "1 business day", "-8 business days", "0 days", "24 hours", "2 weeks", "1 month"):
        assert str(parse_offset(text)) == text


@pytest.mark.parametrize(
    ("after", "base", "falls_on"),
    [
        # Calendar units, rolled off the weekend to Monday.
        ("0 days", "2026-11-02", "2026-11-02"),
        ("0 days", "2026-11-07", "2026-11-07"),  # the day itself never moves
        ("1 day", "2026-11-06", "2026-11-09"),
        ("2 days", "2026-11-05", "2026-11-09"),
        ("2 weeks", "2026-11-02", "2026-11-16"),
        ("2 weeks", "2026-11-07", "2026-11-23"),
        ("1 month", "2027-01-31", "2027-03-01"),  # 28 February is a Sunday
        ("1 month", "2028-01-31", "2028-02-29"),
        ("6 months", "2026-08-31", "2027-03-01"),  # 28 February 2027 is a Sunday
        ("6 months", "2026-11-24", "2027-05-24"),
        ("1 month", "2026-12-31", "2027-02-01"),  # 31 January is a Sunday
        # Business days across weekends and Thanksgiving.
        ("3 business days", "2026-11-02", "2026-11-05"),
        ("3 business days", "2026-11-05", "2026-11-10"),
        ("3 business days", "2026-11-23", "2026-11-27"),
        ("3 business days", "2026-11-28", "2026-12-02"),
        ("7 business days", "2026-11-23", "2026-12-03"),
        ("10 business days", "2026-11-23", "2026-12-08"),
        ("0 business days", "2026-11-28", "2026-11-28"),
        ("2 days", "2026-11-24", "2026-11-27"),  # onto Thanksgiving
        # Counted back.
        ("-8 business days", "2026-12-18", "2026-12-08"),
        ("-1 business day", "2026-11-27", "2026-11-25"),
        ("-1 week", "2026-12-18", "2026-12-11"),
        ("-1 day", "2026-12-21", "2026-12-21"),  # the Sunday before it rolls onto the day itself
        ("-1 month", "2027-03-31", "2027-03-01"),  # 28 February is a Sunday
        ("-1 month", "2026-12-31", "2026-11-30"),
        # Hours without a known moment are the days that hold them, and never roll.
        ("24 hours", "2026-11-06", "2026-11-07"),
        ("25 hours", "2026-11-06", "2026-11-08"),
        ("1 hour", "2026-11-06", "2026-11-07"),
        ("0 hours", "2026-11-06", "2026-11-06"),
    ],
)
def test_a_step_falls_on_its_day(after: str, base: str, falls_on: str) -> None:
    found = step_day(_step(after), date.fromisoformat(base), THANKSGIVING, today=TODAY)
    assert (found.on.isoformat(), found.at) == (falls_on, None)


@pytest.mark.parametrize(
    ("roll", "rolls", "falls_on"),
    [
        (RollRule.NEXT, True, "2026-11-09"),
        (RollRule.PREVIOUS, True, "2026-11-06"),
        (RollRule.NONE, True, "2026-11-08"),
        (RollRule.NEXT, False, "2026-11-08"),
        (RollRule.PREVIOUS, False, "2026-11-08"),
    ],
)
def test_a_step_rolls_by_the_users_rule_unless_it_stays(roll: RollRule, rolls: bool, falls_on: str) -> None:
    step = _step("4 days", rolls=rolls)
    found = step_day(step, date(2026, 11, 4), Workdays(roll=roll), today=TODAY)
    assert found.on.isoformat() == falls_on


def test_a_step_never_rolls_back_onto_the_day_that_it_counts_from() -> None:
    found = step_day(_step("1 day"), date(2026, 11, 6), Workdays(roll=RollRule.PREVIOUS), today=TODAY)
    assert found.on == date(2026, 11, 9)


@pytest.mark.parametrize(
    ("after", "base", "today", "falls_on"),
    [
        ("-8 business days", "2026-12-18", "2026-12-10", "2026-12-10"),
        ("-2 business days", "2026-12-18", "2026-12-10", "2026-12-16"),
        ("3 business days", "2026-11-02", "2026-12-10", "2026-11-05"),  # what was to be done stays late
    ],
)
def test_a_day_counted_back_that_has_passed_is_today(after: str, base: str, today: str, falls_on: str) -> None:
    found = step_day(_step(after), date.fromisoformat(base), Workdays(), today=date.fromisoformat(today))
    assert found.on.isoformat() == falls_on


def test_hours_count_from_the_moment_of_the_start_across_a_clock_change() -> None:
    new_york = timezone(timedelta(hours=-4))
    ended = datetime(2026, 10, 31, 17, 30, tzinfo=new_york)
    found = step_day(_step("24 hours"), ended.date(), Workdays(), today=TODAY, started_at=ended)
    assert found.at is not None
    assert found.at.astimezone(UTC) == datetime(2026, 11, 1, 21, 30, tzinfo=UTC)
    assert found.on == date(2026, 11, 1)


@pytest.mark.parametrize("step", [_step("24 hours", since="first"), _step("24 hours", when=When.ANSWERED)])
def test_hours_after_something_else_than_the_start_are_days(step: Step) -> None:
    at = datetime(2026, 11, 2, 17, tzinfo=UTC)
    found = step_day(step, date(2026, 11, 10), Workdays(), today=TODAY, started_at=at)
    assert (found.on, found.at) == (date(2026, 11, 11), None)


@given(
    count=st.integers(-400, 400),
    unit=st.sampled_from([unit for unit in OffsetUnit if unit is not OffsetUnit.HOUR]),
    base=st.dates(date(1, 1, 1), date(9999, 12, 31)),
)
def test_no_stored_date_breaks_a_step(count: int, unit: OffsetUnit, base: date) -> None:
    step = Step("one", "Write", Offset(count, unit))
    found = step_day(step, base, THANKSGIVING, today=date.min)
    assert (
        found.on >= base if count >= 0 else found.on <= max(base + timedelta(days=3), base) or base > date(9999, 12, 25)
    )


@given(st.integers(1, 300), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_business_days_counted_back_and_forth_lead_to_where_they_began(count: int, base: date) -> None:
    base = THANKSGIVING.next_workday(base)
    back = step_day(Step("a", "A", Offset(-count, OffsetUnit.BUSINESS_DAY)), base, THANKSGIVING, today=date.min).on
    assert THANKSGIVING.is_workday(back)
    assert THANKSGIVING.add_business_days(back, count) == base


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        ("Write to {name} at {organisation}", []),
        ("{first_name}, {first}", []),
        ("Write to {nme}", ["nme"]),
        ("Write to {}", [""]),
        ("Write to {name", ["{"]),
        ("Write to name}", ["}"]),
        ("Write to {name.family}", ["name.family"]),
    ],
)
def test_fields_that_are_not_known_are_found(title: str, wrong: list[str]) -> None:
    assert unknown_fields(title) == wrong


def test_a_name_with_braces_stays_as_it_is() -> None:
    fields = {"name": "A {first} B", "first": "never"}
    assert filled("Write to {name}", fields) == "Write to A {first} B"
