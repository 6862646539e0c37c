from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.check_in import Standing
from netcrm.domain.contact import Tier
from netcrm.domain.interval import Interval, Unit
from netcrm.domain.query import (
    FIELD_HELP,
    And,
    Everything,
    Field,
    Node,
    Not,
    Operator,
    Or,
    Query,
    Term,
    Word,
    parse_query,
)
from netcrm.domain.query_terms import CadenceState, DueWindow, Mark, Piece, Presence, Value
from netcrm.domain.roles import Role
from netcrm.domain.text import clean_line
from netcrm.errors import QueryProblem

TODAY = date(2026, 11, 21)
IS, LT, GT, LE, GE = Operator


def read(text: str) -> Query:
    return parse_query(text, TODAY)


@pytest.mark.parametrize(
    ("text", "field", "operator", "value"),
    [
        ("role:pi", Field.ROLE, IS, Role.PRINCIPAL_INVESTIGATOR),
        ('ROLE:"Research nurse"', Field.ROLE, IS, Role.RESEARCH_NURSE),
        ('org:"St Mary"', Field.ORG, IS, "St Mary"),
        ('org:"the ""old"" one"', Field.ORG, IS, 'the "old" one'),
        ("site:1204", Field.SITE, IS, "1204"),
        ("tag:Area/Oncology/", Field.TAG, IS, "area/oncology"),
        ("tier:a", Field.TIER, IS, Tier.A),
        ("tier:none", Field.TIER, IS, None),
        ("city:boston", Field.CITY, IS, "boston"),
        ("country:fr", Field.COUNTRY, IS, "fr"),
        ("due:today", Field.DUE, IS, DueWindow.TODAY),
        ("due:late", Field.DUE, IS, DueWindow.LATE),
        ("due:week", Field.DUE, IS, DueWindow.WEEK),
        ("due:overdue", Field.DUE, IS, DueWindow.OVERDUE),
        ("due:2026-12-01", Field.DUE, IS, date(2026, 12, 1)),
        ("due:<30d", Field.DUE, LT, date(2026, 12, 21)),
        ("due:>=fri", Field.DUE, GE, date(2026, 11, 27)),
        ('due:<="end of month"', Field.DUE, LE, date(2026, 11, 30)),
        ("due:<today", Field.DUE, LT, date(2026, 11, 21)),
        ("last:>90d", Field.LAST, LT, date(2026, 8, 23)),
        ("last:<30d", Field.LAST, GT, date(2026, 10, 22)),
        ("last:>=3m", Field.LAST, LE, date(2026, 8, 21)),
        ("last:<=2y", Field.LAST, GE, date(2024, 11, 21)),
        ('last:>"6 weeks"', Field.LAST, LT, date(2026, 10, 10)),
        ("last:>2026-01-31", Field.LAST, GT, date(2026, 1, 31)),
        ("last:fri", Field.LAST, IS, date(2026, 11, 20)),
        ("last:never", Field.LAST, IS, Presence.NEVER),
        ("cadence:unset", Field.CADENCE, IS, CadenceState.UNSET),
        ("cadence:never", Field.CADENCE, IS, CadenceState.NEVER),
        ("cadence:set", Field.CADENCE, IS, CadenceState.SET),
        ("cadence:3m", Field.CADENCE, IS, Interval(3, Unit.MONTH)),
        ('cadence:"10 business days"', Field.CADENCE, IS, Interval(10, Unit.BUSINESS_DAY)),
        ("awaiting:>7d", Field.AWAITING, LT, date(2026, 11, 14)),
        ("awaiting:yes", Field.AWAITING, IS, Presence.ANY),
        ("awaiting:any", Field.AWAITING, IS, Presence.ANY),
        ("source:linkedin", Field.SOURCE, IS, "linkedin"),
        ("import:7", Field.IMPORT, IS, 7),
        ("is:do-not-contact", Field.IS, IS, Mark.DO_NOT_CONTACT),
        ("has:organization", Field.HAS, IS, Piece.ORGANISATION),
        ("added:<30d", Field.ADDED, GT, date(2026, 10, 22)),
        ("name:lima", Field.NAME, IS, "lima"),
        ("email:@example.org", Field.EMAIL, IS, "@example.org"),
        ("phone:617-555", Field.PHONE, IS, "617-555"),
        ("note:A[/]B", Field.NOTE, IS, "A[/]B"),
        ("standing:late", Field.STANDING, IS, Standing.LATE),
        ("id:12", Field.ID, IS, 12),
    ],
)
def test_a_term_has_the_value_that_its_field_takes(text: str, field: Field, operator: Operator, value: Value) -> None:
    assert read(text) == Term(field, operator, value)
    assert read(str(read(text))) == read(text)


ANA, BO, CY = Word("ana"), Word("bo"), Word("cy")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", Everything()),
        (" \t\n", Everything()),
        ("ana", ANA),
        ("ana bo", And((ANA, BO))),
        ("ana AND bo", And((ANA, BO))),
        ("ana OR bo", Or((ANA, BO))),
        ("ana bo OR cy", Or((And((ANA, BO)), CY))),
        ("ana (bo OR cy)", And((ANA, Or((BO, CY))))),
        ("(ana (bo cy))", And((ANA, BO, CY))),
        ("ana OR (bo OR cy)", Or((ANA, BO, CY))),
        ("-ana", Not(ANA)),
        ("--ana", ANA),
        ("-(ana bo) cy", And((Not(And((ANA, BO))), CY))),
        ("-(-ana)", ANA),
        ("-role:pi", Not(Term(Field.ROLE, IS, Role.PRINCIPAL_INVESTIGATOR))),
        ('"ana bo"', Word("ana bo", True)),
        ('-"ana bo"', Not(Word("ana bo", True))),
        ('"say ""ana"""', Word('say "ana"', True)),
        ('"OR"', Word("OR", True)),
        ('"foo:"', Word("foo:", True)),
        ("or", Word("or")),
        ("10:30", Word("10:30")),
        ("https://example.org/x", Word("https://example.org/x")),
        ("NCT01:2", Word("NCT01:2")),
        ("co-ordinator", Word("co-ordinator")),
        ("A[/]B", Word("A[/]B")),
        ("ana & bo -", And((ANA, BO))),
        ("ana -- bo", And((ANA, BO))),
        ("김민수", Word("김민수")),
    ],
)
def test_a_query_is_read_into_its_tree(text: str, tree: Query) -> None:
    assert read(text) == tree
    assert read(str(tree)) == tree


def test_words_and_terms_know_where_they_stand() -> None:
    tree = read("ana (role:pi)")
    assert isinstance(tree, And)
    assert [part.position for part in tree.parts if isinstance(part, Word | Term)] == [0, 5]


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ('ana "bo', 4, "never closed"),
        ('org:"bo', 4, "never closed"),
        ("ana (bo", 4, "never closed"),
        ("ana) bo", 3, "never opened"),
        ("ana ()", 4, "nothing to find"),
        ("OR ana", 0, "both sides"),
        ("ana OR", 4, "both sides"),
        ("ana OR OR bo", 4, "both sides"),
        ("ana -OR bo", 4, "leave out"),
        ("-", 0, "no letter or digit"),
        ("!? &", 0, "no letter or digit"),
        ('""', 0, "no letter or digit"),
        ("ana org:", 4, "has no value"),
        ('ana org:""', 4, "has no value"),
        ("org: bo", 0, "has no value"),
        ("org:&", 4, "no letter or digit"),
        ("ana rol:pi", 4, "Near: role"),
        ("xyzzy:1", 0, "Known fields: role, org, "),
        ("visa:SOCRA", 0, "is no field"),
        ("stage:askd", 6, "Near: asked"),
        ("trial:NCT01234567", 0, "is no field"),
        ("organisation:bo", 0, "Near: org"),
        ("role:coordinater", 5, "Near: research-coordinator"),
        ("role:zz", 5, "Known: pi, crc"),
        ("tier:e", 5, "Write a, b, c, d or none"),
        ("is:stared", 3, "Near: starred"),
        ("has:fax", 4, "Known: email, phone"),
        ("standing:lat", 9, "Near: late"),
        ("import:x", 7, "is no number"),
        ("id:-1", 3, "is no number"),
        ("id:" + "9" * 5000, 3, "is no number"),
        ("name:>a", 6, "cannot be compared"),
        ("tier:>b", 6, "cannot be compared"),
        ("last:90d", 5, "Write last:<90d for less than that, or last:>90d for more"),
        ("last:>soon", 6, "is no date"),
        ("last:>never", 6, "no date to compare with"),
        ("due:3/12", 4, "2026-12-03 or 2027-03-12"),
        ("last:>9999y", 6, "beyond the calendar"),
        ("cadence:0d", 8, "at least 1 day"),
        ("cadence:often", 8, "is no interval"),
        ("(" * 10_000, 50, "stand in each other"),
        ("(" * 10_000 + "a" + ")" * 10_000, 50, "stand in each other"),
        ("a " * 10_000, 400, "more than 200 words"),
    ],
)
def test_a_mistake_is_named_with_its_place(text: str, position: int, words: str) -> None:
    with pytest.raises(QueryProblem) as refused:
        read(text)
    assert refused.value.position == position
    assert words in str(refused.value)
    assert len(refused.value.reason) < 6000


def test_ten_thousand_signs_of_negation_are_counted_not_nested() -> None:
    assert read("-" * 10_000 + "ana") == ANA
    assert read("-" * 10_001 + "ana") == Not(ANA)


def test_the_order_of_the_user_is_followed_in_dates() -> None:
    assert parse_query("due:3/12", TODAY, day_first=True) == Term(Field.DUE, IS, date(2026, 12, 3))


@pytest.mark.parametrize("field", Field)
def test_each_field_has_a_line_of_help_whose_example_can_be_read(field: Field) -> None:
    example, _, meaning = FIELD_HELP[field].partition(" — ")
    term = read(example)
    assert isinstance(term, Term)
    assert term.field is field
    assert meaning


LEAVES = st.one_of(
    st.text(min_size=1, max_size=8).map(lambda text: Word("a" + text, True)),
    st.sampled_from(["ana", "O'Brien", "10:30", "x-y", 'a"b']).map(Word),
    st.text(max_size=6).map(lambda text: Term(Field.ORG, IS, clean_line(f"z{text}"))),
    st.sampled_from(Role).map(lambda role: Term(Field.ROLE, IS, role)),
    st.dates(date(1000, 1, 1)).map(lambda day: Term(Field.LAST, LE, day)),
)


def _joined(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    def flat(kind: type[And] | type[Or], parts: list[Node]) -> Node:
        return kind(tuple(p for part in parts for p in (part.parts if isinstance(part, kind) else (part,))))

    several = st.lists(children, min_size=2, max_size=3)
    return st.one_of(
        several.map(lambda parts: flat(And, parts)),
        several.map(lambda parts: flat(Or, parts)),
        children.filter(lambda part: not isinstance(part, Not)).map(Not),
    )


@given(st.recursive(LEAVES, _joined, max_leaves=12))
@settings(max_examples=120)
def test_a_tree_written_out_reads_back_as_the_same_tree(tree: Node) -> None:
    assert read(str(tree)) == tree


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ['"', "(", ")", "-", "OR", " ", ":", "role:", "org:", "due:", "last:>", "90d", "pi", "ana", "tier:none"]
            ),
            st.text(max_size=5),
        ),
        max_size=15,
    ).map("".join)
)
@settings(max_examples=250)
def test_any_text_is_a_query_or_a_query_problem_and_what_is_read_reads_back(text: str) -> None:
    mistake: QueryProblem | None = None
    try:
        tree = read(text)
    except QueryProblem as problem:
        mistake = problem
    if mistake is None:
        assert read(str(tree)) == tree
    else:
        assert 0 <= mistake.position < len(text)
        assert mistake.query == text
