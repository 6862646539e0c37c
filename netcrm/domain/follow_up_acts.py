"""The acts on a follow-up: functions from one value to the next, for the preview and the act alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from netcrm.domain.check_in import refuse_snooze_into_past
from netcrm.domain.follow_up import FollowUp, FollowUpState
from netcrm.domain.text import clean_line
from netcrm.domain.workdays import Workdays
from netcrm.errors import NothingToDo, UsageProblem

Placed = Callable[[datetime], datetime]
"""Gives a moment without a zone the one that the user's clock has then."""


def ticked(follow_up: FollowUp, on: date) -> FollowUp:
    """Return the follow-up as done on a day.

    Raises:
        NothingToDo: It is not open.
    """
    _refuse_unless_open(follow_up)
    return replace(follow_up, state=FollowUpState.DONE, closed_on=on)


def passed(follow_up: FollowUp, reason: str, on: date) -> FollowUp:
    """Return the follow-up as skipped on a day: not this time, but a next one comes.

    Raises:
        NothingToDo: It is not open.
        UsageProblem: It is promised once, so that nothing comes after it.
    """
    _refuse_unless_open(follow_up)
    if not can_skip(follow_up):
        raise UsageProblem(
            f"“{_title(follow_up)}” is promised once, so there is no next time to skip to. "
            "Snooze it until a later day, or drop it with a reason."
        )
    return replace(follow_up, state=FollowUpState.SKIPPED, closed_on=on, reason=clean_line(reason))


def can_skip(follow_up: FollowUp) -> bool:
    """Whether something comes after it: it is open and repeats, or is a step of a playbook, whose run goes on."""
    return follow_up.state is FollowUpState.OPEN and (follow_up.recurrence is not None or follow_up.run_id is not None)


def dropped(follow_up: FollowUp, reason: str, on: date) -> FollowUp:
    """Return the follow-up as dropped on a day, for a reason; one that repeats comes back no more.

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


def next_of(closed: FollowUp, workdays: Workdays, placed: Placed) -> FollowUp | None:
    """Return the follow-up that a done or skipped one leads to, with neither id nor uid; None where it was the last.

    A skip leads past the date that was skipped, also where it counts from completion. An hour stays what the clock on
    the wall showed, whatever daylight saving does between.
    """
    recurrence, closed_on = closed.recurrence, closed.closed_on
    if recurrence is None or closed_on is None or closed.state in (FollowUpState.OPEN, FollowUpState.DROPPED):
        return None
    if closed.state is FollowUpState.SKIPPED:
        closed_on = max(closed_on, closed.due_on)
    following = recurrence.following(closed.due_on, closed_on, workdays)
    due_on = following.day(workdays)
    return FollowUp(
        id=0,
        uid="",
        contact_id=closed.contact_id,
        title=closed.title,
        due_on=due_on,
        due_at=moment_on(due_on, closed.due_at, placed) if closed.due_at else None,
        owner=closed.owner,
        recurrence=following,
    )


def moment_on(day: date, like: datetime, placed: Placed) -> datetime:
    """Return the moment on `day` at which the wall's clock shows what it showed at `like`.

    An hour that the clocks jump over on that day is kept too, so that the one after it does not drift.
    """
    wall = datetime.combine(day, like.time())
    zone = placed(wall).tzinfo
    return wall.replace(tzinfo=zone)


def _refuse_unless_open(follow_up: FollowUp) -> None:
    if follow_up.state is not FollowUpState.OPEN:
        when = f" since {follow_up.closed_on}" if follow_up.closed_on else ""
        raise NothingToDo(f"“{_title(follow_up)}” is {follow_up.state}{when}. Undo that first, or plan a new one.")


def _title(follow_up: FollowUp) -> str:
    return follow_up.title if len(follow_up.title) <= 60 else follow_up.title[:59] + "…"
