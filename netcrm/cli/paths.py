"""`path`: the ways from one's close contacts to a person, a site or an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netcrm.cli import asking
from netcrm.cli.group import Command
from netcrm.cli.output import Json, line, paragraph, print_json
from netcrm.cli.reading import json_option
from netcrm.cli.state import State, pass_state
from netcrm.errors import NotFound, UsageProblem

if TYPE_CHECKING:
    from netcrm.services.crm import Crm
    from netcrm.services.paths.service import PathAnswer

_MOST = 50


@click.command("path", cls=Command)
@click.argument("who", nargs=-1)
@click.option("--most", type=click.IntRange(1, _MOST), default=5, show_default=True, help="How many ways.")
@click.option("--org", is_flag=True, help="It is an organisation's name, though somebody is called so too.")
@json_option
@pass_state
def path_command(state: State, who: tuple[str, ...], most: int, org: bool, as_json: bool) -> None:
    """Find the warmest ways to a person, a site or an organisation: whom to ask, and what ties each to the next.

    Looked at are introductions, relations, positions at the same organisation, shared studies, events and papers.
    """
    name = " ".join(who).strip()
    if not name:
        raise UsageProblem("To whom? Name a person or an organisation: netcrm path ana ortiz.")
    with state.open() as crm:
        answer = _answer(crm, name, most, is_organisation=org)
    if as_json:
        print_json(_answer_object(answer))
    else:
        _print_answer(answer)


def _answer(crm: Crm, name: str, most: int, *, is_organisation: bool) -> PathAnswer:
    """Return the ways to the person of that name, else to the organisation."""
    if not is_organisation:
        try:
            return crm.paths.to_contact(asking.person(crm, name), most=most)
        except NotFound as nobody:
            try:
                return crm.paths.to_organisation(crm.organisations.named(name).id, most=most)
            except NotFound:
                raise nobody from None
    return crm.paths.to_organisation(crm.organisations.named(name).id, most=most)


def _print_answer(answer: PathAnswer) -> None:
    if answer.why_none:
        click.echo(line(answer.why_none))
    for number, path in enumerate(answer.paths, 1):
        click.echo(line(f"{number}. {' → '.join(('you', *path.people))}  ({path.warmth_words})"))
        for words in (path.words, *(step.words for step in path.steps)):
            click.echo(paragraph(words, "     "))
    if answer.paths and answer.paths[0].steps:
        best = answer.paths[0]
        click.echo(line(f"Ask {best.name} first: netcrm introduction ask {best.contact_id} {best.steps[0].contact_id}"))


def _answer_object(answer: PathAnswer) -> Json:
    return {
        "to": answer.to,
        "contact": answer.contact_id,
        "organisation": answer.organisation_id,
        "why_none": answer.why_none,
        "paths": [
            {
                "warmth": round(path.warmth, 3),
                "warmth_words": path.warmth_words,
                "contact": path.contact_id,
                "name": path.name,
                "words": path.words,
                "steps": [
                    {
                        "contact": step.contact_id,
                        "name": step.name,
                        "warmth": round(step.warmth, 3),
                        "words": step.words,
                    }
                    for step in path.steps
                ],
            }
            for path in answer.paths
        ],
    }
