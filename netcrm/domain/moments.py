"""Moments of the user's own clock."""

from __future__ import annotations

from datetime import datetime


def local_moment(wall: datetime) -> datetime:
    """Return the moment at which the user's clock shows `wall`, which has no zone.

    An hour that daylight saving leaves out is reckoned by the offset before it: 02:30 is 03:30 then (RFC 5545, 3.3.5).
    `datetime.astimezone` alone would make it 01:30.

    Raises:
        OverflowError, ValueError, OSError: It lies beyond what the machine's calendar reckons with.
    """
    return datetime.fromtimestamp(wall.timestamp()).astimezone()
