"""Duplicates: pairs of people who are likely one, the likeliest first, and one key to merge them or to tell them apart.

Everybody is compared once, when the screen opens. After each act only the pairs that it is about are looked at anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from netcrm.errors import NeedsDecision, NotFound, NothingToDo
from netcrm.services.contacts import ContactView
from netcrm.services.duplicates import DuplicatePair
from netcrm.tui import actions
from netcrm.tui.acting_everywhere import FrameScreen
from netcrm.tui.actions import Scope
from netcrm.tui.frame import HeadLine, KeyLine
from netcrm.tui.jobs import LOAD, act, background, told
from netcrm.tui.merging import ask_about, decide
from netcrm.tui.progress import ProgressDialog
from netcrm.tui.screens.duplicates_words import head_words, nobody, side_rows, stopped, who, why
from netcrm.tui.text import plain
from netcrm.tui.virtual_list import Cell, Key, VirtualList
from netcrm.tui.widgets.side_by_side import SideBySide

if TYPE_CHECKING:
    from netcrm.services.crm import Crm

_SOON_SECONDS = 0.3
"""How long comparing may take before its progress is shown."""
_SCORE_WIDTH = 7
_GAP = 2


def _key(pair: DuplicatePair) -> str:
    """Return what a pair is called, whoever of the two stands first."""
    low, high = sorted((pair.first.id, pair.second.id))
    return f"{low}-{high}"


@dataclass(slots=True)
class _Merged:
    """A merge that was asked for here, and the pairs that name the kept one since; None before they were read."""

    keep_id: int
    other_id: int
    pairs: tuple[DuplicatePair, ...] | None = None


class PairList(VirtualList):
    """The pairs, drawn as they are seen."""

    HEADER_LINES: ClassVar[int] = 1

    def __init__(self) -> None:
        super().__init__(widget_id="pairs")
        self.pairs: Sequence[DuplicatePair] = ()
        self._places: dict[Key, int] = {}

    def show(self, pairs: Sequence[DuplicatePair], stay_on: Key | None) -> None:
        """Show these; the cursor stays on a pair, else where it is."""
        near = self.cursor
        self.pairs = pairs
        self._places = {_key(pair): line for line, pair in enumerate(pairs)}
        self.lines_changed(stay_on, near)

    @property
    def pair(self) -> DuplicatePair | None:
        """The pair under the cursor."""
        return self.pairs[self.cursor] if 0 <= self.cursor < len(self.pairs) else None

    def line_count(self) -> int:
        """Return how many pairs there are."""
        return len(self.pairs)

    def key_at(self, line: int) -> Key:
        """Return what the pair on a line is called."""
        return _key(self.pairs[line])

    def line_of(self, key: Key) -> int | None:
        """Return where a pair stands."""
        return self._places.get(key)

    @staticmethod
    def _widths(width: int) -> tuple[int, int]:
        """Return the widths of a person and of the reasons."""
        person = max(8, (width - _SCORE_WIDTH) // 3)
        return person, max(0, width - _SCORE_WIDTH - 2 * person)

    def header_cells(self, width: int) -> Iterable[Cell]:
        """Return the titles."""
        person, reasons = self._widths(width)
        return (Cell(" Score", _SCORE_WIDTH), Cell("One", person), Cell("The other", person), Cell("Why", reasons))

    def cells_at(self, line: int, width: int) -> Iterable[Cell]:
        """Return a pair: its score, both people, the reasons."""
        pair = self.pairs[line]
        person, reasons = self._widths(width)
        yield Cell(f"{pair.score:>5}", _SCORE_WIDTH, "strong" if pair.is_same else "quiet")
        for one in (pair.first, pair.second):
            yield Cell(who(one), person - _GAP)
            yield Cell("", _GAP)
        yield Cell(why(pair), reasons, "quiet")

    def action_mark(self) -> None:
        """Mark nothing: each pair is decided for itself."""


class DuplicatesScreen(FrameScreen):
    """Pairs over the two people of one of them, side by side."""

    SCOPE: ClassVar[Scope] = Scope.DUPLICATES
    CSS_PATH = "duplicates.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings(Scope.DUPLICATES, Scope.EVERYWHERE)]
    AUTO_FOCUS = "#pairs"

    def __init__(self, crm: Crm) -> None:
        super().__init__(crm)
        self._found: tuple[DuplicatePair, ...] | None = None
        """What comparing everybody has found; None before it was done."""
        self._merged: list[_Merged] = []
        self._decided: set[Key] = set()
        """The pairs that an act here took away: one that undo brings back is gone to."""
        self._stop = Event()
        self._ended = asyncio.Event()

    def compose(self) -> ComposeResult:
        """Lay how many pairs there are over the list, and two people side by side under it."""
        yield HeadLine()
        yield Static(id="duplicates-head")
        yield PairList()
        with VerticalScroll(id="two", can_focus=False):
            yield SideBySide()
        yield Static(id="status", classes="status")
        yield KeyLine(Scope.DUPLICATES)

    @property
    def _list(self) -> PairList:
        return self.query_one(PairList)

    def reload(self) -> None:
        """Compare everybody the first time; after that show which pairs are still there."""
        background(self, LOAD, self._begin if self._found is None else self._look)

    async def _begin(self) -> None:
        """Compare everybody; where that takes long, show how far it is and let it be stopped."""
        self._stop.set()
        self._stop, self._ended = Event(), asyncio.Event()
        dialog = ProgressDialog("Comparing everybody")
        background(self, "scan", self._compare, dialog, self._stop, self._ended)
        try:
            async with asyncio.timeout(_SOON_SECONDS):
                await self._ended.wait()
        except TimeoutError:
            if not self._ended.is_set():
                self.app_.open(dialog)

    async def _compare(self, dialog: ProgressDialog, stop: Event, ended: asyncio.Event) -> None:
        def cancelled() -> bool:
            return dialog.cancelled() or stop.is_set()

        try:
            found, people = await self.app_.threads.read(self._find, dialog.progress, cancelled)
            self._list.empty = nobody(people, self.app_.key_of)
        except NeedsDecision:
            found = self._found or ()
            self._list.empty = stopped(self.app_.key_of)
        finally:
            stop.set()
            ended.set()
            if dialog.is_attached:
                dialog.dismiss()
        self._found = found
        self._merged.clear()
        self._show(found)

    def _find(
        self, progress: Callable[[int], None], cancelled: Callable[[], bool]
    ) -> tuple[tuple[DuplicatePair, ...], int]:
        return self.crm.duplicates.find(progress=progress, cancelled=cancelled), self.crm.contacts.count()

    async def _look(self) -> None:
        self._show(await self.app_.threads.read(self._read))

    def _read(self) -> tuple[DuplicatePair, ...]:
        """Return the pairs that still are: without those of whom one was merged, and with those found since."""
        there = {row.id for row in self.crm.contacts.rows([merged.other_id for merged in self._merged])}
        pairs = {_key(pair): pair for pair in self._found or ()}
        for merged in self._merged:
            if merged.other_id in there:
                continue  # it was undone, or never done
            if merged.pairs is None:
                merged.pairs = self._pairs_of(merged.keep_id)
            of_kept = [key for key, pair in pairs.items() if merged.keep_id in (pair.first.id, pair.second.id)]
            for key in of_kept:
                del pairs[key]
            pairs.update((_key(pair), pair) for pair in merged.pairs)
        return self.crm.duplicates.again(pairs.values())

    def _pairs_of(self, contact_id: int) -> tuple[DuplicatePair, ...]:
        try:
            return self.crm.duplicates.of(contact_id)
        except NotFound:
            return ()

    def _show(self, pairs: Sequence[DuplicatePair]) -> None:
        back = [key for key in map(_key, pairs) if key in self._decided]
        self._decided.difference_update(back)
        self._list.show(pairs, back[0] if back else self._list.current)

    def on_virtual_list_moved(self, message: VirtualList.Moved) -> None:
        """Show the two people of the pair under the cursor."""
        message.stop()
        pair = self._list.pair
        self.query_one("#duplicates-head", Static).update(head_words(self._list.pairs, self._list.cursor), layout=False)
        words = f" {pair.score}: {why(pair)}" if pair else ""
        self.query_one("#status", Static).update(plain(words), layout=False)
        background(self, "pane", self._show_two, pair)

    async def _show_two(self, pair: DuplicatePair | None) -> None:
        side = self.query_one(SideBySide)
        if pair is None:
            side.show(())
            return
        try:
            first, second = await self.app_.threads.read(self._two, pair)
        except NotFound:
            side.show(())
            return
        self.query_one("#two").scroll_home(animate=False)
        side.show(side_rows(first, second, self.crm.today))

    def _two(self, pair: DuplicatePair) -> tuple[ContactView, ContactView]:
        return self.crm.contacts.view(pair.first.id), self.crm.contacts.view(pair.second.id)

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Merge the pair that was clicked twice."""
        message.stop()
        self.action_merge_pair()

    def _pair(self) -> DuplicatePair:
        pair = self._list.pair
        if pair is None:
            raise NothingToDo(f"There is no pair here. {self.app_.key_of('look_again')} compares everybody anew.")
        return pair

    @told
    async def action_merge_pair(self) -> None:
        """Ask about the pair field by field, and make one of two."""
        pair = self._pair()
        answer = await ask_about(self, pair.first.id, pair.second.id)
        if answer is None:
            return
        self._decided.add(_key(pair))
        if answer.plan is not None:
            self._merged.append(_Merged(answer.keep_id, answer.other_id))
        await decide(self, answer)

    @told
    async def action_not_same(self) -> None:
        """Remember that the two are not the same."""
        pair = self._pair()
        self._decided.add(_key(pair))
        await act(self.app_, self.crm.duplicates.not_same, pair.first.id, pair.second.id)

    @told
    async def action_look_again(self) -> None:
        """Compare everybody anew."""
        background(self, LOAD, self._begin)

    def action_open_first(self) -> None:
        """Open the page of the one on the left."""
        self._open(0)

    def action_open_second(self) -> None:
        """Open the page of the one on the right."""
        self._open(1)

    def _open(self, place: int) -> None:
        from netcrm.tui.screens.contact import ContactScreen

        pair = self._list.pair
        if pair is not None:
            self.app_.open(ContactScreen(self.crm, (pair.first, pair.second)[place].id))

    def on_unmount(self) -> None:
        """Stop comparing when the screen is left."""
        self._stop.set()
