"""`did`: the log of what the user did, in numbers alone."""

from __future__ import annotations

import click

from netcrm.cli.days import read_past
from netcrm.cli.group import Command, ListingGroup, RestCommand
from netcrm.cli.output import answer, day_or_dash, iso, print_json_list, table, talk
from netcrm.cli.reading import WORDS, json_option, one, read_number
from netcrm.cli.state import State, pass_state

_LOG = "log"
"""The command that is meant where none is named."""


class _WordsGroup(ListingGroup):
    """A group whose words, where they begin with none of its commands, are what is logged."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command in front that takes the words."""
        first = next((word for word in args if not word.startswith("-")), None)
        if first is not None and first not in self.commands:
            args = [_LOG, *args]
        return super().parse_args(ctx, args)


@click.group("did", cls=_WordsGroup)
def did_command() -> None:
    """Write down what you did, in numbers alone: did assisted in consenting 4 participants --skill "informed consent".

    The words have one number, the count, and no other figures: numbers of participants do not belong here. Reports sum
    what is alike.
    """


@did_command.command(_LOG, cls=RestCommand, hidden=True)
@click.argument("words", nargs=-1, type=WORDS)
@click.option("--on", "on_text", metavar="DATE", help="The day; today without it.")
@click.option("--skill", metavar="WORDS", default="", help="What it practised: informed consent.")
@json_option
@pass_state
def log_command(state: State, words: tuple[str, ...], on_text: str | None, skill: str, as_json: bool) -> None:
    """Write down what you did: did filed 12 essential documents --on fri."""
    with state.open_to_act() as crm:
        on = read_past(crm, on_text)
        answer(crm.activities.add(one(words, "what you did"), on=on, skill=skill), as_json=as_json)


@did_command.command("list", cls=Command)
@click.option("--from", "from_text", metavar="DATE", help="From this day on.")
@click.option("--to", "to_text", metavar="DATE", help="Up to this day.")
@json_option
@pass_state
def list_command(state: State, as_json: bool, from_text: str | None = None, to_text: str | None = None) -> None:
    """List what you did, the latest first."""
    with state.open() as crm:
        first = read_past(crm, from_text)
        last = read_past(crm, to_text)
        lines = crm.activities.lines(first, last)
        if as_json:
            print_json_list(
                {
                    "id": it.id,
                    "uid": it.uid,
                    "on": iso(it.activity.done_on),
                    "words": str(it.activity),
                    "count": it.activity.count,
                    "before": it.activity.before,
                    "after": it.activity.after,
                    "skill": it.activity.skill,
                }
                for it in lines
            )
            return
        table(
            [
                [str(it.id), day_or_dash(it.activity.done_on, crm.today), str(it.activity), it.activity.skill]
                for it in lines
            ]
        )
        if not lines:
            talk("Nothing is written down. “netcrm did assisted in consenting 4 participants” does it.")


@did_command.command("delete", cls=Command)
@click.argument("number")
@json_option
@pass_state
def delete_command(state: State, number: str, as_json: bool) -> None:
    """Delete what you wrote down. NUMBER is the one that “did list” shows."""
    with state.open_to_act() as crm:
        answer(crm.activities.delete(read_number(number, "d", "activity", "did list")), as_json=as_json)
