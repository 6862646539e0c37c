"""`interview`: informational interviews, from asking to keeping in touch."""

from __future__ import annotations

from typing import Any

import click

from netcrm.cli import asking
from netcrm.cli.days import read_past
from netcrm.cli.group import Command, ListingGroup, RestCommand
from netcrm.cli.interview_options import (
    appointment_options,
    day_option,
    hour_option,
    keyed_interview,
    log_options,
    read_appointment,
    read_hour,
    read_logging,
    read_stage,
    split_stage,
    topic_option,
    which_interview,
    with_options,
)
from netcrm.cli.interview_sheet import SHEET_COMMANDS
from netcrm.cli.output import answer, print_json_list, talk
from netcrm.cli.reading import WORDS, json_option, one
from netcrm.cli.state import State, pass_state
from netcrm.domain.days import long_day
from netcrm.domain.interviews.interview import Stage
from netcrm.errors import UsageProblem


@click.group("interview", cls=ListingGroup)
def interview_command() -> None:
    """Ask for informational interviews, and see where each stands.

    WHO is a person, or the key of an interview such as i4 from “netcrm interview list”. Steps may be left out and dated
    in the past: held ana --on fri, for a talk that nobody asked for.
    """


@interview_command.command("list", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="[STAGE]…")
@json_option
@pass_state
def list_command(state: State, words: tuple[str, ...], as_json: bool) -> None:
    """List the interviews, all or those at a STAGE or several: list asked agreed."""
    stages = [read_stage(word) for word in words]
    from netcrm.cli.interview_lines import line_object, print_lines

    with state.open() as crm:
        lines = crm.interviews.lines(stages)
        if as_json:
            print_json_list(line_object(it) for it in lines)
        else:
            print_lines(lines, crm.today)
            if lines and not stages and (funnel := crm.interviews.funnel().words):
                click.echo(f"{funnel}.")
            if not lines:
                talk("No interview is there. “netcrm interview ask WHO” begins one." if not words else "None.")


@interview_command.command("plan", cls=Command)
@click.argument("who", nargs=-1, type=WORDS)
@topic_option
@json_option
@pass_state
def plan_command(state: State, who: tuple[str, ...], topic: str | None, as_json: bool) -> None:
    """Note somebody whom you want to ask."""
    with state.open_to_act() as crm:
        contact_id = asking.person(crm, one(who, "a WHO"))
        answer(crm.interviews.note(contact_id, topic=topic or ""), as_json=as_json)


@interview_command.command("ask", cls=Command)
@click.argument("who", nargs=-1, type=WORDS)
@with_options(day_option, topic_option, *log_options)
@click.option("--playbook", metavar="NAME", help="Be reminded where no answer comes: outreach, house.")
@json_option
@pass_state
def ask_command(
    state: State,
    who: tuple[str, ...],
    on_text: str | None,
    topic: str | None,
    channel_text: str | None,
    summary: str,
    logs: bool,
    playbook: str | None,
    as_json: bool,
) -> None:
    """Say that you asked somebody: ask ana --about monitoring. It is logged as an email, or as --by says."""
    with state.open_to_act() as crm:
        it = which_interview(crm, who, Stage.ASKED)
        log, on = read_logging(channel_text, summary, logs=logs), read_past(crm, on_text)
        if playbook is None and not as_json and asking.can_ask() and not crm.playbooks.clashes([it.contact_id]):
            reminded = click.confirm("Be reminded where no answer comes (3B7 outreach)?", default=False, err=True)
            playbook = "outreach" if reminded else None
        done = crm.interviews.ask(it, on=on, topic=topic, log=log, playbook=playbook or "")
        answer(done, as_json=as_json)


@interview_command.command("agree", cls=Command)
@click.argument("who", nargs=-1, type=WORDS)
@with_options(*appointment_options, topic_option)
@click.option("--agreed", "agreed_text", metavar="DATE", help="The day on which they agreed; today without it.")
@with_options(*log_options)
@json_option
@pass_state
def agree_command(
    state: State,
    /,
    who: tuple[str, ...],
    topic: str | None,
    agreed_text: str | None,
    channel_text: str | None,
    summary: str,
    logs: bool,
    as_json: bool,
    **appointment: Any,
) -> None:
    """Say that somebody agreed, and when: agree ana --on thu --at 15:00 --zone Europe/Berlin --place "Room 4".

    Where you waited for their answer it is logged too, by the channel you wrote, or as --by says.
    """
    with state.open_to_act() as crm:
        it = which_interview(crm, who, Stage.AGREED)
        log = read_logging(channel_text, summary, logs=logs)
        agreed = read_appointment(crm, **appointment)
        done = crm.interviews.agree(it, agreed, on=read_past(crm, agreed_text), topic=topic, log=log)
        answer(done, as_json=as_json)
        if agreed.on and agreed.on < crm.today and not as_json and asking.can_ask():
            was_held = click.confirm(f"Was it held on {long_day(agreed.on, crm.today)}?", default=True, err=True)
            if was_held:
                there = crm.interviews.get(it.id) if it.id else crm.contacts.view(it.contact_id).interviews[0]
                answer(crm.interviews.held(there), as_json=as_json)


@interview_command.command("move", cls=Command)
@click.argument("who", nargs=-1, type=WORDS)
@click.option("--on", "on_text", metavar="DATE", required=True, help="The new day, with an hour if it changes.")
@click.option("--at", "at_text", metavar="HH:MM", help="The new hour, by the clock of --zone.")
@click.option("--zone", metavar="NAME", help="Its time zone; the one it has without it.")
@json_option
@pass_state
def move_command(
    state: State, who: tuple[str, ...], on_text: str, at_text: str | None, zone: str | None, as_json: bool
) -> None:
    """Move an agreed interview to another day: move i4 --on "thu 16:00". Without an hour it keeps its own."""
    with state.open_to_act() as crm:
        it = which_interview(crm, who, Stage.AGREED)
        to = read_appointment(crm, on_text=on_text, at_text=at_text, zone=zone, minutes=None, place=None)
        assert to.on is not None
        if zone is not None and to.at is None:
            raise UsageProblem("A time zone needs an hour: say which with --at HH:MM.")
        answer(crm.interviews.move(it, to.on, to.at, zone=to.zone), as_json=as_json)


@interview_command.command("held", cls=Command)
@click.argument("who", nargs=-1, type=WORDS)
@with_options(day_option, hour_option, topic_option, *log_options)
@click.option("--no-thank-you", "thank_you", flag_value=False, default=True, help="Lay no thank-you down.")
@json_option
@pass_state
def held_command(
    state: State,
    who: tuple[str, ...],
    on_text: str | None,
    at_text: str | None,
    topic: str | None,
    channel_text: str | None,
    summary: str,
    logs: bool,
    thank_you: bool,
    as_json: bool,
) -> None:
    """Say that it was held: held i4 --note "how she reads a protocol". Without --on, on the day that was agreed.

    It is logged, and a thank-you within 24 hours is laid down: to the hour where --at says when it began.
    """
    with state.open_to_act() as crm:
        it = which_interview(crm, who, Stage.HELD)
        log, on = read_logging(channel_text, summary, logs=logs), read_past(crm, on_text)
        at = read_hour(at_text) if at_text else None
        answer(crm.interviews.held(it, on=on, at=at, topic=topic, log=log, thank_you=thank_you), as_json=as_json)


@interview_command.command("thank", cls=Command)
@click.argument("who", nargs=-1, type=WORDS)
@with_options(day_option, *log_options)
@json_option
@pass_state
def thank_command(
    state: State,
    who: tuple[str, ...],
    on_text: str | None,
    channel_text: str | None,
    summary: str,
    logs: bool,
    as_json: bool,
) -> None:
    """Say that you gave thanks: thank ana. It is logged as a letter, or as --by says."""
    with state.open_to_act() as crm:
        it = which_interview(crm, who, Stage.THANKED)
        log = read_logging(channel_text, summary, logs=logs)
        answer(crm.interviews.thank(it, on=read_past(crm, on_text), log=log), as_json=as_json)


@interview_command.command("decline", cls=Command)
@click.argument("who", nargs=-1, type=WORDS)
@day_option
@click.option("--because", "reason", metavar="TEXT", default="", help="Why, if they said.")
@with_options(*log_options)
@json_option
@pass_state
def decline_command(
    state: State,
    who: tuple[str, ...],
    on_text: str | None,
    reason: str,
    channel_text: str | None,
    summary: str,
    logs: bool,
    as_json: bool,
) -> None:
    """Say that they declined; where you waited for their answer it is logged too."""
    with state.open_to_act() as crm:
        it = which_interview(crm, who, Stage.DECLINED)
        log, on = read_logging(channel_text, summary, logs=logs), read_past(crm, on_text)
        done = crm.interviews.set_stage(it, Stage.DECLINED, on=on, reason=reason, log=log)
        answer(done, as_json=as_json)


@interview_command.command("cancel", cls=Command)
@click.argument("who", nargs=-1, type=WORDS)
@day_option
@click.option("--because", "reason", metavar="TEXT", required=True, help="Why.")
@json_option
@pass_state
def cancel_command(state: State, who: tuple[str, ...], on_text: str | None, reason: str, as_json: bool) -> None:
    """Say that it was cancelled, and why: cancel i4 --because "she is on leave"."""
    with state.open_to_act() as crm:
        it = which_interview(crm, who, Stage.CANCELLED)
        done = crm.interviews.set_stage(it, Stage.CANCELLED, on=read_past(crm, on_text), reason=reason)
        answer(done, as_json=as_json)


@interview_command.command("stage", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="WHO STAGE")
@day_option
@click.option("--because", "reason", metavar="TEXT", default="", help="Why.")
@click.option("--no-log", "logs", flag_value=False, default=True, help="Log nothing.")
@json_option
@pass_state
def stage_command(
    state: State, words: tuple[str, ...], on_text: str | None, reason: str, logs: bool, as_json: bool
) -> None:
    """Say any other way where it stands: stage ana no-answer, stage i4 no-show, stage i4 kept-in-touch."""
    if len(words) < 2:
        raise click.UsageError("Missing a WHO and a STAGE", click.get_current_context())
    stage, who = split_stage(words)
    if reason and not stage.is_aside:
        raise UsageProblem(f"--because says why an interview does not go on; “{stage.words}” needs no reason.")
    with state.open_to_act() as crm:
        it = which_interview(crm, who, stage)
        log, on = read_logging(None, "", logs=logs), read_past(crm, on_text)
        answer(crm.interviews.set_stage(it, stage, on=on, reason=reason, log=log), as_json=as_json)


@interview_command.command("edit", cls=Command)
@click.argument("item")
@with_options(*appointment_options, topic_option)
@json_option
@pass_state
def edit_command(state: State, /, item: str, topic: str | None, as_json: bool, **appointment: Any) -> None:
    """Change what is kept of an interview, such as its room; what is not named stays. ITEM is its key, such as i4."""
    with state.open_to_act() as crm:
        it = keyed_interview(crm, item)
        answer(crm.interviews.edit(it, read_appointment(crm, **appointment), topic=topic), as_json=as_json)


@interview_command.command("delete", cls=Command)
@click.argument("item")
@json_option
@pass_state
def delete_command(state: State, item: str, as_json: bool) -> None:
    """Delete an interview as if it had never been written down. ITEM is its key, such as i4."""
    with state.open_to_act() as crm:
        answer(crm.interviews.delete(keyed_interview(crm, item)), as_json=as_json)


for _command in SHEET_COMMANDS:
    interview_command.add_command(_command)
