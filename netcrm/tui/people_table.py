"""The table of people: an id vector of any length, of which only the pages on the screen are read."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.message import Message

from netcrm.services.listing import ContactRow
from netcrm.services.search import Order
from netcrm.tui.people_columns import GAP, Column, Placed, placed
from netcrm.tui.virtual_list import Cell, Key, VirtualList

_PAGE_ROWS = 64
_MOST_PAGES = 32


class PeopleTable(VirtualList):
    """Shows the people of an id vector, with a header that sorts."""

    HEADER_LINES: ClassVar[int] = 1

    @dataclass
    class SortAsked(Message):
        """A column's header was clicked."""

        order: Order

    def __init__(self, read: Callable[[Sequence[int]], list[ContactRow]], today: date) -> None:
        super().__init__(widget_id="people")
        self._read = read
        self._today = today
        self.ids: array[int] = array("q")
        self._places: dict[int, int] | None = None
        self._pages: dict[int, dict[int, ContactRow]] = {}
        self._columns: tuple[int, list[Placed]] = (-1, [])
        self.order = Order.NAME
        self.reverse = False

    def show(self, ids: array[int], today: date, *, stay: bool) -> None:
        """Show these people; `stay` keeps the cursor on its person, else it goes to the first line."""
        current, near = (self.current, self.cursor) if stay else (None, 0)
        self._today = today
        self.ids = ids
        self._places = None
        self._pages.clear()
        if self.marked:
            self.marked &= set(ids)
        self.lines_changed(current, near)

    def go_to(self, contact_id: int) -> None:
        """Put the cursor on somebody, if shown."""
        line = self.line_of(contact_id)
        if line is not None:
            self.cursor = line

    def row(self, line: int) -> ContactRow | None:
        """Return the row of a line, reading its page where that was not seen yet; None for one that is gone."""
        page = line // _PAGE_ROWS
        if page not in self._pages:
            if len(self._pages) >= _MOST_PAGES:
                self._pages.pop(next(iter(self._pages)))
            start = page * _PAGE_ROWS
            self._pages[page] = {row.id: row for row in self._read(self.ids[start : start + _PAGE_ROWS])}
        return self._pages[page].get(self.ids[line])

    def line_count(self) -> int:
        """Return how many people are shown."""
        return len(self.ids)

    def key_at(self, line: int) -> int:
        """Return the id of the person on a line."""
        return self.ids[line]

    def line_of(self, key: Key) -> int | None:
        """Return where a person stands; the first question about many makes an index of all."""
        if self._places is None and len(self.marked) < 2:
            try:
                return self.ids.index(int(key))
            except ValueError:
                return None
        if self._places is None:
            self._places = {contact_id: line for line, contact_id in enumerate(self.ids)}
        return self._places.get(int(key))

    def columns(self, width: int) -> list[Placed]:
        """Return the columns that fit beside the mark."""
        if self._columns[0] != width:
            self._columns = (width, placed(width - 2))
        return self._columns[1]

    @property
    def shows_last_touch(self) -> bool:
        """Whether the column with the question marks fits."""
        return any(it.column.order is Order.LAST_TOUCH for it in self.columns(self._line_width))

    def cells_at(self, line: int, width: int) -> Iterable[Cell]:
        """Return a person's cells: a mark, then the columns."""
        row = self.row(line)
        if row is None:
            yield Cell("  (deleted meanwhile)", width, "quiet")
            return
        yield Cell("✓ " if row.id in self.marked else "  ", 2, "accent")
        for column, size in ((it.column, it.width) for it in self.columns(width)):
            yield Cell(column.text(row, self._today), size, column.part(row))
            yield Cell("", GAP)

    def header_cells(self, width: int) -> Iterable[Cell]:
        """Return the titles, with an arrow at the one that the table is sorted by."""
        yield Cell("", 2)
        for it in self.columns(width):
            yield Cell(self._title(it.column), it.width)
            yield Cell("", GAP)

    def _title(self, column: Column) -> str:
        if column.order is not self.order:
            return column.title
        return f"{column.title} {'▾' if self.reverse else '▴'}"

    def header_clicked(self, x: int) -> None:
        """Ask for a sort by the column clicked."""
        at = 2
        for it in self.columns(self._line_width):
            if at <= x < at + it.width + GAP and it.column.order is not None:
                self.post_message(self.SortAsked(it.column.order))
            at += it.width + GAP

    def select_all(self) -> None:
        """Mark everybody shown, or nobody when all are marked."""
        if len(self.marked) == len(self.ids):
            self.marked.clear()
        else:
            self.marked = set(self.ids)
        self._marks_changed()
