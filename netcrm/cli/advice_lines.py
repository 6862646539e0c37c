"""How advice is printed: in lines, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from netcrm.cli.output import Json, heading, iso, table
from netcrm.domain.days import long_day
from netcrm.domain.ties.advice import Advice, AdviceState
from netcrm.services.advice import AdviceLine


def print_advice(lines: Sequence[AdviceLine], today: date) -> None:
    """Print advice under the headings of its states."""
    for state in AdviceState:
        there = [it for it in lines if it.advice.state is state]
        if there:
            heading(state.capitalize())
            rows = [(str(it.advice.id), it.name, long_day(it.advice.given_on, today), it.advice.text) for it in there]
            table(rows, wrap=True, beneath=[_beneath(it, today) for it in there])


def _beneath(it: AdviceLine, today: date) -> str:
    """Return what became of it, or when to report back; whether it may be shared."""
    advice, words = it.advice, []
    if advice.closed_on:
        outcome = f": {advice.outcome}" if advice.outcome else ""
        words.append(f"{advice.state} {long_day(advice.closed_on, today)}{outcome}")
    if it.report_back_on:
        words.append(f"report back {long_day(it.report_back_on, today)} (f{advice.follow_up_id})")
    if advice.is_shareable:
        words.append("may be shared")
    return "; ".join(words)


def advice_object(advice: Advice) -> dict[str, Json]:
    """Return a piece of advice as JSON has it."""
    return {
        "id": advice.id,
        "uid": advice.uid,
        "contact": advice.contact_id,
        "interview": f"i{advice.interview_id}" if advice.interview_id else None,
        "text": advice.text,
        "given_on": iso(advice.given_on),
        "state": advice.state.value,
        "closed_on": iso(advice.closed_on),
        "outcome": advice.outcome,
        "shareable": advice.is_shareable,
        "follow_up": f"f{advice.follow_up_id}" if advice.follow_up_id else None,
    }
