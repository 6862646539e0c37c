"""`introduction`: who was asked to introduce the user to whom, from asking to thanking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from netcrm.cli import asking
from netcrm.cli.days import read_past
from netcrm.cli.group import Command, ListingGroup, RestCommand
from netcrm.cli.interview_lines import steps_object
from netcrm.cli.interview_options import day_option, log_options, read_logging, topic_option, with_options
from netcrm.cli.output import Json, answer, day_or_dash, heading, iso, print_json_list, table, talk
from netcrm.cli.reading import WORDS, json_option, one, read_number
from netcrm.cli.state import State, pass_state
from netcrm.domain.ties.introduction import IntroductionStage

if TYPE_CHECKING:
    from netcrm.services.crm import Crm
    from netcrm.services.interviews.values import Logging
    from netcrm.services.introductions.service import IntroductionLine
    from netcrm.services.values import Done


@click.group("introduction", cls=ListingGroup)
def introduction_command() -> None:
    """Ask people to introduce you to others, and see where each introduction stands.

    An introduction is named by its id from “netcrm introduction list”, by one of its people, or by both: made ana ben.
    Stages may be left out and dated in the past: met ana ben --on fri, for one that nobody asked for.
    """


@introduction_command.command("list", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="[STAGE|WHO]…")
@json_option
@pass_state
def list_command(state: State, words: tuple[str, ...], as_json: bool) -> None:
    """List the introductions: all, those at a STAGE or several, or those of a WHO."""
    with state.open() as crm:
        stages = [IntroductionStage(word) for word in words if word in list(IntroductionStage)]
        if len(stages) == len(words):
            lines = crm.introductions.lines(stages)
        else:
            lines = list(crm.introductions.of_contact(asking.person(crm, " ".join(words))))
        if as_json:
            print_json_list(line_object(it) for it in lines)
            return
        _print_lines(lines, crm.today)
        if not lines:
            talk("None." if words else "No introduction is there. “netcrm introduction ask INTRODUCER TO” begins one.")


@introduction_command.command("ask", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="INTRODUCER TO")
@with_options(day_option, topic_option)
@click.option("--asked-by", metavar="WHO", help="Who asked for you, where it was not you.")
@with_options(*log_options)
@json_option
@pass_state
def ask_command(
    state: State,
    words: tuple[str, ...],
    on_text: str | None,
    topic: str | None,
    asked_by: str | None,
    channel_text: str | None,
    summary: str,
    logs: bool,
    as_json: bool,
) -> None:
    """Say that you asked INTRODUCER to introduce you to TO: ask ana ben --about "the registry".

    It is logged as an email, or as --by says, and you are reminded where no answer comes.
    """
    with state.open_to_act() as crm:
        if len(words) < 2:
            raise click.UsageError("Missing an INTRODUCER and TO, whom you want to meet", click.get_current_context())
        introducer, rest = asking.person_and_rest(crm, words[:-1])
        to = asking.person(crm, f"{rest} {words[-1]}".strip())
        done = crm.introductions.ask(
            introducer,
            to,
            on=read_past(crm, on_text),
            topic=topic or "",
            asked_by_id=asking.person(crm, asked_by) if asked_by else None,
            log=read_logging(channel_text, summary, logs=logs),
        )
        answer(done, as_json=as_json)


def _stage_command(name: str, stage: IntroductionStage, text: str) -> None:
    """Add the command that lets an introduction reach a stage."""

    @introduction_command.command(name, cls=RestCommand, help=text)
    @click.argument("words", nargs=-1, type=WORDS, metavar="ID|WHO|INTRODUCER TO")
    @day_option
    @with_options(*log_options)
    @json_option
    @pass_state
    def command(
        state: State,
        words: tuple[str, ...],
        on_text: str | None,
        channel_text: str | None,
        summary: str,
        logs: bool,
        as_json: bool,
    ) -> None:
        with state.open_to_act() as crm:
            log = read_logging(channel_text, summary, logs=logs)
            done = _reach(crm, words, stage, on=read_past(crm, on_text), log=log)
            answer(done, as_json=as_json)


_stage_command(
    "agree",
    IntroductionStage.AGREED,
    "Say that they agreed to introduce you: agree ana ben. Where you waited for their answer it is logged too.",
)
_stage_command(
    "made",
    IntroductionStage.MADE,
    "Say that they introduced you: made ana ben. You are reminded to write, and to give thanks.",
)
_stage_command(
    "met",
    IntroductionStage.MET,
    "Say that you met: met ana ben --by coffee. You are reminded to thank who introduced you and to say how it went.",
)
_stage_command(
    "thank",
    IntroductionStage.THANKED,
    "Say that you thanked who introduced you, and told them how it went: thank ana.",
)


@introduction_command.command("decline", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="ID|WHO|INTRODUCER TO")
@day_option
@click.option("--because", "reason", metavar="TEXT", default="", help="Why, if they said.")
@with_options(*log_options)
@json_option
@pass_state
def decline_command(
    state: State,
    words: tuple[str, ...],
    on_text: str | None,
    reason: str,
    channel_text: str | None,
    summary: str,
    logs: bool,
    as_json: bool,
) -> None:
    """Say that they do not introduce you: decline ana ben --because "does not know him well"."""
    with state.open_to_act() as crm:
        log = read_logging(channel_text, summary, logs=logs)
        on = read_past(crm, on_text)
        answer(_reach(crm, words, IntroductionStage.DECLINED, on=on, log=log, reason=reason), as_json=as_json)


@introduction_command.command("delete", cls=Command)
@click.argument("number", metavar="ID")
@json_option
@pass_state
def delete_command(state: State, number: str, as_json: bool) -> None:
    """Delete an introduction as if it had never been written down, with what it still asks for."""
    with state.open_to_act() as crm:
        answer(crm.introductions.delete(read_number(number, "", "introduction", "introduction list")), as_json=as_json)


def _reach(
    crm: Crm, words: Sequence[str], stage: IntroductionStage, *, on: date | None, log: Logging, reason: str = ""
) -> Done:
    """Let the introduction that the words name reach a stage; one of two people may begin there."""
    text = one(words, "an introduction: its ID, a WHO, or INTRODUCER TO")
    if text.isascii() and text.isdigit():
        return crm.introductions.reach(
            read_number(text, "", "introduction", "introduction list"), stage, on=on, reason=reason, log=log
        )
    first, rest = asking.person_and_rest(crm, words)
    if not rest:
        there = crm.introductions.current(first, stage)
        return crm.introductions.reach(there.id, stage, on=on, reason=reason, log=log)
    second = asking.person(crm, rest)
    return crm.introductions.ask(first, second, stage=stage, on=on, reason=reason, log=log)


def _print_lines(lines: Sequence[IntroductionLine], today: date) -> None:
    for stage in IntroductionStage:
        there = [it for it in lines if it.introduction.stage is stage]
        if there:
            heading(stage.value.capitalize())
            rows = [
                (
                    str(it.introduction.id),
                    f"{it.introducer} → {it.to}",
                    it.organisation,
                    f"since {day_or_dash(it.since, today)}",
                    f"asked by {it.asked_by}" if it.asked_by else "",
                    it.introduction.topic,
                )
                for it in there
            ]
            table(rows, wrap=True, beneath=["; ".join(_next(it, today)) for it in there])


def _next(it: IntroductionLine, today: date) -> list[str]:
    return [f"{one.title}, {day_or_dash(one.shows_on, today)} (f{one.id})" for one in it.open]


def line_object(it: IntroductionLine) -> Json:
    """Return an introduction as JSON has it."""
    introduction = it.introduction
    return {
        "id": introduction.id,
        "uid": introduction.uid,
        "introducer": {"id": introduction.introducer_id, "name": it.introducer},
        "to": {"id": introduction.to_id, "name": it.to, "organisation": it.organisation},
        "asked_by": {"id": introduction.asked_by_id, "name": it.asked_by} if it.asked_by else None,
        "stage": introduction.stage.value,
        "since": iso(it.since),
        "topic": introduction.topic,
        "steps": steps_object(it.steps),
        "follow_ups": [{"item": f"f{one.id}", "title": one.title, "on": iso(one.shows_on)} for one in it.open],
    }
