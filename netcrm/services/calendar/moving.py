"""Moving what stands on a day of the calendar to another day: one act, whatever is moved.

A check-in is snoozed until that day and so is a promise, whose own day stays known; a promise with an hour and an
interview go to the same hour of the new day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from netcrm.domain.agenda_page import shown_on
from netcrm.domain.days import long_day
from netcrm.domain.moments import local_moment
from netcrm.errors import DateProblem, UsageProblem
from netcrm.services.acting import Part, acting_on
from netcrm.services.acts.follow_up import FollowUpActs
from netcrm.services.acts.interview import InterviewActs
from netcrm.services.acts.lead import LeadActs
from netcrm.services.acts.snoozing import moving_said
from netcrm.services.item_acts import write_parts
from netcrm.services.item_keys import read_item
from netcrm.services.session import Session
from netcrm.services.values import Done

_STAYS = {
    "a": "{title} That question stays until it is answered: note the answer, write again, or let it rest.",
    "b": "{title} stays on its day of the year: promise yourself something for another day instead.",
    "w": "{title} stays on its day of the year: promise yourself something for another day instead.",
}
"""Why items of these letters cannot be moved."""


def move(session: Session, keys: Sequence[str], to: date) -> Done:
    """Move items to a day.

    Raises:
        UsageProblem: one of them cannot be moved.
        DateProblem: the day is not after today; an interview may also be moved to today.
        NotFound: there is no such item.
    """
    parts = [_part(session, key, to) for key in dict.fromkeys(keys)]
    if not parts:
        raise UsageProblem("Nothing is to be moved. Choose a check-in, a promise or an interview first.")
    return write_parts(session, parts, verb="move", otherwise=moving_said(to, session.today))


def _part(session: Session, text: str, to: date) -> Part:
    key = read_item(text)
    acting = acting_on(session, key.letter, key.id)
    if key.letter in _STAYS:
        raise UsageProblem(_STAYS[key.letter].format(title=acting.preview().title))
    if isinstance(acting, InterviewActs):
        return acting.plan_move(to, None)
    if to <= session.today:
        when = "today" if to == session.today else f"{long_day(to, session.today)}, which has passed"
        raise DateProblem(f"It can be moved to a day after today, not to {when}.")
    if isinstance(acting, LeadActs):
        return acting.plan_snooze(to, "")
    if isinstance(acting, FollowUpActs):
        return _held_back(session, acting.plan_move(to, _same_hour(session, key.id, to)), to)
    return _held_back(session, acting.plan_snooze(to, ""), to)


def _held_back(session: Session, part: Part, to: date) -> Part:
    """Return a part that also says when a pause keeps what is moved from standing on its new day."""
    pauses = session.facts.pauses()
    theirs = pauses.of_everybody if part.contact_id is None else pauses.of(part.contact_id)
    until = shown_on(to, theirs, session.policy().workdays, session.today)
    if until == to:
        return part
    return replace(part, write=lambda: f"{part.write()} A pause holds it back until {long_day(until, session.today)}.")


def _same_hour(session: Session, follow_up_id: int, on: date) -> datetime | None:
    """Return the hour of a follow-up on another day by the user's clock; nothing where it has none."""
    found = session.follow_ups.get(follow_up_id)
    if found is None or found.due_at is None:
        return None
    there = found.due_at.astimezone()
    return local_moment(datetime.combine(on, there.time().replace(tzinfo=None)))


def working_day_beside(session: Session, on: date, *, back: bool) -> date:
    """Return the first working day after a day, or the last one before it."""
    workdays = session.policy().workdays
    if back:
        return workdays.previous_workday(on - timedelta(days=1) if on > date.min else on)
    return workdays.next_workday(on + timedelta(days=1) if on < date.max else on)
