"""`report`: what came of a span of time, on a page that others can read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from netcrm.cli import asking
from netcrm.cli.days import read_back
from netcrm.cli.group import Command
from netcrm.cli.output import Json, iso, line, on_terminal, paragraph, print_json, talk
from netcrm.cli.reading import json_option
from netcrm.cli.state import State, pass_state
from netcrm.domain.report.templates import Template
from netcrm.errors import UsageProblem

if TYPE_CHECKING:
    from netcrm.domain.report.activity_report import ActivityReport
    from netcrm.services.reports import MadeReport, ReportFormat


@click.command("report", cls=Command)
@click.option("--from", "from_text", metavar="DATE", help="The first day; without it as the template has it.")
@click.option("--to", "to_text", metavar="DATE", help="The last day; today without it.")
@click.option(
    "--template",
    type=click.Choice([it.value for it in Template]),
    default=Template.INTERNSHIP.value,
    show_default=True,
    help="Which parts it has, and from when it tells: the week, six months, the quarter, opinion leaders this year.",
)
@click.option("--who", "query", metavar="QUERY", default="", help="Only of these people: role:pi, tag:area/oncology.")
@click.option("--html", "is_html", is_flag=True, help="HTML instead of Markdown; a FILE that ends in .html is too.")
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), metavar="FILE", help="Write it to FILE.")
@click.option("--yes", is_flag=True, help="Write without asking, over the file that is there too.")
@json_option
@pass_state
def report_command(
    state: State,
    from_text: str | None,
    to_text: str | None,
    template: str,
    query: str,
    is_html: bool,
    target: Path | None,
    yes: bool,
    as_json: bool,
) -> None:
    """Tell what came of a span of time: report --from 1 jun --to 31 aug -o internship.md.

    People met by role and organisation, interviews held and what was learned, introductions, events, advice, goals,
    touches a week, and lines for a CV. What people said is in it only where you marked it as shareable. With -o all of
    it is shown, and asked about, before anything is written.
    """
    if target == Path("-"):
        target = None
    from netcrm.services.reports import ReportFormat, ReportWish

    is_html = is_html or (target is not None and target.suffix.casefold() in (".html", ".htm"))
    form = ReportFormat.HTML if is_html else ReportFormat.MARKDOWN
    chosen = Template(template)
    with state.open() as crm:
        last = read_back(crm, to_text) if to_text else crm.today
        first = read_back(crm, from_text) if from_text else crm.reports.usual_first(chosen, last)
        made = crm.reports.make(ReportWish(chosen, first, last, query))
        if made.kept_back:
            talk(made.kept_back)
        if target is None:
            _print(made, form, as_json=as_json)
            return
        path = target.expanduser()
        _ask(made, path, yes=yes)
        sentence = crm.reports.write(made, form, path)
        if as_json:
            print_json({"file": str(path), **_object(made.report)})
        else:
            click.echo(line(sentence))


def _print(made: MadeReport, form: ReportFormat, *, as_json: bool) -> None:
    if as_json:
        print_json(_object(made.report))
        return
    data = made.data(form)
    if on_terminal():
        click.echo(paragraph(data.decode(), ""))
        return
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _ask(made: MadeReport, path: Path, *, yes: bool) -> None:
    """Show the whole report on stderr and ask whether to write it.

    Raises:
        NeedsDecision: nobody can be asked, or the answer was no.
        UsageProblem: the path is none of a file.
    """
    try:
        is_there = path.exists()
    except (OSError, ValueError) as problem:
        raise UsageProblem(f"{path} is no path of a file. Write it like ~/report.md.") from problem
    if yes:
        return
    from netcrm.services.reports import ReportFormat

    click.echo(paragraph(made.data(ReportFormat.MARKDOWN).decode(), ""), err=True)
    over = f" over the file that is there, {path}" if is_there else f" to {path}"
    asking.confirm(
        f"Write this{over}?",
        yes=False,
        refusal=f"This is what would be written{over}. Say --yes to write it, or leave -o out to have it on stdout.",
    )


def _object(report: ActivityReport) -> dict[str, Json]:
    """Return the numbers of a report, and what it lists."""
    return {
        "template": report.template.value,
        "from": iso(report.first),
        "to": iso(report.last),
        "people": len(report.people),
        "new_people": report.new_people,
        "touches": report.touches,
        "roles": {it.label: it.count for it in report.roles},
        "organisations": {it.label: it.count for it in report.organisations},
        "weeks": [{"monday": iso(it.monday), "touches": it.count} for it in report.weeks],
        "interviews": [
            {
                "on": iso(it.held_on),
                "contact": it.person.contact_id,
                "name": it.person.name,
                "learned": [
                    {"topic": said.topic.value if said.topic else None, "text": said.text} for said in it.learned
                ],
            }
            for it in report.interviews
        ],
        "introductions": [
            {"on": iso(it.made_on), "by": it.introducer.name, "to": it.person.name, "stage": it.stage}
            for it in report.introductions
        ],
        "events": [{"name": it.name, "on": iso(it.first), "met": len(it.met)} for it in report.events],
        "met_at_events": report.met_at_events,
        "advice": {"given": report.advice_given, "followed": report.advice_followed},
        "kept_back": report.kept_back,
        "activities": [{"words": str(it), "count": it.count, "skill": it.skill} for it in report.activities],
        "goals": [{"goal": it.words, "outcome": it.progress, "reached": it.is_reached} for it in report.goals],
        "goals_reached": report.goals_reached,
    }
