"""Playbooks, their steps and their runs in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from netcrm.domain.contact import State
from netcrm.domain.days import counted, long_day
from netcrm.domain.follow_up import FollowUp, FollowUpState
from netcrm.domain.playbooks.playbook import START, Part, Playbook, Step, StopRule, When, filled
from netcrm.domain.playbooks.run import Laying, Run, RunState
from netcrm.services.playbooks.values import StepLine
from netcrm.services.session import Session
from netcrm.store.playbooks import KeptRun

STATE_WORDS = {
    State.ARCHIVED: "is archived",
    State.DO_NOT_CONTACT: "is marked do not contact",
    State.LEFT_FIELD: "is marked as having left the field",
    State.DECEASED: "is marked as deceased",
}
"""What stands after the name of somebody with whom no playbook runs."""

_MOST_TOLD = 2
"""How many runs are told of one by one."""

_ANYBODY = {
    "name": "the person",
    "first_name": "the person",
    "organisation": "their organisation",
    "first": "the first person",
}
_IF = {
    When.ALWAYS: "",
    When.UNANSWERED: ", if no answer comes",
    When.ANSWERED: ", if one comes",
    When.MET: ", if you meet",
}


def step_lines(playbook: Playbook) -> tuple[StepLine, ...]:
    """Return the steps of a playbook as it is written, for nobody in particular."""
    return tuple(
        StepLine(
            when=_when(step),
            title=filled(step.title, _ANYBODY),
            who="a second person there" if step.to is Part.SECOND else "the person",
        )
        for step in playbook.steps
    )


def _when(step: Step) -> str:
    base = {When.ANSWERED: "an answer", When.MET: "a meeting"}.get(step.when)
    if base is None:
        base = "the start" if step.since == START else f"“{step.since}”"
    words = f"{step.after.words} {base}"
    if step.when is When.UNANSWERED:
        words += _IF[When.UNANSWERED]
    if step.only is not None:
        words += f", with the first {step.only} only"
    return words


def laying_line(run: Run, laying: Laying, today: date) -> StepLine:
    """Return a step that comes, with the day on which it falls where each before it is done on its day."""
    hour = f" {laying.due_at.astimezone():%H:%M}" if laying.due_at else ""
    condition = _IF[laying.step.when]
    when = f"{long_day(laying.due_on, today)}{hour}{condition}"
    return StepLine(when=when, title=laying.title, who=run.name_of(laying.contact_id), on=laying.due_on)


def ends_words(playbook: Playbook) -> str:
    """Return what ends a playbook before its last step: `an answer`, `a meeting`, both, or nothing."""
    words = {StopRule.ANSWERED: "an answer", StopRule.MET: "a meeting"}
    return " or ".join(word for rule, word in words.items() if rule in playbook.stop)


def next_step(steps: Sequence[FollowUp]) -> FollowUp | None:
    """Return the open step that stands first."""
    return min(
        (it for it in steps if it.state is FollowUpState.OPEN), key=lambda it: (it.shows_on, it.id), default=None
    )


def next_words(steps: Sequence[FollowUp], today: date) -> str:
    """Return `Write to Ben Cole, Thu 3 Dec` for the open step that stands first, nothing where there is none."""
    found = next_step(steps)
    return f"{found.title}, {long_day(found.shows_on, today)}" if found else ""


def next_step_words(session: Session) -> str:
    """Return what the latest act meant for playbooks, to end its sentence with.

    ` Next in 3B7 outreach: Write to Ben Cole, Thu 3 Dec.`, ` 3B7 outreach ended: answered by Ana Lima on 3 Dec.`, or
    nothing; of many runs how many went on and how many ended.
    """
    runs = session.playbooks.load(session.moved_runs)
    if len(runs) <= _MOST_TOLD:
        return "".join(_what_became(session, run) for run in runs)
    ended = sum(run.state is RunState.ENDED for run in runs)
    parts = [f"{counted(len(runs) - ended, 'playbook')} went on" if ended < len(runs) else "", f"{ended} ended"]
    return f" {', '.join(filter(None, parts if ended else parts[:1]))}."


def _what_became(session: Session, run: KeptRun) -> str:
    from netcrm.services.playbooks.definition import title_of

    title = title_of(run.definition, run.playbook)
    if run.state is not RunState.ENDED:
        words = next_words(session.follow_ups.of_runs([run.id]), session.today)
        return f" Next in {title}: {words}." if words else ""
    if run.ended_why == "finished":
        return f" {title} is finished."
    # Whoever dropped a step has just said why.
    return f" That ends {title}." if run.ended_why.startswith("stopped") else f" {title} ended: {run.ended_why}."
