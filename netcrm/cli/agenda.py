"""`due`, `done`, `snooze`, `skip` and `drop`: the agenda and the acts on its items."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from netcrm.cli import asking
from netcrm.cli.group import RestCommand
from netcrm.cli.output import Json, answer, heading, is_narrow, iso, print_json_list, table, talk
from netcrm.cli.reading import WORDS, json_option, one, read_channel, split_at_channel
from netcrm.cli.state import State, pass_state
from netcrm.domain.agenda_values import Agenda, AgendaItem, Group, ItemKind
from netcrm.domain.days import counted, long_day, short_day

if TYPE_CHECKING:
    from netcrm.services.crm import Crm

_HEADINGS = {
    Group.LATE: "Late",
    Group.TODAY: "Today",
    Group.WEEK: "This week",
    Group.LATER: "Later",
    Group.AWAITING: "Awaiting an answer",
    Group.THEIRS: "Waiting for theirs",
    Group.NEW: "Not yet contacted",
}
_WITHOUT_DAY = (Group.TODAY, Group.AWAITING, Group.NEW)
"""Groups whose items stand there today, whatever their day."""
_SHOWN_OF_NEW = 5


@click.command("due", cls=RestCommand)
@click.option("--until", "until_text", metavar="DATE", help="Look ahead to this day; without it up to today.")
@click.option("--all", "everything", is_flag=True, help="List those beyond the daily cap, and all not yet contacted.")
@json_option
@pass_state
def due_command(state: State, until_text: str | None, everything: bool, as_json: bool) -> None:
    """List whom to write to, and why, in the order to do it.

    Each line begins with the item's key, which done, snooze, skip and drop take.
    """
    with state.open() as crm:
        until = _read_ahead(crm, until_text) if until_text else None
        agenda = crm.agenda.build(until, all_new=everything)
        if as_json:
            print_json_list(_item_object(item) for item in agenda.items)
        else:
            _print_agenda(crm, agenda, everything=everything, looks_ahead=until is not None)


def _read_ahead(crm: Crm, text: str) -> date:
    from netcrm.cli.days import Facing, read_day  # most calls name no date

    return read_day(crm, text, Facing.FORWARD)


def _read_back(crm: Crm, text: str) -> date:
    from netcrm.cli.days import Facing, read_day

    return read_day(crm, text, Facing.BACKWARD)


def _item_object(item: AgendaItem) -> Json:
    person = {"id": item.contact_id, "uid": item.uid, "name": item.name}
    is_organisation = item.kind is ItemKind.ORGANISATION
    return {
        "item": item.key,
        "kind": item.kind.value,
        "group": item.group.value,
        "contact": None if is_organisation else person,
        "organisation": {**person, "id": int(item.key[1:])} if is_organisation else None,
        "due": iso(item.due_on),
        "due_at": item.due_at.isoformat() if item.due_at else None,
        "standing": item.standing.value if item.standing else None,
        "days_late": item.days_late,
        "title": item.title,
        "why": item.why,
        "tier": item.tier.value if item.tier else None,
        "waits": item.waits,
        "folded": list(item.folded),
    }


def _print_agenda(crm: Crm, agenda: Agenda, *, everything: bool, looks_ahead: bool) -> None:
    items = [item for item in agenda.items if everything or not item.waits]
    hidden = 0
    if not everything:
        new = [item for item in items if item.group is Group.NEW]
        items = [item for item in items if item.group is not Group.NEW] + new[:_SHOWN_OF_NEW]
        hidden = len(new[_SHOWN_OF_NEW:])
    rows = {row.id: row for row in crm.contacts.rows([i.contact_id for i in items if i.contact_id is not None])}
    for group, title in _HEADINGS.items():
        lines = []
        for item in (item for item in items if item.group is group):
            row = rows.get(item.contact_id) if item.contact_id is not None else None
            chip = row.roles[0].chip if row and row.roles else ""
            organisation = row.organisation if row and not is_narrow() else ""
            what = item.title if item.kind is ItemKind.FOLLOW_UP else ""
            words = f"{what}: {item.why}" if what else item.why
            if item.due_at:
                words = f"{item.due_at.astimezone():%H:%M} {words}"
            day = "" if group in _WITHOUT_DAY else short_day(item.due_on, crm.today)
            lines.append((item.key, day, item.name, chip, organisation, words))
        if lines:
            heading(title)
            table(lines, wrap=True)
    _print_rest(crm, agenda, items, hidden=hidden, everything=everything)
    if not items and not agenda.waiting:
        _print_nothing(crm, looks_ahead=looks_ahead)
    for pause in crm.agenda.pauses():
        if pause.contact_id is None and pause.organisation_id is None and pause.start_on <= crm.today:
            talk(f"Everybody is paused until {long_day(pause.end_on, crm.today)}: “netcrm resume --all” ends that.")


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


@click.command("done", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="ITEM [CHANNEL [SUMMARY]]")
@click.option("--on", "on_text", metavar="DATE", help="The day it was done; today without it.")
@json_option
@pass_state
def done_command(state: State, words: tuple[str, ...], on_text: str | None, as_json: bool) -> None:
    """Tick an item off.

    A check-in (c7, o3, or a person's name) logs an interaction: by CHANNEL, else as the last one was. A follow-up (f7)
    is ticked, and with a CHANNEL logged too. An awaited answer (a7) is logged as come in.
    """
    one(words, "an ITEM such as c7")
    who, channel, summary = split_at_channel(words)
    if channel is None and summary:
        who, summary = _item_or_mistake(words), ""
    with state.open_to_act() as crm:
        on = _read_back(crm, on_text) if on_text else None
        answer(crm.agenda.done(asking.item(crm, who), channel, summary=summary, on=on), as_json=as_json)


def _item_or_mistake(words: Sequence[str]) -> str:
    """Return words without a channel as one name; after a key they are a mistake."""
    if words[0][:1].casefold() in "acfo" and words[0][1:].isdigit():
        read_channel(words[1])
    return " ".join(words)


@click.command("snooze", cls=RestCommand)
@click.argument("item", type=WORDS)
@click.argument("words", nargs=-1, type=WORDS, metavar="DATE")
@json_option
@pass_state
def snooze_command(state: State, item: str, words: tuple[str, ...], as_json: bool) -> None:
    """Put an item off to DATE, which is after today: snooze c7 in 3 weeks."""
    text = one(words, "a DATE such as “next tue” or 2w")
    with state.open_to_act() as crm:
        key = asking.item(crm, item)
        answer(crm.agenda.snooze(key, _read_ahead(crm, text)), as_json=as_json)


@click.command("skip", cls=RestCommand)
@click.argument("item", type=WORDS)
@click.argument("words", nargs=-1, type=WORDS, metavar="[REASON]")
@json_option
@pass_state
def skip_command(state: State, item: str, words: tuple[str, ...], as_json: bool) -> None:
    """Leave a check-in out this time: its cadence counts from today, and no contact is logged."""
    with state.open_to_act() as crm:
        answer(crm.agenda.skip(asking.item(crm, item), " ".join(words)), as_json=as_json)


@click.command("drop", cls=RestCommand)
@click.argument("item", type=WORDS)
@click.argument("words", nargs=-1, type=WORDS, metavar="REASON")
@json_option
@pass_state
def drop_command(state: State, item: str, words: tuple[str, ...], as_json: bool) -> None:
    """Give a follow-up (f7) up for a REASON, or let an unanswered message (a7) rest."""
    reason = one(words, "a REASON")
    with state.open_to_act() as crm:
        answer(crm.agenda.drop(asking.item(crm, item), reason), as_json=as_json)
