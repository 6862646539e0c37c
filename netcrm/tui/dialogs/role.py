"""Give people their main role: type to filter, enter takes it; the first line takes what their titles say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from netcrm.domain.roles import Role
from netcrm.domain.text import fold
from netcrm.services.crm import Crm
from netcrm.tui.dialogs.sources import whom
from netcrm.tui.text import plain


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """The main role to give; None takes for each the one that the title says."""

    role: Role | None


class RoleDialog(ModalScreen[RoleChoice | None]):
    """Finds a role as one types; enter takes the one highlighted."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel"),
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
    ]

    def __init__(self, crm: Crm, contact_ids: Sequence[int], guessed: Mapping[int, Role]) -> None:
        super().__init__(classes="dialog-screen")
        self._title = Content.assemble("Role of ", whom(crm, contact_ids))
        self._people = len(contact_ids)
        self._guessed = guessed
        self._shown: list[RoleChoice] = []

    def compose(self) -> ComposeResult:
        """Lay the line over the roles."""
        roles = OptionList(compact=True, markup=False, id="roles")
        roles.can_focus = False
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="title")
            yield Input(placeholder="type to filter: crc, nurse, monitor …", compact=True)
            yield roles
            yield Static("✗ No role is called so: fewer letters show more.", classes="problem", markup=False)
            yield Static("enter gives it · esc leaves all as it is", classes="keys", markup=False)

    def on_mount(self) -> None:
        """Show all roles, the guesses first."""
        self._filter("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._filter(event.value)

    def _filter(self, text: str) -> None:
        wanted = fold(text).split()
        guesses = self._guess_words()
        choices = [(RoleChoice(None), guesses)] if guesses and not wanted else []
        choices += [(RoleChoice(role), f"{role.chip:<9} {role.label}") for role in _fitting(wanted)]
        self._shown = [choice for choice, _ in choices]
        roles = self.query_one(OptionList)
        roles.clear_options()
        roles.add_options([Option(plain(words)) for _, words in choices])
        roles.highlighted = 0 if choices else None
        self.query_one(".problem").set_class(not choices, "-shown")

    def _guess_words(self) -> str:
        """Return `Take the guesses (12 of 15): 8 CRC, 4 CRA`."""
        if not self._guessed:
            return ""
        counts = Counter(role.chip for role in self._guessed.values()).most_common(3)
        words = ", ".join(f"{count:,} {chip}" for chip, count in counts)
        if self._people == 1:
            return f"Take the guess of the title: {next(iter(self._guessed.values())).label}"
        return f"Take the guesses ({len(self._guessed):,} of {self._people:,}): {words}"

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None:
            self.dismiss(self._shown[highlighted])

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._shown[event.option_index])

    def action_move(self, step: int) -> None:
        """Highlight the next or the previous one."""
        roles = self.query_one(OptionList)
        if roles.highlighted is not None:
            roles.highlighted = max(0, min(roles.highlighted + step, len(self._shown) - 1))

    def action_cancel(self) -> None:
        """Give nothing back."""
        self.dismiss(None)


def _fitting(wanted: Sequence[str]) -> list[Role]:
    """Return the roles of which each typed word begins a word; one whose short form is typed comes first."""
    found = [
        role
        for role in Role
        if all(any(word.startswith(part) for word in fold(f"{role.chip} {role.label}").split()) for part in wanted)
    ]
    return sorted(found, key=lambda role: fold(role.chip) != " ".join(wanted))
