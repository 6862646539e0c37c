"""`relate`, `unrelate` and `relations`: what people are to each other, and to sites."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from netcrm.cli import asking
from netcrm.cli.group import RestCommand
from netcrm.cli.output import Json, answer, print_json_list, table, talk
from netcrm.cli.reading import WORDS, json_option, one, read_number
from netcrm.cli.state import State, pass_state
from netcrm.domain.ties.relations import RelationKind, find_relation, parse_relation
from netcrm.errors import NeedsDecision, NotFound

if TYPE_CHECKING:
    from netcrm.services.crm import Crm
    from netcrm.services.relations import RelationLine

_BEFORE, _AFTER = ("is", "was", "the", "a", "an"), ("of", "to", "with")
"""Small words around a relation: `ana is the mentor of ben`."""


@click.command("relate", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="A KIND B")
@click.option("--note", default="", metavar="TEXT", help="What else is to be known of it.")
@json_option
@pass_state
def relate_command(state: State, words: tuple[str, ...], note: str, as_json: bool) -> None:
    """Say what A is to B: relate ana mentor ben, relate marcus monitors "Harbor Point".

    KIND is mentor, supervisor, colleague, sub-investigator, coordinator, monitor, friend or successor, or what the
    other side of one is called. One monitors or coordinates a person or an organisation.
    """
    first, kind, second = _split(words)
    if kind is None or not second:
        raise click.UsageError("Say it like: relate A KIND B", click.get_current_context())
    with state.open_to_act() as crm:
        contact_id = asking.person(crm, first)
        other, organisation = _other_end(crm, kind, second)
        done = crm.relations.add(contact_id, kind, other, organisation_id=organisation, note=note)
        answer(done, as_json=as_json)


@click.command("unrelate", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="ID|A [KIND] B")
@json_option
@pass_state
def unrelate_command(state: State, words: tuple[str, ...], as_json: bool) -> None:
    """Take a relation away: unrelate ana mentor ben, or by its id from “netcrm relations WHO”."""
    text = one(words, "a relation: its ID, or A KIND B")
    with state.open_to_act() as crm:
        relation_id = read_number(text, "", "relation", "relations WHO") if text.isdecimal() else _named(crm, words)
        answer(crm.relations.remove(relation_id), as_json=as_json)


@click.command("relations", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="WHO")
@json_option
@pass_state
def relations_command(state: State, words: tuple[str, ...], as_json: bool) -> None:
    """List what somebody is to others: relations ana."""
    with state.open() as crm:
        lines = crm.relations.of_contact(asking.person(crm, one(words, "a WHO")))
        if as_json:
            print_json_list(line_object(it) for it in lines)
            return
        table([(str(it.id), it.kind.words, it.name, it.organisation, it.note) for it in lines], wrap=True)
        if not lines:
            talk("None. “netcrm relate A KIND B” writes one down.")


def line_object(it: RelationLine) -> Json:
    """Return a relation as JSON has it, seen from the one whose relations are listed."""
    return {
        "id": it.id,
        "kind": it.kind.value,
        "contact": it.contact_id,
        "organisation": it.organisation_id,
        "name": it.name,
        "note": it.note,
    }


def _split(words: Sequence[str]) -> tuple[str, RelationKind | None, str]:
    """Return what stands before the first relation, the relation, and what stands after it.

    Raises:
        UsageProblem: Several words stand there and none names a relation.
    """
    for start in range(1, len(words)):
        for end in (start + 2, start + 1):
            kind = find_relation(" ".join(words[start:end])) if end <= len(words) else None
            if kind:
                before, after = list(words[:start]), list(words[end:])
                while len(before) > 1 and before[-1].casefold() in _BEFORE:
                    before.pop()
                while len(after) > 1 and after[0].casefold() in _AFTER:
                    after.pop(0)
                return " ".join(before), kind, " ".join(after)
    if len(words) > 2:
        parse_relation(words[1])
    return " ".join(words), None, ""


def _other_end(crm: Crm, kind: RelationKind, text: str) -> tuple[int | None, int | None]:
    """Return the contact or the organisation that stands at the other end; the whole name of an organisation goes
    before a person, its beginning after.
    """
    organisation = crm.relations.organisation_for(kind, text, exactly=True)
    if organisation is None:
        try:
            return asking.person(crm, text), None
        except NotFound:
            organisation = crm.relations.organisation_for(kind, text, exactly=False)
            if organisation is None:
                raise
    return None, organisation


def _named(crm: Crm, words: Sequence[str]) -> int:
    """Return the relation that two ends name, with what the one is to the other or without."""
    first, kind, second = _split(words)
    if kind is None:
        contact_id, second = asking.person_and_rest(crm, words)
    else:
        contact_id = asking.person(crm, first)
    if not second:
        raise click.UsageError("Say it like: unrelate A KIND B", click.get_current_context())
    other, organisation = _other_end(crm, kind or RelationKind.MONITOR, second)
    found = crm.relations.between(contact_id, kind, other, organisation)
    if not found:
        raise NotFound("relation", " ".join(words), advice=f"`netcrm relations {contact_id}` lists those there are.")
    if len(found) > 1:
        listed = ", ".join(
            f"{it.id} ({it.kind.words})" for it in crm.relations.of_contact(contact_id) if it.id in found
        )
        raise NeedsDecision(f"Several relations tie the two. Name one by its id: {listed}.")
    return found[0]
