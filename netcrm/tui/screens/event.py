"""An event: everybody on its list, those still to be met by their hours, then those who were met."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from netcrm.domain.events.event import Event
from netcrm.errors import NotFound, NothingToDo
from netcrm.services.events.values import EventPage, PersonLine
from netcrm.tui import actions, eventing
from netcrm.tui.actions import Scope
from netcrm.tui.event_words import head_of, hour_of, own_hour_of, person_line, who_words
from netcrm.tui.frame import HeadLine, KeyLine
from netcrm.tui.jobs import LOAD, act, background, told
from netcrm.tui.listing import ListScreen
from netcrm.tui.person_pane import PersonPane
from netcrm.tui.text import plain
from netcrm.tui.virtual_list import Cell, Key, VirtualList

if TYPE_CHECKING:
    from netcrm.services.crm import Crm
    from netcrm.tui.dialogs.event import Wanted

_MARK, _HOUR, _OWN, _ROOM, _NAME = 3, 15, 12, 11, 29
_ROOM_FOR_ALL = 74


class EventPeople(VirtualList):
    """The people of an event under two headings."""

    def __init__(self, today: date) -> None:
        super().__init__(widget_id="event-people")
        self._today = today
        self._event: Event | None = None
        self.lines: list[PersonLine | str] = []
        """A text is a heading."""
        self._is_elsewhere = False
        """Whether the clock there shows another hour than the user's."""

    def show(self, page: EventPage, today: date) -> None:
        """Show an event's people; the cursor stays on its person."""
        stay, self._today, self._event = self.current, today, page.event
        waiting = [it for it in page.people if not it.is_met]
        met = [it for it in page.people if it.is_met]
        self._is_elsewhere = any(map(own_hour_of, page.people))
        self.lines = []
        for title, people in ((f"To meet · {len(waiting)}", waiting), (f"Met · {len(met)}", met)):
            if people:
                self.lines += [title, *people]
        self.marked &= {it.row.id for it in page.people}
        self.lines_changed(stay, self.cursor)

    @property
    def person(self) -> PersonLine | None:
        """Who is under the cursor."""
        it = self.lines[self.cursor] if 0 <= self.cursor < len(self.lines) else None
        return it if isinstance(it, PersonLine) else None

    def line_count(self) -> int:
        """Return how many lines there are."""
        return len(self.lines)

    def key_at(self, line: int) -> Key | None:
        """Return the contact's id; a heading has none."""
        it = self.lines[line]
        return it.row.id if isinstance(it, PersonLine) else None

    def line_of(self, key: Key) -> int | None:
        """Return where somebody stands."""
        return next((at for at, it in enumerate(self.lines) if isinstance(it, PersonLine) and it.row.id == key), None)

    def cells_at(self, line: int, width: int) -> Iterable[Cell]:
        """Return a heading, or somebody with hour, room and who they are."""
        it = self.lines[line]
        if isinstance(it, str) or self._event is None:
            yield Cell(f" {it}", width, "heading")
            return
        yield Cell(" ✓ " if it.row.id in self.marked else "   ", _MARK, "accent")
        yield Cell(hour_of(it, self._event, self._today), _HOUR, "quiet" if it.is_met else "accent")
        rest = max(10, width - _MARK - _HOUR)
        if it.is_met:
            yield Cell(it.row.name, min(rest, _NAME), "strong")
            yield Cell(f" {it.person.line}", max(0, rest - _NAME))
            return
        if width >= _ROOM_FOR_ALL:
            own = _OWN if self._is_elsewhere else 0
            yield Cell(f"{hour} yours" if (hour := own_hour_of(it)) else "", own, "quiet")
            yield Cell(it.person.room, _ROOM)
            rest -= own + _ROOM
        yield Cell(it.row.name, min(rest, _NAME), "strong")
        yield Cell(f" {who_words(it)}", max(0, rest - _NAME), "quiet")


class EventScreen(ListScreen):
    """One event's page."""

    SCOPE: ClassVar[Scope] = Scope.EVENT
    CSS_PATH = "event.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings(Scope.EVENT, Scope.EVERYWHERE)]
    AUTO_FOCUS = "#event-people"

    def __init__(self, crm: Crm, event_id: int) -> None:
        super().__init__(crm)
        self._event_id = event_id
        self._page: EventPage | None = None

    def compose(self) -> ComposeResult:
        """Lay the head over the people, with a person's pane beside them."""
        yield HeadLine()
        yield Static(id="event-head")
        with Horizontal(id="body"):
            yield EventPeople(self.crm.today)
            yield PersonPane(self.crm)
        yield Static(id="status", classes="status")
        yield KeyLine(Scope.EVENT)

    @property
    def _list(self) -> EventPeople:
        return self.query_one(EventPeople)

    def reload(self) -> None:
        """Read the event anew."""
        background(self, LOAD, self._load)

    async def _load(self) -> None:
        try:
            page = await self.app_.threads.read(self.crm.events.page, self._event_id)
        except NotFound:  # deleted, or taken back by undo
            super().action_back()
            return
        self._page = page
        self.query_one("#event-head", Static).update(head_of(page.line, self.crm.today), layout=False)
        key = self.app_.key_of
        self._list.empty = (
            f"Nobody is on the list yet. {key('want')} puts people on it by name or query, {key('roster')} a roster"
            f" file; {key('conference')} is for the event itself."
        )
        self._list.show(page, self.crm.today)

    @property
    def person_under_cursor(self) -> int | None:
        """The person of the line under the cursor, where it has one."""
        it = self._list.person
        return it.row.id if it else None

    def say_status(self) -> None:
        """Say who is under the cursor, or how many are selected."""
        it, marked = self._list.person, len(self._list.marked)
        words = f"{marked} selected" if marked else person_line(it) if it else ""
        self.query_one("#status", Static).update(plain(f" {words}" if words else ""), layout=False)

    def selected_contact_ids(self) -> tuple[int, ...]:
        """Return those selected, else the one under the cursor."""
        return tuple(int(key) for key in self._list.chosen())

    def selected_item(self) -> str | None:
        """Return nothing: here are people, and no items of the agenda."""
        return None

    def action_back(self) -> None:
        """Clear the selection, or leave."""
        if self._list.marked:
            self._list.clear_marks()
        else:
            super().action_back()

    def _shown(self) -> EventPage:
        if self._page is None:
            raise NothingToDo("The event is not read yet.")
        return self._page

    def _line(self) -> PersonLine:
        it = self._list.person
        if it is None:
            raise NothingToDo(f"Nobody is on the list. {self.app_.key_of('want')} puts people there.")
        return it

    @told
    async def action_conference(self) -> None:
        """Say whom one meets."""
        await eventing.open_conference(self, self._event_id)

    @told
    async def action_met(self) -> None:
        """Say that the one under the cursor was met, or change the line about them."""
        from netcrm.tui.dialogs.event import MetDialog

        event, it, events = self._shown().event, self._line(), self.crm.events
        day = await self.app_.threads.read(events.conference_day, self._event_id)
        choice = await self.ask(MetDialog(self.crm, event, it, day))
        if choice is None:
            return
        if it.person.met_on == choice.on:
            await act(self.app_, events.write_line, self._event_id, it.row.id, choice.line)
        else:
            await act(self.app_, events.met, self._event_id, it.row.id, choice.line, on=choice.on)

    @told
    async def action_want(self) -> None:
        """Put people on the list."""
        from netcrm.tui.dialogs.event import TargetDialog

        await self._put(await self.ask(TargetDialog(self.crm, self._shown().event)))

    @told
    async def action_edit_place(self) -> None:
        """Change session, hour and room."""
        from netcrm.tui.dialogs.event import TargetDialog

        await self._put(await self.ask(TargetDialog(self.crm, self._shown().event, self._line())))

    async def _put(self, wanted: Wanted | None) -> None:
        if wanted is not None:
            await act(self.app_, self.crm.events.want, self._event_id, wanted.ids, wanted.slot)

    @told
    async def action_roster(self) -> None:
        """Put those on the list whom a file names, ticked first."""
        from netcrm.tui.dialogs.event import RosterDialog
        from netcrm.tui.dialogs.roster import RosterScreen

        path = await self.ask(RosterDialog(self.crm, self._shown().event))
        if path is None:
            return
        plan = await self.app_.threads.read(self.crm.events.plan_roster, self._event_id, path)
        picked = await self.ask(RosterScreen(plan, self.crm.today))
        if picked is not None:
            await act(self.app_, self.crm.events.want_roster, plan, picked)

    @told
    async def action_leave_out(self) -> None:
        """Take people off the list."""
        ids: Sequence[int] = self.selected_contact_ids() or (self._line().row.id,)
        if await act(self.app_, self.crm.events.remove, self._event_id, ids):
            self._list.marked.clear()

    @told
    async def action_day_sheet(self) -> None:
        """Write the day sheet."""
        await eventing.write_sheet(self, self._shown().event)

    @told
    async def action_after_event(self) -> None:
        """Follow up on everybody met."""
        await eventing.follow_up(self, self._shown().event)
