"""`due`: the agenda, and with `--near` that of a trip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from netcrm.cli.agenda_items import item_object, print_items
from netcrm.cli.days import read_ahead
from netcrm.cli.group import RestCommand
from netcrm.cli.output import print_json_list, talk
from netcrm.cli.reading import json_option
from netcrm.cli.state import State, pass_state
from netcrm.domain.agenda_values import Agenda, AgendaItem, Group
from netcrm.domain.days import counted, long_day

if TYPE_CHECKING:
    from netcrm.services.crm import Crm
    from netcrm.services.trips import Trip

_HEADINGS = {
    Group.LATE: "Late",
    Group.TODAY: "Today",
    Group.WEEK: "This week",
    Group.LATER: "Later",
    Group.OCCASION: "Birthdays and anniversaries",
    Group.AWAITING: "Awaiting an answer",
    Group.THEIRS: "Waiting for theirs",
    Group.NEW: "Not yet contacted",
}
_SHOWN_OF_NEW = 5


@click.command("due", cls=RestCommand)
@click.option("--until", "until_text", metavar="DATE", help="Look ahead to this day; without it up to today.")
@click.option("--near", "place", metavar="CITY", help="Those in a city alone, and who else is there: for a trip.")
@click.option("--from", "from_text", metavar="DATE", help="With --near: as it will stand on this day, the first there.")
@click.option("--all", "everything", is_flag=True, help="List those beyond the daily cap, and all not yet contacted.")
@json_option
@pass_state
def due_command(
    state: State, until_text: str | None, place: str | None, from_text: str | None, everything: bool, as_json: bool
) -> None:
    """List whom to write to, and why, in the order to do it.

    Each line begins with the item's key, which done, snooze, skip and drop take. For a trip: due --near lyon --from
    "1 dec" --until "4 dec".
    """
    if from_text and place is None:
        raise click.UsageError(
            "--from is for a trip: name the place too, as in “due --near lyon --from 2026-12-01”",
            click.get_current_context(),
        )
    with state.open() as crm:
        start = read_ahead(crm, from_text) if from_text else None
        until = read_ahead(crm, until_text) if until_text else None
        if place is not None:
            _print_trip(crm, crm.agenda.near(place, start=start, until=until), as_json=as_json)
            return
        agenda = crm.agenda.build(until, all_new=everything)
        if as_json:
            print_json_list(item_object(item) for item in agenda.items)
        else:
            _print_agenda(crm, agenda, everything=everything, looks_ahead=until is not None)


def _print_agenda(crm: Crm, agenda: Agenda, *, everything: bool, looks_ahead: bool) -> None:
    items = [item for item in agenda.items if everything or not item.waits]
    hidden = 0
    if not everything:
        new = [item for item in items if item.group is Group.NEW]
        items = [item for item in items if item.group is not Group.NEW] + new[:_SHOWN_OF_NEW]
        hidden = len(new[_SHOWN_OF_NEW:])
    print_items(crm, items, _HEADINGS, today=crm.today)
    _print_rest(crm, agenda, items, hidden=hidden, everything=everything)
    if not items and not agenda.waiting:
        _print_nothing(crm, looks_ahead=looks_ahead)
    for pause in crm.pauses.lines():
        if pause.contact_id is None and pause.organisation_id is None and pause.start_on <= crm.today:
            talk(f"Everybody is paused until {long_day(pause.end_on, crm.today)}: “netcrm resume --all” ends that.")


def _print_trip(crm: Crm, trip: Trip, *, as_json: bool) -> None:
    from netcrm.cli.trips import print_trip  # most days nobody travels

    print_trip(crm, trip, as_json=as_json)


def _print_rest(crm: Crm, agenda: Agenda, shown: Sequence[AgendaItem], *, hidden: int, everything: bool) -> None:
    """Say what the lists leave out."""
    if agenda.waiting and not everything:
        talk(
            f"{counted(agenda.waiting, 'more check-in')} beyond the {agenda.cap} a day that you allow:"
            " “netcrm due --all” lists them."
        )
    new = max(hidden, crm.agenda.count_new() - sum(item.group is Group.NEW for item in shown))
    if new and not everything:
        talk(f"{new:,} more not yet contacted: “netcrm due --all” lists them.")


def _print_nothing(crm: Crm, *, looks_ahead: bool) -> None:
    """Say that nothing is due, and what to do next."""
    if not crm.contacts.count():
        talk("Nobody is here yet. “netcrm import contacts.vcf” or “netcrm add NAME” brings people in.")
    else:
        talk("Nothing is due." if looks_ahead else "Nothing is due. “netcrm due --until 2w” looks ahead.")
