"""Follow-ups: made, edited and deleted. Ticking, snoozing and dropping them are acts of the agenda."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from netcrm.domain.days import long_day
from netcrm.domain.follow_up import FollowUp, Owner
from netcrm.domain.text import clean_line
from netcrm.errors import NotFound, UsageProblem
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
        when = long_day(draft.due_on, session.today)
        return Done(act.kept, f"{promised} for {when}: {follow_up.title} (f{new_id}).", (draft.contact_id,))

    def edit(self, follow_up_id: int, draft: FollowUpDraft) -> Done:
        """Write a promise anew; where it stands stays, a snooze goes when the day changes."""
        session = self._session
        there = self.get(follow_up_id)
        new = self._follow_up(draft)
        new = replace(
            there,
            contact_id=new.contact_id,
            title=new.title,
            due_on=new.due_on,
            due_at=new.due_at,
            owner=new.owner,
            snoozed_until=there.snoozed_until if new.due_on == there.due_on else None,
        )
        name = self._name(draft.contact_id)
        with session.act(f"edit follow-up with {name}: {new.title}") as act:
            if new != there:
                session.follow_ups.replace(new)
        when = long_day(new.due_on, session.today)
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

    def _follow_up(self, draft: FollowUpDraft) -> FollowUp:
        title = clean_line(draft.title)
        if not title:
            raise UsageProblem("A follow-up needs words that say what was promised.")
        owner = Owner.THEIRS if draft.theirs else Owner.MINE
        return FollowUp(0, "", draft.contact_id, title, draft.due_on, draft.due_at, owner)

    def _name(self, contact_id: int) -> str:
        found = self._session.contacts.load([contact_id]).get(contact_id)
        if found is None:
            raise NotFound("contact", str(contact_id), advice="`netcrm search` lists people with their ids.")
        return found.name
