"""Days as people read them.

English names from tables of our own, since the locale of the machine must not change what is printed.
"""

from __future__ import annotations

from datetime import date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def short_day(day: date, today: date) -> str:
    """Return `3 Nov` in the year of `today`, else `3 Nov 2027`."""
    text = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return text if day.year == today.year else f"{text} {day.year}"


def weekday(day: date) -> str:
    """Return `Tue`."""
    return WEEKDAYS[day.weekday()][:3]


def long_day(day: date, today: date) -> str:
    """Return `Tue 3 Nov` in the year of `today`, else `Wed 3 Nov 2027`."""
    return f"{weekday(day)} {short_day(day, today)}"


def on_day(day: date, today: date) -> str:
    """Return ` on Tue 3 Nov` as it stands in a sentence; nothing for today."""
    return "" if day == today else f" on {long_day(day, today)}"


def full_day(day: date) -> str:
    """Return `3 Nov 2026`: for what must read the same in any year."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def month_words(text: str) -> str:
    """Return the month of a date in ISO form, or the year where no more is known: `May 2026`; nothing for nothing."""
    year, _, rest = text.partition("-")
    return f"{MONTHS[int(rest[:2]) - 1]} {year}" if rest else year


def counted(count: int, thing: str) -> str:
    """Return `1 day` or `2 days` for a `thing` whose plural ends in s."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
