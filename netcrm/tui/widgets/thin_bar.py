"""A thin line that says how far something is."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class ThinBar(Widget):
    """A line of one row, heavy as far as `share` goes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"bar--done", "bar--left"}
    DEFAULT_CSS = """
    ThinBar {
        height: 1; width: 1fr;
        & > .bar--done { color: $accent; }
        & > .bar--left { color: $foreground 25%; }
    }
    """

    share: reactive[float] = reactive(0.0)
    """How much is done, from 0 to 1."""

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)

    def render(self) -> Content:
        """Return the line."""
        width = self.content_size.width
        done = round(width * min(1.0, max(0.0, self.share)))
        return Content.assemble(
            ("━" * done, self.get_visual_style("bar--done")), ("─" * (width - done), self.get_visual_style("bar--left"))
        )
