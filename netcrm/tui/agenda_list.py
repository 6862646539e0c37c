"""Today's list: the agenda in groups, drawn line by line, with what the store knows of the people in sight."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len

from netcrm.domain.agenda_values import Agenda, AgendaItem, Group, ItemKind
from netcrm.domain.check_in import Standing
from netcrm.domain.days import counted, long_day, short_day
from netcrm.services.listing import ContactRow
from netcrm.tui.text import GROUPS, chips, one_line
from netcrm.tui.virtual_list import Cell, Key, VirtualList

MORE = "more"
"""The key of the line that stands for those not yet contacted who are not shown."""

_NEW_SHOWN = 3
_READ_AHEAD = 32
_WHEN_WORDS = re.compile(r"^(?:\d+ days? late|due (?:today|\d+ \w+(?: \d+)?)) on ")
_ITS_DAY = re.compile(r" (?:today|on \d+ \w+(?: \d+)?)$")
_LATENESS = re.compile(r", \d+ days? late|; ")
_MARK, _ROLE, _WHEN = 3, 9, 13
_WHO_LEAST, _WHO_MOST = 24, 52
_LEAST_ORGANISATION = 8
"""Cells of the first words of an organisation's name below which they say too little."""
_JOINING = frozenset({"&", "and", "of", "the", "for", "de", "du", "et", "y", "der", "und"})


_PROMISED = frozenset({ItemKind.FOLLOW_UP, ItemKind.INTERVIEW, ItemKind.LEAD})
"""What has words of the user's own, which may be too many for a line."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line above a group."""

    group: Group | None
    words: str


@dataclass(frozen=True, slots=True)
class More:
    """A line that stands for items that are not shown."""

    words: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A line under an item: why it is here, what was said last and what comes next."""

    words: str
    step: str = ""
    """Seen whole: the words before it are cut."""


Line = Heading | AgendaItem | Beside | More
_NOW = frozenset({Group.LATE, Group.TODAY, Group.AWAITING})
"""What is to be done now: there one wants to know at a glance what was said last."""


def agenda_lines(
    agenda: Agenda, new: int, *, all_new: bool, with_last_words: bool = False, sort_key: str = ""
) -> list[Line]:
    """Return the agenda as lines: headings with counts, items, an empty line between groups.

    Args:
        agenda: The items, in order.
        new: How many people there are in all that were not yet contacted.
        all_new: Whether all of those that the agenda holds are shown, or the first three.
        with_last_words: Whether there is room for a second line under what is to be done now.
        sort_key: The key that leads to sorting the unsorted, where there are any.
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
        for item in shown:
            lines.append(item)
            under = beside(item) if with_last_words and group in _NOW else None
            lines += [under] if under else []
        if count > len(shown):
            hint = "" if all_new else "; enter shows them"
            sort = f", {sort_key} to sort them" if sort_key else ""
            lines.append(More(f"{count - len(shown):,} more{sort}{hint}"))
    if lines and sort_key and not any(isinstance(line, More) for line in lines):
        lines += [Heading(None, ""), Beside(f"Some people have neither tier nor cadence: {sort_key} sorts them.")]
    return lines


def beside(item: AgendaItem) -> Beside | None:
    """Return what stands under an item: why a promise is here, what was said last, what comes next; if anything."""
    why = _LATENESS.split(item.why)[0] if item.kind is ItemKind.FOLLOW_UP else ""
    words = "  ·  ".join(filter(None, (why, item.last_words)))
    step = f"→ {item.next_step}" if item.next_step else ""
    return Beside(words, step) if words or step else None


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
        self._went: list[Key] = []
        """The items that went away from under the cursor, oldest first: undo may bring them back."""

    def show(self, lines: list[Line], today: date) -> None:
        """Show these lines; the cursor stays on its item, else near where it was.

        An item that went away from under the cursor takes it back when it comes again: what is undone is done anew
        by the same key. Marks are for one act: they go when an act took one of their items away.
        """
        current, near = self.current, self.cursor
        self._lines, self._today = lines, today
        self._places = {key: at for at, line in enumerate(lines) if (key := _key(line)) is not None}
        self._rows.clear()
        if not self.marked <= self._places.keys():
            self.marked.clear()
        self.lines_changed(self._to_stay_on(current), max(near, 0))

    def _to_stay_on(self, current: Key | None) -> Key | None:
        back = [key for key in self._went if key in self._places]
        self._went = [key for key in self._went if key not in self._places]
        if current is not None and current not in self._places:
            self._went.append(current)
        return back[-1] if back else current

    @property
    def item(self) -> AgendaItem | None:
        """The item under the cursor."""
        return self.item_of(self.current)

    def item_of(self, key: Key | None) -> AgendaItem | None:
        """Return the item with this key."""
        at = self._places.get(key) if key is not None else None
        line = self._lines[at] if at is not None else None
        return line if isinstance(line, AgendaItem) else None

    def cuts(self, item: AgendaItem) -> bool:
        """Return whether a promise has more words than its line has room for."""
        left, who = self._room(self.size.width)
        return item.kind in _PROMISED and cell_len(one_line(what_words(item, self._today))) > left - who

    @staticmethod
    def _room(width: int) -> tuple[int, int]:
        """Return how much a line has for who and what, and how much of that for who."""
        left = width - _MARK - _ROLE - _WHEN - 2
        return left, max(_WHO_LEAST, min(left * 54 // 100, _WHO_MOST))

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
            return (Cell(f" {it.words}", width, "alarm" if it.group is Group.LATE else "heading"),)
        if isinstance(it, More):
            return (Cell(f"   … {it.words}", width, "quiet"),)
        if isinstance(it, Beside):
            return _beside_cells(it, width - _MARK - _ROLE)
        return self._item_cells(it, line, width)

    def _item_cells(self, item: AgendaItem, line: int, width: int) -> Iterable[Cell]:
        row = self._row(item, line)
        left, who = self._room(width)
        name = one_line(item.name if row is None else row.name)
        room = who - cell_len(name)
        yield Cell(" ✓ " if item.key in self.marked else "   ", _MARK, "accent")
        yield Cell(chips(row.roles, 1, row.guessed_role) if row else chip_of(item), _ROLE, "quiet")
        yield Cell(name, min(who, cell_len(name)), "strong")
        yield Cell(at_words(row.organisation, room) if row else "", max(0, room), "quiet")
        yield Cell("", 1)
        yield Cell(self.when(item), _WHEN, when_part(item))
        yield Cell("", 1)
        yield Cell(what_words(item, self._today), max(0, left - who), "")

    def when(self, item: AgendaItem) -> str:
        """Return what stands in the column that says when."""
        return when_words(item, self._today)

    def _row(self, item: AgendaItem, line: int) -> ContactRow | None:
        if item.contact_id is None:
            return None
        if item.contact_id not in self._rows:
            ahead = (it for it in self._lines[line : line + _READ_AHEAD] if isinstance(it, AgendaItem))
            ids = [it.contact_id for it in ahead if it.contact_id is not None and it.contact_id not in self._rows]
            found = {row.id: row for row in self._read(ids)}
            self._rows.update((contact_id, found.get(contact_id)) for contact_id in ids)
        return self._rows[item.contact_id]


def _beside_cells(it: Beside, room: int) -> Iterable[Cell]:
    """Return a line of two parts: what comes next takes what it needs, up to half of the room."""
    step = min(cell_len(one_line(it.step)), room // 2)
    words = min(cell_len(one_line(it.words)), room - step - 2 if step else room)
    return (
        Cell("", _MARK + _ROLE),
        Cell(it.words, words, "quiet"),
        Cell("", 2 if words and step else 0),
        Cell(it.step, step, "quiet"),
    )


def _key(line: Line) -> Key | None:
    if isinstance(line, AgendaItem):
        return line.key
    return MORE if isinstance(line, More) else None


def at_words(organisation: str, room: int) -> str:
    """Return ` · Harbor Point`: as many whole words of an organisation's name as there is room for, if any."""
    words = one_line(organisation).split()
    while words and (cell_len(" ".join(words)) > room - 3 or words[-1].casefold() in _JOINING):
        words.pop()
    name = " ".join(words).rstrip(",;:-")
    is_whole = name == one_line(organisation)
    return f" · {name}" if name and (is_whole or cell_len(name) >= _LEAST_ORGANISATION) else ""


def chip_of(item: AgendaItem) -> str:
    """Return what stands where a person's role stands, for what is no person's."""
    return "Job" if item.kind is ItemKind.LEAD else "Site"


def when_words(item: AgendaItem, today: date) -> str:
    """Return how late an item is, or when it is due, and whether it waits beyond the cap."""
    if item.waits:
        when = f"{item.days_late}d late" if item.days_late else _due(item, today, is_short=True)
        return f"{when}, waits" if cell_len(when) + 7 <= _WHEN else f"{item.days_late}d, waits"
    if item.days_late:
        if item.kind is ItemKind.INTERVIEW:
            return f"{counted(item.days_late, 'day')} ago"
        return f"{counted(item.days_late, 'day')} late" + ("!" if item.standing is Standing.OVERDUE else "")
    return _due(item, today)


def _due(item: AgendaItem, today: date, *, is_short: bool = False) -> str:
    if item.due_at:
        hour = item.due_at.astimezone().strftime("%H:%M")
        return hour if item.due_on == today or is_short else f"{long_day(item.due_on, today)[:3]} {hour}"
    if item.kind is ItemKind.AWAITING:
        return "no answer"
    if item.group is Group.NEW and item.due_on < today:
        return "new"
    if item.due_on == today:
        return "today"
    return (
        short_day(item.due_on, today).removesuffix(f" {item.due_on.year}") if is_short else long_day(item.due_on, today)
    )


def when_part(item: AgendaItem) -> str:
    """Return the part of the list whose colour says how urgent an item is."""
    if item.waits:
        return "quiet"
    if item.days_late:
        return "late"
    return "due" if item.group is Group.TODAY else "quiet"


def what_words(item: AgendaItem, today: date) -> str:
    """Return what is asked for: a promise's words; else why, without what stands in the column beside it."""
    if item.kind is ItemKind.FOLLOW_UP:
        return item.title
    if item.kind is ItemKind.INTERVIEW:
        return f"{item.title}: {item.why}"
    if item.kind is ItemKind.LEAD:
        return f"{item.title} ({_LATENESS.split(item.why)[0]})"
    if item.kind is ItemKind.AWAITING:
        return item.why.removeprefix("no answer ")
    if item.kind.is_occasion:
        return _ITS_DAY.sub("", item.why)
    words = _WHEN_WORDS.sub("", item.why).replace(", from ", ", ", 1)
    return words.replace(f", snoozed until {short_day(item.due_on, today)}", ", snoozed")
