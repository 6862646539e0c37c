"""What the steps of playbooks are called in the agenda, and what is to be asked before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from netcrm.domain.follow_up import FollowUp
from netcrm.services.session import Session
from netcrm.store.agenda_facts import AgendaFacts


@dataclass(frozen=True, slots=True)
class StepWords:
    """A step of a playbook in words."""

    playbook: str = ""
    """The playbook's title: `3B7 outreach`; empty for a promise that the user typed."""
    condition: str = ""
    """What the step waited for: `no answer for 3 business days`."""
    asks: str = ""
    """`Did Ana Lima answer?`."""
    asks_about: int | None = None
    """Whom that is about: the first person of the run, also where the step is for another."""


def step_words(session: Session, follow_ups: Sequence[FollowUp]) -> dict[int, StepWords]:
    """Return the words of those follow-ups that a playbook laid down, read from the playbook as it was then."""
    steps = [follow_up for follow_up in follow_ups if follow_up.run_id]
    if not steps:
        return {}
    from netcrm.domain.playbooks.playbook import When
    from netcrm.services.playbooks.definition import kept_playbook  # most days no playbook runs

    runs = AgendaFacts(session.database).runs(sorted({step.run_id for step in steps if step.run_id}))
    found = {}
    for follow_up in steps:
        run = runs[follow_up.run_id or 0]
        playbook = kept_playbook(run.definition, run.playbook)
        if playbook is None:  # the promise stands as it is
            continue
        step = next((one for one in playbook.steps if one.id == follow_up.step), None)
        if step is None or step.when is not When.UNANSWERED:
            found[follow_up.id] = StepWords(playbook.title)
        else:
            asks = f"Did {run.first} answer?" if run.first else "Did they answer?"
            found[follow_up.id] = StepWords(playbook.title, f"no answer for {step.after}", asks, run.first_id)
    return found
