"""What the services of interviews take and give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from netcrm.domain.interaction import Channel
from netcrm.domain.interviews.interview import Interview, InterviewStep, Stage

if TYPE_CHECKING:
    from netcrm.domain.interviews.funnel import Funnel
    from netcrm.domain.interviews.question_set import QuestionSet
    from netcrm.domain.interviews.sheet import InterviewNote
    from netcrm.domain.ties.advice import Advice


@dataclass(frozen=True, slots=True)
class Logging:
    """How a step is logged."""

    channel: Channel | None = None
    """None is the step's usual one."""
    summary: str = ""
    logs: bool = True
    """Whether anything is logged at all."""


@dataclass(frozen=True, slots=True)
class InterviewLine:
    """An interview as lists show it."""

    interview: Interview
    uid: str
    """The contact's."""
    name: str
    organisation: str
    steps: tuple[InterviewStep, ...]

    @property
    def since(self) -> date | None:
        """The day on which it got where it stands."""
        return self.steps[-1].reached_on if self.steps else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of an interview."""

    line: InterviewLine
    notes: tuple[InterviewNote, ...]
    """Questions and notes in the order in which they stand there: by topic, free ones last."""
    sets: tuple[QuestionSet, ...]
    """All question sets, the best for this person first."""
    chosen: QuestionSet | None
    """The one to prepare with, where one fits."""
    advice: tuple[Advice, ...]
    """What was advised in this interview."""
    problems: tuple[str, ...] = ()
    """What is wrong with question sets of the user's own, each in a sentence."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the board."""

    title: str
    stages: tuple[Stage, ...]
    """A card that is moved into the column reaches the first of them."""
    lines: tuple[InterviewLine, ...]
    more: int = 0
    """How many stand there beside those."""


@dataclass(frozen=True, slots=True)
class Board:
    """All interviews, by the stages where they stand."""

    columns: tuple[Column, ...]
    rates: str
    """`23 asked, 14 answered (61 %), 12 agreed, 9 held, 8 thanked`; empty where nobody was asked."""
    funnel: Funnel


@dataclass(frozen=True, slots=True)
class ReferralPreview:
    """What becomes of a referral."""

    name: str
    contact_id: int | None
    """Who is there already; None is a new contact."""
    words: str
    """`new contact, introduced by Ana Lima`."""


@dataclass(frozen=True, slots=True)
class AfterwardsPreview:
    """What an act afterwards will do."""

    lines: tuple[str, ...]
    """One a thing that will be written, in words with dates."""
    referrals: tuple[ReferralPreview, ...]
