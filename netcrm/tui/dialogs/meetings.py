"""The past meetings of a calendar, to tick who was met: nobody is assumed to have come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Label, Static

from netcrm.domain.days import counted, long_day
from netcrm.domain.meetings import Attendance
from netcrm.services.meetings import Asked, MeetingPlan, MeetingRow
from netcrm.tui.text import plain
from netcrm.tui.virtual_list import Cell, Key, VirtualList

_FRAME = 10
"""Lines of the dialog beside its list."""
_LEAST_LINES = 3
_TICK_WIDTH = 4
_WIDEST_NAME = 24

MetChoice = dict[int, tuple[int, ...]]
"""The contacts who came, by the number of the meeting."""


class _Line(NamedTuple):
    """Somebody who was asked to a meeting."""

    row: MeetingRow
    person: Asked
    is_first: bool
    """Whether the line is the meeting's first one, which says when it was."""


class MeetingList(VirtualList):
    """Lines of one person of one meeting; a mark is a tick."""

    DEFAULT_CSS = """
    MeetingList {
        & > .list--marked { background: $background 0%; }
    }
    """

    def __init__(self, rows: Sequence[MeetingRow], today: date) -> None:
        super().__init__()
        self._lines = [_Line(row, it, not place) for row in rows for place, it in enumerate(row.people)]
        self._today = today
        self._day_width = 2 + max((len(self._day(line.row)) for line in self._lines), default=0)
        self._how_width = 2 + max((len(_how(line.row)) for line in self._lines), default=0)
        longest = max((cell_len(line.person.name) for line in self._lines), default=0)
        self._name_width = 2 + min(longest, _WIDEST_NAME)

    def line_count(self) -> int:
        """Return how many lines there are."""
        return len(self._lines)

    def key_at(self, line: int) -> Key | None:
        """Return the line's number."""
        return line

    def line_of(self, key: Key) -> int | None:
        """Return the line."""
        return int(key)

    @property
    def met(self) -> MetChoice:
        """Who is ticked."""
        met: MetChoice = {}
        for key in sorted(map(int, self.marked)):
            row, person, _ = self._lines[key]
            met[row.number] = (*met.get(row.number, ()), person.contact_id)
        return met

    def action_mark(self) -> None:
        """Tick the line, or take its tick away, and go on to the next; what is logged has none."""
        if self.current is not None and self._lines[int(self.current)].row.is_logged:
            self.action_cursor_down()
            return
        super().action_mark()

    def mark_meeting(self) -> None:
        """Tick all of the meeting under the cursor but those who declined, or take these ticks away."""
        if self.current is None:
            return
        row = self._lines[int(self.current)].row
        keys: set[Key] = {
            at
            for at, line in enumerate(self._lines)
            if line.row is row and not row.is_logged and line.person.attendance is not Attendance.DECLINED
        }
        self.marked = self.marked - keys if keys <= self.marked else self.marked | keys
        self._marks_changed()

    def cells_at(self, line: int, width: int) -> Iterable[Cell]:
        """Return tick, day, how, whom, and what it was about."""
        row, person, is_first = self._lines[line]
        quiet = "quiet" if row.is_logged else ""
        yield Cell("" if row.is_logged else "[x]" if line in self.marked else "[ ]", _TICK_WIDTH)
        yield Cell(self._day(row) if is_first else "", self._day_width, quiet)
        yield Cell(_how(row), self._how_width, "quiet")
        yield Cell(person.name, self._name_width, quiet)
        notes = ["declined"] if person.attendance is Attendance.DECLINED else []
        notes += ["in touch that day already"] if person.was_in_touch and not row.is_logged else []
        words = " · ".join(filter(None, (", ".join(notes), row.meeting.summary)))
        rest = max(0, width - _TICK_WIDTH - self._day_width - self._how_width - self._name_width)
        yield Cell(words, rest, "due" if notes else quiet)

    def _day(self, row: MeetingRow) -> str:
        hour = f" {row.meeting.at:%H:%M}" if row.meeting.at else ""
        return long_day(row.meeting.on, self._today) + hour


def _how(row: MeetingRow) -> str:
    return "logged" if row.is_logged else row.meeting.channel.value


class MeetingsDialog(ModalScreen[MetChoice | None]):
    """Lists who was asked to past meetings; space ticks who came, enter logs them."""

    CSS_PATH = "dialogs.tcss"
    CSS = """
    MeetingsDialog .dialog { width: 110; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "log", "Log", priority=True),
        Binding("a", "meeting", "All of the meeting"),
        Binding("escape", "cancel", "Cancel"),
    ]

    def __init__(self, plan: MeetingPlan, today: date) -> None:
        super().__init__(classes="dialog-screen")
        self._plan = plan
        self._list = MeetingList(plan.rows, today)

    def compose(self) -> ComposeResult:
        """Lay the list over what cannot be read and the keys."""
        with Vertical(classes="dialog"):
            yield Static(Content.assemble("Who was met? ", plain(self._plan.file)), classes="title")
            yield self._list
            yield Static(classes="problem")
            with Horizontal(classes="buttons"):
                yield Button("Log", id="log", compact=True, variant="primary")
                yield Button("Cancel", id="cancel", compact=True)
                yield Label("space ticks · a all of the meeting · enter logs", markup=False)

    def on_mount(self) -> None:
        """Begin at the first line, with what could not be read below."""
        self._fit()
        self._list.focus()
        self._list.lines_changed(None)
        if problems := self._plan.problems:
            first = problems[0]
            said = f"{counted(len(problems), 'event')} could not be read. {first.where}, line {first.line}: {first.why}"
            self._complain(said)

    def on_resize(self) -> None:
        """Leave the list what the frame does not need."""
        if self.is_running and self.display:
            self._fit()

    def _fit(self) -> None:
        room = max(_LEAST_LINES, self.app.size.height - _FRAME)
        self._list.styles.height = max(_LEAST_LINES, min(self._list.line_count(), room))

    def _complain(self, sentence: str) -> None:
        problem = self.query_one(".problem", Static)
        problem.update(Content.assemble("✗ ", plain(sentence)))
        problem.add_class("-shown")

    def action_meeting(self) -> None:
        """Tick all of the meeting under the cursor."""
        self._list.mark_meeting()

    def action_log(self) -> None:
        """Give back who came."""
        focused = self.focused
        if isinstance(focused, Button) and focused.id == "cancel":
            self.dismiss(None)
        elif self._list.marked:
            self.dismiss(self._list.met)
        else:
            self._complain("Nobody is ticked. Space ticks who came; esc logs nothing.")

    @on(Button.Pressed, "#log")
    def _pressed(self) -> None:
        self.action_log()

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Give nothing back."""
        self.dismiss(None)
