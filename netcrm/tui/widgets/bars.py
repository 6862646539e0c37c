"""Sums as bars with their numbers, under a title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from netcrm.domain.report.bars import bar
from netcrm.tui.text import one_line
from netcrm.tui.virtual_list import fitted

_LEAST_BAR = 6
_MOST_BAR = 40
_MOST_LABEL = 30
"""Cells."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; its label says all that its colour says."""

    label: str
    count: int
    part: str = "plain"
    """The component class of its colour: `plain`, `late`, `due` or `quiet`."""


class Bars(Widget):
    """Bars one under the other, each with its label and number; a sentence may stand below."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "bars--title", "bars--label", "bars--count", "bars--note", "bars--plain", "bars--late", "bars--due",
        "bars--quiet",
    }  # fmt: skip
    DEFAULT_CSS = """
    Bars {
        height: auto; width: 1fr; margin-bottom: 1;
        & > .bars--title { color: $text-accent; text-style: bold; }
        & > .bars--label { color: $foreground; }
        & > .bars--count { color: $foreground; }
        & > .bars--note { color: $text-muted; }
        & > .bars--plain { color: $accent; }
        & > .bars--late { color: $error; }
        & > .bars--due { color: $warning; }
        & > .bars--quiet { color: $foreground 35%; }
    }
    """

    def __init__(self, title: str, *, widget_id: str) -> None:
        super().__init__(id=widget_id)
        self._title = title
        self._bars: tuple[Bar, ...] = ()
        self._note = ""

    def show(self, bars: Sequence[Bar], note: str = "") -> None:
        """Show other bars."""
        self._bars, self._note = tuple(bars), note
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are: the title, the bars, the note."""
        del container, viewport
        return 1 + len(self._bars) + len(self._note_lines(width))

    def render(self) -> Content:
        """Return the lines."""
        width = self.content_size.width
        style = self.get_visual_style
        labels = min(_MOST_LABEL, max((cell_len(one_line(it.label)) for it in self._bars), default=0))
        counts = max((len(f"{it.count:,}") for it in self._bars), default=0)
        most = max((it.count for it in self._bars), default=0) or 1
        room = max(_LEAST_BAR, min(_MOST_BAR, width - labels - counts - 4))
        lines = [Content.styled(f" {self._title}", style("bars--title"))]
        lines += [
            Content.assemble(
                (f" {fitted(it.label, labels)} ", style("bars--label")),
                (f"{it.count:>{counts},} ", style("bars--count")),
                (bar(it.count * room / most), style(f"bars--{it.part}")),
            )
            for it in self._bars
        ]
        lines += [Content.styled(f" {line}", style("bars--note")) for line in self._note_lines(width)]
        return Content("\n").join(lines)

    def _note_lines(self, width: int) -> list[str]:
        from textwrap import wrap

        return wrap(one_line(self._note), max(10, width - 2))
