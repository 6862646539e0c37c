"""The list of a page: sections of people, promises, studies and the like, drawn as they are seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import NamedTuple

from rich.cells import cell_len

from netcrm.domain.text import clean_text
from netcrm.tui.text import one_line
from netcrm.tui.virtual_list import Cell, Key, VirtualList

MORE = "more"
"""The key of the line that stands for what is not shown."""

_MARK = 3
_LABEL_MOST, _RIGHT_MOST = 24, 20
_NAME_SHARE = 3 / 5
"""Of the room for name and words, what the name has where both do not fit."""
_GAP = 2
_MARGIN = 1
"""Cells left free on the right."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """A line of a section."""

    key: str
    """What the line is called; no other one of the page is called so."""
    label: str
    name: str
    words: str = ""
    right: str = ""
    part: str = ""
    """The colour of what stands on the right: `late`, `quiet`, or nothing."""
    contact_id: int | None = None
    """Whose acts the keys do; who is opened."""
    organisation_id: int | None = None
    study_id: int | None = None
    event_id: int | None = None
    item: str | None = None
    """The item of the agenda that the line is: `f7`, `o3`."""

    @property
    def whole(self) -> str:
        """Name and words in full, for where the line has no room for them."""
        return f"{self.name}: {self.words}" if self.words else self.name


@dataclass(frozen=True, slots=True)
class PageText:
    """Words of the user's own, as long as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading."""

    heading: str
    lines: Sequence[PageRow | PageText]
    more: int = 0
    """How many further ones there are."""


class _Widths(NamedTuple):
    """The widest label, name, words and right side of a section."""

    label: int
    name: int
    words: int
    right: int


_Line = PageRow | str | None
"""A row; a heading; an empty line, or one of text (which begins with a space)."""


class PageList(VirtualList):
    """Shows sections; the cursor passes over headings and texts."""

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(widget_id=widget_id)
        self._sections: tuple[Section, ...] = ()
        self._lines: list[_Line] = []
        self._places: dict[Key, int] = {}
        self._widths: dict[str, _Widths] = {}
        """By the key of a row, what the rows of its section need."""
        self._laid_for = 0

    @property
    def row(self) -> PageRow | None:
        """The row under the cursor."""
        return self.row_of(self.current) if self.current is not None else None

    def row_of(self, key: Key) -> PageRow | None:
        """Return the row of that key."""
        at = self._places.get(key)
        line = None if at is None else self._lines[at]
        return line if isinstance(line, PageRow) else None

    def rows(self) -> tuple[PageRow, ...]:
        """Return the rows that an act is for: those marked, else the one under the cursor."""
        return tuple(row for key in self.chosen() if (row := self.row_of(key)))

    def show(self, sections: Iterable[Section]) -> None:
        """Show these sections, but for those without a line; the cursor stays on its line, else near where it was."""
        current, near = self.current, self.cursor
        self._sections = tuple(section for section in sections if section.lines)
        self._lay()
        if not self.marked <= self._places.keys():
            self.clear_marks()
        self.lines_changed(current, near)

    def _lay(self) -> None:
        self._laid_for = self._line_width
        lines: list[_Line] = []
        for section in self._sections:
            if lines:
                lines.append(None)
            lines.append(section.heading)
            for line in section.lines:
                lines += [line] if isinstance(line, PageRow) else self._text_lines(line.text)
            if section.more:
                key = f"{MORE}:{section.heading}"
                lines.append(PageRow(key, "", f"… {section.more:,} more", "enter shows them"))
        self._lines = lines
        self._places = {line.key: at for at, line in enumerate(lines) if isinstance(line, PageRow)}
        self._widths = {}
        for section in self._sections:
            rows = [line for line in section.lines if isinstance(line, PageRow)]
            widths = _Widths(
                min(_LABEL_MOST, _widest(row.label for row in rows)),
                _widest(row.name for row in rows),
                _widest(row.words for row in rows),
                min(_RIGHT_MOST, _widest(row.right for row in rows)),
            )
            self._widths |= dict.fromkeys((row.key for row in rows), widths)

    def _text_lines(self, text: str) -> list[_Line]:
        width = max(20, self._line_width - _MARK - 1)
        return [
            f" {part}" for line in clean_text(text).expandtabs(4).split("\n") for part in (wrap(line, width) or [""])
        ]

    def on_resize(self) -> None:
        """Wrap texts anew where the width is another."""
        if self._sections and self._laid_for != self._line_width:
            current, near = self.current, self.cursor
            self._lay()
            self.lines_changed(current, near)
        super().on_resize()

    def line_count(self) -> int:
        """Return how many lines there are."""
        return len(self._lines)

    def key_at(self, line: int) -> Key | None:
        """Return the key of a row; headings have none."""
        there = self._lines[line] if 0 <= line < len(self._lines) else None
        return there.key if isinstance(there, PageRow) else None

    def line_of(self, key: Key) -> int | None:
        """Return where the row with this key stands."""
        return self._places.get(key)

    def cells_at(self, line: int, width: int) -> Iterable[Cell]:
        """Return what stands in a line: mark, label, name, words, and what stands on the right."""
        there = self._lines[line]
        if there is None:
            return
        if isinstance(there, str):
            is_text = there.startswith(" ")
            yield Cell("  " + there if is_text else f" {there}", width, "" if is_text else "heading")
            return
        widths, width = self._widths.get(there.key, _Widths(0, 0, 0, 0)), width - _MARGIN
        right = widths.right if there.right else 0
        room = width - _MARK - widths.label - _GAP - (widths.right + _GAP if widths.right else 0)
        name = _name_width(widths, room) if there.words else room
        yield Cell(" ✓ " if there.key in self.marked else "   ", _MARK, "accent")
        yield Cell(there.label, widths.label, "quiet")
        yield Cell("", _GAP)
        yield Cell(there.name, name, "strong")
        if there.words:
            yield Cell("", _GAP)
            yield Cell(there.words, max(0, room - name - _GAP), "")
        if right:
            yield Cell("", _GAP)
            yield Cell(there.right.rjust(right), right, there.part or "quiet")
        yield Cell("", _MARGIN)


def _name_width(widths: _Widths, room: int) -> int:
    """Return how wide names are: as they are where the words fit beside them, else at least their share."""
    room -= _GAP
    if widths.name + widths.words <= room:
        return widths.name
    return min(widths.name, max(int(room * _NAME_SHARE), room - widths.words))


def _widest(texts: Iterable[str]) -> int:
    return max((cell_len(one_line(text)) for text in texts), default=0)
