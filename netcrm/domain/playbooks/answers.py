"""What a run of a playbook takes for an answer, and what for a meeting."""

from __future__ import annotations

from typing import Protocol

from netcrm.domain.interaction import Channel, Direction


class Exchange(Protocol):
    """What a run needs to know of an interaction."""

    @property
    def channel(self) -> Channel:
        """How it happened."""

    @property
    def direction(self) -> Direction:
        """Who reached out."""

    @property
    def is_touch(self) -> bool:
        """Whether it counts for keeping in touch."""


def is_meeting(exchange: Exchange) -> bool:
    """Whether the user and the other met or talked: a meeting, a call, a coffee, a visit that counts."""
    return exchange.channel.is_talk and exchange.is_touch


def is_answer(exchange: Exchange) -> bool:
    """Whether it answers what was written, by the rule of the wait for an answer; who was met has answered."""
    both = exchange.direction is Direction.BOTH and exchange.is_touch
    return exchange.direction is Direction.INCOMING or both or is_meeting(exchange)
