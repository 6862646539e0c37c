"""`playbook list`, `show`, `start` and `stop`: short series of follow-ups, and with whom they run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from netcrm.cli import asking
from netcrm.cli.days import read_moment
from netcrm.cli.group import Command, ListingGroup, RestCommand
from netcrm.cli.output import Json, answer, full_day, heading, iso, line, print_json, print_json_list, table, talk
from netcrm.cli.reading import WORDS, json_option, one
from netcrm.cli.state import State, pass_state
from netcrm.domain.days import long_day
from netcrm.errors import NotFound
from netcrm.services.playbooks.values import Clash, PlaybookLine, StartPreview, StepLine

if TYPE_CHECKING:
    from netcrm.services.crm import Crm


@click.group("playbook", cls=ListingGroup)
def playbook_command() -> None:
    """Run short series of follow-ups: playbook start ana outreach.

    Playbooks are shipped with netcrm; your own stand as TOML files in the folder “playbooks” beside your config.toml.
    """


@playbook_command.command("list", cls=Command)
@json_option
@pass_state
def list_command(state: State, as_json: bool) -> None:
    """List the playbooks that there are."""
    with state.open() as crm:
        lines = crm.playbooks.lines()
    if as_json:
        print_json_list(_line_object(it) for it in lines)
        return
    usable = [it for it in lines if not it.problem]
    table([(it.name, it.title, "yours" if it.is_own else "", it.summary) for it in usable], indent="", wrap=True)
    for it in lines:
        if it.problem:
            talk(it.problem)


def _line_object(it: PlaybookLine) -> Json:
    return {
        "name": it.name,
        "title": it.title,
        "summary": it.summary,
        "own": it.is_own,
        "ends": it.ends,
        "steps": [_step_object(step) for step in it.steps],
        "problem": it.problem,
    }


def _step_object(step: StepLine) -> Json:
    return {"when": step.when, "on": iso(step.on), "title": step.title, "who": step.who}


@playbook_command.command("show", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="NAME")
@json_option
@pass_state
def show_command(state: State, words: tuple[str, ...], as_json: bool) -> None:
    """Show the steps of a playbook."""
    name = one(words, "the NAME of a playbook")
    with state.open() as crm:
        playbook = crm.playbooks.get(name)
        it = next(it for it in crm.playbooks.lines() if it.name == playbook.name)
    then = str(playbook.then_cadence) if playbook.then_cadence else ""
    if as_json:
        found = _line_object(it)
        assert isinstance(found, dict)
        print_json(found | {"inside": playbook.inside, "then_cadence": then})
        return
    heading(f"{playbook.title} ({playbook.name})")
    click.echo(line(playbook.summary))
    table([(step.when, step.title, step.who) for step in it.steps], wrap=True)
    if it.ends:
        click.echo(f"It ends with {it.ends}.")
    if then:
        click.echo(f"Then the cadence is {then}, for those who have none of their own.")
    if playbook.inside:
        click.echo(line(f"For people at your own institution there is “{playbook.inside}”."))
    if it.problem:
        talk(it.problem)


@playbook_command.command("start", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="WHO[,WHO] NAME")
@click.option("--query", metavar="QUERY", help="Start it with everybody whom a query finds.")
@click.option("--on", "on_text", metavar="DATE", help="The day that it counts from, with an hour if it matters.")
@click.option("--second", metavar="WHO", help="The second person at the organisation.")
@click.option("--per-day", type=int, metavar="N", help="Begin with so many people each working day.")
@click.option("--clash", type=click.Choice([it.value for it in Clash]), help="What becomes of a playbook that runs.")
@click.option("--dry-run", is_flag=True, help="Show who and when, and start nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@pass_state
def start_command(
    state: State,
    words: tuple[str, ...],
    query: str | None,
    on_text: str | None,
    second: str | None,
    per_day: int | None,
    clash: str | None,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Start a playbook with somebody, or with many: playbook start ana outreach --on mon.

    The name of the playbook may also stand first. Many are named with commas, or by --query 'last:>2y tier:a'; the days
    of each are shown first.
    """
    one(words, "a WHO and the NAME of a playbook")
    with state.open_to_act() as crm:
        name, who = _split(crm, words, is_query=query is not None)
        ids = list(crm.search.ids(query)) if query is not None else _people(crm, who)
        if not ids:
            raise NotFound("person", query or who, advice="“netcrm search QUERY” shows whom a query finds.")
        on, at = read_moment(crm, on_text) if on_text else (None, None)
        second_id = asking.person(crm, second) if second else None
        preview = crm.playbooks.preview(name, ids, on=on, at=at, second=second_id, per_day=per_day)
        if dry_run:
            print_preview(crm, preview, as_json=as_json)
            return
        _talk_of_house(preview)
        chosen = Clash(clash) if clash else asked_clash(preview)
        if len(ids) > 1 and preview.people and not yes and not as_json and asking.can_ask():
            print_preview(crm, preview, as_json=False)
            asking.confirm(f"Start {preview.title} with {_people_words(len(preview.people))}?", yes=False, refusal="")
        done = crm.playbooks.start(name, ids, on=on, at=at, second=second_id, per_day=per_day, clash=chosen)
        answer(done, as_json=as_json)


def _split(crm: Crm, words: Sequence[str], *, is_query: bool) -> tuple[str, str]:
    """Return the name of the playbook and whom, whichever of them stands first.

    Raises:
        NotFound: No end of the words is the name of a playbook.
    """
    if is_query:
        return " ".join(words), ""
    for size in range(len(words), 0, -1):
        for name, who in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            if crm.playbooks.knows(" ".join(name)):
                if not who:
                    raise click.UsageError("Missing a WHO, or --query QUERY", click.get_current_context())
                return " ".join(name), " ".join(who)
    # Neither end is one: the one that comes nearest is what was meant for the name.
    problems = []
    for word in (words[-1], words[0]):
        try:
            crm.playbooks.get(word)
        except NotFound as problem:
            problems.append(problem)
    raise next((problem for problem in problems if problem.near), problems[0])


def _people(crm: Crm, text: str) -> list[int]:
    """Return the people that a WHO, or several with commas between, mean; `Ana Lima, MD` is one."""
    if "," not in text:
        return [asking.person(crm, text)]
    try:
        return [crm.contacts.resolve(text)]
    except NotFound:
        return list(dict.fromkeys(asking.person(crm, who) for who in text.split(",") if who.strip()))


def _talk_of_house(preview: StartPreview) -> None:
    """Say where another playbook is meant for somebody at the user's own institution."""
    there = [person for person in preview.people if person.inside]
    if there:
        more = f" and {len(there) - 1} more are" if len(there) > 1 else " is"
        talk(f"{there[0].name}{more} at your own institution, for which there is “{there[0].inside}”.")


def asked_clash(preview: StartPreview) -> Clash | None:
    """Return what the person at the terminal decides about playbooks that run; nothing where nobody can be asked."""
    if not preview.running or not preview.people or not asking.can_ask():
        return None
    for it in preview.running[:5]:
        step = f", next: {it.next_step}" if it.next_step else ""
        talk(f"{it.title} runs with {it.name} since {full_day(it.since)}{step}.")
    question = "Replace it, queue the new one behind it, or run both"
    return Clash(click.prompt(question, type=click.Choice([it.value for it in Clash]), err=True))


def _people_words(count: int) -> str:
    return "1 person" if count == 1 else f"{count:,} people"


def print_preview(crm: Crm, preview: StartPreview, *, as_json: bool) -> None:
    """Print what starting a playbook would do."""
    if as_json:
        print_json(_preview_object(preview))
        return
    if len(preview.people) == 1:
        person = preview.people[0]
        heading(f"{preview.title} with {person.name}")
        table([(step.when, step.title, step.who) for step in person.steps], wrap=True)
    elif preview.people:
        heading(f"{preview.title} with {_people_words(len(preview.people))}")
        rows = []
        for person in preview.people:
            days = ", ".join(dict.fromkeys(long_day(step.on, crm.today) for step in person.steps if step.on))
            second = f"second: {person.second_name}" if person.second_name else ""
            rows.append((person.name, days, second))
        table(rows)
    _talk_of_house(preview)
    for it in preview.refused:
        talk(f"Left out: {it.name} {it.why}.")
    for clash in preview.running:
        talk(f"{clash.title} runs with {clash.name} already: say --clash replace, queue or both.")


def _preview_object(preview: StartPreview) -> Json:
    return {
        "playbook": preview.playbook,
        "title": preview.title,
        "per_day": preview.per_day,
        "people": [
            {
                "id": person.contact_id,
                "name": person.name,
                "starts": iso(person.starts_on),
                "second": {"id": person.second_id, "name": person.second_name} if person.second_id else None,
                "inside": person.inside,
                "steps": [_step_object(step) for step in person.steps],
            }
            for person in preview.people
        ],
        "left_out": [{"id": it.contact_id, "name": it.name, "why": it.why} for it in preview.refused],
        "running": [
            {
                "id": it.contact_id,
                "name": it.name,
                "playbook": it.playbook,
                "since": iso(it.since),
                "queued": it.is_queued,
                "next_step": it.next_step,
            }
            for it in preview.running
        ],
    }


@playbook_command.command("stop", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="WHO [REASON]")
@click.option("--playbook", default="", metavar="NAME", help="Only this one, where several run.")
@json_option
@pass_state
def stop_command(state: State, words: tuple[str, ...], playbook: str, as_json: bool) -> None:
    """End what runs with somebody: playbook stop ana she changed jobs."""
    one(words, "a WHO")
    with state.open_to_act() as crm:
        contact_id, reason = asking.person_and_rest(crm, words)
        answer(crm.playbooks.stop([contact_id], reason, playbook=playbook), as_json=as_json)
