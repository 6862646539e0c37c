"""Awaiting an answer: since when the user has waited, and from when the agenda asks about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.interval import Interval, Unit, add_interval
from netcrm.domain.workdays import Workdays

DEFAULT_WAIT = Interval(10, Unit.BUSINESS_DAY)


class Exchange(Protocol):
    """What the wait needs to know of an interaction; `Interaction` is one."""

    @property
    def id(self) -> int:
        """The number given when it was logged: later ones are higher."""

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


@dataclass(frozen=True, slots=True)
class Rested:
    """The decision to wait no longer for an answer to what was written so far."""

    on: date
    up_to: int = 0
    """The latest interaction of that moment: what is logged after it waits again, on the same day too. 0 is unknown."""

    def covers(self, exchange: Exchange) -> bool:
        """Whether a message was let rest by it."""
        return exchange.happened_on <= self.on and (self.up_to == 0 or exchange.id <= self.up_to)


def awaiting_since(exchanges: Iterable[Exchange], *, rested: Rested | None = None) -> date | None:
    """Return the day of the latest written message that has no answer yet, or None.

    A written message that counts opens the wait, and a nudge restarts it; whatever comes in closes it, and so does
    what both took part in, if it counts (a no-show is no answer).

    Args:
        exchanges: A contact's interactions, oldest first; those of one day in the order of their ids.
        rested: When the user last let the question rest.
    """
    waits: Exchange | None = None
    for exchange in exchanges:
        if exchange.direction is Direction.INCOMING or (exchange.direction is Direction.BOTH and exchange.is_touch):
            waits = None
        elif exchange.direction is Direction.OUTGOING and exchange.channel.expects_answer and exchange.is_touch:
            waits = exchange
    return None if waits is None or (rested and rested.covers(waits)) else waits.happened_on


def awaiting_asks_on(since: date, workdays: Workdays, wait: Interval = DEFAULT_WAIT) -> date:
    """Return the day from which the agenda asks whether an answer came."""
    return workdays.rolled(add_interval(since, wait, workdays), since).day
