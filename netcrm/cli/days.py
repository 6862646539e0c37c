"""Reads the dates of a command line, and echoes each with its weekday, so that nobody takes it for another.

Most calls name no date: what reads one is loaded with the first.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from netcrm.cli.output import full_day, talk

if TYPE_CHECKING:
    from netcrm.domain.dates import Facing
    from netcrm.services.crm import Crm


def read_ahead(crm: Crm, text: str) -> date:
    """Return the day that `text` means, looking ahead from today, and echo it with its weekday."""
    from netcrm.domain.dates import Facing

    return _read(crm, text, Facing.FORWARD)


def read_back(crm: Crm, text: str) -> date:
    """Return the day that `text` means, looking back from today, and echo it with its weekday."""
    from netcrm.domain.dates import Facing

    return _read(crm, text, Facing.BACKWARD)


def read_past(crm: Crm, text: str | None) -> date | None:
    """Return the day on which something was, as `read_back`; nothing where none is named."""
    return read_back(crm, text) if text else None


def _read(crm: Crm, text: str, facing: Facing) -> date:
    from netcrm.domain.dates import parse_date

    day = parse_date(text, crm.today, facing, day_first=crm.settings.day_first, workdays=crm.settings.workdays)
    _echo_day(day)
    return day


def read_day_and_hour(crm: Crm, text: str) -> tuple[date, time | None]:
    """Return the day, today or later, and the hour by whatever clock where one is written too."""
    from netcrm.domain.dates import Facing, parse_date_and_time

    day, hour = parse_date_and_time(
        text, crm.today, Facing.FORWARD, day_first=crm.settings.day_first, workdays=crm.settings.workdays
    )
    _echo_day(day, f" {hour:%H:%M}" if hour else "")
    return day, hour


def read_moment(crm: Crm, text: str) -> tuple[date, datetime | None]:
    """Return the day, today or later, and the moment where an hour is written too, in the user's time zone."""
    from netcrm.domain.moments import local_moment, refuse_edge

    day, hour = read_day_and_hour(crm, text)
    if hour:
        refuse_edge(day)
    return day, local_moment(datetime.combine(day, hour)) if hour else None


def _echo_day(day: date, hour: str = "") -> None:
    talk(f"{full_day(day)}{hour}")
