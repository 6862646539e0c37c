"""`netcrm` alone and `netcrm demo`: the way to the screens."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from netcrm.cli.group import Command
from netcrm.cli.output import line
from netcrm.cli.state import State, pass_state
from netcrm.errors import StoreProblem, UsageProblem


def open_screens(state: State) -> None:
    """Open the screens on the user's own store."""
    _need_terminal("netcrm due")
    from netcrm.tui.main import run_screens

    _leave_with(run_screens(state.path))


@click.command("demo", cls=Command)
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the sample network into this new store instead of opening the screens.",
)
@pass_state
def demo_command(state: State, store: Path | None) -> None:
    """Open the screens on a sample network; your own data are not touched."""
    if store is None:
        _need_terminal("netcrm demo --store FILE")
        from netcrm.tui.main import run_screens

        _leave_with(run_screens(state.path, demo=True))
    store = store.expanduser()
    if store.exists():
        raise StoreProblem(f"{store} is there already. Name a new file for the sample network.")
    from netcrm.demo import build_demo
    from netcrm.services.crm import Crm

    with Crm.open(store) as crm:
        build_demo(crm)
        number = crm.contacts.count()
    click.echo(line(f"{number} people of a sample network are in {store}."))


def _leave_with(code: int) -> NoReturn:
    raise click.exceptions.Exit(code)


def _need_terminal(instead: str) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageProblem(f"The screens need a terminal. Here “{instead}” works.")
