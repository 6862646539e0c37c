"""Moments of the user's own clock."""

from __future__ import annotations

from datetime import date, datetime

from netcrm.errors import DateProblem


def refuse_edge(day: date) -> None:
    """Refuse a day at the ends of the calendar, whose hours lie beyond it in other time zones.

    Raises:
        DateProblem: It is in the year 1 or 9999.
    """
    if not 1 < day.year < 9999:
        raise DateProblem(f"{day} is at the end of the calendar. Check the year.")


def local_moment(wall: datetime) -> datetime:
    """Return the moment at which the user's clock shows `wall`, which has no zone.

    An hour that daylight saving leaves out is reckoned by the offset before it: 02:30 is 03:30 then (RFC 5545, 3.3.5).
    `datetime.astimezone` alone would make it 01:30.

    Raises:
        OverflowError, ValueError, OSError: It lies beyond what the machine's calendar reckons with.
    """
    return datetime.fromtimestamp(wall.timestamp()).astimezone()


def in_zone(moment: datetime, name: str) -> datetime:
    """Return a moment on the clock of the zone of that name: the user's own for no name, its own for an unknown one."""
    if not name:
        return moment.astimezone()
    from netcrm.domain.zones import known_zone  # most moments are in the user's own zone

    zone = known_zone(name)
    return moment.astimezone(zone) if zone else moment


def clock_at(wall: datetime, name: str) -> datetime:
    """Return the moment at which the clock in the zone of exactly that name shows `wall`.

    The user's own clock counts for no name, and for a name that this machine does not know.
    """
    from netcrm.domain.zones import known_zone

    zone = known_zone(name) if name else None
    return wall.replace(tzinfo=zone) if zone else local_moment(wall)
