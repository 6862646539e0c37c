"""Conference mode: at a noisy stand, with one hand. Type some letters, enter: met. One line, enter: written.

What is typed narrows the list: first whom one wants to meet, by the hour, then everybody else in the network, last the
name itself as somebody new. `Nia Okafor @ Riverbend` is a new person with where they work.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, Static

from netcrm.domain.contact import Details
from netcrm.domain.days import counted, long_day
from netcrm.domain.naming.reading import read_name
from netcrm.domain.organisation import Position
from netcrm.domain.text import clean_line, fold
from netcrm.errors import NotFound, NothingToDo
from netcrm.services.events.values import EventPage
from netcrm.services.listing import ContactRow
from netcrm.tui import actions
from netcrm.tui.acting_everywhere import FrameScreen
from netcrm.tui.actions import Scope
from netcrm.tui.event_words import QUIET, person_line
from netcrm.tui.frame import HeadLine, KeyLine
from netcrm.tui.guard import participant_warning
from netcrm.tui.jobs import LOAD, background, tell_done, told
from netcrm.tui.text import plain
from netcrm.tui.virtual_list import VirtualList
from netcrm.tui.widgets.stand_list import Found, StandList, found_by, typed_parts

if TYPE_CHECKING:
    from netcrm.services.crm import Crm

_MOST_OTHERS = 12
_DAY = timedelta(days=1)


class StandInput(Input):
    """A line that is always typed in; the arrows move the list, enter takes from it."""

    def on_key(self, event: events.Key) -> None:
        """Move the list by the arrows, take from it by enter; what comes after that is for the line of what was said,
        and goes to the application to be kept until that is there.
        """
        screen = cast("ConferenceScreen", self.screen)
        if screen.app_.typed_ahead.is_held:
            event.prevent_default()
            return
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            screen.action_stand_met()
        steps = {"down": 1, "up": -1, "pagedown": 8, "pageup": -8}
        if event.key in steps:
            event.stop()
            event.prevent_default()
            stand = self.screen.query_one(StandList)
            stand.cursor = max(0, min(stand.cursor + steps[event.key], stand.line_count() - 1))


class ConferenceScreen(FrameScreen):
    """One line to type in, a list, and one line for what was said."""

    SCOPE: ClassVar[Scope] = Scope.CONFERENCE
    CSS_PATH = "conference.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings(Scope.CONFERENCE)]
    AUTO_FOCUS = "#stand-search"

    def __init__(self, crm: Crm, event_id: int, day: date) -> None:
        super().__init__(crm)
        self._event_id = event_id
        self._day = day
        self._page: EventPage | None = None
        self._shown: str | None = None
        """For which letters the list is; None where the cursor is to begin at its first line again."""
        self._asked: Found | None = None
        """About whom the line is, while one is asked for."""

    def compose(self) -> ComposeResult:
        """Lay the head, the line, the list, and under it the line for what was said."""
        yield HeadLine()
        yield Static(id="stand-head")
        yield StandInput(id="stand-search", compact=True, placeholder="Whom did you meet? Some letters of the name")
        yield StandList(self.crm.today)
        yield Static(id="stand-about", classes="status")
        hint = "one line: what you talked of, or nothing"
        yield Input(id="stand-line", compact=True, placeholder=hint, select_on_focus=False)
        yield KeyLine(Scope.CONFERENCE)

    @property
    def _list(self) -> StandList:
        return self.query_one(StandList)

    @property
    def _search(self) -> StandInput:
        return self.query_one(StandInput)

    @property
    def _line(self) -> Input:
        return self.query_one("#stand-line", Input)

    def reload(self) -> None:
        """Read the event anew, and whom the letters find."""
        background(self, LOAD, self._load)

    async def _load(self) -> None:
        text = clean_line(self._search.value)
        try:
            page, others = await self.app_.threads.read(self._read, text)
        except NotFound:  # the event was deleted, or taken back by undo
            self._leave()
            return
        self._page = page
        self._list.empty = "Type a name: whoever is not here yet is added."
        found = found_by(page, others, text, self._day)
        self._list.show(found, page.event, self.crm.today, stay=text == self._shown)
        self._shown = text
        self._say_head(page)

    def _read(self, text: str) -> tuple[EventPage, list[ContactRow]]:
        name, _ = typed_parts(text)
        return self.crm.events.page(self._event_id), self.crm.contacts.suggest(name, _MOST_OTHERS) if name else []

    def _say_head(self, page: EventPage) -> None:
        line, today = page.line, self.crm.today
        targets = [it for it in page.people if it.person.is_target]
        met = f"{sum(it.is_met for it in targets)} of {counted(len(targets), 'target')} met" if targets else ""
        total = f"{line.met} met in all" if line.met else "nobody met yet"
        number, days = (self._day - page.event.starts_on).days + 1, (page.event.ends_on - page.event.starts_on).days + 1
        day = long_day(self._day, today) + (f", day {number} of {days}" if 0 < number <= days > 1 else "")
        late = "" if self._day == today else "  (not today)"
        words = "  ·  ".join(filter(None, (day + late, met, total)))
        head = Content.assemble(plain(page.event.name, "bold $text-accent"), "  ", plain(words, QUIET))
        self.query_one("#stand-head", Static).update(head, layout=False)

    @on(Input.Changed, "#stand-search")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.reload()

    @on(VirtualList.Moved)
    def _moved(self, message: VirtualList.Moved) -> None:
        message.stop()
        if self._asked is None:
            self._say_about(self._list.found)

    def _say_about(self, it: Found | None) -> None:
        if it is None:
            words = ""
        elif it.row is None:
            words = "enter adds them, and says that you met; “name @ organisation” says where they work"
        else:
            words = person_line(it.person) if it.person else ""
        self.query_one("#stand-about", Static).update(plain(f" {words}"), layout=False)

    @on(VirtualList.Opened)
    def _clicked_twice(self, message: VirtualList.Opened) -> None:
        message.stop()
        self._ask_line(self._list.found)

    @told
    async def action_stand_met(self) -> None:
        """Take the one under the cursor of what the letters find, and ask for the line."""
        if clean_line(self._search.value) != self._shown:
            await self._load()  # enter may be faster than the list
        self._ask_line(self._list.found)

    @told
    async def action_stand_new(self) -> None:
        """Take the name typed as somebody new, and ask for the line."""
        name = clean_line(self._search.value)
        if not fold(typed_parts(name)[0]):
            raise NothingToDo("Type the name first, then add them.")
        self._ask_line(Found(None, name=name))

    def _ask_line(self, it: Found | None) -> None:
        if it is None:
            return
        self._asked = it
        is_change = it.person is not None and it.person.person.met_on == self._day
        self._line.value = it.person.person.line if it.person and is_change else ""
        self._line.cursor_position = len(self._line.value)
        self._say_asked(it)
        self.set_class(True, "-asking")
        self._line.focus()

    def _say_asked(self, it: Found) -> None:
        """Say about whom the line is, or what in it looks like a study participant's data."""
        if warning := participant_warning(self._line.value):
            words = plain(f" ! {warning}", "$text-warning")
        else:
            name = it.row.name if it.row else typed_parts(it.name)[0]
            is_change = it.person is not None and it.person.person.met_on == self._day
            verb = "Change the line about" if is_change else "Met" if it.row else "Somebody new, and met:"
            hint = "   enter writes, esc goes back"
            words = Content.assemble(plain(f" {verb} ", QUIET), plain(name, "bold $text-accent"), plain(hint, QUIET))
        self.query_one("#stand-about", Static).update(words, layout=False)

    @on(Input.Changed, "#stand-line")
    def _line_typed(self, event: Input.Changed) -> None:
        event.stop()
        if self._asked is not None:
            self._say_asked(self._asked)

    @on(Input.Submitted, "#stand-line")
    def _line_given(self, event: Input.Submitted) -> None:
        event.stop()
        self._write()

    @told
    async def _write(self) -> None:
        it, line = self._asked, self._line.value
        if it is None:
            return
        is_change = it.person is not None and it.person.person.met_on == self._day
        if is_change and it.person and clean_line(line) == it.person.person.line:
            self._back_to_search()
            return
        events, write = self.crm.events, self.app_.threads.write
        if it.row is None:
            done = await write(events.met_new, self._event_id, _details(it.name), line, on=self._day)
        elif is_change:
            done = await write(events.write_line, self._event_id, it.row.id, line)
        else:
            done = await write(events.met, self._event_id, it.row.id, line, on=self._day)
        self._search.value = ""
        self._shown = None
        self._back_to_search()
        tell_done(self.app_, done, hint=f"{self.app_.key_of('stand_undo')} to undo")

    def _back_to_search(self) -> None:
        self._asked = None
        self._line.value = ""
        self.set_class(False, "-asking")
        self._search.focus()
        self._say_about(self._list.found)

    @told
    async def action_stand_day(self) -> None:
        """Go to the next day of the event that is not to come, from the last one to the first."""
        page = self._page
        if page is None:
            return
        first, last = page.event.starts_on, min(page.event.ends_on, self.crm.today)
        if first >= last:
            raise NothingToDo(f"{page.event.name} has no other day up to today.")
        self._day = first if self._day >= last else self._day + _DAY
        self._say_head(page)

    def action_stand_undo(self) -> None:
        """Take back the newest act."""
        self.action_undo()

    def action_stand_leave(self) -> None:
        """Leave the line, clear what is typed, or leave."""
        if self._asked is not None:
            self._back_to_search()
        elif self._search.value:
            self._search.value = ""
        else:
            self._leave()

    def _leave(self) -> None:
        super().action_back()


def _details(text: str) -> Details:
    name, organisation = typed_parts(text)
    return Details(name=read_name(name), positions=(Position(organisation, is_primary=True),) if organisation else ())
