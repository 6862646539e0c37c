"""A month as a grid of days: one has the cursor, each shows how much stands there.

It draws what it is given and says which day is chosen; which keys move the cursor stands in the table of actions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from netcrm.domain.month import FIRST_DAY, LAST_DAY, MonthDay, MonthView, weeks_of
from netcrm.tui import actions
from netcrm.tui.month_words import LOGGED, OVER, TODAY, bar, height, month_title, scale, signs
from netcrm.tui.virtual_list import fitted

TOP = 2
"""Lines over the weeks: the month's name, and the weekdays."""
WEEKS = 6
"""How many weeks a month touches at most."""
_NUMBER = 4
"""Cells of the week's number."""
_MOST_WIDTH, _MOST_HEIGHT = 14, 3
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _on_screen(binding: Binding) -> Binding:
    return Binding(binding.key, f"screen.{binding.action}", binding.description, id=binding.id, show=False)


class MonthGrid(Widget, can_focus=True):
    """Shows a month; its keys act on the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [_on_screen(it) for it in actions.bindings(actions.Scope.MONTH)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "month--line", "month--title", "month--weekday", "month--calm", "month--outside", "month--today",
        "month--load", "month--over", "month--quiet", "month--sign", "month--cursor", "month--cursor-away",
    }  # fmt: skip
    DEFAULT_CSS = """
    MonthGrid {
        width: 1fr; height: 1fr;
        & > .month--line { color: $foreground; }
        & > .month--title { color: $text-accent; text-style: bold; }
        & > .month--weekday { color: $text-muted; text-style: bold; background: $panel; }
        & > .month--calm { color: $text-muted; background: $surface; }
        & > .month--outside { color: $text-disabled; }
        & > .month--today { color: $text-accent; text-style: bold; }
        & > .month--load { color: $text-accent; }
        & > .month--over { color: $text-error; text-style: bold; }
        & > .month--quiet { color: $text-muted; }
        & > .month--sign { color: $text-warning; }
        & > .month--cursor { color: $block-cursor-foreground; background: $block-cursor-background; }
        & > .month--cursor-away {
            color: $block-cursor-blurred-foreground; background: $block-cursor-blurred-background;
        }
    }
    """

    @dataclass
    class Chosen(Message):
        """The mouse put the cursor on another day."""

        day: date

    @dataclass
    class Entered(Message):
        """A day was clicked twice."""

        day: date

    def __init__(self, day: date) -> None:
        super().__init__(id="month-grid")
        self._day = day
        self._view: MonthView | None = None
        self._known: dict[date, MonthDay] = {}
        self._full = 1

    @property
    def day(self) -> date:
        """The day under the cursor."""
        return self._day

    @property
    def known(self) -> MonthDay | None:
        """What is known of the day under the cursor."""
        return self._known.get(self._day)

    def show(self, view: MonthView) -> None:
        """Show what stands in a month."""
        self._view, self._full = view, scale(view)
        self._known = {day.on: day for day in view.days}
        self.refresh()

    def go_to(self, day: date) -> bool:
        """Put the cursor on a day, or on the nearest one that has a month to show; return whether it was elsewhere."""
        before, self._day = self._day, max(FIRST_DAY, min(day, LAST_DAY))
        self.refresh()
        return self._day != before

    def _choose(self, day: date) -> None:
        if self.go_to(day):
            self.post_message(self.Chosen(self._day))

    @property
    def _weeks(self) -> tuple[tuple[date, ...], ...]:
        return weeks_of(self._day.year, self._day.month)

    @property
    def _cell_width(self) -> int:
        return max(4, min(_MOST_WIDTH, (self.size.width - _NUMBER) // 7))

    @property
    def _cell_height(self) -> int:
        return max(1, min(_MOST_HEIGHT, (self.size.height - TOP) // WEEKS))

    def day_at(self, x: int, y: int) -> date | None:
        """Return the day that is drawn at a place, if any is."""
        week, weekday = (y - TOP) // self._cell_height, (x - _NUMBER) // self._cell_width
        weeks = self._weeks
        return weeks[week][weekday] if y >= TOP and week < len(weeks) and x >= _NUMBER and weekday < 7 else None

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        base = self.get_component_rich_style("month--line")
        if y == 0:
            return self._strip([(f" {self._title()}", self.size.width, "title")], base)
        if y == 1:
            heads = [(" Wk", _NUMBER, "weekday"), *((f" {name}", self._cell_width, "weekday") for name in _WEEKDAYS)]
            return self._strip(heads, self._style("weekday"))
        week, line = divmod(y - TOP, self._cell_height)
        weeks = self._weeks
        if week >= len(weeks):
            return Strip.blank(self.size.width, base)
        number = str(weeks[week][0].isocalendar().week) if line == 0 else ""
        segments = [self._segment(f" {number:>2}", _NUMBER, self._style("quiet"))]
        for day in weeks[week]:
            segments += self._cell(day, line)
        return Strip(segments).crop_extend(0, self.size.width, base)

    def _title(self) -> str:
        if self._view and (self._view.year, self._view.month) == (self._day.year, self._day.month):
            return month_title(self._view)
        return month_title(MonthView(self._day.year, self._day.month, ()))

    def _strip(self, cells: list[tuple[str, int, str]], base: Style) -> Strip:
        segments = [self._segment(text, width, self._style(part)) for text, width, part in cells]
        return Strip(segments).crop_extend(0, self.size.width, base)

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(f"month--{part}")

    @staticmethod
    def _segment(text: str, width: int, style: Style) -> Segment:
        return Segment(fitted(text, width), style)

    def _cell(self, on: date, line: int) -> Iterator[Segment]:
        """Yield a line of a day's cell, as wide as a cell is."""
        day = self._known.get(on) or MonthDay(on)
        base = self._base(day)
        width = self._cell_width
        pieces = self._one_line(day) if self._cell_height == 1 else self._lines(day, line)
        used = 0
        for text, size, part in pieces:
            size = min(size, width - used)
            style = base if not part or on == self._day else base + Style(color=self._style(part).color)
            yield self._segment(text, size, style + Style(bold=True) if part in ("over", "today") else style)
            used += size
        yield self._segment("", width - used, base)

    def _base(self, day: MonthDay) -> Style:
        if day.on == self._day:
            return self._style("cursor" if self.has_focus else "cursor-away")
        if day.on.month != self._day.month:
            return self._style("outside")
        is_off = day.is_weekend or day.holiday or day.day_off
        return self._style("calm" if is_off else "line")

    def _lines(self, day: MonthDay, line: int) -> list[tuple[str, int, str]]:
        """Return a line of a cell that has several: the day with its signs, then the load."""
        if line == 0:
            return [*self._date(day), (f" {signs(day)}", self._cell_width - 4, "sign")]
        if line > 1:
            return []
        room = self._cell_width - 6
        return [*self._load(day), (bar(day.load.total, self._full, room), room, self._load_part(day))]

    def _one_line(self, day: MonthDay) -> list[tuple[str, int, str]]:
        level = (height(day.load.total, self._full), 1, self._load_part(day))
        return [*self._date(day), *self._load(day), level, (signs(day), max(0, self._cell_width - 9), "sign")]

    def _date(self, day: MonthDay) -> list[tuple[str, int, str]]:
        mark = TODAY if day.is_today else " "
        return [(f"{mark}{day.on.day:>2}", 3, "today" if day.is_today else "")]

    def _load(self, day: MonthDay) -> list[tuple[str, int, str]]:
        total = day.load.total
        if total:
            return [(f"{total:>3}", 3, self._load_part(day)), (OVER if day.is_over else " ", 1, "over")]
        if day.logged and not day.is_today:
            return [(f"{day.logged:>3}{LOGGED}", 4, "quiet")]
        return [("", 4, "")]

    def _load_part(self, day: MonthDay) -> str:
        if day.on.month != self._day.month:
            return "outside"
        return "over" if day.is_over else "load"

    def on_focus(self) -> None:
        """Draw the cursor as one that acts."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw the cursor as one that waits."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Go to the day clicked; twice goes into its list."""
        offset = event.get_content_offset(self)
        day = self.day_at(offset.x, offset.y) if offset is not None else None
        if day is None:
            return
        self._choose(day)
        if event.chain == 2:
            self.post_message(self.Entered(day))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go a week on."""
        event.stop()
        self._choose(self._day + timedelta(days=7))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go a week back."""
        event.stop()
        self._choose(self._day - timedelta(days=7))
