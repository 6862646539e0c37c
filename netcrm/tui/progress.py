"""The dialog of long work: how far it is, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import ProgressBar, Static

if TYPE_CHECKING:
    from netcrm.tui.acting_everywhere import FrameScreen

T = TypeVar("T")


class ProgressDialog(ModalScreen[None]):
    """Shows how far a piece of work is; escape asks it to stop, where it can be stopped."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "stop", "Stop")]
    DEFAULT_CSS = """
    ProgressDialog {
        align: center middle;
        & > Vertical {
            width: 60; max-width: 90%; height: auto; padding: 1 2; background: $surface; border: round $border;
        }
        Static { height: auto; }
        ProgressBar, Bar { width: 1fr; }
    }
    """

    def __init__(self, title: str, *, total: int | None = None, can_stop: bool = True) -> None:
        super().__init__()
        self._title = title
        self._can_stop = can_stop
        self._stopped = Event()
        self._done, self._total = 0, total

    def compose(self) -> ComposeResult:
        """Make the bar and the words about stopping."""
        with Vertical():
            yield Static(Content(self._title))
            yield ProgressBar(total=self._total, show_eta=False, show_percentage=self._total is not None)
            yield Static("", id="done")
            yield Static(Content("esc stops it; nothing is written then" if self._can_stop else ""), id="hint")

    def on_mount(self) -> None:
        """Look at the progress a few times a second: the worker never touches a widget."""
        self.set_interval(0.1, self._show)

    def progress(self, done: int) -> None:
        """Note how many cards are done; called from the work's thread."""
        self._done = done

    def cancelled(self) -> bool:
        """Tell the work whether to stop; called from the work's thread."""
        return self._stopped.is_set()

    def _show(self) -> None:
        if self._total:
            self.query_one(ProgressBar).update(total=self._total, progress=self._done)
        if self._done and not self._stopped.is_set():
            self.query_one("#done", Static).update(Content(f"{self._done:,} done"))

    def action_stop(self) -> None:
        """Ask the work to stop."""
        if self._can_stop:
            self._stopped.set()
            self.query_one("#hint", Static).update(Content("Stopping …"))


async def during(screen: FrameScreen, dialog: ProgressDialog, work: Callable[[], T], *, writes: bool) -> T:
    """Do long work while its dialog is shown, and take the dialog away whatever happens."""
    threads = screen.app_.threads
    screen.app_.open(dialog)
    try:
        return await (threads.write(work) if writes else threads.read(work))
    finally:
        dialog.dismiss()
