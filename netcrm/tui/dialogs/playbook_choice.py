"""What the playbook dialog gives back, and how its fields are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from netcrm.domain.playbooks.playbook import Playbook
from netcrm.domain.text import clean_line
from netcrm.errors import UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.playbooks.values import Clash
from netcrm.services.values import Done

_MOST_A_DAY = 500


@dataclass(frozen=True, slots=True)
class PlaybookStart:
    """A playbook to start."""

    name: str
    contact_ids: tuple[int, ...]
    on: date
    at: datetime | None = None
    second: int | None = None
    per_day: int | None = None
    clash: Clash | None = None


@dataclass(frozen=True, slots=True)
class PlaybookStop:
    """Runs to stop, and why; without a playbook all that go on with these people."""

    contact_ids: tuple[int, ...]
    playbook: str
    reason: str


def start(crm: Crm, choice: PlaybookStart) -> Done:
    """Start what was chosen; the preview asked the service the same."""
    return crm.playbooks.start(
        choice.name,
        choice.contact_ids,
        on=choice.on,
        at=choice.at,
        second=choice.second,
        per_day=choice.per_day,
        clash=choice.clash,
    )


def counts_back(playbook: Playbook) -> bool:
    """Return whether a playbook is dated by its last day, since steps of it lie before that."""
    return any(step.after.count < 0 for step in playbook.steps)


def read_number(text: str) -> int | None:
    """Return how many people a day are begun with; None is all at once.

    Raises:
        UsageProblem: It is no such number.
    """
    words = clean_line(text)
    if not words:
        return None
    if not (words.isascii() and words.isdecimal() and 1 <= int(words[:6]) <= _MOST_A_DAY):
        raise UsageProblem(f"Write a number of people from 1 to {_MOST_A_DAY}, or nothing.")
    return int(words)


def say_number(number: int | None) -> str:
    """Return the number in words."""
    return f"{number} a working day" if number else "all at once"
