"""The time zones that calendars name, and those that they describe themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_LONGEST_ZONE = 100
"""Characters of a time zone's name."""
_ZONE_RULE = re.compile(
    r"(?=.*BYMONTH=)FREQ=YEARLY(?:;(?:(?:BYMONTH|BYDAY|WKST|UNTIL)=[+-]?\w{1,16}|BYMONTHDAY=[\d,]{1,24}))*",
    re.IGNORECASE,
)
"""A rule by which clocks change; one that comes back each second would be followed through the centuries."""
_MOST_ZONE_RULES = 8
_LONGEST_DESCRIPTION = 20_000
"""Letters of a time zone's description; those in use have a tenth of that."""
_LAST_YEAR = 2200
"""For which time zones are reckoned by the description in a file."""


@lru_cache(maxsize=64)
def known_zone(name: str) -> tzinfo | None:
    """Return the zone of a name as Olson, Windows or programs with a prefix of their own have it."""
    if not name or len(name) > _LONGEST_ZONE:
        return None
    parts = name.strip("/").split("/")
    for start in range(len(parts)):
        zone = _olson_zone("/".join(parts[start:]))
        if zone:
            return zone
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return _olson_zone(WINDOWS_TO_OLSON.get(name, ""))


def _olson_zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def described_zone(lines: Sequence[str], wall: datetime) -> tzinfo | None:
    """Return what a zone that the file describes is at an hour, where it is described as programs do it."""
    zone = _described(tuple(lines)) if lines and wall.year <= _LAST_YEAR else None
    if zone is None:
        return None
    try:
        offset = zone.utcoffset(wall)
    except Exception:  # noqa: BLE001 - as below
        return None
    return timezone(offset) if offset is not None else None


@lru_cache(maxsize=64)
def _described(lines: tuple[str, ...]) -> tzinfo | None:
    rules = [line.partition(":")[2] for line in lines if line.startswith("RRULE")]
    if sum(map(len, lines)) > _LONGEST_DESCRIPTION:
        return None
    if len(rules) > _MOST_ZONE_RULES or not all(map(_ZONE_RULE.fullmatch, rules)):
        return None
    from icalendar import Timezone

    try:
        zone = Timezone.from_ical("\r\n".join(lines) + "\r\n")
        return zone.to_tz(lookup_tzid=False) if isinstance(zone, Timezone) else None
    except Exception:  # noqa: BLE001
        # The libraries raise whatever their parsers happen to; the hour then counts as local.
        return None
