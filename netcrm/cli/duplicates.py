"""`duplicates` and `merge`: people who stand there twice, and two contacts made one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netcrm.cli import asking
from netcrm.cli.group import Command
from netcrm.cli.output import answer, heading, line, print_json, print_json_list, progress, table, talk
from netcrm.cli.reading import LINES, json_option
from netcrm.cli.state import State, pass_state
from netcrm.domain.days import counted
from netcrm.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netcrm.domain.uniting import Choice
    from netcrm.services.duplicates import DuplicatePair, LikePerson
    from netcrm.services.merging import MergePlan

_SIDES = {"a": "kept", "b": "other", "both": "both"}


@click.command("duplicates", cls=Command)
@click.option("--least", type=click.IntRange(50, 100), default=75, show_default=True, help="The lowest score to list.")
@click.option("--limit", type=LINES, help="How many pairs to list at most.")
@click.option("--not-same", nargs=2, metavar="A B", help="Remember that these two are not the same.")
@json_option
@pass_state
def duplicates_command(
    state: State, least: int, limit: int | None, not_same: tuple[str, str] | None, as_json: bool
) -> None:
    """List people who stand there twice, the likeliest first, with a score and the reasons.

    From 90 on they are the same as good as surely, below that perhaps. “netcrm merge” makes two of them one.
    """
    if not_same:
        with state.open_to_act() as crm:
            one, other = (asking.person(crm, who) for who in not_same)
            answer(crm.duplicates.not_same(one, other), as_json=as_json)
        return
    with state.open() as crm, progress("Comparing") as tell:
        found = crm.duplicates.find(least=least, limit=limit, progress=tell)
    if as_json:
        print_json_list(map(_pair_object, found))
        return
    _print_pairs(found)


def _print_pairs(found: Iterable[DuplicatePair]) -> None:
    rows = [
        (str(pair.score), f"{pair.first.id} {_shown(pair.first)}", f"{pair.second.id} {_shown(pair.second)}",
         ", ".join(pair.reasons))
        for pair in found
    ]  # fmt: skip
    if not rows:
        talk("Nobody stands there twice, as far as can be told.")
        return
    table(rows, indent="", wrap=True)
    talk(
        f"{counted(len(rows), 'pair')}. “netcrm merge A B” makes two one; “netcrm duplicates --not-same A B” does not."
    )


def _shown(person: LikePerson) -> str:
    return f"{person.name} ({person.organisation})" if person.organisation else person.name


def _pair_object(pair: DuplicatePair) -> dict[str, object]:
    return {
        "score": pair.score,
        "same": pair.is_same,
        "first": _person_object(pair.first),
        "second": _person_object(pair.second),
        "reasons": list(pair.reasons),
    }


def _person_object(person: LikePerson) -> dict[str, object]:
    return {"id": person.id, "name": person.name, "organisation": person.organisation}


@click.command("merge", cls=Command)
@click.argument("kept", metavar="A")
@click.argument("other", metavar="B")
@click.option("--take", multiple=True, metavar="FIELD=A|B|both", help="Whose value a field takes. May be repeated.")
@click.option("--dry-run", is_flag=True, help="Only show what would be done.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@pass_state
def merge_command(
    state: State, kept: str, other: str, take: tuple[str, ...], dry_run: bool, yes: bool, as_json: bool
) -> None:
    """Make two contacts one: A stays, and all of B comes along. “netcrm undo” takes it back.

    Lists unite, notes stand one below the other, of two single values A's stands: --take note=B says otherwise.
    """
    choices = dict(map(_choice, take))
    with state.open_to_act() if not dry_run else state.open() as crm:
        plan = crm.merging.plan(asking.person(crm, kept), asking.person(crm, other), choices)
        if dry_run:
            if as_json:
                print_json(_plan_object(plan))
            else:
                _print_plan(plan)
            return
        if not as_json:
            _print_plan(plan)
        asking.confirm(
            f"Merge {plan.other_name} ({plan.other_id}) into {plan.keep_name} ({plan.keep_id})?",
            yes=yes,
            refusal=f"Merging deletes contact {plan.other_id} when all of it is in {plan.keep_id}. Say it again with"
            " --yes, or look at it with --dry-run.",
        )
        answer(crm.merging.merge(plan), as_json=as_json)
        if not as_json:
            talk("“netcrm undo” takes it back.")


def _choice(text: str) -> tuple[str, Choice]:
    """Read `FIELD=A`."""
    from netcrm.domain.uniting import Choice

    field, _, side = text.partition("=")
    found = _SIDES.get(side.strip().casefold())
    if found is None:
        raise UsageProblem(f"“{line(text)}” does not say whose: write FIELD=A, FIELD=B or FIELD=both.")
    return field.strip().casefold().replace("-", "_").replace("e_mails", "emails"), Choice(found)


def _print_plan(plan: MergePlan) -> None:
    heading(f"{plan.keep_name} ({plan.keep_id}) stays; {plan.other_name} ({plan.other_id}) comes along")
    words = {"kept": "A", "other": "B", "both": "both"}
    fields = [field for field in plan.fields if field.kept or field.other or field.result]
    gone = [_gone(field.kept, field.other, field.result) for field in fields]
    rows = [(field.field.replace("_", " "), words[field.choice.value], field.result or "–") for field in fields]
    table(rows, wrap=True, beneath=gone)
    for moving in plan.moves:
        click.echo(f"  {counted(moving.count, moving.what)} of B")


def _gone(kept: str, other: str, result: str) -> str:
    """Return the value that gives way, where one does."""
    lost = [value for value in (kept, other) if value and value not in result]
    return f"not {'; '.join(lost)}" if lost else ""


def _plan_object(plan: MergePlan) -> dict[str, object]:
    return {
        "kept": plan.keep_id,
        "other": plan.other_id,
        "fields": [
            {
                "field": field.field,
                "kept": field.kept,
                "other": field.other,
                "result": field.result,
                "choice": field.choice.value,
            }
            for field in plan.fields
        ],
        "moves": {moving.what: moving.count for moving in plan.moves},
    }
