"""A folder of cards, one contact a file: what others did there, and what is written.

Every active contact has a file in it, under the UID and with the lines of `netcrm export vcf`; whoever is archived,
deleted, merged or otherwise out of following up has none. The ledger holds for each file the digest of its bytes as
both sides last agreed on them, and the card that was written into it, with which an edit is compared.
"""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

from netcrm.domain.calendar.ledger import CARDS_BOOK, EntryState, LedgerEntry
from netcrm.formats.vcard.cards import SIZE_LIMIT
from netcrm.formats.vcard.reader import digest_of
from netcrm.formats.vdir import Vdir
from netcrm.services.session import Session
from netcrm.services.sync.ahead import WriteAhead
from netcrm.services.sync.cards.look import CardLook, look
from netcrm.services.sync.cards.proposals import CardProposals
from netcrm.services.sync.cards.writing import CardWriter
from netcrm.services.sync.folders import check_not_emptied, make_folder
from netcrm.services.sync.values import FolderReading, SyncProblem

_SUFFIX = ".vcf"


class CardFolder:
    """Reads and writes one folder.

    Args:
        session: The open store.
        folder: Where it is; it is made where its parent folder is there and it was never synced before.
        start_anew: Whether a folder that was emptied on purpose is written again.
    """

    def __init__(self, session: Session, folder: Path, *, start_anew: bool = False) -> None:
        self._session = session
        self._folder = folder.absolute()
        self._book = f"{CARDS_BOOK}{self._folder}"
        self._start_anew = start_anew
        self._look: CardLook | None = None

    def read(self) -> FolderReading:
        """Return what others did in the folder since it was written.

        Raises:
            StoreProblem: the folder vanished, cannot be used, or was emptied.
        """
        session, vdir = self._session, Vdir(self._folder, _SUFFIX, largest=SIZE_LIMIT)

        def stands(entry: LedgerEntry, _body: bytes) -> bool:
            data = vdir.content(entry.file)
            return data is not None and digest_of(data) == entry.digest

        WriteAhead(session, self._book).recover(stands, lambda name: not vdir.has(name))
        ledger = session.ledger.read(self._book)
        is_known = any(entry.state is not EntryState.UNWANTED for entry in ledger.values())
        if not self._folder.exists() and (self._start_anew or not is_known):
            self._look = CardLook({}, {})
            return FolderReading()  # it is made when it is first written
        found = self._look = look(vdir, ledger)
        if not self._start_anew:
            left = len(found.at) + len(found.blocked)
            check_not_emptied(self._folder, missing=len(found.missing()), left=left, what="cards")
        proposals = CardProposals(session, found, self._book, start_anew=self._start_anew)
        return FolderReading(proposals.all(), found.problems)

    def check_writable(self) -> None:
        """Make sure that the folder can be written to, before anything is done in the store.

        Raises:
            StoreProblem: it vanished or is read-only.
        """
        self._vdir().check_writable()

    def write(self, held: Container[str]) -> tuple[int, int, list[SyncProblem]]:
        """Write what changed in netcrm, and return how many files were written and removed, and what could not be.

        Args:
            held: The names of the files whose proposals stay open: they are not written over.

        Raises:
            StoreProblem: the folder vanished or is read-only.
        """
        if self._look is None:
            self.read()
        found = self._look or CardLook({}, {})
        writer = CardWriter(self._session, self._vdir(), self._book, found, held)
        writer.write()
        self._look = None
        return writer.written, writer.removed, writer.problems

    def _vdir(self) -> Vdir:
        """Return the folder, which is made where it is not there yet.

        Raises:
            StoreProblem: it cannot be made.
        """
        if self._look is not None and not self._look.entries and not self._folder.exists():
            make_folder(self._folder)
        return Vdir(self._folder, _SUFFIX, largest=SIZE_LIMIT)
