"""Backups, the way back from one, and the doctor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from netcrm.domain.days import counted
from netcrm.errors import StoreDamaged
from netcrm.services.holidays import know_holidays
from netcrm.services.session import Session
from netcrm.services.values import Done
from netcrm.store import backup as backups
from netcrm.store.checks import broken_indexes, check_store, rebuild_index
from netcrm.store.database import Database

_QUICK_COMMANDS_WAIT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the doctor found; `mended` tells whether it put it right."""

    what: str
    mended: bool = False


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The doctor's report."""

    store: Path
    contacts: int
    interactions: int
    findings: tuple[Finding, ...]


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
        if there and now - backups.made_at(there[0]) < age:
            return None
        if not self._session.contacts.count():
            return None
        written = backups.back_up(self._session.database, now=now)
        self._session.journal.prune(self._session.clock.now())
        for region in self._session.settings.holidays():
            know_holidays(self._session, region)
        return written

    def restore(self, source: Path) -> Done:
        """Replace the store by a backup, after taking a backup of what is there.

        Calendars elsewhere do not go back: the ledger keeps the higher of both numbers, raised, so that what is
        exported next is newer than what they have.

        A damaged store is not backed up but moved aside. The store itself changes in one step, at the end.

        Raises:
            Unreadable: the backup is missing or no store.
            StoreProblem: it is damaged or newer, or the store is in use.
        """
        database = self._session.database
        source = source.expanduser().absolute()
        backups.check_backup(source, database.path)
        with backups.working_copy(source, database.path) as copy:
            self._fit(copy)
            try:
                kept = backups.back_up(database, reason="before-restore", spare=source)
                backups.copy_over(database, copy)
            except StoreDamaged:
                kept = backups.put_in_place(database, copy)
        self._session.journal.has_written = True
        number = counted(self._session.contacts.count(), "contact")
        return Done(None, f"Restored {source}: {number}. What was there before is in {kept}.")

    def _fit(self, copy: Database) -> None:
        """Give a copy of a backup the ledger that follows on today's, and make its derived facts anew."""
        prepared = Session(copy, self._session.clock, self._session.origin)
        try:
            sent = self._session.ledger.all()
        except StoreDamaged:
            sent = {}
        prepared.ledger.raise_above(sent)
        with copy.immediate():
            prepared.derived.refresh(None, prepared.policy())

    def doctor(self, *, mend: bool = True) -> Diagnosis:
        """Check the store's integrity, its references, its search indexes and its derived facts; mend what follows."""
        session = self._session
        findings = [Finding(what) for what in check_store(session.database)]
        for index in broken_indexes(session.database):
            if mend:
                rebuild_index(session.database, index)
            findings.append(Finding(f"The search index {index} did not fit its table", mended=mend))
        stale = session.derived.differences(session.policy())
        if stale:
            if mend:
                with session.database.immediate():
                    session.derived.refresh(None, session.policy())
                    session.ledger.distrust()
            findings.append(Finding(f"{counted(stale, 'contact')} had derived dates that did not follow", mended=mend))
        return Diagnosis(
            store=session.database.path,
            contacts=session.contacts.count(),
            interactions=session.interactions.count(),
            findings=tuple(findings),
        )
