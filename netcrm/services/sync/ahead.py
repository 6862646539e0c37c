"""What a sync is about to write into a folder, kept before it does: one that was cut short is no change of others.

The ledger learns of files when all of them are written. What stands there from a sync that did not come so far would
else be taken for somebody's edit, and what it removed for somebody's deletion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from netcrm.domain.calendar.ledger import WRITING_BOOK, LedgerEntry
from netcrm.services.session import Session

_REMOVED = ""
"""The digest of an entry whose file is to be removed."""


class WriteAhead:
    """Keeps what is about to be written into the folder of a book, in a book of its own."""

    def __init__(self, session: Session, book: str) -> None:
        self._session = session
        self._book = book
        self._name = f"{WRITING_BOOK}{book}"

    def begin(self, written: Iterable[tuple[LedgerEntry, bytes]], removed: Iterable[LedgerEntry]) -> None:
        """Keep the entries that the ledger will hold, with their bytes there, and those whose files go."""
        ledger = self._session.ledger
        entries = list(written)
        with self._session.database.immediate():
            gone = [replace(entry, digest=_REMOVED) for entry in removed]
            ledger.write(self._name, [*(entry for entry, _ in entries), *gone], [])
            ledger.write_bodies(self._name, ((entry.uid, 0, body) for entry, body in entries))

    def end(self) -> None:
        """Forget it, in the transaction in which the ledger learns all of it."""
        ledger = self._session.ledger
        ledger.write(self._name, [], ledger.read(self._name))

    def recover(self, stands: Callable[[LedgerEntry, bytes], bool], is_gone: Callable[[str], bool]) -> bool:
        """Let the ledger know what a sync that was cut short had written and removed; return whether there was one.

        Args:
            stands: Tells whether the file of an entry holds what was to be written.
            is_gone: Tells whether the folder has no file of that name.
        """
        ledger = self._session.ledger
        if not ledger.read(self._name):
            return False
        with self._session.database.immediate():
            entries, bodies = ledger.read(self._name), dict(ledger.bodies(self._name))
            there = [entry for uid, entry in entries.items() if uid in bodies and stands(entry, bodies[uid])]
            gone = {entry.uid for entry in entries.values() if entry.digest == _REMOVED and is_gone(entry.file)}
            # What had the file before, or was in another one, is not what was written.
            files, items = {entry.file for entry in there}, {entry.item for entry in there}
            known = ledger.read(self._book)
            gone |= {uid for uid, entry in known.items() if entry.file in files or entry.item in items}
            ledger.write(self._book, there, gone - {entry.uid for entry in there})
            ledger.write_bodies(self._book, ((entry.uid, 0, bodies[entry.uid]) for entry in there))
            self.end()
        return True
