"""The days and moments that a calendar's properties say, in the zone in which they say them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, tzinfo

from netcrm.domain.moments import local_moment
from netcrm.formats.calendar.events import Property
from netcrm.formats.calendar.zones import described_zone, known_zone

DAY_OR_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a wall clock's time on it in a zone (none is local)."""

    on: date
    clock: time | None = None
    zone: tzinfo | None = None
    zone_name: str = ""
    """Of a zone that is another at other times of the year."""

    def key(self) -> str:
        """Return what an occurrence that was to begin now is called, whatever zone it is said in."""
        if self.clock is None:
            return f"{self.on:%Y%m%d}"
        wall = datetime.combine(self.on, self.clock, self.zone)
        return f"{wall.astimezone(UTC):%Y%m%dT%H%M%SZ}" if self.zone else f"{wall:%Y%m%dT%H%M%S}"

    def local(self, zone: tzinfo | None) -> tuple[date, datetime | None]:
        """Return the user's day, and the hour if there is one."""
        if self.clock is None:
            return self.on, None
        zoned = self.zone or zone
        wall = datetime.combine(self.on, self.clock, zoned)
        moment = wall.astimezone(zone) if zoned else local_moment(wall)
        return moment.date(), moment


class Moments:
    """Reads moments, with the time zones that their calendar describes."""

    def __init__(self, zones: Mapping[str, Sequence[str]]) -> None:
        self._zones = zones

    def read(self, found: Property | None) -> Moment | None:
        """Return when a property says; None where it says nothing that can be understood."""
        written = DAY_OR_MOMENT.match(found.value.strip()) if found else None
        if found is None or written is None:
            return None
        year, month, day, hour, minute, second = (int(number or 0) for number in written.groups()[:6])
        try:
            on = date(year, month, day)
            if written[4] is None:
                return Moment(on)
            wall = datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001 - its zone comes below
        except ValueError:
            return None
        if written[7]:
            return Moment(on, wall.time(), UTC)
        return self.on(on, Moment(on, wall.time(), None, found.parameter("TZID")))

    def on(self, day: date, like: Moment) -> Moment:
        """Return the moment of another day with the same hour in the same zone."""
        zone = like.zone
        if like.clock is not None and like.zone_name:
            wall = datetime.combine(day, like.clock)
            described = self._zones.get(like.zone_name, ())
            zone = known_zone(like.zone_name) or described_zone(described, wall)
        return replace(like, on=day, zone=zone)
