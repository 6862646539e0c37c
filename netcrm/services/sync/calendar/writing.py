"""Writing into the folder of a calendar: which files change, and what the ledger must hold of them."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace
from datetime import datetime

from netcrm.domain.calendar.items import Form
from netcrm.domain.calendar.ledger import Advance, CalendarEntry, LedgerEntry
from netcrm.formats.calendar.writing import component, item_file
from netcrm.formats.vdir import Vdir, VdirProblem
from netcrm.services.sync.calendar.look import CalendarLook, FoundItem
from netcrm.services.sync.values import SyncProblem


class CalendarWriter:
    """Plans which files change, then writes and removes them; what it did stands in its attributes.

    Args:
        vdir: The folder.
        look: What was seen in it.
        ledger: What it was told before.
        form: As what tasks go out.
        now: The moment in UTC.
        afresh: UIDs whose files are written whatever stands there; None is all.
    """

    def __init__(
        self,
        vdir: Vdir,
        look: CalendarLook,
        ledger: Mapping[str, LedgerEntry],
        form: Form,
        *,
        now: datetime,
        afresh: Set[str] | None,
    ) -> None:
        self._vdir = vdir
        self._look = look
        self._ledger = ledger
        self._form = form
        self._now = now.replace(microsecond=0)
        self._afresh = afresh
        self.written = 0
        self.removed = 0
        self.problems: list[SyncProblem] = []
        self.kept: dict[str, LedgerEntry] = {}
        """What the ledger must hold, by UID: new and changed entries."""
        self.bodies: dict[str, bytes] = {}
        """The bytes on which both sides agree now, of the items that were looked at."""
        self.forgotten: set[str] = set()
        """UIDs of which the ledger need not know any longer."""
        self.writes: list[LedgerEntry] = []
        """What was planned to be written: its entries, whose bytes are in `bodies`."""
        self.removals: list[FoundItem] = []
        """What was planned to be removed."""

    def plan(self, made: Advance, unasked: Set[str]) -> None:
        """Find what has to be written, and what is no longer asked for or remembered; nothing is written."""
        self.kept = {entry.uid: entry for entry in made.changed}
        self.forgotten = {*made.forgotten, *unasked}
        self.writes = [planned for entry in made.entries if (planned := self._planned(entry))]
        self.removals = [self._look.found[uid] for uid in sorted(self.forgotten) if uid in self._look.found]

    def write(self) -> None:
        """Write and remove what was planned.

        Raises:
            StoreProblem: the folder vanished or is read-only, or the disk is full.
        """
        for entry in self.writes:
            found = self._look.found.get(entry.uid)
            try:
                self._vdir.write(entry.file, self.bodies[entry.uid], expected=found.file.stamp if found else None)
            except VdirProblem as problem:
                self.problems.append(SyncProblem(entry.file, str(problem)))
                del self.kept[entry.uid], self.bodies[entry.uid]
                continue
            self.written += 1
        self._remove()
        self._vdir.settle()

    def entry_of(self, found: FoundItem) -> LedgerEntry:
        """Return what the ledger knows of a file."""
        return replace(self._ledger[found.uid], file=found.file.name)

    def _planned(self, entry: CalendarEntry) -> LedgerEntry | None:
        """Return the ledger's entry of an item whose file is to be written; nothing where it stays as it is."""
        uid, found = entry.item.uid, self._look.found.get(entry.item.uid)
        if uid in self._look.missing and not entry.stands:
            self.forgotten.add(uid)  # deleted over there, ended here: both agree
            return None
        # Who was in touch twice on a day has a check-in that stands though it was ticked off.
        is_afresh = self._afresh is None or uid in self._afresh or (entry.stands and uid in self._look.ended)
        if found and uid not in self.kept and not is_afresh:
            if found.seen:
                self.bodies[uid] = found.data
                self.kept[uid] = settled(self._ledger[uid], found)
            return None
        sent = self.kept.get(uid) or self._ledger[uid]
        sent = replace(sent, file=found.file.name if found else sent.file or self._vdir.name_for(uid))
        data = item_file(component(entry, self._form))
        is_written = not found or found.data != data
        if is_written and found and found.seen and found.seen.sequence >= sent.sequence:
            # What is written over theirs is newer than it, though the item did not change here.
            sent = replace(sent, sequence=found.seen.sequence + 1, changed_at=self._now)
            data = item_file(component(replace(entry, sequence=sent.sequence, changed_at=sent.changed_at), self._form))
        self.kept[uid], self.bodies[uid] = sent, data
        return sent if is_written else None

    def _remove(self) -> None:
        for found in self.removals:
            try:
                self._vdir.remove(found.file.name, expected=found.file.stamp)
                self.removed += 1
            except VdirProblem as problem:
                self.problems.append(SyncProblem(found.file.name, str(problem)))
                self.forgotten.discard(found.uid)


def settled(entry: LedgerEntry, found: FoundItem) -> LedgerEntry:
    """Return the ledger's entry of an item that others changed in ways that netcrm does not ask about."""
    return replace(entry, sequence=max(entry.sequence, found.seen.sequence if found.seen else 0))
