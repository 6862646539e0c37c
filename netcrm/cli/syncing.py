"""`sync`: folders that a phone or other programs write to as well."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from netcrm.cli.asking import can_ask
from netcrm.cli.calendar_options import calendar_options, form_of
from netcrm.cli.group import Command
from netcrm.cli.output import Json, heading, line, print_json, table
from netcrm.cli.picking import picked
from netcrm.cli.reading import json_option
from netcrm.cli.state import State, pass_state
from netcrm.errors import NothingToDo

if TYPE_CHECKING:
    from netcrm.domain.calendar.items import CalendarKind
    from netcrm.domain.proposals import Decision, Proposal
    from netcrm.services.sync.values import SyncReport, SyncRequest

_FOLDER = click.Path(path_type=Path)


@click.command("sync", cls=Command)
@click.argument("folder", required=False, type=_FOLDER, metavar="[DIR]")
@click.option("--contacts", "cards", type=_FOLDER, metavar="DIR", help="The folder of the cards, one contact a file.")
@click.option("--inbox", type=_FOLDER, metavar="FILE", help="A text file of one line an interaction.")
@calendar_options
@click.option("--yes", is_flag=True, help="Take over all that others did, other than conflicts.")
@click.option("--pick", metavar="all|none|1,3-5", help="Take over these, by the numbers of --dry-run.")
@click.option("--refuse", metavar="all|none|1,3-5", help="Put these back as netcrm has them.")
@click.option("--start-anew", is_flag=True, help="Write a folder again that was emptied on purpose.")
@click.option("--dry-run", is_flag=True, help="Print what others did, and write nothing.")
@json_option
@pass_state
def sync_command(
    state: State,
    folder: Path | None,
    cards: Path | None,
    inbox: Path | None,
    kinds: frozenset[CalendarKind] | None,
    days: int | None,
    todo: bool,
    detail: str | None,
    yes: bool,
    pick: str | None,
    refuse: str | None,
    start_anew: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Write the calendar into the folder DIR, one item a file, and read what others did there.

    Such a folder (a vdir) is what khal and todoman show and vdirsyncer brings to a phone. What was ticked off, moved or
    deleted there is listed, and taken over as you say. Without DIR the folders of the last time are synced.
    """
    from netcrm.domain.calendar.words import Detail
    from netcrm.services.calendar.standing import USUAL_DAYS
    from netcrm.services.sync.values import SyncRequest

    with state.open_to_act() as crm:
        requests: Sequence[SyncRequest] = (
            SyncRequest(
                folder=folder,
                cards=cards,
                inbox=inbox,
                kinds=kinds or frozenset(),
                form=form_of(todo),
                detail=Detail.FULL if detail == "full" else Detail.BRIEF,
                days=USUAL_DAYS if days is None else days,
                start_anew=start_anew,
            ),
        )
        if not (folder or cards or inbox):
            requests = crm.sync.folders()
        if not requests:
            raise NothingToDo("No folder was synced before. Name one: netcrm sync ~/calendar.")
        reports = []
        for request in requests:
            look = crm.sync.look(request)
            numbers = range(1, len(look.proposals) + 1)
            if dry_run:
                reports.append(look)
                continue
            if look.proposals and not (yes or pick or refuse or as_json) and can_ask():
                _print_proposals(look.proposals)
                pick = click.prompt("Take over which? (all, none or 1,3-5)", default="none", err=True)
            taken = picked(pick, numbers, what="proposal") if pick else set()
            refused = picked(refuse, numbers, what="proposal") if refuse else set()
            said = _decisions(look.proposals, taken, refused)
            reports.append(crm.sync.run(request, said, all_without_conflict=yes))
    if as_json:
        print_json(_report_object(reports))
        return
    for report in reports:
        _print(report)


def _decisions(proposals: Sequence[Proposal], taken: set[int], refused: set[int]) -> dict[str, Decision]:
    from netcrm.domain.proposals import Decision

    said = {one.key: Decision.REFUSE for number, one in enumerate(proposals, 1) if number in refused}
    return said | {one.key: Decision.TAKE for number, one in enumerate(proposals, 1) if number in taken}


def _print(report: SyncReport) -> None:
    if report.left:
        _print_proposals(report.left)
    if report.problems:
        heading("Left alone")
        table([(problem.file, problem.why) for problem in report.problems], wrap=True)
    click.echo(line(report.message))


def _print_proposals(proposals: Sequence[Proposal]) -> None:
    heading("What others did")
    rows = []
    for number, one in enumerate(proposals, 1):
        sides = f" (here: {one.ours}; there: {one.theirs})" if one.ours or one.theirs else ""
        rows.append((str(number), one.kind.value, f"{one.what}{sides}", one.file))
    table(rows, wrap=True)


def _report_object(reports: Sequence[SyncReport]) -> Json:
    """Return what a sync did as one object, also of several pairs of folders; each is an act of its own."""
    proposals: list[Json] = [
        {
            "kind": one.kind.value,
            "contact": {"id": one.contact_id, "uid": one.contact_uid, "name": one.contact_name},
            "what": one.what,
            "file": one.file,
            "ours": one.ours,
            "theirs": one.theirs,
            "taken": one.key in report.taken,
            "refused": one.key in report.refused,
        }
        for report in reports
        for one in report.proposals
    ]
    change_sets = [report.change_set for report in reports if report.change_set is not None]
    return {
        "written": sum(report.written for report in reports),
        "removed": sum(report.removed for report in reports),
        "proposals": proposals,
        "problems": [{"file": it.file, "why": it.why} for report in reports for it in report.problems],
        "change_set": change_sets[-1] if change_sets else None,
    }
