"""Awaiting an answer: since when the user has waited, and from when the agenda asks about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.interval import Interval, Unit, add_interval
from netcrm.domain.workdays import Workdays

DEFAULT_WAIT = Interval(10, Unit.BUSINESS_DAY)


class Exchange(Protocol):
    """What the wait needs to know of an interaction; `Interaction` is one."""

    @property
    def happened_on(self) -> date:
        """The local date."""

    @property
    def channel(self) -> Channel:
        """How it happened."""

    @property
    def direction(self) -> Direction:
        """Who reached out."""

    @property
    def is_touch(self) -> bool:
        """Whether it counts for keeping in touch."""


def awaiting_since(exchanges: Iterable[Exchange], *, rested_on: date | None = None) -> date | None:
    """Return the day of the latest written message that has no answer yet, or None.

    A written message that counts opens the wait, and a nudge restarts it; whatever comes in closes it, and so does
    what both took part in, if it counts (a no-show is no answer).

    Args:
        exchanges: A contact's interactions, oldest first; those of one day in the order of their ids.
        rested_on: The day on which the user let the question rest; messages up to that day no longer wait.
    """
    since: date | None = None
    for exchange in exchanges:
        if exchange.direction is Direction.INCOMING or (exchange.direction is Direction.BOTH and exchange.is_touch):
            since = None
        elif exchange.direction is Direction.OUTGOING and exchange.channel.expects_answer and exchange.is_touch:
            since = exchange.happened_on
    return None if since and rested_on and since <= rested_on else since


def awaiting_asks_on(since: date, workdays: Workdays, wait: Interval = DEFAULT_WAIT) -> date:
    """Return the day from which the agenda asks whether an answer came."""
    return workdays.rolled(add_interval(since, wait, workdays), since).day
