"""`advice`: what people advised, and what became of it."""

from __future__ import annotations

import click

from netcrm.cli import asking
from netcrm.cli.advice_lines import advice_object, print_advice
from netcrm.cli.days import read_ahead, read_past
from netcrm.cli.group import Command, ListingGroup, RestCommand
from netcrm.cli.output import answer, print_json_list, talk
from netcrm.cli.reading import WORDS, json_option, one, read_number
from netcrm.cli.state import State, pass_state

_on_option = click.option("--on", "on_text", metavar="DATE", help="The day; today without it.")


@click.group("advice", cls=ListingGroup)
def advice_command() -> None:
    """Keep what people advised, and say what became of it: advice followed 3 passed the exam.

    Advice of an interview is written down with it: “netcrm interview after WHO --advice TEXT”.
    """


@advice_command.command("list", cls=Command)
@click.argument("who", nargs=-1, type=WORDS)
@click.option("--all", "shows_all", is_flag=True, help="Followed and dropped advice too.")
@json_option
@pass_state
def list_command(state: State, who: tuple[str, ...], shows_all: bool, as_json: bool) -> None:
    """List the advice that is open, or all that somebody gave: list ana."""
    with state.open() as crm:
        if who:
            lines = crm.advice.of_contact(asking.person(crm, one(who, "a WHO")))
        else:
            lines = crm.advice.lines() if shows_all else crm.advice.open()
        if as_json:
            print_json_list(advice_object(it.advice) | {"name": it.name} for it in lines)
        else:
            print_advice(lines, crm.today)
            if not lines:
                talk("No advice is there. “netcrm advice add WHO TEXT” keeps some.")


@advice_command.command("add", cls=RestCommand)
@click.argument("who", type=WORDS)
@click.argument("words", nargs=-1, type=WORDS, metavar="TEXT")
@_on_option
@click.option("--report-back", "report_text", metavar="DATE", help="When to tell them what became of it.")
@click.option("--share", is_flag=True, help="Others may read it: it may stand in a report.")
@json_option
@pass_state
def add_command(
    state: State,
    who: str,
    words: tuple[str, ...],
    on_text: str | None,
    report_text: str | None,
    share: bool,
    as_json: bool,
) -> None:
    """Keep what somebody advised: add ana take the CCRC exam --report-back "in 3 weeks"."""
    text = one(words, "a TEXT")
    with state.open_to_act() as crm:
        done = crm.advice.add(
            asking.person(crm, who),
            text,
            on=read_past(crm, on_text),
            report_back_on=read_ahead(crm, report_text) if report_text else None,
            is_shareable=share,
        )
        answer(done, as_json=as_json)


@advice_command.command("followed", cls=RestCommand)
@click.argument("number")
@click.argument("words", nargs=-1, type=WORDS, metavar="[OUTCOME]")
@_on_option
@click.option("--told", is_flag=True, help="They know already: the promise to report back is done.")
@json_option
@pass_state
def followed_command(
    state: State, number: str, words: tuple[str, ...], on_text: str | None, told: bool, as_json: bool
) -> None:
    """Say that advice was followed: followed 3 passed the exam. NUMBER is that of “netcrm advice list”."""
    with state.open_to_act() as crm:
        on = read_past(crm, on_text)
        answer(
            crm.advice.followed(read_number(number, "", "advice", "advice list"), " ".join(words), on=on, told=told),
            as_json=as_json,
        )


@advice_command.command("drop", cls=RestCommand)
@click.argument("number")
@click.argument("words", nargs=-1, type=WORDS, metavar="REASON")
@_on_option
@json_option
@pass_state
def drop_command(state: State, number: str, words: tuple[str, ...], on_text: str | None, as_json: bool) -> None:
    """Say that advice will not be followed, and why; the promise to report back on it goes."""
    reason = one(words, "a REASON")
    with state.open_to_act() as crm:
        on = read_past(crm, on_text)
        answer(crm.advice.dropped(read_number(number, "", "advice", "advice list"), reason, on=on), as_json=as_json)


@advice_command.command("share", cls=Command)
@click.argument("number")
@click.option("--no", "is_private", is_flag=True, help="It is for you alone again.")
@json_option
@pass_state
def share_command(state: State, number: str, is_private: bool, as_json: bool) -> None:
    """Say that others may read a piece of advice: it may then stand in a report."""
    with state.open_to_act() as crm:
        answer(crm.advice.share(read_number(number, "", "advice", "advice list"), not is_private), as_json=as_json)


@advice_command.command("delete", cls=Command)
@click.argument("number")
@json_option
@pass_state
def delete_command(state: State, number: str, as_json: bool) -> None:
    """Delete a piece of advice as if it had never been written down."""
    with state.open_to_act() as crm:
        answer(crm.advice.delete(read_number(number, "", "advice", "advice list")), as_json=as_json)
