"""The help: all keys of a screen, from the table of actions."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import fill
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from netcrm.tui.actions import Action, Scope, key_label, of_scope

_QUERY_HELP = (
    ("lima", "words of names, organisations, notes and what was logged; beginnings are enough"),
    ("role:pi tier:a", "both; -role:pi turns round, OR and ( ) join"),
    ('org:"St Mary" city:boston', "words with spaces stand in quotes"),
    ("tag:area/oncology", "a tag and all below it"),
    ("study:LANTERN-2", "on a study, by its number, acronym or words of its title"),
    ("due:today  due:late  due:week", "by the next check-in"),
    ("last:>90d  last:never  added:<30d", "by the last touch, by the day added"),
    ("is:archived  is:starred  has:email", "by what they are and have"),
)


_WITH_LISTS = (Scope.TODAY, Scope.PEOPLE, Scope.CALENDAR, Scope.SYNC, Scope.STUDY, Scope.ORGANISATION)
_WIDTH, _FRAME, _KEYS, _LABEL = 92, 6, 13, 18


class HelpScreen(ModalScreen[None]):
    """Lists the keys that work on the screen below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "dismiss", "Close"),
        Binding("j,down", "scroll('down')", "Down", show=False),
        Binding("k,up", "scroll('up')", "Up", show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        & > VerticalScroll {
            width: 92; max-width: 100%; height: auto; max-height: 96%; padding: 0 1;
            scrollbar-size: 1 1;
            background: $surface; border: round $border;
        }
        Static { height: auto; }
    }
    """

    def __init__(self, scope: Scope, keys: Mapping[str, str]) -> None:
        super().__init__()
        self._scope = scope
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Make the list."""
        with VerticalScroll() as box:
            box.border_title = Content("Keys; esc closes")
            yield Static(Content("\n").join(self._lines()))

    def _lines(self) -> list[Content]:
        lines: list[Content] = []
        has_list = self._scope in _WITH_LISTS
        beside = {Scope.CALENDAR: (Scope.MONTH,), Scope.INTERVIEWS: (Scope.BOARD,)}
        parts = (*beside.get(self._scope, ()), self._scope)
        for scope in (*parts, *((Scope.LIST,) if has_list else ()), Scope.EVERYWHERE):
            lines += [Content(""), Content.styled(scope.value, "bold $text-accent")]
            lines += [self._line(action) for action in of_scope(scope) if self._scope not in action.not_on]
        if self._scope is Scope.PEOPLE:
            lines += [Content(""), Content.styled("What a search understands", "bold $text-accent")]
            for query, meaning in _QUERY_HELP:
                lines += [Content.styled(f"  {query}", "bold"), Content.styled(f"      {meaning}", "$text-muted")]
        return lines[1:]

    def _line(self, action: Action) -> Content:
        keys = self._keys[action.id]
        shown = " ".join(key_label(key) for key in keys.split(",")) if keys else self._keys["find"]
        indent = f"{'':<{_KEYS + _LABEL}}"
        words = fill(
            action.help, min(_WIDTH, self.app.size.width) - _FRAME, initial_indent=indent, subsequent_indent=indent
        )
        return Content.assemble(
            (f" {shown:<{_KEYS - 1}}", "bold"), f"{action.label:<{_LABEL}}", (words.removeprefix(indent), "$text-muted")
        )

    def action_scroll(self, direction: str) -> None:
        """Scroll by a line."""
        box = self.query_one(VerticalScroll)
        box.scroll_relative(y=1 if direction == "down" else -1, animate=False)
