"""`follow-up`, `edit-follow-up` and `delete-follow-up`: promises with a date."""

from __future__ import annotations

import click

from netcrm.cli import asking
from netcrm.cli.days import read_moment
from netcrm.cli.group import Command, RestCommand
from netcrm.cli.output import answer
from netcrm.cli.reading import WORDS, json_option, one, read_number
from netcrm.cli.state import State, pass_state
from netcrm.domain.follow_up import Owner
from netcrm.services.follow_ups import FollowUpDraft


@click.command("follow-up", cls=RestCommand)
@click.argument("who", type=WORDS)
@click.argument("words", nargs=-1, type=WORDS, metavar="TITLE")
@click.option("--on", "on_text", metavar="DATE", required=True, help="The day, with an hour if it matters: fri 14:00.")
@click.option("--theirs", is_flag=True, help="They promised it, not you.")
@json_option
@pass_state
def follow_up_command(
    state: State, who: str, words: tuple[str, ...], on_text: str, theirs: bool, as_json: bool
) -> None:
    """Write down a promise: follow-up ana send her my CV --on fri."""
    title = one(words, "a TITLE")
    with state.open_to_act() as crm:
        contact_id = asking.person(crm, who)
        due_on, due_at = read_moment(crm, on_text)
        answer(crm.follow_ups.add(FollowUpDraft(contact_id, title, due_on, due_at, theirs)), as_json=as_json)


@click.command("edit-follow-up", cls=Command)
@click.argument("item")
@click.option("--title", metavar="TEXT", help="What is promised.")
@click.option("--on", "on_text", metavar="DATE", help="The day, with an hour if it matters.")
@click.option("--theirs/--mine", "theirs", default=None, help="Who promised it.")
@json_option
@pass_state
def edit_follow_up_command(
    state: State, item: str, title: str | None, on_text: str | None, theirs: bool | None, as_json: bool
) -> None:
    """Change a promise. ITEM is its key, such as f7; what is not named stays."""
    with state.open_to_act() as crm:
        there = crm.follow_ups.get(read_number(item, "f", "follow-up"))
        due_on, due_at = read_moment(crm, on_text) if on_text else (there.due_on, there.due_at)
        draft = FollowUpDraft(
            contact_id=there.contact_id,
            title=there.title if title is None else title,
            due_on=due_on,
            due_at=due_at,
            theirs=there.owner is Owner.THEIRS if theirs is None else theirs,
        )
        answer(crm.follow_ups.edit(there.id, draft), as_json=as_json)


@click.command("delete-follow-up", cls=Command)
@click.argument("item")
@json_option
@pass_state
def delete_follow_up_command(state: State, item: str, as_json: bool) -> None:
    """Delete a promise as if it had never been written down. ITEM is its key, such as f7."""
    with state.open_to_act() as crm:
        answer(crm.follow_ups.delete(read_number(item, "f", "follow-up")), as_json=as_json)
