"""Runs one command line and answers with its exit code.

Exit codes: 0 done, 1 a bug, 2 wrong usage, value or query, 3 not found or nothing to undo, 4 unreadable input, 5 needs
a decision, 6 the store cannot be used, 130 interrupted. A closed pipe ends quietly.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from netcrm.cli.group import LazyGroup
from netcrm.cli.state import State, global_options
from netcrm.errors import Ambiguous, NetcrmError

_BUG = 1
_INTERRUPTED = 130


@click.pass_context
def _without_command(context: click.Context) -> None:
    """Keep the people who matter to your work in clinical research.

    Without a command the screens open. WHO is an id, an e-mail or a name (its beginning will do), ITEM a key such as
    c7 or f7 from “netcrm due”, DATE 2026-12-01 or as people say it: tomorrow, next tue, in 3 weeks, 2w.
    """
    if context.invoked_subcommand is None:
        from netcrm.cli.screens import open_screens

        open_screens(context.ensure_object(State))


def _print_version(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        from netcrm import __version__

        click.echo(f"netcrm {__version__}")
        context.exit()


def command_line() -> LazyGroup:
    """Return the `netcrm` command with its global options."""
    version = click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_print_version,
        help="Print the version.",
    )
    return LazyGroup(
        "netcrm",
        callback=_without_command,
        help=_without_command.__doc__,
        params=[*global_options(hidden=False), version],
        invoke_without_command=True,
        context_settings={"max_content_width": 100},
    )


def run(argv: Sequence[str]) -> int:
    """Run `netcrm` with `argv` (without the program's name) and return the exit code."""
    state = State()
    try:
        try:
            code = _run(list(argv), state)
            sys.stdout.flush()
        except BrokenPipeError:
            _leave_closed_pipe()
            return 0
        return code
    except (KeyboardInterrupt, EOFError, click.Abort):
        _say("interrupted")
        return _INTERRUPTED
    except Exception as bug:  # noqa: BLE001  (the command line's one place where bugs end)
        if state.debug:
            import traceback

            traceback.print_exc()
        what = f"{type(bug).__name__}: {str(bug)[:200]}"
        _say(f"this is a bug ({what}). Run it again with --debug and report what it says.")
        return _BUG


def _run(argv: list[str], state: State) -> int:
    """Run the command; failures that can be explained become a sentence and their exit code."""
    _never_fail_on_letters()
    group = command_line()
    if "_NETCRM_COMPLETE" in os.environ:
        group.main(argv, prog_name="netcrm")
    try:
        with group.make_context(
            "netcrm", argv, obj=state, color=False if os.environ.get("NO_COLOR") else None
        ) as context:
            group.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.UsageError as problem:
        hint = f" See “{problem.ctx.command_path} --help”." if problem.ctx else ""
        _say(_ended(problem.format_message()) + hint)
        return problem.exit_code
    except click.ClickException as problem:
        _say(_ended(problem.format_message()))
        return NetcrmError.exit_code
    except Ambiguous as problem:
        _say(f"“{problem.name}” fits {len(problem.candidates)} people; name one by id:")
        for candidate in problem.candidates:
            click.echo(f"  {candidate.id:>6}  {_plain(candidate.label)}", err=True)
        return problem.exit_code
    except NetcrmError as problem:
        _say(str(problem))
        return problem.exit_code
    return 0


def _say(sentence: str) -> None:
    click.echo(f"netcrm: {_plain(sentence)}", err=True)


def _plain(text: str) -> str:
    """Return text for one line of the terminal: names in it may come from strangers' files."""
    from netcrm.domain.text import clean_line

    return clean_line(text)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def _never_fail_on_letters() -> None:
    """Let a terminal that lacks a letter show `?` in its place."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def _leave_closed_pipe() -> None:
    """Point stdout to nowhere, or Python complains of the closed pipe once more as it ends."""
    try:
        number = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)
