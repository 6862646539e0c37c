"""The calendar ledger: what was last sent under which UID, in a book for each file or folder that carries a calendar.

Never journalled: calendars elsewhere do not undo. Beside the ledger the bytes of each item are kept as they were sent,
so that nothing need be made again that did not change, and so that it can be told what others changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from netcrm.domain.calendar.ledger import CARDS_BOOK, EntryState, LedgerEntry
from netcrm.store.database import Database

_COLUMNS = "uid, digest, sequence, state, changed_at, ended_on, item, file"


@dataclass(frozen=True, slots=True)
class Book:
    """A file or a folder that carries a calendar or cards."""

    name: str
    """`event-brief`, `folder:/home/ana/calendar`."""
    wanted: str = ""
    """What was last asked for in it, as the service that wrote it says it."""
    stands_for: str = ""
    """What the kept bytes were made from: as long as that is the same, so are they. Empty where they cannot be
    trusted."""


class CalendarLedger:
    """Reads and writes the ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, book: str) -> dict[str, LedgerEntry]:
        """Return every entry of a book by UID."""
        return {
            row[0]: LedgerEntry(
                uid=row[0],
                digest=row[1],
                sequence=row[2],
                state=EntryState(row[3]),
                changed_at=datetime.fromisoformat(row[4]),
                ended_on=date.fromisoformat(row[5]) if row[5] else None,
                item=row[6],
                file=row[7],
            )
            for row in self._database.rows(f"SELECT {_COLUMNS} FROM calendar_ledger WHERE book = ?", [book])
        }

    def sent_elsewhere(self, book: str) -> dict[str, int]:
        """Return the highest SEQUENCE with which other books of calendars sent each UID."""
        return dict(
            self._database.rows(
                "SELECT uid, max(sequence) FROM calendar_ledger WHERE book <> ? AND substr(book, 1, ?) <> ?"
                " GROUP BY uid",
                [book, len(CARDS_BOOK), CARDS_BOOK],
            )
        )

    def write(self, book: str, changed: Iterable[LedgerEntry], forgotten: Iterable[str]) -> None:
        """Keep the changed entries of a book and forget others with their bytes, in one transaction."""
        with self._database.immediate():
            self._database.many(
                f"INSERT INTO calendar_ledger (book, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (book, uid) DO UPDATE SET"
                " digest = excluded.digest, sequence = excluded.sequence, state = excluded.state,"
                " changed_at = excluded.changed_at, ended_on = excluded.ended_on, item = excluded.item,"
                " file = excluded.file",
                [
                    (
                        book,
                        entry.uid,
                        entry.digest,
                        entry.sequence,
                        entry.state,
                        entry.changed_at.isoformat(),
                        entry.ended_on.isoformat() if entry.ended_on else None,
                        entry.item,
                        entry.file,
                    )
                    for entry in changed
                ],
            )
            gone = [(book, uid) for uid in forgotten]
            self._database.many("DELETE FROM calendar_ledger WHERE book = ? AND uid = ?", gone)
            self._database.many("DELETE FROM calendar_body WHERE book = ? AND uid = ?", gone)

    def bodies(self, book: str) -> list[tuple[str, bytes]]:
        """Return each item's UID and bytes as they were sent, in their order."""
        rows = self._database.rows("SELECT uid, body FROM calendar_body WHERE book = ? ORDER BY place, uid", [book])
        return [(uid, body) for uid, body in rows]

    def count_ended(self, book: str) -> int:
        """Return how many of the items whose bytes are kept are completed or cancelled."""
        return int(
            self._database.scalar(
                "SELECT count(*) FROM calendar_body AS b JOIN calendar_ledger AS l ON l.book = b.book AND l.uid = b.uid"
                " WHERE b.book = ? AND l.state <> 'confirmed'",
                [book],
            )
        )

    def write_bodies(self, book: str, bodies: Iterable[tuple[str, int, bytes]]) -> None:
        """Keep the bytes of items, with their UIDs and places; those of other items stay."""
        with self._database.immediate():
            self._database.many(
                "INSERT INTO calendar_body (book, uid, place, body) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (book, uid) DO UPDATE SET place = excluded.place, body = excluded.body",
                [(book, uid, place, body) for uid, place, body in bodies],
            )

    def forget_bodies(self, book: str) -> None:
        """Forget the bytes of a book, which are made again when they are asked for."""
        self._database.execute("DELETE FROM calendar_body WHERE book = ?", [book])

    def books(self) -> list[Book]:
        """Return all books by name."""
        return [
            Book(*row)
            for row in self._database.rows("SELECT name, wanted, stands_for FROM calendar_book ORDER BY name")
        ]

    def book(self, name: str) -> Book:
        """Return a book, a new one where there is none."""
        row = next(
            iter(self._database.rows("SELECT wanted, stands_for FROM calendar_book WHERE name = ?", [name])), None
        )
        return Book(name, *row) if row else Book(name)

    def keep_book(self, book: Book) -> None:
        """Keep what a book says of itself."""
        self._database.execute(
            "INSERT INTO calendar_book (name, wanted, stands_for) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET"
            " wanted = excluded.wanted, stands_for = excluded.stands_for",
            [book.name, book.wanted, book.stands_for],
        )

    def all(self) -> dict[str, dict[str, LedgerEntry]]:
        """Return every entry of every book, by book and UID."""
        names = [row[0] for row in self._database.rows("SELECT DISTINCT book FROM calendar_ledger ORDER BY book")]
        return {name: self.read(name) for name in names}

    def raise_above(self, former: dict[str, dict[str, LedgerEntry]]) -> None:
        """After a restore: let every entry be newer than what calendars may have seen before it."""
        with self._database.immediate():
            for name, entries in former.items():
                now = self.read(name)
                raised = [
                    replace(entry, sequence=max(entry.sequence, entries[uid].sequence) + 1, digest="")
                    for uid, entry in now.items()
                    if uid in entries and entries[uid] != entry
                ]
                self.write(name, [*raised, *(entry for uid, entry in entries.items() if uid not in now)], [])
            # The bytes that the backup holds may have been sent before others that it does not know.
            self._database.execute("DELETE FROM calendar_body")
            self.distrust()

    def distrust(self) -> None:
        """Let whatever is sent next be made anew, since something changed that no act tells of."""
        self._database.execute("UPDATE calendar_book SET stands_for = ''")
