"""Events: written, listed, filled with whom to meet, used on the spot, and followed up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from netcrm.domain.days import long_day
from netcrm.domain.events.day_sheet import DaySheet
from netcrm.domain.events.event import Event, moved_clock
from netcrm.domain.text import fold
from netcrm.errors import DateProblem, NeedsDecision
from netcrm.services.events.drafts import event_of
from netcrm.services.events.pages import day_sheet, event_lines, event_page
from netcrm.services.events.people import EventPeople
from netcrm.services.events.values import (
    AfterPlan,
    EventDraft,
    EventLine,
    EventPage,
)
from netcrm.services.playbooks.values import Clash
from netcrm.services.values import Done

_NEAR = timedelta(days=7)
"""How far off an event may be to be the one that is meant without a name."""


class EventService(EventPeople):
    """Acts on events and their people."""

    # What is shown

    def lines(self) -> list[EventLine]:
        """Return all events: what goes on now, what is ahead, then what is over, the latest first."""
        return event_lines(self._session)

    def now(self) -> EventLine | None:
        """Return the event to be at: what goes on today, else what was over last or begins next within a week."""
        lines, today = self.lines(), self._session.today

        def away(it: EventLine) -> timedelta:
            return max(it.event.starts_on - today, today - it.event.ends_on, timedelta(0))

        return min((it for it in lines if away(it) <= _NEAR), key=away, default=None)

    def resolve(self, text: str) -> Event:
        """Return the event that an id, a name, or beginnings of its words mean.

        Raises:
            NotFound: there is none; near names are listed.
            NeedsDecision: several answer to it.
        """
        from netcrm.services.events.finding import find_event

        return find_event(self._session, text)

    def page(self, event_id: int) -> EventPage:
        """Return an event with everybody on its list."""
        return event_page(self._session, self.get(event_id))

    def day_sheet(self, event_id: int, days: Sequence[date] = ()) -> DaySheet:
        """Return whom to meet on some days of an event, or on all, sorted by hour: to print.

        Raises:
            DateProblem: one of the days is none of the event's.
        """
        event = self.get(event_id)
        for day in days:
            if not event.has_day(day):
                raise DateProblem(f"{long_day(day, self._session.today)} is none of {self._days(event)}.")
        return day_sheet(self._session, event, days)

    def sheet_words(self, event_id: int, days: Sequence[date] = (), *, as_markdown: bool = False) -> str:
        """Return the day sheet as plain text or Markdown. See `day_sheet`."""
        from netcrm.formats.day_sheet import sheet_markdown, sheet_text

        sheet = self.day_sheet(event_id, days)
        return sheet_markdown(sheet) if as_markdown else sheet_text(sheet)

    def write_sheet(
        self,
        event_id: int,
        target: Path,
        days: Sequence[date] = (),
        *,
        as_markdown: bool | None = None,
        force: bool = False,
    ) -> str:
        """Write the day sheet into a file, as Markdown where it is said or the file is called so; return a sentence.

        Raises:
            NeedsDecision: there is a file, and `force` is not said.
            StoreProblem: it cannot be written.
        """
        from netcrm.formats.atomic import write_atomically

        if target.exists() and target.is_file() and not force:
            raise NeedsDecision(f"{target} is there already. Name another file, or write over it (--force).")
        is_markdown = target.suffix.casefold() in (".md", ".markdown") if as_markdown is None else as_markdown
        words = self.sheet_words(event_id, days, as_markdown=is_markdown)
        write_atomically(target, [words.encode()])
        return f"Wrote the day sheet of {self.get(event_id).name} to {target}."

    # Events themselves

    def add(self, draft: EventDraft) -> Done:
        """Add an event.

        Raises:
            UsageProblem: it has no name.
            DateProblem: it ends before it begins.
            NotFound: there is no such time zone.
            NeedsDecision: one of that name is there on those days.
        """
        session = self._session
        event = event_of(draft)
        for other in session.events.between(event.starts_on, event.ends_on):
            if fold(other.name) == fold(event.name):
                raise NeedsDecision(
                    f"{other.name} is there already ({self._days(other)}, number {other.id}). Edit that one instead."
                )
        with session.act(f"add {event.name}") as act:
            event_id = session.events.insert(event)
        zone = f", hours in {event.time_zone}" if event.time_zone else ""
        return Done(act.kept, f"Added {event.name}, {self._days(event)}{zone}. Its number is {event_id}.")

    def edit(self, event_id: int, draft: EventDraft) -> Done:
        """Write an event anew. Where its zone changes, the hours of its people stay what the clock there shows.

        Raises:
            UsageProblem, DateProblem, NotFound: as `add`.
            DateProblem: somebody was met on a day that would be none of its days.
        """
        session, there = self._session, self.get(event_id)
        event = replace(event_of(draft), id=event_id, uid=there.uid)
        people = session.events.people([event_id]).get(event_id, [])
        outside = sorted(it.met_on for it in people if it.met_on and it.met_on not in event.local_days)
        if outside:
            raise DateProblem(
                f"You met somebody at {there.name} on {long_day(outside[0], session.today)}, which would be none of its"
                " days. Keep that day among them."
            )
        with session.act(f"edit {there.name}") as act:
            if event != there:
                session.events.replace(event)
            for it in people:
                if it.meets_at and event.time_zone != there.time_zone:
                    moved = moved_clock(it.meets_at, there.time_zone, event.time_zone)
                    session.events.replace_person(replace(it, meets_at=moved))
        said = f"Changed {event.name}, {self._days(event)}." if act.kept else f"Nothing changed for {event.name}."
        return Done(act.kept, said)

    def delete(self, event_id: int) -> Done:
        """Delete an event with its list; the people, and what was logged with them, stay."""
        there = self.get(event_id)
        with self._session.act(f"delete {there.name}") as act:
            self._session.events.delete(event_id)
        return Done(act.kept, f"Deleted {there.name}, {self._days(there)}. Its people and what was logged stay.")

    # After it

    def plan_after(self, event_id: int, *, on: date | None = None) -> AfterPlan:
        """Return what the conference playbook would do with everybody met; nothing is written.

        It counts from the event's last day, or from today where that is longer ago than a day. Who is in it since they
        were met is left out.

        Raises:
            NothingToDo: nobody was met, or all are in it already.
            NotFound: there is no such playbook.
        """
        from netcrm.services.events.afterwards import plan_after

        return plan_after(self._session, self.get(event_id), on)

    def after(self, event_id: int, *, on: date | None = None, clash: Clash | None = None) -> Done:
        """Start the conference playbook with everybody met: one act. See `plan_after`.

        Raises:
            NothingToDo: nobody is left. UsageProblem: nobody of them is to be written to.
            NeedsDecision: somebody is in another playbook, and `clash` does not say what becomes of it.
        """
        from netcrm.services.events.afterwards import start_after

        return start_after(self._session, self.get(event_id), on, clash)
