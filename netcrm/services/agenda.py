"""The agenda: what is due, in its order. What can be done to its items stands in `netcrm.services.item_acts`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from netcrm.domain.agenda import Agenda, build_agenda
from netcrm.services.agenda_beside import with_words_beside
from netcrm.services.agenda_entries import AgendaEntries
from netcrm.services.item_keys import parse_item
from netcrm.services.session import Session

if TYPE_CHECKING:
    from netcrm.services.trips import Trip


class AgendaService:
    """Builds the agenda, and finds its items by name."""

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
        agenda = build_agenda(
            entries.check_ins(last, policy.daily_cap, all_new=all_new),
            entries.follow_ups(last),
            entries.awaiting(today),
            entries.organisations(policy),
            entries.occasions(today, last),
            interviews=entries.interviews(last),
            leads=entries.leads(last),
            today=today,
            until=last,
            workdays=policy.workdays,
            daily_cap=policy.daily_cap,
            done_today=session.following_up.acted_on(today),
            wait=policy.wait,
            all_new=all_new,
        )
        return with_words_beside(session, agenda)

    def near(self, place: str, *, start: date | None = None, until: date | None = None) -> Trip:
        """Return whom to see in a place, as it will stand on `start` (today), looking ahead to `until` (that day).

        Raises:
            NotFound: nobody and nothing is known there; the sentence lists near places.
            DateProblem: `start` has passed, or `until` lies before it.
        """
        from netcrm.services.trips import plan_trip

        return plan_trip(self._session, place, start, until)

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
        from netcrm.services.acting import acting_on

        acting_on(self._session, key.letter, key.id)
        return str(key)
