"""How a snooze is said, whatever is put off."""

from __future__ import annotations

from datetime import date

from netcrm.domain.days import long_day
from netcrm.services.acting import Said


def moving_said(on: date, today: date) -> Said:
    """Return the sentence's frame: `Moved … to Tue 1 Dec.`"""
    return Said("Moved", f" to {long_day(on, today)}.")


def snoozing_said(until: date, today: date) -> Said:
    """Return the sentence's frame: `Snoozed … until Tue 1 Dec.`"""
    return Said("Snoozed", f" until {long_day(until, today)}.")
