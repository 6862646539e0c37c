"""What stands in the user's calendar: which items of the store, on which days, in which words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from netcrm.domain.agenda import (
    FollowUpEntry,
    build_agenda,
    calendar_days,
)
from netcrm.domain.calendar.items import (
    CalendarKind,
    follow_up_uid,
    interview_uid,
    is_of_newcomer,
    kind_of,
    lead_uid,
    of_check_in,
    uid_within,
)
from netcrm.domain.calendar.ledger import EntryState, LedgerEntry
from netcrm.domain.calendar.words import (
    birthday_item,
    five_minutes_item,
    follow_up_item,
    interview_item,
    lead_item,
)
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.policy import Policy
from netcrm.services.agenda_entries import AgendaEntries
from netcrm.services.calendar.check_ins import CalendarCheckIns
from netcrm.services.calendar.wishes import (
    PAGE,
    CalendarWish,
    Dated,
    StandingItem,
    latest_of,
    pages,
    people_of,
    priority_in,
)
from netcrm.services.session import Session


class CalendarItems:
    """Reads what stands in the calendar.

    Args:
        session: The open store.
        wish: What it is to hold.
        changed: Whose details may be others than when the ledger was last written; None is everybody.
    """

    def __init__(self, session: Session, wish: CalendarWish, changed: Collection[int] | None = None) -> None:
        self._session = session
        self._wish = wish
        self._changed = changed
        self._policy: Policy = session.policy()

    def standing(self, ledger: Mapping[str, LedgerEntry]) -> list[StandingItem]:
        """Return what stands in the window, in agenda order: each task on a day that is not past.

        What the ledger knows to have been sent and still stands is returned however far ahead it lies now, so that
        calendars follow a snooze out of the window.
        """
        session, kinds = self._session, self._wish.kinds
        until = session.today + timedelta(days=min(self._wish.days, (date.max - session.today).days))
        sent = {uid for uid, entry in ledger.items() if entry.state is EntryState.CONFIRMED}
        found: list[StandingItem] = []
        if CalendarKind.CHECK_IN in kinds:
            check_ins = CalendarCheckIns(session, self._wish, self._policy, self._changed)
            found += [
                one
                for one in check_ins.standing(sent, until, ledger)
                # The cap may put somebody new off beyond the window; who was sent before stays.
                if one.item.on <= until or one.item.uid in ledger or not is_of_newcomer(one.item.uid)
            ]
        if CalendarKind.FOLLOW_UP in kinds:
            found += self._follow_ups(sent, until)
        if CalendarKind.INTERVIEW in kinds:
            found += self._interviews(sent, until)
        if CalendarKind.LEAD in kinds:
            found += self._leads(sent, until)
        if CalendarKind.BIRTHDAY in kinds:
            found += self._birthdays()
        if self._wish.five_minutes:
            weekdays = tuple(day for day in range(7) if day not in self._policy.workdays.weekend)
            found.append(StandingItem("", None, five_minutes_item(
                self._wish.five_minutes, weekdays, since=_first_of(weekdays)
            )))  # fmt: skip
        return found

    def ended(self, uids: Sequence[str]) -> dict[str, date]:
        """Return which items that no longer stand were done, and when; the others were withdrawn."""
        session = self._session
        done: dict[str, date] = {}
        promises = {follow_up_uid(uid): uid for uid in _within(uids, CalendarKind.FOLLOW_UP)}
        for follow_up in session.follow_ups.of_uids(promises.values()):
            if follow_up.state == "done" and follow_up.closed_on:
                done[follow_up_uid(follow_up.uid)] = follow_up.closed_on
        for interview in session.interviews.by_uid(_within(uids, CalendarKind.INTERVIEW)).values():
            if interview.happens_on and interview.stage.is_after_holding:
                done[interview_uid(interview.uid)] = interview.happens_on
        for lead in session.leads.by_uid(_within(uids, CalendarKind.LEAD)).values():
            if answered_on := lead.answered_on:
                done[lead_uid(lead.uid)] = answered_on
        owners: dict[str, list[tuple[str, date | None]]] = {}
        for uid in uids:
            if owner := of_check_in(uid):
                owners.setdefault(owner[0], []).append((uid, owner[1]))
        for owner_uid, last_touch in self._last_touches(owners).items():
            for uid, anchor in owners[owner_uid]:
                if anchor is None or last_touch > anchor:
                    done[uid] = last_touch
        return done

    def _last_touches(self, owners: Mapping[str, object]) -> dict[str, date]:
        """Return the day of the latest touch by the UID of a contact or an organisation."""
        session = self._session
        found: dict[str, date] = {}
        contacts = session.contacts.load(session.contacts.ids_by_uid(list(owners)))
        kept = session.kept_states(list(contacts))
        for contact_id, contact in contacts.items():
            if last_touch := kept[contact_id].last_touch:
                found[contact.uid] = last_touch
        for organisation_id, uid in session.organisations.ids_by_uid([uid for uid in owners if uid not in found]):
            if last := session.following_up.last_contact_with(organisation_id):
                found[uid] = last[0]
        return {uid: day for uid, day in found.items() if uid in owners}

    def _follow_ups(self, sent: set[str], until: date) -> Iterator[StandingItem]:
        today, workdays = self._session.today, self._policy.workdays
        entries = AgendaEntries(self._session)
        follow_ups = entries.follow_ups(until)
        if _within(sent - {follow_up_uid(e.follow_up.uid) for e in follow_ups}, CalendarKind.FOLLOW_UP):
            there = {entry.follow_up.id for entry in follow_ups}
            follow_ups += [
                entry
                for entry in entries.follow_ups(date.max)
                if follow_up_uid(entry.follow_up.uid) in sent and entry.follow_up.id not in there
            ]
        promised = build_agenda(
            [], follow_ups, [], today=today, until=date.max, workdays=workdays, daily_cap=None
        ).items
        days = calendar_days(promised, cap=None, workdays=workdays, today=today)
        by_key = {f"f{entry.follow_up.id}": entry for entry in follow_ups}
        for page in pages(list(zip(promised, days, strict=True))):
            yield from self._follow_up_items(page, by_key)

    def _follow_up_items(self, page: Dated, entries: Mapping[str, FollowUpEntry]) -> Iterator[StandingItem]:
        ids = [entries[item.key].follow_up.contact_id for item, _ in page]
        contacts = people_of(self._session, self._wish, ids)
        last = latest_of(self._session, self._wish, ids)
        thanks = self._thanks([entries[item.key].follow_up for item, _ in page])
        for contact_id, (item, day) in zip(ids, page, strict=True):
            made = follow_up_item(
                contacts[contact_id],
                entries[item.key].follow_up,
                on=day,
                at=item.due_at if item.due_on == day else None,
                last=last.get(contact_id),
                detail=self._wish.detail,
                priority=priority_in(self._wish, item),
                thanks_since=thanks.get(entries[item.key].follow_up.id),
            )
            yield StandingItem(item.key, contact_id, made)

    def _thanks(self, follow_ups: Sequence[FollowUp]) -> dict[int, datetime]:
        """Return the end of the interview for which each follow-up gives thanks; most give none."""
        timed = [it for it in follow_ups if it.due_at and it.run_id is not None]
        if not timed:
            return {}
        from netcrm.services.interviews.playbooks import thanks_since  # most promises come from no playbook

        return thanks_since(self._session, timed)

    def _interviews(self, sent: set[str], until: date) -> Iterator[StandingItem]:
        """Yield the interviews that were agreed: an appointment stays on its day, past or not, until it was held."""
        repository = self._session.interviews
        found = {one.id: one for one in repository.open_between(None, until)}
        known = {interview_uid(one.uid) for one in found.values()}
        beyond = _within(sent - known, CalendarKind.INTERVIEW)
        if beyond:
            found |= {one.id: one for one in repository.open_between(until, None) if one.uid in beyond}
        ids = sorted({one.contact_id for one in found.values()})
        contacts, last = people_of(self._session, self._wish, ids), latest_of(self._session, self._wish, ids)
        for one in sorted(found.values(), key=lambda one: (str(one.happens_on), str(one.happens_at or ""), one.id)):
            if one.happens_on is not None:
                made = interview_item(
                    contacts[one.contact_id],
                    one,
                    on=one.happens_on,
                    last=last.get(one.contact_id),
                    detail=self._wish.detail,
                )
                yield StandingItem(f"i{one.id}", one.contact_id, made)

    def _leads(self, sent: set[str], until: date) -> Iterator[StandingItem]:
        """Yield the deadlines of job openings; one that has passed stands on the first working day, as a promise."""
        today, workdays = self._session.today, self._policy.workdays
        entries = AgendaEntries(self._session).leads(date.max)
        wanted = {
            f"l{entry.lead.id}": entry
            for entry in entries
            if (entry.lead.shows_on or date.max) <= until or lead_uid(entry.lead.uid) in sent
        }
        items = build_agenda(
            [], [], [], leads=wanted.values(), today=today, until=date.max, workdays=workdays, daily_cap=None
        ).items
        days = calendar_days(items, cap=None, workdays=workdays, today=today)
        for item, day in zip(items, days, strict=True):
            made = lead_item(wanted[item.key], on=day, detail=self._wish.detail, priority=priority_in(self._wish, item))
            yield StandingItem(item.key, None, made)

    def _birthdays(self) -> Iterator[StandingItem]:
        from netcrm.store.occasions import OccasionReader

        ids = OccasionReader(self._session.database).with_birthday()
        for start in range(0, len(ids), PAGE):
            for contact_id, contact in self._session.contacts.load(ids[start : start + PAGE]).items():
                if made := birthday_item(contact):
                    yield StandingItem(f"b{contact_id}", contact_id, made)


def _within(uids: Iterable[str], kind: CalendarKind) -> list[str]:
    """Return the uids of the store that those UIDs of a calendar hold that are of a kind."""
    return [uid_within(uid) for uid in uids if kind_of(uid) is kind]


def _first_of(weekdays: tuple[int, ...]) -> date:
    """Return a fixed day long ago on which the five minutes begin: the same whenever it is asked."""
    first = date(2024, 1, 1)  # a Monday
    return first + timedelta(days=weekdays[0]) if weekdays else first
