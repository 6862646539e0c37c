"""Reads the dates of a command line, and echoes each with its weekday, so that nobody takes it for another."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from netcrm.cli.output import full_day, talk
from netcrm.domain.dates import Facing, parse_date, parse_date_and_time
from netcrm.domain.moments import local_moment

if TYPE_CHECKING:
    from netcrm.services.crm import Crm

__all__ = ["Facing", "read_day", "read_day_and_hour", "read_moment"]


def read_day(crm: Crm, text: str, facing: Facing) -> date:
    """Return the day that `text` means, and echo it with its weekday."""
    day = parse_date(text, crm.today, facing, day_first=crm.settings.day_first, workdays=crm.settings.workdays)
    _echo_day(day)
    return day


def read_day_and_hour(crm: Crm, text: str) -> tuple[date, time | None]:
    """Return the day, today or later, and the hour by whatever clock where one is written too."""
    day, hour = parse_date_and_time(
        text, crm.today, Facing.FORWARD, day_first=crm.settings.day_first, workdays=crm.settings.workdays
    )
    _echo_day(day, f" {hour:%H:%M}" if hour else "")
    return day, hour


def read_moment(crm: Crm, text: str) -> tuple[date, datetime | None]:
    """Return the day, today or later, and the moment where an hour is written too, in the user's time zone."""
    day, hour = read_day_and_hour(crm, text)
    return day, local_moment(datetime.combine(day, hour)) if hour else None


def _echo_day(day: date, hour: str = "") -> None:
    talk(f"{full_day(day)}{hour}")
