"""Events of the field: whom the user wants to meet there, and whom they met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class EventKind(StrEnum):
    """What sort of event it is; the value is its slug."""

    CONFERENCE = "conference"
    CHAPTER_MEETING = "chapter-meeting"
    """Of an association's local chapter: ACRP, SOCRA and others."""
    GRAND_ROUNDS = "grand-rounds"
    WEBINAR = "webinar"
    SEMINAR = "seminar"
    INVESTIGATOR_MEETING = "investigator-meeting"
    CAREER_FAIR = "career-fair"
    OTHER = "other"

    @property
    def words(self) -> str:
        """The kind as people read it: `chapter meeting`."""
        return self.value.replace("-", " ")


@dataclass(frozen=True, slots=True)
class Event:
    """A conference, chapter meeting, grand round or webinar."""

    id: int
    """0 for one that is not in the store yet."""
    uid: str
    name: str
    kind: EventKind
    starts_on: date
    """The local date at its place, as `ends_on`."""
    ends_on: date
    time_zone: str = ""
    """The name of the zone of its place (`America/Chicago`); empty for the user's own."""
    place: str = ""
    link: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class EventPerson:
    """Somebody whom the user wants to meet at an event, or met there."""

    id: int
    event_id: int
    contact_id: int
    is_target: bool = False
    session: str = ""
    """What they speak or stand at: a talk, a poster, a stand."""
    meets_at: datetime | None = None
    """The aware moment of it, in the event's zone."""
    room: str = ""
    met_on: date | None = None
    interaction_id: int | None = None
    line: str = ""
    """What was noted of the talk, in one line."""
