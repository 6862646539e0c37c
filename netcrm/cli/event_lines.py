"""How events are printed: lines, pages, sheets, and the same as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from netcrm.cli.output import Json, chips, heading, iso, line, table
from netcrm.domain.days import counted, long_day
from netcrm.domain.events.day_sheet import DaySheet, SheetLine
from netcrm.domain.events.event import days_words, hour_words
from netcrm.services.events.values import EventLine, EventPage, PersonLine, When

WHEN_WORDS = {When.NOW: "now", When.AHEAD: "ahead", When.OVER: "over"}


def print_events(lines: Sequence[EventLine], today: date) -> None:
    """Print events, a line each."""
    table(
        [
            (
                str(it.event.id),
                it.event.name,
                days_words(it.event.starts_on, it.event.ends_on, today),
                WHEN_WORDS[it.when],
                it.event.place,
                counted(it.targets, "target") if it.targets else "",
                f"{it.met} met" if it.met else "",
            )
            for it in lines
        ],
        indent="",
    )


def print_page(page: EventPage, today: date) -> None:
    """Print an event with everybody on its list."""
    event = page.event
    heading(f"{event.name} ({event.kind.words}, number {event.id})")
    zone = f"hours in {event.time_zone}" if event.time_zone else ""
    facts = (days_words(event.starts_on, event.ends_on, today), event.place, zone, event.link)
    click.echo(line(" · ".join(filter(None, facts))))
    if event.note:
        click.echo(line(event.note))
    for title, people in (
        ("To meet", [it for it in page.people if not it.is_met]),
        ("Met", [it for it in page.people if it.is_met]),
    ):
        if people:
            heading(f"{title}: {len(people)}")
            table([_row(it, today) for it in people], beneath=[_beneath(it) for it in people])
    if not page.people:
        click.echo("Nobody is on the list yet. “netcrm event want EVENT WHO” puts somebody there.")
    elif page.to_follow_up and page.line.when is not When.AHEAD:
        count = len(page.to_follow_up)
        whom = "1 person" if count == 1 else f"{count:,} people"
        click.echo(f"“netcrm event after {event.id}” follows up on {whom}.")


def _row(it: PersonLine, today: date) -> tuple[str, ...]:
    at, met_on = it.person.meets_at, it.person.met_on
    when = long_day(met_on, today) if met_on else f"{long_day(at.date(), today)} {hour_words(at)}" if at else ""
    return (when, it.row.name, chips(it.row.roles, it.row.guessed_role), it.row.organisation, it.person.room)


def _beneath(it: PersonLine) -> str:
    if it.is_met:
        return it.person.line
    return " · ".join(filter(None, (it.person.session, it.last_words)))


def event_object(it: EventLine) -> Json:
    """Return an event as JSON has it."""
    event = it.event
    return {
        "id": event.id,
        "uid": event.uid,
        "name": event.name,
        "kind": event.kind.value,
        "starts": iso(event.starts_on),
        "ends": iso(event.ends_on),
        "zone": event.time_zone,
        "place": event.place,
        "link": event.link,
        "note": event.note,
        "when": it.when.value,
        "targets": it.targets,
        "met": it.met,
    }


def page_object(page: EventPage) -> Json:
    """Return an event with its people as JSON has it."""
    found = event_object(page.line)
    assert isinstance(found, dict)
    return found | {
        "people": [
            {
                "id": it.row.id,
                "name": it.row.name,
                "organisation": it.row.organisation,
                "target": it.person.is_target,
                "session": it.person.session,
                "at": it.person.meets_at.isoformat() if it.person.meets_at else None,
                "room": it.person.room,
                "met": iso(it.person.met_on),
                "line": it.person.line,
                "interaction": it.person.interaction_id,
                "last_words": it.last_words,
            }
            for it in page.people
        ],
        "to_follow_up": list(page.to_follow_up),
    }


def sheet_object(sheet: DaySheet) -> Json:
    """Return a day sheet as JSON has it."""
    return {
        "event": sheet.event.name,
        "zone": sheet.event.time_zone,
        "days": [{"on": iso(day.on), "people": [_sheet_line(it) for it in day.lines]} for day in sheet.days],
        "any_time": [_sheet_line(it) for it in sheet.any_time],
    }


def _sheet_line(it: SheetLine) -> Json:
    return {
        "name": it.name,
        "job": it.job,
        "at": it.at.isoformat() if it.at else None,
        "own": it.at.astimezone().isoformat() if it.at else None,
        "session": it.session,
        "room": it.room,
        "last_words": it.last_words,
        "open": list(it.promises),
        "met": it.is_met,
        "line": it.line,
    }
