"""The rhythm with a contact is what a second, naive reckoning day by day finds, and reads well for few touches."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.rhythm import every, rhythm

TODAY = date(2026, 11, 23)


def days(*texts: str) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


@pytest.mark.parametrize(
    ("touches", "sentence"),
    [
        ((), "No touch yet."),
        (("2026-11-03",), "One touch so far, on 3 Nov, 20 days ago."),
        (("2026-11-22",), "One touch so far, on 22 Nov, 1 day ago."),
        (("2026-11-23",), "One touch so far, on 23 Nov, today."),
        (("2026-11-03", "2026-11-03"), "2 touches, all on 3 Nov, 20 days ago."),
        (
            ("2025-12-30", "2026-11-03"),
            "Touches on two days so far, 308 days apart, 30 Dec 2025 and 3 Nov; now 20 days.",
        ),
        (
            ("2026-11-22", "2026-11-22", "2026-11-23"),
            "Touches on two days so far, 1 day apart, 22 Nov and 23 Nov; in touch today.",
        ),
        (
            ("2025-11-29", "2026-01-03", "2026-05-23", "2026-06-27", "2026-08-01", "2026-11-11"),
            "About every 5 weeks; the longest silence was 140 days, 3 Jan to 23 May 2026; now 12 days.",
        ),
        (
            ("2025-10-01", "2025-12-20", "2026-01-03", "2026-11-23"),
            "About every 3 months; the longest silence was 324 days, 3 Jan to 23 Nov 2026; in touch today.",
        ),
        (
            ("2024-12-20", "2025-01-17", "2025-02-14"),
            "About every 4 weeks; the longest silence is the present one: 647 days, since 14 Feb 2025.",
        ),
        (
            ("2025-12-20", "2026-01-17", "2026-02-14", "2026-10-31"),
            "About every 4 weeks; the longest silence was 259 days, 14 Feb to 31 Oct 2026; now 23 days.",
        ),
        (
            ("2026-10-24", "2026-10-31", "2026-11-23"),
            "About every 2 weeks; the longest silence was 23 days, 31 Oct to 23 Nov 2026; in touch today.",
        ),
    ],
)
def test_the_rhythm_is_said_in_one_sentence(touches: tuple[str, ...], sentence: str) -> None:
    assert rhythm(days(*touches), TODAY).describe() == sentence


def test_a_silence_over_the_turn_of_a_year_names_both_years() -> None:
    found = rhythm(days("2025-11-03", "2026-02-01", "2026-02-11"), date(2026, 2, 12))
    assert found.silence() == "90 days, 3 Nov 2025 to 1 Feb 2026"


def test_the_present_silence_is_the_longest_only_when_it_is_longer_than_all() -> None:
    touches = days("2026-11-01", "2026-11-11")
    assert not rhythm(touches, date(2026, 11, 21)).is_quietest
    assert rhythm(touches, date(2026, 11, 22)).is_quietest
    assert rhythm(days("2026-11-01"), TODAY).is_quietest


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (0.0, "every day"), (1, "every day"), (1.5, "every 2 days"), (5.5, "every 6 days"), (6, "every week"),
        (8, "every week"), (9, "every 9 days"), (13, "every 13 days"), (14, "every 2 weeks"), (28, "every 4 weeks"),
        (30, "every month"), (31, "every month"), (33, "every 5 weeks"), (35, "every 5 weeks"), (58, "every 8 weeks"),
        (61, "every 2 months"), (91, "every 3 months"), (349, "every 11 months"), (365, "every year"),
        (400, "every 13 months"), (699, "every 23 months"), (730.5, "every 2 years"), (3650, "every 10 years"),
    ],
)  # fmt: skip
def test_a_gap_is_said_in_the_unit_that_people_would_take(gap: float, words: str) -> None:
    assert every(gap) == words


def test_touches_are_counted_by_month_beside_those_of_the_year_before() -> None:
    found = rhythm(
        days("2025-11-22", "2025-11-23", "2025-11-24", "2025-12-31", "2026-11-01", "2026-11-23", "2026-11-23"), TODAY
    )
    assert [(it.first_on.isoformat(), it.touches, it.year_before) for it in found.months if it.touches] == [
        ("2025-12-01", 1, 0),
        ("2026-11-01", 3, 2),
    ]
    assert found.compared() == "4 touches in 12 months, 2 in the 12 before"


@pytest.mark.parametrize(
    ("touches", "words"),
    [
        ((), "no touches in 12 months"),
        (("2026-11-01",), "1 touch in 12 months"),
        (("2020-01-01",), "no touches in 12 months, none in the 12 before"),
        (("2024-12-01", "2026-01-01"), "1 touch in 12 months, 1 in the 12 before"),
    ],
)
def test_the_year_before_is_named_only_where_there_was_a_touch_before_this_one(
    touches: tuple[str, ...], words: str
) -> None:
    assert rhythm(days(*touches), TODAY).compared() == words


def test_a_bar_is_no_full_one_for_one_touch_in_a_quiet_month() -> None:
    assert rhythm(days("2026-11-01"), TODAY).levels(8) == (*[0] * 11, 2)
    busy = rhythm([date(2026, 11, 1)] * 16 + [date(2026, 10, 1)], TODAY)
    assert busy.levels(8)[-2:] == (1, 8)


def test_a_touch_of_tomorrow_counts_as_today_for_who_flew_west() -> None:
    found = rhythm(days("2026-11-24"), TODAY)
    assert (found.last_on, found.now, found.in_year) == (TODAY, 0, 1)


TOUCHES = st.lists(st.dates(date(2023, 1, 1), date(2026, 12, 31)), max_size=30)
TODAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31)) | st.just(date(2024, 2, 29))


@settings(max_examples=60)
@given(TOUCHES, TODAYS)
def test_a_walk_day_by_day_finds_the_same(touches: list[date], today: date) -> None:
    """The second way: walk over every day of the years, counting how long it has been quiet."""
    seen = Counter(min(day, today) for day in touches)
    lengths: list[int] = []
    quiet, longest, month_counts = 0, 0, Counter[tuple[int, int]]()
    day = date(2023, 1, 1)
    begun = False
    while day <= today:
        if begun:
            quiet += 1
            longest = max(longest, quiet)
        if seen[day]:
            if begun:
                lengths.append(quiet)
            begun, quiet = True, 0
            month_counts[day.year, day.month] += seen[day]
        day += timedelta(days=1)
    found = rhythm(touches, today)
    assert (found.longest.days if found.longest else 0) == longest
    assert found.now == (quiet if begun else None)
    assert found.touches == len(touches)
    ranked = sorted(lengths)
    half = len(ranked) // 2
    middle = ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2 if ranked else None
    assert found.usual_gap == (middle if len(lengths) > 1 else None)
    assert [it.touches for it in found.months] == [
        month_counts[it.first_on.year, it.first_on.month] for it in found.months
    ]
    assert (found.months[-1].first_on.year, found.months[-1].first_on.month) == (today.year, today.month)
    year_ago = today.replace(year=today.year - 1, day=28 if (today.month, today.day) == (2, 29) else today.day)
    first = found.months[0].first_on.replace(year=found.months[0].first_on.year - 1)
    assert found.year_before == sum(count for day, count in seen.items() if first <= day <= year_ago)


@settings(max_examples=100)
@given(TOUCHES, st.dates())
def test_a_sentence_can_always_be_said_and_the_order_of_touches_is_no_matter(touches: list[date], today: date) -> None:
    found = rhythm(touches, today)
    assert found == rhythm(reversed(touches), today)
    assert found.describe().endswith(".")
    assert len(found.describe()) < 130
    assert all(0 <= level <= 8 for level in found.levels(8))
    assert all(bool(level) == bool(month.touches) for level, month in zip(found.levels(8), found.months, strict=True))
