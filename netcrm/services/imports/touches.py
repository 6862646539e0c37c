"""The interactions that come in with people: dated messages that a source knows of, and when contact was last had."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from netcrm.domain.days import counted, full_day
from netcrm.domain.draft import Draft
from netcrm.domain.interaction import Channel, Direction, Interaction
from netcrm.domain.rough_dates import middle, rough_date
from netcrm.errors import UsageProblem
from netcrm.services.imports.values import ImportOptions
from netcrm.services.session import Session

CONNECTED = "connected"
"""What `last_contact` says for the source's own date: when the two got to know each other."""
_MESSAGE = "Message"


@dataclass(frozen=True, slots=True)
class ComingTouches:
    """What some drafts bring of touches."""

    known: frozenset[str] = frozenset()
    """The messages that are in the store already."""
    with_messages: bool = False
    last_contact: str = ""
    last_day: date | None = None
    session: Session | None = field(default=None, repr=False)

    def of_new(self, draft: Draft) -> tuple[Interaction, ...]:
        """Return what comes with somebody who is new."""
        day = draft.last_contact or (draft.connected_on if self.last_contact == CONNECTED else self.last_day)
        return (*self.messages(draft), *_last(day, draft))

    def of_known(self, draft: Draft, contact_id: int) -> tuple[Interaction, ...]:
        """Return what comes with somebody who is there: a last contact only where none is known."""
        if draft.last_contact and self.session and not self.session.interactions.has_any(contact_id):
            return (*self.messages(draft), *_last(draft.last_contact, draft))
        return self.messages(draft)

    def messages(self, draft: Draft) -> tuple[Interaction, ...]:
        """Return the messages that are not in the store yet, oldest first."""
        if not self.with_messages:
            return ()
        return tuple(
            Interaction(0, touch.uid, touch.on, Channel.MESSAGE, touch.direction, _MESSAGE)
            for touch in sorted(draft.touches, key=lambda touch: (touch.on, touch.uid))
            if touch.uid not in self.known
        )


def coming_touches(session: Session, drafts: Sequence[Draft], options: ImportOptions) -> ComingTouches:
    """Return what the drafts of an import bring of touches, under what the user asked for."""
    uids = [touch.uid for draft in drafts for touch in draft.touches] if options.messages else []
    return ComingTouches(
        known=frozenset(session.interactions.known_uids(uids)) if uids else frozenset(),
        with_messages=options.messages,
        last_contact=options.last_contact,
        last_day=last_day(options.last_contact, session.today),
        session=session,
    )


def last_day(text: str, today: date) -> date | None:
    """Return the day that “last in touch” says, the middle of a rough one; None for `connected` and for nothing.

    Raises:
        UsageProblem: it is no date, or lies ahead.
    """
    if text in ("", CONNECTED):
        return None
    days = rough_date(text)
    if days is None:
        raise UsageProblem(
            f"“{text}” is no date of last contact. Write a date, a rough one such as 2019 or spring 2021, or"
            f" “{CONNECTED}” for the date in the file."
        )
    if days[0] > today:
        raise UsageProblem(f"“{text}” lies ahead: last contact is in the past.")
    return min(middle(days), today)


def _last(day: date | None, draft: Draft) -> tuple[Interaction, ...]:
    if day is None:
        return ()
    words = f"Last in touch, as {draft.place.file} says" if draft.last_contact == day else "Last in touch"
    return (Interaction(0, "", day, Channel.NOTE, Direction.BOTH, words, counts=True),)


def said_touches(touches: Sequence[Interaction]) -> str:
    """Return how many touches come in and which is the last: `12 messages, the last on 3 Nov 2019`."""
    newest = max(touch.happened_on for touch in touches)
    return f"{counted(len(touches), 'message')}, the last on {full_day(newest)}"


def unanswered(touches: Iterable[Interaction]) -> bool:
    """Whether the newest of some touches was the user's own message, so that an answer would be waited for."""
    newest = max(touches, key=lambda touch: (touch.happened_on, touch.uid), default=None)
    return newest is not None and newest.direction is Direction.OUTGOING and newest.channel.expects_answer
