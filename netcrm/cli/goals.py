"""`goal`: what the user wants to reach, and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netcrm.cli.group import Command, ListingGroup, RestCommand
from netcrm.cli.output import Json, answer, iso, print_json_list, table, talk
from netcrm.cli.reading import WORDS, json_option, one, read_number
from netcrm.cli.state import State, pass_state

if TYPE_CHECKING:
    from netcrm.services.goals import GoalLine


@click.group("goal", cls=ListingGroup)
def goal_command() -> None:
    """Set goals, and see how far each is and what pace it asks for.

    A goal has a number, what is counted, whom it is about, and a last day or how often: talk with five CRAs by 15
    December; three touches a week with site staff; two interviews a month.
    """


@goal_command.command("list", cls=Command)
@click.option("--all", "all_goals", is_flag=True, help="Those that were given up too.")
@json_option
@pass_state
def list_command(state: State, as_json: bool, all_goals: bool = False) -> None:
    """List the goals with their pace."""
    with state.open() as crm:
        lines = crm.goals.lines(all_goals=all_goals)
        if as_json:
            print_json_list(_object(it) for it in lines)
            return
        table(
            [[str(it.id), it.words, "given up" if it.kept.given_up_on else it.pace] for it in lines],
            wrap=True,
        )
        if not lines:
            talk("No goal is set. “netcrm goal add talk with five CRAs by 15 december” sets one.")


@goal_command.command("add", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS)
@click.option("--who", "query", metavar="QUERY", default="", help="Whom it is about: role:cra, tag:area/oncology.")
@json_option
@pass_state
def add_command(state: State, words: tuple[str, ...], query: str, as_json: bool) -> None:
    """Set a goal: add talk with five CRAs by 15 december. It may have a filter: add 5 talks by friday role:pi."""
    with state.open_to_act() as crm:
        answer(crm.goals.add(one(words, "the WORDS of the goal"), query), as_json=as_json)


@goal_command.command("drop", cls=Command)
@click.argument("number")
@json_option
@pass_state
def drop_command(state: State, number: str, as_json: bool) -> None:
    """Give a goal up. NUMBER is the one that “goal list” shows."""
    with state.open_to_act() as crm:
        answer(crm.goals.give_up(read_number(number, "g", "goal", "goal list")), as_json=as_json)


@goal_command.command("delete", cls=Command)
@click.argument("number")
@json_option
@pass_state
def delete_command(state: State, number: str, as_json: bool) -> None:
    """Delete a goal as if it had never been set. NUMBER is the one that “goal list” shows."""
    with state.open_to_act() as crm:
        answer(crm.goals.delete(read_number(number, "g", "goal", "goal list")), as_json=as_json)


def _object(line: GoalLine) -> dict[str, Json]:
    goal, progress = line.kept.goal, line.progress
    return {
        "id": line.id,
        "uid": line.kept.uid,
        "goal": line.words,
        "words": str(goal),
        "measure": goal.measure.value,
        "number": goal.number,
        "begins_on": iso(goal.begins_on),
        "ends_on": iso(goal.ends_on),
        "every": goal.every.value if goal.every else None,
        "query": goal.query,
        "state": "given-up" if line.kept.given_up_on else progress.state.value,
        "done": progress.done,
        "first": iso(progress.first),
        "last": iso(progress.last),
        "reached_on": iso(progress.reached_on),
        "pace": line.pace,
        "earlier": [
            {"first": iso(it.first), "last": iso(it.last), "done": it.done, "reached": it.is_reached}
            for it in progress.earlier
        ],
        "given_up_on": iso(line.kept.given_up_on),
    }
