"""Mentorship: a contact as the user's mentor, the goals agreed with them, and the next meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MentorGoalState(StrEnum):
    """What became of a goal that was agreed with a mentor."""

    OPEN = "open"
    REACHED = "reached"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Mentorship:
    """A span of time in which somebody is the user's mentor."""

    id: int
    """0 for one that is not in the store yet."""
    uid: str
    contact_id: int
    began_on: date
    ended_on: date | None = None
    note: str = ""
    meeting_id: int | None = None
    """The follow-up that is the next meeting."""


@dataclass(frozen=True, slots=True)
class MentorGoal:
    """Something agreed with a mentor."""

    id: int
    uid: str
    mentorship_id: int
    text: str
    agreed_on: date
    due_on: date | None = None
    state: MentorGoalState = MentorGoalState.OPEN
    closed_on: date | None = None
    outcome: str = ""
