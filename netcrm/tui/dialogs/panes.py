"""The frame of dialogs that have a list and fields on the left and what comes of them on the right.

Letters act while the cursor is in the list or in what is read; in a field they are typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, TypeVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from netcrm.errors import NetcrmError
from netcrm.services.crm import Crm
from netcrm.tui.attempts import Typed
from netcrm.tui.dialogs.form import TITLE_CELLS, FormBody
from netcrm.tui.dialogs.sources import calendar_of, people_of
from netcrm.tui.text import plain
from netcrm.tui.widgets.fields import Field, FormValues, TextField
from netcrm.tui.widgets.hanging import Hanging, Paragraph, Paragraphs
from netcrm.tui.widgets.lines import Lines
from netcrm.tui.widgets.rows import FieldRow, TextRow, make_row, put_back, typed_in

Result = TypeVar("Result")
T = TypeVar("T")

_CHOSEN = "chosen"
"""Where what is given back keeps the line of the list."""
_SCROLL = 4
"""Lines that the brackets scroll what is read."""


class Options(OptionList):
    """The list; `j` and `k` move too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
    ]


class Reading(VerticalScroll):
    """What is read; the arrows, `j` and `k` scroll it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False),
        Binding("k", "scroll_up", "Up", show=False),
    ]


class PaneDialog(ModalScreen[Result | None]):
    """A list over fields, beside what they come to; a line of what was just said, and the keys."""

    CSS_PATH: ClassVar[str | list[str]] = ["dialogs.tcss", "panes.tcss"]  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Leave"),
        Binding("left_square_bracket", "scroll(-1)", "Up", show=False),
        Binding("right_square_bracket", "scroll(1)", "Down", show=False),
    ]

    def __init__(self, crm: Crm, title: Content) -> None:
        super().__init__(classes="dialog-screen")
        self.crm = crm
        self.calendar = calendar_of(crm)
        self.options = Options(compact=True, markup=False)
        self._title = title
        self._rows: tuple[FieldRow, ...] = ()
        self._fields: tuple[Field[object], ...] = ()
        self._read = Paragraphs()
        self._beneath = Static(classes="beneath")
        self._said = Static(classes="said")
        self._given_back: tuple[Typed, str] | None = None
        self._has_warned = False
        self._keys = Static(classes="keys")

    def lay(self, *fields: Field[object]) -> None:
        """Name the fields under the list; called once, before the dialog is shown."""
        self._fields = fields

    def compose(self) -> ComposeResult:
        """Lay the two panes between the title and the keys."""
        people = people_of(self.crm)
        self._rows = tuple(make_row(field, people) for field in self._fields)
        with Vertical(classes="dialog panes"):
            yield Static(self._title.truncate(TITLE_CELLS, ellipsis=True), classes="title")
            with Horizontal(classes="two"):
                with FormBody(classes="choosing"):
                    yield self.options
                    yield from self._rows
                with Vertical(classes="reading"):
                    with Reading():
                        yield self._read
                    yield self._beneath
            yield self._said
            yield self._keys

    # What dialogs do with their panes

    @property
    def is_open(self) -> bool:
        """Whether the dialog is not being taken away: what comes in after that changes nothing any more."""
        return self.is_running and self.display

    @property
    def is_typing(self) -> bool:
        """Whether the cursor is in a field."""
        return isinstance(self.focused, Input | Lines)

    def read_out(self, paragraphs: Iterable[Paragraph], beneath: Sequence[Paragraph] = ()) -> None:
        """Show what the choice and the fields come to; `beneath` stays in sight while it scrolls."""
        if not self.is_open:
            return
        self._read.show(paragraphs)
        self._beneath.update(Hanging(beneath))
        self._beneath.set_class(bool(beneath), "-shown")

    def say(self, words: Content | str = "", *, is_problem: bool = False) -> None:
        """Say what was just done, or why it was not."""
        if not self.is_open:
            return
        sign = "" if not words else "✗ " if is_problem else "✓ "
        self._said.update(Content.assemble(sign, plain(words) if isinstance(words, str) else words))
        self._said.set_class(is_problem, "-problem")

    def refuse(self, problem: NetcrmError) -> None:
        """Say why something was not done."""
        self.say(str(problem), is_problem=True)

    def show_keys(self, *keys: tuple[str, str]) -> None:
        """Show which keys do what, now."""
        if self.is_open:
            parts = (piece for key, words in keys for piece in ((key, "bold $text-accent"), (f" {words}  ", "")))
            self._keys.update(Content.assemble(*parts))

    def row(self, field: TextField[T]) -> TextRow:
        """Return the row of a field."""
        return self.query_one(f"#field-{field.id}", TextRow)

    def show_field(self, field: Field[object], *, shown: bool) -> None:
        """Show or hide a field; what is hidden is not read."""
        self.query_one(f"#field-{field.id}").display = shown

    def values(self) -> FormValues:
        """Return what the shown fields hold."""
        found: dict[str, object] = {}
        problems: dict[str, str] = {}
        for row in self._shown_rows():
            try:
                found[row.field.id] = row.read()
            except NetcrmError as error:
                problems[row.field.id] = str(error)
        return FormValues(found, problems)

    def changed(self) -> None:
        """Follow another choice in the list, or another text in a field."""
        raise NotImplementedError

    def entered(self) -> None:
        """Do what enter means where nothing is left to fill in."""
        raise NotImplementedError

    def focus_moved(self) -> None:
        """Follow the cursor from the list to a field and back: the keys mean something else."""

    # Panes whose words were refused stand there again

    def typed(self) -> Typed | None:
        """Return what is chosen and typed; None where nobody typed words."""
        return typed_in(self._rows) | {_CHOSEN: self.options.highlighted} if self._has_words() else None

    def begin_with(self, typed: Typed, sentence: str) -> None:
        """Begin as it was left, with the sentence that says why it is there again."""
        self._given_back = (typed, sentence)

    def _has_words(self) -> bool:
        return any(row.is_changed and row.is_free_text for row in self._shown_rows())

    def _give_back(self) -> None:
        if self._given_back is None:
            return
        typed, sentence = self._given_back
        self.options.highlighted = cast("int | None", typed[_CHOSEN])
        put_back(self._rows, typed)
        self.call_after_refresh(self.call_after_refresh, self.say, sentence, is_problem=True)

    # How the panes behave

    def on_mount(self) -> None:
        """Begin in the list."""
        self.options.focus()
        self.call_after_refresh(self._give_back)

    def on_descendant_focus(self) -> None:
        """Say which keys mean something here."""
        self.focus_moved()

    def action_scroll(self, direction: int) -> None:
        """Scroll what is read, from wherever one is."""
        self.query_one(Reading).scroll_relative(y=direction * _SCROLL, animate=False)

    def action_cancel(self) -> None:
        """Give nothing back; words that were typed need a second time."""
        if self._has_words() and not self._has_warned:
            self._has_warned = True
            self.say("Press escape again to throw away what you typed.", is_problem=True)
            return
        self.dismiss(None)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self.is_open:
            self.query_one(Reading).scroll_home(animate=False)
            self.changed()

    @on(FieldRow.Edited)
    def _edited(self, event: FieldRow.Edited) -> None:
        event.stop()
        if self.is_open:
            self._has_warned = False
            self.changed()

    @on(OptionList.OptionSelected)
    @on(Input.Submitted)
    @on(Lines.Submitted)
    def _submitted(self, event: Message) -> None:
        event.stop()
        if self.is_open:
            self.entered()

    def _shown_rows(self) -> list[FieldRow]:
        """Return the rows shown, also while the dialog is being taken away: `display` then calls all of them hidden."""
        return [row for row in self._rows if row.styles.display != "none"]
