"""Two columns of words with a label and a sign before each pair; words that do not fit are broken in their column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

_LABEL_WIDTH = 12
_SIGN_WIDTH = 2
_GAP = 2
_LEAST = 8
"""Cells of a column in the narrowest place."""


@dataclass(frozen=True, slots=True)
class SideRow:
    """One line of the two columns."""

    label: Content
    sign: Content
    """One cell."""
    left: Content
    right: Content


def laid(rows: Iterable[SideRow], width: int) -> Iterator[Content]:
    """Yield the lines that rows come to in this width."""
    column = max(_LEAST, (width - _LABEL_WIDTH - _SIGN_WIDTH - _GAP) // 2)
    for row in rows:
        before = _filled(row.label, _LABEL_WIDTH) + _filled(row.sign, _SIGN_WIDTH)
        for left, right in zip_longest(row.left.wrap(column), row.right.wrap(column), fillvalue=Content("")):
            yield before + _filled(left, column + _GAP) + right
            before = Content(" " * (_LABEL_WIDTH + _SIGN_WIDTH))


def _filled(content: Content, width: int) -> Content:
    return content.pad_right(max(0, width - content.cell_length))


class SideBySide(Widget):
    """Shows rows, as high as they are; their text can be selected with the mouse."""

    DEFAULT_CSS = """
    SideBySide { height: auto; }
    """

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._rows: tuple[SideRow, ...] = ()

    def show(self, rows: Iterable[SideRow]) -> None:
        """Show these."""
        self._rows = tuple(rows)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines in this width."""
        del container, viewport
        return sum(1 for _ in laid(self._rows, max(1, width)))

    def render(self) -> Content:
        """Return the lines."""
        return Content("\n").join(laid(self._rows, self.content_size.width))
