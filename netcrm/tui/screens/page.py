"""What the pages of a study and of an organisation have in common: a head, a list of sections, the person beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from netcrm.domain.days import counted
from netcrm.errors import NotFound
from netcrm.services.page_parts import SHOWN
from netcrm.tui.act_line import ActLine
from netcrm.tui.acting_everywhere import FrameScreen
from netcrm.tui.frame import HeadLine, KeyLine
from netcrm.tui.jobs import LOAD, background
from netcrm.tui.listing import ListScreen
from netcrm.tui.opening import open_contact, open_event, open_organisation, open_study
from netcrm.tui.person_pane import PersonPane
from netcrm.tui.text import plain
from netcrm.tui.widgets.page_list import MORE, PageList, PageRow, Section

if TYPE_CHECKING:
    from netcrm.services.crm import Crm

PageT = TypeVar("PageT")

_PLACES = ("name", "title", "facts", "last")
"""The lines of the head."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """What a page shows."""

    head: Sequence[Content]
    """Name, title, facts and the last touch; what is empty is left out."""
    sections: Sequence[Section]


class PageScreen(ListScreen, Generic[PageT]):
    """A page; a subclass reads it and says what it shows."""

    CSS_PATH = "page.tcss"
    AUTO_FOCUS = "PageList"

    def __init__(self, crm: Crm) -> None:
        super().__init__(crm)
        self._most = SHOWN

    def compose(self) -> ComposeResult:
        """Lay the head over the list, with the person under the cursor beside it."""
        yield HeadLine()
        with Vertical(id="page-head"):
            for place in _PLACES:
                yield Static(id=f"page-{place}")
        with Horizontal(id="body"):
            yield PageList(widget_id="page")
            yield PersonPane(self.crm)
        yield ActLine(self.crm)
        yield KeyLine(self.SCOPE)

    def read_page(self, most: int) -> PageT:
        """Return what there is to show, with at most so many lines a section."""
        raise NotImplementedError

    def words_of(self, page: PageT) -> PageWords:
        """Return the words of the page."""
        raise NotImplementedError

    @property
    def _list(self) -> PageList:
        return self.query_one(PageList)

    def reload(self) -> None:
        """Read the page anew; the cursor stays on its line."""
        background(self, LOAD, self._load)

    async def _load(self) -> None:
        try:
            words = self.words_of(await self.app_.threads.read(self.read_page, self._most))
        except NotFound:
            undo, back = map(self.app_.key_of, ("undo", "back"))
            gone = plain(f"It is not in the store any more. {undo} brings it back, {back} leads on.")
            words = PageWords((gone,), ())
        for place, line in zip_longest(_PLACES, words.head, fillvalue=Content("")):
            static = self.query_one(f"#page-{place}", Static)
            static.update(line)
            static.display = bool(line)
        self._list.empty = "Nobody is known here yet."
        self._list.show(words.sections)
        self.say_status()

    @property
    def person_under_cursor(self) -> int | None:
        """The person of the line under the cursor, where it has one."""
        row = self._list.row
        return row.contact_id if row else None

    def say_status(self) -> None:
        """Say what each act on the line would do, before it is pressed, and the line in full."""
        line, marked, row = self.query_one(ActLine), len(self._list.marked), self._list.row
        if marked:
            clears = f"{self.app_.key_of('back')} clears"
            line.say(self.selected_items(), before=counted(marked, "line"), after=clears)
        elif row is not None:
            line.say(self.selected_items(), after=row.whole)
        else:
            line.say(())

    def selected_contact_ids(self) -> tuple[int, ...]:
        """Return the people of the lines selected, each once."""
        return tuple(dict.fromkeys(row.contact_id for row in self._list.rows() if row.contact_id is not None))

    def selected_item(self) -> str | None:
        """Return the promise under the cursor, else the person's check-in."""
        return next(iter(self._items_of([row] if (row := self._list.row) else [])), None)

    def selected_items(self) -> tuple[str, ...]:
        """Return the promises and check-ins of the lines selected."""
        return tuple(dict.fromkeys(self._items_of(self._list.rows())))

    @staticmethod
    def _items_of(rows: Iterable[PageRow]) -> Iterable[str]:
        for row in rows:
            if row.item:
                yield row.item
            elif row.contact_id is not None:
                yield f"c{row.contact_id}"

    def action_open(self) -> None:
        """Open who or what stands in the line, or show more lines."""
        row = self._list.row
        if row is not None and row.key.startswith(f"{MORE}:"):
            self._most *= 4
            self.reload()
        elif row is not None:
            open_row(self, row)

    def action_back(self) -> None:
        """Clear the selection, then leave the page."""
        if self._list.marked:
            self._list.clear_marks()
        else:
            super().action_back()


def open_row(screen: FrameScreen, row: PageRow) -> None:
    """Open the page of the person, study, organisation or event of a line; say so where it has none."""
    app = screen.app_
    if row.contact_id is not None:
        open_contact(app, row.contact_id)
    elif row.study_id is not None:
        open_study(app, row.study_id)
    elif row.organisation_id is not None:
        open_organisation(app, row.organisation_id)
    elif row.event_id is not None:
        open_event(app, row.event_id)
    else:
        app.say("There is no page to open in this line.", is_problem=True)
