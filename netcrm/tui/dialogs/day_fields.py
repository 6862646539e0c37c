"""The fields of dialogs in which a day is typed: when something was, or when it is to be."""

from __future__ import annotations

from datetime import date, time

from netcrm.domain.dates import Facing
from netcrm.tui.widgets.fields import Calendar, TextField


def past_day_field(
    calendar: Calendar, field_id: str, label: str, *, required: str, value: str = "today", hint: str = ""
) -> TextField[date]:
    """Return the field of the day on which something was."""
    return TextField(
        field_id,
        label,
        lambda text: calendar.read(text, Facing.BACKWARD),
        value=value,
        hint=hint,
        required=required,
        echo=calendar.say,
        selects=True,
    )


def coming_day_field(
    calendar: Calendar, field_id: str, label: str, *, required: str, value: str = "", hint: str = ""
) -> TextField[date]:
    """Return the field of the day on which something is to be."""
    return TextField(
        field_id,
        label,
        lambda text: calendar.read(text, Facing.FORWARD),
        value=value,
        hint=hint,
        required=required,
        echo=calendar.say,
        selects=True,
    )


def coming_day_or_none_field(
    calendar: Calendar, field_id: str, label: str, *, hint: str, value: str = ""
) -> TextField[date | None]:
    """Return the field of a day that may be left out."""
    return TextField(
        field_id,
        label,
        lambda text: calendar.read(text, Facing.FORWARD) if text.strip() else None,
        value=value,
        hint=hint,
        echo=lambda day: calendar.say(day) if day else "",
        selects=True,
    )


def coming_moment_field(
    calendar: Calendar, field_id: str, label: str, *, required: str, value: str = "", hint: str = ""
) -> TextField[tuple[date, time | None]]:
    """Return the field of a day that is to be, perhaps with its hour."""
    return TextField(
        field_id,
        label,
        lambda text: calendar.read_moment(text, Facing.FORWARD),
        value=value,
        hint=hint,
        required=required,
        echo=calendar.say_moment,
        selects=True,
    )
