"""The one dialog that renders a form: fields as data in, a typed value out.

A dialog names its fields, turns their values into its result, and may say live what that result would do. The base
does the rest: errors beside the field as one types, saving, cancelling, the order of the keys.
"""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Static

from netcrm.errors import NetcrmError
from netcrm.services.crm import Crm
from netcrm.tui.attempts import Typed
from netcrm.tui.dialogs.sources import calendar_of, people_of
from netcrm.tui.text import plain
from netcrm.tui.widgets.fields import ChoiceField, Field, FieldProblem, FormValues, TextField
from netcrm.tui.widgets.lines import Lines
from netcrm.tui.widgets.rows import ChoiceRow, FieldRow, TextRow, make_row, put_back, typed_in

Result = TypeVar("Result")
T = TypeVar("T")

TITLE_CELLS = 130
"""How much of a title fits in two lines of a dialog 80 columns wide."""
_CHROME = 6
"""Lines of a dialog beside its fields and its note: frame, title, buttons and the space between them."""


class FormBody(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Scrolls the fields; the arrows belong to the fields and not to it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page_up", "Page up", show=False),
        Binding("pagedown", "page_down", "Page down", show=False),
    ]


class FormDialog(ModalScreen[Result | None]):
    """A form. Enter or ctrl+s saves, escape cancels, the arrows and tab go from field to field."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,enter", "save", "Save"),
        Binding("escape", "cancel", "Cancel"),
        Binding("down", "app.focus_next", "Next field", show=False),
        Binding("up", "app.focus_previous", "Previous field", show=False),
    ]
    GUARDS_TYPING: ClassVar[bool] = False
    """Whether escape asks again once anything was changed; it always does once free words were typed."""

    def __init__(self, crm: Crm, title: Content, *, save_label: str = "Save") -> None:
        super().__init__(classes="dialog-screen")
        self.crm = crm
        self.calendar = calendar_of(crm)
        self._title = title
        self._fields: tuple[Field[object], ...] = ()
        self._save_label = save_label
        self._has_asked = False
        self._given_back: tuple[Typed, str] | None = None
        self._all_rows: tuple[FieldRow, ...] = ()
        self._note = Static(classes="note")
        self._problem = Static(classes="problem")

    def lay(self, *fields: Field[object]) -> None:
        """Name the fields, in the order in which they stand; called once, before the dialog is shown."""
        self._fields = fields

    def compose(self) -> ComposeResult:
        """Lay title, fields, note and buttons."""
        people = people_of(self.crm)
        self._all_rows = tuple(make_row(field, people) for field in self._fields)
        with Vertical(classes="dialog"):
            yield Static(self._title.truncate(TITLE_CELLS, ellipsis=True), classes="title")
            with FormBody():
                yield from self._all_rows
            yield self._note
            yield self._problem
            with Horizontal(classes="buttons"):
                yield Button(Content(self._save_label), id="save", compact=True, variant="primary")
                yield Button("Cancel", id="cancel", compact=True)
                yield Label("ctrl+s saves · esc cancels", markup=False)

    def result(self, values: FormValues) -> Result:
        """Return what the dialog gives back.

        Raises:
            FieldProblem: A field's value does not fit the others.
            NetcrmError: The whole does not fit; the sentence is shown under the fields.
        """
        raise NotImplementedError

    def note(self, values: FormValues) -> Content | None:
        """Return what the present values would do, in words; None says nothing.

        A FieldProblem says nothing either, since it stands beside its field.
        """
        del values
        return None

    def edited(self, field: Field[object]) -> None:
        """Follow a change of a field; the note is told anew afterwards."""
        del field

    # What dialogs do with their fields

    @property
    def is_open(self) -> bool:
        """Whether the dialog is not being taken away: what comes in after that changes nothing any more."""
        return self.is_running and self.display

    def text_row(self, field: TextField[T]) -> TextRow:
        """Return the row of a text field."""
        return self.query_one(f"#field-{field.id}", TextRow)

    def choose(self, field: ChoiceField[T], value: T) -> None:
        """Take a choice for the user; `edited` is not told of it."""
        self.query_one(f"#field-{field.id}", ChoiceRow).choose(value)

    def show_field(self, field: Field[object], *, shown: bool) -> None:
        """Show or hide a field; what is hidden is not read."""
        self.query_one(f"#field-{field.id}").display = shown

    def say(self, note: Content | None) -> None:
        """Show the words under the fields."""
        if not self.is_open:
            return
        self._note.update(note or "")
        self._note.set_class(bool(note), "-shown")
        self._fit_after()

    def go_to(self, field: Field[object]) -> None:
        """Move the focus to a field, once it is laid out if it was just shown."""
        self.call_after_refresh(lambda: self._focus_row(self._row(field.id)))

    def values(self) -> FormValues:
        """Return what the shown fields hold."""
        found: dict[str, object] = {}
        problems: dict[str, str] = {}
        for row in self._rows():
            try:
                found[row.field.id] = row.read()
            except NetcrmError as error:
                problems[row.field.id] = str(error)
        return FormValues(found, problems)

    # A form whose words were refused stands there again

    def typed(self) -> Typed | None:
        """Return what stands in it, shown or not; None where nobody typed words."""
        return typed_in(self._all_rows) if self._has_words() else None

    def begin_with(self, typed: Typed, sentence: str) -> None:
        """Begin as it was left, with the sentence that says why it is there again."""
        self._given_back = (typed, sentence)

    def _has_words(self) -> bool:
        return any(row.is_changed and (self.GUARDS_TYPING or row.is_free_text) for row in self._all_rows)

    def _give_back(self) -> None:
        """Fill it in, twice: a field may have changed another one as it followed it."""
        if self._given_back is None:
            return
        typed, sentence = self._given_back
        put_back(self._all_rows, typed)

        def again() -> None:
            put_back(self._all_rows, typed)
            self.call_after_refresh(self._complain, sentence)

        self.call_after_refresh(again)

    # How the form behaves

    def on_mount(self) -> None:
        """Begin in the first field."""
        self._fit()
        self._follow()
        self._focus_row(self._rows()[0])
        self._give_back()

    def on_resize(self) -> None:
        """Leave the fields what the frame does not need."""
        if self.is_open:
            self._fit()

    def action_save(self) -> None:
        """Give the result back, or go to the first field that is wrong; what was typed before is taken in first."""
        self.call_after_refresh(self._save)

    def _save(self) -> None:
        if not (self.is_open and self.is_current):
            return
        self._complain("")
        wrong = [row for row in self._rows() if row.check(saving=True)]
        if wrong:
            self._focus_row(wrong[0])
            return
        try:
            result = self.result(self.values())
        except FieldProblem as problem:
            row = self._row(problem.field_id)
            row.refuse(str(problem))
            self._focus_row(row)
        except NetcrmError as error:
            self._complain(str(error))
        else:
            self.dismiss(result)

    def action_cancel(self) -> None:
        """Give nothing back."""
        if not self._has_asked and self._has_words():
            self._has_asked = True
            self._complain("Press escape again to throw away what you typed, or ctrl+s to save it.")
            return
        self.dismiss(None)

    @on(Button.Pressed, "#save")
    @on(Input.Submitted)
    @on(Lines.Submitted)
    def _submitted(self, event: Message) -> None:
        event.stop()
        self.action_save()

    @on(Button.Pressed, "#cancel")
    def _cancelled(self, event: Button.Pressed) -> None:
        event.stop()
        self.action_cancel()

    @on(FieldRow.Edited)
    def _edited(self, event: FieldRow.Edited) -> None:
        event.stop()
        if not self.is_open:
            return
        self._has_asked = False
        self._complain("")
        self.edited(event.row.field)
        self._follow()

    def _follow(self) -> None:
        try:
            self.say(self.note(self.values()))
        except FieldProblem:
            self.say(None)
        except NetcrmError as error:
            self.say(plain(str(error)))

    def _complain(self, sentence: str) -> None:
        self._problem.update(Content.assemble("✗ ", plain(sentence)) if sentence else "")
        self._problem.set_class(bool(sentence), "-shown")
        self._fit_after()

    def _fit_after(self) -> None:
        """Fit at once, and again when the words have the height that they take."""
        self._fit()
        self.call_after_refresh(self._fit_if_open)

    def _fit_if_open(self) -> None:
        if self.is_open:
            self._fit()

    def _fit(self) -> None:
        told = (words for words in (self._note, self._problem) if words.has_class("-shown"))
        beside = _CHROME + sum(words.size.height + words.styles.margin.height for words in told)
        self.query_one(FormBody).styles.max_height = max(4, self.size.height - beside)

    def _rows(self) -> list[FieldRow]:
        """Return the rows shown, also while the dialog is being taken away: `display` then calls all of them hidden."""
        return [row for row in self._all_rows if row.styles.display != "none"]

    def _row(self, field_id: str) -> FieldRow:
        return next(row for row in self._rows() if row.field.id == field_id)

    def _focus_row(self, row: FieldRow) -> None:
        row.target.focus()
