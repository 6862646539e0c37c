"""What the columns of a table mean: proposed, changed here column by column, with the first row as it would come in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from netcrm.domain.columns import Column, ColumnMapping, TableView, Target
from netcrm.errors import NetcrmError
from netcrm.tui.dialogs.column_offer import OfferDialog
from netcrm.tui.dialogs.column_words import Offer, oddities, say_column, step, taken
from netcrm.tui.dialogs.import_words import clipped, key_lines, many
from netcrm.tui.text import plain
from netcrm.tui.virtual_list import Cell, Key, VirtualList

_SAMPLES = 3
_CELL_LENGTH = 60
_TARGET_WIDTH = 26
_KEYS_WIDTH = 80


class ColumnList(VirtualList):
    """One line a column: its title, the first cells, and what it is taken for."""

    HEADER_LINES: ClassVar[int] = 1
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "screen.step(-1)", "The target before", show=False),
        Binding("right,l", "screen.step(1)", "The next target", show=False),
    ]

    def __init__(self, view: TableView, mapping: ColumnMapping) -> None:
        super().__init__()
        self._view = view
        self.mapping = mapping

    def line_count(self) -> int:
        """Return how many columns there are."""
        return len(self._view.titles)

    def key_at(self, line: int) -> Key | None:
        """Return the column's index."""
        return line

    def line_of(self, key: Key) -> int | None:
        """Return the line of a column."""
        return int(key)

    def header_cells(self, width: int) -> Iterable[Cell]:
        """Return the titles of this list."""
        title, cells = self._widths(width)
        yield Cell(" Column", title)
        yield Cell("Taken for", _TARGET_WIDTH)
        yield Cell("First cells", cells)

    def cells_at(self, line: int, width: int) -> Iterable[Cell]:
        """Return a column's title, what it is taken for, and its first cells."""
        title, cells = self._widths(width)
        column = self.mapping.columns[line]
        ignored = column.target is Target.IGNORE
        samples = (row[line][:_CELL_LENGTH] for row in self._view.samples[:_SAMPLES])
        yield Cell(f" {self._view.titles[line][:_CELL_LENGTH]}", title - 1, "quiet" if ignored else "strong")
        yield Cell("", 1)
        yield Cell(say_column(column), _TARGET_WIDTH - 1, "quiet" if ignored else "accent")
        yield Cell("", 1)
        yield Cell(" | ".join(sample for sample in samples if sample.strip()), cells, "quiet")

    @staticmethod
    def _widths(width: int) -> tuple[int, int]:
        """Return the widths of titles and cells."""
        title = max(14, (width - _TARGET_WIDTH) * 2 // 5)
        return title, max(0, width - _TARGET_WIDTH - title)

    def action_mark(self) -> None:
        """Mark nothing: there is nothing to do with several."""


class ColumnMappingScreen(Screen[ColumnMapping | None]):
    """Asks what each column means; gives back the mapping, or None when it is left."""

    CSS_PATH = "column_mapping.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "take", "Take it"),
        Binding("escape", "cancel", "Cancel"),
        Binding("enter", "choose", "Choose what it is"),
        Binding("i", "ignore", "Ignore it, or take it for what was proposed"),
    ]

    def __init__(
        self,
        view: TableView,
        example: Callable[[ColumnMapping], str],
        *,
        mapping: ColumnMapping | None = None,
        problem: str = "",
    ) -> None:
        """Show the columns of a table.

        Args:
            view: The table.
            example: Gives the first row as it would come in by a mapping, as one line of text.
            mapping: What the user said before; what is proposed where there is none.
            problem: Why that did not do.
        """
        super().__init__()
        self._view = view
        self._example = example
        self._began = mapping or view.proposed
        self._problem = problem
        self._has_asked = False
        self._list = ColumnList(view, self._began)

    def compose(self) -> ComposeResult:
        """Lay the columns over the example."""
        yield Static(id="head")
        yield self._list
        with Vertical(id="example"):
            yield Static("The first row would be:", id="example-title", markup=False)
            yield Static(id="row")
            yield Static(id="odd")
        keys = (
            ("ctrl+s", "take it", "screen.take"),
            ("enter", "choose", "screen.choose"),
            ("← →", "step", ""),
            ("i", "ignore", "screen.ignore"),
            ("esc", "cancel", "screen.cancel"),
        )
        yield Static(key_lines(keys, _KEYS_WIDTH), id="keys")

    def on_mount(self) -> None:
        """Begin at the first column."""
        self._list.focus()
        self._list.lines_changed(None)
        self._say()
        if self._problem:
            self.query_one("#odd", Static).update(Content.assemble("✗ ", plain(self._problem)))

    def on_virtual_list_moved(self, message: VirtualList.Moved) -> None:
        """Stay as it is: what is said here is about all columns."""
        message.stop()

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Choose by a double click."""
        message.stop()
        self.action_choose()

    def _say(self) -> None:
        """Say how many columns are taken, how the first row would come in, and what is odd."""
        view, mapping = self._view, self._list.mapping
        ignored = sum(column.target is Target.IGNORE for column in mapping.columns)
        known = (
            "as you said before" if view.is_remembered else view.layout_name and f"the columns of {view.layout_name}"
        )
        words = [many(len(view.titles), "column"), f"{ignored:,} ignored", known or "a layout not seen before"]
        self.query_one("#head", Static).update(plain(f" {view.file}: {' · '.join(words)}"), layout=False)
        try:
            row = plain(clipped(self._example(mapping)))
        except NetcrmError as problem:
            row = Content.assemble("✗ ", plain(clipped(str(problem))))
        self.query_one("#row", Static).update(row, layout=False)
        odd = Content("\n").join(
            Content.assemble(("! ", "$text-warning"), plain(words)) for words in oddities(view.titles, mapping)
        )
        self.query_one("#odd", Static).update(odd, layout=False)

    # What a column is taken for

    def _take(self, offer: Offer) -> None:
        index = self._list.current
        if index is not None:
            self._has_asked = False
            self._list.mapping = taken(self._list.mapping, int(index), offer)
            self._list.refresh()
            self._say()

    @property
    def _column(self) -> Column | None:
        index = self._list.current
        return None if index is None else self._list.mapping.columns[int(index)]

    def action_step(self, by: int) -> None:
        """Take the column for the next target, or the one before."""
        if self._column is not None:
            self._take(step(self._column, by))

    def action_ignore(self) -> None:
        """Ignore the column; one that is ignored is taken for what was proposed."""
        if self._column is None:
            return
        proposed = self._view.proposed.columns[int(self._list.current or 0)]
        if self._column.target is Target.IGNORE:
            self._take(Offer(proposed.target, proposed.label))
        else:
            self._take(Offer(Target.IGNORE))
        self._list.action_cursor_down()

    @work(group="asking")
    async def action_choose(self) -> None:
        """Choose from all that a column can be."""
        index = self._list.current
        if index is None or self._column is None:
            return
        offer = await self.app.push_screen_wait(OfferDialog(self._view.titles[int(index)], self._column))
        if offer is not None:
            self._take(offer)
            self._list.action_cursor_down()

    # How it ends

    def action_take(self) -> None:
        """Give the mapping back."""
        self.dismiss(self._list.mapping)

    def action_cancel(self) -> None:
        """Give nothing back; ask once where something was changed."""
        if self._list.mapping != self._began and not self._has_asked:
            self._has_asked = True
            self.query_one("#head", Static).update(
                Content(" Escape again throws away what you said of the columns; ctrl+s takes it."), layout=False
            )
            return
        self.dismiss(None)
