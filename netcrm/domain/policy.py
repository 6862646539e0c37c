"""What the user's settings say about dates: one value for all rules that need them."""

from __future__ import annotations

from dataclasses import dataclass, field

from netcrm.domain.awaiting import DEFAULT_WAIT
from netcrm.domain.interval import Interval
from netcrm.domain.workdays import Workdays

DEFAULT_DAILY_CAP = 5


@dataclass(frozen=True, slots=True)
class Policy:
    """The working days, the daily cap and the wait for an answer."""

    workdays: Workdays = field(default_factory=Workdays)
    daily_cap: int | None = DEFAULT_DAILY_CAP
    """The most check-ins a day; `None` is no cap."""
    wait: Interval = DEFAULT_WAIT
    """How long a message may go unanswered before the agenda asks."""
