"""`event`: conferences and meetings, whom to meet there, whom one met, and what follows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from netcrm.cli import asking
from netcrm.cli.days import read_ahead, read_past
from netcrm.cli.event_options import event_options, read_draft
from netcrm.cli.group import Command, ListingGroup, RestCommand
from netcrm.cli.output import answer, print_json, print_json_list, talk
from netcrm.cli.reading import WORDS, json_option, one, read_roles
from netcrm.cli.state import State, pass_state
from netcrm.domain.contact import Details, Email
from netcrm.domain.organisation import Position
from netcrm.errors import NotFound, UsageProblem
from netcrm.services.playbooks.values import Clash


@click.group("event", cls=ListingGroup)
def event_command() -> None:
    """Conferences, chapter meetings, grand rounds and webinars: whom to meet there, and whom you met.

    EVENT is its number, or words that its name begins with: socra. WHO is a person.
    """


@event_command.command("list", cls=Command)
@json_option
@pass_state
def list_command(state: State, as_json: bool) -> None:
    """List the events: what goes on, what is ahead, what is over."""
    from netcrm.cli.event_lines import event_object, print_events

    with state.open() as crm:
        lines = crm.events.lines()
        if as_json:
            print_json_list(event_object(it) for it in lines)
            return
        print_events(lines, crm.today)
        if not lines:
            talk("No event is there. “netcrm event add NAME --on DATE” adds one.")


@event_command.command("add", cls=Command)
@click.argument("name", nargs=-1, type=WORDS)
@event_options
@json_option
@pass_state
def add_command(state: State, /, name: tuple[str, ...], as_json: bool, **options: Any) -> None:
    """Add an event: add SOCRA 2026 --on 2026-09-24 --until 2026-09-26 --zone America/Chicago --place "Kansas City"."""
    with state.open_to_act() as crm:
        answer(crm.events.add(read_draft(crm, None, name=one(name, "a NAME"), **options)), as_json=as_json)


@event_command.command("show", cls=Command)
@click.argument("event", nargs=-1, type=WORDS)
@json_option
@pass_state
def show_command(state: State, event: tuple[str, ...], as_json: bool) -> None:
    """Show an event with whom you want to meet, and whom you met."""
    from netcrm.cli.event_lines import page_object, print_page

    with state.open() as crm:
        page = crm.events.page(crm.events.resolve(one(event, "an EVENT")).id)
        if as_json:
            print_json(page_object(page))
        else:
            print_page(page, crm.today)


@event_command.command("edit", cls=Command)
@click.argument("event", nargs=-1, type=WORDS)
@event_options
@click.option("--name", metavar="TEXT", help="Another name.")
@json_option
@pass_state
def edit_command(state: State, /, event: tuple[str, ...], as_json: bool, **options: Any) -> None:
    """Change what is kept of an event; what is not named stays, an empty text clears."""
    if all(value is None for value in options.values()):
        raise click.UsageError("Say what to change, such as --zone or --place", click.get_current_context())
    with state.open_to_act() as crm:
        there = crm.events.resolve(one(event, "an EVENT"))
        answer(crm.events.edit(there.id, read_draft(crm, there, **options)), as_json=as_json)


@event_command.command("delete", cls=Command)
@click.argument("event", nargs=-1, type=WORDS)
@json_option
@pass_state
def delete_command(state: State, event: tuple[str, ...], as_json: bool) -> None:
    """Delete an event with its list; its people, and what was logged with them, stay."""
    with state.open_to_act() as crm:
        answer(crm.events.delete(crm.events.resolve(one(event, "an EVENT")).id), as_json=as_json)


@event_command.command("want", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="EVENT [WHO[,WHO]…]")
@click.option("--query", metavar="QUERY", help="Everybody whom a query finds: role:pi tag:area/oncology.")
@click.option("--roster", type=click.Path(path_type=Path), metavar="FILE", help="A CSV table: name, email, room …")
@click.option("--pick", metavar="all|none|1,3-5", help="Of a roster: which rows.")
@click.option("--session", metavar="TEXT", help="What they speak at: a talk, a poster, a stand.")
@click.option("--at", "at_text", metavar="DAY HH:MM", help="Its day and hour, by the clock there: thu 14:30.")
@click.option("--room", metavar="TEXT", help="Where it is.")
@click.option("--remove", is_flag=True, help="Take them off the list instead.")
@json_option
@pass_state
def want_command(
    state: State,
    words: tuple[str, ...],
    query: str | None,
    roster: Path | None,
    pick: str | None,
    session: str | None,
    at_text: str | None,
    room: str | None,
    remove: bool,
    as_json: bool,
) -> None:
    """Say whom you want to meet: want socra ana --session "eConsent" --at "thu 14:30" --room 204.

    Many come by --query, or from a --roster: a CSV table with names, and perhaps email, organisation, session, day,
    time and room. Who of it is new is shown first, and added with the pick.
    """
    from netcrm.services.events.values import Slot

    if not words:
        raise click.UsageError("Missing an EVENT and a WHO", click.get_current_context())
    if pick is not None and roster is None:
        raise UsageProblem("--pick chooses rows of a --roster. Name people by WHO or --query.")
    with state.open_to_act() as crm:
        event, who = crm.events.resolve(words[0]), " ".join(words[1:])
        if roster is not None:
            from netcrm.cli.event_roster import take_roster

            take_roster(crm, event, roster, pick, as_json=as_json)
            return
        ids = asking.found(crm, query) if query is not None else asking.people(crm, one(words[1:], "a WHO"))
        if query is not None and who:
            raise UsageProblem("Name people, or give a --query, not both.")
        if remove:
            answer(crm.events.remove(event.id, ids), as_json=as_json)
            return
        slot = Slot(session, crm.events.slot(event.id, at_text) if at_text else None, room)
        answer(crm.events.want(event.id, ids, slot), as_json=as_json)


@event_command.command("met", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="EVENT WHO [LINE]…")
@click.option("--on", "on_text", metavar="DATE", help="The day; today without it.")
@click.option("--new", is_flag=True, help="Somebody unknown: the WHO is their name, in quotes, and they are added.")
@click.option("--org", metavar="NAME", help="Of somebody new: where they work.")
@click.option("--role", metavar="ROLE", help="Of somebody new: pi, crc, cra …")
@click.option("--email", metavar="ADDRESS", help="Of somebody new.")
@json_option
@pass_state
def met_command(
    state: State,
    words: tuple[str, ...],
    on_text: str | None,
    new: bool,
    org: str | None,
    role: str | None,
    email: str | None,
    as_json: bool,
) -> None:
    """Say whom you met, with one line: met socra ana asked me to send our eConsent checklist.

    Somebody unknown: met socra "Nia Okafor" her site opens in May --new --org "Riverbend" --role crc
    """
    if len(words) < 2:
        raise click.UsageError("Missing an EVENT and a WHO", click.get_current_context())
    if not new and (org or role or email):
        raise UsageProblem("--org, --role and --email tell of somebody unknown: add --new.")
    with state.open_to_act() as crm:
        event, on = crm.events.resolve(words[0]), read_past(crm, on_text)
        if not new:
            try:
                contact_id, line = asking.person_and_rest(crm, words[1:])
            except NotFound as nobody:
                raise NotFound("person", " ".join(words[1:]), nobody.near, "With --new they are added.") from None
            answer(crm.events.met(event.id, contact_id, line, on=on), as_json=as_json)
            return
        from netcrm.domain.naming.reading import read_name

        details = Details(
            name=read_name(words[1]),
            roles=read_roles([role] if role else []),
            emails=(Email(email, "work"),) if email else (),
            positions=(Position(org, is_primary=True),) if org else (),
        )
        answer(crm.events.met_new(event.id, details, " ".join(words[2:]), on=on), as_json=as_json)


@event_command.command("sheet", cls=Command)
@click.argument("event", nargs=-1, type=WORDS)
@click.option("--day", "day_text", metavar="DATE", help="One day of it; all without it.")
@click.option("--md", is_flag=True, help="Markdown instead of plain text.")
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@json_option
@pass_state
def sheet_command(
    state: State,
    event: tuple[str, ...],
    day_text: str | None,
    md: bool,
    target: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    """Print the day sheet: whom to meet, by hour, with rooms and what was said last. A FILE.md is Markdown."""
    from netcrm.cli.event_lines import sheet_object

    with state.open() as crm:
        there = crm.events.resolve(one(event, "an EVENT"))
        days = [crm.events.day_of(there.id, day_text)] if day_text else []
        if target is not None:
            written = crm.events.write_sheet(there.id, target, days, as_markdown=md or None, force=force)
            talk(written)
        elif as_json:
            print_json(sheet_object(crm.events.day_sheet(there.id, days)))
        else:
            click.echo(crm.events.sheet_words(there.id, days, as_markdown=md), nl=False)


@event_command.command("after", cls=Command)
@click.argument("event", nargs=-1, type=WORDS)
@click.option("--on", "on_text", metavar="DATE", help="The day that it counts from.")
@click.option("--clash", type=click.Choice([it.value for it in Clash]), help="What becomes of a playbook that runs.")
@click.option("--dry-run", is_flag=True, help="Show who and when, and start nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@pass_state
def after_command(
    state: State,
    event: tuple[str, ...],
    on_text: str | None,
    clash: str | None,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Lay the conference playbook on everybody you met: a note within two days, another after two weeks."""
    from netcrm.cli.playbooks import asked_clash, print_preview

    with state.open_to_act() as crm:
        there = crm.events.resolve(one(event, "an EVENT"))
        on = read_ahead(crm, on_text) if on_text else None
        plan = crm.events.plan_after(there.id, on=on)
        if plan.done_already:
            talk(f"{plan.done_already} of those met are followed up already.")
        if dry_run:
            print_preview(crm, plan.preview, as_json=as_json)
            return
        chosen = Clash(clash) if clash else asked_clash(plan.preview)
        if plan.preview.people and not yes and not as_json and asking.can_ask():
            print_preview(crm, plan.preview, as_json=False)
            asking.confirm(f"Start {plan.preview.title} with everybody met?", yes=False, refusal="")
        answer(crm.events.after(there.id, on=plan.on, clash=chosen), as_json=as_json)
