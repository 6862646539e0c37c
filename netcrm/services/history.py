"""Undo and redo: the journal's acts for the user."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netcrm.errors import NotFound
from netcrm.services.session import Session
from netcrm.services.values import Done, Origin
from netcrm.store.journal import ChangeSet, nothing_to_redo, nothing_to_undo, refuse_undo


@dataclass(frozen=True, slots=True)
class ChangeSetLine:
    """One act of the history."""

    id: int
    label: str
    origin: Origin
    made_at: datetime
    kind: str
    """`act`, `undo` or `redo`."""
    undone: bool
    changes: int


class HistoryService:
    """Takes acts back, and brings them back."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def next_undo(self) -> ChangeSetLine | None:
        """Return the act that `undo` would take back."""
        found = self._session.journal.next_undo()
        return _line(found) if found else None

    def next_redo(self) -> ChangeSetLine | None:
        """Return the act that `redo` would bring back."""
        found = self._session.journal.next_redo()
        if found is None:
            return None
        try:
            return _line(self._session.journal.get(found.target or found.id))
        except NotFound:
            # The act itself was forgotten since; what its undo took away was not.
            return _line(found)

    def lines(self, limit: int = 20) -> list[ChangeSetLine]:
        """Return the newest acts, newest first."""
        return [_line(change_set) for change_set in self._session.journal.lines(limit)]

    def undo(self, change_set: int | None = None) -> Done:
        """Take back the newest act in force, or an older one alone.

        Raises:
            NothingToDo: there is none, or it is taken back already.
            UndoRefused: a later act built on the older one; the sentence names it.
        """
        journal = self._session.journal
        found = journal.next_undo() if change_set is None else journal.get(change_set)
        if found is None:
            raise nothing_to_undo()
        with self._session.act(found.label, kind="undo", target=found.id) as act:
            # Read again under the lock: another program may have been faster.
            refuse_undo(journal.get(found.id))
            journal.revert(found)
            journal.mark(found.id, act.change_set)
        return Done(act.kept, f"Undone: {found.label}.")

    def redo(self) -> Done:
        """Bring back what the newest undo took away.

        Raises:
            NothingToDo: there is no undo in force, or a new act came after it.
        """
        journal = self._session.journal
        found = journal.next_redo()
        if found is None or found.target is None:
            raise nothing_to_redo()
        with self._session.act(found.label, kind="redo", target=found.id) as act:
            if journal.next_redo() != found:
                raise nothing_to_redo()
            journal.revert(found)
            journal.mark(found.id, act.change_set)
            journal.mark(found.target, None)
        return Done(act.kept, f"Redone: {found.label}.")


def _line(change_set: ChangeSet) -> ChangeSetLine:
    return ChangeSetLine(
        id=change_set.id,
        label=change_set.label,
        origin=Origin(change_set.origin),
        made_at=change_set.made_at,
        kind=change_set.kind,
        undone=change_set.undone_by is not None,
        changes=change_set.changes,
    )
