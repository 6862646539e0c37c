"""What is known of somebody as the user's mentor, read whole: for lists and for a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from netcrm.domain.follow_up import FollowUp, FollowUpState
from netcrm.domain.ties.mentorship import MentorGoal, MentorGoalState, Mentorship
from netcrm.services.session import Session

if TYPE_CHECKING:
    from netcrm.domain.ties.advice import Advice


@dataclass(frozen=True, slots=True)
class MentorLine:
    """A mentorship as lists show it."""

    mentorship: Mentorship
    name: str
    organisation: str
    goals: tuple[MentorGoal, ...]
    meeting: FollowUp | None
    """The next meeting, where one is agreed and still to come."""
    met_on: tuple[date, ...]
    """The days of the touches since it began, oldest first."""

    @property
    def reached_goals(self) -> int:
        """How many goals were reached."""
        return sum(goal.state is MentorGoalState.REACHED for goal in self.goals)


@dataclass(frozen=True, slots=True)
class MentorPage:
    """All that is kept of somebody as the user's mentor."""

    line: MentorLine
    """The mentorship that goes on, else the latest one."""
    earlier: tuple[MentorLine, ...]
    advice: tuple[Advice, ...]
    """All that they advised, the latest first."""


def mentor_lines(session: Session, found: Sequence[Mentorship]) -> list[MentorLine]:
    """Return mentorships as lists show them, in their order."""
    goals = session.mentorships.goals([it.id for it in found])
    contacts = session.contacts.load(sorted({it.contact_id for it in found}))
    return [
        MentorLine(
            mentorship=it,
            name=contacts[it.contact_id].details.name.formatted,
            organisation=contacts[it.contact_id].organisation,
            goals=tuple(goals.get(it.id, ())),
            meeting=open_meeting(session, it),
            met_on=tuple(
                day
                for day in session.interactions.touch_days(it.contact_id)
                if it.began_on <= day <= (it.ended_on or session.today)
            ),
        )
        for it in found
    ]


def open_meeting(session: Session, mentorship: Mentorship) -> FollowUp | None:
    """Return the next meeting of a mentorship, where one is agreed and still to come."""
    found = session.follow_ups.get(mentorship.meeting_id) if mentorship.meeting_id is not None else None
    return found if found and found.state is FollowUpState.OPEN else None
