"""What every command knows: which store, and whether a bug shows its traceback."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from netcrm.errors import StoreProblem

if TYPE_CHECKING:
    from netcrm.services.crm import Crm


@dataclass(slots=True)
class State:
    """The global options of one call."""

    store: Path | None = None
    """The store named by `--db`; `None` is the default one."""
    debug: bool = False

    @property
    def path(self) -> Path:
        """The store that this call is about."""
        from netcrm.paths import default_store

        return self.store or default_store()

    def open(self, *, even_damaged: bool = False) -> Crm:
        """Open the store for reading; the caller closes it by `with`. A damaged one can be opened to be restored."""
        from netcrm.services.crm import Crm

        return Crm.open(self.path, even_damaged=even_damaged, after_acts=_after_acts)

    def open_to_act(self) -> Crm:
        """Open the store for an act, with a backup taken first where the newest is over a week old."""
        crm = self.open()
        try:
            crm.safety.weekly()
        except StoreProblem as problem:
            click.echo(f"netcrm: no backup was taken. {problem}", err=True)
        return crm


def _after_acts(crm: Crm) -> None:
    """Warn of what looks like a participant's data, and bring the calendar file up to date, where one is kept.

    That it cannot be is no failure of the act before it.
    """
    from netcrm.cli.output import talk

    for warning in crm.warnings:
        talk(f"netcrm: {warning}")
    try:
        crm.calendar_file.refresh()
    except StoreProblem as problem:
        talk(f"netcrm: {problem}")


pass_state = click.make_pass_decorator(State)


def _keep_store(context: click.Context, _parameter: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.ensure_object(State).store = value.expanduser()


def _keep_debug(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        context.ensure_object(State).debug = True


def global_options(*, hidden: bool) -> list[click.Parameter]:
    """Return the options that work before and after the name of a command."""
    return [
        click.Option(
            ["--db"],
            type=click.Path(path_type=Path),
            metavar="FILE",
            expose_value=False,
            callback=_keep_store,
            hidden=hidden,
            help="The store to use, instead of NETCRM_DB or the one in your data folder.",
        ),
        click.Option(
            ["--debug"],
            is_flag=True,
            expose_value=False,
            callback=_keep_debug,
            hidden=hidden,
            help="Show the traceback of a bug.",
        ),
    ]
