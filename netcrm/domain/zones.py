"""Time zones by their names (`Europe/Berlin`), as the IANA data of the machine has them."""

from __future__ import annotations

from datetime import tzinfo
from zoneinfo import ZoneInfo, available_timezones

from netcrm.domain.text import clean_line
from netcrm.errors import NotFound


def zone_named(name: str) -> tzinfo:
    """Return a time zone by its name, whatever the case; the last part of the name will do where only one has it.

    Raises:
        NotFound: There is none; the sentence lists near names.
    """
    wanted = clean_line(name).casefold().replace(" ", "_")
    known = available_timezones()
    fitting = [zone for zone in known if zone.casefold() == wanted]
    fitting = fitting or [zone for zone in known if zone.casefold().rpartition("/")[2] == wanted and "/" in zone]
    if len(fitting) == 1:
        return ZoneInfo(fitting[0])
    raise NotFound("time zone", name, near=_near(wanted, sorted(fitting or known)), advice="Such as Europe/Berlin.")


def known_zone(name: str) -> tzinfo | None:
    """Return the time zone of exactly that name, or nothing where this machine does not know it."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # not there, a folder, no name at all
        return None


def _near(wanted: str, known: list[str]) -> list[str]:
    from difflib import get_close_matches  # needed where something went wrong only

    ends = {zone.casefold(): zone for zone in known} | {zone.casefold().rpartition("/")[2]: zone for zone in known}
    return list(dict.fromkeys(ends[found] for found in get_close_matches(wanted, ends, 4, 0.6)))
