from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from netcrm.domain.follow_up import FollowUp, FollowUpState
from netcrm.domain.follow_up_acts import dropped, put_off, refuse_skip, ticked
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
        refuse_skip(replace(PROMISE, title="x" * 500))


@pytest.mark.parametrize("state", [FollowUpState.DONE, FollowUpState.DROPPED])
def test_a_closed_follow_up_takes_no_further_act(state: FollowUpState) -> None:
    closed = replace(PROMISE, state=state, closed_on=date(2026, 11, 21))
    with pytest.raises(NothingToDo, match=f"is {state} since 2026-11-21"):
        ticked(closed, TODAY)
    with pytest.raises(NothingToDo):
        dropped(closed, "a reason", TODAY)
    with pytest.raises(NothingToDo):
        put_off(closed, date(2026, 12, 1), TODAY)
