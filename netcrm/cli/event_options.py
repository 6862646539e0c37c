"""The options that commands on events share, and how their words are read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from netcrm.cli.days import read_ahead

if TYPE_CHECKING:
    from netcrm.domain.events.event import Event
    from netcrm.services.crm import Crm
    from netcrm.services.events.values import EventDraft

CommandFunction = TypeVar("CommandFunction", bound=Callable[..., None])

_OPTIONS = (
    click.option("--on", "on_text", metavar="DATE", help="Its first day, or its only one."),
    click.option("--until", "until_text", metavar="DATE", help="Its last day."),
    click.option("--kind", "kind_text", metavar="KIND", help="conference, chapter-meeting, grand-rounds, webinar …"),
    click.option("--zone", metavar="NAME", help="The time zone of its place, such as America/Chicago; yours without."),
    click.option("--place", metavar="TEXT", help="Where: a city, a building."),
    click.option("--link", metavar="URL", help="Its page, or the link of a webinar."),
    click.option("--note", metavar="TEXT", help="What to remember of it."),
)


def event_options(command: CommandFunction) -> CommandFunction:
    """Add the options that describe an event."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def read_draft(
    crm: Crm,
    there: Event | None,
    *,
    name: str | None,
    on_text: str | None,
    until_text: str | None,
    kind_text: str | None,
    zone: str | None,
    place: str | None,
    link: str | None,
    note: str | None,
) -> EventDraft:
    """Return an event as the options say; what they do not name stays as it is.

    Raises:
        click.UsageError: A new event has no day.
    """
    from netcrm.domain.events.event import EventKind, read_kind
    from netcrm.services.events.values import EventDraft

    first = read_ahead(crm, on_text) if on_text else there.starts_on if there else None
    if first is None:
        raise click.UsageError("Missing --on DATE, the first day of the event", click.get_current_context())
    if until_text:
        last = read_ahead(crm, until_text)
    elif there:
        last = first + (there.ends_on - there.starts_on)  # who moves the first day moves the event
    else:
        last = first
    return EventDraft(
        name=_given(name, there.name if there else ""),
        starts_on=first,
        ends_on=last,
        kind=read_kind(kind_text) if kind_text else there.kind if there else EventKind.CONFERENCE,
        time_zone=_given(zone, there.time_zone if there else ""),
        place=_given(place, there.place if there else ""),
        link=_given(link, there.link if there else ""),
        note=_given(note, there.note if there else ""),
    )


def _given(said: str | None, kept: str) -> str:
    return kept if said is None else said
