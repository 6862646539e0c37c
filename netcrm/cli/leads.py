"""`lead`: job openings, from the first word to the outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import click

from netcrm.cli import asking
from netcrm.cli.days import read_ahead, read_past
from netcrm.cli.group import Command, ListingGroup, RestCommand
from netcrm.cli.output import Json, answer, heading, iso, print_json_list, table, talk
from netcrm.cli.reading import WORDS, json_option, one
from netcrm.cli.state import State, pass_state
from netcrm.domain.employers.lead import LeadOutcome
from netcrm.errors import NotFound, UsageProblem
from netcrm.services.item_keys import parse_item
from netcrm.services.leads import LeadDraft, LeadLine

_NONE = "none"

_link = click.option("--link", metavar="URL", help="Where it is posted.")
_deadline = click.option("--deadline", "deadline_text", metavar="DATE", help="The last day to apply.")
_told_by = click.option("--told-by", metavar="WHO", help="Who told you of it.")
_note = click.option("--note", metavar="TEXT", help="What else you know of it.")


@click.group("lead", cls=ListingGroup)
def lead_command() -> None:
    """Keep job openings: lead add "Harbour CRO" Clinical Research Associate --deadline "4 dec" --told-by ana.

    Their deadlines stand in the agenda: “netcrm due” names them l7, “netcrm done l7” says that you applied.
    """


@lead_command.command("list", cls=Command)
@click.option("--all", "closed", is_flag=True, help="Those that are over too.")
@json_option
@pass_state
def list_command(state: State, closed: bool, as_json: bool) -> None:
    """List the open leads, by their deadlines."""
    with state.open() as crm:
        lines = crm.leads.lines(closed=closed)
        if as_json:
            print_json_list(_line_object(it) for it in lines)
            return
        for title, there in _groups(lines):
            if there:
                heading(title)
                table(
                    [_cells(it, crm.today) for it in there],
                    wrap=True,
                    beneath=[" · ".join(filter(None, (it.lead.link, " ".join(it.lead.note.split())))) for it in there],
                )
        if not lines:
            talk("No lead is open. “netcrm lead add ORGANISATION TITLE” keeps one.")


def _groups(lines: Sequence[LeadLine]) -> list[tuple[str, list[LeadLine]]]:
    return [
        ("To do", [it for it in lines if it.lead.waits_for_user]),
        ("Applied", [it for it in lines if it.lead.is_open and not it.lead.waits_for_user]),
        ("Over", [it for it in lines if not it.lead.is_open]),
    ]


def _cells(it: LeadLine, today: date) -> tuple[str, ...]:
    lead = it.lead
    return (
        f"l{lead.id}",
        lead.title,
        it.organisation,
        lead.state_words(today),
        f"told by {it.told_by}" if it.told_by else "",
    )


def _line_object(it: LeadLine) -> Json:
    lead = it.lead
    return {
        "item": f"l{lead.id}",
        "uid": lead.uid,
        "organisation": {"id": lead.organisation_id, "name": it.organisation},
        "title": lead.title,
        "link": lead.link,
        "found": iso(lead.found_on),
        "deadline": iso(lead.deadline),
        "told_by": {"id": lead.told_by_id, "name": it.told_by} if lead.told_by_id else None,
        "applied": iso(lead.applied_on),
        "outcome": lead.outcome.value,
        "closed": iso(lead.closed_on),
        "snoozed_until": iso(lead.snoozed_until),
        "note": lead.note,
    }


@lead_command.command("add", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="ORGANISATION TITLE")
@_link
@_deadline
@_told_by
@_note
@click.option("--found", "found_text", metavar="DATE", help="When you found it; today without it.")
@click.option("--new", "is_new", is_flag=True, help="It is a new organisation, though the names of others begin so.")
@json_option
@pass_state
def add_command(
    state: State,
    words: tuple[str, ...],
    link: str | None,
    deadline_text: str | None,
    told_by: str | None,
    note: str | None,
    found_text: str | None,
    is_new: bool,
    as_json: bool,
) -> None:
    """Keep a job opening: lead add "Harbour CRO" Clinical Research Associate. Quote a name of several words.

    Its organisation comes onto the list of employers.
    """
    one(words, "an ORGANISATION and a TITLE")
    with state.open_to_act() as crm:
        draft = LeadDraft(
            organisation=words[0] if is_new else crm.employers.meant(words[0]),
            title=" ".join(words[1:]),
            link=link or "",
            deadline=read_ahead(crm, deadline_text) if deadline_text else None,
            told_by_id=asking.person(crm, told_by) if told_by else None,
            note=note or "",
            found_on=read_past(crm, found_text),
        )
        answer(crm.leads.add(draft), as_json=as_json)


@lead_command.command("applied", cls=Command)
@click.argument("item")
@click.option("--on", "on_text", metavar="DATE", help="The day; today without it.")
@json_option
@pass_state
def applied_command(state: State, item: str, on_text: str | None, as_json: bool) -> None:
    """Say that you applied. ITEM is the lead's key, such as l4."""
    with state.open_to_act() as crm:
        answer(crm.leads.applied(_keyed(item), read_past(crm, on_text)), as_json=as_json)


@lead_command.command("close", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="ITEM OUTCOME")
@click.option("--on", "on_text", metavar="DATE", help="The day; today without it.")
@click.option("--because", "reason", metavar="TEXT", default="", help="Why; kept in its note.")
@click.option("--answer-by", "answer_text", metavar="DATE", help="The day by which an offer wants an answer.")
@json_option
@pass_state
def close_command(
    state: State, words: tuple[str, ...], on_text: str | None, reason: str, answer_text: str | None, as_json: bool
) -> None:
    """Say what came of it: close l4 rejected. OUTCOME is offer, accepted, rejected, withdrawn, no-answer or closed.

    An offer is not over yet: --answer-by puts its day into the agenda. “open” opens a lead again.
    """
    one(words, "an ITEM and an OUTCOME")
    if len(words) < 2:
        raise UsageProblem(f"Say what came of {words[0]}: {', '.join(LeadOutcome)}.")
    outcome = _read_outcome(" ".join(words[1:]))
    with state.open_to_act() as crm:
        done = crm.leads.set_outcome(
            _keyed(words[0]),
            outcome,
            on=read_past(crm, on_text),
            reason=reason,
            answer_by=read_ahead(crm, answer_text) if answer_text else None,
        )
        answer(done, as_json=as_json)


@lead_command.command("edit", cls=Command)
@click.argument("item")
@click.option("--title", metavar="TEXT", help="What the job is called.")
@click.option("--org", "organisation", metavar="NAME", help="Whose it is.")
@_link
@click.option("--deadline", "deadline_text", metavar="DATE|none", help="The last day to apply.")
@click.option("--told-by", metavar="WHO|none", help="Who told you of it.")
@_note
@json_option
@pass_state
def edit_command(
    state: State,
    item: str,
    title: str | None,
    organisation: str | None,
    link: str | None,
    deadline_text: str | None,
    told_by: str | None,
    note: str | None,
    as_json: bool,
) -> None:
    """Change what is kept of a lead; what is not named stays. ITEM is its key, such as l4."""
    with state.open_to_act() as crm:
        lead_id = _keyed(item)
        draft = crm.leads.draft_of(lead_id)
        if title is not None:
            draft = replace(draft, title=title)
        if organisation is not None:
            draft = replace(draft, organisation=crm.employers.meant(organisation))
        if link is not None:
            draft = replace(draft, link=link)
        if deadline_text is not None:
            draft = replace(draft, deadline=None if _is_none(deadline_text) else read_ahead(crm, deadline_text))
        if told_by is not None:
            draft = replace(draft, told_by_id=None if _is_none(told_by) else asking.person(crm, told_by))
        if note is not None:
            draft = replace(draft, note=note)
        answer(crm.leads.edit(lead_id, draft), as_json=as_json)


@lead_command.command("delete", cls=Command)
@click.argument("item")
@json_option
@pass_state
def delete_command(state: State, item: str, as_json: bool) -> None:
    """Delete a lead as if it had never been written down. ITEM is its key, such as l4."""
    with state.open_to_act() as crm:
        answer(crm.leads.delete(_keyed(item)), as_json=as_json)


def _keyed(item: str) -> int:
    key = parse_item(item)
    if key is None or key.letter != "l":
        raise NotFound("lead", item, advice="“netcrm lead list” shows the keys, such as l4.")
    return key.id


def _read_outcome(text: str) -> LeadOutcome:
    wanted = text.strip().casefold().replace(" ", "-").replace("_", "-")
    if wanted not in list(LeadOutcome):
        raise UsageProblem(f"“{text}” is no outcome. Use one of {', '.join(LeadOutcome)}.")
    return LeadOutcome(wanted)


def _is_none(text: str) -> bool:
    return text.strip().casefold() in ("", _NONE)
