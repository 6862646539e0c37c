"""Whose a file is that something is about to be written over."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

_HEAD = 65_536
_OUR_MARK = b"-//netcrm//"
"""What the cards and calendars that netcrm wrote name as their program."""


class Holder(Enum):
    """Whose file stands at a path."""

    NOBODY = auto()
    """There is none, or an empty one, or nothing that can be read: writing will say what is wrong."""
    NETCRM = auto()
    """Cards or a calendar that netcrm wrote."""
    OTHER_PROGRAM = auto()
    """Cards or a calendar of another program: perhaps a phone's only export."""
    UNKNOWN = auto()
    """Anything else."""


def holder_of(path: Path) -> Holder:
    """Return whose file stands at `path`, by its first bytes."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except (OSError, ValueError):
        return Holder.NOBODY
    if not head:
        return Holder.NOBODY
    if b"BEGIN:VCARD" not in head.upper() and b"BEGIN:VCALENDAR" not in head.upper():
        return Holder.UNKNOWN
    return Holder.NETCRM if _OUR_MARK in head else Holder.OTHER_PROGRAM
