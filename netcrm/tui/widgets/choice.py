"""A row of choices, of which one is taken by its letter, by the arrows or by the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from netcrm.tui.text import plain

T_co = TypeVar("T_co", covariant=True)

_MARGIN = 5
"""Cells of a choice beside its words: the sign, the letter with a space, a space at the end, and the gap after it."""


@dataclass(frozen=True, slots=True)
class Choice(Generic[T_co]):
    """One thing to choose: what it stands for, the letter that takes it, and its words."""

    value: T_co
    key: str
    label: str


class ChoiceStrip(Widget, can_focus=True):
    """Shows all choices at once, in as many columns as fit."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice--key", "choice--chosen"}
    DEFAULT_CSS = """
    ChoiceStrip {
        height: auto;
        width: 1fr;
        & > .choice--key { color: $text-accent; text-style: bold; }
        & > .choice--chosen { text-style: bold; background: $boost; }
        &:focus > .choice--chosen { color: $block-cursor-foreground; background: $block-cursor-background; }
    }
    """

    chosen: reactive[int] = reactive(0)
    """The index of the choice taken."""

    class Chosen(Message):
        """Another choice was taken."""

        def __init__(self, strip: ChoiceStrip) -> None:
            super().__init__()
            self.strip = strip

        @property
        def control(self) -> ChoiceStrip:
            """The strip itself."""
            return self.strip

    def __init__(self, choices: Sequence[Choice[object]], value: object, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._choices = tuple(choices)
        values = [choice.value for choice in choices]
        self.set_reactive(ChoiceStrip.chosen, values.index(value) if value in values else 0)

    @property
    def value(self) -> object:
        """What the taken choice stands for."""
        return self._choices[self.chosen].value

    def choose(self, value: object) -> None:
        """Take the choice that stands for `value`, without telling anybody."""
        self.chosen = [choice.value for choice in self._choices].index(value)

    @property
    def _column_width(self) -> int:
        return max(cell_len(plain(choice.label).plain) for choice in self._choices) + _MARGIN

    def _columns(self, width: int) -> int:
        """Return how many columns fit, fewer where that fills the rows more evenly."""
        most = max(1, min(len(self._choices), (width + 1) // self._column_width))
        rows = -(-len(self._choices) // most)
        return -(-len(self._choices) // rows)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of rows that the choices fill."""
        del container, viewport
        return -(-len(self._choices) // self._columns(width))

    def render(self) -> Content:
        """Return the rows: a sign before the choice taken, the letter before each."""
        columns = self._columns(self.size.width)
        key_style, chosen_style = self.get_visual_style("choice--key"), self.get_visual_style("choice--chosen")
        parts: list[Content | str] = []
        for index, choice in enumerate(self._choices):
            taken = index == self.chosen
            label = plain(choice.label)
            spoken = choice.label.casefold() == choice.key
            key = label if spoken else Content(f"{choice.key} ")
            key = key if taken else key.stylize(key_style)
            words = Content.assemble("▸" if taken else " ", key, "" if spoken else label, " ")
            parts.append(words.stylize(chosen_style) if taken else words)
            parts.append("\n" if index % columns == columns - 1 else " " * (self._column_width - words.cell_length))
        return Content.assemble(*parts).rstrip()

    def on_key(self, event: events.Key) -> None:
        """Take a choice by its letter, or the neighbour of the one taken; keys without meaning here go on.

        A letter decides, and the focus moves on at once: what somebody types fast after it is meant for the next field,
        also where it had been sent here before the focus moved.
        """
        focused = self.screen.focused
        if focused is not None and focused is not self:
            event.stop()
            event.prevent_default()
            focused.post_message(events.Key(event.key, event.character))
            return
        columns = self._columns(self.size.width)
        steps = {"left": -1, "right": 1, "up": -columns, "down": columns}
        letters = [choice.key for choice in self._choices]
        if event.key in steps:
            target, decided = self.chosen + steps[event.key], False
        elif event.character and event.character.casefold() in letters:
            target, decided = letters.index(event.character.casefold()), True
        else:
            return
        if 0 <= target < len(self._choices):
            event.stop()
            event.prevent_default()
            self._take(target)
            if decided:
                self.screen.focus_next()

    def on_click(self, event: events.Click) -> None:
        """Take the choice under the mouse."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        columns = self._columns(self.size.width)
        column = offset.x // self._column_width
        index = offset.y * columns + column
        if column < columns and index < len(self._choices):
            self._take(index)

    def _take(self, index: int) -> None:
        self.chosen = index
        self.post_message(self.Chosen(self))
