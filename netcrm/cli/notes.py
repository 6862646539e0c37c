"""`note-policy`, and the list of texts that look like a participant's data."""

from __future__ import annotations

from collections.abc import Iterable

import click

from netcrm.cli.group import RestCommand
from netcrm.cli.output import Json, answer, line, print_json_list, table
from netcrm.cli.reading import WORDS, json_option
from netcrm.cli.state import State, pass_state
from netcrm.domain.days import counted
from netcrm.domain.note_policy import Guard, NoteRule, Notes, read_policy
from netcrm.errors import UsageProblem
from netcrm.services.notes.service import Place

_OWN_WORDS = {word.value for word in (*Notes, *Guard)}


@click.command("note-policy", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="[full|topics|none] [warn|hold] [QUERY]")
@click.option("--remove", is_flag=True, help="Take the rule of QUERY away.")
@json_option
@pass_state
def note_policy_command(state: State, words: tuple[str, ...], remove: bool, as_json: bool) -> None:
    """Say which notes may be kept about the people of a QUERY, or list the rules.

    “full” keeps every note, “topics” only words of a closed list, “none” no words at all. “hold” refuses a text that
    looks like a study participant's data; “warn” only says so. Example: note-policy topics hold role:regulator
    """
    given = list(words)
    own: list[str] = []
    while given and given[0].casefold() in _OWN_WORDS:
        own.append(given.pop(0))
    query = " ".join(given)
    if not words and not remove:
        with state.open() as crm:
            _print_rules(crm.notes.rules(), as_json=as_json)
        return
    with state.open_to_act() as crm:
        if remove:
            if own:
                raise UsageProblem(
                    "Name the query alone to take its rule away: netcrm note-policy --remove role:regulator."
                )
            answer(crm.notes.remove_rule(query), as_json=as_json)
        elif not own:
            raise UsageProblem(
                f"Say first which notes may be kept about “{query}”: full, topics or none, and then warn or hold."
            )
        else:
            answer(crm.notes.set_rule(query, read_policy(" ".join(own))), as_json=as_json)


def print_places(places: Iterable[Place], *, as_json: bool) -> None:
    """Print where texts look like a participant's data, without the texts."""
    if as_json:
        print_json_list(map(_place_object, places))
        return
    count = 0
    for place in places:
        count += 1
        whom = ", ".join(f"{name} ({number})" for number, name in place.people) or "nobody"
        where = ", ".join(f"{found.why} (character {found.start + 1:,})" for found in place.found)
        click.echo(line(f"{place.what} {place.row_id}, about {whom}: {where}"))
    if count:
        click.echo(f"{counted(count, 'text')}. netcrm holds no study participants: take out what is theirs.")
    else:
        click.echo("No text looks like a study participant's data.")


def _place_object(place: Place) -> Json:
    return {
        "what": place.what,
        "id": place.row_id,
        "contacts": [number for number, _ in place.people],
        "found": [{"kind": found.kind.value, "start": found.start, "end": found.end} for found in place.found],
    }


def _print_rules(rules: list[NoteRule], *, as_json: bool) -> None:
    if as_json:
        print_json_list(
            {"query": rule.query, "notes": rule.policy.notes.value, "guard": rule.policy.guard.value} for rule in rules
        )
    elif rules:
        table([(str(rule.policy), rule.query) for rule in rules], indent="")
    else:
        click.echo("Every note may be kept about everybody. netcrm note-policy topics role:regulator makes a rule.")
