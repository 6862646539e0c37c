"""Taking back the last step of an interview alone, whatever was done elsewhere since."""

from __future__ import annotations

from netcrm.domain.interviews.interview import Interview
from netcrm.errors import NothingToDo
from netcrm.services.history import HistoryService
from netcrm.services.session import Session
from netcrm.services.values import Done


def take_back(session: Session, interview: Interview, name: str) -> Done:
    """Undo the act that wrote the last step of an interview; see `InterviewService.take_back`."""
    steps = session.interviews.steps([interview.id]).get(interview.id, [])
    found = session.journal.that_inserted("interview_step", steps[-1].id) if steps else None
    if found is None:
        raise NothingToDo(
            f"The last step of the interview with {name} is too far back to be taken back alone. Where the interview is"
            " wrong, delete it, or say what is right."
        )
    return HistoryService(session).undo(found.id)
