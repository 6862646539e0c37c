"""How an act moves the runs of playbooks on that are kept: inside the act, so that one undo takes all back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from netcrm.domain.cadence import Cadence, CadenceScope
from netcrm.domain.contact import Contact, State
from netcrm.domain.follow_up import FollowUp, FollowUpState
from netcrm.domain.playbooks.answers import is_answer, is_meeting
from netcrm.domain.playbooks.playbook import Part, Playbook, When
from netcrm.domain.playbooks.run import (
    Answered,
    Closed,
    Ending,
    Event,
    Gone,
    LaidStep,
    Laying,
    Met,
    Next,
    Outcome,
    Run,
    RunMember,
    RunState,
    Started,
    Withdrawal,
    next_of,
)
from netcrm.domain.policy import Policy
from netcrm.services.playbooks.definition import kept_playbook
from netcrm.services.playbooks.words import STATE_WORDS
from netcrm.services.session import Session
from netcrm.store.playbook_events import RunExchange
from netcrm.store.playbooks import KeptRun


def member_of(contact: Contact, organisation: str, policy: Policy) -> RunMember:
    """Return somebody as a run sees them; `organisation` is where they are met."""
    name = contact.details.name
    return RunMember(
        contact_id=contact.id,
        name=name.formatted,
        first_name=name.given or name.formatted.split()[0],
        organisation=organisation,
        workdays=policy.workdays_of(contact.details.country),
    )


def shared_organisation(first: Contact, second: Contact) -> str:
    """Return where the second person of a run is met: where the first one is, if they work there too."""
    there = {position.organisation for position in second.details.positions if position.is_current}
    return first.organisation if first.organisation in there else second.organisation


def load_runs(session: Session, kept: Sequence[KeptRun]) -> dict[int, Run]:
    """Return runs by id as they stand; one whose first person was deleted, or that cannot be read, is left out."""
    ids = [run.id for run in kept]
    members = session.playbooks.members(ids)
    contacts = session.contacts.load(list({member.contact_id for member in members}))
    steps = session.follow_ups.of_runs(ids)
    exchanges = session.run_events.exchanges_after_start(ids)
    policy = session.policy()
    people: dict[int, dict[Part, Contact]] = defaultdict(dict)
    for member in members:
        people[member.run_id][member.part] = contacts[member.contact_id]
    found = {}
    for run in kept:
        parts = people[run.id]
        first, second = parts.get(Part.FIRST), parts.get(Part.SECOND)
        playbook = kept_playbook(run.definition, run.playbook)
        if first is None or playbook is None:
            continue
        own = [it for it in steps if it.run_id == run.id]
        if second and second.state is not State.ACTIVE and not _has_open(own, second.id):
            second = None
        with_them = [it for it in exchanges if it.run_id == run.id]
        found[run.id] = Run(
            playbook=playbook,
            started_on=run.started_on,
            first=member_of(first, first.organisation, policy),
            second=member_of(second, shared_organisation(first, second), policy) if second else None,
            started_at=run.started_at,
            steps=tuple(
                LaidStep(it.step, it.contact_id, it.due_on, Outcome(it.state.value), it.closed_on) for it in own
            ),
            answered_on=_answered_on(playbook, own, with_them),
            met_on=next((it.happened_on for it in with_them if is_meeting(it)), None),
        )
    return found


def _has_open(steps: Iterable[FollowUp], contact_id: int) -> bool:
    """Whether one of the steps is open and for somebody."""
    return any(it.contact_id == contact_id and it.state is FollowUpState.OPEN for it in steps)


def _answered_on(playbook: Playbook, steps: Iterable[FollowUp], exchanges: Iterable[RunExchange]) -> date | None:
    """Return the day of the first answer.

    One that came on the first day of the run shows only in what it did: a step that it laid down.
    """
    days = [it.happened_on for it in exchanges if is_answer(it)]
    waiting = {step.id for step in playbook.steps if step.when is When.ANSWERED}
    days += [it.made_on for it in steps if it.step in waiting and it.made_on]
    return min(days, default=None)


def move_runs(session: Session, change_set: int) -> tuple[int, ...]:
    """Let every run that the act in force concerns follow it, and return those that moved."""
    playbooks, today = session.playbooks, session.today
    events = _events(session, change_set)
    kept = {run.id: run for run in playbooks.load(events)}
    runs = load_runs(session, list(kept.values()))
    moved = []
    for run_id, run in kept.items():
        if run_id not in runs:
            end_run(session, run_id, Ending(today, _cannot_go_on(session, run_id)))
            moved.append(run_id)
            continue
        concerning = events[run_id]
        if run.state is RunState.QUEUED:
            # It has no steps yet: all that matters is whether it can still begin.
            first = runs[run_id].first.contact_id
            concerning = [event for event in concerning if isinstance(event, Gone) and event.contact_id == first]
        if run.state is not RunState.ENDED and move_run(session, run_id, runs[run_id], concerning):
            moved.append(run_id)
    return (*moved, *_start_queued(session))


def _events(session: Session, change_set: int) -> dict[int, list[Event]]:
    """Return what an act meant for each run that it concerns: closed steps first, then people, then answers."""
    happened, today = session.run_events, session.today
    touched = set(happened.touched_by(change_set))
    found: dict[int, list[Event]] = defaultdict(list)
    for run_id, closed in happened.closed_by(change_set, today):
        if run_id in touched:
            found[run_id].append(closed)
    for member in session.playbooks.gone_members(touched):
        found[member.run_id].append(Gone(member.contact_id, today, STATE_WORDS[member.state]))
    for exchange in happened.exchanges_of(change_set):
        if is_answer(exchange):
            found[exchange.run_id].append(_event(exchange))
    for run_id in touched & happened.lost_a_member(change_set):
        found[run_id].append(Started())  # what was for the deleted person is laid down for the first one
    return found


def _cannot_go_on(session: Session, run_id: int) -> str:
    """Return why a run cannot be loaded."""
    if any(member.part is Part.FIRST for member in session.playbooks.members([run_id])):
        return "its playbook cannot be read by this version of netcrm"
    return "the person it was started with was deleted"


def _event(exchange: RunExchange) -> Event:
    kind = Met if is_meeting(exchange) else Answered
    return kind(exchange.contact_id, exchange.happened_on)


def move_run(session: Session, run_id: int, run: Run, events: Iterable[Event]) -> bool:
    """Write what events do to a run, one after the other until it ends; return whether anything moved."""
    moved = False
    for event in events:
        step = next_of(run, event, session.today)
        _write(session, run_id, step)
        moved = moved or isinstance(event, Closed) or bool(step.lay or step.withdraw or step.ending)
        if step.ending:
            return True
        run = step.run
    return moved


def _write(session: Session, run_id: int, step: Next) -> None:
    withdraw(session, run_id, step.withdraw)
    for laying in step.lay:
        _lay(session, run_id, laying)
    if step.ending is None:
        return
    session.playbooks.end(run_id, step.ending.on, step.ending.why)
    cadence = step.run.playbook.then_cadence
    contact_id = step.run.first.contact_id
    if step.ending.is_finished and cadence and session.cadences.own_cadence(contact_id) is None:
        session.cadences.set_cadence(CadenceScope.CONTACT, str(contact_id), Cadence(cadence), session.today)


def _lay(session: Session, run_id: int, laying: Laying) -> None:
    due_at = laying.due_at.astimezone() if laying.due_at else None
    session.follow_ups.insert(
        FollowUp(
            id=0,
            uid="",
            contact_id=laying.contact_id,
            title=laying.title,
            due_on=due_at.date() if due_at else laying.due_on,
            due_at=due_at,
            made_on=session.today,
            run_id=run_id,
            step=laying.step.id,
        )
    )


def withdraw(session: Session, run_id: int, withdrawals: Iterable[Withdrawal]) -> None:
    """Drop open steps of a run, each for its reason."""
    reasons = {(it.step, it.contact_id): it.reason for it in withdrawals}
    for step in session.follow_ups.of_runs([run_id]) if reasons else ():
        reason = reasons.get((step.step, step.contact_id))
        if step.state is FollowUpState.OPEN and reason is not None:
            _drop(session, step, reason)


def end_run(session: Session, run_id: int, ending: Ending) -> None:
    """End a run from outside: all that is open of it is dropped for the same reason."""
    for step in session.follow_ups.of_runs([run_id]):
        if step.state is FollowUpState.OPEN:
            _drop(session, step, ending.why)
    session.playbooks.end(run_id, ending.on, ending.why)


def _drop(session: Session, step: FollowUp, reason: str) -> None:
    session.follow_ups.replace(
        replace(step, state=FollowUpState.DROPPED, closed_on=session.today, reason=reason, snoozed_until=None)
    )


def _start_queued(session: Session) -> list[int]:
    """Let the queued runs begin of which nobody is in an open run any more, the oldest first."""
    started = []
    for kept in session.playbooks.queued():
        people = [member.contact_id for member in session.playbooks.members([kept.id])]
        if any(run.state is RunState.OPEN for _, run in session.playbooks.going(people)):
            continue
        begun = replace(kept, state=RunState.OPEN, started_on=max(kept.started_on, session.today))
        session.playbooks.open(kept.id, begun.started_on)
        move_run(session, kept.id, load_runs(session, [begun])[kept.id], [Started()])
        started.append(kept.id)
    return started
