"""What an import would do, card by card, with ticks: what is ticked here is what then happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from netcrm.domain.days import counted
from netcrm.services.crm import Crm
from netcrm.services.import_values import ImportProblem, PlannedCard, Verdict
from netcrm.tui.text import plain
from netcrm.tui.virtual_list import Cell, Key, VirtualList
from netcrm.tui.widgets.choice import Choice, ChoiceStrip

VERDICTS = {
    Verdict.NEW: "new",
    Verdict.UPDATED: "updated",
    Verdict.UNCHANGED: "unchanged",
    Verdict.LEFT: "left out before",
    Verdict.PROBLEM: "cannot be read",
}
"""What an import makes of a card, in words."""

_SIGNS = {Verdict.NEW: "+", Verdict.UPDATED: "~", Verdict.UNCHANGED: "=", Verdict.LEFT: "-", Verdict.PROBLEM: "✗"}
_PARTS = {Verdict.NEW: "accent", Verdict.UPDATED: "due", Verdict.PROBLEM: "late"}
"""The colours of the signs; the words beside them have none."""
_QUIET = frozenset({Verdict.UNCHANGED, Verdict.LEFT})
_TICK_WIDTH = 4
_SIGN_WIDTH = 18
_DOUBT_WIDTH = 3
_MOST_CHANGES = 60


class ImportPlanLike(Protocol):
    """What the preview needs to know of an import's plan."""

    @property
    def cards(self) -> tuple[PlannedCard, ...]:
        """The cards, in order."""

    @property
    def problems(self) -> tuple[ImportProblem, ...]:
        """The cards that could not be read."""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A line of the preview: a card, or one that could not be read."""

    verdict: Verdict
    name: str
    organisation: str
    card: PlannedCard | None = None
    problem: ImportProblem | None = None

    @property
    def may_be_ticked(self) -> bool:
        """Whether a tick would do something."""
        return self.card is not None and self.verdict in (Verdict.NEW, Verdict.UPDATED, Verdict.LEFT)


def rows_of(plan: ImportPlanLike) -> list[PreviewRow]:
    """Return the lines of a plan: its cards in order, then the cards that could not be read."""
    rows = [PreviewRow(card.verdict, card.name, card.organisation, card) for card in plan.cards]
    told = {(row.card.file, row.card.line) for row in rows if row.card and row.verdict is Verdict.PROBLEM}
    for problem in plan.problems:
        if (problem.file, problem.line) not in told:
            where = f"{Path(problem.file).name}, {problem.where}"
            rows.append(PreviewRow(Verdict.PROBLEM, where, problem.why, problem=problem))
    return rows


class PreviewList(VirtualList):
    """The cards; a mark is a tick."""

    DEFAULT_CSS = """
    PreviewList {
        & > .list--marked { background: $background 0%; }
    }
    """
    HEADER_LINES: ClassVar[int] = 1

    class Ticked(Message):
        """Other cards are ticked than before."""

    def __init__(self, rows: Sequence[PreviewRow]) -> None:
        super().__init__()
        self._rows = rows
        self._shown = list(range(len(rows)))
        self._places = {index: line for line, index in enumerate(self._shown)}
        self.marked = {index for index, row in enumerate(rows) if row.card and row.card.ticked and row.may_be_ticked}

    def show(self, verdict: Verdict | None) -> None:
        """Show the cards of one verdict, or all."""
        stay = self.current
        self._shown = [index for index, row in enumerate(self._rows) if verdict in (None, row.verdict)]
        self._places = {index: line for line, index in enumerate(self._shown)}
        self.lines_changed(stay)

    def line_count(self) -> int:
        """Return how many cards are shown."""
        return len(self._shown)

    def key_at(self, line: int) -> Key | None:
        """Return the number of the row on a line."""
        return self._shown[line]

    def line_of(self, key: Key) -> int | None:
        """Return the line of a row."""
        return self._places.get(int(key))

    @property
    def row(self) -> PreviewRow | None:
        """The row under the cursor."""
        return None if self.current is None else self._rows[int(self.current)]

    def numbers(self) -> set[int]:
        """Return the numbers of the cards ticked."""
        cards = (self._rows[int(index)].card for index in self.marked)
        return {card.number for card in cards if card}

    def tick_shown(self, *, ticked: bool) -> None:
        """Tick all that are shown, or none of them."""
        shown = {index for index in self._shown if self._rows[index].may_be_ticked}
        self.marked = self.marked | shown if ticked else self.marked - shown
        self._tell()

    def action_mark(self) -> None:
        """Tick the card, or take its tick away, and go on to the next."""
        row = self.row
        if row and row.may_be_ticked and self.current is not None:
            self.marked = self.marked ^ {self.current}
            self._tell()
        self.action_cursor_down()

    def _tell(self) -> None:
        self.refresh()
        self.post_message(self.Ticked())

    def header_cells(self, width: int) -> Iterable[Cell]:
        """Return the titles."""
        yield Cell("", _TICK_WIDTH)
        yield Cell("Card", _SIGN_WIDTH)
        yield Cell("Name", self._name_width(width))
        yield Cell("Organisation", width)

    def cells_at(self, line: int, width: int) -> Iterable[Cell]:
        """Return tick, verdict, name, organisation, and a sign where there is more to know."""
        index = self._shown[line]
        row = self._rows[index]
        part = "quiet" if row.verdict in _QUIET else ""
        doubt = row.card is not None and bool(row.card.perhaps or row.card.warnings)
        tick = "[x]" if index in self.marked else "[ ]" if row.may_be_ticked else ""
        name_width = self._name_width(width)
        yield Cell(tick, _TICK_WIDTH)
        yield Cell(_SIGNS[row.verdict], 2, _PARTS.get(row.verdict, part))
        yield Cell(VERDICTS[row.verdict], _SIGN_WIDTH - 2, part)
        yield Cell(row.name, name_width - _DOUBT_WIDTH, part)
        yield Cell(" ? " if doubt else "", _DOUBT_WIDTH, "due")
        yield Cell(row.organisation, max(0, width - _TICK_WIDTH - _SIGN_WIDTH - name_width), "quiet")

    @staticmethod
    def _name_width(width: int) -> int:
        return max(12, (width - _TICK_WIDTH - _SIGN_WIDTH) * 3 // 5)


class ImportPreviewScreen(Screen[set[int] | None]):
    """The preview; gives back the numbers of the cards ticked, or None when it is left."""

    CSS_PATH = "import_preview.tcss"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "take", "Import"),
        Binding("escape", "cancel", "Cancel"),
        Binding("a", "tick(True)", "Tick all shown"),
        Binding("n", "tick(False)", "Tick none"),
        Binding("f", "next_filter", "Show the next kind"),
        *(Binding(str(index), f"filter({index})", "Show one kind", show=False) for index in range(len(Verdict) + 1)),
        Binding("left_square_bracket", "scroll_details(-1)", "Details up", show=False),
        Binding("right_square_bracket", "scroll_details(1)", "Details down", show=False),
    ]

    def __init__(self, crm: Crm, plan: ImportPlanLike) -> None:
        super().__init__()
        self._crm = crm
        self._rows = rows_of(plan)
        self._counts = Counter(row.verdict for row in self._rows)
        self._kinds: list[Verdict | None] = [None, *(verdict for verdict in Verdict if self._counts[verdict])]
        self._list = PreviewList(self._rows)
        self._asked_empty = False

    def compose(self) -> ComposeResult:
        """Lay the counts over the cards and what is known of the one under the cursor."""
        yield Static(id="head")
        strip = ChoiceStrip(
            [Choice(kind, str(key), self._say_kind(kind)) for key, kind in enumerate(self._kinds)], None
        )
        strip.can_focus = False
        yield strip
        with Container(id="cards"):
            yield self._list
            with VerticalScroll(id="details", can_focus=False):
                yield Static(id="card")
        yield Static(
            " enter import  esc cancel  space tick  a all  n none  f kind; ? marks a doubt; [ ] scroll",
            id="keys",
            markup=False,
        )

    def _say_kind(self, kind: Verdict | None) -> str:
        return f"{VERDICTS[kind]} {self._counts[kind]:,}" if kind else f"all {len(self._rows):,}"

    def on_mount(self) -> None:
        """Begin at the first card."""
        self._list.focus()
        self._list.lines_changed(None)
        self._say()

    def on_virtual_list_moved(self, message: VirtualList.Moved) -> None:
        """Show the card under the cursor."""
        message.stop()
        row = self._list.row
        self.query_one("#card", Static).update(describe(row) if row else Content("No card of this kind."))
        self.query_one("#details").scroll_home(animate=False)

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Tick by a double click."""
        message.stop()
        self._list.action_mark()

    @on(PreviewList.Ticked)
    def _say(self) -> None:
        self._asked_empty = False
        self.query_one("#head", Static).update(
            Content(f" Import: {counted(len(self._rows), 'card')}, {len(self._list.numbers()):,} ticked")
        )

    @on(ChoiceStrip.Chosen)
    def _filter(self, message: ChoiceStrip.Chosen) -> None:
        message.stop()
        self._show(message.strip.value)

    def _show(self, verdict: object) -> None:
        self._list.show(verdict if isinstance(verdict, Verdict) else None)
        self._list.focus()

    def action_next_filter(self) -> None:
        """Show the next kind of cards that there are."""
        strip = self.query_one(ChoiceStrip)
        self.action_filter((strip.chosen + 1) % len(self._kinds))

    def action_filter(self, index: int) -> None:
        """Show the cards of one kind; 0 is all of them."""
        if index < len(self._kinds):
            self.query_one(ChoiceStrip).chosen = index
            self._show(self._kinds[index])

    def action_tick(self, ticked: bool) -> None:
        """Tick all cards shown, or none of them."""
        self._list.tick_shown(ticked=ticked)

    def action_scroll_details(self, direction: int) -> None:
        """Scroll what is known of the card."""
        self.query_one("#details").scroll_relative(y=direction * 4, animate=False)

    def action_take(self) -> None:
        """Give back what is ticked; with nothing ticked, ask once."""
        numbers = self._list.numbers()
        if not numbers and not self._asked_empty:
            self._asked_empty = True
            self.query_one("#head", Static).update(
                Content(" Nothing is ticked. Enter again goes on without bringing anything in; escape cancels.")
            )
            return
        self.dismiss(numbers)

    def action_cancel(self) -> None:
        """Leave without importing."""
        self.dismiss(None)


def describe(row: PreviewRow) -> Content:
    """Return all that is known of a row: where it stands, what changes, who it may be, what was odd."""
    return Content("\n").join(_lines(row))


def _lines(row: PreviewRow) -> Iterator[Content]:
    yield plain(row.name, "bold")
    if row.problem:
        yield plain(f"{row.problem.file}, {row.problem.where}, line {row.problem.line}")
        yield Content.assemble("✗ ", plain(row.problem.why))
    card = row.card
    if card is None:
        return
    if card.organisation:
        yield plain(card.organisation)
    yield plain(f"{VERDICTS[card.verdict]} · {Path(card.file).name}, card {card.place}, line {card.line}", "dim")
    for other in card.perhaps:
        yield Content.assemble("? Perhaps the same as ", plain(other))
    for warning in card.warnings:
        yield Content.assemble("! ", plain(warning))
    for change in card.changes[:_MOST_CHANGES]:
        before = Content.assemble(plain(change.before), " → ") if change.before else Content("")
        yield Content.assemble(plain(f"{change.field}: ", "bold"), before, plain(change.after))
    if len(card.changes) > _MOST_CHANGES:
        yield Content(f"and {len(card.changes) - _MOST_CHANGES} more")
    if card.verdict is Verdict.UNCHANGED:
        yield Content("Nothing in it is new.")
