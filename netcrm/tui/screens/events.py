"""Events: all of them in a list, and beside it whom to meet at the one under the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from netcrm.errors import NotFound, NothingToDo
from netcrm.services.events.values import EventLine, When
from netcrm.tui import actions, eventing
from netcrm.tui.acting_everywhere import FrameScreen
from netcrm.tui.actions import Scope
from netcrm.tui.event_words import count_words, page_paragraphs, when_words
from netcrm.tui.frame import HeadLine, KeyLine
from netcrm.tui.jobs import LOAD, act, background, told
from netcrm.tui.text import plain, span
from netcrm.tui.virtual_list import Cell, Key, VirtualList
from netcrm.tui.widgets.hanging import Paragraphs

if TYPE_CHECKING:
    from netcrm.services.crm import Crm

_MARK, _GAP, _WHEN, _COUNT = 3, 2, 14, 11
_ROOM_FOR_COUNT = 66


class EventList(VirtualList):
    """The events, a line each."""

    def __init__(self, today: date) -> None:
        super().__init__(widget_id="events")
        self._today = today
        self.lines: Sequence[EventLine] = ()

    def show(self, lines: Sequence[EventLine], today: date) -> None:
        """Show these; the cursor stays on its event."""
        stay, self.lines, self._today = self.current, lines, today
        self.lines_changed(stay, self.cursor)

    @property
    def line(self) -> EventLine | None:
        """The event under the cursor."""
        return self.lines[self.cursor] if 0 <= self.cursor < len(self.lines) else None

    def line_count(self) -> int:
        """Return how many events there are."""
        return len(self.lines)

    def key_at(self, line: int) -> Key:
        """Return the number of the event."""
        return self.lines[line].event.id

    def line_of(self, key: Key) -> int | None:
        """Return where an event stands."""
        return next((at for at, it in enumerate(self.lines) if it.event.id == key), None)

    def cells_at(self, line: int, width: int) -> Iterable[Cell]:
        """Return name, days, how far off, and how many people."""
        it = self.lines[line]
        count = _COUNT if width >= _ROOM_FOR_COUNT else 0
        is_over = it.when is When.OVER
        days = max(cell_len(self._days(one)) for one in self.lines) + _GAP
        yield Cell(" ▸ " if it.when is When.NOW else "   ", _MARK, "accent")
        yield Cell(it.event.name, max(8, width - _MARK - days - _WHEN - count - _GAP), "quiet" if is_over else "strong")
        yield Cell("", _GAP)
        yield Cell(self._days(it), days, "quiet" if is_over else "")
        yield Cell(when_words(it, self._today), _WHEN, "accent" if it.when is When.NOW else "quiet")
        yield Cell(count_words(it), count, "quiet")

    def _days(self, it: EventLine) -> str:
        return span(it.event.starts_on, it.event.ends_on, self._today)

    def action_mark(self) -> None:
        """Mark nothing: each event is used by itself."""


class EventsScreen(FrameScreen):
    """The list beside the event's people."""

    SCOPE: ClassVar[Scope] = Scope.EVENTS
    CSS_PATH = "events.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings(Scope.EVENTS, Scope.EVERYWHERE)]
    AUTO_FOCUS = "#events"

    def __init__(self, crm: Crm) -> None:
        super().__init__(crm)
        self._added: int | None = None
        """An event that was just added here: the cursor goes to it."""

    def compose(self) -> ComposeResult:
        """Lay the list beside its pane, between the lines above and below."""
        yield HeadLine()
        with Horizontal(id="body"):
            yield EventList(self.crm.today)
            with VerticalScroll(id="event-pane", can_focus=False):
                yield Paragraphs()
        yield Static(id="status", classes="status")
        yield KeyLine(Scope.EVENTS)

    @property
    def _list(self) -> EventList:
        return self.query_one(EventList)

    def reload(self) -> None:
        """Read the events anew."""
        background(self, LOAD, self._load)

    async def _load(self) -> None:
        lines = await self.app_.threads.read(self.crm.events.lines)
        self._list.empty = (
            f"No event is here yet. {self.app_.key_of('add_event')} adds a conference, a chapter meeting, a webinar."
        )
        self._list.show(lines, self.crm.today)
        if self._added is not None and (line := self._list.line_of(self._added)) is not None:
            self._added, self._list.cursor = None, line

    @on(VirtualList.Moved)
    def _moved(self, message: VirtualList.Moved) -> None:
        message.stop()
        it = self._list.line
        place = it.event.place if it else ""
        self.query_one("#status", Static).update(plain(f" {place}" if place else ""), layout=False)
        background(self, "pane", self._show_pane, it)

    async def _show_pane(self, it: EventLine | None) -> None:
        pane = self.query_one(Paragraphs)
        if it is None:
            pane.show(())
            return
        try:
            page = await self.app_.threads.read(self.crm.events.page, it.event.id)
        except NotFound:
            return
        pane.show(page_paragraphs(page, self.crm.today))
        self.query_one("#event-pane").scroll_home(animate=False)

    @on(VirtualList.Opened)
    def _opened(self, message: VirtualList.Opened) -> None:
        message.stop()
        self.action_open_event()

    def _event(self) -> EventLine:
        it = self._list.line
        if it is None:
            raise NothingToDo(f"There is no event here. {self.app_.key_of('add_event')} adds one.")
        return it

    def action_open_event(self) -> None:
        """Open the event's page."""
        from netcrm.tui.screens.event import EventScreen

        if (it := self._list.line) is not None:
            self.app_.open(EventScreen(self.crm, it.event.id))

    @told
    async def action_conference(self) -> None:
        """Say whom one meets there."""
        await eventing.open_conference(self, self._event().event.id)

    @told
    async def action_add_event(self) -> None:
        """Add an event."""
        from netcrm.tui.dialogs.event import EventDialog

        draft = await self.ask(EventDialog(self.crm))
        if draft is not None:
            there = {it.event.id for it in self._list.lines}
            await act(self.app_, self.crm.events.add, draft)
            lines = await self.app_.threads.read(self.crm.events.lines)
            self._added = next((it.event.id for it in lines if it.event.id not in there), None)
            self.reload()

    @told
    async def action_edit_event(self) -> None:
        """Change the event."""
        from netcrm.tui.dialogs.event import EventDialog

        event = self._event().event
        draft = await self.ask(EventDialog(self.crm, event))
        if draft is not None:
            await act(self.app_, self.crm.events.edit, event.id, draft)

    @told
    async def action_delete_event(self) -> None:
        """Delete the event, after asking."""
        from netcrm.tui.dialogs import ConfirmDialog

        event = self._event().event
        body = "Its list goes. The people on it, and what was logged with them, stay."
        if await self.ask(ConfirmDialog(f"Delete {event.name}?", body, "Delete")):
            await act(self.app_, self.crm.events.delete, event.id)

    @told
    async def action_day_sheet(self) -> None:
        """Write the day sheet."""
        await eventing.write_sheet(self, self._event().event)

    @told
    async def action_after_event(self) -> None:
        """Follow up on everybody met."""
        await eventing.follow_up(self, self._event().event)
