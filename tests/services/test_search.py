"""The query language as a service."""

from __future__ import annotations

import pytest

from netcrm.domain.contact import Details, Tier
from netcrm.domain.naming.name import Name
from netcrm.errors import QueryProblem
from netcrm.services.crm import Crm
from netcrm.services.search import Order, SearchService


@pytest.fixture
def search(crm: Crm) -> SearchService:
    for given, family, tier in [("Ana", "Lima", Tier.B), ("Bo", "Chen", Tier.A), ("Cem", "Aydin", None)]:
        crm.contacts.add(Details(name=Name(f"{given} {family}", given=given, family=family), tier=tier))
    return crm.search


def test_a_query_gives_ids_in_the_order_asked_for(search: SearchService) -> None:
    assert list(search.ids("")) == [3, 2, 1]
    assert list(search.ids("", reverse=True)) == [1, 2, 3]
    assert list(search.ids("-tier:none", order=Order.TIER)) == [2, 1]


def test_a_query_counts_what_it_finds(search: SearchService) -> None:
    assert search.count("lima OR chen") == len(search.ids("lima OR chen")) == 2


@pytest.mark.parametrize(("query", "position"), [("lima role:nobody", 10), ('ana "lima', 4), ("a OR", 2)])
def test_a_mistake_names_its_position(search: SearchService, query: str, position: int) -> None:
    with pytest.raises(QueryProblem) as caught:
        search.ids(query)
    assert caught.value.position == position


@pytest.mark.parametrize(("order", "found"), [("dmy", 3), ("mdy", 0)])
def test_the_users_order_of_dates_is_how_a_date_is_read(
    crm: Crm, search: SearchService, order: str, found: int
) -> None:
    crm.settings.set("date-order", order)
    assert search.count("added:>10/11/2026 added:<=11/12/2026") == found


def test_a_date_that_reads_two_ways_is_refused_without_an_order(search: SearchService) -> None:
    with pytest.raises(QueryProblem, match="3/12"):
        search.ids("last:>3/12")
