"""A mail signature pasted in: the pane for it, and what it puts into the fields of the contact dialog."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Label, Static, TextArea

from netcrm.domain.days import counted
from netcrm.domain.signatures.guesses import Guess, SignatureGuess
from netcrm.domain.signatures.people import read_people
from netcrm.tui.dialogs import contact_text as texts
from netcrm.tui.text import plain
from netcrm.tui.widgets.lines import Lines

_HEIGHT = 7


@dataclass(frozen=True, slots=True)
class Filled:
    """What a signature puts into a field, and where it stands there."""

    text: str
    where: str
    """`line 3`, `lines 5 and 6`."""


class PasteDialog(ModalScreen[SignatureGuess | None]):
    """Takes a signature, and says live what is read from it."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,ctrl+g", "save", "Fill in", priority=True),
        Binding("escape", "cancel", "Cancel"),
    ]

    def __init__(self) -> None:
        super().__init__(classes="dialog-screen")
        self._people: Sequence[SignatureGuess] = ()

    def compose(self) -> ComposeResult:
        """Lay the text over what was read from it."""
        with Vertical(classes="dialog"):
            yield Static("Paste a mail signature", classes="title")
            yield Lines("", hint="the lines under a mail of theirs", height=_HEIGHT, enter_saves=False)
            yield Static(classes="note")
            with Horizontal(classes="buttons"):
                yield Button("Fill in", id="save", compact=True, variant="primary")
                yield Button("Cancel", id="cancel", compact=True)
                yield Label("ctrl+s fills the empty fields · esc cancels", markup=False)

    def on_mount(self) -> None:
        """Begin in the text."""
        self.query_one(TextArea).focus()

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._people = read_people(event.text_area.text)
        note = self.query_one(".note", Static)
        note.update(self._words())
        note.set_class(bool(event.text_area.text.strip()), "-shown")

    def _words(self) -> Content:
        if not self._people:
            return Content("Nothing of a person is read in it yet.")
        values: dict[str, list[str]] = defaultdict(list)
        for kind, guess in self._people[0].told():
            values[kind].append(guess.value)
        told = [plain(f"{kind}: {', '.join(several)}") for kind, several in values.items()]
        if len(self._people) > 1:
            many = counted(len(self._people), "person").replace("persons", "people")
            told = [Content(f"{many}: the first is filled in; “netcrm add --paste” adds them all."), *told]
        return Content("\n").join(told)

    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Give back what was read."""
        self.dismiss(self._people[0] if self._people else None)

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Give nothing back."""
        self.dismiss(None)


def fillings(guess: SignatureGuess) -> Iterator[tuple[str, Filled]]:
    """Yield what a signature says for each field of the contact dialog, by the field's id."""
    details = guess.details()
    for field, one in (
        ("name", guess.name), ("organisation", guess.organisation), ("title", guess.title),
        ("department", guess.department),
    ):  # fmt: skip
        if one is not None:
            yield field, Filled(one.value, _where([one]))
    for field, several, shown in (
        ("emails", guess.emails, [texts.show_email(it) for it in details.emails]),
        ("phones", guess.phones, [texts.show_phone(it) for it in details.phones]),
        ("links", guess.links, [texts.show_link(it) for it in details.links]),
        ("addresses", guess.addresses, [texts.show_address(it) for it in details.addresses]),
    ):
        if several:
            yield field, Filled("\n".join(shown), _where(several))


def _where(guesses: Sequence[Guess]) -> str:
    lines = sorted({guess.line for guess in guesses})
    *first, last = map(str, lines)
    return f"lines {', '.join(first)} and {last}" if first else f"line {last}"
