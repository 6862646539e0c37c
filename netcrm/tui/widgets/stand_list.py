"""Whom one may have just met at an event: those on its list, those of the network, the name typed as somebody new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from netcrm.domain.events.event import Event
from netcrm.domain.text import clean_line, fold
from netcrm.services.events.finding import begins
from netcrm.services.events.values import EventPage, PersonLine
from netcrm.services.listing import ContactRow
from netcrm.tui.event_words import hour_of
from netcrm.tui.text import chips
from netcrm.tui.virtual_list import Cell, Key, VirtualList

_NEW = "new"
_MARK, _WHEN, _NAME, _ROOM = 3, 16, 36, 12
_ROOM_FOR_NAME = 100


@dataclass(frozen=True, slots=True)
class Found:
    """A line of the list."""

    row: ContactRow | None
    """None is the name typed, as somebody new."""
    person: PersonLine | None = None
    """Their place at the event, where they have one."""
    name: str = ""


class StandList(VirtualList):
    """Whom one may have just met; it never takes the focus from the line that is typed in."""

    can_focus = False

    def __init__(self, today: date) -> None:
        super().__init__(widget_id="stand")
        self._today = today
        self._event: Event | None = None
        self.lines: Sequence[Found] = ()

    def show(self, lines: Sequence[Found], event: Event, today: date, *, stay: bool) -> None:
        """Show these; the cursor stays on its line with `stay`, else it goes to the first."""
        on = self.current if stay else None
        self.lines, self._event, self._today = lines, event, today
        self.lines_changed(on)

    @property
    def found(self) -> Found | None:
        """Who is under the cursor."""
        return self.lines[self.cursor] if 0 <= self.cursor < len(self.lines) else None

    def line_count(self) -> int:
        """Return how many lines there are."""
        return len(self.lines)

    def key_at(self, line: int) -> Key:
        """Return the contact's id."""
        row = self.lines[line].row
        return row.id if row else _NEW

    def line_of(self, key: Key) -> int | None:
        """Return where somebody stands."""
        return next((at for at in range(len(self.lines)) if self.key_at(at) == key), None)

    def cells_at(self, line: int, width: int) -> Iterable[Cell]:
        """Return somebody: whether they were met, when they can be, who they are."""
        it = self.lines[line]
        if it.row is None or self._event is None:
            yield Cell(" +", _MARK, "accent")
            yield Cell(f"Somebody new: {it.name}", width - _MARK, "strong")
            return
        place = it.person
        is_met = bool(place and place.is_met)
        when = hour_of(place, self._event, self._today) if place else "not on the list"
        yield Cell(" ✓ " if is_met else "   ", _MARK, "accent")
        yield Cell(when, _WHEN, "accent" if place and not is_met else "quiet")
        name = _NAME if width >= _ROOM_FOR_NAME else 26
        yield Cell(it.row.name, name, "strong")
        about = " · ".join(filter(None, (chips(it.row.roles, 2, it.row.guessed_role), it.row.organisation)))
        room = place.person.room if place and not is_met else ""
        yield Cell(f" {about}", max(0, width - _MARK - _WHEN - name - _ROOM), "quiet")
        yield Cell(room, _ROOM)


def typed_parts(text: str) -> tuple[str, str]:
    """Return the name and the organisation of `Nia Okafor @ Riverbend`."""
    name, _, organisation = text.partition("@")
    return clean_line(name), clean_line(organisation)


def found_by(page: EventPage, others: Sequence[ContactRow], text: str, day: date) -> list[Found]:
    """Return whom the letters find: those on the list, of that day first; those of the network; the name itself."""
    name, _ = typed_parts(text)
    words = fold(name).split()
    known = {it.row.id for it in page.people}
    people = sorted(page.people, key=lambda it: _turn(it, day))
    lines = [Found(it.row, it) for it in people if _is_meant(it, words)]
    lines += [Found(row) for row in others if row.id not in known]
    if words:
        lines.append(Found(None, name=text))
    return lines


def _turn(it: PersonLine, day: date) -> int:
    """Return when somebody's turn is: of that day, of a later one, at any time, of a day gone by, met."""
    at = it.person.meets_at
    if it.is_met:
        return 4
    if at is None:
        return 2
    return 0 if at.date() == day else 1 if at.date() > day else 3


def _is_meant(it: PersonLine, words: Sequence[str]) -> bool:
    about = fold(f"{it.row.name} {it.row.organisation} {it.person.room} {it.person.session}").split()
    return begins(words, about)
