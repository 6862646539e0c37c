"""Where somebody came from: files, rows and cards with their text, and what became of the fields since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from netcrm.domain.days import full_day
from netcrm.services.contacts import ContactView, SourceLine
from netcrm.services.provenance import FieldChangeLine, source_place
from netcrm.tui.dialogs.import_words import clipped
from netcrm.tui.dialogs.raw_text import RawTextDialog
from netcrm.tui.text import plain
from netcrm.tui.virtual_list import Cell, Key, VirtualList

if TYPE_CHECKING:
    from netcrm.services.crm import Crm

_FRAME = 11
"""Lines of the dialog beside its list."""
_LEAST_LINES = 3


@dataclass(frozen=True, slots=True)
class WhereFrom:
    """What is known of where somebody came from."""

    view: ContactView
    raw: tuple[str, ...]
    """The text of each source, safe to show; nothing where it is not kept."""
    changes: tuple[FieldChangeLine, ...]
    """Newest first."""


def where_from(crm: Crm, contact_id: int) -> WhereFrom:
    """Read where somebody came from.

    Raises:
        NotFound: There is no such contact.
    """
    contacts = crm.contacts
    return WhereFrom(contacts.view(contact_id), contacts.raw_sources(contact_id), contacts.changes(contact_id))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the dialog; a heading has neither whole words nor a source."""

    words: str
    whole: str = ""
    source: int | None = None
    """Which source's text a key shows."""


def lines_of(known: WhereFrom) -> Iterator[Line]:
    """Yield the sources, oldest first, then what became of the fields, newest first."""
    yield Line(f"Files ({len(known.view.sources):,})" if known.view.sources else "Files: none")
    for number, source in enumerate(known.view.sources):
        yield Line(source_words(source), f"{source.file} ({source.format}){_uid(source)}", number)
    added = full_day(known.view.contact.added_on)
    yield Line(f"added on {added}", f"added on {added}" + ("" if known.view.sources else ", by hand"))
    yield Line(f"What became of the fields ({len(known.changes):,})" if known.changes else "No field changed since")
    for change in known.changes:
        yield Line(change.sentence, f"{change.sentence}; then “{change.after}”" if change.after else change.sentence)


def source_words(source: SourceLine) -> str:
    """Return `contacts.vcf, card 12, imported 3 Mar 2026`."""
    place = source_place(source.file, source.format, source.place, source.uid)
    return f"{place}, imported {full_day(source.imported_on)}"


def _uid(source: SourceLine) -> str:
    return f", {source.uid}" if source.uid else ""


class WhereFromList(VirtualList):
    """Sources and changes under their headings."""

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__()
        self._lines = lines

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return self._lines[self.cursor] if 0 <= self.cursor < len(self._lines) else None

    def line_count(self) -> int:
        """Return how many lines there are."""
        return len(self._lines)

    def key_at(self, line: int) -> Key | None:
        """Return a line's number; a heading has none."""
        return line if self._lines[line].whole else None

    def line_of(self, key: Key) -> int | None:
        """Return the line."""
        return int(key)

    def cells_at(self, line: int, width: int) -> Iterable[Cell]:
        """Return the words of a line."""
        it = self._lines[line]
        if not it.whole:
            yield Cell(it.words, width, "heading")
        else:
            yield Cell("", 2)
            yield Cell(clipped(it.words), max(0, width - 2))

    def action_mark(self) -> None:
        """Mark nothing: there is nothing to do with several."""


class WhereFromDialog(ModalScreen[None]):
    """Shows where somebody came from; enter shows the text of a file's card or row."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "WhereFromList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,r", "raw", "Show the text in the file", priority=True),
        Binding("escape,w,q", "close", "Close", priority=True),
    ]

    def __init__(self, known: WhereFrom) -> None:
        super().__init__(classes="dialog-screen")
        self._known = known
        self._list = WhereFromList(tuple(lines_of(known)))

    def compose(self) -> ComposeResult:
        """Lay the lines over the whole words of one of them."""
        with Vertical(classes="dialog"):
            yield Static(
                Content.assemble("Where this came from: ", plain(self._known.view.contact.name)), classes="title"
            )
            yield self._list
            yield Static(id="whole")
            yield Static(id="keys")

    def on_mount(self) -> None:
        """Begin at the first line."""
        whole = self.query_one("#whole")
        whole.styles.height = 3
        whole.styles.margin = (1, 0, 0, 0)
        self._fit()
        self._list.lines_changed(None)

    def on_resize(self) -> None:
        """Leave the list what the frame does not need."""
        self._fit()

    def _fit(self) -> None:
        room = max(_LEAST_LINES, self.app.size.height - _FRAME)
        self._list.styles.height = min(self._list.line_count(), room)

    def on_virtual_list_moved(self, message: VirtualList.Moved) -> None:
        """Show the whole line under the cursor, and what can be done there."""
        message.stop()
        line = self._list.line
        self.query_one("#whole", Static).update(plain(clipped(line.whole) if line else ""), layout=False)
        raw = [("enter", "the text in the file")] if line and line.source is not None else []
        keys = (part for key, does in (*raw, ("esc", "closes")) for part in ((key, "bold"), f" {does}  "))
        self.query_one("#keys", Static).update(Content.assemble(*keys), layout=False)

    def action_raw(self) -> None:
        """Show the card or row as it stands in the file."""
        line = self._list.line
        if line is not None and line.source is not None:
            self.app.push_screen(RawTextDialog(line.words, self._known.raw[line.source]))

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Do so for a line that is clicked twice."""
        message.stop()
        self.action_raw()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
