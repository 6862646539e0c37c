"""A text of several lines in a form."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import TextArea


class Lines(TextArea):
    """A text area that tab leaves, and in which enter may save the form."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+j", "new_line", "New line", show=False)]

    class Submitted(Message):
        """Enter was pressed where it saves."""

    def __init__(self, text: str, *, hint: str, height: int, enter_saves: bool) -> None:
        super().__init__(text, compact=True, soft_wrap=True, tab_behavior="focus", placeholder=Content(hint))
        self._enter_saves = enter_saves
        self.styles.height = height
        self.highlight_cursor_line = False

    def on_key(self, event: events.Key) -> None:
        """Save where enter does so, before the text area makes a line of it."""
        if event.key == "enter" and self._enter_saves:
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted())

    def action_new_line(self) -> None:
        """Begin a new line."""
        self.insert("\n")
