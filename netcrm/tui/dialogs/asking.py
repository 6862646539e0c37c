"""Small questions: yes or no, whether somebody answered, why, and who."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from netcrm.domain.text import clean_line
from netcrm.services.crm import Crm
from netcrm.services.listing import ContactRow
from netcrm.tui.attempts import Typed
from netcrm.tui.dialogs.sources import describe
from netcrm.tui.text import paragraphs, plain


class ConfirmDialog(ModalScreen[bool]):
    """Asks whether to go on; enter or y says yes, escape or n says no."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,ctrl+s", "answer(True)", "Yes"),
        Binding("n,escape", "answer(False)", "No"),
        Binding("right,down", "app.focus_next", "Next", show=False),
        Binding("left,up", "app.focus_previous", "Previous", show=False),
    ]

    def __init__(self, title: str, body: str, yes_label: str = "Yes") -> None:
        super().__init__(classes="dialog-screen")
        self._title = title
        self._body = body
        self._yes_label = yes_label

    def compose(self) -> ComposeResult:
        """Lay the question and its two answers."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title), classes="title")
            yield Static(paragraphs(self._body), classes="body")
            with Horizontal(classes="buttons"):
                yield Button(plain(self._yes_label), id="yes", compact=True, variant="primary")
                yield Button("Cancel", id="no", compact=True)
                yield Label("y or enter · n or esc", markup=False)

    def on_mount(self) -> None:
        """Begin at yes: the user asked for it, and everything can be undone."""
        self.query_one("#yes").focus()

    def action_answer(self, yes: bool) -> None:
        """Give the answer."""
        self.dismiss(yes)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(event.button.id == "yes")


class AnsweredDialog(ModalScreen[bool | None]):
    """Asks what a step asks before it is done, such as whether somebody answered: y or n, and escape leaves it."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes"),
        Binding("n", "answer(False)", "No"),
        Binding("escape", "leave", "Leave"),
        Binding("right,down", "app.focus_next", "Next", show=False),
        Binding("left,up", "app.focus_previous", "Previous", show=False),
    ]

    def __init__(self, question: str, title: str, *, if_yes: str, if_no: str) -> None:
        super().__init__(classes="dialog-screen")
        self._question = question
        self._title = title
        self._if_yes = if_yes
        self._if_no = if_no

    def compose(self) -> ComposeResult:
        """Lay the question over what each answer does."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._question), classes="title")
            yield Static(paragraphs(self._title), classes="body")
            for key, words in (("y", self._if_yes), ("n", self._if_no)):
                yield Static(Content.assemble((f"{key}  ", "bold $text-accent"), plain(words)))
            with Horizontal(classes="buttons"):
                yield Button("Yes", id="yes", compact=True, variant="primary")
                yield Button("No", id="no", compact=True)
                yield Label("y · n · esc leaves it as it is", markup=False)

    def action_answer(self, yes: bool) -> None:
        """Give the answer."""
        self.dismiss(yes)

    def action_leave(self) -> None:
        """Give none."""
        self.dismiss(None)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(event.button.id == "yes")


class ReasonDialog(ModalScreen[str | None]):
    """Asks why, in one line; the reason may be left empty where `required` has no sentence for that."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save"),
        Binding("escape", "cancel", "Cancel"),
    ]

    def __init__(self, title: str, question: str, *, required: str = "") -> None:
        super().__init__(classes="dialog-screen")
        self._title = title
        self._question = question
        self._required = required
        self._line = Input(placeholder="a few words" if required else "a few words, or nothing", compact=True)
        self._given_back: tuple[str, str] | None = None

    def compose(self) -> ComposeResult:
        """Lay the question over the line."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title), classes="title")
            yield Static(paragraphs(self._question), classes="body")
            yield self._line
            yield Static(classes="problem")
            with Horizontal(classes="buttons"):
                yield Button("OK", id="save", compact=True, variant="primary")
                yield Button("Cancel", id="cancel", compact=True)
                yield Label("enter saves · esc cancels", markup=False)

    def typed(self) -> Typed | None:
        """Return the reason; None where there is none."""
        reason = self._line.value
        return {"reason": reason} if reason.strip() else None

    def begin_with(self, typed: Typed, sentence: str) -> None:
        """Begin with a reason that was refused, and the sentence that says why."""
        self._given_back = (str(typed["reason"]), sentence)

    def on_mount(self) -> None:
        """Show again what was refused."""
        if self._given_back is not None:
            reason, sentence = self._given_back
            with self.prevent(Input.Changed):
                self._line.value = reason
            self._complain(sentence)

    @on(Input.Submitted)
    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Give the reason, or say that there must be one."""
        reason = clean_line(self._line.value)
        if reason or not self._required:
            self.dismiss(reason)
        else:
            self._complain(self._required)

    @on(Input.Changed)
    def _typed(self) -> None:
        self._complain("")

    def _complain(self, sentence: str) -> None:
        problem = self.query_one(".problem", Static)
        problem.update(Content.assemble("✗ ", plain(sentence)) if sentence else "")
        problem.set_class(bool(sentence), "-shown")

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Give nothing back."""
        self.dismiss(None)


class PickPersonDialog(ModalScreen[int | None]):
    """Finds somebody by name as one types; enter takes the one highlighted."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel"),
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
    ]

    def __init__(self, crm: Crm, title: str = "Who?") -> None:
        super().__init__(classes="dialog-screen")
        self._crm = crm
        self._title = title
        self._found: list[ContactRow] = []

    def compose(self) -> ComposeResult:
        """Lay the line over the people found."""
        people = OptionList(compact=True, markup=False)
        people.can_focus = False
        with Vertical(classes="dialog"):
            yield Static(plain(self._title), classes="title")
            yield Input(placeholder="a name, or its beginnings: an li", compact=True)
            yield people
            yield Static(classes="problem")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._found = self._crm.contacts.suggest(event.value) if event.value.strip() else []
        people = self.query_one(OptionList)
        people.clear_options()
        people.add_options([Option(plain(describe(row))) for row in self._found])
        people.highlighted = 0 if self._found else None
        nobody = bool(event.value.strip()) and not self._found
        problem = self.query_one(".problem", Static)
        problem.update(Content.assemble("✗ Nobody's name begins with “", plain(event.value), "”.") if nobody else "")
        problem.set_class(nobody, "-shown")

    @on(Input.Submitted)
    def _entered(self) -> None:
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None:
            self.dismiss(self._found[highlighted].id)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._found[event.option_index].id)

    def action_move(self, step: int) -> None:
        """Highlight the next or the previous one."""
        people = self.query_one(OptionList)
        if people.highlighted is not None:
            people.highlighted = max(0, min(people.highlighted + step, len(self._found) - 1))

    def action_cancel(self) -> None:
        """Give nobody back."""
        self.dismiss(None)
