"""The columns of the table of people: what stands in them, and which of them fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from netcrm.domain.check_in import Standing
from netcrm.domain.contact import State
from netcrm.services.listing import ContactRow
from netcrm.services.search import Order
from netcrm.tui.text import STATES, ago, chips, standing_words

_LATE = (Standing.LATE, Standing.OVERDUE)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: how it is called, sorted and filled, and what it needs."""

    title: str
    order: Order | None
    """What a sort by it asks the services for; None where it cannot be sorted by."""
    least: int
    """Terminal cells below which it is no use."""
    most: int
    rank: int
    """Columns of a low rank stay when the table is narrow."""
    text: Callable[[ContactRow, date], str]
    part: Callable[[ContactRow], str]


def _name(row: ContactRow, _today: date) -> str:
    return f"★ {row.name}" if row.starred else row.name


def _roles(row: ContactRow, _today: date) -> str:
    more = f" +{len(row.roles) - 1}" if len(row.roles) > 1 else ""
    return chips(row.roles, 1, row.guessed_role) + more


def _next(row: ContactRow, today: date) -> str:
    if row.state is not State.ACTIVE:
        return STATES[row.state]
    if row.held_by and row.standing is Standing.PAUSED:
        return "in a playbook"
    return standing_words(row.standing, row.days_late, row.next_check_in, today)


def _next_part(row: ContactRow) -> str:
    if row.state is State.ACTIVE and row.standing in _LATE:
        return "late"
    return "due" if row.state is State.ACTIVE and row.standing is Standing.DUE else "quiet"


def _last(row: ContactRow, today: date) -> str:
    words = ago(row.last_touch, today) if row.last_touch else "never"
    return f"{words} ?" if row.awaiting_since else words


def _quiet(_row: ContactRow) -> str:
    return "quiet"


COLUMNS: tuple[Column, ...] = (
    Column("Name", Order.NAME, 22, 36, 0, _name, lambda _: "strong"),
    Column("Role", None, 9, 12, 2, _roles, _quiet),
    Column("Organisation", Order.ORGANISATION, 14, 30, 3, lambda row, _: row.organisation, lambda _: ""),
    Column("Title", None, 14, 28, 7, lambda row, _: row.title, _quiet),
    Column("Tier", Order.TIER, 4, 4, 5, lambda row, _: row.tier or "", _quiet),
    Column("Next check-in", Order.NEXT_CHECK_IN, 16, 21, 1, _next, _next_part),
    Column("Last touch", Order.LAST_TOUCH, 14, 15, 4, _last, _quiet),
    Column("City", None, 10, 16, 8, lambda row, _: row.city, _quiet),
    Column("E-mail", None, 18, 32, 6, lambda row, _: row.email, _quiet),
)
"""All of them, as they stand from left to right."""

GAP = 1


@dataclass(frozen=True, slots=True)
class Placed:
    """A column that fits, and how wide it is."""

    column: Column
    width: int


def placed(width: int) -> list[Placed]:
    """Return the columns that fit into `width` cells, the space left over given out by what each can use."""
    chosen: list[Column] = []
    left = width
    for column in sorted(COLUMNS, key=lambda column: column.rank):
        if chosen and column.least + GAP > left:
            break
        chosen.append(column)
        left -= column.least + GAP
    widths = {column.title: column.least for column in chosen}
    while left > 0:
        growing = [column for column in chosen if widths[column.title] < column.most]
        if not growing:
            break
        for column in growing[:left]:
            widths[column.title] += 1
        left -= len(growing[:left])
    return [Placed(column, widths[column.title]) for column in COLUMNS if column in chosen]
