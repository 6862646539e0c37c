"""How far goals are, and what pace they ask for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.date_forms import Span
from netcrm.domain.goals.goal import Goal, Measure, span_around
from netcrm.domain.goals.progress import DaySum, GoalFacts, SpanProgress, State, progress

TODAY = date(2026, 11, 22)
"""A Sunday."""


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _people(*days: str) -> tuple[DaySum, ...]:
    """Return a talk with somebody else on each day."""
    return tuple(DaySum(_day(day)) for day in days)


FOUR = _people("2026-11-01", "2026-11-02", "2026-11-03", "2026-11-20")

PACE = (
    # (end, people wanted, asked, agreed, today, words)
    ("2027-03-06", 15, 25, 10, "2026-11-22", "4 of 15, 15 weeks left, 4 in 10 say yes: ask 2 people this week"),
    ("2027-03-06", 15, 4, 4, "2026-11-22", "4 of 15, 15 weeks left: talk with 1 person this week"),
    ("2027-03-06", 5, 0, 0, "2026-11-22", "4 of 5, 15 weeks left: talk with 1 person in 15 weeks"),
    ("2027-03-06", 9, 0, 0, "2026-11-22", "4 of 9, 15 weeks left: talk with 1 person every 3 weeks"),
    ("2027-03-06", 6, 6, 6, "2026-11-22", "4 of 6, 15 weeks left, all say yes: ask 1 person every 7 weeks"),
    ("2027-03-06", 34, 6, 0, "2026-11-22",
     "4 of 34, 15 weeks left, none of 6 asked said yes yet: talk with 2 people this week"),
    ("2027-03-06", 5, 100, 1, "2026-11-22",
     "4 of 5, 15 weeks left, fewer than 1 in 10 say yes: ask 7 people this week"),
    ("2027-03-06", 5, 100, 99, "2026-11-22", "4 of 5, 15 weeks left, 9 in 10 say yes: ask 1 person every 7 weeks"),
    ("2026-11-30", 15, 0, 0, "2026-11-22", "4 of 15, 2 weeks left: talk with 6 people this week"),
    ("2026-11-28", 15, 10, 5, "2026-11-22", "4 of 15, 7 days left, 5 in 10 say yes: ask 22 people in these 7 days"),
    ("2026-11-23", 15, 0, 0, "2026-11-22", "4 of 15, 2 days left: talk with 11 people in these 2 days"),
    ("2026-11-22", 5, 0, 0, "2026-11-22", "4 of 5, today is the last day: talk with 1 person today"),
    ("2026-11-21", 5, 9, 9, "2026-11-22", "4 of 5, over since Sat 21 Nov: 1 short"),
    ("2026-11-30", 4, 9, 9, "2026-11-22", "4 of 4: reached on Fri 20 Nov"),
    ("2026-11-21", 3, 9, 9, "2026-11-22", "4 of 3: reached on Tue 3 Nov"),
    ("2026-11-30", 3, 9, 9, "2026-10-31", "0 of 3, begins on Sun 1 Nov"),
)  # fmt: skip


@pytest.mark.parametrize(("end", "wanted", "asked", "agreed", "today", "words"), PACE)
def test_progress_is_said_as_pace(end: str, wanted: int, asked: int, agreed: int, today: str, words: str) -> None:
    goal = Goal(Measure.PEOPLE, wanted, _day("2026-11-01"), _day(end))
    found = progress(goal, GoalFacts(FOUR, asked, agreed), _day(today))
    assert found.words == words


@pytest.mark.parametrize(
    ("today", "end", "wanted", "state", "reached_on", "share", "left"),
    [
        ("2026-10-31", "2026-12-01", 5, State.NOT_BEGUN, None, 0.0, 5),
        ("2026-11-22", "2026-12-01", 5, State.RUNNING, None, 0.8, 1),
        ("2026-11-22", "2026-12-01", 4, State.REACHED, "2026-11-20", 1.0, 0),
        ("2026-11-22", "2026-12-01", 2, State.REACHED, "2026-11-02", 1.0, 0),
        ("2026-12-02", "2026-12-01", 5, State.OVER, None, 0.8, 1),
        ("2026-12-02", "2026-12-01", 4, State.REACHED, "2026-11-20", 1.0, 0),
        ("2026-12-02", "2026-11-19", 4, State.OVER, None, 0.75, 1),
    ],
)
def test_a_goal_by_a_day_stands_somewhere(
    today: str, end: str, wanted: int, state: State, reached_on: str | None, share: float, left: int
) -> None:
    found = progress(Goal(Measure.PEOPLE, wanted, _day("2026-11-01"), _day(end)), GoalFacts(FOUR), _day(today))
    assert (found.state, found.reached_on, found.share, found.left) == (
        state,
        reached_on and _day(reached_on),
        share,
        left,
    )


def test_what_lies_before_the_first_day_or_after_today_does_not_count() -> None:
    outside = _people("2026-10-31", "2026-11-23", "2026-12-15")
    goal = Goal(Measure.PEOPLE, 5, _day("2026-11-01"), _day("2026-12-01"))
    assert progress(goal, GoalFacts(outside), TODAY).done == 0


def test_a_rate_is_said_only_of_what_people_are_asked_for() -> None:
    facts = GoalFacts((), 10, 5)
    said = {m for m in Measure if "say yes" in progress(Goal(m, 9, TODAY, _day("2027-03-01")), facts, TODAY).words}
    assert said == {Measure.PEOPLE, Measure.INTERVIEWS}


WEEKLY: tuple[tuple[tuple[str, ...], str, str, list[int]], ...] = (
    # (days of touches, today, words, earlier done)
    (("2026-11-17", "2026-11-18"), "2026-11-20", "2 of 3 this week, 3 days left: be in touch once in these 3 days;"
     " kept in 0 of the last 2 weeks", [0, 0]),
    (("2026-11-02", "2026-11-08", "2026-11-03", "2026-11-16", "2026-11-17", "2026-11-22"), "2026-11-22",
     "3 of 3 this week: reached on Sun 22 Nov; kept in 1 of the last 2 weeks", [0, 3]),
    (("2026-11-02",), "2026-11-04", "1 of 3 this week, 5 days left: be in touch 2 times in these 5 days", []),
    (("2026-11-02",), "2026-11-08", "1 of 3 this week, today is the last day: be in touch 2 times today", []),
    ((), "2026-11-01", "0 of 3 a week, begins on Wed 4 Nov", []),
    (("2026-12-14", "2026-12-15", "2026-12-16", "2026-12-17"), "2026-12-20",
     "over since Wed 16 Dec: kept in 1 of the last 7 weeks", [0, 0, 0, 0, 0, 0]),
)  # fmt: skip


@pytest.mark.parametrize(("days", "today", "words", "earlier"), WEEKLY)
def test_a_repeating_goal_tells_this_span_and_the_last_ones(
    days: Sequence[str], today: str, words: str, earlier: list[int]
) -> None:
    goal = Goal(Measure.TOUCHES, 3, _day("2026-11-04"), _day("2026-12-16"), every=Span.WEEK)
    found = progress(goal, GoalFacts(_people(*days)), _day(today))
    assert found.words == words
    assert [span.done for span in found.earlier] == earlier


def test_somebody_counts_again_in_another_month() -> None:
    goal = Goal(Measure.PEOPLE, 1, _day("2026-09-15"), every=Span.MONTH)
    same = tuple(DaySum(_day(day)) for day in ("2026-09-01", "2026-10-31", "2026-11-01"))
    found = progress(goal, GoalFacts(same), TODAY)
    assert found.state is State.REACHED
    assert found.earlier == (
        SpanProgress(_day("2026-10-01"), _day("2026-10-31"), 1, 1),
        SpanProgress(_day("2026-09-01"), _day("2026-09-30"), 1, 1),
    )


def test_eight_earlier_spans_are_kept() -> None:
    goal = Goal(Measure.TOUCHES, 1, _day("2020-01-01"), every=Span.QUARTER)
    found = progress(goal, GoalFacts(), TODAY)
    assert len(found.earlier) == 8
    assert found.earlier[-1].first == _day("2024-10-01")


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (Span.DAY, "2026-11-22", "2026-11-22"),
        (Span.WEEK, "2026-11-16", "2026-11-22"),
        (Span.MONTH, "2026-11-01", "2026-11-30"),
        (Span.QUARTER, "2026-10-01", "2026-12-31"),
        (Span.YEAR, "2026-01-01", "2026-12-31"),
    ],
)
def test_a_span_holds_both_its_ends(span: Span, first: str, last: str) -> None:
    assert span_around(TODAY, span) == (_day(first), _day(last))


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(
    measure=st.sampled_from(Measure),
    number=st.integers(1, 40),
    bounds=st.tuples(DAYS, DAYS),
    today=DAYS,
    days=st.lists(st.builds(DaySum, DAYS, st.integers(1, 5)), max_size=30),
    answers=st.tuples(st.integers(0, 40), st.integers(0, 40)),
)
@settings(max_examples=150)
def test_what_lies_between_the_ends_counts_and_nothing_else(
    measure: Measure,
    number: int,
    bounds: tuple[date, date],
    today: date,
    days: list[DaySum],
    answers: tuple[int, int],
) -> None:
    goal = Goal(measure, number, min(bounds), max(bounds))
    found = progress(goal, GoalFacts(days, *answers), today)
    assert found.done == sum(one.count for one in days if min(bounds) <= one.on <= min(today, max(bounds)))
    assert (found.state is State.REACHED) == (found.done >= number)
    assert found.left == max(0, number - found.done)
    assert found.words.startswith(f"{found.done} of {number}")
