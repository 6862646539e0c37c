"""`event want --roster`: whom a roster names, shown with who is new, picked, and put on the list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from netcrm.cli import asking
from netcrm.cli.output import answer, table, talk
from netcrm.cli.picking import picked
from netcrm.domain.days import counted, long_day
from netcrm.domain.events.event import Event, hour_words
from netcrm.errors import NeedsDecision

if TYPE_CHECKING:
    from netcrm.services.crm import Crm
    from netcrm.services.events.values import RosterLine, RosterPlan


def take_roster(crm: Crm, event: Event, path: Path, pick: str | None, *, as_json: bool) -> None:
    """Take targets from a roster. Where it names somebody new, that is asked first; all are ticked.

    Raises:
        NeedsDecision: somebody is new, nobody can be asked, and `pick` does not say who comes in.
    """
    plan = crm.events.plan_roster(event.id, path)
    numbers = [line.number for line in plan.lines]
    for problem in plan.problems:
        talk(problem)
    if pick is None and plan.new:
        if not asking.can_ask():
            listed = "; ".join(f"{it.number}: {it.details.name.display}{_known(it)}" for it in plan.lines)
            raise NeedsDecision(
                f"{counted(plan.new, 'name')} of {plan.file} {'is' if plan.new == 1 else 'are'} new here. Say who comes"
                f" in (--pick all, none or 1,3-5): {listed}."
            )
        _print_plan(crm, plan)
        pick = click.prompt("Which rows (all, none or 1,3-5)", default="all", err=True)
    chosen = set(numbers) if pick is None else picked(pick, numbers, what="row")
    for line in plan.lines:
        for warning in line.warnings:
            talk(f"Row {line.number}: {warning}")
    answer(crm.events.want_roster(plan, chosen), as_json=as_json)


def _print_plan(crm: Crm, plan: RosterPlan) -> None:
    rows = []
    for it in plan.lines:
        when = f"{long_day(it.meets_at.date(), crm.today)} {hour_words(it.meets_at)}" if it.meets_at else ""
        job = it.details.primary_position
        place = job.organisation if job else ""
        rows.append((str(it.number), it.details.name.display, place, _known(it).strip(" ()"), when, it.room))
    table(rows, beneath=[it.session for it in plan.lines])


def _known(it: RosterLine) -> str:
    return " (new)" if it.is_new else f" (here, {it.why})"
