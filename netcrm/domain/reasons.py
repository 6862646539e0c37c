"""Why an item stands in the agenda, in words."""

from __future__ import annotations

from datetime import date

from netcrm.domain.agenda_values import CheckInEntry, OrganisationEntry
from netcrm.domain.check_in import Lateness, Standing
from netcrm.domain.days import counted, short_day
from netcrm.domain.follow_up import FollowUp, Owner
from netcrm.domain.workdays import Rolled


def check_in_reason(entry: CheckInEntry, late: Lateness, day: date, today: date) -> str:
    """Return why a check-in stands on `day`: `12 days late on every 30 days`, `due today on every 2 weeks`."""
    if late.standing is Standing.NEW:
        return f"not yet contacted, added {short_day(entry.added_on or entry.check_in.start, today)}"
    words = _when(entry, late, day, today)
    if entry.awaiting_since:
        words += f"; {no_answer(entry.awaiting_since, today)}"
    return words


def organisation_reason(entry: OrganisationEntry, late: Lateness, day: date, today: date) -> str:
    """Return why an organisation's check-in stands on `day`, and who was reached last."""
    if late.standing is Standing.NEW:
        words = f"nobody there contacted yet, {entry.effective.every}"
    else:
        words = _when(entry, late, day, today)
    return f"{words}, {entry.last_words}" if entry.last_words else words


def _when(entry: CheckInEntry | OrganisationEntry, late: Lateness, day: date, today: date) -> str:
    check_in, every = entry.check_in, entry.effective.every
    if late.standing is Standing.PAUSED:
        words = f"paused, back {short_day(day, today)}, on {every}"
    elif late.days_late:
        words = f"{counted(late.days_late, 'day')} late on {every}"
    else:
        words = f"due {'today' if day == today else short_day(day, today)} on {every}"
    if check_in.snoozed_until:
        words += f", snoozed until {short_day(check_in.snoozed_until, today)}"
    return words if late.days_late else words + moved(check_in.rolled, today)


def promise(follow_up: FollowUp, today: date) -> str:
    """Return what was promised for when: `promised for 3 Nov`."""
    to_whom = " to you" if follow_up.owner is Owner.THEIRS else ""
    words = f"promised{to_whom} for {short_day(follow_up.due_on, today)}"
    if follow_up.snoozed_until:
        words += f", snoozed until {short_day(follow_up.snoozed_until, today)}"
    return words


def no_answer(since: date, today: date) -> str:
    """Return `no answer since 3 Nov`."""
    return f"no answer since {short_day(since, today)}"


def moved(rolled: Rolled, today: date) -> str:
    """Return ` (from 26 Nov: Thanksgiving in the US)` for a day that was moved, else nothing."""
    return f" (from {short_day(rolled.moved_from, today)}: {rolled.why})" if rolled.moved_from else ""
