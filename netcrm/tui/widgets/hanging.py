"""Paragraphs whose later lines hang under the words and not under the sign or label before them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Size
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget

_LEAST = 8
"""Cells that an indent leaves for words; in a narrower place it is left out."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words of one paragraph, or of several with line ends between."""

    content: Content
    indent: int = 0
    """Cells before each line but the first of a paragraph."""

    def lines(self, width: int) -> Iterable[Content]:
        """Yield the lines that fit into `width` cells."""
        indent = self.indent if width - self.indent >= _LEAST else 0
        for paragraph in self.content.split("\n", allow_blank=True):
            first, *rest = paragraph.wrap(width)
            yield first
            if rest and indent:
                after = paragraph[len(first.plain) :]
                spaces = len(after.plain) - len(after.plain.lstrip())
                rest = [line.pad_left(indent) for line in after[spaces:].wrap(width - indent)]
            yield from rest


def laid(paragraphs: Sequence[Paragraph], width: int) -> Content:
    """Return paragraphs as text with a line end wherever they end or are broken."""
    return Content("\n").join(line for paragraph in paragraphs for line in paragraph.lines(max(1, width)))


class Paragraphs(Widget):
    """Shows paragraphs, as high as they are; their text can be selected with the mouse."""

    DEFAULT_CSS = """
    Paragraphs { height: auto; }
    """

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._paragraphs: tuple[Paragraph, ...] = ()

    def show(self, paragraphs: Iterable[Paragraph]) -> None:
        """Show these."""
        self._paragraphs = tuple(paragraphs)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines in this width."""
        del container, viewport
        return sum(1 for paragraph in self._paragraphs for _ in paragraph.lines(max(1, width)))

    def render(self) -> Content:
        """Return the lines."""
        return laid(self._paragraphs, self.content_size.width)


class Hanging(Visual):
    """The same for an option of a list."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._paragraphs = tuple(paragraphs)
        self._laid: tuple[int, Content] = (-1, Content(""))

    def _lay(self, width: int) -> Content:
        if self._laid[0] != width:
            self._laid = (width, laid(self._paragraphs, width))
        return self._laid[1]

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Return the lines as they are drawn."""
        return self._lay(width).render_strips(width, height, style, options) if width else []

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width in which nothing is broken."""
        return max((it.content.get_optimal_width(rules, container_width) for it in self._paragraphs), default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the number of lines in this width."""
        del rules
        return self._lay(width).plain.count("\n") + 1
