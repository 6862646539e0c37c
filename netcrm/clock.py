"""The one place that knows what day it is.

Dates are the user's local calendar dates; stamps are UTC. `NETCRM_TODAY=YYYY-MM-DD` pins the day, for pictures and
for scripts that must give the same answer tomorrow.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from netcrm.errors import DateProblem


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells the local day and the UTC stamp of now; `pinned` holds the day still."""

    pinned: date | None = None

    def today(self) -> date:
        """Return the user's local calendar date."""
        return self.pinned or datetime.now().astimezone().date()

    def now(self) -> datetime:
        """Return the moment in UTC, to the second."""
        if self.pinned:
            return datetime.combine(self.pinned, time(12), tzinfo=UTC)
        return datetime.now(UTC).replace(microsecond=0)


def system_clock() -> Clock:
    """Return the clock of this process, pinned where `NETCRM_TODAY` says so."""
    pinned = os.environ.get("NETCRM_TODAY")
    if not pinned:
        return Clock()
    try:
        return Clock(date.fromisoformat(pinned))
    except ValueError:
        raise DateProblem(f"NETCRM_TODAY is “{pinned}”; it must be a date such as 2026-11-30.") from None
