"""What stands in the user's calendar, and how it changes from one export to the next.

Calendars elsewhere hold copies that cannot be called back. A ledger of what was sent under which UID lets an item's
SEQUENCE grow when it changes, its stamp stay while it does not, and a CANCELLED event follow what went away
(RFC 5545, 3.8.7.4 and 3.8.1.11).
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b

_NEW = "-new@netcrm"

CANCELLED_FOR = timedelta(days=90)
"""How long an item that went away is sent as cancelled, the day on which that was noticed included."""


class CalendarKind(StrEnum):
    """What a calendar item stands for."""

    CHECK_IN = "check-in"
    FOLLOW_UP = "follow-up"


class EventStatus(StrEnum):
    """What a calendar is told about an item."""

    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """An entry of a calendar. Its text must stay true: nothing in it may count days up to today."""

    uid: str
    kind: CalendarKind
    summary: str
    on: date
    at: datetime | None = None
    """The aware moment where the hour matters; else the item takes the whole day."""
    description: tuple[str, ...] = ()
    """Its lines."""
    url: str = ""
    categories: tuple[str, ...] = ()
    alarm: bool = True
    """Whether the calendar reminds of it: at 9 on its day, or 15 minutes before its hour."""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What was last sent out under a UID."""

    uid: str
    digest: str
    """Of `item`."""
    sequence: int
    state: EventStatus
    changed_at: datetime
    """UTC; when it was first sent as it is now."""
    cancelled_on: date | None
    """The local date on which it was noticed to have gone away."""
    item: str
    """The item as text, so that its cancellation can say what is cancelled."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An item as it goes out."""

    item: CalendarItem
    sequence: int
    changed_at: datetime
    status: EventStatus = EventStatus.CONFIRMED


@dataclass(frozen=True, slots=True)
class Advance:
    """What one export sends, and what the ledger must hold afterwards."""

    entries: tuple[CalendarEntry, ...]
    """The items in their order, then what is cancelled, by UID."""
    changed: tuple[LedgerEntry, ...]
    forgotten: tuple[str, ...]
    """UIDs that the ledger need not hold any longer."""

    @property
    def cancelled(self) -> int:
        """How many are sent as cancelled."""
        return sum(entry.status is EventStatus.CANCELLED for entry in self.entries)


def check_in_uid(contact_uid: str, anchor: date | None) -> str:
    """Return the UID of one occurrence of a check-in: a touch or a skip begins a new one, a snooze does not."""
    return (
        f"checkin-{contact_uid}-{anchor.isoformat().replace('-', '')}@netcrm"
        if anchor
        else f"checkin-{contact_uid}{_NEW}"
    )


def is_of_newcomer(uid: str) -> bool:
    """Whether a UID stands for the check-in of somebody not yet contacted."""
    return uid.endswith(_NEW)


def follow_up_uid(follow_up_uid: str) -> str:
    """Return the UID of a follow-up."""
    return f"followup-{follow_up_uid}@netcrm"


def advance(
    ledger: Mapping[str, LedgerEntry],
    items: Sequence[CalendarItem],
    *,
    now: datetime,
    today: date,
    elsewhere: Container[str] = frozenset(),
) -> Advance:
    """Return what to send for `items` after all that the ledger knows was sent before.

    The same arguments give the same answer, and so does the ledger after it on the same day, whatever the hour.

    Args:
        ledger: What was sent before, by UID.
        items: All that stands in the calendar now, in order.
        now: The moment in UTC: the stamp of whatever changed.
        today: The user's local date.
        elsewhere: UIDs that still stand in the store but were not asked for, as in an export of a few people: they
            are neither sent nor cancelled.

    Raises:
        ValueError: An item stands twice in `items`, or `now` has no time zone.
    """
    if now.tzinfo is None:
        raise ValueError("the moment of an export needs a time zone")
    standing = {item.uid for item in items}
    if len(standing) != len(items):
        raise ValueError("an item stands twice in the calendar")
    stamp = now.astimezone(UTC)
    entries: list[CalendarEntry] = []
    changed: list[LedgerEntry] = []
    forgotten: list[str] = []
    for item in items:
        known = ledger.get(item.uid)
        sent = _confirmed(known, item, stamp)
        if sent is not known:
            changed.append(sent)
        entries.append(CalendarEntry(item, sent.sequence, sent.changed_at))
    for uid in sorted(ledger.keys() - standing):
        if uid in elsewhere:
            continue
        gone = _cancelled(ledger[uid], stamp, today)
        if gone.cancelled_on is not None and today - gone.cancelled_on >= CANCELLED_FOR:
            forgotten.append(uid)
            continue
        if gone is not ledger[uid]:
            changed.append(gone)
        entries.append(CalendarEntry(item_from_text(gone.item), gone.sequence, gone.changed_at, EventStatus.CANCELLED))
    return Advance(tuple(entries), tuple(changed), tuple(forgotten))


def _confirmed(known: LedgerEntry | None, item: CalendarItem, stamp: datetime) -> LedgerEntry:
    """Return the ledger's entry for an item that stands: the known one itself, where nothing changed."""
    text = item_text(item)
    digest = blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
    if known and known.digest == digest and known.state == EventStatus.CONFIRMED:
        return known
    return LedgerEntry(
        uid=item.uid,
        digest=digest,
        sequence=known.sequence + 1 if known else 0,
        state=EventStatus.CONFIRMED,
        changed_at=stamp,
        cancelled_on=None,
        item=text,
    )


def _cancelled(known: LedgerEntry, stamp: datetime, today: date) -> LedgerEntry:
    """Return the ledger's entry for an item that went away: the known one itself, where that was known."""
    if known.state == EventStatus.CANCELLED:
        return known
    return replace(
        known, sequence=known.sequence + 1, state=EventStatus.CANCELLED, changed_at=stamp, cancelled_on=today
    )


def item_text(item: CalendarItem) -> str:
    """Return an item as text: JSON, the same for equal items whatever the time zone of their moment."""
    return json.dumps(
        {
            "uid": item.uid,
            "kind": item.kind.value,
            "summary": item.summary,
            "on": item.on.isoformat(),
            "at": item.at.astimezone(UTC).isoformat() if item.at else None,
            "description": item.description,
            "url": item.url,
            "categories": item.categories,
            "alarm": item.alarm,
        },
        ensure_ascii=False,
    )


def item_from_text(text: str) -> CalendarItem:
    """Return the item that `item_text` wrote."""
    written = json.loads(text)
    return CalendarItem(
        uid=written["uid"],
        kind=CalendarKind(written["kind"]),
        summary=written["summary"],
        on=date.fromisoformat(written["on"]),
        at=datetime.fromisoformat(written["at"]) if written["at"] else None,
        description=tuple(written["description"]),
        url=written["url"],
        categories=tuple(written["categories"]),
        alarm=written["alarm"],
    )
