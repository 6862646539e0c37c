"""The order in which employers are worked, and what of it follows from what is known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.contact import Tier
from netcrm.domain.employers.employer import (
    Employer,
    Insider,
    Rank,
    Rated,
    best_first,
    derived_advocacy,
    derived_posting,
    lamp_order,
    rank_of,
    refuse_ratings,
)
from netcrm.domain.employers.lead import Lead, LeadOutcome
from netcrm.errors import UsageProblem

TODAY = date(2026, 11, 23)


def insider(number: int, *, tier: Tier | None = None, place: int = 5, last: str = "", touches: int = 0) -> Insider:
    touched = date.fromisoformat(last) if last else None
    return Insider(number, f"Person {number}", f"person {number}", tier, place, touched, touches)


def lead(
    deadline: str = "", outcome: LeadOutcome = LeadOutcome.OPEN, closed: str = "", found: str = "2026-11-01"
) -> Lead:
    return Lead(
        1, "u", 1, "CRA I", date.fromisoformat(found),
        deadline=date.fromisoformat(deadline) if deadline else None,
        outcome=outcome, closed_on=date.fromisoformat(closed) if closed else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("leads", "value", "why"),
    [
        ([], 0, "not looked yet"),
        ([lead()], 3, "1 open lead"),
        ([lead("2026-11-23"), lead("2026-12-01")], 3, "2 open leads"),
        ([lead("2026-11-22")], 2, "an opening within the year, none now"),
        ([lead(outcome=LeadOutcome.REJECTED, closed="2025-11-23")], 2, "an opening within the year, none now"),
        ([lead(outcome=LeadOutcome.REJECTED, closed="2025-11-22")], 0, "not looked yet"),
        ([lead("2025-10-01", found="2025-09-01")], 0, "not looked yet"),
    ],
)
def test_posting_follows_from_the_leads(leads: list[Lead], value: int, why: str) -> None:
    assert derived_posting(leads, TODAY) == Rated(value, why, is_derived=True)


@pytest.mark.parametrize(
    ("one", "value", "why"),
    [
        (None, 0, "nobody known there"),
        (insider(1), 0, "Person 1 is cold"),
        (insider(1, tier=Tier.A), 1, "Person 1 is lukewarm"),
        (insider(1, last="2026-11-20", touches=4), 1, "Person 1 is very warm"),
    ],
)
def test_advocacy_follows_from_how_warm_the_closest_one_is(one: Insider | None, value: int, why: str) -> None:
    assert derived_advocacy(one, one.closeness(TODAY) if one else 0.0) == Rated(value, why, is_derived=True)


def test_the_best_person_is_the_closest_then_who_matters_most_then_by_role() -> None:
    warm = insider(4, last="2026-11-20", touches=5)
    people = [insider(1, place=9), insider(2, place=1), insider(3, tier=Tier.D), warm]
    assert [one.contact_id for one in best_first(people, TODAY)] == [4, 3, 2, 1]


def test_what_the_user_says_goes_before_what_is_known() -> None:
    said = Employer(1, 1, TODAY, 4, 1, advocacy=False)
    rank = rank_of(said, [insider(1, last="2026-11-20", touches=4)], [lead()], TODAY)
    assert (rank.motivation, rank.posting, rank.advocacy) == (4, Rated(1, "nothing posted"), Rated(0, "no"))


ranks = st.builds(
    Rank,
    st.none() | st.integers(0, 5),
    st.builds(Rated, st.integers(0, 3), st.just("")),
    st.builds(Rated, st.integers(0, 1), st.just("")),
    st.floats(0, 0.95),
)


@settings(max_examples=60)
@given(ranks, ranks)
def test_motivation_goes_before_posting_and_posting_before_advocacy(one: Rank, other: Rank) -> None:
    """By another way of saying it: whoever is higher in the first rating in which the two differ comes first."""
    first, second = lamp_order(one, "A", 1), lamp_order(other, "B", 2)
    pairs = (
        (-1 if one.motivation is None else one.motivation, -1 if other.motivation is None else other.motivation),
        (one.posting.value, other.posting.value),
        (one.advocacy.value, other.advocacy.value),
    )
    decided = next(((mine, theirs) for mine, theirs in pairs if mine != theirs), None)
    if decided:
        assert (first < second) == (decided[0] > decided[1])
    elif abs(one.warmth - other.warmth) > 0.01:
        assert (first < second) == (one.warmth > other.warmth)


@pytest.mark.parametrize(("motivation", "posting"), [(6, None), (-1, 0), (0, 4)])
def test_ratings_out_of_their_range_are_refused(motivation: int | None, posting: int | None) -> None:
    with pytest.raises(UsageProblem, match="is a number from 0 to"):
        refuse_ratings(motivation, posting)
