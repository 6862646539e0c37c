"""`succeed`: one person takes over from another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netcrm.cli import asking
from netcrm.cli.days import read_past
from netcrm.cli.group import Command
from netcrm.cli.interview_options import day_option
from netcrm.cli.output import Json, answer, heading, iso, print_json, table, talk
from netcrm.cli.reading import json_option, read_number
from netcrm.cli.state import State, pass_state

if TYPE_CHECKING:
    from datetime import date

    from netcrm.services.succession_plan import SuccessionPlan


@click.command("succeed", cls=Command)
@click.argument("who")
@click.argument("successor")
@day_option
@click.option("--at", "organisation", metavar="ORGANISATION", help="Where the job is, where WHO has several.")
@click.option(
    "--keep", multiple=True, metavar="ITEM", help="A promise that stays with WHO, such as f7. May be repeated."
)
@click.option("--dry-run", is_flag=True, help="Only show what would move.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@pass_state
def succeed_command(
    state: State,
    who: str,
    successor: str,
    on_text: str | None,
    organisation: str | None,
    keep: tuple[str, ...],
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Say that SUCCESSOR took over the job of WHO: succeed ana ben --on 1 nov.

    WHO's position ends. Open promises, parts in studies, the site's relations, the own cadence (and the tier) go to
    the successor where they have none; the history stays. “netcrm undo” takes it back.
    """
    with state.open_to_act() if not dry_run else state.open() as crm:
        plan = crm.successions.plan(
            asking.person(crm, who),
            asking.person(crm, successor),
            on=read_past(crm, on_text),
            organisation_id=crm.successions.organisation(organisation) if organisation else None,
            keep=[read_number(item, "f", "follow-up") for item in keep],
        )
        if dry_run and as_json:
            print_json(_plan_object(plan, crm.today))
            return
        if not as_json:
            _print_plan(plan, crm.today)
        if dry_run:
            return
        asking.confirm(
            f"Let {plan.successor.name} succeed {plan.who.name}?",
            yes=yes,
            refusal="Handing over changes both people. Say it again with --yes, or look at it with --dry-run.",
        )
        answer(crm.successions.succeed(plan), as_json=as_json)
        if not as_json:
            talk("“netcrm undo” takes it back.")


def _print_plan(plan: SuccessionPlan, today: date) -> None:
    from netcrm.services.succession_plan import describe_plan

    where = f" at {plan.organisation}" if plan.organisation else ""
    heading(f"{plan.successor.name} ({plan.successor.id}) succeeds {plan.who.name} ({plan.who.id}){where}")
    table([(text,) for text in describe_plan(plan, today)], wrap=True)


def _plan_object(plan: SuccessionPlan, today: date) -> Json:
    from netcrm.services.succession_plan import describe_plan

    return {
        "who": plan.who.id,
        "successor": plan.successor.id,
        "on": iso(plan.on),
        "organisation": plan.organisation,
        "promises": [f"f{it.id}" for it in plan.promises],
        "staying": [f"f{it.id}" for it in plan.staying],
        "studies": list(plan.studies),
        "lines": list(describe_plan(plan, today)),
    }
