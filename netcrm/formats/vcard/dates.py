"""Birthdays in all the ways that cards write them."""

from __future__ import annotations

import re
from datetime import date

from netcrm.domain.text import clean_line

_FULL = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?", re.ASCII)
_YEARLESS = re.compile(r"--(\d{2})-?(\d{2})(?:[T ].*)?", re.ASCII)
_NO_YEARS = frozenset({"0000", "1604"})
"""Years that stand for none: 1604 is what Apple writes, and others after it, because it was a leap year."""


def birthday(value: str, *, is_text: bool = False, omitted_year: str = "") -> tuple[str, bool]:
    """Return a birthday as `YYYY-MM-DD`, `--MM-DD` or as written, and whether it was understood.

    `is_text` marks words ("circa 1800"), which are kept; `omitted_year` is the value of X-APPLE-OMIT-YEAR. A year, or
    a year and a month, are kept as written (RFC 6350, 4.3.1).
    """
    written = clean_line(value)
    if is_text or not written or re.fullmatch(r"\d{4}(-\d{2})?|---\d{2}|--\d{2}", written, re.ASCII):
        return written, True
    if match := _FULL.fullmatch(written):
        year, month, day = match.groups()
        if year in _NO_YEARS or year == omitted_year:
            year = ""
    elif match := _YEARLESS.fullmatch(written):
        year, (month, day) = "", match.groups()
    else:
        return written, False
    try:
        # 2000 was a leap year: 29 February has no year to be wrong in.
        date(int(year or 2000), int(month), int(day))
    except ValueError:
        return written, False
    return (f"{year}-{month}-{day}" if year else f"--{month}-{day}"), True
