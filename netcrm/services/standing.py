"""How somebody stands today, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from netcrm.domain.check_in import Standing
from netcrm.domain.days import counted, long_day, short_day
from netcrm.services.session import Session


@dataclass(frozen=True, slots=True)
class StandingView:
    """How somebody stands today, and why, in words."""

    standing: Standing
    effective_cadence: str
    """In words with its origin: `every 2 weeks, from tier B`; empty when unset."""
    last_touch: date | None
    next_check_in: date | None
    days_late: int
    awaiting_since: date | None
    why: str
    """One sentence: why the next date is what it is."""


def standing_view(session: Session, contact_id: int) -> StandingView:
    """Return a contact's standing with the one sentence that says why the next date is what it is."""
    kept = session.kept(contact_id)
    late = session.lateness(kept, contact_id, session.facts.pauses())
    check_in, effective, today = kept.check_in, kept.effective, session.today
    if effective is None:
        why = "No cadence is set, so nothing asks for a check-in."
    elif check_in is None:
        why = f"No check-ins: {effective.describe()}."
    else:
        start = short_day(check_in.start, today)
        base = f"{start}, since there was no contact yet"
        if check_in.anchor:
            base = f"the last touch on {start}" if check_in.anchor == kept.last_touch else f"the skip on {start}"
        every = effective.every[0].upper() + effective.every[1:]
        why = f"{every}, counted from {base}"
        if check_in.snoozed_until:
            why += f", snoozed until {short_day(check_in.snoozed_until, today)}"
        elif check_in.rolled.moved_from:
            why += f", moved from {short_day(check_in.rolled.moved_from, today)} ({check_in.rolled.why})"
        why += f": {long_day(check_in.due_on, today)}"
        why += f", {counted(late.days_late, 'day')} late." if late.days_late else "."
    return StandingView(
        standing=late.standing,
        effective_cadence=effective.describe() if effective else "",
        last_touch=kept.last_touch,
        next_check_in=check_in.due_on if check_in else None,
        days_late=late.days_late,
        awaiting_since=kept.awaiting_since,
        why=why,
    )
