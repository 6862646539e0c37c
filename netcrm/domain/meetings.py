"""Meetings as calendars tell of them: who was asked to come, and how one was in touch if it took place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import NAMESPACE_URL, uuid5

from netcrm.domain.interaction import Channel


class Attendance(StrEnum):
    """What somebody answered; whether they came, no calendar knows."""

    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"
    ORGANISER = "organiser"
    """They asked for the meeting, and said no more."""
    UNSAID = ""


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who was asked, or who asked."""

    email: str
    name: str
    attendance: Attendance


@dataclass(frozen=True, slots=True)
class Meeting:
    """An event of a calendar, or one occurrence of a series."""

    uid: str
    occurrence: str
    """Which of a series, by when it was to begin: in UTC, or as a date. Empty for an event that stands alone."""
    on: date
    """The user's local date."""
    at: datetime | None
    """The user's local hour; None where it takes the whole day."""
    summary: str
    place: str
    attendees: tuple[Attendee, ...]
    is_cancelled: bool = False
    is_online: bool = False
    """Whether the event carries the link of a video call."""

    @property
    def interaction_uid(self) -> str:
        """The uid of the interaction that it becomes, the same whenever the calendar is read."""
        return str(uuid5(NAMESPACE_URL, f"netcrm meeting {self.occurrence} {self.uid}"))

    @property
    def channel(self) -> Channel:
        """How one was in touch, by what the event says."""
        if self.is_online or is_link(self.place):
            return Channel.VIDEO
        return next((channel for words, channel in _CHANNELS if words.search(self.summary)), Channel.MEETING)


_LINK = re.compile(
    r"https?://|\bzoom\b|\bteams\b|\bwebex\b|\bskype\b|\bgoogle meet\b|meet\.google|whereby|\bvideo\b", re.I
)
_CHANNELS = (
    (re.compile(r"\bvideo\b|\bzoom\b", re.I), Channel.VIDEO),
    (re.compile(r"\bcoffee\b|\btea\b", re.I), Channel.COFFEE),
    (re.compile(r"\binformational\b", re.I), Channel.INTERVIEW),
    (re.compile(r"\b(?:site|monitoring) visit\b", re.I), Channel.SITE_VISIT),
    (re.compile(r"\bcall\b|\bphone\b|\btelephone\b", re.I), Channel.CALL),
)
"""What titles say of how a meeting was held, the plainest word first."""


def is_link(text: str) -> bool:
    """Whether a place is none to go to but a video call."""
    return _LINK.search(text) is not None
