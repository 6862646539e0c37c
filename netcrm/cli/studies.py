"""`study`: studies, their sites, and who has which part in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import click

from netcrm.cli import asking
from netcrm.cli.group import Command, ListingGroup, RestCommand
from netcrm.cli.interview_options import with_options
from netcrm.cli.output import answer, print_json, print_json_list, talk
from netcrm.cli.reading import LINES, WORDS, json_option, one
from netcrm.cli.state import State, pass_state
from netcrm.domain.studies.kept_study import KeptSite, KeptStudy
from netcrm.domain.studies.reading import (
    read_month,
    read_nct,
    read_part,
    read_phases,
    read_site,
    read_status,
    show_site,
)
from netcrm.domain.text import clean_line
from netcrm.errors import NotFound

_OPTIONS = (
    click.option("--nct", metavar="NUMBER", help="The number at ClinicalTrials.gov: NCT01234567."),
    click.option("--acronym", metavar="NAME", help="What people call it: SLEEPT."),
    click.option("--phase", metavar="PHASE", help="1, 2, 3, 4, early-1, or two such as 2/3."),
    click.option("--status", metavar="STATUS", help="Where it stands: recruiting."),
    click.option("--sponsor", metavar="NAME", help="The organisation that sponsors it."),
    click.option("--condition", "conditions", metavar="TEXT", multiple=True, help="What it is about."),
    click.option("--site", "sites", metavar="SITE", multiple=True, help="Where it runs: “St Mary's; Galway; IE”."),
    click.option("--starts", metavar="DATE", help="When it begins: mar 2026."),
    click.option("--completes", metavar="DATE", help="When it is complete."),
    click.option("--note", metavar="TEXT", help="A note."),
)
_part_option = click.option("--as", "part_text", metavar="PART", help="What they are on it: pi, coordinator, monitor.")


@click.group("study", cls=ListingGroup)
def study_command() -> None:
    """Studies: what they are, where they run, and who is on them.

    STUDY is an NCT number, an acronym, words of the title, or the number that “netcrm study list” shows.
    """


@study_command.command("list", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="[WORDS]…")
@json_option
@pass_state
def list_command(state: State, words: tuple[str, ...], as_json: bool) -> None:
    """List the studies, all or those that WORDS mean: list insomnia."""
    from netcrm.cli.study_lines import line_object, print_lines

    with state.open() as crm:
        lines = crm.studies.lines(" ".join(words))
        if as_json:
            print_json_list(line_object(it) for it in lines)
        else:
            print_lines(lines)
            if not lines:
                talk("No study is there. “netcrm study add TITLE” adds one." if not words else "None.")


@study_command.command("show", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="STUDY")
@click.option("--limit", type=LINES, default=50, show_default=True, help="People, promises and sites.")
@json_option
@pass_state
def show_command(state: State, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Show a study: people, sites, open promises, the last touch with anyone on it."""
    from netcrm.cli.study_lines import page_object, print_page

    with state.open() as crm:
        page = crm.studies.page(crm.studies.named(one(words, "a STUDY")).id, limit)
        if as_json:
            print_json(page_object(page))
        else:
            print_page(page, crm.today)


@study_command.command("add", cls=RestCommand)
@click.argument("title", nargs=-1, type=WORDS, metavar="[TITLE]…")
@with_options(*_OPTIONS)
@json_option
@pass_state
def add_command(state: State, /, title: tuple[str, ...], as_json: bool, **given: Any) -> None:
    """Write a study down: add Sleep and tea --acronym SLEEPT --phase 2 --sponsor "Norrvik Pharma"."""
    with state.open_to_act() as crm:
        study = _changed(KeptStudy(0, "", title=" ".join(title)), given, day_first=crm.settings.day_first)
        answer(crm.studies.add(study, _sites(given, ())), as_json=as_json)


@study_command.command("edit", cls=Command)
@click.argument("study")
@click.option("--title", metavar="TEXT", help="Its title.")
@click.option("--no-site", "sites_gone", metavar="SITE", multiple=True, help="A site to take out.")
@with_options(*_OPTIONS)
@json_option
@pass_state
def edit_command(
    state: State, /, study: str, title: str | None, sites_gone: tuple[str, ...], as_json: bool, **given: Any
) -> None:
    """Change what is kept of a study: edit SLEEPT --status completed. What is not named stays; "" clears."""
    if title is None and not sites_gone and not any(value not in (None, ()) for value in given.values()):
        raise click.UsageError("Say what to change, such as --status completed", click.get_current_context())
    with state.open_to_act() as crm:
        there = crm.studies.named(study)
        new = replace(there, title=there.title if title is None else title)
        new = _changed(new, given, day_first=crm.settings.day_first)
        sites = _sites(given, _without(crm.studies.sites(there.id), sites_gone))
        answer(crm.studies.edit(there.id, new, sites), as_json=as_json)


@study_command.command("put", cls=Command)
@click.argument("study")
@click.argument("who", nargs=-1, type=WORDS)
@_part_option
@click.option("--at", "organisation", metavar="NAME", help="At which site; “” for none.")
@click.option("--since", metavar="DATE", default="", help="Since when: mar 2026.")
@json_option
@pass_state
def put_command(
    state: State,
    study: str,
    who: tuple[str, ...],
    part_text: str | None,
    organisation: str | None,
    since: str,
    as_json: bool,
) -> None:
    """Say who is on a study: put SLEEPT ana --as coordinator --at "St Mary's". Without --as what their role says."""
    with state.open_to_act() as crm:
        there = crm.studies.named(study)
        contact_id = asking.person(crm, one(who, "a WHO"))
        part = read_part(part_text) if part_text is not None else None
        began_on = read_month(since, day_first=crm.settings.day_first)
        done = crm.studies.put_person(there.id, contact_id, part, organisation=organisation, began_on=began_on)
        answer(done, as_json=as_json)


@study_command.command("end", cls=Command)
@click.argument("study")
@click.argument("who", nargs=-1, type=WORDS)
@_part_option
@click.option("--on", "on_text", metavar="DATE", default="", help="When it ended; today without it.")
@click.option("--never-was", is_flag=True, help="Take the part away, as if it had never been.")
@json_option
@pass_state
def end_command(
    state: State,
    study: str,
    who: tuple[str, ...],
    part_text: str | None,
    on_text: str,
    never_was: bool,
    as_json: bool,
) -> None:
    """Say that somebody's part in a study ended: end SLEEPT ana --on "oct 2026". It stays in the history."""
    with state.open_to_act() as crm:
        there = crm.studies.named(study)
        contact_id = asking.person(crm, one(who, "a WHO"))
        part = read_part(part_text) if part_text is not None else None
        if never_was:
            answer(crm.studies.remove_person(there.id, contact_id, part), as_json=as_json)
        else:
            on = read_month(on_text, day_first=crm.settings.day_first)
            answer(crm.studies.end_person(there.id, contact_id, part, on=on), as_json=as_json)


@study_command.command("delete", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="STUDY")
@json_option
@pass_state
def delete_command(state: State, words: tuple[str, ...], as_json: bool) -> None:
    """Delete a study with the parts in it; the people stay. “netcrm undo” brings it back."""
    with state.open_to_act() as crm:
        answer(crm.studies.delete(crm.studies.named(one(words, "a STUDY")).id), as_json=as_json)


def _changed(study: KeptStudy, given: dict[str, Any], *, day_first: bool | None) -> KeptStudy:
    """Return a study as the options want it; what they do not name stays."""

    def new(key: str, old: str) -> str:
        return old if given[key] is None else str(given[key])

    return replace(
        study,
        nct=study.nct if given["nct"] is None else read_nct(given["nct"]),
        acronym=new("acronym", study.acronym),
        phases=study.phases if given["phase"] is None else read_phases(given["phase"]),
        status=study.status if given["status"] is None else read_status(given["status"]),
        sponsor=new("sponsor", study.sponsor),
        conditions=given["conditions"] or study.conditions,
        starts_on=study.starts_on if given["starts"] is None else read_month(given["starts"], day_first=day_first),
        completes_on=study.completes_on
        if given["completes"] is None
        else read_month(given["completes"], day_first=day_first),
        note=new("note", study.note),
    )


def _sites(given: dict[str, Any], there: Sequence[KeptSite]) -> list[KeptSite]:
    return [*there, *(read_site(text) for text in given["sites"])]


def _without(sites: Sequence[KeptSite], gone: Sequence[str]) -> list[KeptSite]:
    """Return the sites but for those named by their facility or as `read_site` reads them.

    Raises:
        NotFound: One is no site of the study.
    """
    left = list(sites)
    for text in gone:
        wanted = clean_line(text).casefold()
        taken = [site for site in left if wanted in (site.facility.casefold(), show_site(site).casefold())]
        if not taken:
            raise NotFound("site of this study", clean_line(text), [show_site(site) for site in left[:5]])
        left = [site for site in left if site not in taken]
    return left
