"""People: everybody, searched as one types, sorted, selected for acts on many."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from netcrm.errors import QueryProblem, UsageProblem
from netcrm.services.search import Order
from netcrm.tui import actions
from netcrm.tui.act_line import ActLine
from netcrm.tui.actions import Scope
from netcrm.tui.frame import HeadLine, KeyLine
from netcrm.tui.jobs import LOAD, background, told
from netcrm.tui.listing import ListScreen
from netcrm.tui.merging import ask_about, decide
from netcrm.tui.people_table import PeopleTable
from netcrm.tui.person_pane import PersonPane

if TYPE_CHECKING:
    from netcrm.services.crm import Crm

_ROOMY = 100
"""Columns with room for the order in the status line; in fewer the sign at the column's title tells it."""
_ORDERS: dict[Order, str] = {
    Order.NAME: "name",
    Order.ORGANISATION: "organisation",
    Order.NEXT_CHECK_IN: "next check-in",
    Order.LAST_TOUCH: "last touch",
    Order.TIER: "tier",
    Order.ADDED: "day added",
}


class SearchInput(Input):
    """The search line; the arrows and enter lead back to the table."""

    def on_key(self, event: events.Key) -> None:
        """Leave the line by keys that mean the table."""
        if event.key in ("down", "enter", "escape"):
            event.stop()
            event.prevent_default()
            if event.key == "escape":
                self.value = ""
            self.screen.query_one(PeopleTable).focus()


class PeopleScreen(ListScreen):
    """The table of people with its search line."""

    SCOPE: ClassVar[Scope] = Scope.PEOPLE
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings(Scope.PEOPLE, Scope.EVERYWHERE)]
    AUTO_FOCUS = "#people"
    is_base = True

    def __init__(self, crm: Crm) -> None:
        super().__init__(crm)
        self._query = ""
        self._waiting_for: int | None = None

    def compose(self) -> ComposeResult:
        """Make the search line, the table, the pane beside it, and the lines above and below."""
        yield HeadLine()
        yield SearchInput(placeholder="", id="search", compact=True, select_on_focus=False)
        with Horizontal(id="body"):
            yield PeopleTable(self.crm.contacts.rows, self.crm.today)
            yield PersonPane(self.crm)
        yield ActLine(self.crm)
        yield KeyLine(Scope.PEOPLE)

    def on_mount(self) -> None:
        """Say in the search line what can be written there."""
        hint = (
            f'{self.app_.key_of("search")} search: a name, a word of a note, role:pi org:"St Mary" due:week last:>90d'
        )
        self.query_one(SearchInput).placeholder = hint

    @property
    def _table(self) -> PeopleTable:
        return self.query_one(PeopleTable)

    def reload(self) -> None:
        """Read everybody anew; the cursor stays on its person."""
        self._search(stay=True)

    def show_query(self, query: str) -> None:
        """Show whom a query finds."""
        self.query_one(SearchInput).value = query

    def _search(self, *, stay: bool) -> None:
        background(self, LOAD, self._load, stay=stay)

    async def _load(self, *, stay: bool) -> None:
        table, query = self._table, self._query
        try:
            ids, total = await self.app_.threads.read(self._read, query, table.order, table.reverse)
        except QueryProblem as problem:
            table.empty = str(problem)
            table.show(array("q"), self.crm.today, stay=False)
            self.query_one(ActLine).say((), before="The search cannot be read as it is.")
            return
        table.empty = self._nobody(total)
        table.show(ids, self.crm.today, stay=stay)
        if self._waiting_for is not None:
            table.go_to(self._waiting_for)
            self._waiting_for = None
        self.say_status()

    def _read(self, query: str, order: Order, reverse: bool) -> tuple[array[int], int]:
        ids = self.crm.search.ids(query, order=order, reverse=reverse)
        return ids, len(ids) or self.crm.contacts.count()

    def _nobody(self, people: int) -> str:
        key = self.app_.key_of
        if not people:
            return f"No people yet: {key('import_files')} imports an address book, {key('add')} adds one."
        if not self._query:
            return "Everybody is archived. Search is:archived to see them."
        return f"Nobody is found by “{self._query}”. {key('back')} clears the search, {key('add')} adds a person."

    @on(Input.Changed, "#search")
    def _typed(self, message: Input.Changed) -> None:
        message.stop()
        if message.value.strip() != self._query:
            self._query = message.value.strip()
            self._search(stay=False)

    def on_resize(self) -> None:
        """Say anew what the columns that fit need to have said."""
        self.call_after_refresh(self._say_again)

    def _say_again(self) -> None:
        if self._table.ids:
            self.say_status()

    @property
    def person_under_cursor(self) -> int | None:
        """The person of the line under the cursor, where it has one."""
        return None if self._table.current is None else int(self._table.current)

    @on(PeopleTable.SortAsked)
    def _sort_asked(self, message: PeopleTable.SortAsked) -> None:
        message.stop()
        same = message.order is self._table.order
        self._sort(message.order, reverse=same and not self._table.reverse)

    def _sort(self, order: Order, *, reverse: bool) -> None:
        self._table.order, self._table.reverse = order, reverse
        self._search(stay=True)

    def say_status(self) -> None:
        """Say how many there are, and what each act on those selected would do, before it is pressed."""
        table = self._table
        people = f"{len(table.ids):,} {'person' if len(table.ids) == 1 else 'people'}"
        found = " found" if self._query else ""
        order = f"by {_ORDERS[table.order]}{', turned round' if table.reverse else ''}"
        line = self.query_one(ActLine)
        if table.marked:
            selected = f"{len(table.marked):,} selected"
            line.say(self.selected_items(), before=selected, after=f"{self.app_.key_of('back')} clears")
            return
        after = "? no answer yet" if table.shows_last_touch else ""
        before = f"{people}{found}, {order}" if self.size.width >= _ROOMY else f"{people}{found}"
        line.say(self.selected_items(), before=before, after=after)

    def selected_contact_ids(self) -> tuple[int, ...]:
        """Return the people selected, else the one under the cursor."""
        return tuple(int(key) for key in self._table.chosen())

    def selected_item(self) -> str | None:
        """Return the check-in of the person under the cursor."""
        return None if self._table.current is None else f"c{self._table.current}"

    def selected_items(self) -> tuple[str, ...]:
        """Return the check-ins of the people selected."""
        return tuple(f"c{contact_id}" for contact_id in self.selected_contact_ids())

    def contact_added(self, contact_id: int) -> None:
        """Go to somebody who was just added, out of a search that may not find them."""
        self._waiting_for = contact_id
        self.query_one(SearchInput).value = ""

    @told
    async def action_merge(self) -> None:
        """Make one of two selected people; the one who is there longer is kept."""
        ids = sorted(self.selected_contact_ids())
        if len(ids) != 2:
            mark, merge = self.app_.key_of("mark"), self.app_.key_of("merge")
            raise UsageProblem(f"Two people are made one: select both with {mark}, then press {merge}.")
        answer = await ask_about(self, ids[0], ids[1])
        if answer is not None and await decide(self, answer):
            self._table.clear_marks()

    def action_sort_unsorted(self) -> None:
        """Sort the unsorted."""
        self.sort_people()

    def action_search(self) -> None:
        """Go to the search line."""
        self.app_.typed_ahead.hold()
        self.set_focus(self.query_one(SearchInput))
        self.app.call_later(self.app_.typed_ahead.release)

    def action_sort(self) -> None:
        """Sort by the next order."""
        orders = list(_ORDERS)
        self._sort(orders[(orders.index(self._table.order) + 1) % len(orders)], reverse=False)

    def action_sort_back(self) -> None:
        """Turn the order round."""
        self._sort(self._table.order, reverse=not self._table.reverse)

    def action_select_all(self) -> None:
        """Select everybody shown, or nobody."""
        self._table.select_all()

    def action_back(self) -> None:
        """Clear the selection, then the search."""
        if self._table.marked:
            self._table.clear_marks()
        else:
            self.query_one(SearchInput).value = ""
