"""Writing into the folder of a calendar: which files change, and what the ledger must hold of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace

from netcrm.domain.calendar.items import Form
from netcrm.domain.calendar.ledger import Advance, CalendarEntry, LedgerEntry
from netcrm.formats.calendar.writing import component, item_file
from netcrm.formats.vdir import Vdir, VdirProblem
from netcrm.services.sync.calendar_look import CalendarLook, FoundItem
from netcrm.services.sync.values import SyncProblem


class CalendarWriter:
    """Writes and removes files; what it did stands in its attributes.

    Args:
        vdir: The folder.
        look: What was seen in it.
        ledger: What it was told before.
        form: As what tasks go out.
        afresh: UIDs whose files are written whatever stands there; None is all.
    """

    def __init__(
        self,
        vdir: Vdir,
        look: CalendarLook,
        ledger: Mapping[str, LedgerEntry],
        form: Form,
        *,
        afresh: Set[str] | None,
    ) -> None:
        self._vdir = vdir
        self._look = look
        self._ledger = ledger
        self._form = form
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

    def write(self, made: Advance, unasked: Set[str]) -> None:
        """Write what changed, and remove what is no longer asked for or remembered.

        Raises:
            StoreProblem: the folder vanished or is read-only, or the disk is full.
        """
        self.kept = {entry.uid: entry for entry in made.changed}
        self.forgotten = {*made.forgotten, *unasked}
        for entry in made.entries:
            self._entry(entry)
        self._remove(sorted(self.forgotten))
        self._vdir.settle()

    def _entry(self, entry: CalendarEntry) -> None:
        uid, found = entry.item.uid, self._look.found.get(entry.item.uid)
        if uid in self._look.missing and not entry.stands:
            self.forgotten.add(uid)  # deleted over there, ended here: both agree
            return
        is_afresh = self._afresh is None or uid in self._afresh
        if found and uid not in self.kept and not is_afresh:
            if found.seen:
                self.bodies[uid] = found.data
                self.kept[uid] = settled(self._ledger[uid], found)
            return
        sent = self.kept.get(uid) or self._ledger[uid]
        name = found.file.name if found else sent.file or self._vdir.name_for(uid)
        data = item_file(component(entry, self._form))
        if not found or found.data != data:
            try:
                self._vdir.write(name, data, expected=found.file.stamp if found else None)
            except VdirProblem as problem:
                self.problems.append(SyncProblem(name, str(problem)))
                self.kept.pop(uid, None)
                return
            self.written += 1
        self.kept[uid] = replace(sent, file=name)
        self.bodies[uid] = data

    def _remove(self, uids: Iterable[str]) -> None:
        for uid in uids:
            found = self._look.found.get(uid)
            if not found:
                continue
            try:
                self._vdir.remove(found.file.name, expected=found.file.stamp)
                self.removed += 1
            except VdirProblem as problem:
                self.problems.append(SyncProblem(found.file.name, str(problem)))
                self.forgotten.discard(uid)


def settled(entry: LedgerEntry, found: FoundItem) -> LedgerEntry:
    """Return the ledger's entry of an item that others changed in ways that netcrm does not ask about."""
    return replace(entry, sequence=max(entry.sequence, found.seen.sequence if found.seen else 0))
