"""The people of events: put on the list, by name or from a roster, and met."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from pathlib import Path

from netcrm.domain.contact import Details
from netcrm.domain.days import long_day, weekday
from netcrm.domain.events.event import Event, days_words, hour_words
from netcrm.domain.text import clean_line
from netcrm.errors import DateProblem, NeedsDecision, NotFound, NothingToDo, UsageProblem
from netcrm.services.events.values import RosterPlan, Slot
from netcrm.services.known_people import known_contacts
from netcrm.services.session import Session
from netcrm.services.values import Done
from netcrm.services.words import who


class EventPeople:
    """Acts on who is to be met at an event, and on who was."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, event_id: int) -> Event:
        """Return an event, or raise `NotFound`."""
        found = self._session.events.get(event_id)
        if found is None:
            raise NotFound("event", str(event_id), advice="`netcrm event list` shows them.")
        return found

    def want(self, event_id: int, ids: Sequence[int], slot: Slot = Slot()) -> Done:  # noqa: B008 - frozen
        """Put people on the list of whom to meet, with session, hour and room; who stands there gets what is new.

        Raises:
            UsageProblem: nobody is named. NotFound: somebody is unknown. NothingToDo: all stand there so already.
        """
        from netcrm.services.events.roster import put_target

        session, event = self._session, self.get(event_id)
        names = self._names(ids)
        there = {person.contact_id: person for person in session.events.people([event_id]).get(event_id, ())}
        with session.act(f"want to meet {who(names)} at {event.name}") as act:
            for contact_id in dict.fromkeys(ids):
                put_target(session, event, contact_id, there.get(contact_id), slot)
        if act.kept is None:
            stands = "stands" if len(names) == 1 else "stand"
            raise NothingToDo(f"{who(names)} {stands} on the list of {event.name} already.")
        when = f"{long_day(slot.at.date(), session.today)} {hour_words(slot.at)}" if slot.at else ""
        room = clean_line(slot.room or "")
        where = ", ".join(filter(None, (when, f"room {room}" if room[:1].isdigit() else room)))
        return Done(
            act.kept, f"You want to meet {who(names)} at {event.name}{f', {where}' if where else ''}.", tuple(ids)
        )

    def remove(self, event_id: int, ids: Sequence[int]) -> Done:
        """Take people off an event's list; what was logged with them stays.

        Raises:
            NothingToDo: none of them stands there.
        """
        session, event = self._session, self.get(event_id)
        names = self._names(ids)
        there = [it for it in session.events.people([event_id]).get(event_id, ()) if it.contact_id in set(ids)]
        if not there:
            raise NothingToDo(f"{who(names)} is not on the list of {event.name}.")
        with session.act(f"take {who(names)} off the list of {event.name}") as act:
            for person in there:
                session.events.remove_person(person.id)
        met = " What was logged with them stays." if any(it.met_on for it in there) else ""
        return Done(act.kept, f"Took {who(names)} off the list of {event.name}.{met}", tuple(ids))

    def slot(self, event_id: int, text: str) -> datetime:
        """Return the moment that a day and an hour such as `thu 14:30` mean on the event's clock.

        Raises:
            DateProblem: they name none of the event.
        """
        from netcrm.services.events.roster import read_slot
        from netcrm.services.settings import SettingService

        event = self.get(event_id)
        found = read_slot(event, text, day_first=SettingService(self._session).day_first)
        if found is None:
            raise DateProblem(
                f"“{clean_line(text)}” is no hour of {event.name} ({self._days(event)}). Write a day of it and an hour,"
                f" such as {weekday(event.starts_on)} 14:30."
            )
        return found

    def day_of(self, event_id: int, text: str) -> date:
        """Return the day of an event that `thu`, `24 sep` or `day 2` means.

        Raises:
            DateProblem: it names none of the event.
        """
        try:
            return self.slot(event_id, f"{text} 12:00").date()
        except DateProblem:
            event = self.get(event_id)
            raise DateProblem(
                f"“{clean_line(text)}” is no day of {event.name} ({self._days(event)}). Name one of its days."
            ) from None

    def plan_roster(self, event_id: int, path: Path) -> RosterPlan:
        """Return what a roster file says, held against who is here; nothing is written.

        Raises:
            Unreadable: it is missing, no table, or has no names.
        """
        from netcrm.services.events.roster import plan_roster

        return plan_roster(self._session, self.get(event_id), path)

    def want_roster(self, plan: RosterPlan, picked: Collection[int]) -> Done:
        """Put the picked rows of a roster on the list, and add those who are new: one act.

        Raises:
            NothingToDo: nobody is picked, or all stand there already.
        """
        from netcrm.services.events.roster import write_roster

        return write_roster(self._session, plan, picked)

    # At it

    def conference_day(self, event_id: int) -> date:
        """Return the day for which people are met now: today, or the last day of an event that is over.

        Raises:
            DateProblem: it has not begun.
        """
        event, today = self.get(event_id), self._session.today
        if today in event.local_days:
            return today
        if today < event.starts_on:
            raise DateProblem(
                f"{event.name} begins on {long_day(event.starts_on, today)}: nobody can be met there before."
                " Put people on its list until then."
            )
        return event.ends_on

    def met(self, event_id: int, contact_id: int, line: str = "", *, on: date | None = None) -> Done:
        """Say that somebody was met, with one line of what was said; it is logged.

        Raises:
            NotFound: event or contact are unknown.
            DateProblem: the day lies after today or outside the event's days.
            NothingToDo: they are marked as met on that day, and there is no line to add.
        """
        from netcrm.services.events.meeting import met_day, plan_meeting, write_meeting

        session, event = self._session, self.get(event_id)
        name = self._names([contact_id])[0]
        day = met_day(session, event, on)
        return write_meeting(session, plan_meeting(session, event, contact_id, name, line, day))

    def met_new(self, event_id: int, details: Details, line: str = "", *, on: date | None = None) -> Done:
        """Say that somebody unknown was met: they are added, tagged with the event, and the talk is logged.

        Who has that mail address under a name that agrees is taken for them.

        Raises:
            UsageProblem: there is no name.
            NeedsDecision: somebody of another name has the mail address.
            DateProblem, NothingToDo: as `met`.
        """
        from netcrm.services.cleaning import cleaned
        from netcrm.services.events.finding import SAME_MAIL, KnownAlready
        from netcrm.services.events.meeting import met_day, new_person, plan_meeting, write_meeting

        session, event = self._session, self.get(event_id)
        details = cleaned(new_person(event, details))
        day = met_day(session, event, on)
        known = KnownAlready(session, [details])
        found, why = known.find(details)
        if found is not None and why == SAME_MAIL:
            return self.met(event_id, found, line, on=day)
        if (other := known.other_holder(details)) is not None:
            raise NeedsDecision(
                f"{details.emails[0].value} belongs to {other.name} ({other.id}). Say that you met them, or leave the"
                " address out."
            )
        meeting = plan_meeting(session, event, None, details.name.display, line, day)
        return write_meeting(session, meeting, details)

    def write_line(self, event_id: int, contact_id: int, line: str) -> Done:
        """Write anew what was said with somebody who was met, on the list and where it was logged.

        Raises:
            NotFound: they were not met there.
            NothingToDo: it says so already.
        """
        from netcrm.services.events.meeting import Meeting, write_line

        session, event = self._session, self.get(event_id)
        name = self._names([contact_id])[0]
        there = session.events.person(event_id, contact_id)
        if there is None or there.met_on is None:
            raise NotFound("person met at this event", name, advice="Say first that you met them.")
        words = clean_line(line)
        if words == there.line:
            raise NothingToDo(f"The line about {name} at {event.name} says so already.")
        meeting = Meeting(event, contact_id, name, there.met_on, words, there)
        with session.act(f"change the line about {name} at {event.name}") as act:
            write_line(session, meeting, there, words)
        return Done(act.kept, f"{name} at {event.name}: {words or 'no line'}.", (contact_id,))

    def _days(self, event: Event) -> str:
        return days_words(event.starts_on, event.ends_on, self._session.today)

    def _names(self, ids: Sequence[int]) -> list[str]:
        if not ids:
            raise UsageProblem("Whom? Name somebody by name, mail address or id.")
        return [it.name for it in known_contacts(self._session, *dict.fromkeys(ids))]
