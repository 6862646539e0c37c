"""A board: columns of cards, one cursor among all of them. As many columns as fit are drawn; the others scroll in.

It knows nothing of interviews: what a card says is given as text. Cells are drawn as plain segments, so nothing in them
is markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from netcrm.tui import actions
from netcrm.tui.virtual_list import fitted

_LEAST_WIDTH = 19
"""Cells of the slimmest column, with the gap beside it."""
_TOP = 2
"""Lines over the cards: the column's name and a rule."""
_GAP = 1
_HIGH = 24
"""Lines of a board that is high enough for cards of three lines however many there are."""


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card; the line of the day comes before that of the place, which a low board leaves out."""

    key: int
    name: str
    when: str
    place: str = ""
    part: str = "quiet"
    """How the line of the day is coloured: `quiet`, `due` or `late`."""


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A column: its name, its cards, and how many more there are."""

    title: str
    cards: tuple[Card, ...]
    more: int = 0

    @property
    def count(self) -> int:
        """How many cards stand in it, read or not."""
        return len(self.cards) + self.more


class StageBoard(Widget, can_focus=True):
    """Draws the columns side by side."""

    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings(actions.Scope.BOARD)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "board--card", "board--cursor", "board--cursor-away", "board--title", "board--title-here", "board--rule",
        "board--quiet", "board--due", "board--late", "board--ground",
    }  # fmt: skip
    DEFAULT_CSS = """
    StageBoard {
        width: 1fr; height: 1fr;
        & > .board--ground { color: $text-muted; }
        & > .board--card { color: $foreground; background: $surface; }
        & > .board--cursor { color: $block-cursor-foreground; background: $block-cursor-background; }
        & > .board--cursor-away {
            color: $block-cursor-blurred-foreground; background: $block-cursor-blurred-background;
        }
        & > .board--title { color: $text-muted; text-style: bold; }
        & > .board--title-here { color: $text-accent; text-style: bold; }
        & > .board--rule { color: $foreground 25%; }
        & > .board--quiet { color: $text-muted; }
        & > .board--due { color: $text-warning; }
        & > .board--late { color: $text-error; }
    }
    """

    @dataclass
    class Moved(Message):
        """The cursor stands on another card, or its card says something else."""

        key: int | None

    @dataclass
    class Opened(Message):
        """A card was clicked twice."""

        key: int

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._columns: tuple[BoardColumn, ...] = ()
        self._column = 0
        self._rows: dict[int, int] = {}
        """On which card the cursor stands, or last stood, in each column."""
        self._first = 0
        """The first column that is drawn."""

    def show(self, columns: Sequence[BoardColumn]) -> None:
        """Show these: the cursor follows its card, else it stays where it was, or goes to the first card there is."""
        stay, was_empty = self.current, not any(column.cards for column in self._columns)
        self._columns = tuple(columns)
        if stay is None or not self.go_to(stay):
            if was_empty or not self._columns[self._column : self._column + 1]:
                self._column = next((place for place, column in enumerate(columns) if column.cards), 0)
            self._settle()

    @property
    def current(self) -> int | None:
        """The key of the card under the cursor."""
        cards = self._cards
        return cards[self._row].key if cards else None

    @property
    def column(self) -> int:
        """The place of the column of the cursor."""
        return self._column

    @property
    def seen(self) -> range:
        """The places of the columns that are drawn."""
        return range(self._first, min(len(self._columns), self._first + self._fitting))

    @property
    def _cards(self) -> tuple[Card, ...]:
        return self._columns[self._column].cards if self._columns else ()

    @property
    def _row(self) -> int:
        return max(0, min(self._rows.get(self._column, 0), len(self._cards) - 1))

    def go_to(self, key: int) -> bool:
        """Put the cursor on a card; return whether it is there."""
        for place, column in enumerate(self._columns):
            for row, card in enumerate(column.cards):
                if card.key == key:
                    self._column = place
                    self._rows[place] = row
                    self._settle()
                    return True
        return False

    def _settle(self) -> None:
        """Bring the column of the cursor into sight, draw, and tell."""
        last = max(0, len(self._columns) - self._fitting)
        self._first = max(self._column - self._fitting + 1, min(self._first, self._column))
        self._first = max(0, min(self._first, last))
        self.refresh()
        self.post_message(self.Moved(self.current))

    # How large things are

    @property
    def _fitting(self) -> int:
        return max(1, min(len(self._columns) or 1, self.size.width // _LEAST_WIDTH))

    @property
    def _column_width(self) -> int:
        return max(1, self.size.width // self._fitting)

    @property
    def _card_lines(self) -> int:
        """How high a card is: three lines where all cards have room for it, or the board is high; else two."""
        most = max((len(column.cards) for column in self._columns), default=0)
        return 3 if self.size.height >= _HIGH or most * (3 + _GAP) <= self.size.height - _TOP else 2

    @property
    def _card_height(self) -> int:
        return self._card_lines + _GAP

    @property
    def _page(self) -> int:
        """How many cards of a column are seen at once."""
        return max(1, (self.size.height - _TOP) // self._card_height)

    def _top(self, place: int) -> int:
        """Return the first card that is seen of a column: as far down as brings its cursor into sight."""
        count = len(self._columns[place].cards)
        row = max(0, min(self._rows.get(place, 0), count - 1))
        return max(0, min(row - self._page + 1 + (1 if self._page > 2 and row < count - 1 else 0), count - 1))

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._settle()

    # How it is drawn

    def render_line(self, y: int) -> Strip:
        """Draw one line of all columns."""
        ground = self.get_component_rich_style("board--ground")
        segments: list[Segment] = []
        for place in self.seen:
            segments += self._cells(place, y, ground)
        return Strip(segments).crop_extend(0, self.size.width, ground)

    def _cells(self, place: int, y: int, ground: Style) -> Iterator[Segment]:
        """Yield one line of a column, as wide as a column is, the gap beside it included."""
        column, width = self._columns[place], self._column_width - _GAP
        gap = Segment(" " * _GAP, ground)
        if y == 0:
            title = self._style("title-here" if place == self._column else "title")
            yield Segment(fitted(f" {column.title} {column.count or ''}", width), title)
            yield gap
            return
        if y == 1:
            rule = self._style("title-here" if place == self._column else "rule")
            yield Segment(("━" if place == self._column else "─") * width, rule)
            yield gap
            return
        seen, line = divmod(y - _TOP, self._card_height)
        row = seen + self._top(place)
        below = column.count - row - 1
        if seen >= self._page:
            yield Segment(" " * width, ground)
        elif row < len(column.cards) and line < self._card_lines:
            yield self._card_line(place, row, line, width)
        elif line == 0 and self._is_first_after(place, row):
            yield Segment(fitted(f" and {column.more} more" if column.more else " –", width), ground)
        else:
            is_last = line == self._card_lines and seen == self._page - 1 and below > 0
            yield Segment(fitted(f" ↓ {below} more" if is_last else "", width), ground)
        yield gap

    def _is_first_after(self, place: int, row: int) -> bool:
        column = self._columns[place]
        return row == len(column.cards) and (column.more > 0 or not column.cards)

    def _card_line(self, place: int, row: int, line: int, width: int) -> Segment:
        card = self._columns[place].cards[row]
        is_here = place == self._column and row == self._row
        cursor = "cursor" if self.has_focus else "cursor-away"
        base = self._style(cursor if is_here else "card")
        if line == 0:
            return Segment(fitted(f" {card.name}", width), base + Style(bold=True))
        text = card.when if line == 1 else card.place
        if not is_here:
            part = self._style(card.part if line == 1 else "quiet")
            base = base + Style(color=part.color)
        return Segment(fitted(f" {text}", width), base)

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(f"board--{part}")

    # How it moves

    def _go(self, row: int) -> None:
        self._rows[self._column] = max(0, min(row, len(self._cards) - 1))
        self._settle()

    def action_card_down(self) -> None:
        """Go to the next card."""
        self._go(self._row + 1)

    def action_card_up(self) -> None:
        """Go to the card before."""
        self._go(self._row - 1)

    def action_first_card(self) -> None:
        """Go to the first card of the column."""
        self._go(0)

    def action_last_card(self) -> None:
        """Go to the last card of the column."""
        self._go(len(self._cards) - 1)

    def action_column_on(self) -> None:
        """Go to the next column."""
        self._turn(1)

    def action_column_back(self) -> None:
        """Go to the column before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        self._column = max(0, min(self._column + step, len(self._columns) - 1))
        self._settle()

    def on_focus(self) -> None:
        """Draw the cursor as one that acts."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw the cursor as one that waits."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Go to the column and the card clicked; twice opens it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        place = self._first + offset.x // self._column_width
        if place not in self.seen:
            return
        self._column = place
        row = self._top(place) + (offset.y - _TOP) // self._card_height
        if offset.y >= _TOP and row < len(self._cards):
            self._rows[place] = row
            if event.chain == 2:
                self.post_message(self.Opened(self._cards[row].key))
        self._settle()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go to the next card."""
        event.stop()
        self.action_card_down()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go to the card before."""
        event.stop()
        self.action_card_up()
