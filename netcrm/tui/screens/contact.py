"""A contact's page: who somebody is, how it stands between you, what happened, what is promised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from netcrm.domain.rhythm import Rhythm
from netcrm.errors import NotFound, NothingToDo
from netcrm.services.around import Around
from netcrm.services.contacts import ContactView
from netcrm.services.duplicates import DuplicatePair
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.timeline import TimelineEntry, TimelineKind
from netcrm.tui import actions
from netcrm.tui.act_line import ActLine
from netcrm.tui.acting import ActingScreen
from netcrm.tui.actions import Scope
from netcrm.tui.frame import HeadLine, KeyLine
from netcrm.tui.jobs import act, background, told
from netcrm.tui.merging import ask_about, decide
from netcrm.tui.screens.around_words import around_sections
from netcrm.tui.screens.contact_words import Head, details_of, head_of
from netcrm.tui.screens.duplicates_words import perhaps_the_same
from netcrm.tui.screens.page import open_row
from netcrm.tui.text import plain
from netcrm.tui.virtual_list import VirtualList
from netcrm.tui.widgets.hanging import Paragraphs
from netcrm.tui.widgets.page_list import PageList
from netcrm.tui.widgets.story import Story

if TYPE_CHECKING:
    from netcrm.services.crm import Crm
    from netcrm.services.paths.service import PathAnswer

_PAGE = 50
"""Lines of the timeline that are read at once."""
_PATHS = 3
"""How many ways to the person are shown."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What the page shows; `has_more` when the timeline goes on."""

    view: ContactView
    rhythm: Rhythm
    timeline: tuple[TimelineEntry, ...]
    has_more: bool


class ContactScreen(ActingScreen):
    """All that is kept about one person."""

    SCOPE: ClassVar[Scope] = Scope.CONTACT
    CSS_PATH = "contact.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings(Scope.CONTACT, Scope.EVERYWHERE)]
    AUTO_FOCUS = "Story"

    def __init__(self, crm: Crm, contact_id: int) -> None:
        super().__init__(crm)
        self.contact_id = contact_id
        self._lines = _PAGE
        self._around = Around(())
        self._alike: tuple[DuplicatePair, ...] = ()
        """Those who are perhaps the same, the likeliest first."""

    def compose(self) -> ComposeResult:
        """Lay head, promises with the timeline, and details."""
        yield HeadLine()
        with Vertical(id="person-head"):
            yield Static(id="head-who")
            yield Static(id="head-where")
            yield Static(id="head-standing")
            yield Static(id="head-news")
            yield Static(id="head-around")
            yield Static(id="head-alike")
        with Container(id="page"):
            yield Story()
            yield PageList(widget_id="around")
            with VerticalScroll(id="person-details"):
                yield Paragraphs(widget_id="details-text")
        yield ActLine(self.crm)
        yield KeyLine(Scope.CONTACT)

    def on_mount(self) -> None:
        """Tell the list the user's own key; what is around the person is shown when it is asked for."""
        self.query_one(Story).log_key = self.app_.key_of("log")
        self._around_list.display = False

    @property
    def _around_list(self) -> PageList:
        return self.query_one("#around", PageList)

    def selected_contact_ids(self) -> tuple[int, ...]:
        """Return the person of the page."""
        return (self.contact_id,)

    def selected_item(self) -> str | None:
        """Return the promise under the cursor, else the person's check-in."""
        promise = None if self._around_list.display else self.query_one(Story).open_promise
        return promise or f"c{self.contact_id}"

    def reload(self) -> None:
        """Read the person anew."""
        background(self, "load", self._load)

    async def _load(self) -> None:
        try:
            read = await self.app_.threads.read(self._read)
        except NotFound:
            undo, redo, back = map(self.app_.key_of, ("undo", "redo", "back"))
            gone = f"{undo} or {redo} brings back whom you took away just now, {back} leads on."
            self._show_head(Head(Content("This person is not in the store any more."), plain(gone)))
            self._show_alike(())
            self._show_around(Around(()))
            self.query_one(Paragraphs).show(())
            self.query_one(Story).clear_options()
            return
        today = self.crm.today
        self._show_head(head_of(read.view, today))
        self.query_one(Paragraphs).show(details_of(read.view, read.rhythm, today))
        self.query_one(Story).show(
            read.view.follow_ups, read.timeline, today, has_more=read.has_more, runs=read.view.runs
        )
        self._say_acts()
        background(self, "alike", self._look_around)

    def _show_head(self, head: Head) -> None:
        lines = (("who", head.who), ("where", head.where), ("standing", head.standing), ("news", head.news))
        for name, words in lines:
            self.query_one(f"#head-{name}", Static).update(words)
        self.query_one("#head-news").display = bool(head.news)

    async def _look_around(self) -> None:
        """Read what is around the person, then who is like them, after all else is shown: it asks more of the store.

        The ways to them are looked for once they are asked for.
        """
        read, contact_id = self.app_.threads.read, self.contact_id
        try:
            self._show_around(await read(self.crm.contacts.around, contact_id))
            if self._around_list.display:
                self._show_around(self._around, await read(self.crm.paths.to_contact, contact_id, most=_PATHS))
            self._show_alike(await read(self.crm.duplicates.of, contact_id))
        except NotFound:
            self._show_alike(())

    def _show_around(self, around: Around, paths: PathAnswer | None = None) -> None:
        self._around = around
        line = self.query_one("#head-around", Static)
        line.update(plain(f"Around: {around.summary} ({self.app_.key_of('around')})"))
        line.display = bool(around.summary)
        if self._around_list.display:
            self._around_list.empty = "Nothing is known around them yet. Looking for ways to them …"
            self._around_list.show(around_sections(around, paths))

    @told
    async def action_around(self) -> None:
        """Show what is around the person in the place of what happened, or what happened again."""
        shown = self._around_list.display = not self._around_list.display
        self.query_one(Story).display = not shown
        self.set_class(shown, "-around")
        self.set_focus(self._around_list if shown else self.query_one(Story))
        self._say_acts()
        if shown:
            self._show_around(self._around)
            background(self, "alike", self._look_around)

    @on(VirtualList.Moved)
    @on(VirtualList.Marked)
    def _moved(self, message: VirtualList.Moved | VirtualList.Marked) -> None:
        message.stop()
        self._say_acts()

    @on(VirtualList.Opened)
    def _opened_around(self, message: VirtualList.Opened) -> None:
        message.stop()
        self.action_edit_entry()

    def _show_alike(self, pairs: tuple[DuplicatePair, ...]) -> None:
        self._alike = pairs
        line = self.query_one("#head-alike", Static)
        line.update(plain(perhaps_the_same(pairs, self.app_.key_of("merge"))))
        line.display = bool(pairs)

    def _read(self) -> _Read:
        contacts = self.crm.contacts
        view = contacts.view(self.contact_id)
        entries = contacts.timeline(self.contact_id, self._lines + 1)
        return _Read(view, contacts.rhythm(self.contact_id), tuple(entries[: self._lines]), len(entries) > self._lines)

    @told
    async def action_merge(self) -> None:
        """Make one of the person and the likeliest of those who are like them; the page shows who is kept."""
        if not self._alike:
            mark, merge = self.app_.key_of("mark"), self.app_.key_of("merge")
            raise NothingToDo(f"Nobody is like them. On People, {mark} selects any two, and {merge} makes them one.")
        answer = await ask_about(self, self.contact_id, self._alike[0].second.id)
        if answer is None:
            return
        if answer.plan is not None:
            self.contact_id = answer.keep_id
        await decide(self, answer)

    @told
    async def action_where_from(self) -> None:
        """Show which files the person came from, and what became of their fields."""
        from netcrm.tui.dialogs.where_from import WhereFromDialog, where_from

        known = await self.app_.threads.read(where_from, self.crm, self.contact_id)
        await self.ask(WhereFromDialog(known))

    def contacts_deleted(self, ids: tuple[int, ...]) -> None:
        """Leave the page of somebody who was deleted."""
        if self.contact_id in ids and self.app.screen is self:
            self.action_back()

    def on_option_list_option_highlighted(self, message: Story.OptionHighlighted) -> None:
        """Say what each act on the line would do, before it is pressed."""
        message.stop()
        self._say_acts()

    def _say_acts(self) -> None:
        key = self.selected_item()
        row = self._around_list.row if self._around_list.display else None
        self.query_one(ActLine).say((key,) if key else (), after=row.whole if row else "")

    def on_story_opened(self, message: Story.Opened) -> None:
        """Change the line under the cursor, or read older ones."""
        message.stop()
        if message.wants_more:
            self._lines += _PAGE
            self.reload()
        else:
            self.action_edit_entry()

    @told
    async def action_edit_entry(self) -> None:
        """Change the interaction or promise under the cursor."""
        from netcrm.tui.dialogs import FollowUpDialog, LogDialog

        if self._around_list.display:
            if (row := self._around_list.row) is not None:
                open_row(self, row)
            return
        line = self.query_one(Story).line
        if line is not None and line.kind is TimelineKind.INTERACTION:
            happened = await self.ask(LogDialog(self.crm, (self.contact_id,), interaction_id=line.id))
            if isinstance(happened, FollowUpDraft):
                await act(self.app_, self.crm.follow_ups.add, happened)
            elif happened is not None:
                await act(self.app_, self.crm.interactions.edit, line.id, happened)
        elif line is not None and line.kind is TimelineKind.FOLLOW_UP:
            promise = await self.ask(FollowUpDialog(self.crm, self.contact_id, line.id))
            if promise is not None:
                await act(self.app_, self.crm.follow_ups.edit, line.id, promise)
        else:
            raise NothingToDo("There is nothing to change in this line.")

    @told
    async def action_delete_entry(self) -> None:
        """Delete the interaction or promise under the cursor; undo brings it back."""
        line = None if self._around_list.display else self.query_one(Story).line
        if line is not None and line.kind is TimelineKind.INTERACTION:
            await act(self.app_, self.crm.interactions.delete, line.id)
        elif line is not None and line.kind is TimelineKind.FOLLOW_UP:
            await act(self.app_, self.crm.follow_ups.delete, line.id)
        else:
            raise NothingToDo("Move to an interaction or a promise first: this line cannot be deleted.")
