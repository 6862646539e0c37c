"""When the calendar reminds of the thanks for an interview."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from netcrm.domain.moments import local_moment

_EVENING = time(20)
"""Of the day of the interview, by the user's own clock."""
_BEFORE_THE_END = timedelta(hours=2)


def thanks_alarms(ended_at: datetime, due_at: datetime) -> tuple[int, ...]:
    """Return when a thank-you rings, in minutes before it is due: the same evening, and two hours before.

    What would ring before the interview ended is left out.

    Args:
        ended_at: The aware moment at which the interview ended.
        due_at: The aware moment by which thanks are due.
    """
    evening = local_moment(datetime.combine(ended_at.astimezone().date(), _EVENING))
    rings = {evening, due_at - _BEFORE_THE_END}
    return tuple((due_at - at) // timedelta(minutes=1) for at in sorted(rings) if ended_at <= at < due_at)
