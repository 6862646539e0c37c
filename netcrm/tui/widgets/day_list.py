"""The list of a day in the Calendar: what stands there, then what was logged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from rich.cells import cell_len

from netcrm.domain.agenda_values import AgendaItem, ItemKind
from netcrm.domain.month import LoggedLine
from netcrm.services.calendar.month import DayView
from netcrm.services.listing import ContactRow
from netcrm.services.timeline import CHANNEL_LABELS
from netcrm.tui import agenda_list
from netcrm.tui.agenda_list import AgendaList, Beside, Heading
from netcrm.tui.month_words import LOGGED
from netcrm.tui.text import chips, one_line
from netcrm.tui.virtual_list import Cell, Key

_SLIM = 70
"""Cells under which a line has no room for who, when and what side by side: what goes under it then."""
_MARK, _CHIP, _WHEN, _CHANNEL = 3, 8, 13, 12
_WHO_OF_LOGGED = 26


class DayList(AgendaList):
    """Shows a day."""

    def __init__(self, read: Callable[[Sequence[int]], list[ContactRow]], today: date) -> None:
        super().__init__(read, today)
        self._day: DayView | None = None
        self._logged: dict[int, LoggedLine] = {}
        """What was logged, by the line on which it stands."""
        self._left_at: dict[date, int] = {}
        """The line on which the cursor was when another day was turned to."""
        self._is_slim = False

    @property
    def on(self) -> date | None:
        """The day that is shown."""
        return self._day.on if self._day else None

    @property
    def logged(self) -> LoggedLine | None:
        """What was logged, under the cursor."""
        return self._logged.get(self.cursor)

    def show_day(self, day: DayView, today: date) -> None:
        """Show a day: on the same one the cursor stays on its item, on another it goes where it last was there."""
        if self._day is None or self._day.on != day.on:
            self._turn_to(day.on)
        self._day = day
        self._is_slim = self.size.width < _SLIM
        lines: list[agenda_list.Line] = []
        for item in day.items:
            lines.append(item)
            if self._is_slim:
                lines.append(Beside(self._under(item, today), f"→ {item.next_step}" if item.next_step else ""))
        if day.logged and day.on == today:
            lines += [Heading(None, "")] if lines else []
            lines.append(Heading(None, f"{LOGGED} Logged · {len(day.logged):,}"))
        self._logged = {len(lines) + at: line for at, line in enumerate(day.logged)}
        lines += [Heading(None, "") for _ in day.logged]
        self.show(lines, today)

    def _turn_to(self, on: date) -> None:
        if self._day is not None:
            self._left_at[self._day.on] = self.cursor
        self._lines, self._logged = [], {}
        self.marked.clear()
        self._went.clear()
        self.set_reactive(AgendaList.cursor, self._left_at.get(on, -1))

    def _under(self, item: AgendaItem, today: date) -> str:
        return "  ·  ".join(filter(None, (agenda_list.what_words(item, today), item.last_words)))

    def on_resize(self) -> None:
        """Lay the lines anew where the room beside the names came or went."""
        super().on_resize()
        if self._day is not None and self._is_slim != (self.size.width < _SLIM):
            self.show_day(self._day, self._today)

    def key_at(self, line: int) -> Key | None:
        """Return the item's key, or what was logged by its number."""
        logged = self._logged.get(line)
        return f"logged {logged.id}" if logged else super().key_at(line)

    def line_of(self, key: Key) -> int | None:
        """Return where an item, or what was logged, stands."""
        for line, logged in self._logged.items():
            if key == f"logged {logged.id}":
                return line
        return super().line_of(key)

    def action_mark(self) -> None:
        """Mark an item; what was logged cannot be marked."""
        if self.item is not None:
            super().action_mark()

    def cells_at(self, line: int, width: int) -> Iterable[Cell]:
        """Return a line's cells."""
        logged = self._logged.get(line)
        if logged is not None:
            return _logged_cells(logged, width)
        it = self._lines[line]
        if isinstance(it, Beside) and self._is_slim:
            return _under_cells(it, width)
        return super().cells_at(line, width)

    def _item_cells(self, item: AgendaItem, line: int, width: int) -> Iterable[Cell]:
        if not self._is_slim:
            yield from super()._item_cells(item, line, width)
            return
        row = self._row(item, line)
        name = one_line(item.name if row is None else row.name)
        who = max(0, width - _MARK - _CHIP - _WHEN - 2)
        yield Cell(" ✓ " if item.key in self.marked else "   ", _MARK, "accent")
        yield Cell(chips(row.roles, 1, row.guessed_role) if row else agenda_list.chip_of(item), _CHIP, "quiet")
        yield Cell("", 1)
        yield Cell(name, min(who, cell_len(name)), "strong")
        room = max(0, who - cell_len(name))
        yield Cell(agenda_list.at_words(row.organisation, room) if row else "", room, "quiet")
        yield Cell("", 1)
        yield Cell(self.when(item), _WHEN, agenda_list.when_part(item))

    def when(self, item: AgendaItem) -> str:
        """Return the hour, how late it is, or what it is: the day stands over the list."""
        if item.days_late or item.waits:
            return super().when(item)
        return item.due_at.astimezone().strftime("%H:%M") if item.due_at else _KINDS[item.kind]


_KINDS: dict[ItemKind, str] = {
    ItemKind.CHECK_IN: "check-in",
    ItemKind.ORGANISATION: "check-in",
    ItemKind.FOLLOW_UP: "promise",
    ItemKind.INTERVIEW: "interview",
    ItemKind.LEAD: "deadline",
    ItemKind.AWAITING: "no answer",
    ItemKind.BIRTHDAY: "birthday",
    ItemKind.ANNIVERSARY: "anniversary",
}


def _under_cells(it: Beside, width: int) -> Iterable[Cell]:
    room = width - _MARK - _CHIP - 1
    step = min(cell_len(one_line(it.step)), room // 2)
    yield Cell("", width - room)
    yield Cell(it.words, room - step - (2 if step else 0), "quiet")
    yield Cell("", 2 if step else 0)
    yield Cell(it.step, step, "quiet")


def _logged_cells(it: LoggedLine, width: int) -> Iterable[Cell]:
    others = f" and {it.others} more" if it.others else ""
    name = one_line(it.name) or "nobody"
    who = max(0, min(_WHO_OF_LOGGED, width - _MARK - _CHANNEL - 1))
    yield Cell(f" {LOGGED} ", _MARK, "quiet")
    yield Cell(CHANNEL_LABELS[it.channel], _CHANNEL, "quiet")
    yield Cell(f"{name}{others}", who, "strong")
    yield Cell("", 1)
    yield Cell(it.summary, max(0, width - _MARK - _CHANNEL - who - 1), "")
