"""Questions prepared for an informational interview, by topic, and which set fits whom.

The topics are those of the T.I.A.R.A. framework of Steve Dalton (The 2-Hour Job Search): they begin with what people
like to talk about and end with what they do, so that the talk goes from easy to near.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from netcrm.domain.roles import Role

GENERAL = "general"
"""The set for whoever has no role, or one that no set is made for."""


class Topic(StrEnum):
    """What a question is about, in the order in which one asks."""

    TRENDS = "trends"
    INSIGHTS = "insights"
    ADVICE = "advice"
    RESOURCES = "resources"
    ASSIGNMENTS = "assignments"

    @property
    def label(self) -> str:
        """The heading over its questions and notes: `Trends`."""
        return self.value.capitalize()

    @property
    def help(self) -> str:
        """What is asked under this heading."""
        return _HELP[self]


_HELP = {
    Topic.TRENDS: "what is changing in their part of the field",
    Topic.INSIGHTS: "what they have seen and how they see it",
    Topic.ADVICE: "what they would do in your place",
    Topic.RESOURCES: "what to read, whom to meet, where to look next",
    Topic.ASSIGNMENTS: "what the work is made of, and what a beginner is given",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question, as it is asked."""

    topic: Topic
    text: str


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions for people of some roles."""

    name: str
    """What it is called in commands: the name of its file without `.toml`."""
    title: str
    summary: str
    questions: tuple[Question, ...]
    """In the order of the topics, within a topic as written."""
    roles: tuple[Role, ...] = ()
    """Whom it is for; none where it is chosen by name alone."""
    is_own: bool = False
    """Written by the user."""

    def about(self, topic: Topic) -> tuple[Question, ...]:
        """Return the questions of a topic."""
        return tuple(question for question in self.questions if question.topic is topic)


def sets_in_order(sets: Iterable[QuestionSet], roles: Sequence[Role]) -> tuple[QuestionSet, ...]:
    """Return all sets, the best for somebody first: the first of their roles decides, then the user's own, the name.

    Sets for none of the roles follow, the general one before the others.

    Args:
        sets: All there are, each name once.
        roles: What the person is, the main role first.
    """

    def place(one: QuestionSet) -> tuple[int, bool, bool, str]:
        fitting = (number for number, role in enumerate(roles) if role in one.roles)
        number = next(fitting, len(roles))
        return number, number == len(roles) and one.name != GENERAL, not one.is_own, one.name

    return tuple(sorted(sets, key=place))


def best_set(sets: Iterable[QuestionSet], roles: Sequence[Role]) -> QuestionSet | None:
    """Return the set to prepare with for somebody: one for their roles, else the general one, else None."""
    best = next(iter(sets_in_order(sets, roles)), None)
    return best if best and (best.name == GENERAL or set(best.roles) & set(roles)) else None
