"""Whom a roster names, before they go on an event's list: ticked all, and who is new here says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from netcrm.domain.days import counted, weekday
from netcrm.domain.events.event import hour_words
from netcrm.services.events.values import RosterLine, RosterPlan
from netcrm.tui.text import plain
from netcrm.tui.virtual_list import Cell, Key, VirtualList

_TICK, _KNOWN, _HOUR, _ROOM = 3, 12, 22, 12


class RosterList(VirtualList):
    """The rows of a roster."""

    def __init__(self, plan: RosterPlan) -> None:
        super().__init__(widget_id="roster")
        self._plan = plan
        self._places = {it.number: place for place, it in enumerate(plan.lines)}
        self.marked = {it.number for it in plan.lines}

    def line_count(self) -> int:
        """Return how many rows there are."""
        return len(self._plan.lines)

    def key_at(self, line: int) -> Key:
        """Return the number of the row."""
        return self._plan.lines[line].number

    def line_of(self, key: Key) -> int | None:
        """Return where a row stands."""
        return self._places.get(int(key))

    def cells_at(self, line: int, width: int) -> Iterable[Cell]:
        """Return tick, name, whether they are here, hour and room."""
        it = self._plan.lines[line]
        who = max(10, width - _TICK - _KNOWN - _HOUR - _ROOM)
        yield Cell(" ✓ " if it.number in self.marked else "   ", _TICK, "accent")
        yield Cell(it.details.name.display, min(who, 30), "strong")
        yield Cell(_place(it), max(0, who - 30), "quiet")
        yield Cell("new here" if it.is_new else it.why, _KNOWN, "due" if it.is_new else "quiet")
        at = it.meets_at
        yield Cell(f"{weekday(at)} {hour_words(at)}" if at else "", _HOUR)
        yield Cell(it.room, _ROOM, "quiet")

    def on_mount(self) -> None:
        """Begin at the first row."""
        self.lines_changed(None)

    def tick_all(self) -> None:
        """Tick all, or none where all are."""
        every = set(self._places)
        self.marked = set() if self.marked == every else {*every}
        self._marks_changed()


def _place(it: RosterLine) -> str:
    job = it.details.primary_position
    return f" {job.organisation}" if job and job.organisation else ""


class RosterScreen(ModalScreen[frozenset[int]]):
    """Shows a roster; enter takes the rows that are ticked."""

    CSS_PATH = "dialogs.tcss"
    DEFAULT_CSS = """
    RosterScreen RosterList { height: 16; max-height: 60vh; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "take", "Take"),
        Binding("ctrl+a", "tick_all", "All or none"),
        Binding("escape", "leave", "Leave"),
    ]

    def __init__(self, plan: RosterPlan, today: date) -> None:
        super().__init__(classes="dialog-screen")
        self._plan = plan
        self._today = today

    def compose(self) -> ComposeResult:
        """Lay the rows under what they come to."""
        plan = self._plan
        words = f"{plan.file}: {len(plan.lines)} to meet at {plan.event.name}, {plan.new} of them new here"
        with Vertical(classes="dialog"):
            yield Static(plain(words), classes="title")
            yield RosterList(plan)
            yield Static(classes="body", id="roster-row")
            if plan.problems:
                yield Static(
                    plain(f"{counted(len(plan.problems), 'row')} left out. {plan.problems[0]}"), classes="body"
                )
            yield Static("space ticks · ctrl+a all or none · enter takes those ticked · esc takes nobody", markup=False)

    def on_virtual_list_moved(self, message: VirtualList.Moved) -> None:
        """Say more of the row under the cursor."""
        message.stop()
        it = self._plan.lines[self.query_one(RosterList).cursor]
        words = "  ·  ".join(filter(None, (it.session, *it.warnings)))
        self.query_one("#roster-row", Static).update(plain(words or " "))

    def action_take(self) -> None:
        """Give the rows that are ticked."""
        self.dismiss(frozenset(int(key) for key in self.query_one(RosterList).marked))

    def action_tick_all(self) -> None:
        """Tick all, or none."""
        self.query_one(RosterList).tick_all()

    def action_leave(self) -> None:
        """Give nothing back."""
        self.dismiss(None)
