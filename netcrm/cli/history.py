"""`undo` and `redo`."""

from __future__ import annotations

import click

from netcrm.cli import asking
from netcrm.cli.group import Command
from netcrm.cli.output import Json, answer, print_json_list, table, talk
from netcrm.cli.reading import LINES, json_option
from netcrm.cli.state import State, pass_state
from netcrm.domain.days import counted
from netcrm.services.history import ChangeSetLine
from netcrm.services.values import Origin


@click.command("undo", cls=Command)
@click.argument("number", type=click.IntRange(min=1), required=False, metavar="[N]")
@click.option("--list", "listed", is_flag=True, help="List the newest acts with their numbers.")
@click.option("--limit", type=LINES, default=20, show_default=True, help="How many acts to list.")
@click.option("--yes", is_flag=True, help="Do not ask, even where the newest act was made in the screens.")
@json_option
@pass_state
def undo_command(state: State, number: int | None, listed: bool, limit: int, yes: bool, as_json: bool) -> None:
    """Take the newest act back, again and again; or with N that act alone, where nothing later built on it."""
    with state.open_to_act() as crm:
        if listed:
            _print_lines(crm.history.lines(limit), as_json=as_json)
            return
        newest = crm.history.next_undo()
        if number is None and newest and newest.origin is not Origin.COMMAND:
            made = f"The newest act was made in the screens: {newest.label}"
            asking.confirm(
                f"{made}. Take it back?",
                yes=yes,
                refusal=f"{made}. Say “netcrm undo --yes” to take it back.",
            )
        answer(crm.history.undo(number), as_json=as_json)


def _print_lines(lines: list[ChangeSetLine], *, as_json: bool) -> None:
    if as_json:
        print_json_list(_line_object(one) for one in lines)
        return
    if not lines:
        talk("Nothing was done yet.")
    rows = []
    for one in lines:
        kind = "" if one.kind == "act" else f"{one.kind}: "
        state = "undone" if one.undone else ""
        when = f"{one.made_at.astimezone():%Y-%m-%d %H:%M}"
        rows.append((str(one.id), when, one.origin.value, f"{kind}{one.label}", counted(one.changes, "change"), state))
    table(rows)


def _line_object(one: ChangeSetLine) -> Json:
    return {
        "change_set": one.id,
        "label": one.label,
        "origin": one.origin.value,
        "made_at": one.made_at.isoformat(),
        "kind": one.kind,
        "undone": one.undone,
        "changes": one.changes,
    }


@click.command("redo", cls=Command)
@json_option
@pass_state
def redo_command(state: State, as_json: bool) -> None:
    """Bring back what was undone last."""
    with state.open_to_act() as crm:
        answer(crm.history.redo(), as_json=as_json)
