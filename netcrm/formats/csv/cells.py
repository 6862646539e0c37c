"""What single cells hold: mail addresses, numbers, days, tags and roles as people and programs write them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from netcrm.domain.rough_dates import middle, rough_date
from netcrm.domain.text import clean_line
from netcrm.formats.vcard.dates import birthday as written_birthday

EMPTY = frozenset({
    "-", "--", "—", "–", "n/a", "n.a.", "na", "none", "null", "nan", "nil", "#n/a", "undefined", "unknown", "keine",
    "0/0/00", "00/00/00", "0000-00-00", "1/0/00", "00.00.0000", "0.0.00", "0.0.0000", "0/0/0000", "00/00/0000",
})  # fmt: skip
"""What programs and people write in a cell of an address, number or day where they have none; Outlook the `0/0/00`."""

_JOINT = re.compile(r"\s*:::\s*")
_BETWEEN_MAILS = re.compile(r"[,;\s]+")
_BETWEEN_NUMBERS = re.compile(r"\s*[;\n]\s*|\s*,\s+|\s+/\s+")
_BETWEEN_WORDS = re.compile(r"\s*(?::::|[;,\n])\s*")
_NAMED_MAIL = re.compile(r"[^<>]*<\s*([^<>\s]+@[^<>\s]+)\s*>")
_LONGEST = 2_000
"""Characters of a cell that are looked at for several values."""
_DIGITS = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_THIRD_NUMBER = re.compile(r"\d+\D+\d+\D+\d+")
_LEAP_YEAR = 2000


def line_in(cell: str) -> str:
    """Return a cell as one clean line of text. Most cells need nothing, which is seen fast."""
    return cell.strip() if cell.isprintable() and "  " not in cell else clean_line(cell)


def values_in(cell: str) -> list[str]:
    """Return the values of a cell that Google joined."""
    return [value for value in (_JOINT.split(cell) if ":::" in cell else (cell,)) if value]


def mails_in(cell: str) -> list[str] | None:
    """Return the mail addresses in one cell, None where it is something else."""
    if "@" not in cell:
        return None
    found = []
    for value in values_in(cell):
        if value[:7].casefold() == "mailto:":
            value = value[7:]
        if " " not in value and ";" not in value and "," not in value and "<" not in value:
            found.append(value)
        elif len(value) > _LONGEST:
            return None
        else:
            found += _several_mails(value)
    return found


def _several_mails(text: str) -> list[str]:
    if named := _NAMED_MAIL.findall(text):
        return [str(mail) for mail in named]
    pieces = [piece for piece in _BETWEEN_MAILS.split(text) if piece]
    return pieces if all("@" in piece for piece in pieces) else [text]


def numbers_in(cell: str) -> list[str] | None:
    """Return the phone numbers in one cell as written, None where there is no digit in it."""
    if not _DIGITS.search(cell):
        return None
    found = []
    for value in values_in(cell):
        pieces = [piece for piece in _BETWEEN_NUMBERS.split(value) if piece] if len(value) <= _LONGEST else [value]
        are_numbers = all(len(_DIGITS.findall(piece)) > 4 for piece in pieces)
        found += [number.removeprefix("'") for number in (pieces if are_numbers else [value])]
    return found


def words_in(cell: str) -> list[str]:
    """Return the words of a list in one cell, whatever stands between them."""
    return [word for word in _BETWEEN_WORDS.split(cell) if word]


@lru_cache(maxsize=4096)
def day_in(cell: str, *, day_first: bool | None = None) -> date | None:
    """Return the day that a cell tells, the middle one of a span, None where it is no date or may be two."""
    days = rough_date(cell, day_first=day_first)
    return middle(days) if days else None


def birthday_in(cell: str) -> tuple[str, bool]:
    """Return a birthday as `YYYY-MM-DD`, `--MM-DD` or as written, and whether it was understood.

    A year of two digits could be of either century and is not understood.
    """
    text, is_understood = written_birthday(cell)
    if is_understood:
        return text, True
    if _YEAR.search(text):
        days = rough_date(text)
        return (days[0].isoformat(), True) if days and days[0] == days[1] else (text, False)
    days = None if _THIRD_NUMBER.search(text) else rough_date(f"{text.rstrip('. ')} {_LEAP_YEAR}")
    return (f"--{days[0]:%m-%d}", True) if days and days[0] == days[1] else (text, False)


def birthday_of_parts(year: str, month: str, day: str) -> tuple[str, bool]:
    """Return the birthday that Thunderbird writes in three cells, and whether it was understood."""
    written = "-".join(filter(None, (year, month, day)))
    try:
        number = int(year) if year else 0
        found = date(number or _LEAP_YEAR, int(month), int(day))
    except ValueError:
        return clean_line(written), bool(year) and not month and not day
    return (found.isoformat() if number else f"--{found:%m-%d}"), True
