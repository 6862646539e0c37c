"""The folder of a calendar, one item a file (a vdir): what others did there, and what is written.

A file whose changes netcrm does not ask about, such as another alarm, is left as it is until its item changes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from dataclasses import replace
from pathlib import Path

from netcrm.domain.calendar.items import CalendarKind, kind_of
from netcrm.domain.calendar.ledger import FOLDER_BOOK, Advance, LedgerEntry, advance
from netcrm.domain.proposals import Decision
from netcrm.formats.vdir import Vdir
from netcrm.services.calendar.exporting import changed_since, stands_for_now
from netcrm.services.calendar.standing import CalendarItems
from netcrm.services.calendar.wishes import CalendarWish
from netcrm.services.session import Session
from netcrm.services.sync.ahead import WriteAhead
from netcrm.services.sync.calendar.look import CalendarLook, FoundItem
from netcrm.services.sync.calendar.writing import CalendarWriter, settled
from netcrm.services.sync.folders import check_not_emptied, make_folder
from netcrm.services.sync.values import FolderReading, SyncProblem
from netcrm.store.calendar_ledger import Book

_LARGEST = 1_000_000
"""Bytes of an item: more than any calendar writes for one, far less than would fill the memory."""
_SUFFIX = ".ics"


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
        self._book = f"{FOLDER_BOOK}{folder}"
        self._items = CalendarItems(session, wish)
        self._start_anew = start_anew
        self._vdir: Vdir | None = None
        self._ahead = WriteAhead(session, self._book)
        self._look = CalendarLook(session, self._book, self._items, wish.form)

    def read(self) -> FolderReading:
        """Return what others did in the folder since it was written.

        Raises:
            StoreProblem: the folder vanished, cannot be used, or was emptied.
        """
        self._recover()
        reading, look = FolderReading(), self._look
        if not self._folder.exists() and (self._start_anew or not look.is_known):
            return reading  # it is made when it is first written
        self._vdir = Vdir(self._folder, _SUFFIX, largest=_LARGEST)
        look.look_through(self._vdir, reading)
        if self._start_anew:
            look.missing = set()
        else:
            left = len(look.found) + len(look.unusable)
            check_not_emptied(self._folder, missing=len(look.missing), left=left, what="files")
        look.ask(reading)
        return reading

    def _recover(self) -> None:
        """Learn what a sync that was cut short had written."""
        vdir = Vdir(self._folder, _SUFFIX, largest=_LARGEST)

        def stands(entry: LedgerEntry, body: bytes) -> bool:
            return vdir.content(entry.file) == body

        if self._ahead.recover(stands, lambda name: not vdir.has(name)):
            self._look = CalendarLook(self._session, self._book, self._items, self._wish.form)

    def check_writable(self) -> None:
        """Make sure that the folder can be written to, before anything is done in the store.

        Raises:
            StoreProblem: it vanished or is read-only.
        """
        self._vdir = self._vdir or self._made_folder()
        self._vdir.check_writable()

    def settle_taken(self, decisions: Mapping[str, Decision]) -> None:
        """Keep what others did and was taken over as agreed: in the transaction of the act, so that a sync which is cut
        short before it writes asks about nothing again.
        """
        found = self._look.found
        left = self._uids_said(decisions, Decision.LEAVE) | self._uids_said(decisions, Decision.REFUSE)
        self._settle({uid: found[uid] for uid in self._look.asked.keys() - left if uid in found})

    def write(self, decisions: Mapping[str, Decision], wanted: str) -> tuple[int, int, list[SyncProblem]]:
        """Write what changed in netcrm, and return how many files were written and removed, and what could not be.

        Args:
            decisions: What was said to the proposals, by their keys: the files of those that are left open are not
                written over.
            wanted: What was asked for in the folder, to be remembered.

        Raises:
            StoreProblem: the folder vanished or is read-only.
        """
        database, ledger = self._session.database, self._session.ledger
        with database.immediate():
            book, stands_for = ledger.book(self._book), stands_for_now(self._session, self._wish)
            is_quiet = not (self._look.asked or self._look.unusable or self._look.missing or self._start_anew)
            if is_quiet and book == Book(self._book, wanted, stands_for):
                self._settle(self._look.found)
                return 0, 0, []
            wished = Book(self._book, wanted, stands_for)
            held = self._look.unusable | self._uids_said(decisions, Decision.LEAVE)
            writer = self._planned(decisions, wished, held)
            self._ahead.begin(
                [(entry, writer.bodies[entry.uid]) for entry in writer.writes], map(writer.entry_of, writer.removals)
            )
        with database.immediate():
            writer.write()
            ledger.write(self._book, writer.kept.values(), writer.forgotten)
            ledger.write_bodies(self._book, [(uid, 0, body) for uid, body in writer.bodies.items()])
            # What is left open is looked at anew next time.
            is_settled = not (held or writer.problems)
            ledger.keep_book(wished if is_settled else replace(wished, stands_for=_rendering(wished)))
            self._ahead.end()
        return writer.written, writer.removed, writer.problems

    def _planned(self, decisions: Mapping[str, Decision], book: Book, held: Set[str]) -> CalendarWriter:
        """Return what is to be written, planned; `held` are the UIDs whose files stay as they are."""
        session = self._session
        former = session.ledger.book(self._book)
        is_asked_otherwise = _rendering(former) != _rendering(book)
        changed = None if is_asked_otherwise else changed_since(session, former.stands_for)
        ledger = session.ledger.read(self._book)
        unasked = {uid for uid in ledger if kind_of(uid) not in self._kinds()} - held
        writer = CalendarWriter(
            self._vdir or self._made_folder(),
            self._look,
            ledger,
            self._wish.form,
            now=session.clock.now(),
            afresh=None if is_asked_otherwise else self._uids_said(decisions, Decision.REFUSE) - held,
        )
        writer.plan(self._advance(ledger, held, unasked, changed), unasked)
        return writer

    def _advance(
        self, ledger: Mapping[str, LedgerEntry], held: Set[str], unasked: Set[str], changed: Set[int] | None
    ) -> Advance:
        """Return what the folder is to hold; `changed` is whose details may be others than in the ledger."""
        session = self._session
        standing = [one.item for one in CalendarItems(session, self._wish, changed).standing(ledger)]
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

    def _settle(self, items: Mapping[str, FoundItem]) -> None:
        """Keep what programs made of our files, where the ledger knows of them, as what both sides agree on."""
        ledger = self._session.ledger
        entries = ledger.read(self._book)
        seen = {uid: found for uid, found in items.items() if found.seen and uid in entries}
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
        make_folder(self._folder)
        return Vdir(self._folder, _SUFFIX, largest=_LARGEST)

    def _kinds(self) -> frozenset[CalendarKind]:
        return self._wish.kinds | ({CalendarKind.FIVE_MINUTES} if self._wish.five_minutes else set())


def _rendering(book: Book) -> str:
    """Return as what the items of a book were last written: what their bytes follow from besides themselves."""
    known = json.loads(book.stands_for) if book.stands_for else {}
    return json.dumps({"form": known.get("form", ""), "detail": known.get("detail", "")})
