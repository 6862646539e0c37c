"""What the pages of a study and of an organisation print alike: the last touch with anyone, and open promises."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from netcrm.cli.output import Json, day_or_dash, heading, iso, line, table
from netcrm.domain.days import long_day
from netcrm.domain.follow_up import Owner
from netcrm.services.page_parts import LastTouch, PagePromise
from netcrm.services.timeline import CHANNEL_LABELS


def print_last(last: LastTouch | None, today: date) -> None:
    """Print when one was last in touch with any of the people."""
    if last is None:
        click.echo("No touch with anyone yet.")
        return
    words = f": {last.summary}" if last.summary else ""
    how = CHANNEL_LABELS[last.channel].lower()
    click.echo(line(f"Last touch: {last.names} by {how} {long_day(last.on, today)}{words}"))


def last_object(last: LastTouch | None) -> Json:
    """Return the latest touch as JSON has it."""
    if last is None:
        return None
    return {
        "on": iso(last.on),
        "channel": last.channel.value,
        "contacts": list(last.contact_ids),
        "names": last.names,
        "summary": last.summary,
    }


def print_promises(promises: Sequence[PagePromise], today: date) -> None:
    """Print open promises, if there are any."""
    if promises:
        heading("Open promises")
        table([_cells(it, today) for it in promises], wrap=True)


def _cells(it: PagePromise, today: date) -> tuple[str, ...]:
    promise = it.follow_up
    whose = "theirs: " if promise.owner is Owner.THEIRS else ""
    return f"f{promise.id}", day_or_dash(promise.shows_on, today), it.name, whose + promise.title


def promise_object(it: PagePromise) -> Json:
    """Return an open promise as JSON has it."""
    promise = it.follow_up
    return {
        "item": f"f{promise.id}",
        "contact": promise.contact_id,
        "name": it.name,
        "title": promise.title,
        "due": iso(promise.due_on),
        "owner": promise.owner.value,
        "snoozed_until": iso(promise.snoozed_until),
    }
