"""What one key set going, kept until it is over: an act that is refused gives the words typed for it back.

A dialog is gone when its act begins. Where the act is then refused (a note policy, somebody who was archived
meanwhile), what the key does begins again: answers given and acts done are taken as they were, and the dialog whose
words were refused stands there once more, with all that was typed and the sentence that says why.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from netcrm.services.values import Done

Typed = dict[str, object]
"""What stood in the fields of a dialog, by the field's id (see `widgets/rows.py`)."""


@runtime_checkable
class GivesBack(Protocol):
    """A dialog that can be filled in again as it was left."""

    def typed(self) -> Typed | None:
        """Return what stands in it; None where no words of the user's do."""

    def begin_with(self, typed: Typed, sentence: str) -> None:
        """Begin as it was left, with the sentence that says why it is there again."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A dialog that was answered, or an act that was done."""

    answer: object = None
    typed: Typed | None = None
    done: Done | None = None


class Attempt:
    """The steps of one key, of which those before a refusal are not taken twice."""

    def __init__(self) -> None:
        self._steps: list[_Step] = []
        self._taken = 0
        self._refused: tuple[int, Typed, str] | None = None
        self._to_fill: tuple[Typed, str] | None = None

    def answered(self) -> _Step | None:
        """Return the next step where it was taken before; None where it is to be taken now."""
        if self._taken >= len(self._steps):
            return None
        self._taken += 1
        return self._steps[self._taken - 1]

    def fill(self, dialog: object) -> None:
        """Fill a dialog in as it was left, if this is the one whose words were refused."""
        if self._to_fill is not None and isinstance(dialog, GivesBack):
            dialog.begin_with(*self._to_fill)
        self._to_fill = None

    def keep_answer(self, dialog: object, answer: object) -> None:
        """Keep what a dialog was answered with."""
        typed = dialog.typed() if answer is not None and isinstance(dialog, GivesBack) else None
        self._keep(_Step(answer, typed))

    def keep_done(self, done: Done) -> None:
        """Keep that an act was done."""
        self._keep(_Step(done=done))

    def _keep(self, step: _Step) -> None:
        self._steps.append(step)
        self._taken = len(self._steps)

    def refuse(self, sentence: str) -> bool:
        """Note that the words typed last were refused; return whether there are any, which are then given back."""
        for place in range(len(self._steps) - 1, -1, -1):
            step = self._steps[place]
            if step.done is not None:
                return False
            if step.typed is not None:
                self._refused = (place, step.typed, sentence)
                return True
        return False

    def begins_again(self) -> bool:
        """Go back to before the dialog whose words were refused; return whether there is one."""
        if self._refused is None:
            return False
        place, typed, sentence = self._refused
        self._to_fill = (typed, sentence)
        del self._steps[place:]
        self._refused, self._taken = None, 0
        return True


CURRENT: ContextVar[Attempt | None] = ContextVar("attempt", default=None)
"""That of the worker which runs."""
