"""What an import did: in numbers first, then by name whatever somebody should look at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Label, Static

from netcrm.services.imports.values import ImportProblem, ImportReport, Moved, PlannedCard, Vanished
from netcrm.tui.dialogs.import_words import clipped, many, problem_place
from netcrm.tui.dialogs.raw_text import RawTextDialog
from netcrm.tui.text import plain
from netcrm.tui.virtual_list import Cell, Key, VirtualList

_FRAME = 13
"""Lines of the dialog beside its list."""
_LEAST_LINES = 3

Named = ImportProblem | Moved | Vanished | PlannedCard


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one sort under a heading."""

    heading: str
    items: Sequence[Named]
    say: Callable[[Named], str]


def sections_of(report: ImportReport) -> list[Section]:
    """Return what a report names, without empty sections."""
    found = (
        Section("Could not be read", report.problems, _say),
        Section("Changed employer", report.moved, _say),
        Section("Worth a look", [card for card in report.noted if card.perhaps or card.warnings], _say),
        Section("In the export before, and not in this one", report.vanished, _say),
    )
    return [section for section in found if section.items]


def _say(item: Named) -> str:
    if isinstance(item, ImportProblem):
        return f"✗ {problem_place(item)}: {clipped(item.why)}"
    if isinstance(item, Moved):
        title = f", {clipped(item.title)}" if item.title else ""
        return f"→ {clipped(item.name)}: {clipped(item.before)} → {clipped(item.after)}{title}"
    if isinstance(item, Vanished):
        return f"· {' · '.join(filter(None, (clipped(item.name), clipped(item.organisation))))}"
    doubts = [*(f"perhaps the same as {other}" for other in item.perhaps), *item.warnings]
    return f"? {clipped(item.name)}: {clipped('; '.join(doubts))}"


def report_sentence(report: ImportReport) -> str:
    """Return `134 cards: 120 new, 6 updated, 4 unchanged, 1 left out, 3 that could not be read.`"""
    numbers = (
        (report.new, "new"),
        (report.updated, "updated"),
        (report.unchanged, "unchanged"),
        (report.left, "left out"),
        (len(report.problems), "that could not be read"),
    )
    parts = ", ".join(f"{number:,} {words}" for number, words in numbers if number)
    return f"{many(report.cards, 'card')}: {parts or 'nothing in them'}."


def beside_sentence(report: ImportReport) -> str:
    """Return `340 dated interactions came in. 2 people changed employer.`, or nothing."""
    parts = []
    if report.touches:
        parts.append(f"{many(report.touches, 'dated interaction')} came in.")
    if report.studies or report.renewed_studies or report.papers:
        parts.append(_links(report))
    if report.moved:
        parts.append(f"{_people(len(report.moved))} changed employer.")
    if report.vanished:
        count = len(report.vanished)
        parts.append(f"{_people(count)} of the export before {'is' if count == 1 else 'are'} not in this one.")
    if report.held_notes:
        parts.append(report.held_words)
    return " ".join(parts)


def _links(report: ImportReport) -> str:
    """Return `With them: 1 new study, 12 new papers, 2 studies brought up to date.`"""
    told = (
        (report.studies, "new study", ""),
        (report.papers, "new paper", ""),
        (report.renewed_studies, "study", " brought up to date"),
    )
    return f"With them: {', '.join(f'{many(count, thing)}{more}' for count, thing, more in told if count)}."


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count:,} people"


class ReportList(VirtualList):
    """The lines of a report under their headings; as many as there are, drawn as they are seen."""

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self._sections = sections
        self._begins = [0, *accumulate(len(section.items) + 1 for section in sections)]

    def line_count(self) -> int:
        """Return how many lines there are, headings too."""
        return self._begins[-1]

    def _place(self, line: int) -> tuple[Section, int]:
        """Return a line's section and its number there; the heading is -1."""
        index = bisect_right(self._begins, line) - 1
        return self._sections[index], line - self._begins[index] - 1

    def key_at(self, line: int) -> Key | None:
        """Return the line's number; a heading has none."""
        return line if self._place(line)[1] >= 0 else None

    def line_of(self, key: Key) -> int | None:
        """Return the line."""
        return int(key)

    @property
    def item(self) -> Named | None:
        """What the line under the cursor is about."""
        if self.current is None:
            return None
        section, number = self._place(int(self.current))
        return section.items[number]

    @property
    def words(self) -> str:
        """The whole words of the line under the cursor."""
        return "" if self.item is None else self._place(int(self.current or 0))[0].say(self.item)

    def cells_at(self, line: int, width: int) -> Iterable[Cell]:
        """Return the words of a line."""
        section, number = self._place(line)
        if number < 0:
            yield Cell(f"{section.heading} ({len(section.items):,})", width, "heading")
        else:
            yield Cell(section.say(section.items[number]), width)

    def action_mark(self) -> None:
        """Mark nothing: there is nothing to do with several."""


class ImportReportDialog(ModalScreen[bool | None]):
    """Says what an import did; gives back True where the user takes it back at once."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,ctrl+s", "close", "Close", priority=True),
        Binding("u", "undo", "Undo"),
        Binding("r", "raw", "Show the text in the file"),
    ]

    def __init__(self, report: ImportReport) -> None:
        super().__init__(classes="dialog-screen")
        self._report = report
        self._list = ReportList(sections_of(report))
        self._has_raw = any(problem.raw for problem in report.problems)

    def compose(self) -> ComposeResult:
        """Lay the numbers over the names, and the line under the cursor at its full length below."""
        report = self._report
        keys = [("u", "undoes it")] if report.change_set is not None else []
        keys += [("r", "raw text")] if self._has_raw else []
        with Vertical(classes="dialog"):
            yield Static("Nothing new" if report.change_set is None else "Imported", classes="title", markup=False)
            words = "\n".join(filter(None, (report_sentence(report), beside_sentence(report))))
            yield Static(Content(words), classes="body")
            if self._list.line_count():
                yield self._list
                yield Static(id="whole")
            with Horizontal(classes="buttons"):
                yield Button("Close", id="close", compact=True, variant="primary")
                yield Label(Content.assemble(*(part for key, does in keys for part in ((key, "bold"), f" {does}  "))))

    def on_mount(self) -> None:
        """Begin at the names where there are some, to go through them."""
        if not self._list.line_count():
            self.query_one(Button).focus()
            return
        whole = self.query_one("#whole")
        whole.styles.height = 3
        whole.styles.margin = (1, 0, 0, 0)
        self._fit()
        self._list.focus()
        self._list.lines_changed(None)

    def on_resize(self) -> None:
        """Leave the list what the frame does not need."""
        if self.is_running and self.display and self._list.line_count():
            self._fit()

    def _fit(self) -> None:
        room = max(_LEAST_LINES, self.app.size.height - _FRAME)
        self._list.styles.height = min(self._list.line_count(), room)

    def on_virtual_list_moved(self, message: VirtualList.Moved) -> None:
        """Show the whole line under the cursor."""
        message.stop()
        self.query_one("#whole", Static).update(plain(self._list.words), layout=False)

    def action_raw(self) -> None:
        """Show what stands in the file where something could not be read."""
        item = self._list.item if self._list.line_count() else None
        if isinstance(item, ImportProblem):
            self.app.push_screen(RawTextDialog(problem_place(item), item.raw, why=item.why))

    def action_undo(self) -> None:
        """Take the import back."""
        if self._report.change_set is not None:
            self.dismiss(True)

    @on(Button.Pressed)
    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
