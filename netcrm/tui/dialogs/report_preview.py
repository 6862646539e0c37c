"""All of a report, before it is written: what is not shown here is in no file."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Label, Static, TextArea

from netcrm.domain.text import clean_text
from netcrm.services.reports import MadeReport, ReportFormat
from netcrm.tui.dialogs.export import say_target
from netcrm.tui.text import plain


class ReportPreviewScreen(ModalScreen[bool]):
    """Shows a report as text to scroll through; answers whether it is to be written."""

    CSS_PATH = "dialogs.tcss"
    DEFAULT_CSS = """
    ReportPreviewScreen .dialog { width: 110; height: 100%; }
    ReportPreviewScreen .dialog > TextArea { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,enter", "write", "Write", priority=True),
        Binding("c", "copy", "Copy", priority=True),
        Binding("escape", "leave", "Back", priority=True),
    ]
    AUTO_FOCUS = "TextArea"

    def __init__(self, made: MadeReport, target: Path) -> None:
        super().__init__(classes="dialog-screen")
        self._text = clean_text(made.data(ReportFormat.MARKDOWN).decode())
        self._kept_back = made.kept_back
        self._target = target

    def compose(self) -> ComposeResult:
        """Lay the text between what is kept back and the question."""
        with Vertical(classes="dialog"):
            yield Static(
                Content.assemble("Write this to ", plain(_as_written(self._target)), f"? ({say_target(self._target)})"),
                classes="title",
            )
            yield Static(
                plain(self._kept_back, "$text-warning")
                if self._kept_back
                else Content("Nothing that people said is left out."),
                classes="body",
            )
            yield TextArea(self._text, read_only=True, compact=True, soft_wrap=True, show_line_numbers=False)
            with Horizontal(classes="buttons"):
                yield Button("Write", id="write", compact=True, variant="primary")
                yield Button("Back", id="leave", compact=True)
                yield Label("enter writes · c copies · esc goes back", markup=False)

    def action_copy(self) -> None:
        """Put the text on the clipboard."""
        self.app.copy_to_clipboard(self._text)
        self.app.notify("The report is on the clipboard.", markup=False)

    @on(Button.Pressed, "#write")
    def action_write(self) -> None:
        """Write it."""
        self.dismiss(True)

    @on(Button.Pressed, "#leave")
    def action_leave(self) -> None:
        """Write nothing."""
        self.dismiss(False)


def _as_written(path: Path) -> str:
    """Return a path as people write it: with `~` for their own folder."""
    home = Path.home()
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)
