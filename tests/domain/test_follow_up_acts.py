"""The acts on a follow-up, and what a recurring one leads to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from netcrm.domain.follow_up import FollowUp, FollowUpState
from netcrm.domain.follow_up_acts import can_skip, dropped, next_of, passed, put_off, ticked
from netcrm.domain.interval import parse_interval
from netcrm.domain.recurrence import Recurrence, RepeatsFrom
from netcrm.domain.workdays import Workdays
from netcrm.errors import DateProblem, NothingToDo, UsageProblem

TODAY = date(2026, 11, 22)
PROMISE = FollowUp(7, "u7", 3, "Send her my CV", date(2026, 11, 20))


def test_done_ticks_a_follow_up() -> None:
    done = ticked(PROMISE, TODAY)
    assert (done.state, done.closed_on) == (FollowUpState.DONE, TODAY)


def test_a_dropped_follow_up_keeps_its_reason() -> None:
    gone = dropped(PROMISE, " She moved\nto a sponsor ", TODAY)
    assert (gone.state, gone.closed_on, gone.reason) == (FollowUpState.DROPPED, TODAY, "She moved to a sponsor")


def test_a_follow_up_is_not_dropped_without_a_reason() -> None:
    with pytest.raises(UsageProblem, match="needs a reason"):
        dropped(PROMISE, "  ", TODAY)


def test_a_snoozed_follow_up_shows_on_its_new_day_and_keeps_what_was_promised() -> None:
    later = put_off(PROMISE, date(2026, 11, 28), TODAY)
    assert (later.shows_on, later.due_on) == (date(2026, 11, 28), PROMISE.due_on)


def test_a_snooze_ends_after_today() -> None:
    with pytest.raises(DateProblem, match="after today"):
        put_off(PROMISE, TODAY, TODAY)


def test_a_skip_is_refused_with_advice() -> None:
    with pytest.raises(UsageProblem, match="Snooze it until a later day, or drop it with a reason"):
        passed(replace(PROMISE, title="x" * 500), "", TODAY)
    assert not can_skip(PROMISE)


@pytest.mark.parametrize("state", [FollowUpState.DONE, FollowUpState.DROPPED, FollowUpState.SKIPPED])
def test_a_closed_follow_up_takes_no_further_act(state: FollowUpState) -> None:
    closed = replace(PROMISE, state=state, closed_on=date(2026, 11, 21))
    with pytest.raises(NothingToDo, match=f"is {state} since 2026-11-21"):
        ticked(closed, TODAY)
    with pytest.raises(NothingToDo):
        dropped(closed, "a reason", TODAY)
    with pytest.raises(NothingToDo):
        put_off(closed, date(2026, 12, 1), TODAY)
    with pytest.raises(NothingToDo):
        passed(replace(closed, run_id=1), "a reason", TODAY)
    assert not can_skip(replace(closed, run_id=1))


def test_a_step_of_a_playbook_can_be_skipped_and_nothing_follows_by_itself() -> None:
    step = replace(PROMISE, run_id=4, step="nudge")
    skipped = passed(step, " on leave\x00 ", TODAY)
    assert (skipped.state, skipped.closed_on, skipped.reason) == (FollowUpState.SKIPPED, TODAY, "on leave")
    assert next_of(skipped, Workdays(), placed_in("UTC")) is None


def recurring(due_on: str, every: str, counts_from: RepeatsFrom, hour: datetime | None = None) -> FollowUp:
    day = date.fromisoformat(due_on)
    return replace(PROMISE, due_on=day, due_at=hour, recurrence=Recurrence(parse_interval(every), counts_from, day))


def placed_in(zone: str) -> Callable[[datetime], datetime]:
    """Return what gives a moment the offset that clocks in a zone have then, as `datetime.astimezone` does here."""
    return lambda wall: datetime.fromisoformat(wall.replace(tzinfo=ZoneInfo(zone)).isoformat())


@pytest.mark.parametrize(
    ("due_on", "counts_from", "act", "closed_on", "following"),
    [
        ("2026-11-20", RepeatsFrom.DATE, "done", "2026-11-22", "2026-11-27"),
        ("2026-11-20", RepeatsFrom.DATE, "done", "2026-11-01", "2026-11-27"),
        ("2026-11-20", RepeatsFrom.DATE, "skip", "2026-11-22", "2026-11-27"),
        ("2026-12-20", RepeatsFrom.DATE, "skip", "2026-11-22", "2026-12-27"),
        ("2026-11-20", RepeatsFrom.COMPLETION, "done", "2026-11-23", "2026-11-30"),
        ("2026-11-20", RepeatsFrom.COMPLETION, "skip", "2026-11-23", "2026-11-30"),
        ("2026-12-18", RepeatsFrom.COMPLETION, "done", "2026-11-23", "2026-11-30"),
        ("2026-12-18", RepeatsFrom.COMPLETION, "skip", "2026-11-23", "2026-12-25"),
    ],
)
def test_a_weekly_one_that_is_closed_leads_to_its_next_date(
    due_on: str, counts_from: RepeatsFrom, act: str, closed_on: str, following: str
) -> None:
    weekly, day = recurring(due_on, "week", counts_from), date.fromisoformat(closed_on)
    closed = ticked(weekly, day) if act == "done" else passed(weekly, "", day)
    found = next_of(closed, Workdays(), placed_in("UTC"))
    assert found is not None
    assert (found.id, found.uid, found.state, found.title) == (0, "", FollowUpState.OPEN, PROMISE.title)
    assert (found.due_on.isoformat(), found.due_at) == (following, None)


def test_one_that_is_dropped_or_open_leads_nowhere() -> None:
    weekly = recurring("2026-11-20", "week", RepeatsFrom.DATE)
    for one in (weekly, dropped(weekly, "over", TODAY)):
        assert next_of(one, Workdays(), placed_in("UTC")) is None


@pytest.mark.parametrize(
    ("zone", "hour", "every", "following"),
    [
        ("America/New_York", "2026-10-30T14:00:00-04:00", "week", "2026-11-06T14:00:00-05:00"),
        ("America/New_York", "2027-03-12T14:00:00-05:00", "week", "2027-03-19T14:00:00-04:00"),
        ("Europe/Paris", "2026-10-23T09:30:00+02:00", "week", "2026-10-30T09:30:00+01:00"),
        ("America/New_York", "2026-11-20T14:00:00+09:00", "week", "2026-11-27T14:00:00-05:00"),
        ("Asia/Tokyo", "2026-11-20T23:30:00+09:00", "month", "2026-12-20T23:30:00+09:00"),
    ],
)
def test_an_hour_stays_what_the_clock_on_the_wall_shows(zone: str, hour: str, every: str, following: str) -> None:
    at = datetime.fromisoformat(hour)
    closed = ticked(recurring(at.date().isoformat(), every, RepeatsFrom.DATE, at), at.date())
    found = next_of(closed, Workdays(), placed_in(zone))
    assert found is not None
    assert found.due_at is not None
    assert found.due_at.isoformat() == following
    assert found.due_at.date() == found.due_on


def test_an_hour_that_the_clocks_jump_over_does_not_drift() -> None:
    at, placed = datetime.fromisoformat("2027-03-07T02:30:00-05:00"), placed_in("America/New_York")
    weekly = recurring("2027-03-07", "week", RepeatsFrom.DATE, at)
    for wanted in ("2027-03-14T02:30:00", "2027-03-21T02:30:00"):
        found = next_of(ticked(weekly, weekly.due_on), Workdays(), placed)
        assert found is not None
        assert found.due_at is not None
        assert found.due_at.replace(tzinfo=None).isoformat() == wanted
        weekly = found
