"""Goals as people read them, and what became of them in a report's days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.date_forms import Span
from netcrm.domain.date_reading import Asked, Facing
from netcrm.domain.goals.goal import Goal, Measure
from netcrm.domain.goals.outcome import outcome, spans_in
from netcrm.domain.goals.progress import DaySum, GoalFacts, progress, spans_back, spans_followed
from netcrm.domain.goals.reading import parse_goal
from netcrm.domain.goals.words import goal_words
from netcrm.domain.workdays import Workdays

TODAY = date(2026, 11, 23)
"""A Monday."""
_ASKED = Asked(TODAY, Facing.FORWARD, None, Workdays())


def _day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("talk with five CRAs by 15 December", "talk with 5 CRAs by 15 Dec"),
        ("talk with a CRA by 15 December", "talk with a CRA by 15 Dec"),
        ("three touches a week with site staff", "3 touches a week with site staff"),
        ("two interviews a month", "2 interviews a month"),
        ("1 touch a day until 2026-12-24", "1 touch a day until 24 Dec"),
        ("4 introductions to PIs and coordinators by 1 mar",
         "4 introductions to principal investigators and coordinators by 1 Mar 2027"),
        ("meet 8 research nurses at events by fri", "meet 8 research nurses at events by 27 Nov"),
        ("ask 9 people a month from 1 dec", "ask 9 people for an interview a month from 1 Dec"),
        ("ask 2 PIs and CRAs by fri", "ask 2 principal investigators and CRAs for an interview by 27 Nov"),
        ("ask 1 PIs and CRAs by fri", "ask 1 of the principal investigators and CRAs for an interview by 27 Nov"),
        ("talk with 5 people by fri role:pi city:lyon", "talk with 5 people (role:pi city:lyon) by 27 Nov"),
        ("2 interviews a month tag:area/oncology", "2 interviews a month (tag:area/oncology)"),
        ("3 touches a week with site staff city:lyon", "3 touches a week with site staff (city:lyon)"),
        ("talk with 2 CRAs by fri -city:lyon", "talk with 2 CRAs (-city:lyon) by 27 Nov"),
        ("talk with 1 person by fri", "talk with 1 person by 27 Nov"),
    ],
)  # fmt: skip
def test_a_goal_is_said_as_people_say_it(typed: str, words: str) -> None:
    assert goal_words(parse_goal(typed, _ASKED), TODAY) == words


_WEEKLY = Goal(Measure.TOUCHES, 2, _day("2026-11-02"), every=Span.WEEK)
_ONCE = Goal(Measure.PEOPLE, 3, _day("2026-11-02"), _day("2026-12-15"))


@pytest.mark.parametrize(
    ("goal", "days", "first", "last", "words", "share", "reached"),
    [
        (_ONCE, ["2026-11-03", "2026-11-04", "2026-11-09"], "2026-11-09", "2026-11-23",
         "3 of 3, reached on 9 Nov 2026", 1.0, True),
        (_ONCE, ["2026-11-03"], "2026-11-01", "2026-11-23", "1 of 3, to go on until 15 Dec 2026", 1 / 3, False),
        (_ONCE, ["2026-11-03"], "2026-12-01", "2026-12-31", "1 of 3 by its end on 15 Dec 2026", 1 / 3, False),
        (_WEEKLY, ["2026-11-03", "2026-11-04", "2026-11-10", "2026-11-23"], "2026-11-01", "2026-11-24",
         "kept in 1 of 3 weeks, 1 of 2 in the week that runs", 1 / 3, False),
        (_WEEKLY, ["2026-11-03", "2026-11-08"], "2026-11-01", "2026-11-08", "kept in 1 of 1 week", 1.0, True),
        (_WEEKLY, ["2026-11-09"], "2026-11-09", "2026-11-10", "1 of 2 in the week that runs", 0.5, False),
    ],
)  # fmt: skip
def test_a_report_says_what_became_of_a_goal_in_its_days(
    goal: Goal, days: Sequence[str], first: str, last: str, words: str, share: float, reached: bool
) -> None:
    came = outcome(goal, GoalFacts([DaySum(_day(one)) for one in days]), _day(first), _day(last))
    assert came is not None
    assert (came.words, came.is_reached) == (words, reached)
    assert came.share == pytest.approx(share)


def test_a_goal_that_was_over_before_the_report_or_begins_after_it_has_no_part_in_it() -> None:
    assert outcome(_ONCE, GoalFacts(), _day("2026-12-16"), _day("2026-12-31")) is None
    assert outcome(_WEEKLY, GoalFacts(), _day("2026-10-01"), _day("2026-11-01")) is None


DAYS = st.dates(date(2025, 1, 1), date(2027, 6, 30))
GOALS = st.builds(
    lambda every, number, begins, length: Goal(Measure.TOUCHES, number, begins, begins + length, every),
    st.none() | st.sampled_from(Span),
    st.integers(1, 4),
    DAYS,
    st.timedeltas(min_value=date(2025, 1, 1) - date(2025, 1, 1), max_value=date(2025, 12, 1) - date(2025, 1, 1)),
)


@given(goal=GOALS, today=DAYS, days=st.lists(st.builds(DaySum, DAYS, st.integers(1, 3)), max_size=25))
@settings(max_examples=80)
def test_the_days_of_the_spans_that_are_followed_are_all_that_progress_needs(
    goal: Goal, today: date, days: list[DaySum]
) -> None:
    spans = spans_followed(goal, today)
    needed = [one for one in days if any(first <= one.on <= last for first, last in spans)]
    assert progress(goal, GoalFacts(needed), today) == progress(goal, GoalFacts(days), today)
    every = list(spans_back(goal, today)) if goal.every in (None, Span.WEEK) else []
    assert all(first > before_last for (first, _), (_, before_last) in pairwise(every))
    assert spans_in(goal, date.min, today) == tuple(spans_back(goal, today))
