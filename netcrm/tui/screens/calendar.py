"""The Calendar: a month with what stands on each day, and the list of one day, whose items can be moved to others."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from netcrm.domain.agenda_values import ItemKind
from netcrm.domain.days import counted, long_day
from netcrm.domain.month import MonthView, month_after
from netcrm.errors import NothingToDo
from netcrm.services.calendar.month import DayView
from netcrm.tui import actions
from netcrm.tui.act_line import ActLine
from netcrm.tui.actions import Scope
from netcrm.tui.frame import HeadLine, KeyLine
from netcrm.tui.jobs import LOAD, background, loaded, told
from netcrm.tui.month_words import day_words, key_to_numbers, legend, month_names, wrapped
from netcrm.tui.moving import MovingScreen
from netcrm.tui.person_pane import PersonPane
from netcrm.tui.sentences import no_people
from netcrm.tui.text import plain
from netcrm.tui.widgets.day_list import DayList
from netcrm.tui.widgets.month_grid import TOP, WEEKS, MonthGrid

if TYPE_CHECKING:
    from netcrm.services.crm import Crm

_WIDE, _HIGH = 100, 32
"""Columns from which the day stands beside the month, lines from which its days get one more each."""
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


class CalendarScreen(MovingScreen):
    """A month beside the list of one of its days; under it where the terminal is narrow."""

    SCOPE: ClassVar[Scope] = Scope.CALENDAR
    CSS_PATH = "calendar.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings(Scope.CALENDAR, Scope.EVERYWHERE)]
    AUTO_FOCUS = "MonthGrid"
    is_base = True

    def __init__(self, crm: Crm) -> None:
        super().__init__(crm)
        self._today = crm.today
        self._month: MonthView | None = None

    def compose(self) -> ComposeResult:
        """Make the month with its names, the day with its list, and the lines above and below."""
        yield HeadLine()
        with Container(id="calendar"):
            with Vertical(id="month"):
                yield MonthGrid(self.crm.today)
                yield Static(id="month-names")
                yield PersonPane(self.crm)
            with Vertical(id="day"):
                yield Static(id="day-head")
                yield DayList(self.crm.contacts.rows, self.crm.today)
        yield ActLine(self.crm)
        yield KeyLine(Scope.MONTH)

    @property
    def day(self) -> date:
        """The day under the cursor."""
        return self._grid.day

    @property
    def _grid(self) -> MonthGrid:
        return self.query_one(MonthGrid)

    @property
    def _list(self) -> DayList:
        return self.query_one(DayList)

    def reload(self) -> None:
        """Read the month and the day anew; both cursors stay where they are, and follow a new day from today."""
        if self._today != self.crm.today:
            was, self._today = self._today, self.crm.today
            if self._grid.day == was:
                self._grid.go_to(self._today)
        self._month = None
        background(self, LOAD, self._load)

    async def _load(self) -> None:
        """Read the month, unless it is shown already, and the day."""
        day = self._grid.day
        if self._month is None or (self._month.year, self._month.month) != (day.year, day.month):
            self._month = await self.app_.threads.read(self.crm.months.month, day.year, day.month)
            self._grid.show(self._month)
            self._say_names(self._month)
        self._show_head()
        shown = await self.app_.threads.read(self.crm.months.day, day)
        is_used = bool(shown.items or shown.logged) or await self.app_.threads.read(self.crm.contacts.count) > 0
        if self._grid.day == day:
            self._list.empty = self._nothing(day) if is_used else no_people(self.app_.key_of)
            self._show_day(shown)

    def _show_day(self, day: DayView) -> None:
        self._list.show_day(day, self.crm.today)
        if not self._list.line_count() and self.focused is self._list:
            self._grid.focus()
        self.say_status()

    def _nothing(self, day: date) -> str:
        return "Nothing was logged on this day." if day < self.crm.today else "Nothing stands on this day."

    def _say_names(self, month: MonthView) -> None:
        names = month_names(month, self.crm.today)
        told = self.query_one("#month-names", Static)
        if self._is_narrow:
            told.update(plain("  ·  ".join(names or legend(month))), layout=False)
        else:
            words = [*names, *wrapped(legend(month), self._grid.size.width - 2)]
            told.update(Content("\n").join(map(plain, words)))

    def _show_head(self) -> None:
        known = self._grid.known
        words = day_words(known, self.crm.today) if known else [long_day(self._grid.day, self.crm.today)]
        first, *more = (plain(part) for part in words)
        head = Content("  ·  ").join([first.stylize("bold"), *more])
        self.query_one("#day-head", Static).update(head)

    @property
    def _is_narrow(self) -> bool:
        return self.size.width < _WIDE

    def on_resize(self) -> None:
        """Make the month as high as the new size has room for, and name its special days."""
        lines = (2 if self.size.height >= _HIGH else 1) + (not self._is_narrow)
        self._grid.styles.height = height = TOP + WEEKS * lines
        self.query_one("#month").styles.height = height + 1 if self._is_narrow else None
        if self._month is not None:
            self.call_after_refresh(self._say_names, self._month)  # they are as wide as the grid will be
        self.say_status()

    @on(MonthGrid.Chosen)
    def _chosen(self, message: MonthGrid.Chosen) -> None:
        message.stop()
        self._turned()

    @on(MonthGrid.Entered)
    def _entered(self, message: MonthGrid.Entered) -> None:
        message.stop()
        self.action_into_day()

    @property
    def person_under_cursor(self) -> int | None:
        """The person of the line under the cursor, where it has one."""
        item, logged = self._list.item, self._list.logged
        return item.contact_id if item else logged.contact_id if logged else None

    def on_descendant_focus(self) -> None:
        """Show the keys of the part that has the focus."""
        self.query_one(KeyLine).show(Scope.MONTH if self.focused is self._grid else Scope.CALENDAR)
        self.say_status()

    def into_list(self) -> None:
        """Let the keys be those of the list."""
        self._list.focus()

    def into_month(self) -> None:
        """Let the keys be those of the month."""
        self._grid.focus()

    def say_status(self) -> None:
        """Say what is carried, or what each act on the items would do, and why the item is here."""
        line, marked, item = self.query_one(ActLine), len(self._list.marked), self._list.item
        key = self.app_.key_of
        if self.carried is not None:
            puts = f"{key('into_day')} puts it on {long_day(self._grid.day, self.crm.today)}"
            line.say((), before=f"Moving {self.carried.words}", after=f"{puts}, {key('back')} leaves it")
        elif not self._in_list:
            month = self._month if self._is_narrow else None
            line.say((), before=self._hint(), after=key_to_numbers(month, self.crm.today) if month else "")
        elif marked:
            line.say(self.selected_items(), before=counted(marked, "line"), after=f"{key('back')} clears")
        elif item is None:
            line.say((), before=self._list.logged.summary if self._list.logged else "")
        else:
            what = item.title if self._list.cuts(item) else ""
            line.say((item.key,), after="  ·  ".join(filter(None, (item.why, item.last_words))), what=what)

    def _hint(self) -> str:
        return f"The arrows move by day and week. {self.app_.key_of('into_day')} leads into the list of the day."

    def way_to(self, what: str) -> str:
        """Return what to do first where an act finds nothing selected."""
        if self._in_list:
            return super().way_to(what)
        return f"{self.app_.key_of('into_day')} leads into the list of the day."

    @property
    def _in_list(self) -> bool:
        return self.focused is self._list

    def selected_item(self) -> str | None:
        """Return the key of the item under the cursor of the list, while the keys are the list's."""
        item = self._list.item if self._in_list and self._list.on == self._grid.day else None
        return item.key if item else None

    def selected_items(self) -> tuple[str, ...]:
        """Return the items selected, else the one under the cursor."""
        if self.selected_item() is None and not (self._in_list and self._list.marked):
            return ()
        return tuple(str(key) for key in self._list.chosen())

    def selected_contact_ids(self) -> tuple[int, ...]:
        """Return the people of the items selected, each once; of what was logged the first who took part."""
        if not self._in_list:
            return ()
        logged = self._list.logged
        if not self._list.marked and logged is not None:
            return (logged.contact_id,) if logged.contact_id is not None else ()
        items = (self._list.item_of(key) for key in self._list.chosen())
        return tuple(dict.fromkeys(it.contact_id for it in items if it is not None and it.contact_id is not None))

    def action_open(self) -> None:
        """Open the person's page; open the page of an organisation."""
        item = self._list.item
        if item is not None and item.kind in (ItemKind.ORGANISATION, ItemKind.LEAD):
            self.action_organisation()
        elif self.selected_contact_ids():
            super().action_open()

    def action_back(self) -> None:
        """Put nothing anywhere; clear the selection; go back to the month."""
        if self.carried is not None:
            self.leave_carrying(self.carried)
        elif self._list.marked:
            self._list.clear_marks()
        else:
            self._grid.focus()

    def action_day_on(self) -> None:
        """Go to the next day."""
        self.go_to(self._grid.day + _DAY)

    def action_day_back(self) -> None:
        """Go to the day before."""
        self.go_to(self._grid.day - _DAY)

    def action_week_on(self) -> None:
        """Go a week on."""
        self.go_to(self._grid.day + _WEEK)

    def action_week_back(self) -> None:
        """Go a week back."""
        self.go_to(self._grid.day - _WEEK)

    def action_month_on(self) -> None:
        """Go a month on."""
        self.go_to(month_after(self._grid.day, 1))

    def action_month_back(self) -> None:
        """Go a month back."""
        self.go_to(month_after(self._grid.day, -1))

    def action_this_day(self) -> None:
        """Go to today."""
        self.go_to(self.crm.today)

    def go_to(self, day: date) -> None:
        """Go to a day; what is typed next waits for its list."""
        if self._grid.go_to(day):
            self._turned()

    def _turned(self) -> None:
        background(self, LOAD, self._load)
        self.say_status()

    @told
    async def action_into_day(self) -> None:
        """Put down what is carried, or go into the list of the day once it is there."""
        if self.carried is not None:
            await self.put_down(self.carried)
            return
        await loaded(self.app_)
        if not self._list.line_count():
            way = "" if self._grid.day == self.crm.today else f" {self.app_.key_of('this_day')} goes to today."
            raise NothingToDo(f"{self._list.empty}{way}")
        self._list.focus()
