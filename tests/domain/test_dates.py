from __future__ import annotations

from contextlib import suppress
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcrm.domain.date_forms import Span
from netcrm.domain.dates import Facing, parse_date, parse_date_and_time, parse_partial_date, shift
from netcrm.domain.days import long_day
from netcrm.domain.workdays import Workdays
from netcrm.errors import DateProblem

TODAY = date(2026, 11, 21)
"""A Saturday."""

EITHER_WAY: tuple[tuple[str, str], ...] = (
    ("2026-12-01", "2026-12-01"),
    ("20261201", "2026-12-01"),
    ("2026/12/01", "2026-12-01"),
    ("2026-12-1", "2026-12-01"),
    ("today", "2026-11-21"),
    ("Tomorrow", "2026-11-22"),
    ("yesterday", "2026-11-20"),
    ("the day after tomorrow", "2026-11-23"),
    ("day before yesterday", "2026-11-19"),
    ("next tue", "2026-11-24"),
    ("next sat", "2026-11-28"),
    ("last tue", "2026-11-17"),
    ("last sat", "2026-11-14"),
    ("in 3 weeks", "2026-12-12"),
    ("in a week", "2026-11-28"),
    ("IN   two  MONTHS", "2027-01-21"),
    ("3 weeks ago", "2026-10-31"),
    ("a fortnight ago", "2026-11-07"),
    ("10 days from now", "2026-12-01"),
    ("+10d", "2026-12-01"),
    ("-3d", "2026-11-18"),
    ("+1y", "2027-11-21"),
    ("+1q", "2027-02-21"),
    ("next week", "2026-11-23"),
    ("next month", "2026-12-01"),
    ("next quarter", "2027-01-01"),
    ("next year", "2027-01-01"),
    ("last week", "2026-11-09"),
    ("last month", "2026-10-01"),
    ("last quarter", "2026-07-01"),
    ("last year", "2025-01-01"),
    ("end of next month", "2026-12-31"),
    ("end of last month", "2026-10-31"),
    ("end of this quarter", "2026-12-31"),
    ("start of next quarter", "2027-01-01"),
    ("1 dec 2026", "2026-12-01"),
    ("dec 1, 2026", "2026-12-01"),
    ("1st of December 2026", "2026-12-01"),
    ("01-DEC-2026", "2026-12-01"),
    ("01DEC2026", "2026-12-01"),
    ("Sept. 3rd 2026", "2026-09-03"),
    ("tue 1 dec 2026", "2026-12-01"),
    ("Tuesday, 1 December 2026", "2026-12-01"),
    ("1.12.2026", "2026-12-01"),
    ("1.12.26", "2026-12-01"),
    ("13/12/2026", "2026-12-13"),
    ("12/13/2026", "2026-12-13"),
    ("3/3/2026", "2026-03-03"),
    ("29 feb 2028", "2028-02-29"),
    ("in a fortnight", "2026-12-05"),
    ("in a couple of weeks", "2026-12-05"),
    ("in twenty days", "2026-12-11"),
    ("in 3 bd", "2026-11-25"),
    ("in 3 business days", "2026-11-25"),
    ("+3bd", "2026-11-25"),
    ("in a working day", "2026-11-23"),
    ("5 weekdays from now", "2026-11-27"),
    ("3 business days ago", "2026-11-18"),
    ("-1 bd", "2026-11-20"),
    ("0 bd", "2026-11-21"),
    ("a week from tomorrow", "2026-11-29"),
    ("2 days before 2026-12-01", "2026-11-29"),
    ("3 bd after 1 dec 2026", "2026-12-04"),
    ("3 bd before 1 dec 2026", "2026-11-26"),
    ("tue next week", "2026-11-24"),
    ("next week on tue", "2026-11-24"),
    ("friday of this week", "2026-11-20"),
    ("mon last week", "2026-11-09"),
    ("this sat", "2026-11-21"),
    ("first monday of january 2027", "2027-01-04"),
    ("The First Mon. in Jan. 2027", "2027-01-04"),
    ("3rd thu of nov 2026", "2026-11-19"),
    ("fifth mon of nov 2026", "2026-11-30"),
    ("last friday of february 2028", "2028-02-25"),
    ("first mon of next month", "2026-12-07"),
    ("last day of next month", "2026-12-31"),
    ("last working day of next month", "2026-12-31"),
    ("first business day of this month", "2026-11-02"),
    ("last working day of this month", "2026-11-30"),
    ("end of february 2028", "2028-02-29"),
    ("end of 2026", "2026-12-31"),
    ("first working day of 2028", "2028-01-03"),
    ("the 30th of this month", "2026-11-30"),
    ("the 5th of next month", "2026-12-05"),
)
BY_FACING: tuple[tuple[str, str, str], ...] = (
    ("fri", "2026-11-27", "2026-11-20"),
    ("Friday", "2026-11-27", "2026-11-20"),
    ("on fri", "2026-11-27", "2026-11-20"),
    ("sat", "2026-11-28", "2026-11-21"),
    ("sun", "2026-11-22", "2026-11-15"),
    ("thurs", "2026-11-26", "2026-11-19"),
    ("2w", "2026-12-05", "2026-11-07"),
    ("3 months", "2027-02-21", "2026-08-21"),
    ("dec 1", "2026-12-01", "2025-12-01"),
    ("1 dec", "2026-12-01", "2025-12-01"),
    ("1.12.", "2026-12-01", "2025-12-01"),
    ("3 nov", "2027-11-03", "2026-11-03"),
    ("21 nov", "2026-11-21", "2026-11-21"),
    ("29 feb", "2028-02-29", "2024-02-29"),
    ("13/12", "2026-12-13", "2025-12-13"),
    ("end of month", "2026-11-30", "2026-10-31"),
    ("end of week", "2026-11-27", "2026-11-20"),
    ("end of the quarter", "2026-12-31", "2026-09-30"),
    ("end of year", "2026-12-31", "2025-12-31"),
    ("start of month", "2026-12-01", "2026-11-01"),
    ("this fri", "2026-11-27", "2026-11-20"),
    ("3 bd", "2026-11-25", "2026-11-18"),
    ("3 business days", "2026-11-25", "2026-11-18"),
    ("1 working day", "2026-11-23", "2026-11-20"),
    ("first monday of january", "2027-01-04", "2026-01-05"),
    ("the first monday in january", "2027-01-04", "2026-01-05"),
    ("last friday of november", "2026-11-27", "2025-11-28"),
    ("first mon of the month", "2026-12-07", "2026-11-02"),
    ("fifth sun of the month", "2026-11-29", "2026-08-30"),
    ("last day of the month", "2026-11-30", "2026-10-31"),
    ("last working day of the month", "2026-11-30", "2026-10-30"),
    ("end of february", "2027-02-28", "2026-02-28"),
    ("start of november", "2027-11-01", "2026-11-01"),
    ("the 5th", "2026-12-05", "2026-11-05"),
    ("on the 21st", "2026-11-21", "2026-11-21"),
    ("31st", "2026-12-31", "2026-10-31"),
    ("sat 21 nov", "2026-11-21", "2026-11-21"),
    ("dec 1 2027", "2027-12-01", "2027-12-01"),
)
NO_DATES = (
    "", " ", "soon", "32 dec", "31 apr", "29 feb 2027", "2026-13-01", "2026-02-30", "0000-01-01", "12", "2026",
    "99/99/2026", "in 3 weeks ago", "next", "in weeks", "3 dec 14", "9-9", "mon 1 dec 2026", "+999999y",
    "999999 weeks ago", "1/2/3/4",
    "32nd", "0th", "the 15", "first jan", "sixth mon of jan", "last of jan", "3 bd of jan", "99999 business",
    "a week from soon", "3 days before", "next week on", "end of 0000", "mon of next", "0 mon of jan", "in 1.5 weeks",
    "²/₂/2026", "١٢ dec", "[/]", "\x1b[31m", "x" * 100_000, "9" * 100_000,
)  # fmt: skip


@pytest.mark.parametrize("facing", Facing)
@pytest.mark.parametrize(("text", "day"), EITHER_WAY)
def test_a_date_that_says_all_is_the_same_facing_either_way(text: str, day: str, facing: Facing) -> None:
    assert parse_date(text, TODAY, facing).isoformat() == day


@pytest.mark.parametrize(("text", "ahead", "behind"), BY_FACING)
def test_a_date_that_leaves_something_open_goes_the_way_it_faces(text: str, ahead: str, behind: str) -> None:
    assert parse_date(text, TODAY, Facing.FORWARD).isoformat() == ahead
    assert parse_date(text, TODAY, Facing.BACKWARD).isoformat() == behind


@pytest.mark.parametrize(("today", "day"), [("2026-11-23", "2026-12-01"), ("2026-11-29", "2026-12-01")])
def test_next_tuesday_is_the_one_of_next_week(today: str, day: str) -> None:
    assert parse_date("next tue", date.fromisoformat(today), Facing.FORWARD).isoformat() == day


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_refused_in_a_short_sentence(text: str) -> None:
    with pytest.raises(DateProblem) as refused:
        parse_date(text, TODAY, Facing.FORWARD)
    assert len(str(refused.value)) < 300


def test_an_unknown_date_is_answered_with_the_forms_that_are_known() -> None:
    with pytest.raises(
        DateProblem, match=r"“soon” is no date\. Write it like 2026-12-01, .* next tue, .* end of month\."
    ):
        parse_date("soon", TODAY, Facing.FORWARD)


def test_a_date_that_reads_both_ways_is_refused_with_both_readings() -> None:
    with pytest.raises(DateProblem) as refused:
        parse_date("3/12", TODAY, Facing.FORWARD)
    assert str(refused.value) == "“3/12” can be 3 December or 12 March. Write 2026-12-03 or 2027-03-12."
    with pytest.raises(DateProblem, match="2026-12-03 or 2026-03-12"):
        parse_date("3/12/2026", TODAY, Facing.BACKWARD)


@pytest.mark.parametrize(
    ("text", "day_first", "day"),
    [
        ("3/12", True, "2026-12-03"),
        ("3/12", False, "2027-03-12"),
        ("3/12/2026", True, "2026-12-03"),
        ("3/12/2026", False, "2026-03-12"),
        ("12/25", True, "2026-12-25"),
        ("25/12", False, "2026-12-25"),
        ("3.12.2026", False, "2026-12-03"),
    ],
)
def test_the_order_of_the_user_decides_where_both_are_possible(text: str, day_first: bool, day: str) -> None:
    assert parse_date(text, TODAY, Facing.FORWARD, day_first=day_first).isoformat() == day


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("fifth mon of dec", "There is no fifth Monday in December 2026. Check the day and the month."),
        ("5th fri of feb 2027", "There is no 5th Friday in February 2027. Check the day and the month."),
        ("31st of this month", "There is no day 31 in November 2026. Check the day and the month."),
        ("29 feb 2027", "There is no 29 February in 2027. Check the day and the month."),
        ("thu 29 feb", "29 February 2028 is a Tuesday. Check the day of the week."),
        ("sun 1st of december", "1 December 2026 is a Tuesday. Check the day of the week."),
    ],
)
def test_a_day_that_the_calendar_has_not_is_refused_by_name(text: str, sentence: str) -> None:
    with pytest.raises(DateProblem) as refused:
        parse_date(text, TODAY, Facing.FORWARD)
    assert str(refused.value) == sentence


def test_business_days_are_those_of_the_user() -> None:
    workdays = Workdays({date(2026, 11, 26): "Thanksgiving in the US"}, weekend=frozenset({4, 5}))

    def read(text: str, facing: Facing = Facing.FORWARD) -> str:
        return parse_date(text, TODAY, facing, workdays=workdays).isoformat()

    assert read("4 bd") == "2026-11-25", "Sunday is a working day there"
    assert read("5 bd") == "2026-11-29"
    assert read("1 bd", Facing.BACKWARD) == "2026-11-19"
    assert read("last working day of the month") == "2026-11-30"
    moment = parse_date_and_time("5 business days at 9:30", TODAY, Facing.FORWARD, workdays=workdays)
    assert moment == (date(2026, 11, 29), time(9, 30))


def test_a_weekday_that_does_not_fit_its_date_is_named() -> None:
    with pytest.raises(DateProblem, match="1 December 2026 is a Tuesday"):
        parse_date("mon 1 dec 2026", TODAY, Facing.FORWARD)


@pytest.mark.parametrize(
    ("day", "count", "span", "shifted"),
    [
        ("2026-01-31", 1, Span.MONTH, "2026-02-28"),
        ("2028-01-31", 1, Span.MONTH, "2028-02-29"),
        ("2026-03-31", -1, Span.MONTH, "2026-02-28"),
        ("2028-02-29", 1, Span.YEAR, "2029-02-28"),
        ("2026-11-30", 1, Span.QUARTER, "2027-02-28"),
        ("2026-11-30", 2, Span.WEEK, "2026-12-14"),
        ("2026-11-30", -30, Span.DAY, "2026-10-31"),
    ],
)
def test_months_are_clamped_to_their_last_day(day: str, count: int, span: Span, shifted: str) -> None:
    assert shift(date.fromisoformat(day), count, span).isoformat() == shifted


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("3 bd 9:30", "2026-11-25", "09:30"),
        ("first mon of dec at noon", "2026-12-07", "12:00"),
        ("fri 14:00", "2026-11-27", "14:00"),
        ("tomorrow at 3pm", "2026-11-22", "15:00"),
        ("tomorrow at 9.30", "2026-11-22", "09:30"),
        ("2026-12-01T09:30", "2026-12-01", "09:30"),
        ("2026-12-01 09:30:00", "2026-12-01", "09:30"),
        ("dec 1 9.30am", "2026-12-01", "09:30"),
        ("dec 1, 9:30 p.m.", "2026-12-01", "21:30"),
        ("1.12.2026 8:05", "2026-12-01", "08:05"),
        ("in 3 weeks at noon", "2026-12-12", "12:00"),
        ("fri 12am", "2026-11-27", "00:00"),
        ("fri 12pm", "2026-11-27", "12:00"),
        ("14:00", "2026-11-21", "14:00"),
        ("at 4 pm", "2026-11-21", "16:00"),
        ("fri", "2026-11-27", None),
        ("dec 1", "2026-12-01", None),
        ("1.12.", "2026-12-01", None),
    ],
)
def test_an_hour_may_follow_a_date(text: str, day: str, hour: str | None) -> None:
    expected = (date.fromisoformat(day), time.fromisoformat(hour) if hour else None)
    assert parse_date_and_time(text, TODAY, Facing.FORWARD) == expected


@pytest.mark.parametrize(
    "text", ["fri 25:00", "fri 14:60", "fri 13pm", "fri 0am", "tomorrow at 3", "2026-12-01T09:30Z", ""]
)
def test_an_hour_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(DateProblem, match="An hour may follow: fri 14:00"):
        parse_date_and_time(text, TODAY, Facing.FORWARD)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("1980", "1980"),
        ("1980-04", "1980-04"),
        ("April 1980", "1980-04"),
        ("1980-04-15", "1980-04-15"),
        ("19800415", "1980-04-15"),
        ("1980-04-15T00:00:00Z", "1980-04-15"),
        ("--04-15", "--04-15"),
        ("--0415", "--04-15"),
        ("--02-29", "--02-29"),
        ("15 Apr", "--04-15"),
        ("april 15th", "--04-15"),
        ("15.4.", "--04-15"),
        ("15 Apr 1980", "1980-04-15"),
        ("Apr 15, 1980", "1980-04-15"),
        ("15-Apr-1980", "1980-04-15"),
        ("5.4.1980", "1980-04-05"),
        ("4/15/1980", "1980-04-15"),
    ],
)
def test_a_birthday_is_brought_to_its_normal_form(text: str, normal: str) -> None:
    assert parse_partial_date(text) == normal
    assert parse_partial_date(normal) == normal


@pytest.mark.parametrize(
    "text",
    [
        "",
        "80",
        "0000",
        "0000-04-15",
        "1980-13",
        "1980-00",
        "1981-02-29",
        "--02-30",
        "--13-01",
        "15 Apr 80",
        "4/5/1980",
        "spring",
    ],
)
def test_what_is_no_birthday_is_refused(text: str) -> None:
    with pytest.raises(DateProblem):
        parse_partial_date(text)


def test_a_birthday_that_reads_both_ways_follows_the_order_of_the_user() -> None:
    assert parse_partial_date("4/5/1980", day_first=True) == "1980-05-04"
    assert parse_partial_date("4/5/1980", day_first=False) == "1980-04-05"


PIECES = st.lists(
    st.one_of(
        st.sampled_from(["next", "last", "in", "ago", "end of", "month", "week", "fri", "dec", "feb", "pm", "today"]),
        st.sampled_from(["first", "last", "5th", "of", "the", "bd", "business days", "from", "before", "working day"]),
        st.sampled_from(["29", "31", "+", "-", ".", "/", "T", ":", "9999", "0", "12", "at", "a", "d", "y"]),
        st.text(max_size=4),
        st.integers(0, 10**9).map(str),
    ),
    max_size=6,
)
DAYS = st.one_of(st.dates(), st.sampled_from([date.min, date.max]))


@given(PIECES, st.sampled_from(["", " "]), DAYS, st.sampled_from(Facing), st.sampled_from([None, True, False]))
def test_any_text_on_any_day_is_a_date_or_a_date_problem(
    pieces: list[str], between: str, today: date, facing: Facing, day_first: bool | None
) -> None:
    text = between.join(pieces)
    with suppress(DateProblem):
        assert isinstance(parse_date(text, today, facing, day_first=day_first), date)
    with suppress(DateProblem):
        assert len(parse_date_and_time(text, today, facing, day_first=day_first)) == 2
    with suppress(DateProblem):
        normal = parse_partial_date(text, day_first=day_first)
        assert parse_partial_date(normal) == normal


@given(st.sampled_from(["mon", "tue", "sat", "sun", "29 feb", "1 jan", "31 dec", "end of week", "start of year"]),
       st.dates(date(1900, 1, 1), date(2200, 1, 1)))  # fmt: skip
def test_open_dates_lie_on_the_side_they_face(text: str, today: date) -> None:
    assert parse_date(text, today, Facing.BACKWARD) <= today <= parse_date(text, today, Facing.FORWARD)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 300))
def test_a_day_as_the_program_prints_it_reads_back(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    if day.year == today.year:
        assert parse_date(long_day(day, today), today, Facing.FORWARD) == day
    assert parse_date(f"{long_day(day, date(1, 1, 1))}", today, Facing.BACKWARD) == day
