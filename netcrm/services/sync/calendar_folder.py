"""The folder of a calendar, one item a file (a vdir): what others did there, and what is written.

A file whose changes netcrm does not ask about, such as another alarm, is left as it is until its item changes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from dataclasses import replace
from pathlib import Path

from netcrm.domain.calendar.items import CalendarKind, kind_of
from netcrm.domain.calendar.ledger import Advance, LedgerEntry, advance
from netcrm.domain.proposals import Decision
from netcrm.errors import FolderEmptied, StoreProblem
from netcrm.formats.vdir import Vdir
from netcrm.services.calendar.exporting import stands_for_now
from netcrm.services.calendar.standing import CalendarItems, CalendarWish
from netcrm.services.session import Session
from netcrm.services.sync.calendar_look import CalendarLook
from netcrm.services.sync.calendar_writing import CalendarWriter, settled
from netcrm.services.sync.values import FolderReading, SyncProblem
from netcrm.store.calendar_ledger import Book

_LARGEST = 1_000_000
"""Bytes of an item: more than any calendar writes for one, far less than would fill the memory."""
_SUFFIX = ".ics"
_FEW = 5
"""As many files may vanish at once without the folder being taken for another."""


class CalendarFolder:
    """Reads and writes one folder.

    Args:
        session: The open store.
        folder: Where it is; it is made where its parent folder is there and it was never synced before.
        wish: What the calendar holds.
        start_anew: Whether a folder that was emptied on purpose is written again.
    """

    def __init__(self, session: Session, folder: Path, wish: CalendarWish, *, start_anew: bool = False) -> None:
        self._session = session
        self._folder = folder
        self._wish = wish
        self._book = f"folder:{folder}"
        self._items = CalendarItems(session, wish)
        self._start_anew = start_anew
        self._vdir: Vdir | None = None
        self._look = CalendarLook(session, self._book, self._items, wish.form)

    def read(self) -> FolderReading:
        """Return what others did in the folder since it was written.

        Raises:
            StoreProblem: the folder vanished, cannot be used, or was emptied.
        """
        reading, look = FolderReading(), self._look
        if not self._folder.exists() and (self._start_anew or not look.is_known):
            return reading  # it is made when it is first written
        self._vdir = Vdir(self._folder, _SUFFIX, largest=_LARGEST)
        look.look_through(self._vdir, reading)
        if self._start_anew:
            look.missing = set()
        elif len(look.missing) > _FEW and not look.found:
            raise FolderEmptied(
                f"{self._folder} holds none of the {len(look.missing):,} files that netcrm wrote there. If it was"
                " emptied on purpose, start anew (--start-anew); else see that the right folder is there."
            )
        look.ask(reading)
        return reading

    def check_writable(self) -> None:
        """Make sure that the folder can be written to, before anything is done in the store.

        Raises:
            StoreProblem: it vanished or is read-only.
        """
        self._vdir = self._vdir or self._made_folder()
        self._vdir.check_writable()

    def write(self, decisions: Mapping[str, Decision], wanted: str) -> tuple[int, int, list[SyncProblem]]:
        """Write what changed in netcrm, and return how many files were written and removed, and what could not be.

        Args:
            decisions: What was said to the proposals, by their keys: the files of those that are left open are not
                written over.
            wanted: What was asked for in the folder, to be remembered.

        Raises:
            StoreProblem: the folder vanished or is read-only.
        """
        with self._session.database.immediate():
            book, stands_for = self._session.ledger.book(self._book), stands_for_now(self._session, self._wish)
            is_quiet = not (self._look.asked or self._look.unusable or self._look.missing or self._start_anew)
            if is_quiet and book == Book(self._book, wanted, stands_for):
                self._settle_all()
                return 0, 0, []
            return self._write(decisions, Book(self._book, wanted, stands_for))

    def _write(self, decisions: Mapping[str, Decision], book: Book) -> tuple[int, int, list[SyncProblem]]:
        session, look = self._session, self._look
        is_asked_otherwise = _rendering(session.ledger.book(self._book)) != _rendering(book)
        held = look.unusable | self._uids_said(decisions, Decision.LEAVE)
        ledger = session.ledger.read(self._book)
        unasked = {uid for uid in ledger if kind_of(uid) not in self._kinds()} - held
        writer = CalendarWriter(
            self._vdir or self._made_folder(),
            look,
            ledger,
            self._wish.form,
            afresh=None if is_asked_otherwise else self._uids_said(decisions, Decision.REFUSE) - held,
        )
        writer.write(self._advance(ledger, held, unasked), unasked)
        session.ledger.write(self._book, writer.kept.values(), writer.forgotten)
        session.ledger.write_bodies(self._book, [(uid, 0, body) for uid, body in writer.bodies.items()])
        # What is left open is looked at anew next time.
        is_settled = not (held or writer.problems)
        session.ledger.keep_book(book if is_settled else replace(book, stands_for=_rendering(book)))
        return writer.written, writer.removed, writer.problems

    def _advance(self, ledger: Mapping[str, LedgerEntry], held: Set[str], unasked: Set[str]) -> Advance:
        session = self._session
        standing = [one.item for one in self._items.standing(ledger)]
        known = {item.uid for item in standing}
        gone = [uid for uid, entry in ledger.items() if entry.ended_on is None and uid not in known]
        return advance(
            ledger,
            [item for item in standing if item.uid not in held],
            now=session.clock.now(),
            today=session.today,
            elsewhere=held | unasked,
            done=self._items.ended(gone),
            sent_elsewhere=self._sent_elsewhere(),
        )

    def _sent_elsewhere(self) -> dict[str, int]:
        """Return the highest SEQUENCE of each UID that calendars may have seen from others than this folder's book."""
        found = self._session.ledger.sent_elsewhere(self._book)
        for uid, one in self._look.found.items():
            if one.seen:
                found[uid] = max(found.get(uid, 0), one.seen.sequence)
        return found

    def _settle_all(self) -> None:
        """Keep what programs made of our files without changing what they say."""
        ledger = self._session.ledger
        entries = ledger.read(self._book)
        seen = {uid: found for uid, found in self._look.found.items() if found.seen and uid in entries}
        ledger.write_bodies(self._book, [(uid, 0, found.data) for uid, found in seen.items()])
        ledger.write(self._book, [settled(entries[uid], found) for uid, found in seen.items()], [])

    def _uids_said(self, decisions: Mapping[str, Decision], decision: Decision) -> set[str]:
        """Return the UIDs of the items of whose proposals one had that decision."""
        return {
            uid
            for uid, asked in self._look.asked.items()
            if any(decisions.get(one.proposal.key, Decision.LEAVE) is decision for one in asked)
        }

    def _made_folder(self) -> Vdir:
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise StoreProblem(
                f"The folder {self._folder} could not be made: {error.strerror or error}. Name one in a folder"
                " that is there."
            ) from error
        return Vdir(self._folder, _SUFFIX, largest=_LARGEST)

    def _kinds(self) -> frozenset[CalendarKind]:
        return self._wish.kinds | ({CalendarKind.FIVE_MINUTES} if self._wish.five_minutes else set())


def _rendering(book: Book) -> str:
    """Return as what the items of a book were last written: what their bytes follow from besides themselves."""
    known = json.loads(book.stands_for) if book.stands_for else {}
    return json.dumps({"form": known.get("form", ""), "detail": known.get("detail", "")})
