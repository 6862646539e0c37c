"""Two people made one: field by field what each says, whose value is taken, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from netcrm.domain.uniting import Choice
from netcrm.errors import NetcrmError
from netcrm.services.merging import MergeField, MergePlan
from netcrm.tui.dialogs.import_words import key_lines
from netcrm.tui.dialogs.merge_words import (
    field_name,
    field_paragraphs,
    next_choice,
    stays_and_goes,
    swapped,
    takes,
)
from netcrm.tui.text import NONE, plain
from netcrm.tui.virtual_list import Cell, Key, VirtualList
from netcrm.tui.widgets.hanging import Paragraphs

if TYPE_CHECKING:
    from netcrm.services.crm import Crm

_FRAME = 14
"""Lines of the dialog beside its list."""
_LEAST_LINES = 3
_NAME_WIDTH = 13
_TAKES_WIDTH = 7
_KEYS = (
    ("← →", "choose", ""),
    ("space", "next", "screen.next"),
    ("s", "swap", "screen.swap"),
    ("x", "not the same", "screen.not_same"),
    ("enter", "merges", "screen.merge"),
    ("esc", "leaves", "screen.leave"),
)


@dataclass(frozen=True, slots=True)
class MergeAnswer:
    """What was decided about two people: they become one by `plan`, or they are not the same where there is none."""

    keep_id: int
    other_id: int
    plan: MergePlan | None


class MergeList(VirtualList):
    """The fields of which either of the two says anything."""

    HEADER_LINES: ClassVar[int] = 1
    fields: tuple[MergeField, ...] = ()

    def show(self, plan: MergePlan) -> None:
        """Show a plan; the cursor stays on its field, at first on the first one that differs."""
        stay = self.current
        self.fields = tuple(it for it in plan.fields if (it.kept or it.other) and (it.differs or it.field != "state"))
        if stay is None:
            stay = next((field.field for field in self.fields if field.differs), None)
        self.lines_changed(stay)

    @property
    def field(self) -> MergeField | None:
        """The field under the cursor."""
        return self.fields[self.cursor] if 0 <= self.cursor < len(self.fields) else None

    def line_count(self) -> int:
        """Return how many fields are shown."""
        return len(self.fields)

    def key_at(self, line: int) -> Key:
        """Return the field on a line."""
        return self.fields[line].field

    def line_of(self, key: Key) -> int | None:
        """Return where a field stands."""
        return next((line for line, field in enumerate(self.fields) if field.field == key), None)

    def header_cells(self, width: int) -> Iterable[Cell]:
        """Return the titles."""
        value = self._value_width(width)
        for title, size in (("Field", _NAME_WIDTH), ("A", value), ("B", value), ("Takes", _TAKES_WIDTH)):
            yield Cell(title, size)
        yield Cell("Becomes", width)

    def cells_at(self, line: int, width: int) -> Iterable[Cell]:
        """Return a field: what A says, what B says, whose value is taken, what it becomes."""
        field, value = self.fields[line], self._value_width(width)
        quiet = "" if field.differs else "quiet"
        yield Cell(field_name(field.field), _NAME_WIDTH, quiet or "strong")
        for said, side in ((field.kept, Choice.KEPT), (field.other, Choice.OTHER)):
            is_taken = field.choice in (side, Choice.BOTH)
            yield Cell(said or NONE, value - 2, "" if is_taken and field.differs else "quiet")
            yield Cell("", 2)
        yield Cell(takes(field), _TAKES_WIDTH, quiet or "accent")
        yield Cell(field.result or NONE, max(0, width - _NAME_WIDTH - 2 * value - _TAKES_WIDTH), quiet)

    @staticmethod
    def _value_width(width: int) -> int:
        return max(4, (width - _NAME_WIDTH - _TAKES_WIDTH) // 3)


class MergeDialog(ModalScreen[MergeAnswer | None]):
    """Shows what merging two people would do; each choice is worked out at once."""

    CSS_PATH: ClassVar[str | list[str]] = ["dialogs.tcss", "merge.tcss"]  # type: ignore[assignment]
    AUTO_FOCUS = "MergeList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Leave", priority=True),
        Binding("enter,ctrl+s", "merge", "Merge", priority=True),
        Binding("left,h", "choose(-1)", "Towards A", priority=True),
        Binding("right,l", "choose(1)", "Towards B", priority=True),
        Binding("space", "next", "The next choice", priority=True),
        Binding("s", "swap", "Swap A and B", priority=True),
        Binding("x", "not_same", "Not the same", priority=True),
    ]

    def __init__(self, crm: Crm, keep_id: int, other_id: int) -> None:
        """Show two people.

        Raises:
            NotFound: One of them is gone.
        """
        super().__init__(classes="dialog-screen")
        self._crm = crm
        self._choices: dict[str, Choice] = {}
        self._plan = crm.merging.plan(keep_id, other_id)
        self._list = MergeList()

    def compose(self) -> ComposeResult:
        """Lay who stays over the fields, and the whole values of one of them below."""
        with Vertical(classes="dialog merging"):
            yield Static("Make one of two", classes="title", markup=False)
            yield Static(id="who")
            yield self._list
            with VerticalScroll(id="whole", can_focus=False):
                yield Paragraphs(widget_id="values")
            yield Static(classes="problem")
            yield Static(id="keys")

    def on_mount(self) -> None:
        """Begin at the first field that differs."""
        self._show()

    def on_resize(self) -> None:
        """Leave the list what the frame does not need, and the keys the lines that they need."""
        self._fit()
        keys = self.query_one("#keys", Static)
        keys.update(key_lines(_KEYS, keys.size.width))

    def _fit(self) -> None:
        room = max(_LEAST_LINES, self.app.size.height - _FRAME)
        self._list.styles.height = min(self._list.line_count(), room) + MergeList.HEADER_LINES

    def _show(self) -> None:
        self.query_one("#who", Static).update(stays_and_goes(self._plan))
        self._list.show(self._plan)
        self._fit()

    def on_virtual_list_moved(self, message: VirtualList.Moved) -> None:
        """Show the whole values of the field under the cursor."""
        message.stop()
        field = self._list.field
        self.query_one("#whole").scroll_home(animate=False)
        self.query_one(Paragraphs).show(field_paragraphs(field) if field else ())

    def _work_out(self, keep_id: int, other_id: int, choices: dict[str, Choice]) -> None:
        """Show what other choices come to; where one of the two is gone meanwhile, say so."""
        problem = self.query_one(".problem", Static)
        try:
            self._plan = self._crm.merging.plan(keep_id, other_id, choices)
        except NetcrmError as why:
            problem.update(plain(f"✗ {why}"))
            problem.add_class("-shown")
            return
        self._choices = choices
        self._show()

    def _choose(self, step: int, *, around: bool) -> None:
        field = self._list.field
        if field is None or not field.differs:
            return
        choices = {**self._choices, field.field: next_choice(field, step, around=around)}
        self._work_out(self._plan.keep_id, self._plan.other_id, choices)

    def action_choose(self, step: int) -> None:
        """Go from A over both to B, or back."""
        self._choose(step, around=False)

    def action_next(self) -> None:
        """Take the next of the choices that the field has."""
        self._choose(1, around=True)

    def action_swap(self) -> None:
        """Keep the other one; whose values were chosen stays chosen."""
        self._work_out(self._plan.other_id, self._plan.keep_id, swapped(self._choices))

    def action_merge(self) -> None:
        """Make them one by what is shown."""
        self.dismiss(MergeAnswer(self._plan.keep_id, self._plan.other_id, self._plan))

    def action_not_same(self) -> None:
        """Say that they are two people."""
        self.dismiss(MergeAnswer(self._plan.keep_id, self._plan.other_id, None))

    def action_leave(self) -> None:
        """Leave both as they are."""
        self.dismiss(None)
