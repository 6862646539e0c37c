"""The playbooks that go with interviews: outreach after asking, thank-you after holding. All inside an act in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from netcrm.domain.days import long_day
from netcrm.domain.follow_up import FollowUp, FollowUpState
from netcrm.domain.follow_up_acts import passed, ticked
from netcrm.domain.interviews.interview import Interview, Stage
from netcrm.domain.playbooks.playbook import Playbook
from netcrm.domain.playbooks.run import course
from netcrm.errors import NeedsDecision, NetcrmError, UsageProblem
from netcrm.services.acting import Part
from netcrm.services.playbooks.sentences import nobody_words
from netcrm.services.playbooks.starting import StartPlan, StartWish, begin_run, plan_start, running_with
from netcrm.services.playbooks.words import next_words
from netcrm.services.session import Session

_THANK_YOU, _THANKS, _REPORT = "thank-you", "thanks", "report"
"""The shipped playbook, its step that is done by thanking, and the one that reports back on the advice."""
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


def plan_thank_you(session: Session, contact_id: int, on: date, ended_at: datetime | None) -> StartPlan | None:
    """Return the thank-you that is due after an interview; nothing where there is none to lay down.

    There is none long after the interview, where one is laid down already, or where the person is not active.

    Raises:
        NetcrmError: A playbook of the user's own in its place has a mistake.
    """
    if session.today - on > _STILL_THANKED or open_thanks(session, contact_id):
        return None
    plan = plan_start(session, StartWish(_THANK_YOU, (contact_id,), on, ended_at))
    return plan if plan.runs else None


def thanks_words(plan: StartPlan, today: date) -> str:
    """Return what a thank-you asks for first, and by when: `Thank Ana Lima by Sat 21 Nov 15:30`."""
    first = next(iter(course(plan.runs[0], today)), None)
    if first is None:
        return ""
    by = _by(first.due_at, today) if first.due_at else f", {long_day(first.due_on, today)}"
    return f"{first.title}{by}"


def lay_thank_you(
    session: Session, contact_id: int, on: date, ended_at: datetime | None, *, with_report: bool = True
) -> str:
    """Lay down the thank-you after an interview and return how that is said; nothing where there is none to lay.

    Without the report the step of the playbook that reports back on the advice is left out: each piece has its own.
    """
    try:
        plan = plan_thank_you(session, contact_id, on, ended_at)
    except NetcrmError as problem:
        return f" No thank-you is laid down: {problem}"
    if plan is None:
        return ""
    run = plan.runs[0]
    if not with_report:
        run = replace(run, playbook=_without_report(run.playbook))
    run_id = begin_run(session, run)
    laid = session.follow_ups.of_runs([run_id])
    first = laid[0] if laid else None
    if first and first.due_at:
        return f" {first.title}{_by(first.due_at, session.today)} (f{first.id})."
    return f" {next_words(laid, session.today)}." if laid else ""


def _without_report(playbook: Playbook) -> Playbook:
    """Return a thank-you that does not ask to report back; one that counts on from there stays whole."""
    if any(step.since == _REPORT for step in playbook.steps):
        return playbook
    return replace(playbook, steps=tuple(step for step in playbook.steps if step.id != _REPORT))


def _by(due_at: datetime, today: date) -> str:
    own = due_at.astimezone()
    return f" by {long_day(own.date(), today)} {own:%H:%M}"


def skip_report(session: Session, contact_id: int) -> None:
    """Leave out what a thank-you laid down to report back: each piece of advice has a follow-up of its own.

    It is skipped and not dropped, which would end the thank-you.
    """
    for step in _open_steps(session, contact_id, _REPORT):
        session.follow_ups.replace(passed(step, "each piece of advice has its own day", session.today))


def tick_thanks(session: Session, contact_id: int, on: date) -> None:
    """Tick what a thank-you laid down to thank somebody."""
    for step in open_thanks(session, contact_id):
        session.follow_ups.replace(ticked(step, on))


def open_thanks(session: Session, contact_id: int) -> list[FollowUp]:
    """Return what a thank-you laid down to thank somebody, and is still to be done."""
    return _open_steps(session, contact_id, _THANKS)


def interview_thanked_by(session: Session, follow_up: FollowUp) -> Interview | None:
    """Return the interview for which ticking a follow-up gives thanks: the one held on the day its run counts from,
    else the latest that is held; nothing where the follow-up is no thank-you.
    """
    if follow_up.step != _THANKS or follow_up.run_id is None:
        return None
    run = next(iter(session.playbooks.load([follow_up.run_id])), None)
    if run is None or run.playbook != _THANK_YOU:
        return None
    held = [it for it in session.interviews.of_contact(follow_up.contact_id) if it.stage is Stage.HELD]
    return next((it for it in held if it.happens_on == run.started_on), held[0] if held else None)


def thanks_since(session: Session, follow_ups: Sequence[FollowUp]) -> dict[int, datetime]:
    """Return the moment at which the interview ended for which each follow-up gives thanks, by the follow-up's id.

    Left out are those that are no thank-you, or where no hour is known.
    """
    steps = {it.id: it.run_id for it in follow_ups if it.step == _THANKS and it.run_id is not None}
    ended = {
        run.id: run.started_at for run in session.playbooks.load(set(steps.values())) if run.playbook == _THANK_YOU
    }
    return {one: at for one, run_id in steps.items() if (at := ended.get(run_id))}


def with_thanks(session: Session, follow_up: FollowUp, part: Part, on: date) -> Part:
    """Return the part that ticks a follow-up so that its interview is thanked for, where it is a thank-you."""
    it = interview_thanked_by(session, follow_up)
    if it is None:
        return part
    from netcrm.services.interviews.parts import InterviewParts

    steps = session.interviews.steps([it.id]).get(it.id, ())
    on = max((on, *(step.reached_on for step in steps)))
    name = session.contacts.load([it.contact_id])[it.contact_id].name
    logs = part.interaction is not None
    thanks = InterviewParts(session, it, name).thanked(on, None, "", logs=logs)

    def write() -> str:
        return part.write() + " The interview is thanked for." + thanks.write()

    return replace(part, write=write, logged_as=thanks.logged_as)


def _open_steps(session: Session, contact_id: int, name: str) -> list[FollowUp]:
    steps = [
        it
        for it in session.follow_ups.of_contact(contact_id)
        if it.state is FollowUpState.OPEN and it.run_id is not None and it.step == name
    ]
    runs = session.playbooks.load([it.run_id for it in steps if it.run_id is not None]) if steps else []
    own = {run.id for run in runs if run.playbook == _THANK_YOU}
    return [it for it in steps if it.run_id in own]
