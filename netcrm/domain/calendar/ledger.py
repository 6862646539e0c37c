"""What was sent out, and how it changes from one time to the next.

Calendars elsewhere hold copies that cannot be called back. A ledger of what was sent under which UID lets an item's
SEQUENCE grow when it changes, its stamp stay while it does not, and a last word follow what ended (RFC 5545, 3.8.7.4
and 3.8.1.11). Each file or folder that carries a calendar has a book of its own in the ledger, so that two of them that
tell more or less of the same items do not change each other.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b

from netcrm.domain.calendar.items import CalendarItem, CalendarKind, item_from_text, item_text, kind_of

FOLDER_BOOK, CARDS_BOOK, INBOX_BOOK = "folder:", "cards:", "inbox:"
"""How the names of the books begin of a calendar's folder, of a folder of cards and of an inbox; their paths follow."""
WRITING_BOOK = "writing:"
"""How the name of a book begins that holds what is about to be written into another one's folder; its name follows."""
REMEMBERED_FOR = timedelta(days=90)
"""How long what ended is still sent, the day on which that was noticed included."""


class EntryState(StrEnum):
    """What a calendar is told about an item."""

    CONFIRMED = "confirmed"
    """It stands; an interview that took place stands for ever."""
    COMPLETED = "completed"
    """It was done: a completed task, or a cancelled event."""
    CANCELLED = "cancelled"
    """It was withdrawn."""
    UNWANTED = "unwanted"
    """The user deleted it from the calendar and does not want it there again."""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What was last sent out under a UID."""

    uid: str
    digest: str
    """Of `item`."""
    sequence: int
    state: EntryState
    changed_at: datetime
    """UTC; when it was first sent as it is now."""
    ended_on: date | None
    """The local date on which it was noticed to have ended, by which it is forgotten."""
    item: str
    """The item as text, so that its last word can say what ended."""
    file: str = ""
    """Of a folder: the name of the item's file."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An item as it goes out."""

    item: CalendarItem
    sequence: int
    changed_at: datetime
    state: EntryState = EntryState.CONFIRMED
    done_on: date | None = None
    """Of one completed: when."""

    @property
    def stands(self) -> bool:
        """Whether it is neither done nor withdrawn."""
        return self.state is EntryState.CONFIRMED


@dataclass(frozen=True, slots=True)
class Advance:
    """What one export sends, and what the ledger must hold afterwards."""

    entries: tuple[CalendarEntry, ...]
    """The items in their order, then what ended, by UID."""
    changed: tuple[LedgerEntry, ...]
    """New and changed ones."""
    forgotten: tuple[str, ...]
    """UIDs that the ledger need not hold any longer."""

    @property
    def ended(self) -> int:
        """How many are sent as completed or cancelled."""
        return sum(not entry.stands for entry in self.entries)


def advance(
    ledger: Mapping[str, LedgerEntry],
    items: Sequence[CalendarItem],
    *,
    now: datetime,
    today: date,
    elsewhere: Container[str] = frozenset(),
    done: Mapping[str, date] | None = None,
    sent_elsewhere: Mapping[str, int] | None = None,
) -> Advance:
    """Return what to send for `items` after all that the ledger knows was sent before.

    The same arguments give the same answer, and so does the ledger after it on the same day, whatever the hour.

    Args:
        ledger: What was sent before, by UID.
        items: All that stands in the calendar now, in order.
        now: The moment in UTC: the stamp of whatever changed.
        today: The user's local date.
        elsewhere: UIDs that still stand in the store but were not asked for, as in an export of a few people: they
            are neither sent nor ended.
        done: Of UIDs that no longer stand, those that were done, and when; the others were withdrawn.
        sent_elsewhere: The highest SEQUENCE with which other books sent a UID: whatever changes here goes above it,
            since a calendar may have taken both in.

    Raises:
        ValueError: An item stands twice in `items`, or `now` has no time zone.
    """
    if now.tzinfo is None:
        raise ValueError("the moment of an export needs a time zone")
    standing = {item.uid for item in items}
    if len(standing) != len(items):
        raise ValueError("an item stands twice in the calendar")
    stamp, done, above = now.astimezone(UTC).replace(microsecond=0), done or {}, sent_elsewhere or {}
    entries: list[CalendarEntry] = []
    changed: list[LedgerEntry] = []
    forgotten: list[str] = []
    for item in items:
        known = ledger.get(item.uid)
        if known and known.state is EntryState.UNWANTED:
            continue
        sent = _confirmed(known, item, stamp, above.get(item.uid, -1))
        if sent is not known:
            changed.append(sent)
        entries.append(CalendarEntry(item, sent.sequence, sent.changed_at))
    for uid in sorted(ledger.keys() - standing):
        if uid in elsewhere:
            continue
        gone = _ended(ledger[uid], stamp, today, done.get(uid), above.get(uid, -1))
        if gone.ended_on is not None and today - gone.ended_on >= REMEMBERED_FOR:
            forgotten.append(uid)
            continue
        if gone is not ledger[uid]:
            changed.append(gone)
        if gone.state is not EntryState.UNWANTED:
            done_on = (done.get(uid) or gone.ended_on) if gone.state is EntryState.COMPLETED else None
            item = item_from_text(ledger[uid].item)
            entries.append(CalendarEntry(item, gone.sequence, gone.changed_at, gone.state, done_on))
    return Advance(tuple(entries), tuple(changed), tuple(forgotten))


def _confirmed(known: LedgerEntry | None, item: CalendarItem, stamp: datetime, above: int) -> LedgerEntry:
    """Return the ledger's entry for an item that stands: the known one itself, where nothing changed."""
    text = item_text(item)
    digest = digest_of(text.encode("utf-8", "replace"))
    if known and known.digest == digest and known.state is EntryState.CONFIRMED:
        return known if known.ended_on is None else replace(known, ended_on=None)
    return LedgerEntry(
        uid=item.uid,
        digest=digest,
        sequence=max(known.sequence if known else -1, above) + 1,
        state=EntryState.CONFIRMED,
        changed_at=stamp,
        ended_on=None,
        item=text,
        file=known.file if known else "",
    )


def _ended(known: LedgerEntry, stamp: datetime, today: date, done_on: date | None, above: int) -> LedgerEntry:
    """Return the ledger's entry for an item that no longer stands: the known one itself, where that was known.

    An appointment that was kept happened: it stays in the calendar as it is, and is only forgotten in time.
    """
    if known.ended_on is not None:
        return known
    if known.state is EntryState.UNWANTED:
        return replace(known, ended_on=today)
    if done_on is not None and kind_of(known.uid) is CalendarKind.INTERVIEW:
        return replace(known, ended_on=today)
    state = EntryState.CANCELLED if done_on is None else EntryState.COMPLETED
    return replace(known, sequence=max(known.sequence, above) + 1, state=state, changed_at=stamp, ended_on=today)


def digest_of(data: bytes) -> str:
    """Return the digest by which the ledger tells whether something changed."""
    return blake2b(data, digest_size=16).hexdigest()
