"""`settings`, `backup`, `restore` and `doctor`: looking after the store."""

from __future__ import annotations

from pathlib import Path

import click

from netcrm.cli import asking
from netcrm.cli.group import Command, RestCommand
from netcrm.cli.output import answer, line, print_json, print_json_list, table
from netcrm.cli.reading import WORDS, json_option
from netcrm.cli.state import State, pass_state
from netcrm.domain.days import counted
from netcrm.errors import Unreadable
from netcrm.services.safety import Diagnosis


@click.command("settings", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="[KEY [VALUE]]")
@json_option
@pass_state
def settings_command(state: State, words: tuple[str, ...], as_json: bool) -> None:
    """Show the settings, one of them, or change it: settings daily-cap 8. The VALUE “default” forgets it."""
    key, *value = words or ("",)
    if value:
        with state.open_to_act() as crm:
            answer(crm.settings.set(key, " ".join(value)), as_json=as_json)
        return
    with state.open() as crm:
        if key:
            found = crm.settings.get(key)
            if as_json:
                print_json({"key": key.casefold(), "value": found})
            else:
                click.echo(line(found))
            return
        lines = crm.settings.lines()
        if as_json:
            print_json_list({"key": spec.key, "value": value, "help": spec.help} for spec, value in lines)
        else:
            table([(spec.key, value or "–", spec.help) for spec, value in lines], indent="", wrap=True)


@click.command("backup", cls=Command)
@click.argument("file", type=click.Path(path_type=Path), required=False, metavar="[FILE]")
@json_option
@pass_state
def backup_command(state: State, file: Path | None, as_json: bool) -> None:
    """Copy the store to FILE or into a folder; without one beside the store, where old copies make room."""
    with state.open() as crm:
        written = crm.safety.backup(file)
        if as_json:
            print_json({"file": str(written)})
        else:
            click.echo(line(f"The backup is in {written}."))


@click.command("restore", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@pass_state
def restore_command(state: State, file: Path, yes: bool, as_json: bool) -> None:
    """Put the backup FILE in the place of the store. What is there now is backed up first."""
    if not file.expanduser().is_file():
        raise Unreadable(f"{file} is no file. “netcrm backup” says where backups are.")
    asking.confirm(
        f"Replace the store {state.path} by {file}?",
        yes=yes,
        refusal=f"Restoring replaces the store {state.path}. Say it again with --yes.",
    )
    with state.open(even_damaged=True) as crm:
        answer(crm.safety.restore(file), as_json=as_json)


@click.command("doctor", cls=Command)
@click.option("--no-mend", is_flag=True, help="Only look.")
@click.option("--participants", is_flag=True, help="List instead where texts look like a study participant's data.")
@json_option
@pass_state
def doctor_command(state: State, no_mend: bool, participants: bool, as_json: bool) -> None:
    """Check the store and mend what can be mended. Ends with 6 where something is left broken."""
    with state.open() as crm:
        if participants:
            from netcrm.cli.notes import print_places

            print_places(crm.notes.places(), as_json=as_json)
            return
        diagnosis = crm.safety.doctor(mend=not no_mend)
    if as_json:
        print_json(
            {
                "store": str(diagnosis.store),
                "contacts": diagnosis.contacts,
                "interactions": diagnosis.interactions,
                "findings": [{"what": finding.what, "mended": finding.mended} for finding in diagnosis.findings],
            }
        )
    else:
        _print_diagnosis(diagnosis)
    if not all(finding.mended for finding in diagnosis.findings):
        raise click.exceptions.Exit(_LEFT_BROKEN)


_LEFT_BROKEN = 6


def _print_diagnosis(diagnosis: Diagnosis) -> None:
    click.echo(line(f"Store: {diagnosis.store}"))
    click.echo(f"{counted(diagnosis.contacts, 'contact')}, {counted(diagnosis.interactions, 'interaction')}.")
    for finding in diagnosis.findings:
        click.echo(line(f"{'Mended' if finding.mended else 'Found'}: {finding.what}"))
    if not diagnosis.findings:
        click.echo("All is well.")
