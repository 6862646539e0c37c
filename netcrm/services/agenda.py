"""The agenda: what is due, and the acts on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from netcrm.domain.agenda import Agenda, OrganisationEntry, build_agenda
from netcrm.domain.check_in import Pause
from netcrm.domain.days import long_day
from netcrm.domain.interaction import Channel
from netcrm.domain.policy import Policy
from netcrm.domain.text import clean_line
from netcrm.errors import NotFound, UsageProblem
from netcrm.services.agenda_entries import AgendaEntries
from netcrm.services.session import Session
from netcrm.services.values import Done
from netcrm.services.words import who
from netcrm.store.following_up import Subject

if TYPE_CHECKING:
    from netcrm.services.acting import Acting, ItemPreview

_ITEM = re.compile(r"([acfo])([1-9]\d{0,17})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PauseLine:
    """A pause in force or to come; `contact_id` and `organisation_id` are both `None` when it is everybody's."""

    id: int
    contact_id: int | None
    organisation_id: int | None
    whom: str
    start_on: date
    end_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class ItemKey:
    """The name of an agenda item: its letter and the id behind it."""

    letter: str
    id: int

    def __str__(self) -> str:
        return f"{self.letter}{self.id}"


def parse_item(text: str) -> ItemKey | None:
    """Return the item that `c7`, `f7`, `o3` or `a7` names, else nothing."""
    found = _ITEM.fullmatch(text.strip())
    return ItemKey(found[1].lower(), int(found[2])) if found else None


class AgendaService:
    """Builds the agenda and acts on its items."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def build(self, until: date | None = None, *, all_new: bool = False) -> Agenda:
        """Return the agenda up to `until`, without it up to today.

        With `all_new` the first of those not yet contacted are listed whatever their day (`count_new` tells how many
        there are in all); else those whose day is `until` or before.
        """
        session = self._session
        today = session.today
        last = until or today
        policy = session.policy()
        entries = AgendaEntries(session)
        return build_agenda(
            entries.check_ins(last, policy.daily_cap, all_new=all_new),
            entries.follow_ups(last),
            entries.awaiting(today),
            self._organisations(policy),
            today=today,
            until=last,
            workdays=policy.workdays,
            daily_cap=policy.daily_cap,
            done_today=session.following_up.acted_on(today),
            wait=policy.wait,
            all_new=all_new,
        )

    def _organisations(self, policy: Policy) -> list[OrganisationEntry]:
        if not self._session.following_up.has_organisation_cadences():
            return []
        from netcrm.services.organisation_items import organisation_entries

        return organisation_entries(self._session, policy)

    def count_new(self) -> int:
        """Return how many people with a cadence were not yet contacted."""
        return self._session.following_up.count_new()

    def item_key(self, text: str) -> str:
        """Return the key of the item that a name means; a person's name means that person's check-in.

        Raises:
            NotFound: there is no such item or person.
            Ambiguous: several people have that name.
        """
        key = parse_item(text)
        if key is None:
            from netcrm.services.resolve import resolve

            return f"c{resolve(self._session, text)}"
        self._acting(key)
        return str(key)

    def preview(self, key: str) -> ItemPreview:
        """Return what each act on an item would do."""
        return self._acting(self._parsed(key)).preview()

    def done(self, key: str, channel: Channel | None = None, *, summary: str = "", on: date | None = None) -> Done:
        """Do an item: log the contact that a check-in asked for, tick a follow-up, note that an answer came."""
        return self._acting(self._parsed(key)).done(channel, summary, on or self._session.today)

    def snooze(self, key: str, until: date) -> Done:
        """Put an item off to a day after today, from where lateness counts."""
        return self.snooze_many([key], until)

    def snooze_many(self, keys: Sequence[str], until: date) -> Done:
        """Put several items off in one act."""
        session = self._session
        items = [self._acting(self._parsed(key)) for key in keys]
        for item in items:
            item.refuse_snooze(until)
        titles = [item.title for item in items]
        with session.act(f"snooze {who(titles)}") as act:
            for item in items:
                item.snooze(until)
        ids = tuple(item.contact_id for item in items if item.contact_id is not None)
        return Done(act.kept, f"Snoozed {who(titles)} until {long_day(until, session.today)}.", ids)

    def skip(self, key: str, reason: str = "") -> Done:
        """Leave a check-in out this time: its cadence counts from today, and history says skipped."""
        return self._acting(self._parsed(key)).skip(clean_line(reason))

    def drop(self, key: str, reason: str) -> Done:
        """Drop a follow-up for a reason, or let an unanswered message rest."""
        return self._acting(self._parsed(key)).drop(clean_line(reason))

    def _parsed(self, text: str) -> ItemKey:
        key = parse_item(text)
        if key is None:
            raise NotFound("item", text, advice="`netcrm due` lists items such as c7 or f7.")
        return key

    def _acting(self, key: ItemKey) -> Acting:
        from netcrm.services.acting import acting_on

        return acting_on(self._session, key.letter, key.id)

    def pause(
        self,
        contact_ids: Sequence[int] | None,
        start: date,
        end: date,
        reason: str = "",
        *,
        organisation: str = "",
    ) -> Done:
        """Pause people, an organisation's people, or (with `None` and no organisation) everybody; both ends inside."""
        session = self._session
        pause = Pause(start, end, clean_line(reason))
        subjects, words = self._paused(contact_ids, organisation)
        with session.act(f"pause {words}") as act:
            for subject in subjects:
                session.following_up.pause(subject, start, end, pause.reason)
        back = session.policy().workdays.next_workday(pause.first_day_back)
        today = session.today
        sentence = f"Paused {words} until {long_day(end, today)}; back {long_day(back, today)}."
        return Done(act.kept, sentence, tuple(contact_ids or ()))

    def resume(self, contact_ids: Sequence[int] | None, *, organisation: str = "") -> Done:
        """End the pauses of people, an organisation or everybody that are in force or to come."""
        session = self._session
        subjects, words = self._paused(contact_ids, organisation)
        pauses = [pause for pause in session.following_up.pauses_from(session.today) if pause.subject in subjects]
        if not pauses:
            raise UsageProblem(f"There is no pause of {words} to end. `netcrm pause --list` shows those in force.")
        yesterday = date.fromordinal(session.today.toordinal() - 1)
        with session.act(f"resume {words}") as act:
            for pause in pauses:
                session.following_up.end_pause(pause, yesterday)
        return Done(act.kept, f"Resumed {words}.", tuple(contact_ids or ()))

    def _paused(self, contact_ids: Sequence[int] | None, organisation: str) -> tuple[list[Subject], str]:
        session = self._session
        if organisation:
            from netcrm.services.organisations import organisation_named

            found = organisation_named(session, organisation)
            return [Subject(organisation_id=found.id)], found.name
        if contact_ids is None:
            return [Subject()], "everybody"
        contacts = session.contacts.load(contact_ids)
        if not contacts:
            raise NotFound("contact", ", ".join(map(str, contact_ids)))
        return [Subject(contact_id=c) for c in contacts], who([contact.name for contact in contacts.values()])

    def pauses(self) -> list[PauseLine]:
        """Return the pauses in force or to come."""
        session = self._session
        lines = []
        for pause in session.following_up.pauses_from(session.today):
            contact_id, organisation_id = pause.subject.contact_id, pause.subject.organisation_id
            whom = "everybody"
            if contact_id is not None:
                whom = session.contacts.load([contact_id])[contact_id].name
            elif organisation_id is not None:
                found = session.organisations.get(organisation_id)
                whom = found.name if found else ""
            lines.append(
                PauseLine(pause.id, contact_id, organisation_id, whom, pause.start_on, pause.end_on, pause.reason)
            )
        return lines
