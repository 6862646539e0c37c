"""Choosing what one column is: all that it can be, found by typing."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from netcrm.domain.columns import Column
from netcrm.tui.dialogs.column_words import Offer, offers
from netcrm.tui.dialogs.import_words import clipped
from netcrm.tui.text import plain

_TITLE_LENGTH = 60


class OfferDialog(ModalScreen[Offer | None]):
    """All that a column can be, found by typing; a label of one's own stands after a slash."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel"),
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("pagedown", "move(8)", "Down", show=False),
        Binding("pageup", "move(-8)", "Up", show=False),
    ]

    def __init__(self, title: str, now: Column) -> None:
        super().__init__(classes="dialog-screen")
        self._title = title
        self._now = now
        self._offers: list[Offer] = []

    def compose(self) -> ComposeResult:
        """Lay the line over what it finds."""
        found = OptionList(compact=True, markup=False)
        found.can_focus = False
        with Vertical(classes="dialog"):
            yield Static(
                Content.assemble("What is in “", plain(clipped(self._title, _TITLE_LENGTH)), "”?"), classes="title"
            )
            yield Input(placeholder="type to find; e-mail/assistant gives a label of your own", compact=True)
            yield found
            yield Static("✗ A column can be nothing of that name.", classes="problem", markup=False)
            with Horizontal(classes="buttons"):
                yield Label("enter takes it · esc leaves it as it is", markup=False)

    def on_mount(self) -> None:
        """Begin at what the column is taken for now."""
        self._show("")

    def _show(self, text: str) -> None:
        self._offers = offers(text)
        found = self.query_one(OptionList)
        found.clear_options()
        found.add_options([Option(plain(offer.words)) for offer in self._offers])
        now = Offer(self._now.target, self._now.label)
        at = self._offers.index(now) if not text.strip() and now in self._offers else 0
        found.highlighted = at if self._offers else None
        self.query_one(".problem").set_class(not self._offers, "-shown")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.is_running and self.display:
            self._show(event.value)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self._show_typed()
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None:
            self.dismiss(self._offers[highlighted])

    def _show_typed(self) -> None:
        """Find what is typed by now: enter may overtake the news of the last letters."""
        highlighted = self.query_one(OptionList).highlighted
        fitting = offers(self.query_one(Input).value)
        if fitting != self._offers:
            self._show(self.query_one(Input).value)
        elif highlighted is None and fitting:
            self.query_one(OptionList).highlighted = 0

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._offers[event.option_index])

    def action_move(self, by: int) -> None:
        """Highlight another one."""
        found = self.query_one(OptionList)
        if found.highlighted is not None:
            found.highlighted = max(0, min(found.highlighted + by, len(self._offers) - 1))

    def action_cancel(self) -> None:
        """Leave the column as it is."""
        self.dismiss(None)
