"""What the user's settings say about dates: one value for all rules that need them."""

from __future__ import annotations

from collections.abc import Mapping
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
    abroad: Mapping[str, Workdays] = field(default_factory=dict)
    """By country: the user's working days without the holidays there."""

    def workdays_of(self, country: str) -> Workdays:
        """Return the days on which a check-in with somebody in `country` may stand."""
        return self.abroad.get(country, self.workdays)
