"""What the screens say before an act: computed by the services, with the functions of the acts themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from netcrm.clock import Clock
from netcrm.domain.cadence import CadenceScope, parse_cadence
from netcrm.domain.contact import Details, Tier
from netcrm.domain.date_forms import Span
from netcrm.domain.interaction import Channel
from netcrm.domain.interval import parse_interval
from netcrm.domain.naming.name import Name
from netcrm.domain.recurrence import RepeatsFrom
from netcrm.errors import DateProblem
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from tests.stores import empty_store

TODAY = date(2026, 11, 20)
"""A Friday."""


@pytest.fixture
def crm(tmp_path: Path) -> Iterator[Crm]:
    with Crm.open(empty_store(tmp_path / "store.db"), clock=Clock(TODAY)) as opened:
        opened.contacts.add(Details(name=Name("Ana Lima")))
        yield opened


@pytest.mark.parametrize(
    ("count", "span", "day"),
    [(1, Span.DAY, "2026-11-23"), (1, Span.WEEK, "2026-11-27"), (1, Span.MONTH, "2026-12-21")],
)
def test_a_snooze_of_some_length_leads_to_a_working_day(crm: Crm, count: int, span: Span, day: str) -> None:
    assert crm.acts.snooze_day(count, span) == date.fromisoformat(day)


def test_the_first_day_back_is_the_one_that_the_pause_tells(crm: Crm) -> None:
    back = crm.pauses.first_day_back(TODAY, date(2026, 12, 4))
    assert back == date(2026, 12, 7)
    assert "back Mon 7 Dec" in crm.pauses.pause([1], TODAY, date(2026, 12, 4)).sentence
    with pytest.raises(DateProblem):
        crm.pauses.first_day_back(TODAY, date(2026, 11, 1))


@pytest.mark.parametrize(
    ("every", "counts_from", "days"),
    [
        ("1 month", RepeatsFrom.DATE, ("2027-02-28", "2027-03-31")),
        ("1 month", RepeatsFrom.COMPLETION, ("2027-03-01", "2027-04-01")),
        (None, RepeatsFrom.DATE, ()),
    ],
)
def test_the_next_dates_of_a_promise_are_those_that_come(
    crm: Crm, every: str | None, counts_from: RepeatsFrom, days: tuple[str, ...]
) -> None:
    interval = parse_interval(every) if every else None
    draft = FollowUpDraft(1, "", date(2027, 1, 31), every=interval, counts_from=counts_from)
    assert crm.follow_ups.upcoming(draft) == tuple(map(date.fromisoformat, days))


def test_done_says_by_which_channel_it_logs(crm: Crm) -> None:
    crm.cadences.set(CadenceScope.CONTACT, "1", parse_cadence("1 month"))
    assert crm.acts.preview("c1").logs is Channel.EMAIL
    crm.interactions.log(InteractionDraft((1,), Channel.COFFEE, date(2026, 10, 1)))
    crm.interactions.log(InteractionDraft((1,), Channel.NOTE, date(2026, 10, 2)))
    assert crm.acts.preview("c1").logs is Channel.COFFEE
    assert crm.acts.done("c1").sentence.startswith("Logged a coffee")


def test_tiers_say_what_they_ask_for(crm: Crm) -> None:
    crm.cadences.set(CadenceScope.TIER, "B", parse_cadence("6 weeks"))
    crm.cadences.set(CadenceScope.TAG, "alumni", parse_cadence("1 year"))
    assert crm.cadences.tiers() == {Tier.B: "every 6 weeks"}


def test_there_is_somebody_to_sort_until_all_are_sorted_or_set_aside(crm: Crm) -> None:
    assert crm.sorting.has_any()
    crm.sorting.later(1)
    assert not crm.sorting.has_any()
