"""Syncing: what others did in the folders becomes proposals, those taken are done by one act, then ours is written."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netcrm.domain.calendar.items import CalendarKind, Form
from netcrm.domain.calendar.ledger import CARDS_BOOK, FOLDER_BOOK, INBOX_BOOK
from netcrm.domain.calendar.words import Detail
from netcrm.domain.days import counted
from netcrm.domain.proposals import Decision, ProposalKind
from netcrm.errors import NetcrmError, StoreProblem
from netcrm.services.acting import Part, Said
from netcrm.services.calendar.five_minutes import five_minutes
from netcrm.services.calendar.wishes import CalendarWish
from netcrm.services.item_acts import write_parts
from netcrm.services.safety import SafetyService
from netcrm.services.session import Session
from netcrm.services.sync.calendar.folder import CalendarFolder
from netcrm.services.sync.values import Decisions, FolderReading, Proposed, SyncProblem, SyncReport, SyncRequest
from netcrm.services.values import Done

if TYPE_CHECKING:
    from netcrm.services.sync.cards.folder import CardFolder
    from netcrm.services.sync.inbox import Inbox


@dataclass(slots=True)
class _Reading:
    """All folders of a request as they were read."""

    calendar: CalendarFolder | None
    cards: CardFolder | None
    inbox: Inbox | None
    found: FolderReading


class SyncService:
    """Syncs folders."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def folders(self) -> tuple[SyncRequest, ...]:
        """Return the folders that were synced before, with what was chosen for each."""
        books = [
            book for book in self._session.ledger.books() if book.name.startswith((FOLDER_BOOK, CARDS_BOOK, INBOX_BOOK))
        ]
        return tuple(dict.fromkeys(_request(json.loads(book.wanted)) for book in books if book.wanted))

    def before(self, folder: Path) -> SyncRequest | None:
        """Return what was asked for the last time with a folder, of whichever kind it is; nothing where it is new."""
        path = _resolved(folder)
        return next((one for one in self.folders() if path in (one.folder, one.cards, one.inbox)), None)

    def leave_off(self, request: SyncRequest) -> None:
        """Sync these folders no more unless they are named again; all that stands in them stays."""
        self._remember(request, "")

    def look(self, request: SyncRequest) -> SyncReport:
        """Return what others did in the folders; nothing is written anywhere.

        Raises:
            StoreProblem: a folder vanished, or cannot be used.
        """
        found = self._read(_absolute(request)).found
        proposals = tuple(one.proposal for one in found.proposed)
        message = f"{counted(len(proposals), 'proposal')} found." if proposals else "Nothing was changed by others."
        return SyncReport(0, 0, proposals, frozenset(), frozenset(), tuple(found.problems), None, message)

    def run(
        self, request: SyncRequest, decisions: Decisions | None = None, *, all_without_conflict: bool = False
    ) -> SyncReport:
        """Do what was decided by one act, then write what is ours. What was not decided is asked again next time.

        Args:
            request: Which folders.
            decisions: What was said to the proposals of `look`; one whose file changed since is not done.
            all_without_conflict: Whether all that nothing was said to are taken, other than conflicts.

        Raises:
            StoreProblem: a folder vanished or is read-only; the store is as it was.
        """
        request = _absolute(request)

        def decided(reading: _Reading) -> dict[str, Decision]:
            return {
                one.proposal.key: _decision(one, decisions or {}, all_without_conflict=all_without_conflict)
                for one in reading.found.proposed
            }

        reading, done = self._read(request), None
        said = decided(reading)
        if Decision.TAKE in said.values():
            for folder in (reading.calendar, reading.cards):
                if folder:
                    folder.check_writable()
            SafetyService(self._session).before("sync")
            with self._session.database.immediate():
                # Read again under the lock: another sync may have been faster, and nothing is done twice.
                reading = self._read(request)
                said = decided(reading)
                done = self._act(reading.found, said)
                if reading.calendar:
                    reading.calendar.settle_taken(said)
        problems = list(reading.found.problems)
        try:
            written, removed = self._write(request, reading, said, problems)
        except StoreProblem as problem:
            more = " What was taken over is done; “netcrm undo” takes it back." if done else ""
            raise StoreProblem(f"{problem}{more}") from problem
        taken, refused = (
            frozenset(key for key, decision in said.items() if decision is wanted)
            for wanted in (Decision.TAKE, Decision.REFUSE)
        )
        open_ones = len(said) - len(taken) - len(refused)
        return SyncReport(
            written,
            removed,
            tuple(one.proposal for one in reading.found.proposed),
            taken,
            refused,
            tuple(problems),
            done.change_set if done else None,
            _message(done, written, removed, open_ones),
        )

    def _read(self, request: SyncRequest) -> _Reading:
        session, found = self._session, FolderReading()
        calendar = cards = inbox = None
        if request.folder:
            calendar = CalendarFolder(session, request.folder, self._wish(request), start_anew=request.start_anew)
            _add(found, calendar.read())
        if request.cards:
            from netcrm.services.sync.cards.folder import CardFolder  # it loads all that reads cards

            cards = CardFolder(session, request.cards, start_anew=request.start_anew)
            _add(found, cards.read())
        if request.inbox:
            from netcrm.services.sync.inbox import Inbox

            inbox = Inbox(session, request.inbox)
            _add(found, inbox.read())
        return _Reading(calendar, cards, inbox, found)

    def _wish(self, request: SyncRequest) -> CalendarWish:
        usual = CalendarWish()
        return CalendarWish(
            request.kinds or usual.kinds, request.days, request.detail, request.form, five_minutes(self._session)
        )

    def _act(self, found: FolderReading, said: dict[str, Decision]) -> Done | None:
        """Do what is taken; what cannot be done becomes a problem, and is left open."""
        parts: list[Part] = []
        for one in found.proposed:
            if said[one.proposal.key] is Decision.TAKE:
                try:
                    parts.append(one.plan())
                except NetcrmError as problem:
                    found.problems.append(SyncProblem(one.proposal.file, str(problem)))
                    said[one.proposal.key] = Decision.LEAVE
        if not parts:
            return None
        return write_parts(self._session, parts, verb="sync", otherwise=Said("Brought in what others did:"))

    def _write(
        self, request: SyncRequest, reading: _Reading, said: Mapping[str, Decision], problems: list[SyncProblem]
    ) -> tuple[int, int]:
        written = removed = 0
        if reading.inbox:
            reading.inbox.keep()
        wanted = json.dumps(_wanted(request))
        if reading.calendar:
            new, gone, more = reading.calendar.write(said, wanted)
            written, removed, problems[:] = written + new, removed + gone, [*problems, *more]
        if reading.cards:
            open_ones = [one.proposal for one in reading.found.proposed if said[one.proposal.key] is Decision.LEAVE]
            new, gone, more = reading.cards.write({one.file for one in open_ones})
            written, removed, problems[:] = written + new, removed + gone, [*problems, *more]
        self._remember(request, wanted)
        return written, removed

    def _remember(self, request: SyncRequest, wanted: str) -> None:
        """Keep what was asked for with the first folder of a request, and with no other of them."""
        ledger = self._session.ledger
        named = ((FOLDER_BOOK, request.folder), (CARDS_BOOK, request.cards), (INBOX_BOOK, request.inbox))
        for book in (ledger.book(f"{kind}{path}") for kind, path in named if path):
            if book.wanted != wanted:
                ledger.keep_book(replace(book, wanted=wanted))
            wanted = ""


def _decision(one: Proposed, decisions: Decisions, *, all_without_conflict: bool) -> Decision:
    takes = all_without_conflict and one.proposal.kind is not ProposalKind.CONFLICT
    return decisions.get(one.proposal.key, Decision.TAKE if takes else Decision.LEAVE)


def _add(found: FolderReading, more: FolderReading) -> None:
    found.proposed += more.proposed
    found.problems += more.problems


def _resolved(path: Path | None) -> Path | None:
    return path.expanduser().resolve() if path else None


def _absolute(request: SyncRequest) -> SyncRequest:
    return replace(
        request, folder=_resolved(request.folder), cards=_resolved(request.cards), inbox=_resolved(request.inbox)
    )


def _wanted(request: SyncRequest) -> dict[str, object]:
    """Return a request as it is remembered with its book."""
    return {
        "folder": str(request.folder) if request.folder else None,
        "cards": str(request.cards) if request.cards else None,
        "inbox": str(request.inbox) if request.inbox else None,
        "kinds": sorted(request.kinds),
        "form": request.form.value,
        "detail": request.detail.value,
        "days": request.days,
    }


def _request(wanted: Mapping[str, Any]) -> SyncRequest:
    """Return the request that `_wanted` made of."""
    path: Callable[[str], Path | None] = lambda key: Path(wanted[key]) if wanted[key] else None  # noqa: E731
    return SyncRequest(
        folder=path("folder"),
        cards=path("cards"),
        inbox=path("inbox"),
        kinds=frozenset(map(CalendarKind, wanted["kinds"])),
        form=Form(wanted["form"]),
        detail=Detail(wanted["detail"]),
        days=wanted["days"],
    )


def _message(done: Done | None, written: int, removed: int, open_ones: int) -> str:
    """Return the whole in a sentence or two."""
    words = [done.sentence] if done else []
    files = [f"wrote {counted(written, 'file')}"] if written else []
    files += [f"removed {counted(removed, 'file')}"] if removed else []
    sentence = " and ".join(files) or ("no file was written" if open_ones else "all files were as they should be")
    words.append(f"{sentence[0].upper()}{sentence[1:]}.")
    if open_ones:
        words.append(f"{counted(open_ones, 'proposal')} left open: take them over or put them back.")
    return " ".join(words)
