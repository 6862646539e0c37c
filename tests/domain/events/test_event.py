"""Events: the user's own dates of them, hours on two clocks, and days on which nobody can have been met."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from netcrm.domain.events.event import (
    Event,
    EventKind,
    hour_words,
    moved_clock,
    placed,
    read_kind,
    refuse_days,
    refuse_met,
)
from netcrm.domain.interaction import Channel
from netcrm.errors import DateProblem, UsageProblem
from tests.clocks import clock_in

TODAY = date(2026, 9, 25)


def event(first: str, last: str = "", zone: str = "") -> Event:
    return Event(
        1, "", "SOCRA 2026", EventKind.CONFERENCE, date.fromisoformat(first), date.fromisoformat(last or first), zone
    )


@pytest.mark.parametrize(
    ("here", "zone", "first", "last"),
    [
        ("America/New_York", "", "2026-09-24", "2026-09-25"),
        ("Europe/Berlin", "America/Chicago", "2026-09-24", "2026-09-26"),
        ("America/Chicago", "Asia/Tokyo", "2026-09-23", "2026-09-25"),
    ],
)
def test_the_users_own_dates_of_an_event_reach_over_its_days_where_the_clocks_differ(
    here: str, zone: str, first: str, last: str
) -> None:
    with clock_in(here):
        days = event("2026-09-24", "2026-09-25", zone).local_days
    assert (days.first.isoformat(), days.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("here", "zone", "words"),
    [
        ("Europe/Berlin", "America/Chicago", "14:30 (21:30 yours)"),
        ("Asia/Tokyo", "America/Chicago", "14:30 (Fri 04:30 yours)"),
        ("America/Chicago", "America/Chicago", "14:30"),
        ("Europe/Berlin", "", "14:30"),
    ],
)
def test_an_hour_is_told_by_the_clock_there_with_the_users_own_beside(here: str, zone: str, words: str) -> None:
    with clock_in(here):
        there = event("2026-09-24", zone=zone)
        assert hour_words(placed(there, date(2026, 9, 24), time(14, 30))) == words


def test_an_hour_on_a_day_that_is_none_of_the_events_is_refused() -> None:
    with pytest.raises(DateProblem, match=r"Sun 27 Sep 2026 is none of the days of SOCRA 2026"):
        placed(event("2026-09-24", "2026-09-26"), date(2026, 9, 27), time(9))


def test_an_event_whose_zone_was_mistaken_keeps_what_the_clock_there_shows() -> None:
    with clock_in("Europe/Berlin"):
        at = placed(event("2026-09-24", zone="America/Chicago"), date(2026, 9, 24), time(14, 30))
        moved = moved_clock(at, "America/Chicago", "America/Denver")
        assert (f"{moved:%H:%M}", moved - at) == ("14:30", timedelta(hours=1))


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2026-09-26", "is after today: nobody was met at SOCRA 2026"),
        ("2026-09-23", "from Thu 24 Sep to Sat 26 Sep, and Wed 23 Sep is none of its days"),
    ],
)
def test_nobody_is_met_in_the_future_or_on_another_day(on: str, words: str) -> None:
    with clock_in("UTC"), pytest.raises(DateProblem, match=words):
        refuse_met(event("2026-09-24", "2026-09-26"), date.fromisoformat(on), TODAY)


@pytest.mark.parametrize(
    ("last", "words"),
    [
        ("2026-09-23", "before it begins"),
        ("2027-09-24", "Check the years"),
        ("9999-12-31", "end of the calendar"),
    ],
)
def test_an_event_ends_after_it_begins_and_within_weeks(last: str, words: str) -> None:
    with pytest.raises(DateProblem, match=words):
        refuse_days("SOCRA", date(2026, 9, 24), date.fromisoformat(last))


def test_a_kind_is_read_as_people_write_it_and_says_how_one_meets_there() -> None:
    assert read_kind("Chapter meeting").channel is Channel.CONFERENCE
    assert read_kind("WEBINAR").channel is Channel.VIDEO
    with pytest.raises(UsageProblem, match="grand-rounds"):
        read_kind("party")
