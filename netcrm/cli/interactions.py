"""`log`, `edit-interaction` and `delete-interaction`: what happened with people."""

from __future__ import annotations

from datetime import date

import click

from netcrm.cli import asking
from netcrm.cli.days import read_back
from netcrm.cli.group import Command, RestCommand
from netcrm.cli.output import answer, full_day
from netcrm.cli.reading import WORDS, json_option, one, read_channel, read_number, split_at_channel
from netcrm.cli.state import State, pass_state
from netcrm.domain.interaction import Channel, Direction
from netcrm.errors import DateProblem
from netcrm.services.interactions import InteractionDraft

_DIRECTIONS = {"incoming": Direction.INCOMING, "outgoing": Direction.OUTGOING, "both": Direction.BOTH}


@click.command("log", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="WHO CHANNEL [SUMMARY]")
@click.option("--on", "on_text", metavar="DATE", help="The day it happened; today without it. “fri” is the last one.")
@click.option("--with", "others", metavar="WHO", multiple=True, help="Somebody else who was there; may be repeated.")
@click.option("--incoming", "direction", flag_value="incoming", help="They reached out, or answered.")
@click.option("--outgoing", "direction", flag_value="outgoing", help="You reached out.")
@click.option("--both", "direction", flag_value="both", help="It went both ways.")
@click.option("--counts/--no-count", default=None, help="Whether it counts for keeping in touch; the channel decides.")
@json_option
@pass_state
def log_command(
    state: State,
    words: tuple[str, ...],
    on_text: str | None,
    others: tuple[str, ...],
    direction: str | None,
    counts: bool | None,
    as_json: bool,
) -> None:
    """Log what happened: log ana call talked about the protocol.

    CHANNEL is one of email, call, video, meeting, coffee, interview, conference, site-visit, message, letter,
    introduction; reaction, no-show and note do not count for keeping in touch. SUMMARY takes the rest of the line.
    """
    one(words, "a WHO and a CHANNEL")
    who, channel, summary = split_at_channel(words)
    if channel is None:
        channel = read_channel(one(words[1:2], "a CHANNEL such as call or email"))
    with state.open_to_act() as crm:
        on = read_back(crm, on_text) if on_text else crm.today
        _refuse_future(on, crm.today, who)
        draft = InteractionDraft(
            participants=tuple(asking.person(crm, each) for each in (who, *others)),
            channel=channel,
            on=on,
            direction=_DIRECTIONS[direction] if direction else channel.usual_direction,
            summary=summary,
            counts=counts,
        )
        answer(crm.interactions.log(draft), as_json=as_json)


def _refuse_future(on: date, today: date, who: str) -> None:
    if on > today:
        raise DateProblem(
            f"{full_day(on)} is after today, and what is logged has happened. Plan it instead:"
            f" netcrm follow-up {_quoted(who)} TITLE --on {on}"
        )


def _quoted(word: str) -> str:
    from shlex import quote

    return quote(word)


@click.command("edit-interaction", cls=Command)
@click.argument("interaction")
@click.option("--channel", metavar="CHANNEL", help="The channel, such as call or email.")
@click.option("--summary", metavar="TEXT", help="What it was about.")
@click.option("--on", "on_text", metavar="DATE", help="The day it happened.")
@click.option("--with", "others", metavar="WHO", multiple=True, help="Somebody else who was there.")
@click.option("--without", "gone", metavar="WHO", multiple=True, help="Somebody who was not there.")
@click.option("--incoming", "direction", flag_value="incoming", help="They reached out.")
@click.option("--outgoing", "direction", flag_value="outgoing", help="You reached out.")
@click.option("--both", "direction", flag_value="both", help="It went both ways.")
@click.option("--counts/--no-count", default=None, help="Whether it counts for keeping in touch.")
@json_option
@pass_state
def edit_interaction_command(
    state: State,
    interaction: str,
    channel: str | None,
    summary: str | None,
    on_text: str | None,
    others: tuple[str, ...],
    gone: tuple[str, ...],
    direction: str | None,
    counts: bool | None,
    as_json: bool,
) -> None:
    """Change what was logged. INTERACTION is its id, which “netcrm show WHO” prints; what is not named stays."""
    with state.open_to_act() as crm:
        there = crm.interactions.get(read_number(interaction, "", "interaction"))
        on = read_back(crm, on_text) if on_text else there.happened_on
        without = {asking.person(crm, each) for each in gone}
        people = [*there.participants, *(asking.person(crm, each) for each in others)]
        new_channel: Channel = read_channel(channel) if channel else there.channel
        draft = InteractionDraft(
            participants=tuple(dict.fromkeys(each for each in people if each not in without)),
            channel=new_channel,
            on=on,
            direction=_DIRECTIONS[direction] if direction else there.direction,
            summary=there.summary if summary is None else summary,
            counts=there.counts if counts is None else counts,
        )
        answer(crm.interactions.edit(there.id, draft), as_json=as_json)


@click.command("delete-interaction", cls=Command)
@click.argument("interaction")
@json_option
@pass_state
def delete_interaction_command(state: State, interaction: str, as_json: bool) -> None:
    """Delete what was logged: the next check-ins are again what they were without it. INTERACTION is its id."""
    with state.open_to_act() as crm:
        answer(crm.interactions.delete(read_number(interaction, "", "interaction")), as_json=as_json)
