"""The five minutes that a calendar keeps free for netcrm on working days: off, or an hour of the wall clock."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from netcrm.errors import DateProblem, UsageProblem

if TYPE_CHECKING:
    from netcrm.services.session import Session

FIVE_MINUTES = "five-minutes"
"""The key of the setting."""
OFF = "off"
_ANY_DAY = date(2000, 1, 1)
"""What an hour alone is read against."""


def read_five_minutes(text: str) -> str:
    """Return `off`, or an hour as `08:30`.

    Raises:
        UsageProblem: it is no hour.
    """
    words = text.strip().casefold()
    if words == OFF:
        return OFF
    from netcrm.domain.dates import Facing, parse_date_and_time

    try:
        day, hour = parse_date_and_time(words, _ANY_DAY, Facing.FORWARD)
    except DateProblem:
        day, hour = _ANY_DAY, None
    if hour is None or day != _ANY_DAY:
        raise UsageProblem(f"The five minutes begin at an hour such as 08:30, or are off; not “{text}”.")
    return hour.isoformat("minutes")


def five_minutes(session: Session) -> time | None:
    """Return the hour at which the user keeps five minutes free for netcrm, if they do."""
    kept = session.settings.all().get(FIVE_MINUTES, OFF)
    return None if kept == OFF else time.fromisoformat(kept)
