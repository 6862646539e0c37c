"""Whether every step of a playbook can come: none waits for itself, for one that is not there, or for what ends it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from netcrm.domain.playbooks.playbook import START, OffsetUnit, Playbook, Step, StopRule, When

Refuse = Callable[[tuple[str | int, ...], str], NoReturn]
"""Raises the problem of a key: where it stands, and what is wrong."""


def refuse_steps_that_never_come(playbook: Playbook, refuse: Refuse) -> None:
    """Raise by `refuse` where a step can never be laid down, or none is on the day of the start."""
    places: dict[str, int] = {}
    for number, step in enumerate(playbook.steps):
        if step.id in places:
            refuse(("step", number, "id"), f"there are two steps “{step.id}”. Each has an id of its own.")
        places[step.id] = number
    for number, step in enumerate(playbook.steps):
        if step.since != START and step.since not in places:
            refuse(("step", number, "since"), f"there is no step “{step.since}”. Known: {', '.join((START, *places))}.")
    for number, step in enumerate(playbook.steps):
        _check_step(playbook, step, number, refuse)
    if not playbook.after_step(START):
        refuse(("step", 0), "no step counts from the start, so that nothing would ever be laid down.")


def _check_step(playbook: Playbook, step: Step, number: int, refuse: Refuse) -> None:
    before = _before(playbook, step)
    if before is None:
        refuse(("step", number, "since"), f"the steps before “{step.id}” go round in a circle and never come.")
    counts_back = step.after.count < 0
    if counts_back and (step.since != START or step.when.waits):
        refuse(("step", number, "after"), "only a step that counts from the start may count back.")
    if counts_back and step.after.unit is OffsetUnit.HOUR:
        refuse(("step", number, "after"), "hours count onward only. Count back in days or business days.")
    for earlier in before:
        if earlier.only is not None:
            place = playbook.steps.index(earlier)
            refuse(("step", place, "only"), f"the step “{step.id}” counts from this one, so it is for everybody.")
    if StopRule.ANSWERED in playbook.stop and step.when.waits:
        refuse(("step", number, "when"), "this step never comes: an answer ends the playbook (stop).")
    if StopRule.MET in playbook.stop and step.when is When.MET:
        refuse(("step", number, "when"), "this step never comes: a meeting ends the playbook (stop).")
    if step.when is When.UNANSWERED and any(earlier.when.waits for earlier in before):
        refuse(("step", number, "when"), "this step never comes: an answer has come before it.")


def _before(playbook: Playbook, step: Step) -> list[Step] | None:
    """Return the steps that one counts from, the nearest first; None where they lead back to one of them."""
    found: list[Step] = []
    while step.since != START:
        step = playbook.step(step.since)
        if step in found or len(found) > len(playbook.steps):
            return None
        found.append(step)
    return found
