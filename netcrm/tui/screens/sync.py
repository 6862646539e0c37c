"""Sync: what others did in the folders, as proposals to tick, to refuse or to leave; problems stand under them.

Touches, snoozes and updates start ticked: they are what somebody means who ticks something off, moves it or edits it
elsewhere. Drops, new contacts and archives start without a tick, since a file may vanish or come for other reasons, and
so does a conflict, of which nobody but the user knows which side holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from netcrm.domain.proposals import Decision, Proposal, ProposalKind
from netcrm.errors import NothingToDo
from netcrm.services.sync.values import SyncProblem, SyncReport, SyncRequest
from netcrm.tui import actions, syncing
from netcrm.tui.acting_everywhere import FrameScreen
from netcrm.tui.actions import Scope
from netcrm.tui.frame import HeadLine, KeyLine
from netcrm.tui.jobs import LOAD, background, tell_done, told
from netcrm.tui.screens.sync_words import (
    KINDS,
    SIGNS,
    describe,
    describe_problem,
    head_words,
    hint,
    nothing,
    say,
    say_problem,
)
from netcrm.tui.text import plain
from netcrm.tui.virtual_list import Cell, Key, VirtualList
from netcrm.tui.widgets.hanging import Paragraphs

if TYPE_CHECKING:
    from netcrm.services.crm import Crm

STARTS_TICKED = frozenset({ProposalKind.TOUCH, ProposalKind.SNOOZE, ProposalKind.UPDATE})
_COLOURS = {ProposalKind.CONFLICT: "late", ProposalKind.NEW: "accent", ProposalKind.TOUCH: "accent"}
_TICK_WIDTH = 4
_KIND_WIDTH = 10


class SyncList(VirtualList):
    """The proposals, and the problems under them."""

    HEADER_LINES: ClassVar[int] = 1

    class Decided(Message):
        """Something else was decided of a proposal."""

    def __init__(self) -> None:
        super().__init__(widget_id="proposals")
        self.proposals: tuple[Proposal, ...] = ()
        self.problems: tuple[SyncProblem, ...] = ()
        self.decisions: dict[str, Decision] = {}
        """What is decided of each proposal, by its key."""
        self._places: dict[Key, int] = {}

    def show(self, reports: Sequence[SyncReport]) -> None:
        """Show what reports found; what was decided of a proposal before stays decided."""
        stay, near = self.current, self.cursor
        self.proposals = tuple({it.key: it for report in reports for it in report.proposals}.values())
        self.problems = tuple(it for report in reports for it in report.problems)
        before = self.decisions
        self.decisions = {it.key: before.get(it.key, _at_first(it)) for it in self.proposals}
        self._places = {self.key_at(line): line for line in range(self.line_count())}
        self.lines_changed(stay, near)

    @property
    def row(self) -> Proposal | SyncProblem | None:
        """What stands on the line of the cursor."""
        return self._row(self.cursor) if 0 <= self.cursor < self.line_count() else None

    def _row(self, line: int) -> Proposal | SyncProblem:
        count = len(self.proposals)
        return self.proposals[line] if line < count else self.problems[line - count]

    def line_count(self) -> int:
        """Return how many lines there are."""
        return len(self.proposals) + len(self.problems)

    def key_at(self, line: int) -> Key:
        """Return the key of a proposal, or the number of a problem."""
        row = self._row(line)
        return row.key if isinstance(row, Proposal) else line - len(self.proposals)

    def line_of(self, key: Key) -> int | None:
        """Return where a proposal or a problem stands."""
        return self._places.get(key)

    def header_cells(self, width: int) -> Iterable[Cell]:
        """Return the titles."""
        return (Cell("", _TICK_WIDTH), Cell("What", _KIND_WIDTH), Cell("", width))

    def cells_at(self, line: int, width: int) -> Iterable[Cell]:
        """Return a line: tick, kind, and words."""
        row = self._row(line)
        rest = max(0, width - _TICK_WIDTH - _KIND_WIDTH)
        if isinstance(row, SyncProblem):
            yield Cell("", _TICK_WIDTH)
            yield Cell("✗ problem", _KIND_WIDTH, "late")
            yield Cell(say_problem(row), rest)
            return
        decision = self.decisions[row.key]
        yield Cell(SIGNS[decision], _TICK_WIDTH)
        yield Cell(KINDS[row.kind], _KIND_WIDTH, _COLOURS.get(row.kind, "due"))
        yield Cell(say(row), rest, "quiet" if decision is Decision.REFUSE else "")

    def decide(self, decision: Decision) -> None:
        """Decide of the proposal under the cursor, or leave it where that was decided already; and go on."""
        row = self.row
        if isinstance(row, Proposal):
            taken_back = self.decisions[row.key] is decision
            self.decisions[row.key] = Decision.LEAVE if taken_back else decision
            self.tell()
        self.action_cursor_down()

    def decide_all(self) -> None:
        """Tick all but conflicts, or where all are ticked, none."""
        alike = [it.key for it in self.proposals if it.kind is not ProposalKind.CONFLICT]
        is_all = all(self.decisions[key] is Decision.TAKE for key in alike)
        self.decisions.update(dict.fromkeys(alike, Decision.LEAVE if is_all else Decision.TAKE))
        self.tell()

    def tell(self) -> None:
        """Draw anew what was decided, and say that it was."""
        self.refresh()
        self.post_message(self.Decided())

    def action_mark(self) -> None:
        """Tick the line, or take its tick away, and go on to the next."""
        self.decide(Decision.TAKE)

    def on_click(self, event: events.Click) -> None:
        """Tick a line by its box."""
        offset = event.get_content_offset(self)
        if offset is None or offset.x >= _TICK_WIDTH or offset.y < self.HEADER_LINES:
            return
        line = offset.y - self.HEADER_LINES + self.scroll_offset.y
        if line < len(self.proposals):
            event.prevent_default()  # the click is not half of a double one
            self.cursor = line
            key = self.proposals[line].key
            self.decisions[key] = Decision.LEAVE if self.decisions[key] is Decision.TAKE else Decision.TAKE
            self.tell()


def _at_first(proposal: Proposal) -> Decision:
    return Decision.TAKE if proposal.kind in STARTS_TICKED else Decision.LEAVE


class SyncScreen(FrameScreen):
    """The proposals over what is known of the one under the cursor."""

    SCOPE: ClassVar[Scope] = Scope.SYNC
    CSS_PATH = "sync.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings(Scope.SYNC, Scope.EVERYWHERE)]
    AUTO_FOCUS = "#proposals"

    def __init__(self, crm: Crm, looked: Sequence[tuple[SyncRequest, SyncReport]]) -> None:
        """Show what looking into folders has just found."""
        super().__init__(crm)
        self._requests = tuple(request for request, _ in looked)
        self._found: Sequence[SyncReport] | None = tuple(report for _, report in looked)
        """What is to be shown first; nothing once it was shown."""

    def compose(self) -> ComposeResult:
        """Lay how much there is over the list, and what is known of one line under it."""
        yield HeadLine()
        yield Static(id="sync-head")
        yield SyncList()
        with VerticalScroll(id="sync-about", can_focus=False):
            yield Paragraphs(widget_id="sync-text")
        yield Static(id="status", classes="status")
        yield KeyLine(Scope.SYNC)

    @property
    def _list(self) -> SyncList:
        return self.query_one(SyncList)

    def on_mount(self) -> None:
        """Say which keys decide."""
        self._list.empty = nothing(self.app_.key_of)
        self.query_one("#status", Static).update(plain(hint(self.app_.key_of)), layout=False)

    def reload(self) -> None:
        """Show what was found; later, look anew."""
        background(self, LOAD, self._load)

    async def _load(self) -> None:
        found, self._found = self._found, None
        if found is None:
            found = await self.app_.threads.read(syncing.look, self.crm, self._requests)
        self._list.show(found)
        self._say()

    def _say(self) -> None:
        shown = self._list
        taken = sum(decision is Decision.TAKE for decision in shown.decisions.values())
        words = head_words(shown.proposals, len(shown.problems), taken, self._requests)
        self.query_one("#sync-head", Static).update(words, layout=False)

    def on_virtual_list_moved(self, message: VirtualList.Moved) -> None:
        """Show what is known of the line under the cursor."""
        message.stop()
        self.query_one("#sync-about").scroll_home(animate=False)
        self._describe()

    def on_sync_list_decided(self, message: SyncList.Decided) -> None:
        """Say what the decision means, and how many are ticked."""
        message.stop()
        self._describe()
        self._say()

    def _describe(self) -> None:
        row = self._list.row
        if isinstance(row, Proposal):
            words = describe(row, self._list.decisions[row.key])
        else:
            words = describe_problem(row) if row is not None else iter(())
        self.query_one(Paragraphs).show(words)

    def action_refuse(self) -> None:
        """Refuse the proposal under the cursor."""
        if not isinstance(self._list.row, Proposal):
            raise NothingToDo("There is no proposal here.")
        self._list.decide(Decision.REFUSE)

    def action_take_all(self) -> None:
        """Tick all but conflicts, or none."""
        self._list.decide_all()

    def action_sync(self) -> None:
        """Look anew."""
        self.reload()

    @told
    async def action_apply_sync(self) -> None:
        """Do what is ticked, write the folders, and leave."""
        done = await syncing.write(self, self._requests, dict(self._list.decisions))
        self.action_back()
        tell_done(self.app_, done)
