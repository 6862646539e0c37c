"""The list of an import's preview, and the line of filters above it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from netcrm.services.imports.values import ImportProblem, PlannedCard, Verdict
from netcrm.tui.dialogs.import_rows import Kind, Picks, PreviewRows, Row, decisions_for
from netcrm.tui.dialogs.import_words import KINDS, about, name_of, verdict_of
from netcrm.tui.virtual_list import Cell, Key, VirtualList

_SIGNS = {Verdict.NEW: "+", Verdict.UPDATED: "~", Verdict.UNCHANGED: "=", Verdict.LEFT: "-", Verdict.PROBLEM: "✗"}
_PARTS = {Verdict.NEW: "accent", Verdict.UPDATED: "due", Verdict.PROBLEM: "late"}
"""The colours of the signs; the words beside them have none."""
_QUIET = frozenset({Verdict.UNCHANGED, Verdict.LEFT})
_TICK_WIDTH = 4
_SIGN_WIDTH = 14
_DOUBT_WIDTH = 4
_ROLE_WIDTH = 10
_LEAST_NAME = 12
_LEAST_PART = 10


class PreviewList(VirtualList):
    """The lines of a preview; a mark is a tick."""

    DEFAULT_CSS = """
    PreviewList {
        & > .list--marked { background: $background 0%; }
    }
    """
    HEADER_LINES: ClassVar[int] = 1

    class Ticked(Message):
        """Other lines are ticked than before, or something else was decided of one."""

    def __init__(self, rows: PreviewRows) -> None:
        super().__init__()
        self._rows = rows
        self.picks = Picks(rows)
        self.marked = self.picks.ticked
        self.shown: Sequence[int] = rows.of(Kind.ALL)
        self.empty = "Nothing here is of this kind."

    def show(self, kind: Kind, text: str = "") -> None:
        """Show the lines of one kind, and of these the ones with `text` in name or organisation."""
        stay = self.current
        self.shown = self._rows.found(kind, text)
        self.lines_changed(stay)

    def line_count(self) -> int:
        """Return how many lines are shown."""
        return len(self.shown)

    def key_at(self, line: int) -> Key | None:
        """Return the index of the row on a line."""
        return self.shown[line]

    def line_of(self, key: Key) -> int | None:
        """Return the line of a row; the rows shown are in order."""
        line = bisect_left(self.shown, int(key))
        return line if line < len(self.shown) and self.shown[line] == key else None

    @property
    def index(self) -> int | None:
        """The index of the row under the cursor."""
        return None if self.current is None else int(self.current)

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return None if self.index is None else self._rows[self.index]

    def tick_shown(self, *, ticked: bool) -> None:
        """Tick all that are shown, or none of them."""
        self.picks.tick(self.shown, ticked=ticked)
        self.tell()

    def action_mark(self) -> None:
        """Tick the line, or take its tick away, and go on to the next."""
        if self.index is not None:
            self.picks.toggle(self.index)
            self.tell()
        self.action_cursor_down()

    def on_click(self, event: events.Click) -> None:
        """Tick a line by its box."""
        offset = event.get_content_offset(self)
        if offset is None or offset.x >= _TICK_WIDTH or offset.y < self.HEADER_LINES:
            return
        line = offset.y - self.HEADER_LINES + self.scroll_offset.y
        if line < self.line_count():
            event.prevent_default()  # the click is not half of a double one
            self.cursor = line
            self.picks.toggle(self.shown[line])
            self.tell()

    def tell(self) -> None:
        """Draw anew what was decided, and say that it was."""
        self.refresh()
        self.post_message(self.Ticked())

    def header_cells(self, width: int) -> Iterable[Cell]:
        """Return the titles."""
        yield Cell("", _TICK_WIDTH)
        yield Cell("Person" if self._rows.has_parts else "Card", _SIGN_WIDTH)
        if self._rows.has_guesses:
            yield Cell("Role", _ROLE_WIDTH)
        yield Cell("Name", self._name_width(width))
        if part_width := self._part_width(width):
            yield Cell("Papers" if self._rows.has_papers else "Part", part_width)
        yield Cell("Organisation", width)

    def cells_at(self, line: int, width: int) -> Iterable[Cell]:
        """Return tick, verdict, role, name, a sign where there is more to know, part, and the organisation."""
        index = self.shown[line]
        row = self._rows[index]
        if isinstance(row, PlannedCard):
            verdict = verdict_of(row, self.picks.decision(index) if decisions_for(row) else None)
            words, sign, quiet = KINDS[Kind(verdict.value)], _SIGNS[verdict], "quiet" if verdict in _QUIET else ""
            colour = _PARTS.get(verdict, quiet)
        elif isinstance(row, ImportProblem):
            words, sign, quiet, colour = KINDS[Kind.PROBLEM], _SIGNS[Verdict.PROBLEM], "", "late"
        else:
            words, sign, quiet, colour = KINDS[Kind.VANISHED], "·", "quiet", "quiet"
        card = row if isinstance(row, PlannedCard) else None
        name_width = self._name_width(width)
        yield Cell("[x]" if index in self.marked else "[ ]" if index in self._rows.tickable else "", _TICK_WIDTH)
        yield Cell(sign, 2, colour)
        yield Cell(words, _SIGN_WIDTH - 2, quiet)
        if self._rows.has_guesses:
            guess = card.guessed_role[: _ROLE_WIDTH - 2] if card else ""
            yield Cell(f"{guess}?" if guess else "", _ROLE_WIDTH, "quiet")
        doubt = f"{'?' if card and card.perhaps else ''}{'!' if card and card.warnings else ''}"
        yield Cell(name_of(row), name_width - _DOUBT_WIDTH, quiet)
        yield Cell(f" {doubt}", _DOUBT_WIDTH, "due")
        moved = bool(card and card.moved)
        if part_width := self._part_width(width):
            yield Cell(card.short_part if card else "", part_width, "quiet")
        rest = max(0, width - self._before_name - name_width - part_width)
        yield Cell(about(row, rest), rest, "accent" if moved else "quiet")

    @property
    def _before_name(self) -> int:
        return _TICK_WIDTH + _SIGN_WIDTH + (_ROLE_WIDTH if self._rows.has_guesses else 0)

    def _name_width(self, width: int) -> int:
        share = 9 if self._rows.has_parts else 11
        return max(_LEAST_NAME, (width - self._before_name) * share // 20)

    def _part_width(self, width: int) -> int:
        return max(_LEAST_PART, (width - self._before_name) // 4) if self._rows.has_parts else 0


class FilterLine(Widget):
    """The kinds of lines with their numbers, one after another, and a sign before the one that is shown."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"filter--key", "filter--chosen"}
    DEFAULT_CSS = """
    FilterLine {
        height: auto;
        width: 1fr;
        & > .filter--key { color: $text-accent; text-style: bold; }
        & > .filter--chosen { text-style: bold; background: $boost; }
    }
    """
    chosen: reactive[int] = reactive(0)
    """The index of the kind shown."""

    class Chosen(Message):
        """A kind was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, kinds: Sequence[tuple[str, int]]) -> None:
        super().__init__()
        self._words = [f"{words} {count:,}" for words, count in kinds]

    def _rows(self, width: int) -> list[list[tuple[int, int]]]:
        """Return for each line the kinds on it, each with the column where it begins."""
        rows: list[list[tuple[int, int]]] = [[]]
        column = 0
        for index, words in enumerate(self._words):
            size = cell_len(words) + 4
            if column and column + size > width:
                rows.append([])
                column = 0
            rows[-1].append((index, column))
            column += size
        return rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines that the kinds fill."""
        del container, viewport
        return len(self._rows(width))

    def render(self) -> Content:
        """Return the lines."""
        key_style, chosen_style = self.get_visual_style("filter--key"), self.get_visual_style("filter--chosen")
        lines = []
        for row in self._rows(self.size.width):
            parts: list[Content] = []
            for index, _ in row:
                taken = index == self.chosen
                key = Content(f"{index} ") if taken else Content(f"{index} ").stylize(key_style)
                words = Content.assemble("▸" if taken else " ", key, self._words[index], " ")
                parts.append(words.stylize(chosen_style) if taken else words)
            lines.append(Content("").join(parts))
        return Content("\n").join(lines)

    def on_click(self, event: events.Click) -> None:
        """Choose the kind under the mouse."""
        offset = event.get_content_offset(self)
        rows = self._rows(self.size.width)
        if offset is not None and offset.y < len(rows):
            before = [index for index, column in rows[offset.y] if column <= offset.x]
            self.post_message(self.Chosen(before[-1]))
