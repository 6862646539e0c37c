"""Leads: job openings that the user knows of, from the first word to the outcome.

The deadline of one that the user has still to apply to stands in the agenda, and so does the day by which an offer
wants an answer. A deadline is not the user's own to move: no pause hides it, and a snooze before it ends on it at last.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from netcrm.domain.days import full_day, long_day
from netcrm.domain.text import clean_line, clean_text
from netcrm.errors import DateProblem, NothingToDo, UsageProblem


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
    """The last day to apply; of an offer the last day to answer."""
    told_by_id: int | None = None
    """The contact who told the user of it."""
    applied_on: date | None = None
    outcome: LeadOutcome = LeadOutcome.OPEN
    closed_on: date | None = None
    """When it was over; None while something is still to be done."""
    snoozed_until: date | None = None
    note: str = ""

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return not self.outcome.is_over

    @property
    def waits_for_user(self) -> bool:
        """Whether it is the user's turn: to apply, or to answer an offer."""
        return self.outcome is LeadOutcome.OFFER or (self.outcome is LeadOutcome.OPEN and self.applied_on is None)

    @property
    def shows_on(self) -> date | None:
        """The day on which it stands in the agenda; None for one that does not."""
        return (self.snoozed_until or self.deadline) if self.deadline and self.waits_for_user else None

    @property
    def answered_on(self) -> date | None:
        """The day on which the user did what its deadline asked for: applied, or answered the offer."""
        return self.closed_on if self.outcome is LeadOutcome.ACCEPTED else self.applied_on

    def is_missed(self, today: date) -> bool:
        """Whether its deadline has passed without an application."""
        return self.waits_for_user and self.deadline is not None and self.deadline < today

    def state_words(self, today: date) -> str:
        """Return where it stands, in words: `deadline Fri 4 Dec`, `applied Mon 2 Nov`, `rejected Thu 5 Nov`."""
        if self.closed_on:
            return f"{self.outcome.words} {long_day(self.closed_on, today)}"
        if self.outcome is LeadOutcome.OFFER:
            return f"offer, answer by {long_day(self.deadline, today)}" if self.deadline else "offer"
        if self.applied_on:
            return f"applied {long_day(self.applied_on, today)}"
        if self.deadline is None:
            return "no deadline"
        return f"{'deadline passed' if self.is_missed(today) else 'deadline'} {long_day(self.deadline, today)}"

    def days_late(self, today: date) -> int:
        """Return how many days are past since the deadline, or since the day after it that a snooze named."""
        if self.deadline is None:
            return 0
        return max((today - max(self.deadline, self.snoozed_until or self.deadline)).days, 0)


def applied(lead: Lead, on: date, today: date) -> Lead:
    """Return a lead for which the user applied on a day.

    Raises:
        DateProblem: the day is after today.
        NothingToDo: the user applied already, or it is over.
    """
    if on > today:
        raise DateProblem(f"{long_day(on, today)} is after today: say that you applied once you have.")
    if lead.outcome.is_over:
        raise NothingToDo(
            f"“{lead.title}” is over ({lead.outcome.words}). `netcrm lead close l{lead.id} open` opens it."
        )
    if lead.applied_on is not None:
        raise NothingToDo(f"You applied for “{lead.title}” on {long_day(lead.applied_on, today)} already.")
    return replace(lead, applied_on=on, found_on=min(lead.found_on, on), snoozed_until=None)


def ended(
    lead: Lead, outcome: LeadOutcome, on: date, today: date, *, reason: str = "", answer_by: date | None = None
) -> Lead:
    """Return a lead with another outcome; `open` opens it again.

    Args:
        lead: As it stands.
        outcome: How it ended, or that there is an offer.
        on: The day on which that was so.
        today: The user's local date.
        reason: Why, which is kept in the note.
        answer_by: The day by which an offer is to be answered.

    Raises:
        DateProblem: the day is after today or before the application, or the answer to an offer would be due before.
        NothingToDo: it has that outcome already.
        UsageProblem: an answer is awaited for what is no offer.
    """
    if outcome is lead.outcome:
        raise NothingToDo(f"“{lead.title}” is “{outcome.words}” already.")
    if on > today:
        raise DateProblem(f"{long_day(on, today)} is after today: nothing is “{outcome.words}” before it happened.")
    if lead.applied_on and on < lead.applied_on and outcome is not LeadOutcome.OPEN:
        raise DateProblem(
            f"You applied for “{lead.title}” on {long_day(lead.applied_on, today)}: it cannot be “{outcome.words}” on"
            f" {long_day(on, today)}, before that. Name that day or a later one."
        )
    if answer_by and outcome is not LeadOutcome.OFFER:
        raise UsageProblem(f"Only an offer has a day to answer by, and “{lead.title}” would be “{outcome.words}”.")
    if answer_by and answer_by < on:
        raise DateProblem(f"The answer would be due on {long_day(answer_by, today)}, before the offer was made.")
    said = clean_text(reason).strip()
    words = f"{outcome.words.capitalize()} on {full_day(on)}: {said}" if said else ""
    return replace(
        lead,
        outcome=outcome,
        closed_on=on if outcome.is_over else None,
        deadline=answer_by if outcome is LeadOutcome.OFFER else lead.deadline,
        snoozed_until=None,
        note="\n".join(filter(None, (lead.note, words))),
    )


def snoozed(lead: Lead, until: date, today: date) -> Lead:
    """Return a lead that shows again on a day: one before its deadline, or any once that has come.

    Raises:
        DateProblem: the day is not after today, or lies after a deadline that is still ahead.
        NothingToDo: it does not stand in the agenda.
    """
    if lead.shows_on is None or lead.deadline is None:
        raise NothingToDo(f"“{lead.title}” does not stand in the agenda, so there is nothing to snooze.")
    if until <= today:
        raise DateProblem(f"A snooze ends after today ({today}), not on {until}. Name a later day.")
    if lead.deadline > today and until > lead.deadline:
        raise DateProblem(
            f"The deadline of “{lead.title}” is {long_day(lead.deadline, today)}: snooze it to a day before that, or"
            f" change the deadline if it moved (`netcrm lead edit l{lead.id} --deadline {until}`)."
        )
    return replace(lead, snoozed_until=None if until == lead.deadline else until)


def read_link(text: str) -> str:
    """Return the address of a job opening; one without `https://` gets it, an empty text stays empty.

    Raises:
        UsageProblem: it is no address of the web.
    """
    from urllib.parse import urlsplit  # the agenda has no use for it

    link = clean_line(text)
    if not link:
        return ""
    whole = link if "://" in link else f"https://{link}"
    try:
        parts = urlsplit(whole)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and "." in (parts.hostname or "")
    except ValueError:
        is_address = False
    if not is_address or " " in link:
        raise UsageProblem(f"“{link}” is no address of the web. Write it as the browser shows it: https://…")
    return whole


def read_title(text: str) -> str:
    """Return the title of a job opening, on one line.

    Raises:
        UsageProblem: it is empty.
    """
    title = clean_line(text)
    if not title:
        raise UsageProblem("A lead needs the title of the job: lead add “Harbour CRO” Clinical Research Associate.")
    return title
