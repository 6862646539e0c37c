"""`role`: what people are in clinical research, said of one, of several, or taken from their titles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from netcrm.cli import asking
from netcrm.cli.group import RestCommand
from netcrm.cli.output import Json, answer, print_json_list, table, talk
from netcrm.cli.reading import WORDS, json_option, read_roles
from netcrm.cli.state import State, pass_state
from netcrm.domain.days import counted
from netcrm.domain.roles import Role, parse_role
from netcrm.domain.text import clean_line
from netcrm.errors import UsageProblem

if TYPE_CHECKING:
    from netcrm.services.crm import Crm
    from netcrm.services.listing import ContactRow

_GUESSED = "guessed"
_MOST_WORDS = 4
"""Words of the longest name of a role."""


@click.command("role", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="ROLE|guessed [WHO, WHO…]")
@click.option("--query", metavar="QUERY", help="For all whom a search finds: --query role:guessed.")
@click.option("--dry-run", is_flag=True, help="Show what it would do, and do nothing.")
@json_option
@pass_state
def role_command(state: State, words: tuple[str, ...], query: str | None, dry_run: bool, as_json: bool) -> None:
    """Give people their main role: role crc ana, role pi ana, bo, role guessed --query tag:new.

    “guessed” takes what their titles say (“Senior CRA II”), for those who have no role yet; search role:guessed lists
    them. Other roles that somebody has stay.
    """
    role, who = _split(words)
    if bool(who) is (query is not None):
        raise click.UsageError("Say for whom: names, or --query", click.get_current_context())
    with state.open_to_act() as crm:
        ids = asking.found(crm, query) if query is not None else asking.people(crm, who)
        if dry_run:
            _print_plan(crm, ids, role, as_json=as_json)
        elif role is None:
            answer(crm.contacts.accept_roles(ids), as_json=as_json)
        else:
            answer(crm.contacts.set_role(ids, role), as_json=as_json)


def _split(words: Sequence[str]) -> tuple[Role | None, str]:
    """Return the role that the first words name, None for `guessed`, and what stands after it.

    Raises:
        UsageProblem: They name none.
    """
    if not words:
        raise click.UsageError("Missing a ROLE, or “guessed”", click.get_current_context())
    if words[0].casefold() == _GUESSED:
        return None, " ".join(words[1:])
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        role = parse_role(" ".join(words[:count]))
        if role is not None:
            return role, " ".join(words[count:])
    read_roles(words[:1])
    raise UsageProblem(f"“{clean_line(words[0])}” is no role.")


def _print_plan(crm: Crm, ids: Sequence[int], role: Role | None, *, as_json: bool) -> None:
    """Print who would have which role, and do nothing."""
    plan = [(row, role or row.guessed_role) for row in crm.contacts.rows(ids)]
    changed = [(row, new) for row, new in plan if new is not None and row.roles[:1] != (new,)]
    if as_json:
        print_json_list(_plan_object(row, new) for row, new in changed)
        return
    table([(str(row.id), row.name, row.title, new.label) for row, new in changed], indent="")
    talk(f"{counted(len(changed), 'contact')} of {len(plan):,} would change.")


def _plan_object(row: ContactRow, role: Role) -> Json:
    return {"id": row.id, "name": row.name, "title": row.title, "role": role.value}
