"""Advice that people gave, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class AdviceState(StrEnum):
    """What became of a piece of advice."""

    OPEN = "open"
    FOLLOWED = "followed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Advice:
    """A piece of advice."""

    id: int
    """0 for one that is not in the store yet."""
    uid: str
    contact_id: int
    """Who gave it."""
    text: str
    given_on: date
    interview_id: int | None = None
    """The interview in which it was given."""
    state: AdviceState = AdviceState.OPEN
    closed_on: date | None = None
    """When it was followed or dropped."""
    outcome: str = ""
    """What became of it, in words."""
    is_shareable: bool = False
    """The user marked it as fit for others to read."""
    follow_up_id: int | None = None
    """The promise to report back on it."""
