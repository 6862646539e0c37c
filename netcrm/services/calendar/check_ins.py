"""The check-ins of a calendar: of people and of organisations, each on the day that the cap leaves it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from netcrm.domain.agenda import AgendaItem, CheckInEntry, ItemKind, OrganisationEntry, build_agenda, calendar_days
from netcrm.domain.calendar.items import CalendarItem, check_in_uid, item_from_text, of_check_in
from netcrm.domain.calendar.ledger import LedgerEntry
from netcrm.domain.calendar.words import Detail, check_in_again, check_in_item, organisation_item
from netcrm.domain.policy import Policy
from netcrm.services.agenda_entries import AgendaEntries
from netcrm.services.calendar.wishes import CalendarWish, Dated, StandingItem, latest_of, pages, people_of, priority_in
from netcrm.services.session import Session


class CalendarCheckIns:
    """Reads them.

    Args:
        session: The open store.
        wish: What the calendar is to hold.
        policy: What the settings say about dates.
        changed: Whose details may be others than when the ledger was last written; None is everybody.
    """

    def __init__(self, session: Session, wish: CalendarWish, policy: Policy, changed: Collection[int] | None) -> None:
        self._session = session
        self._wish = wish
        self._policy = policy
        self._changed = changed

    def standing(self, sent: set[str], until: date, ledger: Mapping[str, LedgerEntry]) -> Iterator[StandingItem]:
        """Yield the check-ins due by `until`, and those that were sent and still stand, in agenda order.

        Args:
            sent: The UIDs of what stands in the calendar already.
            until: The last day of the window.
            ledger: What was sent.
        """
        session, policy, today = self._session, self._policy, self._session.today
        entries = AgendaEntries(session)
        check_ins = entries.check_ins(until, policy.daily_cap, all_new=False)
        known = {check_in_uid(entry.uid, entry.check_in.anchor) for entry in check_ins}
        beyond = {owner[0] for uid in sent - known if (owner := of_check_in(uid))}
        if beyond:
            there = {entry.contact_id for entry in check_ins}
            ids = [i for i in session.contacts.ids_by_uid(list(beyond)) if i not in there]
            check_ins += [e for e in entries.check_ins_of(ids) if check_in_uid(e.uid, e.check_in.anchor) in sent]
        organisations = [
            entry
            for entry in entries.organisations(policy)
            if entry.check_in.due_on <= until or check_in_uid(entry.uid, entry.check_in.anchor) in sent
        ]
        done = session.following_up.acted_on(today)
        dated = build_agenda(
            check_ins,
            [],
            [],
            organisations,
            today=today,
            until=date.max,
            workdays=policy.workdays,
            daily_cap=policy.daily_cap,
            done_today=done,
        ).items
        days = calendar_days(dated, cap=policy.daily_cap, workdays=policy.workdays, today=today, done_today=done)
        by_contact = {entry.contact_id: entry for entry in check_ins}
        by_organisation = {f"o{entry.organisation_id}": entry for entry in organisations}
        for page in pages(list(zip(dated, days, strict=True))):
            yield from self._check_in_items(page, by_contact, by_organisation, ledger)

    def _check_in_items(
        self,
        page: Dated,
        entries: Mapping[int, CheckInEntry],
        organisations: Mapping[str, OrganisationEntry],
        ledger: Mapping[str, LedgerEntry],
    ) -> Iterator[StandingItem]:
        people = [(item, day, entries[item.contact_id]) for item, day in page if item.contact_id is not None]
        again = {item.key: made for item, day, entry in people if (made := self._again(item, day, entry, ledger))}
        ids = [entry.contact_id for item, _, entry in people if item.key not in again]
        contacts, last = people_of(self._session, self._wish, ids), latest_of(self._session, self._wish, ids)
        for item, day in page:
            contact_id, priority = item.contact_id, priority_in(self._wish, item)
            made = again.get(item.key)
            if item.kind is ItemKind.ORGANISATION:
                entry = organisations[item.key]
                made = organisation_item(entry, on=day, detail=self._wish.detail, priority=priority)
            elif made is None and contact_id is not None:
                person = entries[contact_id]
                made = check_in_item(
                    contacts[contact_id],
                    on=day,
                    anchor=person.check_in.anchor,
                    cadence=person.effective.describe(),
                    last_touch=person.last_touch,
                    last=last.get(contact_id),
                    detail=self._wish.detail,
                    due=person.check_in.due_on,
                    priority=priority,
                )
            if made:
                yield StandingItem(item.key, contact_id, made)

    def _again(
        self, item: AgendaItem, day: date, entry: CheckInEntry, ledger: Mapping[str, LedgerEntry]
    ) -> CalendarItem | None:
        """Return a check-in as the ledger has it, on its day, where its words are still true without looking at the
        person.
        """
        if self._changed is None or entry.contact_id in self._changed or self._wish.detail is not Detail.BRIEF:
            return None
        sent = ledger.get(check_in_uid(entry.uid, entry.check_in.anchor))
        if sent is None:
            return None
        return check_in_again(
            item_from_text(sent.item),
            on=day,
            cadence=entry.effective.describe(),
            last_touch=entry.last_touch,
            due=entry.check_in.due_on,
            priority=priority_in(self._wish, item),
        )
