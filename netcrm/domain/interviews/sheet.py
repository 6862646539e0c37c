"""The sheet of an interview: questions prepared beforehand, notes taken while talking, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from netcrm.domain.interviews.question_set import Topic
from netcrm.domain.roles import Role
from netcrm.domain.text import fold
from netcrm.domain.ties.introduction import IntroductionStage
from netcrm.errors import UsageProblem

LEAST_RATING, BEST_RATING = 1, 5


@dataclass(frozen=True, slots=True)
class InterviewNote:
    """A question prepared for an interview, with what was said to it; a free note has no question."""

    id: int
    """0 for one that is not in the store yet."""
    ordinal: int
    """Its place on the sheet, counted from 0."""
    topic: Topic | None
    """What it is about; None where it belongs to no topic."""
    question: str
    """One line; empty for a free note."""
    answer: str
    """Empty for a question that was not answered (yet)."""
    is_shareable: bool = False
    """The user marked it as fit for others to read."""

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing at all."""
        return not (self.question or self.answer)


@dataclass(frozen=True, slots=True)
class AdviceGiven:
    """A piece of advice that somebody gave in an interview."""

    text: str
    report_back_on: date | None = None
    """When to tell them what became of it; None lays no follow-up down."""
    is_shareable: bool = False


@dataclass(frozen=True, slots=True)
class Referral:
    """Somebody whom one was told to talk with."""

    name: str
    """As people write it: `Bo Chen, MD`; may be empty where `contact_id` says who."""
    email: str = ""
    organisation: str = ""
    role: Role | None = None
    contact_id: int | None = None
    """Who they are, where they are a contact already."""
    stage: IntroductionStage = IntroductionStage.MADE
    """MADE: “I may write to them”. AGREED: “they introduce us”."""


@dataclass(frozen=True, slots=True)
class Afterwards:
    """All that is said in one act after an interview; what is left out stays as it is."""

    advice: tuple[AdviceGiven, ...] = ()
    referrals: tuple[Referral, ...] = ()
    rating: int | None = None
    """How much it was worth, 1 to 5."""
    next_step: str | None = None
    """What comes next with the person; an empty one takes away what was said before."""
    next_step_on: date | None = None
    """When; lays a follow-up down."""
    held_on: date | None = None
    """The day on which it was held, where it is not held yet: that which was agreed, or today, without it."""
    held_at: time | None = None
    """The hour at which it began, by the user's own clock."""
    thanked: bool = False
    """Thanks were given already: no thank-you is laid down."""


def by_topic(notes: Iterable[InterviewNote]) -> list[tuple[Topic | None, list[InterviewNote]]]:
    """Return the notes under their topics, in the order in which one asks; those of none stand last."""
    found: dict[Topic | None, list[InterviewNote]] = {topic: [] for topic in (*Topic, None)}
    for note in sorted(notes, key=lambda note: note.ordinal):
        found[note.topic].append(note)
    return [(topic, there) for topic, there in found.items() if there]


def with_questions(
    notes: Sequence[InterviewNote], asked: Iterable[tuple[Topic | None, str]]
) -> tuple[InterviewNote, ...]:
    """Return the sheet with questions added behind those of their topic; one that stands there is not added again."""
    there = {fold(note.question) for note in notes if note.question}
    sheet = list(notes)
    for topic, question in asked:
        if fold(question) not in there:
            there.add(fold(question))
            sheet.append(InterviewNote(0, len(sheet), topic, question, ""))
    return in_order(sheet)


def in_order(notes: Iterable[InterviewNote]) -> tuple[InterviewNote, ...]:
    """Return the notes as the sheet has them: by topic, those of none last, each with its place; empty ones go."""
    kept = [note for _, there in by_topic(notes) for note in there if not note.is_empty]
    return tuple(replace(note, ordinal=place) for place, note in enumerate(kept))


def refuse_rating(rating: int | None) -> None:
    """Raise `UsageProblem` where a rating is none of 1 to 5."""
    if rating is not None and not LEAST_RATING <= rating <= BEST_RATING:
        raise UsageProblem(f"An interview is rated {LEAST_RATING} to {BEST_RATING}, not {rating}.")
