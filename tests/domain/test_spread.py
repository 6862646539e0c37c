from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.spread import spread
from netcrm.domain.workdays import Workdays

D = date.fromisoformat
OFFICE = Workdays({D("2026-11-26"): "Thanksgiving in the US"})


@pytest.mark.parametrize(
    ("wanted", "cap", "today", "taken", "expected"),
    [
        ("2026-11-01 2026-11-02", None, "2026-11-24", 9, "2026-11-24 2026-11-24"),
        ("2026-11-01 2026-11-02", 0, "2026-11-24", 9, "2026-11-24 2026-11-24"),
        ("2026-11-01 2026-11-02 2026-11-03", 1, "2026-11-24", 0, "2026-11-24 2026-11-25 2026-11-27"),
        ("2026-11-01 2026-11-02 2026-11-03", 2, "2026-11-24", 1, "2026-11-24 2026-11-25 2026-11-25"),
        ("2026-11-01 2026-11-02", 2, "2026-11-24", 5, "2026-11-25 2026-11-25"),
        ("2026-11-01 2026-11-02", 2, "2026-11-21", 0, "2026-11-23 2026-11-23"),
        ("2026-11-25 2026-11-01 2026-11-01", 1, "2026-11-24", 0, "2026-11-25 2026-11-24 2026-11-27"),
        ("2026-11-28 2026-11-28", 1, "2026-11-24", 0, "2026-11-28 2026-11-30"),
        ("2027-03-01 2026-11-24", 1, "2026-11-24", 0, "2027-03-01 2026-11-24"),
    ],
)
def test_each_gets_the_first_working_day_with_room(
    wanted: str, cap: int | None, today: str, taken: int, expected: str
) -> None:
    days = spread(map(D, wanted.split()), cap, OFFICE, D(today), taken=taken)
    assert [day.isoformat() for day in days] == expected.split()


def test_a_calendar_without_room_ends_on_its_last_day() -> None:
    assert spread([date.max] * 3, 1, OFFICE, D("2026-11-24")) == [date.max] * 3


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.dates(date(2026, 10, 1), date(2027, 2, 1)), max_size=60),
    st.integers(1, 4),
    st.integers(0, 6),
    st.dates(date(2026, 11, 1), date(2026, 12, 31)),
)
def test_no_day_holds_more_than_the_cap_and_none_lies_in_the_past(
    wanted: list[date], cap: int, taken: int, today: date
) -> None:
    days = spread(wanted, cap, OFFICE, today, taken=taken)
    counts = Counter(days)
    assert all(count <= (max(cap - taken, 0) if day == today else cap) for day, count in counts.items())
    assert all(day >= max(wish, today) for wish, day in zip(wanted, days, strict=True))
    assert all(OFFICE.is_workday(day) or day == wish for wish, day in zip(wanted, days, strict=True))
