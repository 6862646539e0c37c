"""`mentor`: the user's mentors, the goals agreed with them, their advice and the next meeting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from netcrm.cli import asking
from netcrm.cli.days import read_ahead, read_moment, read_past
from netcrm.cli.group import Command, ListingGroup, RestCommand
from netcrm.cli.interview_options import day_option
from netcrm.cli.mentor_lines import line_object, page_object, print_mentors, print_page
from netcrm.cli.output import answer, print_json, print_json_list, talk
from netcrm.cli.reading import WORDS, json_option, one, read_number
from netcrm.cli.state import State, pass_state
from netcrm.domain.ties.mentorship import MentorGoalState
from netcrm.errors import NotFound

if TYPE_CHECKING:
    from netcrm.services.crm import Crm


@click.group("mentor", cls=ListingGroup)
def mentor_command() -> None:
    """Keep your mentors: goals agreed, advice and what became of it, and the next meeting."""


@mentor_command.command("list", cls=Command)
@json_option
@pass_state
def list_command(state: State, as_json: bool) -> None:
    """List your mentors, those whom you meet next first."""
    with state.open() as crm:
        lines = crm.mentorships.lines()
        if as_json:
            print_json_list(line_object(it) for it in lines)
            return
        print_mentors(lines, crm.today)
        if not lines:
            talk("No mentor is there. “netcrm mentor begin WHO” says that somebody is one.")


@mentor_command.command("begin", cls=RestCommand)
@click.argument("who", nargs=-1, type=WORDS)
@day_option
@click.option("--note", default="", metavar="TEXT", help="How it came about, how you work together.")
@json_option
@pass_state
def begin_command(state: State, who: tuple[str, ...], on_text: str | None, note: str, as_json: bool) -> None:
    """Say that somebody is your mentor: begin ana --on 1 sep."""
    with state.open_to_act() as crm:
        contact_id = asking.person(crm, one(who, "a WHO"))
        answer(crm.mentorships.begin(contact_id, on=read_past(crm, on_text), note=note), as_json=as_json)


@mentor_command.command("show", cls=RestCommand)
@click.argument("who", nargs=-1, type=WORDS)
@json_option
@pass_state
def show_command(state: State, who: tuple[str, ...], as_json: bool) -> None:
    """Show all that is kept of a mentor: goals, advice, meetings."""
    with state.open() as crm:
        contact_id = asking.person(crm, one(who, "a WHO"))
        page = crm.mentorships.page(contact_id)
        if page is None:
            advice = f"`netcrm mentor begin {contact_id}` says that they are."
            raise NotFound("mentor of yours", crm.contacts.get(contact_id).name, advice=advice)
        if as_json:
            print_json(page_object(page))
        else:
            print_page(page, crm.today)


@mentor_command.command("goal", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="WHO GOAL")
@click.option("--by", "due_text", metavar="DATE", help="Until when.")
@click.option("--on", "on_text", metavar="DATE", help="The day on which it was agreed; today without it.")
@json_option
@pass_state
def goal_command(
    state: State, words: tuple[str, ...], due_text: str | None, on_text: str | None, as_json: bool
) -> None:
    """Write down a goal that you agreed on: goal ana read three protocols --by 15 dec."""
    with state.open_to_act() as crm:
        contact_id, text = _who_and_text(crm, words, "a GOAL in words")
        due_on = read_ahead(crm, due_text) if due_text else None
        done = crm.mentorships.agree_goal(contact_id, text, due_on=due_on, on=read_past(crm, on_text))
        answer(done, as_json=as_json)


def _goal_command(name: str, state_of_goal: MentorGoalState, text: str) -> None:
    """Add the command that closes a goal in one way."""

    @mentor_command.command(name, cls=RestCommand, help=text)
    @click.argument("goal", metavar="ID")
    @click.argument("words", nargs=-1, type=WORDS, metavar="[OUTCOME]")
    @day_option
    @json_option
    @pass_state
    def command(state: State, goal: str, words: tuple[str, ...], on_text: str | None, as_json: bool) -> None:
        with state.open_to_act() as crm:
            goal_id, on = read_number(goal, "", "goal", "mentor show WHO"), read_past(crm, on_text)
            done = crm.mentorships.close_goal(goal_id, state_of_goal, outcome=" ".join(words), on=on)
            answer(done, as_json=as_json)


_goal_command("reached", MentorGoalState.REACHED, "Say that a goal was reached, and what came of it: reached 3 passed.")
_goal_command("drop", MentorGoalState.DROPPED, "Give a goal up, and say why: drop 3 the study closed.")
_goal_command("reopen", MentorGoalState.OPEN, "Open a goal again that was reached or given up.")


@mentor_command.command("delete-goal", cls=Command)
@click.argument("goal", metavar="ID")
@json_option
@pass_state
def delete_goal_command(state: State, goal: str, as_json: bool) -> None:
    """Delete a goal as if it had never been agreed."""
    with state.open_to_act() as crm:
        answer(crm.mentorships.delete_goal(read_number(goal, "", "goal", "mentor show WHO")), as_json=as_json)


@mentor_command.command("meet", cls=RestCommand)
@click.argument("who", nargs=-1, type=WORDS)
@click.option(
    "--on", "on_text", metavar="DATE", required=True, help="The day, with an hour where you know it: thu 15:00."
)
@click.option("--about", default="", metavar="TEXT", help="What it will be about.")
@json_option
@pass_state
def meet_command(state: State, who: tuple[str, ...], on_text: str, about: str, as_json: bool) -> None:
    """Agree on the next meeting: meet ana --on "thu 15:00". It stands in the agenda and in the calendar."""
    with state.open_to_act() as crm:
        contact_id = asking.person(crm, one(who, "a WHO"))
        on, at = read_moment(crm, on_text)
        answer(crm.mentorships.meet(contact_id, on, at=at, about=about), as_json=as_json)


@mentor_command.command("advice", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="WHO ADVICE")
@click.option("--on", "on_text", metavar="DATE", help="The day on which it was given; today without it.")
@click.option("--report-back", "report_text", metavar="DATE", help="When to tell them what became of it.")
@json_option
@pass_state
def advice_command(
    state: State, words: tuple[str, ...], on_text: str | None, report_text: str | None, as_json: bool
) -> None:
    """Write down what they advised: advice ana take the GCP course --report-back "in 3 weeks"."""
    with state.open_to_act() as crm:
        contact_id, text = _who_and_text(crm, words, "ADVICE in words")
        report_on = read_ahead(crm, report_text) if report_text else None
        done = crm.advice.add(contact_id, text, on=read_past(crm, on_text), report_back_on=report_on)
        answer(done, as_json=as_json)


@mentor_command.command("note", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="WHO NOTE")
@json_option
@pass_state
def note_command(state: State, words: tuple[str, ...], as_json: bool) -> None:
    """Write the note of a mentorship anew: note ana first Monday of the month, by video."""
    with state.open_to_act() as crm:
        contact_id, text = _who_and_text(crm, words, "a NOTE")
        answer(crm.mentorships.note(contact_id, text), as_json=as_json)


@mentor_command.command("end", cls=RestCommand)
@click.argument("who", nargs=-1, type=WORDS)
@day_option
@json_option
@pass_state
def end_command(state: State, who: tuple[str, ...], on_text: str | None, as_json: bool) -> None:
    """Say that a mentorship ended; what is kept of it stays."""
    with state.open_to_act() as crm:
        contact_id = asking.person(crm, one(who, "a WHO"))
        answer(crm.mentorships.end(contact_id, on=read_past(crm, on_text)), as_json=as_json)


@mentor_command.command("delete", cls=RestCommand)
@click.argument("who", nargs=-1, type=WORDS)
@json_option
@pass_state
def delete_command(state: State, who: tuple[str, ...], as_json: bool) -> None:
    """Delete a mentorship with its goals as if it had never been."""
    with state.open_to_act() as crm:
        answer(crm.mentorships.delete(asking.person(crm, one(who, "a WHO"))), as_json=as_json)


def _who_and_text(crm: Crm, words: Sequence[str], what: str) -> tuple[int, str]:
    one(words, "a WHO")
    contact_id, text = asking.person_and_rest(crm, words)
    return contact_id, one([text], what)
