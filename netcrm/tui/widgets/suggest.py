"""A line to type in that offers what one may mean, in a list under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from netcrm.tui.text import plain
from netcrm.tui.widgets.fields import Suggestion

Suggester = Callable[[str], Sequence[Suggestion]]

_MOST = 20
"""How many suggestions are asked for and kept."""


class Line(Input):
    """An input that tells when somebody rubs out in it although it is empty."""

    class RubbedOut(Message):
        """Backspace was pressed on the empty line."""

    def action_delete_left(self) -> None:
        """Delete the character before the cursor, or tell that there is none."""
        if self.value:
            super().action_delete_left()
        else:
            self.post_message(self.RubbedOut())


class SuggestInput(Vertical):
    """An input whose suggestions are reached with the arrow down and taken with enter or the mouse."""

    DEFAULT_CSS = """
    SuggestInput {
        height: auto;
        width: 1fr;
        & OptionList { height: auto; max-height: 5; width: 1fr; display: none; background: $panel; }
        & OptionList.-open { display: block; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next suggestion", show=False),
        Binding("up", "move(-1)", "Previous suggestion", show=False),
        Binding("escape", "close", "Close the suggestions", show=False),
    ]

    class Taken(Message):
        """A suggestion was taken."""

        def __init__(self, widget: SuggestInput, suggestion: Suggestion) -> None:
            super().__init__()
            self.widget = widget
            self.suggestion = suggestion

        @property
        def control(self) -> SuggestInput:
            """The widget itself."""
            return self.widget

    def __init__(self, suggest: Suggester, *, value: str = "", hint: str = "", selects: bool = False) -> None:
        super().__init__()
        self._suggest = suggest
        self._offered: tuple[Suggestion, ...] = ()
        self.input = Line(value=value, placeholder=hint, compact=True, select_on_focus=selects)
        self.list = OptionList(compact=True, markup=False)
        self.list.can_focus = False

    def compose(self) -> ComposeResult:
        """Lay the list under the line."""
        yield self.input
        yield self.list

    @property
    def is_open(self) -> bool:
        """Whether suggestions are shown."""
        return self.list.has_class("-open")

    def put(self, text: str) -> None:
        """Replace the text and close the list, without offering anything."""
        with self.prevent(Input.Changed):
            self.input.value = text
        self.input.cursor_position = len(text)
        self.action_close()

    def offer(self) -> None:
        """Show what the present text may mean."""
        self._offered = tuple(self._suggest(self.input.value))[:_MOST]
        self.list.clear_options()
        self.list.add_options([Option(plain(suggestion.label)) for suggestion in self._offered])
        self.list.set_class(bool(self._offered), "-open")

    @on(Input.Changed)
    def _typed(self) -> None:
        if self.input.has_focus:
            self.offer()

    @on(Input.Blurred)
    def _left(self) -> None:
        self.action_close()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        if self.is_open and self.list.highlighted is not None:
            event.stop()
            self._take(self.list.highlighted)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._take(event.option_index)

    def take_first(self) -> bool:
        """Take the highlighted suggestion, or the first; return whether there was one."""
        if not self.is_open:
            return False
        self._take(self.list.highlighted or 0)
        return True

    def _take(self, index: int) -> None:
        suggestion = self._offered[index]
        self.action_close()
        self.post_message(self.Taken(self, suggestion))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys to the form while no suggestions are shown."""
        del parameters
        return self.is_open if action in ("move", "close") else True

    def action_move(self, step: int) -> None:
        """Highlight the next or previous suggestion; before the first is the line itself."""
        now = -1 if self.list.highlighted is None else self.list.highlighted
        target = min(now + step, len(self._offered) - 1)
        self.list.highlighted = target if target >= 0 else None

    def action_close(self) -> None:
        """Hide the suggestions."""
        self._offered = ()
        self.list.clear_options()
        self.list.remove_class("-open")
