"""Spreading check-ins over working days so that no day has more of them than the user allows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from netcrm.domain.workdays import Workdays


def spread(wanted: Iterable[date], cap: int | None, workdays: Workdays, today: date, *, taken: int = 0) -> list[date]:
    """Return a day for each wanted one, in the given order: the first that is not full.

    A wanted day before today becomes the next working day (today, where it is one); one from today on is kept while
    there is room, also on a day off, since it was rolled already where it may be.

    Args:
        wanted: The effective days, in the order in which they may choose.
        cap: The most check-ins a day; None or 0 keeps nothing from standing on one day.
        workdays: The days that a check-in may move to.
        today: The user's local date.
        taken: How many of today's places are gone.
    """
    next_days = workdays.next_workday(today)
    counts = {today: taken}
    onward: dict[date, date] = {}  # from a full day to a later one that may have room; shortened as it is walked
    days = []
    for wish in wanted:
        day = wish if wish >= today else next_days
        full = []
        while cap and counts.get(day, 0) >= cap and day < date.max:
            full.append(day)
            day = onward.get(day) or workdays.next_workday(day + timedelta(days=1))
        onward.update(dict.fromkeys(full, day))
        counts[day] = counts.get(day, 0) + 1
        days.append(day)
    return days
