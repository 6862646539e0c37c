"""How commands are found and how their words are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from netcrm.cli.state import global_options
from netcrm.cli.table import COMMANDS

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Command(click.Command):
    """A command that takes the global options too, so that `--debug` may be added at the end of a line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(global_options(hidden=True))


class RestCommand(Command):
    """A command whose last argument takes the rest of the line: a query, a summary, a title, an interval.

    Its own options work anywhere before `--`. What begins with one dash and is none of them is a word, as in
    `search -role:pi`; what begins with two and is none of them is a mistake.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the options first and all other words behind a `--`."""
        takes = {
            name: 0 if option.is_flag else option.nargs
            for option in self.get_params(ctx)
            if isinstance(option, click.Option)
            for name in (*option.opts, *option.secondary_opts)
        }
        options, words = [], []
        waiting = list(args)
        while waiting:
            word = waiting.pop(0)
            if word == "--":
                words += waiting
                break
            if word in takes:
                if len(waiting) < takes[word]:
                    raise click.BadOptionUsage(word, f"Option “{word}” needs a value", ctx)
                options += [word, *waiting[: takes[word]]]
                del waiting[: takes[word]]
            elif word.startswith("--"):
                options.append(word)
            else:
                words.append(word)
        return super().parse_args(ctx, [*options, "--", *words])


class SubGroup(click.Group):
    """A command with commands of its own. It takes the global options too, and names those near a mistyped one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(global_options(hidden=True))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name those there are."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            raise click.UsageError(f"There is no “{ctx.info_name} {args[0]}”. Known: {', '.join(self.commands)}.", ctx)
        return super().resolve_command(ctx, args)


class ListingGroup(SubGroup):
    """A command with commands of its own that runs its `list` where none of them is named; `--json` goes there too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from netcrm.cli.reading import json_option  # the help of all commands has no use for what this reads

        super().__init__(*args, invoke_without_command=True, **kwargs)
        json_option(self)

    def invoke(self, ctx: click.Context) -> None:
        """Run the command that is named, else list."""
        as_json = ctx.params.pop("as_json")
        super().invoke(ctx)
        if ctx.invoked_subcommand is None:
            ctx.invoke(self.commands["list"], as_json=as_json)


class LazyGroup(click.Group):
    """The `netcrm` command: it knows its commands by the table and loads the one that is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load and return a command, or `None` for a name that there is none of."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        from importlib import import_module

        command = getattr(import_module(f"netcrm.cli.{entry.module}"), cmd_name.replace("-", "_") + "_command")
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name those that are near."""
        name = args[0]
        if name in COMMANDS or name.startswith("-"):
            return super().resolve_command(ctx, args)
        from difflib import get_close_matches

        near = get_close_matches(name, COMMANDS, cutoff=0.5)
        advice = f" Near: {', '.join(near)}." if near else ""
        raise click.UsageError(f"There is no command “{name}”.{advice}", ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the commands under their headings, from the table alone."""
        width = max(map(len, COMMANDS))
        for heading in dict.fromkeys(entry.heading for entry in COMMANDS.values()):
            with formatter.section(heading):
                rows = [(name.ljust(width), it.help) for name, it in COMMANDS.items() if it.heading == heading]
                formatter.write_dl(rows)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete a command's name from the table alone, or an option."""
        from click.shell_completion import CompletionItem

        found = [CompletionItem(name, help=it.help) for name, it in COMMANDS.items() if name.startswith(incomplete)]
        return found + click.Command.shell_complete(self, ctx, incomplete)
