"""`organisation`: sites, sponsors, CROs and the like, each with all that is known of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import click

from netcrm.cli.group import Command, ListingGroup, RestCommand
from netcrm.cli.output import (
    Json,
    answer,
    chips,
    day_or_dash,
    heading,
    iso,
    line,
    paragraph,
    print_json,
    print_json_list,
    table,
    talk,
)
from netcrm.cli.page_lines import last_object, print_last, print_promises, promise_object
from netcrm.cli.reading import LINES, WORDS, json_option, one
from netcrm.cli.state import State, pass_state
from netcrm.domain.days import counted, month_words
from netcrm.domain.organisation import Organisation, OrganisationKind, OrganisationLine, read_kind
from netcrm.services.organisation_pages import OrganisationPage, PersonThere, StudyThere


@click.group("organisation", cls=ListingGroup)
def organisation_command() -> None:
    """Organisations: who is there, what is promised, which studies run there.

    ORGANISATION is a name or its beginning, or the number that “netcrm organisation list” shows.
    """


@organisation_command.command("list", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="[WORDS]…")
@json_option
@pass_state
def list_command(state: State, words: tuple[str, ...], as_json: bool) -> None:
    """List the organisations, all or those whose names have WORDS: list mary."""
    with state.open() as crm:
        lines = crm.organisations.lines(" ".join(words))
        if as_json:
            print_json_list(_line_object(it) for it in lines)
            return
        table([_line_cells(it) for it in lines], indent="")
        if not lines:
            talk("None." if words else "No organisation is there. “netcrm add NAME --org ORGANISATION” makes one.")


@organisation_command.command("show", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="ORGANISATION")
@click.option("--limit", type=LINES, default=50, show_default=True, help="People and promises.")
@json_option
@pass_state
def show_command(state: State, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Show an organisation: people now and before, promises, studies, openings, the last touch with anyone."""
    with state.open() as crm:
        page = crm.organisations.page(crm.organisations.named(one(words, "an ORGANISATION")).id, limit)
        if as_json:
            print_json(_page_object(page))
        else:
            _print_page(page, crm.today)


@organisation_command.command("edit", cls=Command)
@click.argument("organisation")
@click.option("--name", metavar="NAME", help="Its name.")
@click.option("--kind", metavar="KIND", help="What it is: hospital, cro, private-site; “” for nothing.")
@click.option("--site-number", metavar="NUMBER", help="Its number in a study.")
@click.option("--city", metavar="CITY", help="Where it is.")
@click.option("--country", metavar="COUNTRY", help="Its country, best as a code such as US.")
@click.option("--note", metavar="TEXT", help="A note.")
@json_option
@pass_state
def edit_command(
    state: State,
    /,
    organisation: str,
    name: str | None,
    kind: str | None,
    site_number: str | None,
    city: str | None,
    country: str | None,
    note: str | None,
    as_json: bool,
) -> None:
    """Change what is kept of an organisation: edit "St Mary" --kind hospital --city Galway.

    What is not named stays; an empty text clears.
    """
    if all(value is None for value in (name, kind, site_number, city, country, note)):
        raise click.UsageError("Say what to change, such as --kind hospital", click.get_current_context())
    with state.open_to_act() as crm:
        there = crm.organisations.named(organisation)
        new = replace(
            there,
            name=there.name if name is None else name,
            kind=there.kind if kind is None else read_kind(kind),
            site_number=there.site_number if site_number is None else site_number,
            city=there.city if city is None else city,
            country=there.country if country is None else country,
            note=there.note if note is None else note,
        )
        answer(crm.organisations.edit(new), as_json=as_json)


def _line_cells(it: OrganisationLine) -> tuple[str, ...]:
    kind = OrganisationKind(it.kind).words if it.kind else ""
    people = counted(it.people, "contact") if it.people else ""
    return str(it.id), it.name, kind, it.site_number, ", ".join(filter(None, (it.city, it.country))), people


def _line_object(it: OrganisationLine) -> Json:
    return {
        "id": it.id,
        "name": it.name,
        "kind": it.kind or None,
        "site_number": it.site_number,
        "city": it.city,
        "country": it.country,
        "people": it.people,
    }


def _page_object(page: OrganisationPage) -> Json:
    it: Organisation = page.organisation
    check_in = page.check_in
    return {
        "id": it.id,
        "uid": it.uid,
        "name": it.name,
        "kind": it.kind.value if it.kind else None,
        "site_number": it.site_number,
        "city": it.city,
        "country": it.country,
        "note": it.note,
        "cadence": check_in.cadence if check_in else None,
        "next_check_in": iso(check_in.due_on) if check_in else None,
        "days_late": check_in.days_late if check_in else 0,
        "last_touch": last_object(page.last),
        "people": [_person_object(person) for person in page.people],
        "more_people": page.more_people,
        "promises": [promise_object(promise) for promise in page.promises],
        "studies": [
            {
                "study": there.study.id,
                "nct": there.study.nct,
                "name": there.study.short_name,
                "ties": [tie.value for tie in there.ties],
                "people": list(there.people),
            }
            for there in page.studies
        ],
        "relations": [{"contact": r.contact_id, "name": r.name, "kind": r.kind.value} for r in page.relations],
        "leads": [
            {
                "item": f"l{lead.id}",
                "title": lead.title,
                "deadline": iso(lead.deadline),
                "applied_on": iso(lead.applied_on),
                "outcome": lead.outcome.value,
            }
            for lead in page.leads
        ],
    }


def _person_object(it: PersonThere) -> Json:
    return {
        "contact": it.row.id,
        "uid": it.row.uid,
        "name": it.row.name,
        "roles": [role.value for role in it.row.roles],
        "title": it.position.title,
        "department": it.position.department,
        "since": it.position.start_on,
        "until": it.position.end_on,
        "now": it.is_now,
        "last_touch": iso(it.row.last_touch),
        "state": it.row.state.value,
    }


def _print_page(page: OrganisationPage, today: date) -> None:
    it = page.organisation
    heading(f"{it.name} (organisation {it.id})")
    site = f"site {it.site_number}" if it.site_number else ""
    facts = (it.kind.words if it.kind else "", site, ", ".join(filter(None, (it.city, it.country))))
    if any(facts):
        click.echo(line(" · ".join(filter(None, facts))))
    if page.check_in:
        due = f"next check-in {day_or_dash(page.check_in.due_on, today)}" if page.check_in.due_on else ""
        late = f"{counted(page.check_in.days_late, 'day')} late" if page.check_in.days_late else ""
        click.echo(line(", ".join(filter(None, (f"Cadence {page.check_in.cadence}", due, late)))))
    print_last(page.last, today)
    for words, people in (
        ("Here now", [person for person in page.people if person.is_now]),
        ("Were here", [person for person in page.people if not person.is_now]),
    ):
        if people:
            heading(words)
            table([_person_cells(person, today) for person in people], wrap=True)
    if page.more_people:
        click.echo(f"  … {page.more_people:,} more; --limit shows them.")
    print_promises(page.promises, today)
    if page.studies:
        heading("Studies")
        table([_study_cells(there) for there in page.studies], wrap=True)
    if page.relations:
        heading("Relations")
        table([(it.name, it.kind.label, it.organisation, it.note) for it in page.relations])
    if page.leads:
        heading("Openings")
        table([(f"l{le.id}", day_or_dash(le.deadline, today), le.title, le.outcome.words) for le in page.leads])
    if it.note:
        heading("Note")
        click.echo(paragraph(it.note, "  "))


def _person_cells(it: PersonThere, today: date) -> tuple[str, ...]:
    title = ", ".join(filter(None, (it.position.title, it.position.department)))
    until = f"until {month_words(it.position.end_on[:7])}" if it.position.end_on else ""
    last = f"last touch {day_or_dash(it.row.last_touch, today)}" if it.is_now and it.row.last_touch else ""
    state = "" if it.row.state.value == "active" else it.row.state.value.replace("-", " ")
    return it.row.name, chips(it.row.roles), title, ", ".join(filter(None, (until, last, state)))


def _study_cells(it: StudyThere) -> tuple[str, ...]:
    return it.study.short_name, it.study.nct, " and ".join(tie.value for tie in it.ties), ", ".join(it.people)
