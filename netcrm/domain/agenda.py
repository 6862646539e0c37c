"""The agenda: check-ins, follow-ups and open questions together, in the one order that every face shows.

The order is total: the same entries give the same agenda, however they come in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from netcrm.domain.agenda_page import WEEK, Page
from netcrm.domain.agenda_values import (
    Agenda,
    AgendaItem,
    AwaitingEntry,
    CheckInEntry,
    FollowUpEntry,
    Group,
    InterviewEntry,
    ItemKind,
    LeadEntry,
    OccasionEntry,
    OrganisationEntry,
)
from netcrm.domain.awaiting import DEFAULT_WAIT
from netcrm.domain.interval import Interval
from netcrm.domain.spread import spread
from netcrm.domain.workdays import Workdays

__all__ = [
    "Agenda",
    "AgendaItem",
    "AwaitingEntry",
    "CheckInEntry",
    "FollowUpEntry",
    "Group",
    "InterviewEntry",
    "ItemKind",
    "LeadEntry",
    "OccasionEntry",
    "OrganisationEntry",
    "build_agenda",
    "calendar_days",
    "spread",
]

_GROUP_RANK = {group: rank for rank, group in enumerate(Group)}
_NOW = frozenset({Group.LATE, Group.TODAY})
_BY_DAY = frozenset({Group.WEEK, Group.LATER, Group.OCCASION})
_CAPPED = frozenset({ItemKind.CHECK_IN, ItemKind.ORGANISATION})
_NEVER_FOLDED = frozenset({ItemKind.FOLLOW_UP, ItemKind.INTERVIEW, ItemKind.LEAD})
"""What was promised or agreed stands by itself beside what else there is on that day."""


def build_agenda(
    check_ins: Iterable[CheckInEntry],
    follow_ups: Iterable[FollowUpEntry],
    awaiting: Iterable[AwaitingEntry],
    organisations: Iterable[OrganisationEntry] = (),
    occasions: Iterable[OccasionEntry] = (),
    *,
    interviews: Iterable[InterviewEntry] = (),
    leads: Iterable[LeadEntry] = (),
    today: date,
    until: date | None,
    workdays: Workdays,
    daily_cap: int | None,
    done_today: int = 0,
    wait: Interval = DEFAULT_WAIT,
    all_new: bool = True,
    read_on: date | None = None,
) -> Agenda:
    """Return what stands in the agenda from the past up to `until`, in order.

    Args:
        check_ins: Of active contacts.
        follow_ups: The open ones.
        awaiting: Whoever the user waits for; the question is asked only from the day that it is due.
        organisations: Those with a cadence of their own.
        occasions: Birthdays and work anniversaries of active people.
        interviews: The agreed ones that have a day.
        leads: Job openings with a deadline.
        today: The day that the agenda is made for: the user's local date, or the first day of a trip.
        until: The last day to look ahead to, today itself for what is due now; None is the coming week.
        workdays: The user's days off.
        daily_cap: The most check-ins a day; None is no cap. It never holds a follow-up back.
        done_today: How many check-ins were done or skipped today.
        wait: How long an answer may take before the agenda asks.
        all_new: Whether those not yet contacted are listed whatever their day; else up to `until` as all others.
        read_on: The day on which it is read, where that is not `today`.
    """
    last = min(today, date.max - WEEK) + WEEK if until is None else until
    page = Page(today, last, workdays, read_on or today)
    promises = [
        *(page.follow_up(entry) for entry in follow_ups),
        *(page.interview(entry) for entry in interviews),
        *(page.lead(entry) for entry in leads),
    ]
    dated, fresh = [], []
    for entry in check_ins:
        item = page.check_in(entry)
        if item and item.group is Group.NEW:
            fresh.append((entry.added_on or entry.check_in.start, item))
        elif item:
            dated.append(item)
    questions = sorted(filter(None, (page.question(entry, wait) for entry in awaiting)), key=_order)
    newcomers = [item for _, item in sorted(fresh, key=lambda pair: (pair[0], *_order(pair[1])[-4:]))]
    dated += filter(None, (page.organisation(entry) for entry in organisations))
    items = _fold([*sorted(filter(None, promises), key=_order), *sorted(dated, key=_order), *questions], today)
    items = _hold_back(sorted(items, key=_order), daily_cap, done_today)
    # What waits beyond the cap may not take a birthday with it out of sight.
    quiet = sorted(filter(None, (page.occasion(entry) for entry in occasions)), key=_order)
    folded = _fold([*quiet, *newcomers], today, into=items)
    items = sorted((item for item in folded if item.group is not Group.NEW), key=_order)
    newcomers = [item for item in folded if item.group is Group.NEW]
    newcomers = _spread_new(items, newcomers, daily_cap, workdays, today, done_today)
    shown = newcomers if all_new else [item for item in newcomers if item.due_on <= page.until]
    return Agenda((*items, *shown), daily_cap, done_today)


def calendar_days(
    items: Sequence[AgendaItem], *, cap: int | None, workdays: Workdays, today: date, done_today: int = 0
) -> list[date]:
    """Return the day on which each item stands in a calendar: none lies in the past.

    Late and due check-ins stand on the next working days, in agenda order under the cap; late follow-ups all on the
    first of these.
    """
    capped = [item.kind in _CAPPED and item.group in _NOW for item in items]
    chosen = iter(
        spread([i.due_on for i, c in zip(items, capped, strict=True) if c], cap, workdays, today, taken=done_today)
    )
    first = workdays.next_workday(today)
    return [
        next(chosen) if is_capped else item.due_on if item.due_on >= today else first
        for item, is_capped in zip(items, capped, strict=True)
    ]


def _order(item: AgendaItem) -> tuple[int, int, int, float, str, str, str, int]:
    """Sort by group, then as section 4 of the design says; kind and id make the order total."""
    if item.due_at:
        rank, value = 0, item.due_at.timestamp()
    elif item.kind in _CAPPED:
        rank, value = 2, -item.ratio
    else:
        rank, value = 1, float(item.due_on.toordinal())
    day = item.due_on.toordinal() if item.group in _BY_DAY else 0
    return _GROUP_RANK[item.group], day, rank, value, item.tier or "~", item.sort_key, item.kind, int(item.key[1:])


def _fold(items: Iterable[AgendaItem], today: date, *, into: Sequence[AgendaItem] = ()) -> list[AgendaItem]:
    """Let one person stand once a day: the first item takes in those that follow, except promises.

    What is late, due, asked about or not yet contacted all stands on today's page. The items of `into` stand already;
    those beyond the cap take nothing in.
    """
    kept = {item.key: item for item in into}
    hosts: dict[tuple[int | str, date], str] = {}
    for item in into:
        if not item.waits:
            hosts.setdefault(_page_of(item, today), item.key)
    for item in items:
        host = kept.get(hosts.setdefault(_page_of(item, today), item.key))
        if host is None or item.kind in _NEVER_FOLDED:
            kept[item.key] = item
            continue
        why = host.why if item.why in host.why else f"{host.why}; {item.why}"
        kept[host.key] = replace(host, why=why, folded=(*host.folded, item.key))
    return list(kept.values())


def _page_of(item: AgendaItem, today: date) -> tuple[int | str, date]:
    """Return whose item it is, and on the page of which day."""
    day = today if item.group is Group.NEW else max(item.due_on, today)
    return (item.key if item.contact_id is None else item.contact_id), day


def _hold_back(items: Sequence[AgendaItem], cap: int | None, done_today: int) -> list[AgendaItem]:
    """Mark the check-ins of today's page that lie beyond the cap."""
    if cap is None:
        return list(items)
    left = max(cap - done_today, 0)
    marked = []
    for item in items:
        if item.kind in _CAPPED and item.group in _NOW:
            marked.append(item if left > 0 else replace(item, waits=True))
            left -= 1
        else:
            marked.append(item)
    return marked


def _spread_new(
    items: Sequence[AgendaItem],
    newcomers: Sequence[AgendaItem],
    cap: int | None,
    workdays: Workdays,
    today: date,
    done_today: int,
) -> list[AgendaItem]:
    """Give those not yet contacted the days that today's check-ins leave free, oldest first."""
    ahead = [item.due_on for item in items if item.kind in _CAPPED and item.group in _NOW]
    days = spread([*ahead, *(item.due_on for item in newcomers)], cap, workdays, today, taken=done_today)
    # Who is moved off today by a day off alone does not wait beyond the cap.
    free = spread((item.due_on for item in newcomers), None, workdays, today)
    return [
        replace(item, due_on=day, waits=item.due_on <= today and day > first)
        for item, day, first in zip(newcomers, days[len(ahead) :], free, strict=True)
    ]
