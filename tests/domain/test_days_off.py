"""Days off of the user's own, as typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.days_off import DaysOff, days_of, parse_days_off
from netcrm.errors import DateProblem


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ("", "", ""),
        ("2027-05-14", "2027-05-14", "Fri 14 May 2027"),
        ("2027-5-4 bridge day", "2027-05-04 bridge day", "Tue 4 May 2027 (bridge day)"),
        ("2027-05-14: Bridge, long", "2027-05-14 Bridge, long", "Fri 14 May 2027 (Bridge, long)"),
        (
            "2027-05-14 bridge day;;2026-12-24 .. 2026-12-31  Christmas   break ; ",
            "2026-12-24..2026-12-31 Christmas break; 2027-05-14 bridge day",
            "Thu 24 Dec 2026 to Thu 31 Dec 2026 (Christmas break); Fri 14 May 2027 (bridge day)",
        ),
        ("2026-12-24..2026-12-24", "2026-12-24", "Thu 24 Dec 2026"),
        ("2028-02-29 leap; 2028-02-29 leap", "2028-02-29 leap", "Tue 29 Feb 2028 (leap)"),
    ],
)
def test_days_off_are_kept_in_one_form_and_said_with_their_weekdays(typed: str, kept: str, said: str) -> None:
    found = parse_days_off(typed)
    assert "; ".join(map(str, found)) == kept
    assert "; ".join(each.describe() for each in found) == said


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2026-12-24; next friday", "“next friday” names no day off"),
        ("2027-02-29 leap; 2026-12-24", "In “2027-02-29 leap”, 2027-02-29 is no day"),
        ("2026-12-31..2026-12-24 Christmas", "“2026-12-31..2026-12-24 Christmas” ends before it starts"),
        ("2026-01-01..2027-06-01 sabbatical", "longer than a year"),
        ("2026-12-24..", "names no day off"),
        ("0000-01-01", "is no day of the calendar"),
        ("²026-01-01", "names no day off"),
        ("24.12.2026", "names no day off"),
        ("x" * 500, "x…” names no day off"),
    ],
)
def test_the_part_that_is_wrong_is_named(typed: str, words: str) -> None:
    with pytest.raises(DateProblem) as problem:
        parse_days_off(typed)
    assert words in str(problem.value)
    assert len(str(problem.value)) < 250


def test_each_day_has_its_name() -> None:
    stretches = (DaysOff(date(2026, 12, 30), date(2027, 1, 1), "Break"), DaysOff(date(9999, 12, 31), date.max))
    assert days_of(stretches) == {
        date(2026, 12, 30): "Break",
        date(2026, 12, 31): "Break",
        date(2027, 1, 1): "Break",
        date.max: "your day off",
    }


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.dates(), st.integers(0, 365), st.sampled_from(["", "break", "Tag der Arbeit"])), max_size=4)
)
def test_what_is_kept_reads_as_the_same(stretches: list[tuple[date, int, str]]) -> None:
    given_days = {
        DaysOff(first, date.fromordinal(min(first.toordinal() + length, date.max.toordinal())), name)
        for first, length, name in stretches
    }
    assert set(parse_days_off("; ".join(map(str, given_days)))) == given_days
