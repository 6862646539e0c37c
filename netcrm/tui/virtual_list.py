"""A list of lines of which only those on the screen are ever made: its cost does not grow with their number.

A subclass says how many lines there are, what each is called (its key; a heading has none) and what stands in it. The
list keeps the cursor, the marks and the scrolling. Cells are drawn as plain segments, so nothing in them is markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap
from typing import ClassVar, NamedTuple

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from netcrm.tui import actions
from netcrm.tui.text import one_line

Key = int | str
"""What a line is called: a contact's id, an agenda item's key."""


class Cell(NamedTuple):
    """A piece of a line: text, its width in terminal cells, and the part of the list whose colour it takes."""

    text: str
    width: int
    part: str = ""
    """A component class: `late`, `quiet`, `strong`, `heading` … or nothing."""


class VirtualList(ScrollView, can_focus=True):
    """A scrolling list with a cursor and marks, drawn line by line."""

    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings(actions.Scope.LIST)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "list--line", "list--cursor", "list--cursor-away", "list--marked", "list--header", "list--heading",
        "list--late", "list--alarm", "list--due", "list--quiet", "list--strong", "list--accent",
    }  # fmt: skip
    DEFAULT_CSS = """
    VirtualList {
        overflow-x: hidden;
        & > .list--line { color: $foreground; }
        & > .list--cursor { color: $block-cursor-foreground; background: $block-cursor-background; }
        & > .list--cursor-away {
            color: $block-cursor-blurred-foreground; background: $block-cursor-blurred-background;
        }
        & > .list--marked { background: $accent-muted; }
        & > .list--header { color: $text-muted; text-style: bold; background: $panel; }
        & > .list--heading { color: $text-accent; text-style: bold; }
        & > .list--late { color: $text-error; }
        & > .list--alarm { color: $text-error; text-style: bold; }
        & > .list--due { color: $text-warning; }
        & > .list--quiet { color: $text-muted; }
        & > .list--strong { text-style: bold; }
        & > .list--accent { color: $text-accent; }
    }
    """
    HEADER_LINES: ClassVar[int] = 0
    """Lines at the top that do not scroll."""

    cursor: reactive[int] = reactive(-1, repaint=False, init=False)
    """The line of the cursor; -1 while there is none that can have it."""

    @dataclass
    class Moved(Message):
        """The cursor stands on another line, or its line shows something else."""

        key: Key | None

    @dataclass
    class Opened(Message):
        """A line was clicked twice."""

        key: Key

    @dataclass
    class Marked(Message):
        """Other lines are marked than before."""

        count: int

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self.marked: set[Key] = set()
        self.empty = ""
        """What is said where there is no line: what to do first."""

    def line_count(self) -> int:
        """Return how many lines there are, without the header."""
        raise NotImplementedError

    def key_at(self, line: int) -> Key | None:
        """Return what a line is called; None for one that the cursor passes over."""
        raise NotImplementedError

    def line_of(self, key: Key) -> int | None:
        """Return where the line with this key stands."""
        raise NotImplementedError

    def cells_at(self, line: int, width: int) -> Iterable[Cell]:
        """Return what stands in a line."""
        raise NotImplementedError

    def header_cells(self, width: int) -> Iterable[Cell]:
        """Return what stands in the header; nothing where there is none."""
        del width
        return ()

    @property
    def current(self) -> Key | None:
        """The key of the line under the cursor."""
        return self.key_at(self.cursor) if 0 <= self.cursor < self.line_count() else None

    def chosen(self) -> tuple[Key, ...]:
        """Return the keys that an act is for: those marked, in the list's order, else the one under the cursor."""
        if self.marked:
            return tuple(sorted(self.marked, key=lambda key: -1 if (at := self.line_of(key)) is None else at))
        return () if self.current is None else (self.current,)

    def lines_changed(self, stay_on: Key | None, near: int = 0) -> None:
        """Show other lines: the cursor stays on `stay_on`, else it goes near the line where it was."""
        self._resize()
        line = None if stay_on is None else self.line_of(stay_on)
        if line is None:
            line = self._nearest(min(near, self.line_count() - 1))
        self.set_reactive(VirtualList.cursor, line)
        self._scroll_to_cursor()
        self.refresh()
        self.post_message(self.Moved(self.current))

    def clear_marks(self) -> None:
        """Take all marks away."""
        self.marked.clear()
        self._marks_changed()

    def _marks_changed(self) -> None:
        self.refresh()
        self.post_message(self.Marked(len(self.marked)))

    def _resize(self) -> None:
        self.virtual_size = Size(self._line_width, self.line_count() + self.HEADER_LINES)

    @property
    def _line_width(self) -> int:
        return self.scrollable_content_region.width

    @property
    def _page(self) -> int:
        """How many lines are seen at once."""
        return max(1, self.scrollable_content_region.height - self.HEADER_LINES)

    def on_resize(self) -> None:
        """Keep the cursor in sight; lines are as wide as the list."""
        self._resize()
        self._scroll_to_cursor()

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is seen."""
        width = self._line_width
        base = self.get_component_rich_style("list--line")
        if y < self.HEADER_LINES:
            return self._strip(self.header_cells(width), self.get_component_rich_style("list--header"), width)
        line = y - self.HEADER_LINES + self.scroll_offset.y
        if not self.line_count():
            return self._strip(self._empty_cells(line - 1, width), base, width)
        if line >= self.line_count():
            return Strip.blank(width, base)
        if line == self.cursor:
            part = "list--cursor" if self.has_focus else "list--cursor-away"
            return self._strip(self.cells_at(line, width), self.get_component_rich_style(part), width, is_cursor=True)
        if self.marked and self.key_at(line) in self.marked:
            base = self.get_component_rich_style("list--marked")
        return self._strip(self.cells_at(line, width), base, width)

    def _empty_cells(self, line: int, width: int) -> Iterable[Cell]:
        lines = [part for text in self.empty.split("\n") for part in wrap(text, max(10, width - 4)) or [""]]
        return (Cell(f"  {lines[line]}", width),) if 0 <= line < len(lines) else ()

    def _strip(self, cells: Iterable[Cell], base: Style, width: int, *, is_cursor: bool = False) -> Strip:
        segments = []
        for cell in cells:
            style = base
            if cell.part and not is_cursor:
                part = self.get_component_rich_style(f"list--{cell.part}")
                style += Style(color=part.color, bold=part.bold)
            elif cell.part == "strong":
                style += Style(bold=True)
            segments.append(Segment(fitted(cell.text, cell.width), style))
        return Strip(segments).crop_extend(0, width, base)

    def validate_cursor(self, line: int) -> int:
        """Hold the cursor inside the list."""
        return max(-1, min(line, self.line_count() - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two lines anew, scroll if the new one is out of sight, and tell."""
        if not self._scroll_to_cursor():
            for line in (old, new):
                y = line - self.scroll_offset.y + self.HEADER_LINES
                if self.HEADER_LINES <= y < self.size.height:
                    self.refresh(Region(0, y, self.size.width, 1))
        self.post_message(self.Moved(self.current))

    def _scroll_to_cursor(self) -> bool:
        """Scroll just as far as brings the cursor into sight, headings above the first line too."""
        top, page = self.scroll_offset.y, self._page
        if self.cursor <= self._nearest(0):
            wanted = 0
        elif self.cursor < top:
            wanted = self.cursor
        elif self.cursor >= top + page:
            wanted = self.cursor - page + 1
        else:
            return False
        if wanted == top:
            return False
        self.scroll_to(y=wanted, animate=False, force=True, immediate=True)
        self.refresh()
        return True

    def _nearest(self, line: int, step: int = 1) -> int:
        """Return the line at or after `line` that the cursor can stand on, else one before it, else -1."""
        count = self.line_count()
        for direction in (step, -step):
            at = max(0, min(line, count - 1))
            while 0 <= at < count:
                if self.key_at(at) is not None:
                    return at
                at += direction
        return -1

    def _move(self, to: int, step: int) -> None:
        if self.line_count():
            self.cursor = self._nearest(to, step)

    def action_cursor_down(self) -> None:
        """Move one line down."""
        self._move(self.cursor + 1, 1)

    def action_cursor_up(self) -> None:
        """Move one line up."""
        self._move(self.cursor - 1, -1)

    def action_page_down(self) -> None:
        """Move one page down."""
        self._move(self.cursor + self._page - 1, 1)

    def action_page_up(self) -> None:
        """Move one page up."""
        self._move(self.cursor - self._page + 1, -1)

    def action_first(self) -> None:
        """Move to the first line."""
        self._move(0, 1)

    def action_last(self) -> None:
        """Move to the last line."""
        self._move(self.line_count() - 1, -1)

    def action_mark(self) -> None:
        """Mark the line, or take its mark away, and go on to the next."""
        key = self.current
        if key is None:
            return
        self.marked ^= {key}
        self._marks_changed()
        self.action_cursor_down()

    def on_focus(self) -> None:
        """Draw the cursor as one that acts."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw the cursor as one that waits."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the line clicked; twice opens it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        if offset.y < self.HEADER_LINES:
            self.header_clicked(offset.x)
            return
        line = offset.y - self.HEADER_LINES + self.scroll_offset.y
        if line < self.line_count() and (key := self.key_at(line)) is not None:
            self.cursor = line
            if event.chain == 2:
                self.post_message(self.Opened(key))

    def header_clicked(self, x: int) -> None:
        """Do what a click on the header means, at this column of the screen."""


def fitted(text: str, width: int) -> str:
    """Return text cleaned and cut or filled to a width in terminal cells; `…` where it was cut."""
    line = one_line(text)
    cut = set_cell_size(line, width)
    if width > 1 and len(line) > len(cut.rstrip()) and line.rstrip() != cut.rstrip():
        cut = set_cell_size(set_cell_size(line, width - 1) + "…", width)
    return cut
