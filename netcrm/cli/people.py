"""`add`, `edit`, `archive` and `delete`: people and what is kept about them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from netcrm.cli import asking
from netcrm.cli.details import Given, changed, details_options
from netcrm.cli.group import Command
from netcrm.cli.output import answer
from netcrm.cli.reading import json_option, one
from netcrm.cli.state import State, pass_state
from netcrm.domain.contact import Details
from netcrm.domain.contact import State as ContactState

_STATES = [state.value for state in ContactState if state is not ContactState.ACTIVE]


@click.command("add", cls=Command)
@click.argument("name", nargs=-1)
@details_options(edit=False)
@click.option("--paste", is_flag=True, help="Read a mail signature, or a list of names and e-mails, from stdin.")
@click.option("--yes", is_flag=True, help="With --paste: do not ask.")
@click.option("--allow-known", is_flag=True, help="Add even where somebody has the same e-mail already.")
@json_option
@pass_state
def add_command(
    state: State, /, name: tuple[str, ...], paste: bool, yes: bool, allow_known: bool, as_json: bool, **options: Any
) -> None:
    """Add a person: add Ana Lima, MD --role pi --org “St Mary's” --email ana@stmarys.org.

    With --paste a mail signature on stdin says what the options do not: netcrm add --paste --tag met < signature.txt
    """
    from netcrm.domain.naming.reading import read_name

    given = Given(**options)
    if paste:
        _add_pasted(state, " ".join(name).strip(), given, yes=yes, allow_known=allow_known, as_json=as_json)
        return
    empty = Details(name=read_name(one(name, "a NAME")))
    with state.open_to_act() as crm:
        details = changed(empty, given, day_first=crm.settings.day_first)
        done = crm.contacts.add(details, allow_known=allow_known)
        answer(replace(done, sentence=f"{done.sentence} The id is {done.contact_ids[0]}."), as_json=as_json)


def _add_pasted(state: State, name: str, given: Given, *, yes: bool, allow_known: bool, as_json: bool) -> None:
    """Add whoever is in what is pasted."""
    from netcrm.cli.pasting import confirm, pasted_people, read_pasted

    text = read_pasted()
    with state.open_to_act() as crm:
        people = pasted_people(crm, text, name, given)
        confirm(people, yes=yes)
        done = crm.contacts.add_all(people, allow_known=allow_known)
        ids = ", ".join(map(str, done.contact_ids))
        ids = f"The id is {ids}." if len(people) == 1 else f"Their ids are {ids}."
        answer(replace(done, sentence=f"{done.sentence} {ids}"), as_json=as_json)


@click.command("edit", cls=Command)
@click.argument("who", nargs=-1)
@details_options(edit=True)
@json_option
@pass_state
def edit_command(state: State, /, who: tuple[str, ...], as_json: bool, **options: Any) -> None:
    """Change what is kept about somebody: edit ana --tier A --tag area/oncology --star.

    What is not named stays; an empty text clears: --birthday "".
    """
    given = Given(**options)
    if not given:
        raise click.UsageError(
            "Say what to change, such as --tier A or --tag area/oncology", click.get_current_context()
        )
    with state.open_to_act() as crm:
        contact_id = asking.person(crm, one(who, "a WHO"))
        details = changed(crm.contacts.get(contact_id).details, given, day_first=crm.settings.day_first)
        answer(crm.contacts.edit(contact_id, details), as_json=as_json)


@click.command("archive", cls=Command)
@click.argument("who", nargs=-1)
@click.option("--as", "kind", type=click.Choice(_STATES), default=ContactState.ARCHIVED.value, show_default=True)
@click.option("--why", default="", metavar="TEXT", help="The reason.")
@click.option("--back", is_flag=True, help="Bring somebody back instead.")
@json_option
@pass_state
def archive_command(state: State, who: tuple[str, ...], kind: str, why: str, back: bool, as_json: bool) -> None:
    """Put somebody away: no check-ins, and found only by “is:archived”. Nothing is lost."""
    with state.open_to_act() as crm:
        contact_id = asking.person(crm, one(who, "a WHO"))
        new = ContactState.ACTIVE if back else ContactState(kind)
        answer(crm.contacts.set_state([contact_id], new, why), as_json=as_json)


@click.command("delete", cls=Command)
@click.argument("who", nargs=-1)
@json_option
@pass_state
def delete_command(state: State, who: tuple[str, ...], as_json: bool) -> None:
    """Delete somebody with all that is theirs. “netcrm undo” brings it back."""
    with state.open_to_act() as crm:
        answer(crm.contacts.delete([asking.person(crm, one(who, "a WHO"))]), as_json=as_json)
