"""The calendar export: what stands in it, on which days, and what the ledger makes of that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from netcrm.domain.agenda import AgendaItem, CheckInEntry, FollowUpEntry, build_agenda, calendar_days
from netcrm.domain.calendar_items import (
    CalendarEntry,
    CalendarItem,
    EventStatus,
    LedgerEntry,
    advance,
    check_in_uid,
    follow_up_uid,
    is_of_newcomer,
)
from netcrm.domain.calendar_words import Detail, check_in_item, follow_up_item
from netcrm.domain.interaction import Interaction
from netcrm.domain.policy import Policy
from netcrm.formats.calendar_file import write_calendar
from netcrm.services.agenda_entries import AgendaEntries
from netcrm.services.session import Session

_PAGE = 500


@dataclass(frozen=True, slots=True)
class PreparedCalendar:
    """A calendar ready to be written."""

    entries: tuple[CalendarEntry, ...]
    cancelled: int
    changed: tuple[LedgerEntry, ...] = ()
    """What the ledger must hold once it was sent."""
    forgotten: tuple[str, ...] = ()

    @property
    def items(self) -> int:
        """How many events stand in it, cancelled ones left out."""
        return len(self.entries) - self.cancelled

    def chunks(self) -> Iterator[bytes]:
        """Yield the bytes of the file."""
        return write_calendar(self.entries)


class CalendarExport:
    """Makes calendars of what is late and of the days ahead."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @contextmanager
    def prepared(self, chosen: frozenset[int] | None, days: int, detail: Detail) -> Iterator[PreparedCalendar]:
        """Yield the calendar, and keep it in the ledger when all went well; the store is locked meanwhile."""
        with self._session.database.immediate():
            made = self.prepare(chosen, days, detail)
            yield made
            self.keep(made)

    def keep(self, made: PreparedCalendar) -> None:
        """Write into the ledger that a calendar was sent."""
        self._session.ledger.write(made.changed, made.forgotten)

    def prepare(self, chosen: frozenset[int] | None, days: int, detail: Detail) -> PreparedCalendar:
        """Return the calendar of the people `chosen`; `None` is everybody.

        What was sent before and still stands is sent again however far ahead it lies now, so that calendars follow a
        snooze out of the window. What stands but was not chosen is neither sent nor cancelled.
        """
        session = self._session
        ledger = session.ledger.read()
        policy = session.policy()
        until = session.today + timedelta(days=min(days, (date.max - session.today).days))
        check_ins, follow_ups = self._entries(ledger, until, policy)
        items = [
            (contact_id, item)
            for contact_id, item in self._items(check_ins, follow_ups, policy, detail)
            # The cap may put somebody new off beyond the window; who was sent before stays.
            if item.on <= until or item.uid in ledger or not is_of_newcomer(item.uid)
        ]
        asked = [item for contact_id, item in items if chosen is None or contact_id in chosen]
        sent = {item.uid for item in asked}
        elsewhere = frozenset(item.uid for _, item in items if item.uid not in sent)
        made = advance(ledger, asked, now=session.clock.now(), today=session.today, elsewhere=elsewhere)
        return PreparedCalendar(made.entries, made.cancelled, made.changed, made.forgotten)

    def _entries(
        self, ledger: dict[str, LedgerEntry], until: date, policy: Policy
    ) -> tuple[list[CheckInEntry], list[FollowUpEntry]]:
        """Return what is due in the window, and what was sent before and still stands beyond it."""
        session = self._session
        entries = AgendaEntries(session)
        check_ins = entries.check_ins(until, policy.daily_cap, all_new=False)
        follow_ups = entries.follow_ups(until)
        sent = {uid for uid, entry in ledger.items() if entry.state == EventStatus.CONFIRMED}
        sent -= {check_in_uid(entry.uid, entry.check_in.anchor) for entry in check_ins}
        sent -= {follow_up_uid(entry.follow_up.uid) for entry in follow_ups}
        if sent:
            there = {entry.contact_id for entry in check_ins}
            ids = [i for i in session.contacts.ids_by_uid(_contact_uids(sent)) if i not in there]
            check_ins += [e for e in entries.check_ins_of(ids) if check_in_uid(e.uid, e.check_in.anchor) in sent]
            further = entries.follow_ups(date.max)
            follow_ups += [entry for entry in further if follow_up_uid(entry.follow_up.uid) in sent]
        return check_ins, follow_ups

    def _items(
        self, check_ins: list[CheckInEntry], follow_ups: list[FollowUpEntry], policy: Policy, detail: Detail
    ) -> list[tuple[int, CalendarItem]]:
        """Return the calendar's items with whose they are, in agenda order: each on a day that is not past."""
        today, workdays = self._session.today, policy.workdays
        done = self._session.following_up.acted_on(today)
        result: list[tuple[int, CalendarItem]] = []
        dated = build_agenda(
            check_ins,
            [],
            [],
            today=today,
            until=date.max,
            workdays=workdays,
            daily_cap=policy.daily_cap,
            done_today=done,
        ).items
        days = calendar_days(dated, cap=policy.daily_cap, workdays=workdays, today=today, done_today=done)
        by_contact = {entry.contact_id: entry for entry in check_ins}
        for page in _pages(list(zip(dated, days, strict=True))):
            result += self._check_in_items(page, by_contact, detail)
        promised = build_agenda(
            [], follow_ups, [], today=today, until=date.max, workdays=workdays, daily_cap=None
        ).items
        days = calendar_days(promised, cap=None, workdays=workdays, today=today)
        by_key = {f"f{entry.follow_up.id}": entry for entry in follow_ups}
        for page in _pages(list(zip(promised, days, strict=True))):
            result += self._follow_up_items(page, by_key, detail)
        return result

    def _check_in_items(
        self, page: Sequence[tuple[AgendaItem, date]], entries: dict[int, CheckInEntry], detail: Detail
    ) -> list[tuple[int, CalendarItem]]:
        ids = [item.contact_id for item, _ in page if item.contact_id is not None]
        contacts = self._session.contacts.load(ids)
        kept = self._session.kept_states(ids)
        last = self._last(ids, detail)
        return [
            (
                contact_id,
                check_in_item(
                    contacts[contact_id],
                    on=day,
                    anchor=entries[contact_id].check_in.anchor,
                    cadence=entries[contact_id].effective.describe(),
                    last_touch=kept[contact_id].last_touch,
                    last=last.get(contact_id),
                    detail=detail,
                ),
            )
            for contact_id, (_, day) in zip(ids, page, strict=True)
        ]

    def _follow_up_items(
        self, page: Sequence[tuple[AgendaItem, date]], entries: dict[str, FollowUpEntry], detail: Detail
    ) -> list[tuple[int, CalendarItem]]:
        ids = [entries[item.key].follow_up.contact_id for item, _ in page]
        contacts = self._session.contacts.load(sorted(set(ids)))
        last = self._last(ids, detail)
        return [
            (
                contact_id,
                follow_up_item(
                    contacts[contact_id],
                    entries[item.key].follow_up,
                    on=day,
                    at=item.due_at if item.due_on == day else None,
                    last=last.get(contact_id),
                    detail=detail,
                ),
            )
            for contact_id, (item, day) in zip(ids, page, strict=True)
        ]

    def _last(self, ids: Sequence[int], detail: Detail) -> dict[int, Interaction]:
        if detail is not Detail.FULL:
            return {}
        latest = {i: kept.last_interaction for i, kept in self._session.kept_states(sorted(set(ids))).items()}
        found = {one.id: one for one in self._session.interactions.load([i for i in latest.values() if i])}
        return {contact_id: found[one] for contact_id, one in latest.items() if one in found}


def _contact_uids(sent: set[str]) -> list[str]:
    """Return the UIDs of the contacts behind the UIDs of check-ins (`checkin-<uid>-<anchor>@netcrm`)."""
    return [
        uid.removeprefix("checkin-").rpartition("@")[0].rpartition("-")[0] for uid in sent if uid.startswith("checkin-")
    ]


def _pages(pairs: Sequence[tuple[AgendaItem, date]]) -> Iterator[Sequence[tuple[AgendaItem, date]]]:
    for start in range(0, len(pairs), _PAGE):
        yield pairs[start : start + _PAGE]
