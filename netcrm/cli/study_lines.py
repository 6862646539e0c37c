"""How studies are printed: in a listing, on a page, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from netcrm.cli.output import Json, chips, heading, line, paragraph, table
from netcrm.cli.page_lines import last_object, print_last, print_promises, promise_object
from netcrm.domain.days import counted, month_words
from netcrm.domain.studies.kept_study import KeptStudy
from netcrm.domain.studies.reading import phase_words, site_words, span_words
from netcrm.services.studies.values import PersonOnStudy, StudyLine, StudyPage


def print_lines(lines: Sequence[StudyLine]) -> None:
    """Print studies, a line each."""
    table(
        [
            (
                str(it.study.id),
                it.study.nct,
                it.study.acronym,
                phase_words(it.study.phases),
                _status(it.study),
                counted(it.people, "contact") if it.people else "",
                it.study.sponsor,
                it.study.title,
            )
            for it in lines
        ],
        indent="",
    )


def _status(study: KeptStudy) -> str:
    return study.status.replace("-", " ")


def study_object(study: KeptStudy) -> dict[str, Json]:
    """Return a study as JSON has it."""
    return {
        "id": study.id,
        "uid": study.uid,
        "nct": study.nct,
        "title": study.title,
        "acronym": study.acronym,
        "phases": list(study.phases),
        "status": study.status,
        "sponsor": study.sponsor,
        "sponsor_organisation": study.sponsor_id,
        "conditions": list(study.conditions),
        "starts_on": study.starts_on,
        "completes_on": study.completes_on,
        "note": study.note,
    }


def line_object(it: StudyLine) -> Json:
    """Return a line of the listing as JSON has it."""
    return {**study_object(it.study), "people": it.people, "sites": it.sites}


def page_object(page: StudyPage) -> Json:
    """Return a study's page as JSON has it."""
    return {
        **study_object(page.study),
        "last_touch": last_object(page.last),
        "people": [person for it in page.people for person in _person_objects(it)],
        "more_people": page.more_people,
        "promises": [promise_object(it) for it in page.promises],
        "sites": [
            {
                "organisation": it.site.organisation_id,
                "facility": it.site.facility,
                "city": it.site.city,
                "region": it.site.region,
                "country": it.site.country,
                "status": it.site.status,
                "people": list(it.people),
            }
            for it in page.sites
        ],
        "more_sites": page.more_sites,
    }


def _person_objects(it: PersonOnStudy) -> list[Json]:
    """Return an object for each part of a person."""
    return [
        {
            "contact": it.row.id,
            "uid": it.row.uid,
            "name": it.row.name,
            "part": part.part.value,
            "organisation": organisation,
            "since": part.began_on,
            "until": part.ended_on,
            "state": it.row.state.value,
        }
        for part, organisation in zip(it.parts, it.organisations, strict=True)
    ]


def print_page(page: StudyPage, today: date) -> None:
    """Print a study's page."""
    study = page.study
    heading(f"{study.full_name} (study {study.id})")
    if study.title != study.short_name:
        click.echo(line(study.title))
    facts = (phase_words(study.phases), _status(study), study.sponsor, span_words(study))
    if any(facts):
        click.echo(line(" · ".join(filter(None, facts))))
    if study.conditions:
        click.echo(line(", ".join(study.conditions)))
    print_last(page.last, today)
    if page.people:
        heading("People")
        table([_person_cells(it) for it in page.people], wrap=True)
        _more(page.more_people)
    print_promises(page.promises, today)
    if page.sites:
        heading("Sites")
        table([(site_words(it.site), it.site.status.replace("-", " "), ", ".join(it.people)) for it in page.sites])
        _more(page.more_sites)
    if study.note:
        heading("Note")
        click.echo(paragraph(study.note, "  "))


def _more(count: int) -> None:
    if count:
        click.echo(f"  … {count:,} more; --limit shows them.")


def _person_cells(it: PersonOnStudy) -> tuple[str, ...]:
    part = it.parts[0]
    since = f"since {month_words(part.began_on[:7])}" if part.began_on and part.is_current else ""
    until = f"until {month_words(part.ended_on[:7])}" if part.ended_on else since
    state = "" if it.row.state.value == "active" else it.row.state.value.replace("-", " ")
    where = it.organisation or it.row.organisation
    return it.row.name, chips(it.row.roles), part.part.words, where, ", ".join(filter(None, (it.also, until, state)))
