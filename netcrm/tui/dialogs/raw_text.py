"""What a file says, as it stands there: shown where a card could not be read, or where somebody doubts the reading."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label, Static, TextArea

from netcrm.domain.text import clean_text
from netcrm.tui.dialogs.import_words import clipped
from netcrm.tui.text import plain

_MOST_CHARACTERS = 20_000
_FRAME = 10
"""Lines of the dialog beside the text."""


class RawTextDialog(ModalScreen[None]):
    """Shows a text of a file, to scroll through and to select from."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "copy", "Copy", priority=True),
        Binding("escape,enter,r,q", "close", "Close", priority=True),
    ]

    def __init__(self, title: str, text: str, *, why: str = "") -> None:
        """Show a text; `why` says in a sentence what is wrong with it."""
        super().__init__(classes="dialog-screen")
        self._why = why
        self._title = title
        self._text = clean_text(clipped(text, _MOST_CHARACTERS))

    def compose(self) -> ComposeResult:
        """Lay the text under where it stands."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title), classes="title")
            if self._why:
                yield Static(Content.assemble("✗ ", plain(clipped(self._why))), classes="body")
            if self._text.strip():
                area = TextArea(self._text, read_only=True, compact=True, soft_wrap=True, show_line_numbers=False)
                area.styles.height = "auto"
                area.styles.max_height = max(3, self.app.size.height - _FRAME)
                yield area
            else:
                yield Static(Content("Its text is not kept."), classes="body")
            with Horizontal(classes="buttons"):
                yield Label("arrows scroll · c copies · esc closes", markup=False)

    def action_copy(self) -> None:
        """Put the text on the clipboard."""
        self.app.copy_to_clipboard(self._text)
        self.app.notify("The text is on the clipboard.", markup=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
