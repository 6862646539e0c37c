"""The list of employers: in LAMP order, the open job openings of each under it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from netcrm.services.employer_lines import EmployerLine
from netcrm.services.leads import LeadLine
from netcrm.tui.screens.employers_words import who_words
from netcrm.tui.virtual_list import Cell, Key, VirtualList

if TYPE_CHECKING:
    from netcrm.services.crm import Crm

_MARK, _PLACE, _RATING, _ADVOCACY = 3, 4, 3, 5
_GAP = 1
_NAME_MOST = 34
_ROW = EmployerLine | LeadLine


class EmployerList(VirtualList):
    """The employers in their order, the open job openings of each under it."""

    HEADER_LINES: ClassVar[int] = 1

    def __init__(self, crm: Crm) -> None:
        super().__init__(widget_id="employers")
        self._crm = crm
        self._rows: list[_ROW] = []
        self._places: dict[Key, int] = {}

    def show(self, lines: Sequence[EmployerLine]) -> None:
        """Show these; the cursor stays on its line."""
        stay, near = self.current, self.cursor
        self._rows = []
        for line in lines:
            self._rows += [line, *line.leads]
        self._places = {_key(row): at for at, row in enumerate(self._rows)}
        self.marked &= self._places.keys()
        self.lines_changed(stay, near)

    @property
    def row(self) -> _ROW | None:
        """What stands under the cursor."""
        return self._rows[self.cursor] if 0 <= self.cursor < len(self._rows) else None

    @property
    def employer(self) -> EmployerLine | None:
        """The employer under the cursor, or over it where that is on a job opening."""
        above = (self._rows[at] for at in range(self.cursor, -1, -1) if at < len(self._rows))
        return next((row for row in above if isinstance(row, EmployerLine)), None)

    @property
    def chosen_employers(self) -> tuple[int, ...]:
        """The organisations of the employers that are marked."""
        return tuple(
            row.organisation_id for row in self._rows if isinstance(row, EmployerLine) and _key(row) in self.marked
        )

    def line_count(self) -> int:
        """Return how many lines there are."""
        return len(self._rows)

    def key_at(self, line: int) -> Key:
        """Return the key of an employer or a job opening."""
        return _key(self._rows[line])

    def line_of(self, key: Key) -> int | None:
        """Return where it stands."""
        return self._places.get(key)

    @staticmethod
    def _widths(width: int) -> tuple[int, int, int]:
        """Return the widths of the names, of the person to write to, and of what goes on."""
        room = max(0, width - _MARK - _PLACE - 2 * _RATING - _ADVOCACY)
        name = min(room * 38 // 100, _NAME_MOST)
        who = (room - name) // 2
        return name, who, room - name - who

    def header_cells(self, width: int) -> Iterable[Cell]:
        """Return the titles."""
        name, who, going = self._widths(width)
        return (
            Cell("", _MARK + _PLACE), Cell("Employer", name), Cell("M", _RATING), Cell("P", _RATING),
            Cell("A", _ADVOCACY), Cell("Whom to write to", who), Cell("What goes on", going),
        )  # fmt: skip

    def cells_at(self, line: int, width: int) -> Iterable[Cell]:
        """Return a line: an employer with what it is sorted by, or a job opening and its day."""
        row = self._rows[line]
        name, who, going = self._widths(width)
        yield Cell(" ✓ " if _key(row) in self.marked else "   ", _MARK, "accent")
        if isinstance(row, LeadLine):
            today = self._crm.today
            room = name + 2 * _RATING + _ADVOCACY + who
            yield Cell("", _PLACE)
            yield Cell(f"↳ {row.lead.title}", room - _GAP)
            yield Cell("", _GAP)
            part = "late" if row.lead.is_missed(today) else "due" if row.lead.waits_for_user else "quiet"
            yield Cell(row.lead.state_words(today), going, part)
            return
        rank = row.rank
        yield Cell(f"{row.place:>2}", _PLACE, "quiet")
        yield Cell(row.name, name - _GAP, "strong")
        yield Cell("", _GAP)
        yield Cell("–" if rank.motivation is None else str(rank.motivation), _RATING, "accent")
        yield Cell(str(rank.posting.value), _RATING, "quiet" if rank.posting.is_derived else "accent")
        advocacy = "yes" if rank.advocacy.value else "no"
        yield Cell(advocacy, _ADVOCACY, "quiet" if rank.advocacy.is_derived else "accent")
        yield Cell(who_words(row, who - _GAP), who - _GAP, "" if row.insiders else "quiet")
        yield Cell("", _GAP)
        yield Cell(row.worked, going, "quiet")

    def action_mark(self) -> None:
        """Select the employer; a job opening is acted on by itself."""
        if isinstance(self.row, EmployerLine):
            super().action_mark()
        else:
            self.action_cursor_down()


def _key(row: _ROW) -> str:
    return f"o{row.organisation_id}" if isinstance(row, EmployerLine) else f"l{row.lead.id}"
