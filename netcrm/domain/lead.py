"""Leads: job openings that the user knows of, from the first word to the outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class LeadOutcome(StrEnum):
    """How a lead ended; an open one has none yet."""

    OPEN = "open"
    OFFER = "offer"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    NO_ANSWER = "no-answer"
    CLOSED = "closed"
    """The opening was filled or taken back."""

    @property
    def words(self) -> str:
        """The outcome as people read it: `no answer`."""
        return self.value.replace("-", " ")

    @property
    def is_over(self) -> bool:
        """Whether nothing is to be done for it any longer."""
        return self not in (LeadOutcome.OPEN, LeadOutcome.OFFER)


@dataclass(frozen=True, slots=True)
class Lead:
    """A job opening at an organisation."""

    id: int
    """0 for one that is not in the store yet."""
    uid: str
    organisation_id: int
    title: str
    found_on: date
    link: str = ""
    deadline: date | None = None
    """The last day to apply."""
    told_by_id: int | None = None
    """The contact who told the user of it."""
    applied_on: date | None = None
    outcome: LeadOutcome = LeadOutcome.OPEN
    closed_on: date | None = None
    """When it was over; None while something is still to be done."""
    snoozed_until: date | None = None
    note: str = ""
