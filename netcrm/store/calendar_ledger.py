"""The calendar ledger: what was last exported under which UID. Never journalled: calendars elsewhere do not undo."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from netcrm.domain.calendar_items import EventStatus, LedgerEntry
from netcrm.store.database import Database

_COLUMNS = "uid, digest, sequence, state, changed_at, cancelled_on, item"


class CalendarLedger:
    """Reads and writes the ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self) -> dict[str, LedgerEntry]:
        """Return every entry by UID."""
        return {
            row[0]: LedgerEntry(
                uid=row[0],
                digest=row[1],
                sequence=row[2],
                state=EventStatus(row[3]),
                changed_at=datetime.fromisoformat(row[4]),
                cancelled_on=date.fromisoformat(row[5]) if row[5] else None,
                item=row[6],
            )
            for row in self._database.rows(f"SELECT {_COLUMNS} FROM calendar_ledger")
        }

    def write(self, changed: Iterable[LedgerEntry], forgotten: Iterable[str]) -> None:
        """Keep the changed entries and forget others, in one transaction."""
        with self._database.immediate():
            self._database.many(
                f"INSERT INTO calendar_ledger ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uid) DO UPDATE SET"
                " digest = excluded.digest, sequence = excluded.sequence, state = excluded.state,"
                " changed_at = excluded.changed_at, cancelled_on = excluded.cancelled_on, item = excluded.item",
                [
                    (
                        entry.uid,
                        entry.digest,
                        entry.sequence,
                        entry.state,
                        entry.changed_at.isoformat(),
                        entry.cancelled_on.isoformat() if entry.cancelled_on else None,
                        entry.item,
                    )
                    for entry in changed
                ],
            )
            self._database.many("DELETE FROM calendar_ledger WHERE uid = ?", [(uid,) for uid in forgotten])

    def raise_above(self, former: dict[str, LedgerEntry]) -> None:
        """After a restore: let every entry be newer than what calendars may have seen before it."""
        now = self.read()
        raised = [
            replace(entry, sequence=max(entry.sequence, former[uid].sequence) + 1, digest="")
            for uid, entry in now.items()
            if uid in former and former[uid] != entry
        ]
        self.write([*raised, *(entry for uid, entry in former.items() if uid not in now)], [])
