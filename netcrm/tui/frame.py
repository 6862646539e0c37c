"""The first and the last line of every screen: where one is, and which keys do what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widget import Widget

from netcrm.domain.days import short_day
from netcrm.tui.actions import BY_ID, Action, Scope, on_screen
from netcrm.tui.text import day

if TYPE_CHECKING:
    from netcrm.tui.acting_everywhere import FrameScreen
    from netcrm.tui.app import NetcrmApp


class HeadLine(Widget):
    """The program's name, the screens by their keys, DEMO on sample data, and the day."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"head--name", "head--here", "head--demo", "head--quiet"}
    DEFAULT_CSS = """
    HeadLine {
        dock: top; height: 1; width: 1fr; background: $panel; color: $foreground;
        & > .head--name { text-style: bold; color: $text-accent; }
        & > .head--here { text-style: bold; background: $background; }
        & > .head--demo { text-style: bold; color: $text-warning; }
        & > .head--quiet { color: $text-muted; }
    }
    """
    _SCREENS = ("today", "people", "interviews", "calendar", "insights")

    def render(self) -> Content:
        """Return the line."""
        app = cast("NetcrmApp", self.app)
        left = Content.assemble((" netcrm  ", self.get_visual_style("head--name")), *self._tabs(app))
        today = app.crm.today
        right = self._right("DEMO · sample people  ", day(today, today), app)
        if left.cell_length + right.cell_length >= self.size.width:
            right = self._right("DEMO ", short_day(today, today), app)
        gap = max(1, self.size.width - left.cell_length - right.cell_length)
        return Content.assemble(left, " " * gap, right)

    def _right(self, demo: str, today: str, app: NetcrmApp) -> Content:
        return Content.assemble(
            (demo, self.get_visual_style("head--demo")) if app.is_demo else "",
            (today + " ", self.get_visual_style("head--quiet")),
        )

    def _tabs(self, app: NetcrmApp) -> Iterator[Content]:
        for name in self._SCREENS:
            words = f" {app.key_of(name)} {BY_ID[name].label} "
            here = app.current_mode == name and cast("FrameScreen", self.screen).is_base
            yield Content.styled(words, self.get_visual_style("head--here")) if here else Content(words)

    def on_click(self, event: events.Click) -> None:
        """Switch to the screen whose name is clicked."""
        app = cast("NetcrmApp", self.app)
        at = cell_len(" netcrm  ")
        for name, words in zip(self._SCREENS, self._tabs(app), strict=True):
            if at <= event.x < at + words.cell_length:
                app.show(name)
            at += words.cell_length


class KeyLine(Widget):
    """The keys that matter most here; the rest is in the help."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key", "keys--label"}
    DEFAULT_CSS = """
    KeyLine {
        dock: bottom; height: 1; width: 1fr; background: $panel;
        & > .keys--key { color: $text-accent; text-style: bold; }
        & > .keys--label { color: $text-muted; }
    }
    """

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.show(scope)

    def show(self, scope: Scope) -> None:
        """Show the keys of a screen, or of the part of it that has the focus."""
        self._actions = tuple(action for action in on_screen(scope) if scope in action.shown)
        self._has_help = BY_ID["help"] in on_screen(scope)
        self.refresh()

    def render(self) -> Content:
        """Return the keys that fit; the help is always among them, but where letters are typed."""
        key, label = self.get_visual_style("keys--key"), self.get_visual_style("keys--label")
        parts = (((f" {keys}", key), (f" {action.label} ", label)) for action, keys, _, _ in self._placed())
        return Content.assemble(*(piece for part in parts for piece in part))

    def _placed(self) -> Iterator[tuple[Action, str, int, int]]:
        """Yield each action that fits, its key, and from which column to which it stands."""
        app = cast("NetcrmApp", self.app)
        last = (BY_ID["help"],) if self._has_help else ()
        help_width = sum(self._width(action, app.key_of(action.id)) for action in last)
        at = 0
        for action in (*(a for a in self._actions if a.id != "help"), *last):
            keys = app.key_of(action.id)
            width = self._width(action, keys)
            if action.id == "help" or at + width + help_width <= self.size.width:
                yield action, keys, at, at + width
                at += width

    @staticmethod
    def _width(action: Action, keys: str) -> int:
        return cell_len(f" {keys} {action.label} ")

    async def on_click(self, event: events.Click) -> None:
        """Do what is clicked."""
        for action, _, start, end in self._placed():
            if start <= event.x < end:
                await cast("FrameScreen", self.screen).run_action(action.id)
