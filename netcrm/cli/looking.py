"""`search`: who is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from netcrm.cli.group import RestCommand
from netcrm.cli.output import Json, chips, day_or_dash, is_narrow, iso, print_json, print_json_list, table, talk
from netcrm.cli.reading import LINES, WORDS, json_option
from netcrm.cli.state import State, pass_state
from netcrm.domain.check_in import Standing
from netcrm.domain.contact import State as ContactState
from netcrm.domain.days import counted
from netcrm.services.listing import ContactRow

if TYPE_CHECKING:
    from netcrm.services.crm import Crm

_CHUNK = 500
_ORDERS = ("name", "organisation", "last-touch", "next-check-in", "added", "tier")


@click.command("search", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="[QUERY]")
@click.option("--sort", type=click.Choice(_ORDERS), default="name", show_default=True, help="What to sort by.")
@click.option("--reverse", is_flag=True, help="The last ones first.")
@click.option("--limit", type=LINES, help="The most people to list.")
@click.option("--count", "only_count", is_flag=True, help="Print only how many there are.")
@json_option
@pass_state
def search_command(
    state: State, words: tuple[str, ...], sort: str, reverse: bool, limit: int | None, only_count: bool, as_json: bool
) -> None:
    """Find people; without a QUERY list everybody.

    Plain words search names, organisations, notes and interactions. Fields: role:pi org:"St Mary" tag:area/oncology
    tier:a city:boston country:fr due:today|late|week last:>90d last:never cadence:unset awaiting:>7d is:starred
    is:archived has:email added:<30d. A dash before a term negates it; OR and parentheses join.
    """
    query = " ".join(words)
    with state.open() as crm:
        if only_count:
            number = crm.search.count(query)
            if as_json:
                print_json({"count": number})
            else:
                click.echo(str(number))
            return
        from netcrm.services.search import Order

        found = crm.search.ids(query, order=Order[sort.replace("-", "_").upper()], reverse=reverse)
        ids = list(found[:limit] if limit else found)
        if as_json:
            print_json_list(_row_object(row) for chunk in _chunks(crm, ids) for row in chunk)
            return
        for chunk in _chunks(crm, ids):
            table([_row_cells(row, crm.today) for row in chunk], indent="")
        shown = f"{len(ids):,} of " if len(ids) < len(found) else ""
        talk(f"{shown}{counted(len(found), 'contact')}." if found else "Nobody fits.")


def _chunks(crm: Crm, ids: list[int]) -> Iterator[list[ContactRow]]:
    for start in range(0, len(ids), _CHUNK):
        yield crm.contacts.rows(ids[start : start + _CHUNK])


def _row_object(row: ContactRow) -> Json:
    return {
        "id": row.id,
        "uid": row.uid,
        "name": row.name,
        "roles": [role.value for role in row.roles],
        "organisation": row.organisation,
        "title": row.title,
        "city": row.city,
        "tier": row.tier.value if row.tier else None,
        "email": row.email,
        "phone": row.phone,
        "state": row.state.value,
        "starred": row.starred,
        "last_touch": iso(row.last_touch),
        "next_check_in": iso(row.next_check_in),
        "standing": row.standing.value,
        "days_late": row.days_late,
        "awaiting_since": iso(row.awaiting_since),
        "guessed_role": row.guessed_role.value if row.guessed_role else None,
    }


def _row_cells(row: ContactRow, today: date) -> tuple[str, ...]:
    standing = counted(row.days_late, "day") + " late" if row.days_late else row.standing.value
    if row.state is not ContactState.ACTIVE:
        standing = row.state.value
    elif row.standing is Standing.FRESH:
        standing = day_or_dash(row.next_check_in, today)
    star = "★" if row.starred else ""
    name = f"{row.name} {star}".strip()
    way = "" if is_narrow() else row.email or row.phone
    return str(row.id), name, row.tier or "", chips(row.roles, row.guessed_role), row.organisation, way, standing
