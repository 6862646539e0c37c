"""When and where an interview takes place: the hour by the clock of its own place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from netcrm.domain.interviews.interview import Interview, refuse_minutes
from netcrm.domain.moments import local_moment, refuse_edge
from netcrm.domain.text import clean_line
from netcrm.errors import DateProblem, UsageProblem


@dataclass(frozen=True, slots=True)
class Appointment:
    """When and where an interview takes place; what is None stays as it was."""

    on: date | None = None
    at: time | None = None
    """By the clock of `zone`."""
    zone: str | None = None
    """The name of a time zone; empty is the user's own."""
    minutes: int | None = None
    place: str | None = None


def appointed(interview: Interview, appointment: Appointment) -> Interview:
    """Return the interview at another day, hour, place.

    Raises:
        DateProblem: The day is at the end of the calendar.
        NotFound: There is no such time zone.
        UsageProblem: The hour has no day, the zone no hour, or the minutes are too many.
    """
    minutes = interview.minutes if appointment.minutes is None else appointment.minutes
    refuse_minutes(minutes)
    place = interview.place if appointment.place is None else clean_line(appointment.place)
    new = replace(interview, minutes=minutes, place=place)
    if appointment.on is None and appointment.at is None and appointment.zone is None:
        return new
    day, at = _wall(interview, appointment)
    refuse_edge(day)
    if at is None:
        return replace(new, happens_on=day, happens_at=None, time_zone="")
    zone = interview.time_zone if appointment.zone is None else appointment.zone
    moment, known = _moment(datetime.combine(day, at), zone)
    return replace(new, happens_on=moment.astimezone().date(), happens_at=moment, time_zone=known)


def held_at(interview: Interview, on: date, at: time | None, now: datetime) -> Interview:
    """Return an interview that was held on a day at an hour of the user's own clock; without an hour as it is.

    Raises:
        DateProblem: The hour is still to come.
    """
    if at is None:
        return interview
    refuse_edge(on)
    moment = local_moment(datetime.combine(on, at))
    if moment > now:
        raise DateProblem(f"{at:%H:%M} is still to come: nothing is held before it happened. Name the hour it began.")
    return replace(interview, happens_on=on, happens_at=moment, time_zone="")


def _wall(interview: Interview, appointment: Appointment) -> tuple[date, time | None]:
    """Return day and hour by the clock at the interview's place: those that are new, else those it had."""
    had = interview.happens_at
    day = appointment.on or (had.date() if had else interview.happens_on)
    if day is None:
        raise UsageProblem("An hour needs a day: say which with --on DATE.")
    if appointment.at is not None:
        return day, appointment.at
    if appointment.zone and had is None:
        raise UsageProblem("A time zone needs an hour: say which with --at HH:MM.")
    return day, had.time() if had else None


def _moment(wall: datetime, zone: str) -> tuple[datetime, str]:
    """Return the moment of a time of the wall's clock, and the zone's name as it is written."""
    if not zone:
        return local_moment(wall), ""
    from netcrm.domain.zones import zone_named  # most interviews are in the user's own zone

    found = zone_named(zone)
    return wall.replace(tzinfo=found), str(found)
