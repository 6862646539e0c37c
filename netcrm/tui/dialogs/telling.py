"""What is told at length: a bug."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Label, Static, TextArea

from netcrm.domain.text import clean_text


class BugDialog(ModalScreen[None]):
    """Says that something went wrong in the program itself, with details to copy; the screens go on."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "copy", "Copy"),
        Binding("escape,enter", "close", "Close", priority=True),
    ]

    def __init__(self, details: str) -> None:
        super().__init__(classes="dialog-screen")
        self._details = clean_text(details)

    def compose(self) -> ComposeResult:
        """Lay the sentence over the details."""
        sentence = (
            "This is a bug in netcrm. What you were doing may not have been saved; all else is safe, and you can go on."
            " Please send the details below to whoever looks after the program."
        )
        with Vertical(classes="dialog"):
            yield Static("Something went wrong", classes="title", markup=False)
            yield Static(sentence, classes="body", markup=False)
            details = TextArea(self._details, read_only=True, compact=True, soft_wrap=False)
            details.styles.height = 10
            yield details
            with Horizontal(classes="buttons"):
                yield Button("Copy", id="copy", compact=True, variant="primary")
                yield Button("Close", id="close", compact=True)
                yield Label("c copies · esc closes", markup=False)

    @on(Button.Pressed, "#copy")
    def action_copy(self) -> None:
        """Put the details on the clipboard."""
        self.app.copy_to_clipboard(self._details)
        self.app.notify("The details are on the clipboard.", markup=False)

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Go on."""
        self.dismiss(None)
