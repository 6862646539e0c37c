"""Interviews as lists show them, with the people they are with."""

from __future__ import annotations

from collections.abc import Sequence

from netcrm.domain.interviews.interview import Interview
from netcrm.services.interviews.values import InterviewLine
from netcrm.services.session import Session


def interview_lines(session: Session, interviews: Sequence[Interview]) -> list[InterviewLine]:
    """Return the lines of interviews, in their order."""
    steps = session.interviews.steps([it.id for it in interviews])
    contacts = session.contacts.load(sorted({it.contact_id for it in interviews}))
    return [
        InterviewLine(
            it,
            contacts[it.contact_id].uid,
            contacts[it.contact_id].name,
            contacts[it.contact_id].organisation,
            tuple(steps.get(it.id, ())),
        )
        for it in interviews
    ]
