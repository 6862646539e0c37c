"""The acts on a follow-up: functions from one value to the next, for the preview and the act alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NoReturn

from netcrm.domain.check_in import refuse_snooze_into_past
from netcrm.domain.follow_up import FollowUp, FollowUpState
from netcrm.domain.text import clean_line
from netcrm.errors import NothingToDo, UsageProblem


def ticked(follow_up: FollowUp, on: date) -> FollowUp:
    """Return the follow-up as done on a day.

    Raises:
        NothingToDo: It is not open.
    """
    _refuse_unless_open(follow_up)
    return replace(follow_up, state=FollowUpState.DONE, closed_on=on)


def dropped(follow_up: FollowUp, reason: str, on: date) -> FollowUp:
    """Return the follow-up as dropped on a day, for a reason.

    Raises:
        NothingToDo: It is not open.
        UsageProblem: There is no reason.
    """
    _refuse_unless_open(follow_up)
    if not reason.strip():
        raise UsageProblem(f"“{_title(follow_up)}” needs a reason to be dropped. Say why in a few words.")
    return replace(follow_up, state=FollowUpState.DROPPED, closed_on=on, reason=clean_line(reason))


def put_off(follow_up: FollowUp, until: date, today: date) -> FollowUp:
    """Return the follow-up snoozed until a day; what was promised for when stays known.

    Raises:
        NothingToDo: It is not open.
        DateProblem: The day is not after today.
    """
    _refuse_unless_open(follow_up)
    refuse_snooze_into_past(until, today)
    return replace(follow_up, snoozed_until=until)


def refuse_skip(follow_up: FollowUp) -> NoReturn:
    """Refuse “not this time” for a promise that has no next time.

    Raises:
        UsageProblem: Always.
    """
    raise UsageProblem(
        f"“{_title(follow_up)}” is promised once, so there is no next time to skip to. "
        "Snooze it until a later day, or drop it with a reason."
    )


def _refuse_unless_open(follow_up: FollowUp) -> None:
    if follow_up.state is not FollowUpState.OPEN:
        when = f" since {follow_up.closed_on}" if follow_up.closed_on else ""
        raise NothingToDo(f"“{_title(follow_up)}” is {follow_up.state}{when}. Undo that first, or plan a new one.")


def _title(follow_up: FollowUp) -> str:
    return follow_up.title if len(follow_up.title) <= 60 else follow_up.title[:59] + "…"
