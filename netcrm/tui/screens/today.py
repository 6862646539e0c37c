"""Today: whom to write to, and why, with what one needs to know of the person beside it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from netcrm.domain.agenda_values import Agenda
from netcrm.domain.days import counted, long_day
from netcrm.errors import NothingToDo
from netcrm.services.acting import ItemPreview
from netcrm.tui import actions
from netcrm.tui.acting import ActingScreen
from netcrm.tui.actions import Scope
from netcrm.tui.agenda_list import MORE, AgendaList, agenda_lines
from netcrm.tui.frame import HeadLine, KeyLine
from netcrm.tui.jobs import LOAD, background
from netcrm.tui.person_pane import PersonPane
from netcrm.tui.text import plain
from netcrm.tui.virtual_list import VirtualList

if TYPE_CHECKING:
    from netcrm.services.crm import Crm

_AHEAD = timedelta(days=7)


class TodayScreen(ActingScreen):
    """The agenda in groups."""

    SCOPE: ClassVar[Scope] = Scope.TODAY
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings(Scope.TODAY, Scope.EVERYWHERE)]
    AUTO_FOCUS = "#agenda"
    is_base = True

    def __init__(self, crm: Crm) -> None:
        super().__init__(crm)
        self._all_new = False

    def compose(self) -> ComposeResult:
        """Make the list, the pane beside it, and the lines above and below."""
        yield HeadLine()
        with Horizontal(id="body"):
            yield AgendaList(self.crm.contacts.rows, self.crm.today)
            yield PersonPane(self.crm)
        yield Static("", id="status", classes="status")
        yield KeyLine(Scope.TODAY)

    @property
    def _list(self) -> AgendaList:
        return self.query_one(AgendaList)

    def reload(self) -> None:
        """Read the agenda anew; the cursor stays on its item."""
        background(self, LOAD, self._load)

    async def _load(self) -> None:
        agenda, new, people = await self.app_.threads.read(self._read)
        lines = agenda_lines(agenda, new, all_new=self._all_new)
        self._list.empty = self._nothing(people)
        self._list.show(lines, self.crm.today)
        self._say_status()

    def _read(self) -> tuple[Agenda, int, int]:
        agenda = self.crm.agenda.build(self.crm.today + _AHEAD, all_new=True)
        return agenda, self.crm.agenda.count_new(), 1 if agenda.items else self.crm.contacts.count()

    def _nothing(self, people: int) -> str:
        key = self.app_.key_of
        if not people:
            return f"No people yet: {key('import_files')} imports an address book, {key('add')} adds one."
        return (
            "Nothing asks for you this week.\n\n"
            f"{key('people')} shows everybody; {key('cadence')} there sets how often you want to be in touch with "
            f"somebody, {key('follow_up')} notes a promise."
        )

    @on(VirtualList.Moved)
    def _moved(self, message: VirtualList.Moved) -> None:
        message.stop()
        item = self._list.item
        self.query_one(PersonPane).show(item.contact_id if item else None)
        self._say_status()

    @on(VirtualList.Marked)
    def _marked(self, message: VirtualList.Marked) -> None:
        message.stop()
        self._say_status()

    @on(VirtualList.Opened)
    def _opened(self, message: VirtualList.Opened) -> None:
        message.stop()
        self.action_open()

    def _say_status(self) -> None:
        """Say what each act on the item would do, before it is pressed."""
        marked = len(self._list.marked)
        item = self._list.item
        if marked:
            words = plain(f" {counted(marked, 'line')} selected; {self.app_.key_of('back')} clears")
        elif item is None:
            words = Content("")
        else:
            background(self, "preview", self._preview, item.key, item.why)
            return
        self.query_one("#status", Static).update(words, layout=False)

    async def _preview(self, key: str, why: str) -> None:
        try:
            preview = await self.app_.threads.read(self.crm.agenda.preview, key)
        except NothingToDo:
            return
        words = plain(f" {self._acts(preview)}  ·  {why}")
        self.query_one("#status", Static).update(words, layout=False)

    def _acts(self, preview: ItemPreview) -> str:
        today, key = self.crm.today, self.app_.key_of
        if preview.key.startswith("a"):
            return f"{key('done')} answered  {key('log')} write again  {key('drop')} let it rest"
        parts = [f"{key('done')} done"]
        if preview.next_if_done:
            parts = [f"{key('done')} done: next {long_day(preview.next_if_done, today)}"]
        if preview.can_skip and preview.next_if_skipped and preview.next_if_skipped != preview.next_if_done:
            parts.append(f"{key('skip')} skip: next {long_day(preview.next_if_skipped, today)}")
        elif preview.can_skip:
            parts.append(f"{key('skip')} skip: the same, with nothing logged")
        if preview.key.startswith("f"):
            parts.append(f"{key('drop')} drop")
        return "  ".join(parts)

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

    def action_open(self) -> None:
        """Open the person's page; show the rest of those not yet contacted; show the people of an organisation."""
        item = self._list.item
        if self._list.current == MORE:
            self._all_new = True
            self.reload()
        elif item is not None and item.contact_id is None:
            organisation = item.name.partition(" (")[0].replace('"', " ")
            self.app_.show("people", query=f'org:"{organisation}"')
        else:
            super().action_open()

    def action_back(self) -> None:
        """Clear the selection, then fold those not yet contacted again."""
        if self._list.marked:
            self._list.clear_marks()
        elif self._all_new:
            self._all_new = False
            self.reload()
