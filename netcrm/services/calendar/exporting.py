"""The calendar file: what the ledger makes of what stands, and the bytes of it.

The ledger keeps the bytes of each item. As long as nothing in the store changed, and it is the same day, the file is
put together from them without looking at anybody.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from netcrm import __version__
from netcrm.domain.calendar.items import CHOSEN_KINDS, kind_of
from netcrm.domain.calendar.ledger import Advance, LedgerEntry, advance
from netcrm.formats.calendar.writing import CLOSING, component, opening
from netcrm.services.calendar.standing import CalendarItems
from netcrm.services.calendar.wishes import CalendarWish
from netcrm.services.session import Session
from netcrm.store.calendar_ledger import Book
from netcrm.store.card_people import CardPeople


@dataclass(frozen=True, slots=True)
class PreparedCalendar:
    """A calendar ready to be written."""

    book: Book
    items: int
    """How many events or tasks stand in it, ended ones left out."""
    ended: int
    """How many are sent as completed or cancelled."""
    bodies: Sequence[tuple[str, bytes]]
    """UID and bytes of each, in order."""
    is_unchanged: bool = False
    """Whether the ledger knows it all already."""
    changed: tuple[LedgerEntry, ...] = ()
    """What the ledger must hold once it was sent."""
    forgotten: tuple[str, ...] = ()

    def chunks(self) -> Iterator[bytes]:
        """Yield the bytes of the file."""
        yield opening()
        for _, body in self.bodies:
            yield body
        yield CLOSING


class CalendarExport:
    """Makes calendars of what is late and of the days ahead.

    Args:
        session: The open store.
        wish: What the calendar is to hold.
        chosen: The people whose items it holds; None is everybody. What stands but was not chosen, or is of a kind that
            was not asked for, is neither sent nor cancelled.
        query: What they were chosen by.
        changed_only: Whether it holds only what changed since the last time.
    """

    def __init__(
        self,
        session: Session,
        wish: CalendarWish,
        *,
        chosen: frozenset[int] | None = None,
        query: str = "",
        changed_only: bool = False,
    ) -> None:
        self._session = session
        self._wish = wish
        self._chosen = chosen
        self._query = query
        self._changed_only = changed_only
        self._name = f"{wish.form}-{wish.detail}"

    @contextmanager
    def prepared(self) -> Iterator[PreparedCalendar]:
        """Yield the calendar, and keep it in the ledger when all went well; the store is locked meanwhile."""
        with self._session.database.immediate():
            made = self.prepare()
            yield made
            self.keep(made)

    def prepare(self) -> PreparedCalendar:
        """Return the calendar as it is to be sent."""
        session, name = self._session, self._name
        book, stands_for = session.ledger.book(name), stands_for_now(session, self._wish, self._query)
        if book.stands_for == stands_for:
            if self._changed_only:
                return PreparedCalendar(book, 0, 0, (), is_unchanged=True)
            bodies = session.ledger.bodies(name)
            ended = session.ledger.count_ended(name)
            return PreparedCalendar(book, len(bodies) - ended, ended, bodies, is_unchanged=True)
        made = self._advance(session.ledger.read(name), changed_since(session, book.stands_for))
        entries = made.entries
        if self._changed_only:
            new = {entry.uid for entry in made.changed}
            entries, stands_for = tuple(entry for entry in entries if entry.item.uid in new), ""
        ended = sum(not entry.stands for entry in entries)
        return PreparedCalendar(
            replace(book, stands_for=stands_for),
            len(entries) - ended,
            ended,
            [(entry.item.uid, component(entry, self._wish.form)) for entry in entries],
            changed=made.changed,
            forgotten=made.forgotten,
        )

    def keep(self, made: PreparedCalendar) -> None:
        """Write into the ledger that a calendar was sent."""
        if made.is_unchanged:
            return
        ledger = self._session.ledger
        with self._session.database.immediate():
            ledger.write(self._name, made.changed, made.forgotten)
            ledger.forget_bodies(self._name)
            if made.book.stands_for:
                ledger.write_bodies(self._name, ((uid, place, body) for place, (uid, body) in enumerate(made.bodies)))
            ledger.keep_book(made.book)

    def _advance(self, ledger: Mapping[str, LedgerEntry], changed: set[int] | None) -> Advance:
        session = self._session
        items = CalendarItems(session, self._wish, changed)
        standing = items.standing(ledger)
        asked = [one.item for one in standing if self._chosen is None or one.contact_id in self._chosen]
        sent = {item.uid for item in asked}
        elsewhere = {one.item.uid for one in standing} - sent
        elsewhere |= {uid for uid in ledger if (kind := kind_of(uid)) in CHOSEN_KINDS and kind not in self._wish.kinds}
        known = sent | elsewhere
        gone = [uid for uid, entry in ledger.items() if entry.ended_on is None and uid not in known]
        return advance(
            ledger,
            asked,
            now=session.clock.now(),
            today=session.today,
            elsewhere=elsewhere,
            done=items.ended(gone),
            sent_elsewhere=session.ledger.sent_elsewhere(self._name),
        )


def changed_since(session: Session, stands_for: str) -> set[int] | None:
    """Return whose details may be others than when a book of the ledger was written that stood for that; None where
    nothing tells, or the words themselves may be others.
    """
    known = json.loads(stands_for) if stands_for else {}
    if known.get("version") != __version__:
        return None
    return CardPeople(session.database).changed_after(known["change_set"])


def stands_for_now(session: Session, wish: CalendarWish, query: str = "") -> str:
    """Return all that a calendar's bytes follow from: as long as it is the same, so are they."""
    return json.dumps(
        {
            "version": __version__,
            "today": session.today.isoformat(),
            "change_set": session.journal.newest_given(),
            "holidays": session.settings.holidays_stamp(),
            "kinds": sorted(wish.kinds),
            "days": wish.days,
            "form": wish.form,
            "detail": wish.detail,
            "five_minutes": str(wish.five_minutes or ""),
            "query": query,
        }
    )
