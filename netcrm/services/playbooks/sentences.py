"""The sentences in which starting a playbook is answered, asked about and refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from netcrm.domain.days import long_day, short_day
from netcrm.domain.playbooks.run import RunState
from netcrm.services.playbooks.starting import StartPlan
from netcrm.services.playbooks.values import Clash, Running
from netcrm.services.playbooks.words import next_words
from netcrm.services.session import Session
from netcrm.services.words import listed

_MOST_NAMED = 3
"""How many of the people who are in the way are named in one sentence."""


def started_words(
    session: Session, plan: StartPlan, begun: Sequence[int], running: Sequence[Running], clash: Clash | None
) -> str:
    """Return what a start did; `begun` are the new runs."""
    title = plan.playbook.title
    kept = session.playbooks.load(begun)
    first = plan.runs[0]
    if len(kept) == 1 and kept[0].state is RunState.QUEUED:
        others = listed(it.title for it in running)
        ends = "end" if len({it.title for it in running}) > 1 else "ends"
        sentence = f"Queued {title} with {first.first.name}: it starts when {others} {ends}."
    elif len(kept) == 1:
        words = next_words(session.follow_ups.of_runs(begun), session.today)
        sentence = f"Started {title} with {first.first.name}" + (f": {words}." if words else ".")
        if first.second:
            sentence += f" The second person is {first.second.name}."
    else:
        last = max(run.started_on for run in plan.runs)
        spread = f", {plan.per_day} a day until {long_day(last, session.today)}" if plan.per_day else ""
        sentence = f"Started {title} with {len(kept):,} people{spread}."
        queued = sum(run.state is RunState.QUEUED for run in kept)
        if queued:
            sentence += f" {queued} of them wait for another playbook to end."
    if clash is Clash.REPLACE and running:
        sentence += f" It replaces {' and '.join(dict.fromkeys(it.title for it in running))}."
    if plan.refused:
        sentence += f" Left out: {_left_out(plan)}."
    return sentence


def nobody_words(plan: StartPlan) -> str:
    """Return why a playbook is started with nobody."""
    if len(plan.refused) == 1:
        one = plan.refused[0]
        return f"{one.name} {one.why}, so {plan.playbook.title} is not started with them."
    return f"{plan.playbook.title} is started with nobody. Left out: {_left_out(plan)}."


def _left_out(plan: StartPlan) -> str:
    named = [f"{it.name} ({it.why})" for it in plan.refused[:_MOST_NAMED]]
    more = len(plan.refused) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def clash_words(plan: StartPlan, running: Sequence[Running], today: date) -> str:
    """Return the question that a clash puts, naming what runs."""
    named = []
    for it in running[:_MOST_NAMED]:
        since = f"{_since(it, today)} {short_day(it.since, today)}"
        step = f", next: {it.next_step}" if it.next_step else ""
        named.append(f"{it.title} runs with {it.name} ({since}{step})")
    more = len(running) - len(named)
    rest = f" and {more} more" if more else ""
    return (
        f"{'; '.join(named)}{rest}. Say what becomes of it when {plan.playbook.title} starts: replace it, queue the new"
        " one behind it, or run both (--clash replace, queue or both)."
    )


def _since(running: Running, today: date) -> str:
    if running.is_queued:
        return "queued for"
    return "from" if running.since > today else "since"
