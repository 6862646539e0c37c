"""`cadence`, `pause` and `resume`: how often to be in touch, and when not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from netcrm.cli import asking
from netcrm.cli.days import Facing, read_day
from netcrm.cli.group import RestCommand
from netcrm.cli.output import answer, full_day, iso, line, print_json, print_json_list, table, talk
from netcrm.cli.reading import WORDS, json_option, read_roles, read_tier
from netcrm.cli.state import State, pass_state
from netcrm.domain.cadence import Cadence, CadenceScope, parse_cadence
from netcrm.domain.days import counted
from netcrm.errors import UsageProblem

if TYPE_CHECKING:
    from netcrm.services.crm import Crm

_NUMBER = re.compile(r"[-+]?\d+")

_SCOPES = {
    "tag": CadenceScope.TAG,
    "tier": CadenceScope.TIER,
    "role": CadenceScope.ROLE,
    "org": CadenceScope.ORGANISATION,
}


@dataclass(frozen=True, slots=True)
class _Subject:
    """For whom a cadence holds."""

    scope: CadenceScope
    name: str
    """The contact's id, or the tag, tier, role or organisation."""


@click.command("cadence", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="[WHO|tag:T|tier:A|role:R|org:O] [INTERVAL|never|unset]")
@json_option
@pass_state
def cadence_command(state: State, words: tuple[str, ...], as_json: bool) -> None:
    """Say how often to be in touch: cadence ana 3 months, cadence tier:A 2 weeks, cadence role:kol never.

    INTERVAL is such as 2 weeks, 10 business days, quarterly, or “3 months, latest 4 months”. Without one the cadence in
    force is shown; without anything, all that are set for tiers, tags, roles and organisations.
    """
    with state.open_to_act() as crm:
        if not words:
            _print_rules(crm, as_json=as_json)
            return
        if len(words) == 1:
            _print_cadence(crm, words[0], as_json=as_json)
            return
        who, cadence = _split(words)
        subject = _subject(crm, who)
        preview = crm.cadences.preview(subject.scope, subject.name, cadence)
        answer(crm.cadences.set(subject.scope, subject.name, cadence), as_json=as_json)
        if preview.become_late:
            talk(f"{counted(preview.become_late, 'check-in')} became late by it: “netcrm due” lists them.")
        talk(preview.demand)


def _split(words: Sequence[str]) -> tuple[str, Cadence | None]:
    """Return whom and how often: the cadence is the longest end of the words that reads as one.

    Raises:
        UsageProblem: No end of the words is a cadence.
    """
    problem: UsageProblem | None = None
    number = next((n for n, word in enumerate(words[1:], 1) if _NUMBER.fullmatch(word)), None)
    if number is not None and number + 1 < len(words):
        # What begins with a number is an interval, also where it is a wrong one.
        return " ".join(words[:number]), parse_cadence(" ".join(words[number:]))
    for start in range(1, len(words)):
        try:
            return " ".join(words[:start]), parse_cadence(" ".join(words[start:]))
        except UsageProblem as mistake:
            problem = problem or mistake
    assert problem is not None
    raise problem


def _subject(crm: Crm, who: str) -> _Subject:
    kind, colon, name = who.partition(":")
    scope = _SCOPES.get(kind.casefold()) if colon else None
    if scope is None:
        return _Subject(CadenceScope.CONTACT, str(asking.person(crm, who)))
    name = name.strip(' "“”')
    if scope is CadenceScope.ROLE:
        name = read_roles([name])[0].value
    elif scope is CadenceScope.TIER:
        tier = read_tier(name)
        if tier is None:
            raise UsageProblem("A cadence needs a tier: tier:A, tier:B, tier:C or tier:D.")
        name = tier.value
    return _Subject(scope, name)


def _print_cadence(crm: Crm, who: str, *, as_json: bool) -> None:
    kind, colon, name = who.partition(":")
    if colon and kind.casefold() in _SCOPES:
        raise UsageProblem(f"Say how often {kind}:{name} is to be asked for, such as 3 months, never or unset.")
    view = crm.contacts.view(asking.person(crm, who))
    standing = view.standing
    if as_json:
        print_json(
            {
                "id": view.contact.id,
                "name": view.contact.name,
                "cadence": view.own_cadence,
                "effective_cadence": standing.effective_cadence,
                "next_check_in": iso(standing.next_check_in),
            }
        )
        return
    when = f" Next check-in {full_day(standing.next_check_in)}." if standing.next_check_in else ""
    click.echo(line(f"{view.contact.name}: {standing.effective_cadence or 'no cadence is set'}.{when}"))


def _print_rules(crm: Crm, *, as_json: bool) -> None:
    lines = crm.cadences.lines()
    if as_json:
        print_json_list(
            {"scope": rule.scope, "subject": rule.subject, "cadence": rule.interval, "people": rule.people}
            for rule in lines
        )
        return
    table(
        [
            (
                f"{rule.scope} {rule.subject}",
                rule.interval,
                f"{rule.people:,} {'person' if rule.people == 1 else 'people'}",
            )
            for rule in lines
        ],
        indent="",
    )
    if not lines:
        talk("No tier, tag, role or organisation has a cadence. “netcrm cadence tier:A 1 month” sets one.")


@click.command("pause", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="[WHO|org:O]")
@click.option("--all", "everybody", is_flag=True, help="Pause everybody.")
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
    from_text: str | None,
    until_text: str | None,
    reason: str,
    listed: bool,
    as_json: bool,
) -> None:
    """Ask for nothing from one day until another, both inside: pause --all --until 2 jan.

    What falls due meanwhile comes back on the first working day after.
    """
    with state.open_to_act() as crm:
        if listed:
            _print_pauses(crm, as_json=as_json)
            return
        whom = _paused(crm, words, everybody=everybody)
        if until_text is None:
            raise click.UsageError("Missing --until DATE, the last day of the pause", click.get_current_context())
        start = read_day(crm, from_text, Facing.FORWARD) if from_text else crm.today
        end = read_day(crm, until_text, Facing.FORWARD)
        done = crm.agenda.pause(whom.contacts, start, end, reason, organisation=whom.organisation)
        answer(done, as_json=as_json)


@dataclass(frozen=True, slots=True)
class _Paused:
    """Whom a pause is for; with neither, everybody."""

    contacts: list[int] | None = None
    organisation: str = ""


def _paused(crm: Crm, words: Sequence[str], *, everybody: bool) -> _Paused:
    who = " ".join(words)
    if bool(who) == everybody:
        raise click.UsageError("Name one person, org:NAME, or --all", click.get_current_context())
    if everybody:
        return _Paused()
    kind, colon, name = who.partition(":")
    if colon and kind.casefold() == "org":
        return _Paused(organisation=name.strip(' "“”'))
    return _Paused([asking.person(crm, who)])


def _print_pauses(crm: Crm, *, as_json: bool) -> None:
    lines = crm.agenda.pauses()
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
@click.argument("words", nargs=-1, type=WORDS, metavar="[WHO|org:O]")
@click.option("--all", "everybody", is_flag=True, help="End the pauses of everybody.")
@json_option
@pass_state
def resume_command(state: State, words: tuple[str, ...], everybody: bool, as_json: bool) -> None:
    """End the pauses of a person, of an organisation (org:NAME) or of everybody."""
    with state.open_to_act() as crm:
        whom = _paused(crm, words, everybody=everybody)
        answer(crm.agenda.resume(whom.contacts, organisation=whom.organisation), as_json=as_json)
