"""The playbooks that go with interviews: outreach after asking, thank-you after holding. All inside an act in force."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from netcrm.domain.days import long_day
from netcrm.domain.follow_up import FollowUp, FollowUpState
from netcrm.domain.follow_up_acts import ticked
from netcrm.errors import NeedsDecision, NetcrmError, UsageProblem
from netcrm.services.playbooks.sentences import nobody_words
from netcrm.services.playbooks.starting import StartPlan, StartWish, begin_run, plan_start, running_with
from netcrm.services.playbooks.words import next_words
from netcrm.services.session import Session

_THANK_YOU, _THANKS = "thank-you", "thanks"
"""The shipped playbook, and its step that is done by thanking."""
_STILL_THANKED = timedelta(days=14)
"""How long after an interview one is still reminded to give thanks; later the report on the advice is late too."""


def plan_outreach(session: Session, name: str, contact_id: int, on: date) -> StartPlan:
    """Return the start of a playbook of which the first message was the asking.

    Raises:
        NotFound: There is no such playbook.
        UsageProblem: Nobody is to be written to so.
        NeedsDecision: A playbook runs with the person already.
    """
    plan = plan_start(session, StartWish(name, (contact_id,), on))
    if not plan.runs:
        raise UsageProblem(nobody_words(plan))
    running = running_with(session, [contact_id])
    if running:
        raise NeedsDecision(
            f"{running[0].title} runs with {running[0].name} already. Ask without --playbook, or say first what"
            f" becomes of it: `netcrm playbook start {contact_id} {plan.playbook.name} --clash replace|queue|both`."
        )
    return plan


def begin_outreach(session: Session, plan: StartPlan, on: date) -> None:
    """Start the playbook; what it asks for on the day of the asking is done by that."""
    run_id = begin_run(session, plan.runs[0])
    for step in session.follow_ups.of_runs([run_id]):
        if step.state is FollowUpState.OPEN and step.due_on <= on:
            session.follow_ups.replace(ticked(step, on))


def lay_thank_you(session: Session, contact_id: int, on: date, ended_at: datetime | None) -> str:
    """Lay down the thank-you after an interview and return how that is said; nothing where there is none to lay.

    There is none long after the interview, where one is laid down already, or where the person is not active.
    """
    if session.today - on > _STILL_THANKED or _open_thanks(session, contact_id):
        return ""
    try:
        plan = plan_start(session, StartWish(_THANK_YOU, (contact_id,), on, ended_at))
    except NetcrmError as problem:  # a playbook of the user's own in its place may have a mistake
        return f" No thank-you is laid down: {problem}"
    if not plan.runs:
        return ""
    run_id = begin_run(session, plan.runs[0])
    laid = session.follow_ups.of_runs([run_id])
    first = laid[0] if laid else None
    if first and first.due_at:
        own = first.due_at.astimezone()
        return f" {first.title} by {long_day(own.date(), session.today)} {own:%H:%M} (f{first.id})."
    return f" {next_words(laid, session.today)}." if laid else ""


def tick_thanks(session: Session, contact_id: int, on: date) -> None:
    """Tick what a thank-you laid down to thank somebody."""
    for step in _open_thanks(session, contact_id):
        session.follow_ups.replace(ticked(step, on))


def _open_thanks(session: Session, contact_id: int) -> list[FollowUp]:
    steps = [
        it
        for it in session.follow_ups.of_contact(contact_id)
        if it.state is FollowUpState.OPEN and it.run_id is not None and it.step == _THANKS
    ]
    runs = session.playbooks.load([it.run_id for it in steps if it.run_id is not None]) if steps else []
    own = {run.id for run in runs if run.playbook == _THANK_YOU}
    return [it for it in steps if it.run_id in own]
