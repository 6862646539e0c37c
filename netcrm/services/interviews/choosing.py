"""Which interview is meant where somebody is named and not the interview."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from netcrm.domain.days import long_day
from netcrm.domain.interviews.interview import Interview, Stage, may_reach
from netcrm.errors import NeedsDecision, NotFound, NothingToDo
from netcrm.services.session import Session


def current(session: Session, contact_id: int, name: str, stage: Stage) -> Interview:
    """Return the interview with somebody that goes to a stage next: the one that can, else a new one.

    Raises:
        NotFound: There is none that was to be thanked for or given up.
        NeedsDecision: Several interviews can go there.
    """
    there = session.interviews.of_contact(contact_id)
    way = [it for it in there if it.stage.is_open or stage in (Stage.THANKED, Stage.KEPT_IN_TOUCH)]
    fitting = [it for it in way if may_reach(it.stage, stage) or it.stage is stage is Stage.AGREED]
    if fitting:
        return _only(fitting, name)
    if way:
        return way[0]
    if stage in (Stage.TO_CONTACT, Stage.ASKED, Stage.AGREED, Stage.HELD):
        return Interview(0, "", contact_id)
    if stage is Stage.THANKED and there:
        return there[0]
    raise NotFound("interview", name, advice=f"`netcrm interview ask {contact_id}` begins one.")


def talked_of(session: Session, contact_id: int, name: str) -> Interview:
    """Return the interview with somebody whose sheet is meant: the one to come or just held, else the latest.

    Raises:
        NotFound: There is none.
        NeedsDecision: It may be one of several.
    """
    there = session.interviews.of_contact(contact_id)
    likely = [it for it in there if it.stage.is_open or it.stage is Stage.HELD]
    if likely:
        return _only(likely, name)
    past = [it for it in there if it.stage.is_after_holding]
    if not past:
        advice = (
            f"`netcrm interview plan {contact_id}` begins one; `netcrm interview held {contact_id}` says you talked."
        )
        raise NotFound("interview", name, advice=advice)
    return past[0]


def refuse_twin(session: Session, interview: Interview, name: str, on: date) -> None:
    """Raise `NothingToDo` for a new interview where one was held with the same person on the same day."""
    if interview.id:
        return
    for it in session.interviews.of_contact(interview.contact_id):
        if it.stage.is_after_holding and it.happens_on == on:
            when = "today" if on == session.today else f"on {long_day(on, session.today)}"
            raise NothingToDo(
                f"An interview with {name} was held {when} already (i{it.id}). For a second one on that day say"
                f" `netcrm interview plan {interview.contact_id}` first."
            )


def _only(found: Sequence[Interview], name: str) -> Interview:
    if len(found) > 1:
        listed = ", ".join(f"i{it.id} ({it.stage.words})" for it in reversed(found))
        raise NeedsDecision(f"{name} has several interviews: name one by its key: {listed}.")
    return found[0]
