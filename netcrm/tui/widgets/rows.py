"""Fields on the screen: a label, something to type or choose in, and a line that says what was understood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Label, Static, TextArea

from netcrm.errors import NetcrmError, UsageProblem
from netcrm.tui.guard import participant_warning
from netcrm.tui.text import one_line, plain
from netcrm.tui.widgets.choice import ChoiceStrip
from netcrm.tui.widgets.fields import ChoiceField, Field, PeopleField, TextField
from netcrm.tui.widgets.lines import Lines
from netcrm.tui.widgets.people import PeoplePicker, PeopleSource
from netcrm.tui.widgets.suggest import SuggestInput


class Unfilled(UsageProblem):
    """A field that must be filled in is not yet; it is said only when somebody saves."""


class FieldRow(Horizontal):
    """One field: `value` is what it holds, or its problem is in words beside it."""

    DEFAULT_CSS = """
    FieldRow {
        height: auto;
        & > Label { width: 13; color: $text-muted; }
        &.-here > Label { color: $text-accent; text-style: bold; }
        & > Vertical { height: auto; width: 1fr; }
        & .message { height: auto; display: none; color: $text-muted; }
        & .message.-shown { display: block; }
        & .message.-error { color: $text-error; }
        & .message.-warning { color: $text-warning; }
        & Input { background: $boost; }
        & TextArea { background: $boost; padding: 0; }
        &.-here Input, &.-here TextArea { background: $panel-lighten-1; }
    }
    """

    class Edited(Message):
        """The field holds something else."""

        def __init__(self, row: FieldRow) -> None:
            super().__init__()
            self.row = row

    def __init__(self, field: Field[object]) -> None:
        super().__init__(id=f"field-{field.id}")
        self.field = field
        self._message = Static(classes="message")

    def compose(self) -> ComposeResult:
        """Lay label, editor and message."""
        yield Label(self.field.label, markup=False)
        with Vertical():
            yield self.editor
            yield self._message

    @property
    def editor(self) -> Widget:
        """The widget that the user types or chooses in."""
        raise NotImplementedError

    @property
    def target(self) -> Widget:
        """The widget that takes the focus."""
        return self.editor

    @property
    def is_changed(self) -> bool:
        """Whether the field stands otherwise than it began."""
        raise NotImplementedError

    @property
    def is_free_text(self) -> bool:
        """Whether free words are typed in it."""
        return False

    def read(self) -> object:
        """Return what the field holds.

        Raises:
            Unfilled: It is not filled in yet.
            NetcrmError: It cannot be used.
        """
        raise NotImplementedError

    def echo(self, value: object) -> str:
        """Return what to say about a value that was understood; nothing by default."""
        del value
        return ""

    def warning(self) -> str:
        """Return what is worth a second look though it may be kept; nothing by default."""
        return ""

    def check(self, *, saving: bool = False) -> str:
        """Say beside the field what it holds or what is wrong with it; return the problem, or nothing.

        That it is not filled in yet is a problem only when `saving`.
        """
        try:
            words, problem = self.echo(self.read()), ""
        except Unfilled as error:
            words, problem = "", str(error) if saving else ""
        except NetcrmError as error:
            words, problem = "", str(error) if saving or not self.is_guessing else ""
        self._say(words=words, problem=problem, warning=self.warning())
        return problem

    @property
    def is_guessing(self) -> bool:
        """Whether suggestions are shown for what was typed so far, so that it is too early to call it wrong."""
        return False

    def on_descendant_focus(self) -> None:
        """Show that the user is here."""
        self.add_class("-here")

    def on_descendant_blur(self) -> None:
        """Show that the user has left, and say what is wrong."""
        self.remove_class("-here")
        self.check()

    def refuse(self, sentence: str) -> None:
        """Say beside the field why its value cannot be used."""
        self._say(problem=sentence)

    def _say(self, *, words: str = "", problem: str = "", warning: str = "") -> None:
        said = problem or warning or words
        self._message.update(Content.assemble("✗ " if problem else "! " if warning else "→ ", plain(said)))
        self._message.set_class(bool(said), "-shown")
        self._message.set_class(bool(problem), "-error")
        self._message.set_class(bool(warning and not problem), "-warning")

    def on_mount(self) -> None:
        """Say what the field begins with."""
        self.check()

    def _edited(self) -> None:
        self.check()
        self.post_message(self.Edited(self))


class TextRow(FieldRow):
    """A field to type in, of one line or several."""

    def __init__(self, field: TextField[object]) -> None:
        super().__init__(field)
        self._text_field = field
        self._suggesting: SuggestInput | None = None
        self._target: Input | TextArea
        if field.lines > 1:
            self._target = Lines(field.value, hint=field.hint, height=field.lines, enter_saves=field.enter_saves)
        elif field.suggest:
            self._suggesting = SuggestInput(field.suggest, value=field.value, hint=field.hint, selects=field.selects)
            self._target = self._suggesting.input
        else:
            self._target = Input(field.value, placeholder=field.hint, compact=True, select_on_focus=field.selects)

    @property
    def editor(self) -> Widget:
        """The text area, the line with suggestions, or the line."""
        return self._suggesting or self._target

    @property
    def target(self) -> Widget:
        """The text area or the line."""
        return self._target

    @property
    def is_guessing(self) -> bool:
        """Whether the list of suggestions is open."""
        return self._suggesting is not None and self._suggesting.is_open

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self._target.text if isinstance(self._target, TextArea) else self._target.value

    @property
    def is_changed(self) -> bool:
        """Whether the text is another one."""
        return self.text != self._text_field.value

    @property
    def is_free_text(self) -> bool:
        """Whether free words about people are typed in it."""
        return self._text_field.is_free_text

    def put(self, text: str) -> None:
        """Replace the text, as if it had been typed."""
        if self._suggesting:
            self._suggesting.put(text)
        elif isinstance(self._target, TextArea):
            self._target.text = text
        else:
            with self.prevent(Input.Changed):
                self._target.value = text
            self._target.cursor_position = len(text)
        self._edited()

    def hint(self, text: str) -> None:
        """Show another text while the field is empty."""
        self._target.placeholder = one_line(text)

    def read(self) -> object:
        """Return what the text means."""
        field = self._text_field
        if field.required and not self.text.strip():
            raise Unfilled(field.required)
        return field.read(self.text)

    def echo(self, value: object) -> str:
        """Return the field's own words for a value."""
        return self._text_field.echo(value) if self._text_field.echo and self.text.strip() else ""

    def warning(self) -> str:
        """Return what looks like a study participant's data."""
        return participant_warning(self.text) if self.is_free_text else ""

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self, event: Message) -> None:
        event.stop()
        self._edited()

    @on(SuggestInput.Taken)
    def _took(self, event: SuggestInput.Taken) -> None:
        event.stop()
        self.put(event.suggestion.value)


class ChoiceRow(FieldRow):
    """A field with a few choices."""

    def __init__(self, field: ChoiceField[object]) -> None:
        super().__init__(field)
        self._choice_field = field
        self.strip = ChoiceStrip(field.choices, field.value)

    @property
    def editor(self) -> Widget:
        """The strip of choices."""
        return self.strip

    @property
    def is_changed(self) -> bool:
        """Whether another choice is taken."""
        return self.strip.value != self._choice_field.value

    def read(self) -> object:
        """Return what the choice taken stands for."""
        return self.strip.value

    def choose(self, value: object) -> None:
        """Take a choice without telling the form."""
        self.strip.choose(value)
        self.check()

    @on(ChoiceStrip.Chosen)
    def _chosen(self, event: ChoiceStrip.Chosen) -> None:
        event.stop()
        self._edited()


class PeopleRow(FieldRow):
    """A field with contacts."""

    def __init__(self, field: PeopleField, source: PeopleSource) -> None:
        super().__init__(field)
        self._people_field = field
        self.picker = PeoplePicker(source, field.ids, hint=field.hint)

    @property
    def editor(self) -> Widget:
        """The picker."""
        return self.picker

    @property
    def target(self) -> Widget:
        """The line to type names in."""
        return self.picker.query_one(Input)

    @property
    def is_changed(self) -> bool:
        """Whether other people are chosen, or a name is begun."""
        return self.picker.ids != self._people_field.ids or bool(self.picker.typed)

    def read(self) -> object:
        """Return the ids of those chosen."""
        if self.picker.typed:
            raise Unfilled(f"“{self.picker.typed}” is nobody yet: choose from the list, or rub it out.")
        if self._people_field.required and not self.picker.ids:
            raise Unfilled(self._people_field.required)
        return self.picker.ids

    @on(PeoplePicker.Changed)
    def _changed(self, event: PeoplePicker.Changed) -> None:
        event.stop()
        self._edited()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()


def make_row(field: Field[object], people: PeopleSource) -> FieldRow:
    """Return the row that shows a field."""
    if isinstance(field, TextField):
        return TextRow(field)
    if isinstance(field, ChoiceField):
        return ChoiceRow(field)
    if isinstance(field, PeopleField):
        return PeopleRow(field, people)
    raise TypeError(f"There is no row for {type(field).__name__}.")


def typed_in(rows: Sequence[FieldRow]) -> dict[str, object]:
    """Return what stands in the fields."""
    return {row.field.id: _value(row) for row in rows}


def put_back(rows: Sequence[FieldRow], typed: dict[str, object]) -> None:
    """Let the fields hold what stood in them, and tell the dialog of each that changes."""
    for row in rows:
        if row.field.id not in typed or _value(row) == typed[row.field.id]:
            continue
        value = typed[row.field.id]
        if isinstance(row, TextRow):
            row.put(str(value))
            continue
        if isinstance(row, ChoiceRow):
            row.choose(value)
        elif isinstance(row, PeopleRow):
            row.picker.choose(cast("tuple[int, ...]", value))
        row.post_message(FieldRow.Edited(row))


def _value(row: FieldRow) -> object:
    if isinstance(row, TextRow):
        return row.text
    return row.picker.ids if isinstance(row, PeopleRow) else row.read()
