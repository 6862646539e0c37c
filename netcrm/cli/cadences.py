"""`cadence`: how often to be in touch."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from netcrm.cli import asking
from netcrm.cli.group import RestCommand
from netcrm.cli.output import (
    answer,
    effect_object,
    full_day,
    iso,
    line,
    print_effects,
    print_json,
    print_json_list,
    table,
    talk,
)
from netcrm.cli.reading import WORDS, json_option, one, read_roles, read_tier
from netcrm.cli.state import State, pass_state
from netcrm.domain.cadence import Cadence, CadenceScope, parse_cadence
from netcrm.errors import UsageProblem
from netcrm.services.cadences import CadencePreview, describe_preview
from netcrm.services.values import Done

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
@click.option("--query", metavar="QUERY", help="Set it for all whom a search finds: --query 'tier:b city:lyon'.")
@click.option("--overwrite", is_flag=True, help="With --query: also for those who have a cadence of their own.")
@click.option("--dry-run", is_flag=True, help="Show what it would do, and do nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@pass_state
def cadence_command(
    state: State,
    words: tuple[str, ...],
    query: str | None,
    overwrite: bool,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Say how often to be in touch: cadence ana 3 months, cadence tier:A 2 weeks, cadence role:kol never.

    INTERVAL is such as 2 weeks, 10 business days, quarterly, or “3 months, latest 4 months”. Without one the cadence in
    force is shown; without anything, all that are set for tiers, tags, roles and organisations. What a change does is
    said before it is done.
    """
    if overwrite and query is None:
        raise click.UsageError("--overwrite is for --query", click.get_current_context())
    with state.open_to_act() as crm:
        if query is not None:
            cadence = parse_cadence(one(words, "an INTERVAL such as 3 months"))
            change = _for_many(crm, query, cadence, overwrite=overwrite)
        elif not words:
            _print_rules(crm, as_json=as_json)
            return
        elif len(words) == 1:
            _print_cadence(crm, words[0], as_json=as_json)
            return
        else:
            change = _for_subject(crm, words)
        if dry_run:
            _print_preview(change.preview, as_json=as_json)
            return
        talk(describe_preview(change.preview))
        if change.is_for_many and (change.preview.become_late or change.preview.goes_beyond_cap) and asking.can_ask():
            asking.confirm("Set it?", yes=yes, refusal="")
        answer(change.act(), as_json=as_json)


@dataclass(frozen=True, slots=True)
class _Change:
    """A cadence about to be set: what it does, and the act."""

    preview: CadencePreview
    act: Callable[[], Done]
    is_for_many: bool


def _for_subject(crm: Crm, words: Sequence[str]) -> _Change:
    who, cadence = _split(words)
    subject = _subject(crm, who)
    return _Change(
        crm.cadences.preview(subject.scope, subject.name, cadence),
        lambda: crm.cadences.set(subject.scope, subject.name, cadence),
        is_for_many=subject.scope is not CadenceScope.CONTACT,
    )


def _for_many(crm: Crm, query: str, cadence: Cadence | None, *, overwrite: bool) -> _Change:
    ids = asking.found(crm, query)
    return _Change(
        crm.cadences.preview_many(ids, cadence, overwrite=overwrite),
        lambda: crm.cadences.set_many(ids, cadence, overwrite=overwrite),
        is_for_many=True,
    )


def _print_preview(preview: CadencePreview, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "people": preview.people,
                "become_late": preview.become_late,
                "keep_own": preview.keep_own,
                "goes_beyond_cap": preview.goes_beyond_cap,
                "demand": preview.demand,
                "organisation": preview.organisation,
                "effects": [effect_object(effect) for effect in preview.effects],
            }
        )
        return
    click.echo(line(describe_preview(preview)))
    print_effects(preview.effects)
    if preview.people > len(preview.effects):
        talk(f"And {preview.people - len(preview.effects):,} more.")


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
