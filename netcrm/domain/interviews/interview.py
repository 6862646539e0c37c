"""Informational interviews: their stages, and the rules by which one moves from stage to stage.

Any later stage may be jumped to and dated in the past, since people log afterwards. Refused are what would be held in
the future, thanks before holding, and a way back: undo takes a stage back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from netcrm.domain.days import long_day
from netcrm.errors import DateProblem, NothingToDo, UsageProblem

DEFAULT_MINUTES = 30
_MOST_MINUTES = 24 * 60

Placed = Callable[[datetime], datetime]
"""Gives a moment without a zone the one that the clock at the interview's place has then."""


class Stage(StrEnum):
    """Where an interview stands; the first six in the order in which they are gone through."""

    TO_CONTACT = "to-contact"
    ASKED = "asked"
    AGREED = "agreed"
    HELD = "held"
    THANKED = "thanked"
    KEPT_IN_TOUCH = "kept-in-touch"
    DECLINED = "declined"
    NO_ANSWER = "no-answer"
    MOVED = "moved"
    """Put off without a new day."""
    CANCELLED = "cancelled"
    NO_SHOW = "no-show"

    @property
    def words(self) -> str:
        """The stage as people read it: `to contact`, `no-show`."""
        return self.value if self is Stage.NO_SHOW else self.value.replace("-", " ")

    @property
    def is_aside(self) -> bool:
        """Whether it stands beside the way to an interview that is held: declined, moved, cancelled …"""
        return self not in _WAY

    @property
    def is_after_holding(self) -> bool:
        """Whether the interview took place."""
        return self in _AFTER_HOLDING

    @property
    def is_open(self) -> bool:
        """Whether an interview is still to come."""
        return self in _OPEN


_WAY = (Stage.TO_CONTACT, Stage.ASKED, Stage.AGREED, Stage.HELD, Stage.THANKED, Stage.KEPT_IN_TOUCH)
_OPEN = frozenset({Stage.TO_CONTACT, Stage.ASKED, Stage.AGREED, Stage.MOVED})
_AFTER_HOLDING = frozenset({Stage.HELD, Stage.THANKED, Stage.KEPT_IN_TOUCH})


@dataclass(frozen=True, slots=True)
class Interview:
    """An informational interview with somebody."""

    id: int
    """0 for one that is not in the store yet."""
    uid: str
    contact_id: int
    stage: Stage = Stage.TO_CONTACT
    topic: str = ""
    """What it is about."""
    happens_on: date | None = None
    """The user's local date on which it happens, or was held."""
    happens_at: datetime | None = None
    """The aware moment, where the hour is known; in the zone of `time_zone`."""
    time_zone: str = ""
    """The name of the zone in which its hour was said (`Europe/Berlin`); empty for the user's own."""
    minutes: int = DEFAULT_MINUTES
    place: str = ""
    """A room, or the link of a call."""
    rating: int | None = None
    """How much it was worth to the user, 1 to 5."""
    next_step: str = ""
    """What comes next with the person, in words."""


@dataclass(frozen=True, slots=True)
class InterviewStep:
    """A change of stage."""

    id: int
    interview_id: int
    stage: Stage
    reached_on: date
    interaction_id: int | None = None
    """What was logged with it."""
    reason: str = ""
    """Why it was declined or cancelled, from when it was moved."""


def may_reach(there: Stage, stage: Stage) -> bool:
    """Whether an interview at one stage can go to another."""
    if stage is there:
        return False
    if stage.is_aside:
        return there not in _AFTER_HOLDING
    if there.is_aside:
        return stage is not Stage.THANKED
    if stage is Stage.THANKED:
        return there is Stage.HELD
    return _WAY.index(stage) > _WAY.index(there)


def reached(
    interview: Interview, stage: Stage, on: date, today: date, *, name: str, held_on: date | None = None
) -> Interview:
    """Return the interview at another stage, reached on a day.

    Held, it keeps its hour where it was held on the day that was agreed; moved, it has no day until a new one is
    agreed.

    Args:
        interview: As it stands.
        stage: Where it goes.
        on: The day on which it got there.
        today: The user's local date.
        name: Whose it is, for the sentence of a refusal.
        held_on: When it was held, where it was.

    Raises:
        DateProblem: The day is after today, or thanks were given before the interview was held.
        NothingToDo: It stands there already.
        UsageProblem: The stage cannot be reached from where it stands.
    """
    there, key = interview.stage, f"i{interview.id}"
    if stage is there:
        raise NothingToDo(f"The interview with {name} is “{there.words}” already. `netcrm interview list` shows where.")
    refuse_future(stage, on, today)
    if stage is Stage.THANKED and there is not Stage.HELD:
        if there is Stage.KEPT_IN_TOUCH:
            raise UsageProblem(f"The interview with {name} is past the thanks: it is “{there.words}”.")
        raise UsageProblem(
            f"The interview with {name} was not held yet (it is “{there.words}”), so there is nothing to thank for."
            " Say first when it was held: `netcrm interview held WHO --on DATE`."
        )
    if not may_reach(there, stage):
        raise UsageProblem(
            f"The interview with {name} is “{there.words}” and does not go back to “{stage.words}”."
            f" `netcrm undo` takes a stage back, `netcrm interview delete {key}` the whole interview."
        )
    if stage is Stage.THANKED and held_on and on < held_on:
        raise DateProblem(
            f"The interview with {name} was held on {long_day(held_on, today)}, and thanks on"
            f" {long_day(on, today)} would come before it. Name that day or a later one."
        )
    if stage is Stage.HELD:
        return _on_day(replace(interview, stage=stage), on)
    if stage is Stage.MOVED:
        return replace(interview, stage=stage, happens_on=None, happens_at=None, time_zone="")
    return replace(interview, stage=stage)


def refuse_future(stage: Stage, on: date, today: date) -> None:
    """Raise `DateProblem` where a stage is said to be reached after today."""
    if on > today:
        how = f" Agree on that day instead (`netcrm interview agree WHO --on {on}`)." if stage is Stage.HELD else ""
        raise DateProblem(f"{long_day(on, today)} is after today: nothing is “{stage.words}” before it happened.{how}")


def _on_day(interview: Interview, on: date) -> Interview:
    """Return the interview on a day, with its hour where it is the day that it had."""
    if interview.happens_on == on:
        return interview
    return replace(interview, happens_on=on, happens_at=None, time_zone="")


def moved_to(interview: Interview, on: date, at: datetime | None, placed: Placed) -> Interview:
    """Return an agreed interview on another day; without a new hour the clock at its place shows the old one.

    Args:
        interview: As it was agreed.
        on: The user's local date.
        at: The aware moment on that date, where the hour is new.
        placed: Puts an hour of the wall's clock into the interview's zone.
    """
    if at is None and interview.happens_at and interview.happens_on:
        wall = interview.happens_at.replace(tzinfo=None)
        at = placed(wall + (on - interview.happens_on))
    return replace(interview, stage=Stage.AGREED, happens_on=on, happens_at=at)


def ended_at(interview: Interview) -> datetime | None:
    """Return the moment at which an interview ends; None where its hour is not known."""
    if interview.happens_at is None:
        return None
    return interview.happens_at.astimezone(UTC) + timedelta(minutes=interview.minutes)


def refuse_minutes(minutes: int) -> None:
    """Raise `UsageProblem` where an interview cannot take so long."""
    if not 1 <= minutes <= _MOST_MINUTES:
        raise UsageProblem(f"An interview takes 1 to {_MOST_MINUTES} minutes, not {minutes}.")
