"""The agenda: check-ins, follow-ups and open questions together, in the one order that every face shows.

The order is total: the same entries give the same agenda, however they come in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from netcrm.domain.agenda_values import (
    Agenda,
    AgendaItem,
    AwaitingEntry,
    CheckInEntry,
    FollowUpEntry,
    Group,
    ItemKind,
    OrganisationEntry,
)
from netcrm.domain.awaiting import DEFAULT_WAIT, awaiting_asks_on
from netcrm.domain.check_in import Pause, Standing, day_out_of_pauses, days_outside_pauses, lateness
from netcrm.domain.days import counted
from netcrm.domain.follow_up import Owner
from netcrm.domain.interval import Interval
from netcrm.domain.reasons import check_in_reason, moved, no_answer, organisation_reason, promise
from netcrm.domain.spread import spread
from netcrm.domain.workdays import Rolled, Workdays

__all__ = [
    "Agenda",
    "AgendaItem",
    "AwaitingEntry",
    "CheckInEntry",
    "FollowUpEntry",
    "Group",
    "ItemKind",
    "OrganisationEntry",
    "build_agenda",
    "calendar_days",
    "spread",
]

_WEEK = timedelta(days=7)
_GROUP_RANK = {group: rank for rank, group in enumerate(Group)}
_NOW = frozenset({Group.LATE, Group.TODAY})
_BY_DAY = frozenset({Group.WEEK, Group.LATER})
_CAPPED = frozenset({ItemKind.CHECK_IN, ItemKind.ORGANISATION})


def build_agenda(
    check_ins: Iterable[CheckInEntry],
    follow_ups: Iterable[FollowUpEntry],
    awaiting: Iterable[AwaitingEntry],
    organisations: Iterable[OrganisationEntry] = (),
    *,
    today: date,
    until: date | None,
    workdays: Workdays,
    daily_cap: int | None,
    done_today: int = 0,
    wait: Interval = DEFAULT_WAIT,
    all_new: bool = True,
) -> Agenda:
    """Return what stands in the agenda from the past up to `until`, in order.

    Args:
        check_ins: Of active contacts.
        follow_ups: The open ones.
        awaiting: Whoever the user waits for; the question is asked only from the day that it is due.
        organisations: Those with a cadence of their own.
        today: The user's local date.
        until: The last day to look ahead to, today itself for what is due now; None is the coming week.
        workdays: The user's days off.
        daily_cap: The most check-ins a day; None is no cap. It never holds a follow-up back.
        done_today: How many check-ins were done or skipped today.
        wait: How long an answer may take before the agenda asks.
        all_new: Whether those not yet contacted are listed whatever their day; else up to `until` as all others.
    """
    page = _Page(today, min(today, date.max - _WEEK) + _WEEK if until is None else until, workdays)
    promises = sorted(filter(None, (page.follow_up(entry) for entry in follow_ups)), key=_order)
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
    folded = _fold([*promises, *sorted(dated, key=_order), *questions, *newcomers], today)
    items = [item for item in folded if item.group is not Group.NEW]
    items = _hold_back(sorted(items, key=_order), daily_cap, done_today)
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


@dataclass(frozen=True, slots=True)
class _Page:
    """The days that an agenda is made for; turns entries into items, or None for what does not stand there."""

    today: date
    until: date
    workdays: Workdays

    def check_in(self, entry: CheckInEntry) -> AgendaItem | None:
        late = lateness(entry.check_in, entry.pauses, self.today)
        day = self._back(entry.check_in.due_on, entry.pauses)
        is_new = late.standing is Standing.NEW
        if day > self.until and not is_new:
            return None
        return AgendaItem(
            key=f"c{entry.contact_id}",
            kind=ItemKind.CHECK_IN,
            group=Group.NEW if is_new else self._group(day),
            contact_id=entry.contact_id,
            name=entry.name,
            due_on=day,
            due_at=None,
            standing=late.standing,
            days_late=late.days_late,
            ratio=late.ratio,
            title="Get in touch" if is_new else "Check in",
            why=check_in_reason(entry, late, day, self.today),
            tier=entry.tier,
            sort_key=entry.sort_key,
            uid=entry.uid,
            basis=entry.effective.describe(),
        )

    def organisation(self, entry: OrganisationEntry) -> AgendaItem | None:
        late = lateness(entry.check_in, entry.pauses, self.today)
        day = self._back(entry.check_in.due_on, entry.pauses)
        if day > self.until:
            return None
        return AgendaItem(
            key=f"o{entry.organisation_id}",
            kind=ItemKind.ORGANISATION,
            group=self._group(day),
            contact_id=None,
            name=entry.name,
            due_on=day,
            due_at=None,
            standing=late.standing,
            days_late=late.days_late,
            ratio=late.ratio,
            title="Check in",
            why=organisation_reason(entry, late, day, self.today),
            tier=None,
            sort_key=entry.sort_key,
            uid=entry.uid,
            basis=entry.effective.describe(),
        )

    def follow_up(self, entry: FollowUpEntry) -> AgendaItem | None:
        it = entry.follow_up
        day = self._back(it.shows_on, entry.pauses)
        if day > self.until:
            return None
        days_late = days_outside_pauses(day, self.today, entry.pauses)
        if any(self.today in pause for pause in entry.pauses):
            standing = Standing.PAUSED
        elif day > self.today:
            standing = Standing.SNOOZED if it.snoozed_until else Standing.FRESH
        else:
            standing = Standing.LATE if days_late else Standing.DUE
        basis = promise(it, self.today)
        why = f"{basis}, {counted(days_late, 'day')} late" if days_late else basis
        if day != it.shows_on:
            why += moved(Rolled(day, it.shows_on, "a pause"), self.today)
        return AgendaItem(
            key=f"f{it.id}",
            kind=ItemKind.FOLLOW_UP,
            group=Group.THEIRS if it.owner is Owner.THEIRS else self._group(day),
            contact_id=it.contact_id,
            name=entry.name,
            due_on=day,
            due_at=it.due_at if day == it.due_on else None,
            standing=standing,
            days_late=days_late,
            ratio=0.0,
            title=it.title,
            why=why,
            tier=entry.tier,
            sort_key=entry.sort_key,
            uid=entry.uid,
            basis=basis,
        )

    def question(self, entry: AwaitingEntry, wait: Interval) -> AgendaItem | None:
        asks_on = awaiting_asks_on(entry.since, self.workdays, wait)
        if asks_on > self.today or any(self.today in pause for pause in entry.pauses):
            return None
        words = no_answer(entry.since, self.today)
        return AgendaItem(
            key=f"a{entry.contact_id}",
            kind=ItemKind.AWAITING,
            group=Group.AWAITING,
            contact_id=entry.contact_id,
            name=entry.name,
            due_on=asks_on,
            due_at=None,
            standing=None,
            days_late=0,
            ratio=0.0,
            title="Answered, nudge, or let it rest?",
            why=words,
            tier=entry.tier,
            sort_key=entry.sort_key,
            uid=entry.uid,
            basis=words,
        )

    def _back(self, day: date, pauses: tuple[Pause, ...]) -> date:
        """The day on which it shows: what lies in a pause, or is hidden by today's, comes back after it."""
        if any(self.today in pause for pause in pauses):
            day = max(day, self.today)
        return day_out_of_pauses(day, pauses, self.workdays)

    def _group(self, day: date) -> Group:
        if day <= self.today:
            return Group.TODAY if day == self.today else Group.LATE
        return Group.WEEK if day - self.today <= _WEEK else Group.LATER


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


def _fold(items: Iterable[AgendaItem], today: date) -> list[AgendaItem]:
    """Let one person stand once a day: the first item takes in those that follow, except further follow-ups.

    What is late, due, asked about or not yet contacted all stands on today's page.
    """
    hosts: dict[tuple[int | str, date], str] = {}
    kept: dict[str, AgendaItem] = {}
    for item in items:
        day = today if item.group is Group.NEW else max(item.due_on, today)
        person = item.key if item.contact_id is None else item.contact_id
        host = kept.get(hosts.setdefault((person, day), item.key))
        if host is None or item.kind is ItemKind.FOLLOW_UP:
            kept[item.key] = item
            continue
        why = host.why if item.why in host.why else f"{host.why}; {item.why}"
        kept[host.key] = replace(host, why=why, folded=(*host.folded, item.key))
    return list(kept.values())


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
    return [
        replace(item, due_on=day, waits=item.due_on <= today < day)
        for item, day in zip(newcomers, days[len(ahead) :], strict=True)
    ]
