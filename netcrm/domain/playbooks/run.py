"""Runs of playbooks: what one does next, as a function of where it stands and what happened.

Nothing here knows the store: a run goes in with an event, and what is to be laid down, what is to be withdrawn and
whether it is over comes out. The preview of a start walks the same function along the days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from netcrm.domain.days import short_day
from netcrm.domain.playbooks.playbook import START, Part, Playbook, Step, StopRule, When, filled, step_day
from netcrm.domain.workdays import Workdays


class RunState(StrEnum):
    """Where a run stands."""

    OPEN = "open"
    QUEUED = "queued"
    """It starts when the run that its person is in has ended."""
    ENDED = "ended"


class Outcome(StrEnum):
    """How a step stands or was closed; the values are those of follow-ups."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class RunMember:
    """Somebody in a run, with what titles say of them."""

    contact_id: int
    name: str
    """Without credentials."""
    first_name: str
    organisation: str
    workdays: Workdays
    """The days off of the user and of this person's country."""


@dataclass(frozen=True, slots=True)
class LaidStep:
    """A step that stands, or stood, in the agenda."""

    step: str
    contact_id: int
    due_on: date
    state: Outcome = Outcome.OPEN
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A playbook that goes on with somebody."""

    playbook: Playbook
    started_on: date
    first: RunMember
    second: RunMember | None = None
    started_at: datetime | None = None
    """The moment that steps in hours count from."""
    steps: tuple[LaidStep, ...] = ()
    answered_on: date | None = None
    met_on: date | None = None

    @property
    def open_steps(self) -> tuple[LaidStep, ...]:
        """The steps that stand in the agenda, the earliest first."""
        return tuple(sorted((it for it in self.steps if it.state is Outcome.OPEN), key=lambda it: it.due_on))

    def name_of(self, contact_id: int) -> str:
        """Return the name of somebody in the run."""
        return self.second.name if self.second and self.second.contact_id == contact_id else self.first.name


@dataclass(frozen=True, slots=True)
class Started:
    """The run begins."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Something came in from somebody in the run."""

    contact_id: int
    on: date


@dataclass(frozen=True, slots=True)
class Met:
    """The user and somebody in the run met or talked; that is an answer too."""

    contact_id: int
    on: date


@dataclass(frozen=True, slots=True)
class Closed:
    """A step was done, skipped or dropped."""

    step: str
    outcome: Outcome
    on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody in the run is no longer to be written to."""

    contact_id: int
    on: date
    why: str
    """What stands after the name: `is marked do not contact`."""


Event = Started | Answered | Met | Closed | Gone


@dataclass(frozen=True, slots=True)
class Laying:
    """A step to be laid down as a follow-up."""

    step: Step
    contact_id: int
    title: str
    due_on: date
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An open step to be dropped, and why."""

    step: str
    contact_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Ending:
    """When and why a run ends."""

    on: date
    why: str
    is_finished: bool = False
    """Whether it came to its last step."""


@dataclass(frozen=True, slots=True)
class Next:
    """What an event does to a run."""

    run: Run
    """The run after it."""
    lay: tuple[Laying, ...] = ()
    withdraw: tuple[Withdrawal, ...] = ()
    ending: Ending | None = None


def next_of(run: Run, event: Event, today: date) -> Next:
    """Return what an event does to a run that is open."""
    match event:
        case Closed(outcome=Outcome.DROPPED, on=on, reason=reason):
            return _over(_closed(run, event), Ending(on, f"stopped: {reason}" if reason else "stopped"))
        case Closed():
            return _onward(_closed(run, event), event.on, today)
        case Gone(contact_id=contact_id) if contact_id == run.first.contact_id:
            return _over(run, Ending(event.on, f"{run.first.name} {event.why}"))
        case Gone():
            return _without_second(run, event, today)
        case Met() if StopRule.MET in run.playbook.stop:
            words = f"met {run.name_of(event.contact_id)} on {short_day(event.on, event.on)}"
            return _over(run, Ending(event.on, words))
        case Answered() | Met():
            return _answered(run, event, today)
        case Started():
            return _onward(run, run.started_on, today)


def course(run: Run, today: date) -> tuple[Laying, ...]:
    """Return the steps that come, in order, where each is done on its day and nobody answers."""
    moved = next_of(run, Started(), today)
    found = list(moved.lay)
    while moved.ending is None and moved.run.open_steps:
        earliest = moved.run.open_steps[0]
        moved = next_of(moved.run, Closed(earliest.step, Outcome.DONE, earliest.due_on), today)
        found += moved.lay
    return tuple(sorted(found, key=lambda laying: laying.due_on))


def _closed(run: Run, event: Closed) -> Run:
    return replace(
        run,
        steps=tuple(
            replace(it, state=event.outcome, closed_on=event.on)
            if it.step == event.step and it.state is Outcome.OPEN
            else it
            for it in run.steps
        ),
    )


def _over(run: Run, ending: Ending) -> Next:
    """End a run: what is still open is withdrawn for the same reason."""
    gone = run.open_steps
    return Next(_withdrawn(run, gone, ending.on), withdraw=_withdrawals(gone, ending.why), ending=ending)


def _answered(run: Run, event: Answered | Met, today: date) -> Next:
    name, day = run.name_of(event.contact_id), short_day(event.on, event.on)
    if StopRule.ANSWERED in run.playbook.stop:
        return _over(run, Ending(event.on, f"answered by {name} on {day}"))
    run = replace(run, answered_on=run.answered_on or event.on)
    if isinstance(event, Met):
        run = replace(run, met_on=run.met_on or event.on)
    gone = [it for it in run.open_steps if run.playbook.step(it.step).when is When.UNANSWERED]
    moved = _onward(_withdrawn(run, gone, event.on), event.on, today)
    return replace(moved, withdraw=_withdrawals(gone, f"{name} answered on {day}"))


def _without_second(run: Run, event: Gone, today: date) -> Next:
    """Give the steps of the second person to the first one, on the days that they stand on."""
    if run.second is None or run.second.contact_id != event.contact_id:
        return Next(run)
    gone = [it for it in run.open_steps if it.contact_id == event.contact_id]
    reason = f"{run.second.name} {event.why}"
    run = replace(_withdrawn(run, gone, event.on), second=None)
    instead = [_laying(run, run.playbook.step(it.step), it.due_on) for it in gone]
    run = _with(run, instead)
    moved = _onward(run, event.on, today)
    return replace(moved, lay=(*instead, *moved.lay), withdraw=_withdrawals(gone, reason))


def _onward(run: Run, on: date, today: date) -> Next:
    """Lay down every step that can be counted now; a run with nothing open and nothing to lay down is finished."""
    there = {it.step for it in run.steps}
    lay = []
    for step in run.playbook.steps:
        base = None if step.id in there else _base(run, step)
        if base is not None:
            member = _member(run, step)
            day = step_day(step, base, member.workdays, today=today, started_at=run.started_at)
            lay.append(_laying(run, step, day.on, day.at))
    run = _with(run, lay)
    ending = None if run.open_steps else Ending(on, "finished", is_finished=True)
    return Next(run, tuple(lay), ending=ending)


def _base(run: Run, step: Step) -> date | None:
    """Return the day that a step counts from, nothing where it does not come or not yet."""
    if step.when is When.ANSWERED:
        return run.answered_on
    if step.when is When.MET:
        return run.met_on
    if step.when is When.UNANSWERED and run.answered_on:
        return None
    if step.since == START:
        return run.started_on
    passed = (Outcome.DONE, Outcome.SKIPPED)
    return next((it.closed_on for it in run.steps if it.step == step.since and it.state in passed), None)


def _member(run: Run, step: Step) -> RunMember:
    return run.second if step.to is Part.SECOND and run.second else run.first


def _laying(run: Run, step: Step, due_on: date, due_at: datetime | None = None) -> Laying:
    member = _member(run, step)
    title = step.title if step.to is Part.FIRST or run.second else step.otherwise
    fields = {
        "name": member.name,
        "first_name": member.first_name,
        "organisation": member.organisation or "their organisation",
        "first": run.first.name,
    }
    return Laying(step, member.contact_id, filled(title, fields), due_on, due_at)


def _with(run: Run, lay: Iterable[Laying]) -> Run:
    return replace(run, steps=(*run.steps, *(LaidStep(it.step.id, it.contact_id, it.due_on) for it in lay)))


def _withdrawn(run: Run, gone: Iterable[LaidStep], on: date) -> Run:
    dropped = {(it.step, it.contact_id) for it in gone}
    steps = tuple(
        replace(it, state=Outcome.DROPPED, closed_on=on)
        if it.state is Outcome.OPEN and (it.step, it.contact_id) in dropped
        else it
        for it in run.steps
    )
    return replace(run, steps=steps)


def _withdrawals(gone: Iterable[LaidStep], reason: str) -> tuple[Withdrawal, ...]:
    return tuple(Withdrawal(it.step, it.contact_id, reason) for it in gone)
