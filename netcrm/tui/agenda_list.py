"""Today's list: the agenda in groups, drawn line by line, with what the store knows of the people in sight."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len

from netcrm.domain.agenda_values import Agenda, AgendaItem, Group, ItemKind
from netcrm.domain.check_in import Standing
from netcrm.domain.days import counted, long_day
from netcrm.services.listing import ContactRow
from netcrm.tui.text import GROUPS, chips, one_line
from netcrm.tui.virtual_list import Cell, Key, VirtualList

MORE = "more"
"""The key of the line that stands for those not yet contacted who are not shown."""

_NEW_SHOWN = 3
_READ_AHEAD = 32
_WHEN_WORDS = re.compile(r"^(?:\d+ days? late|due (?:today|\d+ \w+(?: \d+)?)) on ")
_ROLE, _WHEN = 9, 13


@dataclass(frozen=True, slots=True)
class Heading:
    """A line above a group."""

    group: Group | None
    words: str


@dataclass(frozen=True, slots=True)
class More:
    """A line that stands for items that are not shown."""

    words: str


Line = Heading | AgendaItem | More


def agenda_lines(agenda: Agenda, new: int, *, all_new: bool) -> list[Line]:
    """Return the agenda as lines: headings with counts, items, an empty line between groups.

    Args:
        agenda: The items, in order.
        new: How many people there are in all that were not yet contacted.
        all_new: Whether all of those that the agenda holds are shown, or the first three.
    """
    lines: list[Line] = []
    for group in Group:
        items = agenda.of(group)
        if not items:
            continue
        if lines:
            lines.append(Heading(None, ""))
        count = max(new, len(items)) if group is Group.NEW else len(items)
        lines.append(Heading(group, f"{GROUPS[group]} · {count:,}{_held_back(items)}"))
        shown = items if group is not Group.NEW or all_new else items[:_NEW_SHOWN]
        lines += shown
        if count > len(shown):
            hint = "" if all_new else "; enter shows them"
            lines.append(More(f"{count - len(shown):,} more{hint}"))
    return lines


def _held_back(items: Sequence[AgendaItem]) -> str:
    if items[0].group is Group.NEW:
        return ""
    waiting = sum(item.waits for item in items)
    return f", {waiting:,} beyond today's cap" if waiting else ""


class AgendaList(VirtualList):
    """Shows the agenda; headings are passed over by the cursor."""

    def __init__(self, read: Callable[[Sequence[int]], list[ContactRow]], today: date) -> None:
        super().__init__(widget_id="agenda")
        self._read = read
        self._today = today
        self._lines: list[Line] = []
        self._places: dict[Key, int] = {}
        self._rows: dict[int, ContactRow | None] = {}

    def show(self, lines: list[Line], today: date) -> None:
        """Show these lines; the cursor stays on its item, else near where it was."""
        current, near = self.current, self.cursor
        self._lines, self._today = lines, today
        self._places = {key: at for at, line in enumerate(lines) if (key := _key(line)) is not None}
        self._rows.clear()
        self.marked &= set(self._places)
        self.lines_changed(current, max(near, 0))

    @property
    def item(self) -> AgendaItem | None:
        """The item under the cursor."""
        return self.item_of(self.current)

    def item_of(self, key: Key | None) -> AgendaItem | None:
        """Return the item with this key."""
        at = self._places.get(key) if key is not None else None
        line = self._lines[at] if at is not None else None
        return line if isinstance(line, AgendaItem) else None

    def line_count(self) -> int:
        """Return how many lines there are, headings included."""
        return len(self._lines)

    def key_at(self, line: int) -> Key | None:
        """Return the item's key; headings have none."""
        return _key(self._lines[line])

    def line_of(self, key: Key) -> int | None:
        """Return where an item stands."""
        return self._places.get(key)

    def action_mark(self) -> None:
        """Mark the item; the line that stands for more cannot be marked."""
        if self.current != MORE:
            super().action_mark()

    def cells_at(self, line: int, width: int) -> Iterable[Cell]:
        """Return a line's cells."""
        it = self._lines[line]
        if isinstance(it, Heading):
            return (Cell(f" {it.words}", width, "heading" if it.group is not Group.LATE else "alarm"),)
        if isinstance(it, More):
            return (Cell(f"   … {it.words}", width, "quiet"),)
        return self._item_cells(it, line, width)

    def _item_cells(self, item: AgendaItem, line: int, width: int) -> Iterable[Cell]:
        row = self._row(item, line)
        left = width - 3 - _ROLE - _WHEN - 2
        who = min(max(22, left * 55 // 100), 52)
        name = item.name if row is None else row.name
        name_width = min(who, cell_len(one_line(name)) + 1)
        at = f"· {row.organisation}" if row and row.organisation else ""
        yield Cell(" ✓ " if item.key in self.marked else "   ", 3, "accent")
        yield Cell(chips(row.roles, 1) if row else "Site", _ROLE, "quiet")
        if item.kind is ItemKind.ORGANISATION:
            yield Cell(name, who, "strong")
        else:
            yield Cell(name, name_width, "strong")
            yield Cell(at, who - name_width, "quiet")
        yield Cell("", 1)
        yield Cell(_when(item, self._today), _WHEN, _when_part(item))
        yield Cell("", 1)
        yield Cell(_what(item), max(0, left - who), "")

    def _row(self, item: AgendaItem, line: int) -> ContactRow | None:
        if item.contact_id is None:
            return None
        if item.contact_id not in self._rows:
            ahead = (it for it in self._lines[line : line + _READ_AHEAD] if isinstance(it, AgendaItem))
            ids = [it.contact_id for it in ahead if it.contact_id is not None and it.contact_id not in self._rows]
            found = {row.id: row for row in self._read(ids)}
            self._rows.update((contact_id, found.get(contact_id)) for contact_id in ids)
        return self._rows[item.contact_id]


def _key(line: Line) -> Key | None:
    if isinstance(line, AgendaItem):
        return line.key
    return MORE if isinstance(line, More) else None


def _when(item: AgendaItem, today: date) -> str:
    """Return how late an item is, or when it is due, and whether it waits beyond the cap."""
    if item.days_late:
        late = counted(item.days_late, "day")
        sign = "!" if item.standing is Standing.OVERDUE else ""
        return f"{item.days_late}d, waits" if item.waits else f"{late} late{sign}"
    if item.waits:
        return "waits"
    if item.due_at:
        hour = item.due_at.astimezone().strftime("%H:%M")
        return hour if item.due_on == today else f"{long_day(item.due_on, today)[:3]} {hour}"
    if item.kind is ItemKind.AWAITING:
        return "no answer"
    if item.group is Group.NEW and item.due_on < today:
        return "new"
    return "today" if item.due_on == today else long_day(item.due_on, today)


def _when_part(item: AgendaItem) -> str:
    if item.waits:
        return "quiet"
    if item.days_late:
        return "late"
    return "due" if item.group is Group.TODAY else "quiet"


def _what(item: AgendaItem) -> str:
    """Return what is asked for: a promise's words; else why, without what stands in the column beside it."""
    if item.kind is ItemKind.FOLLOW_UP:
        return item.title
    if item.kind is ItemKind.AWAITING:
        return item.why.removeprefix("no answer ")
    return _WHEN_WORDS.sub("", item.why).replace(", from ", ", ", 1)
