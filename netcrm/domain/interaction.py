"""Interactions: what happened between the user and one or more contacts on a local date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Channel(StrEnum):
    """How an interaction happened; the value is its slug."""

    EMAIL = "email"
    CALL = "call"
    VIDEO = "video"
    MEETING = "meeting"
    COFFEE = "coffee"
    INTERVIEW = "interview"
    CONFERENCE = "conference"
    SITE_VISIT = "site-visit"
    MESSAGE = "message"
    LETTER = "letter"
    INTRODUCTION = "introduction"
    REACTION = "reaction"
    NO_SHOW = "no-show"
    NOTE = "note"

    @property
    def is_touch(self) -> bool:
        """Whether an interaction by this channel counts for keeping in touch unless it says otherwise."""
        return self not in _NO_TOUCH

    @property
    def usual_direction(self) -> Direction:
        """Who reached out where nobody says: one writes to somebody, but talks with them."""
        return Direction.OUTGOING if self in _WRITTEN or not self.is_touch else Direction.BOTH

    @property
    def is_talk(self) -> bool:
        """Whether people talk with each other by this channel; what is only written is no talk."""
        return self in _TALKS

    @property
    def expects_answer(self) -> bool:
        """Whether an outgoing interaction by this channel opens *awaiting an answer*."""
        return self in _WRITTEN


_NO_TOUCH = frozenset({Channel.REACTION, Channel.NO_SHOW, Channel.NOTE})
_WRITTEN = frozenset({Channel.EMAIL, Channel.MESSAGE, Channel.LETTER})
_TALKS = frozenset(
    {
        Channel.CALL,
        Channel.VIDEO,
        Channel.MEETING,
        Channel.COFFEE,
        Channel.INTERVIEW,
        Channel.CONFERENCE,
        Channel.SITE_VISIT,
    }
)
_OTHER_WORDS = {
    "mail": Channel.EMAIL,
    "phone": Channel.CALL,
    "called": Channel.CALL,
    "met": Channel.MEETING,
    "zoom": Channel.VIDEO,
    "teams": Channel.VIDEO,
    "informationalinterview": Channel.INTERVIEW,
    "visit": Channel.SITE_VISIT,
    "linkedin": Channel.MESSAGE,
    "chat": Channel.MESSAGE,
    "thankyou": Channel.LETTER,
    "thankyounote": Channel.LETTER,
    "intro": Channel.INTRODUCTION,
    "like": Channel.REACTION,
    "comment": Channel.REACTION,
    "share": Channel.REACTION,
}


def parse_channel(text: str) -> Channel | None:
    """Return the channel that a slug or an everyday word names (`call`, `mail`, `site visit`), else None."""
    key = re.sub(r"[\W_]+", "", text.casefold())
    return next((c for c in Channel if c.replace("-", "") == key), _OTHER_WORDS.get(key))


class Direction(StrEnum):
    """Who reached out."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Interaction:
    """Something that happened on a local date; `counts` overrides what the channel says about being a touch."""

    id: int
    uid: str
    happened_on: date
    channel: Channel
    direction: Direction
    summary: str = ""
    participants: tuple[int, ...] = ()
    """Contact ids."""
    counts: bool | None = None

    @property
    def is_touch(self) -> bool:
        """Whether it counts for keeping in touch."""
        return self.channel.is_touch if self.counts is None else self.counts
