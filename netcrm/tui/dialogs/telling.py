"""Things told at length: the report of an import, and a bug."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Label, Static, TextArea

from netcrm.domain.days import counted
from netcrm.domain.text import clean_text
from netcrm.services.import_values import ImportReport
from netcrm.tui.text import plain

_MOST_PROBLEMS = 200


class ImportReportDialog(ModalScreen[None]):
    """Says in numbers what an import did, and names each card that could not be read."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,ctrl+s", "close", "Close")]

    def __init__(self, report: ImportReport) -> None:
        super().__init__(classes="dialog-screen")
        self._report = report

    def compose(self) -> ComposeResult:
        """Lay the numbers over the problems."""
        report = self._report
        with Vertical(classes="dialog"):
            yield Static("Nothing new" if report.change_set is None else "Imported", classes="title", markup=False)
            yield Static(Content(report_sentence(report)), classes="body")
            if report.problems:
                with VerticalScroll(classes="body"):
                    yield Static(self._problems())
            with Horizontal(classes="buttons"):
                yield Button("Close", id="close", compact=True, variant="primary")
                if report.change_set is not None:
                    yield Label("undo takes the whole import back", markup=False)

    def on_mount(self) -> None:
        """Begin at the problems where there are some, to scroll through them."""
        self.query_one(VerticalScroll if self._report.problems else Button).focus()

    def _problems(self) -> Content:
        shown = [
            Content.assemble("✗ ", plain(f"{problem.file}, {problem.where}, line {problem.line}: {problem.why}"))
            for problem in self._report.problems[:_MOST_PROBLEMS]
        ]
        if len(self._report.problems) > _MOST_PROBLEMS:
            shown.append(Content(f"and {len(self._report.problems) - _MOST_PROBLEMS} more"))
        return Content("\n").join(shown)

    @on(Button.Pressed)
    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def report_sentence(report: ImportReport) -> str:
    """Return `134 cards: 120 new, 6 updated, 4 unchanged, 1 left out, 3 that could not be read.`"""
    numbers = (
        (report.new, "new"),
        (report.updated, "updated"),
        (report.unchanged, "unchanged"),
        (report.left, "left out"),
        (len(report.problems), "that could not be read"),
    )
    parts = ", ".join(f"{number:,} {words}" for number, words in numbers if number)
    return f"{counted(report.cards, 'card')}: {parts or 'nothing in them'}."


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
