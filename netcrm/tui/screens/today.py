"""Today: whom to write to, and why, with what one needs to know of the person beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.widgets import Static

from netcrm.domain.agenda_values import Agenda, AgendaItem, ItemKind
from netcrm.domain.days import counted
from netcrm.tui import actions
from netcrm.tui.act_line import ActLine
from netcrm.tui.actions import Scope
from netcrm.tui.agenda_list import MORE, AgendaList, agenda_lines
from netcrm.tui.frame import HeadLine, KeyLine
from netcrm.tui.goal_words import today_lines
from netcrm.tui.jobs import LOAD, background
from netcrm.tui.listing import ListScreen
from netcrm.tui.person_pane import PersonPane
from netcrm.tui.sentences import no_people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcrm.services.crm import Crm
    from netcrm.services.goals import GoalLine

_AHEAD = timedelta(days=7)
_GOALS = "goals"
"""The worker group in which the goals are read."""
_GOALS_SHOWN = 3
_ROOMY = Size(100, 30)
"""A terminal so large has room for a second line under what is to be done now."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What Today shows: the agenda, how many were not yet contacted in all, and how many people there are, or some."""

    agenda: Agenda
    new: int
    people: int
    can_sort: bool
    """Whether somebody is to be sorted."""


class TodayScreen(ListScreen):
    """The agenda in groups."""

    SCOPE: ClassVar[Scope] = Scope.TODAY
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings(Scope.TODAY, Scope.EVERYWHERE)]
    AUTO_FOCUS = "#agenda"
    is_base = True

    def __init__(self, crm: Crm) -> None:
        super().__init__(crm)
        self._all_new = False
        self._shown = _Read(Agenda(()), 0, 0, can_sort=False)
        self._had_room = False
        self._goals: Sequence[GoalLine] = ()

    def compose(self) -> ComposeResult:
        """Make the list, the pane beside it, and the lines above and below."""
        yield HeadLine()
        with Horizontal(id="body"):
            yield AgendaList(self.crm.contacts.rows, self.crm.today)
            yield PersonPane(self.crm)
        yield Static(id="today-goals", markup=False)
        yield ActLine(self.crm)
        yield KeyLine(Scope.TODAY)

    @property
    def _list(self) -> AgendaList:
        return self.query_one(AgendaList)

    def reload(self) -> None:
        """Read the agenda anew; the cursor stays on its item. The goals come after it, as they may."""
        background(self, LOAD, self._load)
        background(self, _GOALS, self._load_goals)

    async def _load_goals(self) -> None:
        self._goals = await self.app_.threads.read(self.crm.goals.lines)
        self._show_goals()

    def _show_goals(self) -> None:
        """Show the goals that ask for something now: on one line, or on three where there is room."""
        lines = today_lines(self._goals, self.size.width - 2, _GOALS_SHOWN if self._has_room else 1)
        told = self.query_one("#today-goals", Static)
        told.update("\n".join(f" {line}" for line in lines))
        told.styles.height = len(lines)
        told.display = bool(lines)

    async def _load(self) -> None:
        self._shown = await self.app_.threads.read(self._read)
        self._list.empty = self._nothing(self._shown.people)
        self._show()
        self.say_status()

    def _show(self) -> None:
        """Show what was read, with what was said last under each item where there is room."""
        lines = agenda_lines(
            self._shown.agenda,
            self._shown.new,
            all_new=self._all_new,
            with_last_words=self._has_room,
            sort_key=self.app_.key_of("sort_people") if self._shown.can_sort else "",
        )
        self._list.show(lines, self.crm.today)

    @property
    def _has_room(self) -> bool:
        return self.size.width >= _ROOMY.width and self.size.height >= _ROOMY.height

    def on_resize(self) -> None:
        """Show as much as the new size has room for."""
        if self._had_room != self._has_room:
            self._had_room = self._has_room
            self._show()
        self._show_goals()

    def _read(self) -> _Read:
        agenda = self.crm.agenda.build(self.crm.today + _AHEAD, all_new=True)
        people = 1 if agenda.items else self.crm.contacts.count()
        return _Read(agenda, self.crm.agenda.count_new(), people, self.crm.sorting.has_any())

    def _nothing(self, people: int) -> str:
        key = self.app_.key_of
        if not people:
            return no_people(key)
        sort = f" {key('sort_people')} sorts those without a tier or a cadence." if self._shown.can_sort else ""
        return (
            "Nothing asks for you this week.\n\n"
            f"{key('people')} shows everybody; {key('cadence')} there sets how often you want to be in touch with "
            f"somebody, {key('follow_up')} notes a promise.{sort}"
        )

    @property
    def person_under_cursor(self) -> int | None:
        """The person of the line under the cursor, where it has one."""
        item = self._list.item
        return item.contact_id if item else None

    def say_status(self) -> None:
        """Say what each act on the items would do, before it is pressed, and why the item is here."""
        line, marked, item = self.query_one(ActLine), len(self._list.marked), self._list.item
        if marked:
            line.say(
                self.selected_items(), before=f"{counted(marked, 'line')}", after=f"{self.app_.key_of('back')} clears"
            )
        elif item is None:
            line.say(())
        else:
            news = f"news: {item.news}" if item.news else ""
            what = item.title if self._list.cuts(item) else ""
            line.say((item.key,), after=self._beside(item, item.why.removesuffix(f"; {news}")), news=news, what=what)

    @staticmethod
    def _beside(item: AgendaItem, why: str) -> str:
        step = f"→ {item.next_step}" if item.next_step else ""
        return "  ·  ".join(filter(None, (why, step, item.last_words)))

    def selected_item(self) -> str | None:
        """Return the key of the item under the cursor."""
        item = self._list.item
        return item.key if item else None

    def selected_items(self) -> tuple[str, ...]:
        """Return the items selected, else the one under the cursor."""
        return tuple(str(key) for key in self._list.chosen() if key != MORE)

    def selected_contact_ids(self) -> tuple[int, ...]:
        """Return the people of the items selected, each once."""
        items = (self._list.item_of(key) for key in self._list.chosen())
        return tuple(dict.fromkeys(it.contact_id for it in items if it is not None and it.contact_id is not None))

    def action_sort_people(self) -> None:
        """Sort the unsorted."""
        self.sort_people()

    def action_open(self) -> None:
        """Open the person's page; show the rest of those not yet contacted; open the page of an organisation."""
        item = self._list.item
        if self._list.current == MORE:
            self._all_new = True
            self.reload()
        elif item is not None and item.kind in (ItemKind.ORGANISATION, ItemKind.LEAD):
            self.action_organisation()
        else:
            super().action_open()

    def action_back(self) -> None:
        """Clear the selection, then fold those not yet contacted again."""
        if self._list.marked:
            self._list.clear_marks()
        elif self._all_new:
            self._all_new = False
            self.reload()
