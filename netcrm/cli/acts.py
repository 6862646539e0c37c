"""`done`, `snooze`, `skip` and `drop`: the acts on the items of the agenda."""

from __future__ import annotations

from collections.abc import Sequence

import click

from netcrm.cli import asking
from netcrm.cli.days import read_ahead, read_past
from netcrm.cli.group import RestCommand
from netcrm.cli.output import answer
from netcrm.cli.reading import WORDS, json_option, one, read_channel, split_at_channel
from netcrm.cli.state import State, pass_state
from netcrm.services.item_keys import parse_item


@click.command("done", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="ITEM[,ITEM] [CHANNEL [SUMMARY]]")
@click.option("--on", "on_text", metavar="DATE", help="The day it was done; today without it.")
@json_option
@pass_state
def done_command(state: State, words: tuple[str, ...], on_text: str | None, as_json: bool) -> None:
    """Tick an item off, or several: done c7, done c7,c9 email.

    A check-in (c7, o3, or a person's name) logs an interaction: by CHANNEL, else as the last one was. A follow-up (f7)
    is ticked, and with a CHANNEL logged too; one that comes back is laid down for its next date. An interview (i7) was
    held, for a job (l7) you applied. An awaited answer (a7) is logged as come in.
    """
    one(words, "an ITEM such as c7")
    which, channel, summary = split_at_channel(words)
    if channel is None and summary:
        which, summary = _items_or_mistake(words), ""
    with state.open_to_act() as crm:
        on = read_past(crm, on_text)
        keys = asking.items(crm, which)
        answer(crm.acts.done(*keys, channel=channel, summary=summary, on=on), as_json=as_json)


def _items_or_mistake(words: Sequence[str]) -> str:
    """Return words without a channel as one name or list of items; what stands after keys is a mistake."""
    which, rest = _split_items(words)
    if rest and parse_item(which.split(",")[0]):
        read_channel(rest[0])
    return " ".join(words)


def _split_items(words: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Return the items that the words begin with, and the rest: a comma at an end of a word goes on in the next."""
    end = 1
    while end < len(words) and (words[end - 1].endswith(",") or words[end].startswith(",")):
        end += 1
    return "".join(words[:end]), words[end:]


@click.command("snooze", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="ITEM[,ITEM] DATE")
@click.option("--because", "reason", metavar="TEXT", default="", help="The reason, for the timeline.")
@json_option
@pass_state
def snooze_command(state: State, words: tuple[str, ...], reason: str, as_json: bool) -> None:
    """Put an item off to DATE, which is after today, or several: snooze c7 in 3 weeks, snooze c7,f9 next tue."""
    one(words, "an ITEM such as c7")
    which, rest = _split_items(words)
    text = one(rest, "a DATE such as “next tue” or 2w")
    with state.open_to_act() as crm:
        keys = asking.items(crm, which)
        answer(crm.acts.snooze(*keys, until=read_ahead(crm, text), reason=reason), as_json=as_json)


@click.command("skip", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="ITEM[,ITEM] [REASON]")
@json_option
@pass_state
def skip_command(state: State, words: tuple[str, ...], as_json: bool) -> None:
    """Leave an item out this time, or several: skip c7, skip c7,c9,f3 travelling.

    A check-in's cadence counts from today, and no contact is logged. A follow-up that comes back moves to its next
    date; one promised once cannot be skipped.
    """
    one(words, "an ITEM such as c7")
    which, rest = _split_items(words)
    with state.open_to_act() as crm:
        answer(crm.acts.skip(*asking.items(crm, which), reason=" ".join(rest)), as_json=as_json)


@click.command("drop", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="ITEM[,ITEM] REASON")
@json_option
@pass_state
def drop_command(state: State, words: tuple[str, ...], as_json: bool) -> None:
    """Give a follow-up (f7) up for a REASON, or several (f3,f4).

    An interview (i7) is cancelled, from a job opening (l7) you withdraw, an unanswered message (a7) is let rest.
    """
    one(words, "an ITEM such as f7")
    which, rest = _split_items(words)
    reason = one(rest, "a REASON")
    with state.open_to_act() as crm:
        answer(crm.acts.drop(*asking.items(crm, which), reason=reason), as_json=as_json)
