"""Goals as people say them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.date_forms import Span
from netcrm.domain.date_reading import Asked, Facing
from netcrm.domain.goals.goal import Goal, Measure
from netcrm.domain.goals.reading import parse_goal
from netcrm.domain.query import Field, Term, parse_query
from netcrm.domain.roles import Role
from netcrm.domain.workdays import Workdays
from netcrm.errors import DateProblem, QueryProblem, UsageProblem

TODAY = date(2026, 11, 22)
"""A Sunday."""
ASKED = Asked(TODAY, Facing.BACKWARD, None, Workdays())
"""Facing backward, as where something is logged: a goal looks ahead all the same."""
SITE = (
    "(role:pi OR role:sub-i OR role:crc OR role:research-assistant OR role:rn OR role:pharm OR role:site-manager"
    " OR role:lab)"
)

ONCE = (
    ("talk with five CRAs by 15 December", Measure.PEOPLE, 5, "2026-12-15", "role:cra"),
    ("Talk with 5 CRAs before 15 december", Measure.PEOPLE, 5, "2026-12-14", "role:cra"),
    ("by 15 dec, talk with five cras", Measure.PEOPLE, 5, "2026-12-15", "role:cra"),
    ("by fri 5 CRAs", Measure.PEOPLE, 5, "2026-11-27", "role:cra"),
    ("5 CRAs by fri", Measure.PEOPLE, 5, "2026-11-27", "role:cra"),
    ("speak to 10 people by the end of january", Measure.PEOPLE, 10, "2027-01-31", ""),
    ("meet ten people by today", Measure.PEOPLE, 10, "2026-11-22", ""),
    ("meet ten people at events by the end of january", Measure.MET, 10, "2027-01-31", ""),
    ("meet 2 KOLs at a conference by 2027-03-01", Measure.MET, 2, "2027-03-01", "role:kol"),
    ("be introduced to 5 PIs by 1 march", Measure.INTRODUCTIONS, 5, "2027-03-01", "role:pi"),
    ("hold nine informational interviews by 15 dec", Measure.INTERVIEWS, 9, "2026-12-15", ""),
    ("ask 12 people for an interview by 15 dec", Measure.ASKED, 12, "2026-12-15", ""),
    ("talk with five PIs, coordinators and study coordinators by 15 dec", Measure.PEOPLE, 5, "2026-12-15",
     "(role:pi OR role:crc)"),
    ("talk with 4 medical writers, statisticians, and data managers by 15 dec", Measure.PEOPLE, 4, "2026-12-15",
     "(role:mw OR role:stat OR role:dm)"),
    ("talk with 3 laboratories by 15 dec", Measure.PEOPLE, 3, "2026-12-15", "role:lab"),
    ("talk with 3 people by 15 dec role:cra tag:area/oncology", Measure.PEOPLE, 3, "2026-12-15",
     "role:cra tag:area/oncology"),
    ("talk with 3 role:cra by 15 dec -tag:x", Measure.PEOPLE, 3, "2026-12-15", "role:cra -tag:x"),
    ('talk with 3 people with org:"St Mary by 15" by 15 dec', Measure.PEOPLE, 3, "2026-12-15", 'org:"St Mary by 15"'),
    ("talk with 3 CRAs by 15 dec matching city:boston OR by fri", Measure.PEOPLE, 3, "2026-12-15",
     "role:cra (city:boston OR by fri)"),
)  # fmt: skip


@pytest.mark.parametrize(("words", "measure", "number", "end", "query"), ONCE)
def test_a_goal_by_a_day_is_read(words: str, measure: Measure, number: int, end: str, query: str) -> None:
    assert parse_goal(words, ASKED) == Goal(measure, number, TODAY, date.fromisoformat(end), query=query)


REPEATED = (
    ("three touches a week with site staff", Measure.TOUCHES, 3, Span.WEEK, SITE),
    ("two interviews a month", Measure.INTERVIEWS, 2, Span.MONTH, ""),
    ("two interviews per month with PIs", Measure.INTERVIEWS, 2, Span.MONTH, "role:pi"),
    ("an introduction a quarter", Measure.INTRODUCTIONS, 1, Span.QUARTER, ""),
    ("ask two PIs weekly", Measure.ASKED, 2, Span.WEEK, "role:pi"),
    ("be in touch 3 times each week", Measure.TOUCHES, 3, Span.WEEK, ""),
    ("1,000 touches every year", Measure.TOUCHES, 1000, Span.YEAR, ""),
    ("two coffee chats a month with mentors", Measure.PEOPLE, 2, Span.MONTH, "role:mentor"),
    ("one touch daily", Measure.TOUCHES, 1, Span.DAY, ""),
    ("talk with 5 regulatory people a quarter", Measure.PEOPLE, 5, Span.QUARTER, "role:ra"),
)


@pytest.mark.parametrize(("words", "measure", "number", "every", "query"), REPEATED)
def test_a_goal_that_repeats_is_read(words: str, measure: Measure, number: int, every: Span, query: str) -> None:
    assert parse_goal(words, ASKED) == Goal(measure, number, TODAY, every=every, query=query)


@pytest.mark.parametrize(
    ("words", "begin", "end"),
    [
        ("talk with 5 people from 1 dec by 1 march", "2026-12-01", "2027-03-01"),
        ("talk with 5 people by 1 march starting 1 dec", "2026-12-01", "2027-03-01"),
        ("talk with 5 people since 1 nov by 15 dec", "2026-11-01", "2026-12-15"),
        ("3 touches a week from next mon until 1 march", "2026-11-23", "2027-03-01"),
    ],
)
def test_a_goal_may_begin_on_another_day(words: str, begin: str, end: str) -> None:
    goal = parse_goal(words, ASKED)
    assert (goal.begins_on.isoformat(), goal.ends_on and goal.ends_on.isoformat()) == (begin, end)


def test_a_filter_of_its_own_holds_beside_the_words() -> None:
    goal = parse_goal("talk with 5 CRAs a month", ASKED, "city:boston OR city:lyon")
    assert goal.query == "(role:cra) (city:boston OR city:lyon)"
    assert parse_goal("5 touches a month", ASKED, " city:boston ").query == "city:boston"


@pytest.mark.parametrize(
    ("words", "query", "position"),
    [
        ("talk with 5 people by 15 dec role:zzz", "", 34),
        ("talk with 5 role:cra by 15 dec tag:x (", "", 37),
        ("talk with 5 people by 15 dec matching rolle:pi", "", 38),
        ("talk with 5 people by 15 dec matching", "", 29),
        ("talk with 5 role:cra by 15 dec matching tag:x", "", 31),
        ("talk with 5 people by 15 dec", "city:boston role:zzz", 17),
    ],
)
def test_a_mistake_in_the_filter_is_refused_at_its_position(words: str, query: str, position: int) -> None:
    with pytest.raises(QueryProblem) as caught:
        parse_goal(words, ASKED, query)
    assert caught.value.position == position
    assert caught.value.query == (query or words)


REFUSED = (
    ("", "Nothing here is a goal."),
    ("touches " * 200, "These words are too long for a goal."),
    ("talk with CRAs by fri", "A goal needs a number"),
    ("talk with 5 or 6 people by fri", "“5” and “6” are two numbers."),
    ("talk with 0 CRAs by fri", "A goal wants 1 to 10,000, not 0."),
    ("talk with 10001 CRAs by fri", "A goal wants 1 to 10,000, not 10,001."),
    ("talk with -3 CRAs by fri", "“-3” is nothing that can be counted up to."),
    ("talk with 2.5 CRAs by fri", "“2.5” is nothing that can be counted up to."),
    ("talk with 5 CRAs", "A goal needs a last day or a span."),
    ("talk with 5 unicorns by fri", "“unicorns” is no role that netcrm knows."),
    ("talk with 5 CRAs and unicorns by fri", "“unicorns” is no role that netcrm knows."),
    ("talk with 5 other people by fri", "“other people” is no role that netcrm knows."),
    ("5 by fri", "These words do not say what is counted."),
    ("5 touches a week a month", "These words say “a week” and “a month”."),
    ("5 touches by fri by sat", "These words name two last days."),
    ("5 touches a week from mon from tue", "These words name two first days."),
    ("talk with 5 CRAs by 15 nov 2026", "Sun 15 Nov is before today"),
    ("talk with 5 CRAs before today", "Sat 21 Nov is before today"),
    ("talk with 5 CRAs by soon", "“by soon” names no day."),
    ("talk with 5 CRAs by 3/12", "“3/12” can be 3 December or 12 March."),
    ("talk with 5 CRAs by 31 feb", "There is no 31 February."),
    ("talk with 5 CRAs from 2027-05-01 by 2027-03-01", "This goal would end on 2027-03-01 and begin on 2027-05-01."),
)


@pytest.mark.parametrize(("words", "sentence"), REFUSED)
def test_words_that_are_no_goal_are_refused_with_a_sentence(words: str, sentence: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        parse_goal(words, ASKED)
    assert str(caught.value).startswith(sentence)
    assert "\n" not in str(caught.value)


def test_every_role_is_known_by_the_plural_of_its_name() -> None:
    for role in Role:
        if role is Role.OTHER:
            continue
        plural = role.label[:-1] + "ies" if role.label.endswith("y") else role.label + "s"
        query = parse_goal(f"5 {plural} by fri", ASKED).query
        term = parse_query(query, TODAY)
        assert isinstance(term, Term)
        assert (term.field, term.value) == (Field.ROLE, role)


DAYS = st.dates(date(2026, 11, 22), date(2031, 1, 1))
QUERIES = st.sampled_from(["", "role:cra", "city:boston OR by fri", '-org:"a week" x', "(a OR b) c"])


@given(
    measure=st.sampled_from(Measure),
    number=st.integers(1, 10_000),
    days=st.tuples(DAYS, DAYS),
    every=st.none() | st.sampled_from(Span),
    goes_on=st.booleans(),
    query=QUERIES,
)
@settings(max_examples=150)
def test_a_goal_reads_back_from_its_own_words(
    measure: Measure, number: int, days: tuple[date, date], every: Span | None, goes_on: bool, query: str
) -> None:
    end = None if every and goes_on else max(days)
    goal = Goal(measure, number, min(days), end, every=every, query=query)
    assert parse_goal(str(goal), ASKED) == goal


@given(st.text(st.sampled_from('5 atwkbyrolechipdx:"()-,.'), max_size=40) | st.text(max_size=40))
@settings(max_examples=300)
def test_any_words_are_a_goal_or_one_sentence(words: str) -> None:
    goal, sentence = None, ""
    try:
        goal = parse_goal(words, ASKED)
    except (UsageProblem, DateProblem) as problem:
        sentence = str(problem)
    assert "\n" not in sentence
    assert goal is None or parse_query(goal.query, TODAY) is not None
