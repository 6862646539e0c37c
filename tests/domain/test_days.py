from __future__ import annotations

from datetime import date

import pytest

from netcrm.domain.days import counted, long_day, short_day


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        ("2026-06-02", "2 Jun", "Tue 2 Jun"),
        ("2026-11-30", "30 Nov", "Mon 30 Nov"),
        ("2027-11-23", "23 Nov 2027", "Tue 23 Nov 2027"),
        ("2025-12-31", "31 Dec 2025", "Wed 31 Dec 2025"),
    ],
)
def test_a_day_names_its_year_only_where_it_is_another(day: str, short: str, long: str) -> None:
    today = date(2026, 11, 22)
    assert (short_day(date.fromisoformat(day), today), long_day(date.fromisoformat(day), today)) == (short, long)


@pytest.mark.parametrize(("count", "expected"), [(0, "0 days"), (1, "1 day"), (2, "2 days")])
def test_one_thing_is_singular(count: int, expected: str) -> None:
    assert counted(count, "day") == expected
