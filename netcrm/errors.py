"""The failures that netcrm can explain.

Each class is one kind of failure. It builds its own sentence (what happened, to which thing, what to do next) from
data, and carries the exit code with which the command line ends. Anything that is not a `NetcrmError` is a bug.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class NetcrmError(Exception):
    """A failure that a person can understand and act on."""

    exit_code = 2


class UsageProblem(NetcrmError):
    """A value, option or combination that cannot be used."""


class DateProblem(UsageProblem):
    """A date that cannot be understood, or that does not fit its place."""


class QueryProblem(UsageProblem):
    """A query with a mistake; `position` is the 0-based index of the offending character."""

    def __init__(self, query: str, position: int, reason: str) -> None:
        self.query = query
        self.position = position
        self.reason = reason
        super().__init__(f"The query has a mistake at character {position + 1}: {reason}")


class NotFound(NetcrmError):
    """Nothing answers to a name; `near` lists what comes close."""

    exit_code = 3

    def __init__(self, what: str, name: str, near: Sequence[str] = (), advice: str = "") -> None:
        self.near = tuple(near)
        sentence = f"No {what} answers to “{name}”."
        if near:
            sentence += " Near: " + ", ".join(near) + "."
        if advice:
            sentence += " " + advice
        super().__init__(sentence)


class NothingToDo(NetcrmError):
    """There is nothing to undo, redo or act upon."""

    exit_code = 3


class Unreadable(NetcrmError):
    """Input that cannot be read: missing, a folder, empty or of no known format."""

    exit_code = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several things that a name may mean."""

    id: int
    label: str


class NeedsDecision(NetcrmError):
    """Only the user can decide."""

    exit_code = 5


class NoteHeld(UsageProblem):
    """A text that a note policy does not let be kept."""


class Ambiguous(NeedsDecision):
    """A name fits several people; `candidates` lists them, likeliest first, or the first of `total`."""

    def __init__(self, name: str, candidates: Sequence[Candidate], total: int | None = None) -> None:
        self.name = name
        self.candidates = tuple(candidates)
        self.total = len(self.candidates) if total is None else total
        listed = "; ".join(f"{c.id}: {c.label}" for c in self.candidates)
        more = "; …" if self.total > len(self.candidates) else ""
        super().__init__(f"“{name}” fits {self.total:,} people. Name one by id: {listed}{more}.")


class UndoRefused(NeedsDecision):
    """An older act cannot be taken back alone because a later one built on it."""


class StoreProblem(NetcrmError):
    """The store cannot be opened, read or written."""

    exit_code = 6


class StoreDamaged(StoreProblem):
    """The store's file is broken: only a backup helps."""


class FolderEmptied(StoreProblem):
    """A folder holds nothing of what was written there: it was emptied, or it is another one."""
