"""Backups, the way back from one, and the doctor."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from netcrm.domain.days import counted
from netcrm.errors import StoreProblem
from netcrm.services.session import Session
from netcrm.services.values import Diagnosis, Done, Finding
from netcrm.store import backup as backups
from netcrm.store.checks import check_store

_QUICK_COMMANDS_WAIT = timedelta(days=7)


class SafetyService:
    """Keeps the store safe."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def backup(self, target: Path | None = None) -> Path:
        """Write a verified copy of the store to `target`, without it to the folder beside the store.

        Raises:
            StoreProblem: it could not be written.
        """
        database = self._session.database
        if target is None:
            return backups.back_up(database, reason="asked")
        target = target.expanduser().absolute()
        if target.is_dir():
            target = target / f"{database.path.stem}-{datetime.now(UTC):%Y%m%d-%H%M%S}.db"
        if target == database.path:
            raise StoreProblem("A backup cannot be written over the store itself. Name another file.")
        backups.copy_to(database, target)
        return target

    def before(self, reason: str) -> None:
        """Take a rotating backup before a large act."""
        backups.back_up(self._session.database, reason=reason)

    def daily(self) -> Path | None:
        """Take the daily backup and prune the journal, unless that was done in the last day."""
        return self._unless_newer_than(timedelta(days=1))

    def weekly(self) -> Path | None:
        """Take a backup unless there is one of the last week: what quick commands do."""
        return self._unless_newer_than(_QUICK_COMMANDS_WAIT)

    def _unless_newer_than(self, age: timedelta) -> Path | None:
        there = backups.rotating(self._session.database.path)
        now = datetime.now(UTC)
        if there and now - datetime.fromtimestamp(there[0].stat().st_mtime, UTC) < age:
            return None
        if not self._session.contacts.count():
            return None
        written = backups.back_up(self._session.database, now=now)
        self._session.journal.prune(self._session.clock.now())
        return written

    def restore(self, source: Path) -> Done:
        """Replace the store by a backup, after taking a backup of what is there.

        Calendars elsewhere do not go back: the ledger keeps the higher of both numbers, raised, so that what is
        exported next is newer than what they have.

        Raises:
            Unreadable: the backup is missing or no store.
            StoreProblem: it is damaged or newer, or the store is in use.
        """
        session = self._session
        kept = backups.back_up(session.database, reason="before-restore")
        ledger = session.ledger.read()
        backups.copy_back(session.database, source.expanduser())
        session.database.after_restore()
        session.ledger.raise_above(ledger)
        with session.database.immediate():
            session.derived.refresh(None, session.policy())
        number = counted(session.contacts.count(), "contact")
        return Done(None, f"Restored {source}: {number}. What was there before is in {kept}.")

    def doctor(self, *, mend: bool = True) -> Diagnosis:
        """Check the store's integrity, its references, its search indexes and its derived facts; mend what follows."""
        session = self._session
        findings = [Finding(what) for what in check_store(session.database)]
        stale = session.derived.differences(session.policy())
        if stale:
            if mend:
                with session.database.immediate():
                    session.derived.refresh(None, session.policy())
            findings.append(Finding(f"{counted(stale, 'contact')} had derived dates that did not follow", mended=mend))
        return Diagnosis(
            store=session.database.path,
            contacts=session.contacts.count(),
            interactions=session.interactions.count(),
            findings=tuple(findings),
        )
