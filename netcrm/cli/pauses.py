"""`pause` and `resume`: when to ask for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from netcrm.cli import asking
from netcrm.cli.days import read_ahead
from netcrm.cli.group import RestCommand
from netcrm.cli.output import answer, full_day, iso, print_json_list, table, talk
from netcrm.cli.reading import WORDS, json_option
from netcrm.cli.state import State, pass_state

if TYPE_CHECKING:
    from netcrm.services.crm import Crm


@click.command("pause", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="[WHO[,WHO]|org:O]")
@click.option("--all", "everybody", is_flag=True, help="Pause everybody.")
@click.option("--query", metavar="QUERY", help="Pause all whom a search finds.")
@click.option("--from", "from_text", metavar="DATE", help="The first day; today without it.")
@click.option("--until", "until_text", metavar="DATE", help="The last day.")
@click.option("--reason", default="", metavar="TEXT", help="The reason.")
@click.option("--list", "listed", is_flag=True, help="List the pauses in force or to come.")
@json_option
@pass_state
def pause_command(
    state: State,
    words: tuple[str, ...],
    everybody: bool,
    query: str | None,
    from_text: str | None,
    until_text: str | None,
    reason: str,
    listed: bool,
    as_json: bool,
) -> None:
    """Ask for nothing from one day until another, both inside: pause --all --until 2 jan, pause ana, bo --until fri.

    What falls due meanwhile comes back on the first working day after.
    """
    with state.open_to_act() as crm:
        if listed:
            _print_pauses(crm, as_json=as_json)
            return
        whom = _paused(crm, words, everybody=everybody, query=query)
        if until_text is None:
            raise click.UsageError("Missing --until DATE, the last day of the pause", click.get_current_context())
        start = read_ahead(crm, from_text) if from_text else crm.today
        end = read_ahead(crm, until_text)
        done = crm.pauses.pause(whom.contacts, start, end, reason, organisation=whom.organisation)
        answer(done, as_json=as_json)


@dataclass(frozen=True, slots=True)
class _Paused:
    """Whom a pause is for; with neither, everybody."""

    contacts: list[int] | None = None
    organisation: str = ""


def _paused(crm: Crm, words: Sequence[str], *, everybody: bool, query: str | None) -> _Paused:
    who = " ".join(words)
    if sum((bool(who), everybody, query is not None)) != 1:
        raise click.UsageError("Name people, org:NAME, --query QUERY or --all", click.get_current_context())
    if everybody:
        return _Paused()
    if query is not None:
        return _Paused(asking.found(crm, query))
    kind, colon, name = who.partition(":")
    if colon and kind.casefold() == "org":
        return _Paused(organisation=name.strip(' "“”'))
    return _Paused(asking.people(crm, who))


def _print_pauses(crm: Crm, *, as_json: bool) -> None:
    lines = crm.pauses.lines()
    if as_json:
        print_json_list(
            {
                "contact": it.contact_id,
                "organisation": it.organisation_id,
                "whom": it.whom,
                "from": iso(it.start_on),
                "until": iso(it.end_on),
                "reason": it.reason,
            }
            for it in lines
        )
        return
    table([(it.whom, full_day(it.start_on), f"until {full_day(it.end_on)}", it.reason) for it in lines], indent="")
    if not lines:
        talk("Nothing is paused.")


@click.command("resume", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="[WHO[,WHO]|org:O]")
@click.option("--all", "everybody", is_flag=True, help="End the pauses of everybody.")
@click.option("--query", metavar="QUERY", help="End the pauses of all whom a search finds.")
@json_option
@pass_state
def resume_command(state: State, words: tuple[str, ...], everybody: bool, query: str | None, as_json: bool) -> None:
    """End the pauses of people, of an organisation (org:NAME) or of everybody."""
    with state.open_to_act() as crm:
        whom = _paused(crm, words, everybody=everybody, query=query)
        answer(crm.pauses.resume(whom.contacts, organisation=whom.organisation), as_json=as_json)
