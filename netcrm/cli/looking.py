"""`search` and `show`: who is there, and all about somebody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from netcrm.cli import asking
from netcrm.cli.group import Command, RestCommand
from netcrm.cli.output import (
    Json,
    day_or_dash,
    full_day,
    heading,
    is_narrow,
    iso,
    line,
    paragraph,
    print_json,
    print_json_list,
    table,
    talk,
)
from netcrm.cli.reading import WORDS, json_option, one
from netcrm.cli.state import State, pass_state
from netcrm.domain.check_in import Standing
from netcrm.domain.contact import Address, Contact
from netcrm.domain.contact import State as ContactState
from netcrm.domain.days import counted
from netcrm.domain.follow_up import FollowUp, FollowUpState, Owner
from netcrm.services.contacts import ContactView
from netcrm.services.listing import ContactRow
from netcrm.services.timeline import TimelineEntry, TimelineKind

if TYPE_CHECKING:
    from netcrm.services.crm import Crm

_CHUNK = 500
_ORDERS = ("name", "organisation", "last-touch", "next-check-in", "added", "tier")


@click.command("search", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="[QUERY]")
@click.option("--sort", type=click.Choice(_ORDERS), default="name", show_default=True, help="What to sort by.")
@click.option("--reverse", is_flag=True, help="The last ones first.")
@click.option("--limit", type=click.IntRange(min=1), help="The most people to list.")
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
    }


def _row_cells(row: ContactRow, today: date) -> tuple[str, ...]:
    chips = " ".join(role.chip for role in row.roles[:2])
    standing = counted(row.days_late, "day") + " late" if row.days_late else row.standing.value
    if row.state is not ContactState.ACTIVE:
        standing = row.state.value
    elif row.standing is Standing.FRESH:
        standing = day_or_dash(row.next_check_in, today)
    star = "★" if row.starred else ""
    name = f"{row.name} {star}".strip()
    way = "" if is_narrow() else row.email or row.phone
    return str(row.id), name, row.tier or "", chips, row.organisation, way, standing


@click.command("show", cls=Command)
@click.argument("who", nargs=-1)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Lines of the timeline.")
@json_option
@pass_state
def show_command(state: State, who: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Show all about somebody: standing, ways to reach them, promises, what happened."""
    with state.open() as crm:
        contact_id = asking.person(crm, one(who, "a WHO"))
        view = crm.contacts.view(contact_id)
        timeline = crm.contacts.timeline(contact_id, limit=limit)
        if as_json:
            print_json(_view_object(view, timeline))
        else:
            _print_view(view, timeline, crm.today)


def _view_object(view: ContactView, timeline: list[TimelineEntry]) -> Json:
    from netcrm.formats.json_lines import contact_object

    standing = view.standing
    return {
        **contact_object(view.contact, own_cadence=view.own_cadence, sources=view.sources),
        "starred": view.contact.details.starred,
        "effective_cadence": standing.effective_cadence,
        "last_touch": iso(standing.last_touch),
        "next_check_in": iso(standing.next_check_in),
        "standing": standing.standing.value,
        "days_late": standing.days_late,
        "awaiting_since": iso(standing.awaiting_since),
        "why": standing.why,
        "follow_ups": [
            {
                "item": f"f{promise.id}",
                "title": promise.title,
                "due": iso(promise.due_on),
                "due_at": promise.due_at.isoformat() if promise.due_at else None,
                "owner": promise.owner.value,
                "state": promise.state.value,
            }
            for promise in view.follow_ups
        ],
        "timeline": [
            {
                "id": entry.id,
                "kind": entry.kind.value,
                "on": iso(entry.on),
                "title": entry.title,
                "words": entry.words,
                "counts": entry.counts,
            }
            for entry in timeline
        ],
    }


def _print_view(view: ContactView, timeline: list[TimelineEntry], today: date) -> None:
    _print_head(view)
    _print_standing(view, today)
    _print_ways(view.contact)
    promises = [promise for promise in view.follow_ups if promise.state is FollowUpState.OPEN]
    if promises:
        heading("Open follow-ups")
        table([_promise_cells(promise, today) for promise in promises])
    if timeline:
        heading("Timeline")
        table([_timeline_cells(entry, today) for entry in timeline], wrap=True)
    if view.contact.details.note:
        heading("Note")
        click.echo(paragraph(view.contact.details.note, "  "))
    if view.sources:
        heading("Sources")
        table([(it.file, f"{it.format} {it.place}", f"imported {full_day(it.imported_on)}") for it in view.sources])


def _print_head(view: ContactView) -> None:
    contact, details = view.contact, view.contact.details
    marks = [role.label for role in details.roles]
    marks += [f"tier {details.tier.value}"] if details.tier else []
    marks += ["★ starred"] if details.starred else []
    heading(f"{contact.name} (id {contact.id})")
    if marks:
        click.echo(line(" · ".join(marks)))
    for job in details.positions:
        dates = "" if job.is_current else f" (until {job.end_on})"
        words = ", ".join(filter(None, (job.title, job.department, job.organisation)))
        click.echo(line(words + dates))
    if contact.state is not ContactState.ACTIVE:
        since = f" since {full_day(contact.state_since)}" if contact.state_since else ""
        why = f": {contact.state_why}" if contact.state_why else ""
        click.echo(line(f"{contact.state.value.replace('-', ' ').capitalize()}{since}{why}"))


def _print_standing(view: ContactView, today: date) -> None:
    it = view.standing
    standing = it.standing.value
    if it.days_late:
        late = f"{counted(it.days_late, 'day')} late"
        standing = late if it.standing is Standing.LATE else f"{standing}, {late}"
    rows = [("Standing", standing)]
    rows += [("Next check-in", full_day(it.next_check_in))] if it.next_check_in else []
    rows += [("Why", it.why)] if it.why else []
    rows += [("Cadence", it.effective_cadence or "unset")]
    rows += [("Last touch", full_day(it.last_touch) if it.last_touch else "never")]
    rows += [("Awaiting", f"an answer since {day_or_dash(it.awaiting_since, today)}")] if it.awaiting_since else []
    table(rows, wrap=True)


def _print_ways(contact: Contact) -> None:
    details = contact.details
    rows = [("email", way.value, _mark(way.label, preferred=way.preferred)) for way in details.emails]
    rows += [("phone", way.value, _mark(way.label, preferred=way.preferred)) for way in details.phones]
    rows += [("address", _address_line(address), address.label) for address in details.addresses]
    rows += [("link", link.value, link.label) for link in details.links]
    rows += [("birthday", details.birthday, "")] if details.birthday else []
    rows += [("nicknames", ", ".join(details.nicknames), "")] if details.nicknames else []
    rows += [("language", details.language, "")] if details.language else []
    rows += [("tags", " ".join(details.tags), "")] if details.tags else []
    if rows:
        heading("Details")
        table(rows, wrap=True)


def _mark(label: str, *, preferred: bool) -> str:
    return ", ".join(filter(None, (label, "preferred" if preferred else "")))


def _address_line(it: Address) -> str:
    place = " ".join(filter(None, (it.postal_code, it.city)))
    return ", ".join(filter(None, (", ".join(it.street.split("\n")), place, it.region, it.country)))


def _promise_cells(promise: FollowUp, today: date) -> tuple[str, ...]:
    hour = f" {promise.due_at.astimezone():%H:%M}" if promise.due_at else ""
    whose = "theirs" if promise.owner is Owner.THEIRS else ""
    snoozed = f"snoozed until {day_or_dash(promise.snoozed_until, today)}" if promise.snoozed_until else ""
    note = ", ".join(filter(None, (whose, snoozed)))
    return f"f{promise.id}", day_or_dash(promise.due_on, today) + hour, promise.title, note


def _timeline_cells(entry: TimelineEntry, today: date) -> tuple[str, ...]:
    key = str(entry.id) if entry.kind is TimelineKind.INTERACTION else ""
    if entry.kind is TimelineKind.FOLLOW_UP:
        key = f"f{entry.id}"
    return key, day_or_dash(entry.on, today), entry.title, entry.words
