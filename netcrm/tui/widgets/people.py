"""A picker of contacts: those chosen as a list of names, and a line to add more by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from netcrm.tui.text import plain
from netcrm.tui.widgets.fields import Suggestion
from netcrm.tui.widgets.suggest import Line, SuggestInput


@dataclass(frozen=True, slots=True)
class Person:
    """A contact as a picker shows it."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class PeopleSource:
    """Where a picker finds people."""

    find: Callable[[str], Sequence[Suggestion]]
    """What a text may mean; the value of a suggestion is an id."""
    names: Callable[[Sequence[int]], Sequence[Person]]
    """The people with these ids."""


class PeoplePicker(Vertical):
    """Holds any number of contacts; backspace on the empty line takes the last one away."""

    DEFAULT_CSS = """
    PeoplePicker {
        height: auto;
        width: 1fr;
        & > Static { height: auto; }
    }
    """

    class Changed(Message):
        """Somebody was added or removed."""

        def __init__(self, picker: PeoplePicker) -> None:
            super().__init__()
            self.picker = picker

        @property
        def control(self) -> PeoplePicker:
            """The picker itself."""
            return self.picker

    def __init__(self, source: PeopleSource, ids: Sequence[int], *, hint: str) -> None:
        super().__init__()
        self._source = source
        self._people = list(source.names(ids))
        self._line = SuggestInput(self._find, hint=hint)

    def compose(self) -> ComposeResult:
        """Show the names over the line."""
        yield Static(self._words())
        yield self._line

    @property
    def ids(self) -> tuple[int, ...]:
        """The contacts chosen, in order."""
        return tuple(person.id for person in self._people)

    def choose(self, ids: Sequence[int]) -> None:
        """Hold these contacts, without telling anybody."""
        self._people = list(self._source.names(ids))
        self.query_one(Static).update(self._words())

    @property
    def typed(self) -> str:
        """What stands in the line, not yet anybody."""
        return self._line.input.value.strip()

    def _find(self, text: str) -> list[Suggestion]:
        if not text.strip():
            return []
        return [found for found in self._source.find(text) if int(found.value) not in self.ids]

    def _words(self) -> Content:
        return Content(" · ").join(plain(person.name, "bold") for person in self._people)

    @on(SuggestInput.Taken)
    def _add(self, event: SuggestInput.Taken) -> None:
        event.stop()
        self._people += self._source.names([int(event.suggestion.value)])
        self._line.put("")
        self._tell()

    @on(Input.Submitted)
    def _take_first(self, event: Input.Submitted) -> None:
        if self._line.take_first():
            event.stop()

    @on(Line.RubbedOut)
    def _remove_last(self) -> None:
        if self._people:
            self._people.pop()
            self._tell()

    def _tell(self) -> None:
        self.query_one(Static).update(self._words())
        self.post_message(self.Changed(self))
