"""Sorting the unsorted: one person at a time, one key for a tier, for never, for the archive or for later.

After each act the next person is there at once; one leaves and comes back at will, since what is sorted is written as
it is decided.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from netcrm.domain.contact import Tier
from netcrm.errors import NothingToDo
from netcrm.services.contacts import ContactView
from netcrm.services.sorting import SortingPage
from netcrm.services.values import Done
from netcrm.tui import actions
from netcrm.tui.acting_everywhere import FrameScreen
from netcrm.tui.actions import Scope
from netcrm.tui.frame import HeadLine, KeyLine
from netcrm.tui.jobs import LOAD, background, told
from netcrm.tui.screens.sorting_words import choices, head_words, none_left, person_paragraphs
from netcrm.tui.text import plain
from netcrm.tui.widgets.hanging import Paragraphs
from netcrm.tui.widgets.thin_bar import ThinBar

if TYPE_CHECKING:
    from netcrm.services.crm import Crm


@dataclass(frozen=True, slots=True)
class _Read:
    """What the screen shows: who is to be sorted, or nobody, and then how many there are in all."""

    page: SortingPage | None
    view: ContactView | None
    later: int = 0
    people: int = 0
    tiers: dict[Tier, str] = field(default_factory=dict)


class SortingScreen(FrameScreen):
    """One person at a time, and what to do with them."""

    SCOPE: ClassVar[Scope] = Scope.SORTING
    CSS_PATH = "sorting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings(Scope.SORTING, Scope.EVERYWHERE)]
    AUTO_FOCUS = "#sorting-person"

    def __init__(self, crm: Crm) -> None:
        super().__init__(crm)
        self._page: SortingPage | None = None
        self._later = 0
        self._said = ""
        """What the newest act here did; said until something else happens."""

    def compose(self) -> ComposeResult:
        """Lay how far one is, the person, and the keys."""
        yield HeadLine()
        yield Static(id="sorting-head")
        yield ThinBar(widget_id="sorting-bar")
        with VerticalScroll(id="sorting-person"):
            yield Paragraphs(widget_id="sorting-text")
        yield Static(id="sorting-keys")
        yield Static(id="status", classes="status")
        yield KeyLine(Scope.SORTING)

    def reload(self) -> None:
        """Read the next person."""
        background(self, LOAD, self._load)

    async def _load(self) -> None:
        read = await self.app_.threads.read(self._read)
        self._page, self._later = read.page, read.later
        self.query_one("#sorting-head", Static).update(head_words(read.page, read.later), layout=False)
        self.query_one(ThinBar).share = 1.0 if read.page is None else (read.page.number - 1) / max(1, read.page.total)
        keys, text = self.query_one("#sorting-keys", Static), self.query_one(Paragraphs)
        if read.page is None or read.view is None:
            text.show(none_left(read.people, read.later, self.app_.key_of))
            keys.update("")
        else:
            text.show(person_paragraphs(read.page, read.view, self.crm.today))
            keys.update(choices(read.tiers, self.app_.key_of))
        self.query_one("#sorting-person").scroll_home(animate=False)
        self.query_one("#status", Static).update(plain(f" {self._said}"), layout=False)
        self._said = ""

    def _read(self) -> _Read:
        page = self.crm.sorting.page()
        if page is None:
            return _Read(None, None, self.crm.sorting.count_later(), self.crm.contacts.count())
        return _Read(page, self.crm.contacts.view(page.contact_id), page.later, tiers=self.crm.cadences.tiers())

    def _person(self) -> int:
        if self._page is None:
            raise NothingToDo(f"Nobody is left to sort. {self.app_.key_of('back')} leads back.")
        return self._page.contact_id

    async def _decide(self, write: Callable[[], Done]) -> None:
        done = await self.app_.threads.write(write)
        self._said = f"{self.app_.key_of('undo')} undoes: {done.sentence}" if done.change_set else done.sentence
        self.app_.store_changed()

    @told
    async def _tier(self, tier: Tier) -> None:
        await self._decide(partial(self.crm.sorting.give_tier, self._person(), tier))

    def action_tier_a(self) -> None:
        """Tier A."""
        self._tier(Tier.A)

    def action_tier_b(self) -> None:
        """Tier B."""
        self._tier(Tier.B)

    def action_tier_c(self) -> None:
        """Tier C."""
        self._tier(Tier.C)

    def action_tier_d(self) -> None:
        """Tier D."""
        self._tier(Tier.D)

    @told
    async def action_never(self) -> None:
        """Ask for no check-ins with the person."""
        await self._decide(partial(self.crm.sorting.never, self._person()))

    @told
    async def action_put_away(self) -> None:
        """Archive the person."""
        await self._decide(partial(self.crm.sorting.archive, self._person()))

    @told
    async def action_later(self) -> None:
        """Set the person aside."""
        await self._decide(partial(self.crm.sorting.later, self._person()))

    @told
    async def action_take_up(self) -> None:
        """Take up again those set aside."""
        await self._decide(self.crm.sorting.take_up_later)

    def action_open(self) -> None:
        """Open the person's page; escape there leads back here."""
        from netcrm.tui.screens.contact import ContactScreen

        if self._page is not None:
            self.app_.open(ContactScreen(self.crm, self._page.contact_id))
