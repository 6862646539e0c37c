"""`follow-up`, `edit-follow-up` and `delete-follow-up`: promises with a date."""

from __future__ import annotations

import click

from netcrm.cli import asking
from netcrm.cli.days import read_moment
from netcrm.cli.group import Command, RestCommand
from netcrm.cli.output import answer
from netcrm.cli.reading import WORDS, json_option, one, read_number
from netcrm.cli.state import State, pass_state
from netcrm.domain.follow_up import FollowUp, Owner
from netcrm.domain.interval import Interval, parse_interval
from netcrm.domain.recurrence import RepeatsFrom
from netcrm.errors import UsageProblem
from netcrm.services.follow_ups import FollowUpDraft

_every_option = click.option(
    "--every", "every_text", metavar="INTERVAL", help="It comes back: every year, 2 weeks, 10 business days."
)
_from_option = click.option(
    "--from-completion/--from-date",
    "from_completion",
    default=None,
    help="What the next one counts from: the day this one is done, or (the default) the fixed date.",
)


@click.command("follow-up", cls=RestCommand)
@click.argument("who", type=WORDS)
@click.argument("words", nargs=-1, type=WORDS, metavar="TITLE")
@click.option("--on", "on_text", metavar="DATE", required=True, help="The day, with an hour if it matters: fri 14:00.")
@click.option("--theirs", is_flag=True, help="They promised it, not you.")
@_every_option
@_from_option
@json_option
@pass_state
def follow_up_command(
    state: State,
    who: str,
    words: tuple[str, ...],
    on_text: str,
    theirs: bool,
    every_text: str | None,
    from_completion: bool | None,
    as_json: bool,
) -> None:
    """Write down a promise: follow-up ana send her my CV --on fri.

    With --every it comes back: follow-up ana pay the dues --on 14 jan --every year.
    """
    title = one(words, "a TITLE")
    with state.open_to_act() as crm:
        every = parse_interval(every_text) if every_text is not None else None
        counts_from = _counts_from(every, from_completion)
        contact_id = asking.person(crm, who)
        due_on, due_at = read_moment(crm, on_text)
        draft = FollowUpDraft(contact_id, title, due_on, due_at, theirs, every, counts_from)
        answer(crm.follow_ups.add(draft), as_json=as_json)


@click.command("edit-follow-up", cls=Command)
@click.argument("item")
@click.option("--title", metavar="TEXT", help="What is promised.")
@click.option("--on", "on_text", metavar="DATE", help="The day, with an hour if it matters.")
@click.option("--theirs/--mine", "theirs", default=None, help="Who promised it.")
@_every_option
@_from_option
@click.option("--once", is_flag=True, help="It comes back no more.")
@json_option
@pass_state
def edit_follow_up_command(
    state: State,
    item: str,
    title: str | None,
    on_text: str | None,
    theirs: bool | None,
    every_text: str | None,
    from_completion: bool | None,
    once: bool,
    as_json: bool,
) -> None:
    """Change a promise. ITEM is its key, such as f7; what is not named stays.

    Where the day of one that comes back changes, further dates count from the new one.
    """
    if once and every_text is not None:
        raise click.UsageError("Choose one of --once and --every", click.get_current_context())
    with state.open_to_act() as crm:
        there = crm.follow_ups.get(read_number(item, "f", "follow-up"))
        every = None if once else parse_interval(every_text) if every_text is not None else _interval(there)
        counts_from = _counts_from(every, from_completion, there)
        due_on, due_at = read_moment(crm, on_text) if on_text else (there.due_on, there.due_at)
        draft = FollowUpDraft(
            contact_id=there.contact_id,
            title=there.title if title is None else title,
            due_on=due_on,
            due_at=due_at,
            theirs=there.owner is Owner.THEIRS if theirs is None else theirs,
            every=every,
            counts_from=counts_from,
        )
        answer(crm.follow_ups.edit(there.id, draft), as_json=as_json)


def _interval(follow_up: FollowUp) -> Interval | None:
    return follow_up.recurrence.interval if follow_up.recurrence else None


def _counts_from(every: Interval | None, from_completion: bool | None, there: FollowUp | None = None) -> RepeatsFrom:
    """Return what the next one counts from: as asked, else as it was, else the fixed date.

    Raises:
        UsageProblem: It is asked for where nothing comes back.
    """
    if from_completion is None:
        return there.recurrence.counts_from if there and there.recurrence else RepeatsFrom.DATE
    if every is None:
        option = "--from-completion" if from_completion else "--from-date"
        raise UsageProblem(f"{option} is for what comes back. Say how often with --every, such as --every “2 weeks”.")
    return RepeatsFrom.COMPLETION if from_completion else RepeatsFrom.DATE


@click.command("delete-follow-up", cls=Command)
@click.argument("item")
@json_option
@pass_state
def delete_follow_up_command(state: State, item: str, as_json: bool) -> None:
    """Delete a promise as if it had never been written down. ITEM is its key, such as f7."""
    with state.open_to_act() as crm:
        answer(crm.follow_ups.delete(read_number(item, "f", "follow-up")), as_json=as_json)
