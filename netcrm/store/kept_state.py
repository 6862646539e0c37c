"""A row of `contact_state` as a value, and the row that facts make."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from netcrm.domain.cadence import Cadence, CadenceScope, EffectiveCadence, parse_cadence
from netcrm.domain.check_in import CheckIn
from netcrm.domain.workdays import Rolled

STATE_COLUMNS = (
    "contact_id", "last_touch", "last_interaction", "last_skip", "awaiting_since", "asks_on", "interval", "latest",
    "set_on", "scope", "subject", "anchor", "start_on", "unrolled_on", "due_on", "interval_days", "latest_on",
    "snoozed_until", "rolled_from", "rolled_why", "is_new",
    "held_by",
)  # fmt: skip

KEPT_COLUMNS = tuple(f"s.{name}" for name in STATE_COLUMNS)
"""The columns of a kept state for a query that names the table `s`."""


@dataclass(frozen=True, slots=True)
class KeptState:
    """A row of `contact_state` as values."""

    contact_id: int
    last_touch: date | None
    last_interaction: int | None
    awaiting_since: date | None
    effective: EffectiveCadence | None
    check_in: CheckIn | None
    held_by: str = ""
    """The playbook whose run holds the check-ins, by its slug."""


def kept_state(row: tuple[Any, ...]) -> KeptState | None:
    """Return the state that a row of `KEPT_COLUMNS` holds, or nothing where the contact has none."""
    if row[0] is None:
        return None
    cadence = read_cadence(row[6], row[7], row[8]) if row[6] else None
    due_on = read_day(row[14])
    check_in = None
    if due_on is not None:
        check_in = CheckIn(
            anchor=read_day(row[11]),
            start=date.fromisoformat(row[12]),
            unrolled=date.fromisoformat(row[13]),
            due_on=due_on,
            interval_days=row[15],
            latest_on=read_day(row[16]),
            snoozed_until=read_day(row[17]),
            rolled=Rolled(due_on, read_day(row[18]), row[19]),
        )
    return KeptState(
        contact_id=row[0],
        last_touch=read_day(row[1]),
        last_interaction=row[2],
        awaiting_since=read_day(row[4]),
        effective=EffectiveCadence(cadence, CadenceScope(row[9]), row[10]) if cadence else None,
        check_in=check_in,
        held_by=row[21],
    )


def read_cadence(interval: str, latest: str, set_on: str | None) -> Cadence | None:
    """Return the cadence that the columns of a row hold."""
    return parse_cached(f"{interval}, latest {latest}" if latest else interval, set_on)


@cache
def parse_cached(text: str, set_on: str | None) -> Cadence | None:
    """Return a cadence as the store keeps it; the same few stand behind everybody."""
    return parse_cadence(text, set_on=read_day(set_on))


def read_day(text: str | None) -> date | None:
    """Return the day that a column holds."""
    return date.fromisoformat(text) if text else None
