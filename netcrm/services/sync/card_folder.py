"""A folder of cards, one contact a file: what others did there, and what is written.

Every active contact has a file in it, under the UID and with the lines of `netcrm export vcf`; whoever is archived,
deleted, merged or otherwise out of following up has none. The ledger holds for each file the digest of its bytes as
both sides last agreed on them, and the card that was written into it, with which an edit is compared.
"""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

from netcrm.domain.calendar.ledger import EntryState
from netcrm.errors import FolderEmptied, StoreProblem
from netcrm.formats.vcard.cards import SIZE_LIMIT
from netcrm.formats.vdir import Vdir
from netcrm.services.session import Session
from netcrm.services.sync.card_look import CardLook, look
from netcrm.services.sync.card_proposals import CardProposals
from netcrm.services.sync.card_writing import CardWriter
from netcrm.services.sync.values import FolderReading, SyncProblem

_SUFFIX = ".vcf"
_FEW = 5
"""As many files may vanish at once without the folder being taken for another."""


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
        self._book = f"cards:{self._folder}"
        self._start_anew = start_anew
        self._look: CardLook | None = None

    def read(self) -> FolderReading:
        """Return what others did in the folder since it was written.

        Raises:
            StoreProblem: the folder vanished, cannot be used, or was emptied.
        """
        session = self._session
        ledger = session.ledger.read(self._book)
        is_known = any(entry.state is not EntryState.UNWANTED for entry in ledger.values())
        if not self._folder.exists() and (self._start_anew or not is_known):
            self._look = CardLook({}, {})
            return FolderReading()  # it is made when it is first written
        found = self._look = look(Vdir(self._folder, _SUFFIX, largest=SIZE_LIMIT), ledger)
        missing = found.missing()
        if len(missing) > _FEW and not (found.at or found.blocked or self._start_anew):
            raise FolderEmptied(
                f"{self._folder} holds none of the {len(missing):,} cards that netcrm wrote there. If it was emptied on"
                " purpose, start anew (--start-anew); else see that the right folder is there."
            )
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
            try:
                self._folder.mkdir(mode=0o700)
            except OSError as error:
                raise StoreProblem(
                    f"The folder {self._folder} could not be made: {error.strerror or error}. Name one in a folder that"
                    " is there."
                ) from error
        return Vdir(self._folder, _SUFFIX, largest=SIZE_LIMIT)
