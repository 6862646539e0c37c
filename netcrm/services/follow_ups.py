"""Follow-ups: made, edited and deleted. Ticking, snoozing and dropping them are acts of the agenda."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from netcrm.domain.days import long_day
from netcrm.domain.follow_up import FollowUp, Owner
from netcrm.domain.follow_up_acts import next_of, ticked
from netcrm.domain.interval import Interval
from netcrm.domain.moments import local_moment
from netcrm.domain.recurrence import Recurrence, RepeatsFrom
from netcrm.domain.text import clean_line
from netcrm.errors import NotFound, UsageProblem
from netcrm.services.known_people import known_contact
from netcrm.services.session import Session
from netcrm.services.values import Done


@dataclass(frozen=True, slots=True)
class FollowUpDraft:
    """A follow-up about to be made or edited."""

    contact_id: int
    title: str
    due_on: date
    due_at: datetime | None = None
    theirs: bool = False
    every: Interval | None = None
    """How often it comes back; None for a promise made once."""
    counts_from: RepeatsFrom = RepeatsFrom.DATE
    """What the next one counts from, where it comes back."""


class FollowUpService:
    """Acts on promises themselves."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, draft: FollowUpDraft) -> Done:
        """Write down a promise.

        Raises:
            UsageProblem: it has no title.
            NotFound: the contact is unknown.
        """
        session = self._session
        name = self._name(draft.contact_id)
        follow_up = replace(self._follow_up(draft), made_on=session.today)
        with session.act(f"follow-up with {name}: {follow_up.title}") as act:
            new_id = session.follow_ups.insert(follow_up)
        promised = f"{name} promised" if draft.theirs else "Promised"
        when = f"{long_day(draft.due_on, session.today)}{_then(follow_up)}"
        return Done(act.kept, f"{promised} for {when}: {follow_up.title} (f{new_id}).", (draft.contact_id,))

    def edit(self, follow_up_id: int, draft: FollowUpDraft) -> Done:
        """Write a promise anew; where it stands stays, a snooze goes when the day changes.

        Where the day or how it comes back changes, further dates count from its day; else they stay as they were.

        Raises:
            NotFound: there is no such follow-up or contact.
            UsageProblem: it has no title.
        """
        session = self._session
        there = self.get(follow_up_id)
        new = self._follow_up(draft)
        moves = new.due_on != there.due_on
        new = replace(
            there,
            contact_id=new.contact_id,
            title=new.title,
            due_on=new.due_on,
            due_at=new.due_at,
            owner=new.owner,
            snoozed_until=None if moves else there.snoozed_until,
            reason="" if moves and there.snoozed_until else there.reason,
            recurrence=new.recurrence if moves or not _alike(there.recurrence, new.recurrence) else there.recurrence,
        )
        name = self._name(draft.contact_id)
        with session.act(f"edit follow-up with {name}: {new.title}") as act:
            if new != there:
                session.follow_ups.replace(new)
        when = f"{long_day(new.due_on, session.today)}{_then(new)}"
        return Done(act.kept, f"Changed: {new.title}, for {when}.", (draft.contact_id,))

    def delete(self, follow_up_id: int) -> Done:
        """Delete a promise, as if it had never been written down."""
        there = self.get(follow_up_id)
        name = self._name(there.contact_id)
        with self._session.act(f"delete follow-up with {name}: {there.title}") as act:
            self._session.follow_ups.delete(follow_up_id)
        return Done(act.kept, f"Deleted the follow-up with {name}: {there.title}.", (there.contact_id,))

    def get(self, follow_up_id: int) -> FollowUp:
        """Return a follow-up, or raise `NotFound`."""
        found = self._session.follow_ups.get(follow_up_id)
        if found is None:
            raise NotFound(
                "follow-up", f"f{follow_up_id}", advice="`netcrm due --until 2099-12-31` lists the open ones."
            )
        return found

    def upcoming(self, draft: FollowUpDraft, count: int = 2) -> tuple[date, ...]:
        """Return the dates after the first one of what comes back, each done on its day; none for one made once."""
        session = self._session
        country = next((it.country for it in session.facts.read([draft.contact_id])), "")
        workdays = session.policy().workdays_of(country)
        follow_up: FollowUp | None = self._follow_up(replace(draft, title=draft.title or "untitled"))
        dates: list[date] = []
        while follow_up is not None and len(dates) <= count:
            dates.append(follow_up.due_on)
            done = ticked(follow_up, max(follow_up.due_on, session.today))
            follow_up = next_of(done, workdays, local_moment)
        return tuple(dates[1:])

    def _follow_up(self, draft: FollowUpDraft) -> FollowUp:
        title = clean_line(draft.title)
        if not title:
            raise UsageProblem("A follow-up needs words that say what was promised.")
        owner = Owner.THEIRS if draft.theirs else Owner.MINE
        recurrence = Recurrence(draft.every, draft.counts_from, draft.due_on) if draft.every else None
        return FollowUp(0, "", draft.contact_id, title, draft.due_on, draft.due_at, owner, recurrence=recurrence)

    def _name(self, contact_id: int) -> str:
        return known_contact(self._session, contact_id).name


def _alike(one: Recurrence | None, other: Recurrence | None) -> bool:
    """Whether two follow-ups come back in the same way, whichever occurrences they are."""
    if one is None or other is None:
        return one is other
    return (one.interval, one.counts_from) == (other.interval, other.counts_from)


def _then(follow_up: FollowUp) -> str:
    """Return `, then every year` for one that comes back."""
    return f", then {follow_up.recurrence.describe()}" if follow_up.recurrence else ""
