"""Ask what becomes of a playbook that runs already when another one is started."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from netcrm.services.playbooks.values import Clash, Running
from netcrm.tui.dialogs.playbook_words import running_words
from netcrm.tui.widgets.hanging import Paragraph, Paragraphs

_MOST = 6
_CHOICES = (
    ("r", Clash.REPLACE, "Replace", "what runs ends here, and its open steps are dropped"),
    ("q", Clash.QUEUE, "Queue", "the new one starts on the day on which what runs has ended"),
    ("b", Clash.BOTH, "Both", "they run beside each other"),
)


class ClashDialog(ModalScreen[Clash | None]):
    """Names what runs; one key decides."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"answer('{clash.value}')", label) for key, clash, label, _ in _CHOICES),
        Binding("escape", "cancel", "Cancel"),
    ]

    def __init__(self, running: Sequence[Running]) -> None:
        super().__init__(classes="dialog-screen")
        self._going = tuple(running)
        self._words = Paragraphs()

    def compose(self) -> ComposeResult:
        """Lay what runs over the keys."""
        with Vertical(classes="dialog"):
            yield Static("A playbook is running already", classes="title", markup=False)
            yield self._words

    def on_mount(self) -> None:
        """Say what runs, and what each key does with it."""
        told = [Paragraph(running_words(it), 2) for it in self._going[:_MOST]]
        if len(self._going) > _MOST:
            told.append(Paragraph(Content(f"and {len(self._going) - _MOST} more")))
        keys = [
            Paragraph(Content.assemble((f"{key}  {label}", "bold $text-accent"), f": {words}"), 3)
            for key, _, label, words in _CHOICES
        ]
        self._words.show([*told, Paragraph(Content("")), *keys, Paragraph(Content("esc  starts nothing"), 5)])

    def action_answer(self, clash: str) -> None:
        """Give the answer."""
        self.dismiss(Clash(clash))

    def action_cancel(self) -> None:
        """Give nothing back."""
        self.dismiss(None)
