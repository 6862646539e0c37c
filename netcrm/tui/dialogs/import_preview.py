"""What an import would do, card by card, with ticks and decisions: what is decided here is what then happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from netcrm.errors import NetcrmError
from netcrm.services.imports.values import ImportProblem, PlannedCard
from netcrm.tui.dialogs.import_list import FilterLine, PreviewList
from netcrm.tui.dialogs.import_rows import GoBack, ImportChoice, ImportPlanLike, Kind, PreviewRows, decisions_for
from netcrm.tui.dialogs.import_words import (
    KINDS,
    describe,
    key_lines,
    many,
    name_of,
    preview_keys,
    problem_place,
    say_decision,
)
from netcrm.tui.dialogs.raw_text import RawTextDialog
from netcrm.tui.text import plain
from netcrm.tui.virtual_list import VirtualList
from netcrm.tui.widgets.hanging import Paragraph, Paragraphs

_SCROLL = 4
"""Lines that the brackets scroll what is known of a card."""


class ImportPreviewScreen(Screen[ImportChoice | GoBack | None]):
    """The preview; gives back what was decided, or what is to be asked anew, or None when it is left."""

    CSS_PATH = "import_preview.tcss"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "take", "Import"),
        Binding("escape", "cancel", "Cancel"),
        Binding("a", "tick(True)", "Tick all shown"),
        Binding("n", "tick(False)", "Tick none"),
        Binding("f", "next_filter", "Show the next kind"),
        *(Binding(str(index), f"filter({index})", "Show one kind", show=False) for index in range(len(Kind))),
        Binding("slash", "find", "Find names and organisations"),
        Binding("d", "decide", "Decide whether it is the same person"),
        Binding("D", "decide_alike", "Decide the same of all shown"),
        Binding("c", "congratulate", "Congratulate who changed employer"),
        Binding("r", "raw", "Show the text in the file"),
        Binding("m", "go_back('columns')", "Say what the columns mean"),
        Binding("o", "go_back('options')", "Change the options"),
        Binding("down", "leave_find", "To the list", show=False),
        Binding("left_square_bracket", "scroll_details(-1)", "Details up", show=False),
        Binding("right_square_bracket", "scroll_details(1)", "Details down", show=False),
    ]

    class RawRead(Message):
        """The text of a card has been read."""

        def __init__(self, title: str, text: str) -> None:
            super().__init__()
            self.title = title
            self.text = text

    def __init__(self, plan: ImportPlanLike, *, raw: Callable[[int], str], can_map: bool = False) -> None:
        """Show a plan.

        Args:
            plan: What the import would do.
            raw: Gives the text of a card by its number; called from a thread of its own.
            can_map: Whether it is of a table, so that the user may say what its columns mean.
        """
        super().__init__()
        self._rows = PreviewRows(plan)
        self._read_raw = raw
        self._can_map = can_map
        self._kinds = self._rows.kinds
        self._list = PreviewList(self._rows)
        self._filters = FilterLine([(KINDS[kind], len(self._rows.of(kind))) for kind in self._kinds])
        self._moved = len(self._rows.of(Kind.MOVED))
        self._congratulate = False
        self._asked = ""
        """What was asked whether it is meant; the same key again means yes."""

    def compose(self) -> ComposeResult:
        """Lay the counts over the cards and what is known of the one under the cursor."""
        yield Static(id="head")
        yield self._filters
        yield Input(placeholder="part of a name or an organisation", compact=True, id="find")
        with Container(id="cards"):
            yield self._list
            with VerticalScroll(id="details", can_focus=False):
                yield Paragraphs(widget_id="card")
        yield Static(id="congratulate")
        yield Static(id="keys")

    def _keys(self) -> Content:
        keys = preview_keys(decides=bool(self._rows.of(Kind.PERHAPS)), moved=bool(self._moved), maps=self._can_map)
        return key_lines(keys, self.size.width - 2)

    def on_resize(self) -> None:
        """Lay the keys anew."""
        self.query_one("#keys", Static).update(self._keys())

    def on_mount(self) -> None:
        """Begin at the first card."""
        self.query_one("#find").display = False
        self.query_one("#congratulate").display = bool(self._moved)
        self._list.focus()
        self._list.lines_changed(None)
        self._say()
        self._prepare_search()

    @work(thread=True)
    def _prepare_search(self) -> None:
        self._rows.prepare_search()

    # What is said

    def on_virtual_list_moved(self, message: VirtualList.Moved) -> None:
        """Show the card under the cursor."""
        message.stop()
        self._describe()
        self.query_one("#details").scroll_home(animate=False)

    def _describe(self) -> None:
        row, index = self._list.row, self._list.index
        card = self.query_one("#card", Paragraphs)
        if row is None or index is None:
            card.show([Paragraph(Content("Nothing is shown."))])
        else:
            card.show(describe(row, self._list.picks.decision(index) if decisions_for(row) else None))

    @on(PreviewList.Ticked)
    def _decided(self) -> None:
        self._describe()
        self._say()

    def _say(self, question: str = "") -> None:
        """Say how many are ticked, or ask something."""
        head = self.query_one("#head", Static)
        if question:
            head.update(Content(f" {question}"), layout=False)
            return
        self._asked = ""
        picks = self._list.picks
        thing = "person" if self._rows.has_parts else "card"
        words = f" Import: {many(len(self._rows.of(Kind.ALL)), thing)}, {len(picks.ticked):,} ticked"
        if picks.touches:
            words += f", with {many(picks.touches, 'dated interaction')}"
        text = self._text
        shown = Content.assemble(" · “", plain(text), f"”: {len(self._list.shown):,} shown") if text else ""
        head.update(Content.assemble(words, shown), layout=False)
        sign = "[x]" if self._congratulate else "[ ]"
        self.query_one("#congratulate", Static).update(
            Content.assemble(
                f" {sign} ",
                ("c ", "bold $text-accent"),
                f"lay down a follow-up to congratulate {self._say_moved()}",
            ),
            layout=False,
        )

    def _say_moved(self) -> str:
        return "the one who changed employer" if self._moved == 1 else f"the {self._moved:,} who changed employer"

    def _is_meant(self, what: str, question: str) -> bool:
        """Return whether the user has been asked this before; else ask."""
        if self._asked == what:
            return True
        self._say(question)
        self._asked = what
        return False

    # What is shown

    @property
    def _text(self) -> str:
        return self.query_one("#find", Input).value

    def _show(self) -> None:
        self._list.show(self._kinds[self._filters.chosen], self._text)
        self._say()

    def on_filter_line_chosen(self, message: FilterLine.Chosen) -> None:
        """Show the kind that was clicked."""
        message.stop()
        self.action_filter(message.index)

    def action_next_filter(self) -> None:
        """Show the next kind of lines that there are."""
        self.action_filter((self._filters.chosen + 1) % len(self._kinds))

    def action_filter(self, index: int) -> None:
        """Show the lines of one kind; 0 is all of them."""
        if index < len(self._kinds):
            self._filters.chosen = index
            self._show()
            self._list.focus()

    def action_find(self) -> None:
        """Type a part of a name or an organisation."""
        field = self.query_one("#find", Input)
        field.display = True
        field.focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.is_running and self.display:
            self._show()

    @on(Input.Submitted)
    def action_leave_find(self) -> None:
        """Go back to the list, which goes on showing what was found."""
        self.query_one("#find").display = bool(self._text)
        self._list.focus()

    def action_scroll_details(self, direction: int) -> None:
        """Scroll what is known of the card."""
        self.query_one("#details").scroll_relative(y=direction * _SCROLL, animate=False)

    # What is decided

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Tick by a double click."""
        message.stop()
        self._list.action_mark()

    def action_tick(self, ticked: bool) -> None:
        """Tick all lines shown, or none of them."""
        self._list.tick_shown(ticked=ticked)

    def action_tick_line(self) -> None:
        """Tick the line, or take its tick away."""
        self._list.action_mark()

    def action_decide(self) -> None:
        """Take the next decision: somebody new, an update of one whom the card may be, or neither."""
        index = self._list.index
        if index is not None and self._list.picks.decide_next(index):
            self._list.tell()
        else:
            self._say("There is nothing to decide here: it is not perhaps the same as somebody.")

    def action_decide_alike(self) -> None:
        """Decide the same of all lines shown that are perhaps somebody who is there."""
        index, row = self._list.index, self._list.row
        count = self._list.picks.decide_alike(index, self._list.shown) if index is not None else 0
        if not isinstance(row, PlannedCard) or index is None or not count:
            self._say("Go to a line with a ? and decide there first; D then does the same for all shown.")
            return
        self._list.refresh()
        self._describe()
        words = say_decision(row, self._list.picks.decision(index)).split()[0]
        self._say(f"{many(count, 'card')} that may be the same: {words}.")

    def action_congratulate(self) -> None:
        """Lay down a follow-up for those who changed employer, or do not."""
        if self._moved:
            self._congratulate = not self._congratulate
            self._say()

    # What the file says

    def action_raw(self) -> None:
        """Show the text of the line as it stands in the file."""
        row = self._list.row
        if isinstance(row, ImportProblem):
            self.app.push_screen(RawTextDialog(problem_place(row), row.raw, why=row.why))
        elif isinstance(row, PlannedCard):
            self._fetch_raw(name_of(row), row.number)
        else:
            self._say("Of who vanished there is nothing in the file.")

    @work(thread=True, exclusive=True, group="raw")
    def _fetch_raw(self, title: str, number: int) -> None:
        try:
            text = self._read_raw(number)
        except NetcrmError as problem:
            text = str(problem)
        self.post_message(self.RawRead(title, text))

    def on_import_preview_screen_raw_read(self, message: RawRead) -> None:
        """Show the text once it is read."""
        message.stop()
        if self.is_current:
            self.app.push_screen(RawTextDialog(message.title, message.text))

    # How it ends

    def action_take(self) -> None:
        """Give back what is decided; with nothing ticked, ask once."""
        if not self._list.picks.ticked and not self._is_meant(
            "take", "Nothing is ticked. Enter again goes on without bringing anything in; escape cancels."
        ):
            return
        self.dismiss(self._list.picks.choice(congratulate=self._congratulate))

    def action_go_back(self, to: str) -> None:
        """Ask something anew; what was ticked here is then forgotten."""
        if GoBack(to) is GoBack.COLUMNS and not self._can_map:
            self._say("Only the columns of one table can be said; this is none.")
        elif not self._list.picks.is_changed or self._is_meant(to, "Your ticks begin anew then. The same key goes on."):
            self.dismiss(GoBack(to))

    def action_cancel(self) -> None:
        """Show all names again where some were searched, else leave without importing."""
        field = self.query_one("#find", Input)
        if field.display:
            field.value = ""
            self.action_leave_find()
        elif not self._list.picks.is_changed or self._is_meant("cancel", "Escape again leaves without importing."):
            self.dismiss(None)
