"""Why an item stands in the agenda, in words.

`read_on` is the day on which the words are read. The agenda of a trip is made for its first day, but read before it:
so that nothing says “today” of another day.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from netcrm.domain.agenda_values import CheckInEntry, FollowUpEntry, LeadEntry, OccasionEntry, OrganisationEntry
from netcrm.domain.check_in import Lateness, Standing
from netcrm.domain.days import counted, short_day
from netcrm.domain.employers.lead import Lead, LeadOutcome
from netcrm.domain.follow_up import FollowUp, Owner
from netcrm.domain.workdays import Rolled

if TYPE_CHECKING:
    from netcrm.domain.interviews.interview import Interview


def check_in_reason(entry: CheckInEntry, late: Lateness, day: date, read_on: date) -> str:
    """Return why a check-in stands on `day`: `12 days late on every 30 days`, `due today on every 2 weeks`."""
    if late.standing is Standing.NEW:
        return _new(entry, read_on)
    words = _when(entry, late, day, read_on)
    if entry.awaiting_since:
        words += f"; {no_answer(entry.awaiting_since, read_on)}"
    return words


def _new(entry: CheckInEntry, read_on: date) -> str:
    if entry.came_from:
        return f"New: from {entry.came_from}"
    return f"New: added {short_day(entry.added_on or entry.check_in.start, read_on)}"


def organisation_reason(entry: OrganisationEntry, late: Lateness, day: date, read_on: date) -> str:
    """Return why an organisation's check-in stands on `day`, and who was reached last."""
    if late.standing is Standing.NEW:
        words = f"nobody there contacted yet, {entry.effective.every}"
    else:
        words = _when(entry, late, day, read_on)
    return f"{words}, {entry.last_words}" if entry.last_words else words


def _when(entry: CheckInEntry | OrganisationEntry, late: Lateness, day: date, read_on: date) -> str:
    check_in, every = entry.check_in, entry.effective.every
    if late.standing is Standing.PAUSED:
        words = f"paused, back {short_day(day, read_on)}, on {every}"
    elif late.days_late:
        words = f"{counted(late.days_late, 'day')} late on {every}"
    else:
        words = f"due {'today' if day == read_on else short_day(day, read_on)} on {every}"
    if check_in.snoozed_until:
        words += f", snoozed until {short_day(check_in.snoozed_until, read_on)}"
    return words if late.days_late else words + moved(check_in.rolled, read_on)


def follow_up_reason(entry: FollowUpEntry, read_on: date) -> str:
    """Return what a follow-up rests on: a promise, or the step of a playbook (`3B7: no answer for 3 business days`)."""
    if not entry.playbook:
        return promise(entry.follow_up, read_on)
    words = entry.condition or f"for {short_day(entry.follow_up.due_on, read_on)}"
    return f"{entry.playbook}: {words}{_snoozed(entry.follow_up, read_on)}"


def promise(follow_up: FollowUp, read_on: date) -> str:
    """Return what was promised when, and for when: `promised on 3 Nov for 24 Nov`, `yearly, due 24 Nov`."""
    due = short_day(follow_up.due_on, read_on)
    to_whom = " to you" if follow_up.owner is Owner.THEIRS else ""
    if follow_up.recurrence:
        words = f"{follow_up.recurrence.interval.often}{', promised to you' * bool(to_whom)}, due {due}"
    elif follow_up.made_on and follow_up.made_on < follow_up.due_on:
        words = f"promised{to_whom} on {short_day(follow_up.made_on, read_on)} for {due}"
    else:
        words = f"promised{to_whom} for {due}"
    return words + _snoozed(follow_up, read_on)


def _snoozed(follow_up: FollowUp, read_on: date) -> str:
    return f", snoozed until {short_day(follow_up.snoozed_until, read_on)}" if follow_up.snoozed_until else ""


def interview_reason(interview: Interview, read_on: date, *, is_past: bool) -> str:
    """Return what is agreed: `30 minutes, Room 4`, `15:00 in Europe/Berlin, 30 minutes`; of one gone by first
    `was it held on 3 Nov?`.
    """
    words = []
    if interview.happens_at and interview.time_zone:
        words.append(f"{interview.happens_at:%H:%M} in {interview.time_zone}")
    if interview.happens_at:
        words.append(counted(interview.minutes, "minute"))
    words += [interview.place] if interview.place else []
    agreed = ", ".join(words) or "agreed, no hour yet"
    if is_past and interview.happens_on:
        return f"was it held on {short_day(interview.happens_on, read_on)}? {agreed}"
    return agreed


def lead_title(lead: Lead) -> str:
    """Return what a job opening asks for: `Apply: Clinical Research Associate I`."""
    return f"{'Answer the offer' if lead.outcome is LeadOutcome.OFFER else 'Apply'}: {lead.title}"


def lead_reason(entry: LeadEntry, read_on: date) -> str:
    """Return by when, and who told of it: `deadline 4 Dec, told by Ana Lima`."""
    lead = entry.lead
    what = "answer by" if lead.outcome is LeadOutcome.OFFER else "deadline"
    words = f"{what} {short_day(lead.deadline, read_on)}" if lead.deadline else ""
    words += f", told by {entry.told_by}" if entry.told_by else ""
    return words + (f", snoozed until {short_day(lead.snoozed_until, read_on)}" if lead.snoozed_until else "")


def occasion(entry: OccasionEntry, read_on: date) -> str:
    """Return what the day is: `birthday today`, `5 years at St Mary's on 27 Nov`."""
    return f"{entry.words} {'today' if entry.on == read_on else f'on {short_day(entry.on, read_on)}'}"


def no_answer(since: date, read_on: date) -> str:
    """Return `no answer since 3 Nov`."""
    return f"no answer since {short_day(since, read_on)}"


def moved(rolled: Rolled, read_on: date) -> str:
    """Return ` (from 26 Nov: Thanksgiving in the US)` for a day that was moved, else nothing."""
    return f" (from {short_day(rolled.moved_from, read_on)}: {rolled.why})" if rolled.moved_from else ""
