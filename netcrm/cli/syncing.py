"""`sync`: folders that a phone or other programs write to as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    from netcrm.services.crm import Crm
    from netcrm.services.sync.values import SyncReport, SyncRequest

_FOLDER = click.Path(path_type=Path)
_SHORT_NAME = 24
"""Letters of a file's name that people gave it: longer ones are UIDs, which tell them nothing."""


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
    todo: bool | None,
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
    deleted there is listed, and taken over as you say. What you do not say of a folder is as it was the last time;
    without DIR all folders of the last time are synced.
    """
    asked = _asked(kinds, days, todo, detail)
    with state.open() if dry_run else state.open_to_act() as crm:
        requests = _requests(crm, folder, cards, inbox, asked)
        requests = [replace(request, start_anew=start_anew) for request in requests]
        # All are looked at before anything is done: one that vanished stops the others too.
        reports = [crm.sync.look(request) for request in requests]
        if not dry_run:
            found = [proposal for look in reports for proposal in look.proposals]
            if found and not (yes or pick or refuse or as_json) and can_ask():
                _print_proposals(found)
                pick = click.prompt("Take over which? (all, none or 1,3-5)", default="none", err=True)
            said = iter(_said(len(found), pick, refuse))
            reports = [
                crm.sync.run(request, _by_key(look.proposals, said), all_without_conflict=yes)
                for request, look in zip(requests, reports, strict=True)
            ]
    if as_json:
        print_json(_report_object(reports))
        return
    first = 1
    for request, report in zip(requests, reports, strict=True):
        _print(report, first, where=str(request.folder or request.cards or request.inbox) if len(reports) > 1 else "")
        first += len(report.left)


def _asked(
    kinds: frozenset[CalendarKind] | None, days: int | None, todo: bool | None, detail: str | None
) -> dict[str, Any]:
    """Return what the calendar is asked to hold, without what nothing was said of."""
    from netcrm.domain.calendar.words import Detail

    given = {
        "kinds": kinds,
        "days": days,
        "form": None if todo is None else form_of(todo),
        "detail": {"full": Detail.FULL, "short": Detail.BRIEF}.get(detail or ""),
    }
    return {name: value for name, value in given.items() if value is not None}


def _requests(
    crm: Crm, folder: Path | None, cards: Path | None, inbox: Path | None, asked: dict[str, Any]
) -> Sequence[SyncRequest]:
    """Return what is to be synced: what is not said of a folder is as it was the last time.

    Raises:
        UsageError: no folder is named, and yet something is said of one.
        NothingToDo: none is named, and none was synced before.
    """
    from netcrm.services.sync.values import SyncRequest

    first = folder or cards or inbox
    if first:
        before = crm.sync.before(first) or SyncRequest()
        now = replace(before, folder=folder or before.folder, cards=cards or before.cards, inbox=inbox or before.inbox)
        return [replace(now, **asked)]
    if asked:
        raise click.UsageError("name the folder for which you say what its calendar holds")
    if not (requests := crm.sync.folders()):
        raise NothingToDo("No folder was synced before. Name one: netcrm sync ~/calendar.")
    return requests


def _said(count: int, pick: str | None, refuse: str | None) -> list[Decision | None]:
    """Return what was said to each of so many proposals, by their numbers."""
    from netcrm.domain.proposals import Decision

    numbers = range(1, count + 1)
    taken = picked(pick, numbers, what="proposal") if pick else set()
    refused = picked(refuse, numbers, what="proposal") if refuse else set()
    return [Decision.TAKE if one in taken else Decision.REFUSE if one in refused else None for one in numbers]


def _by_key(proposals: Sequence[Proposal], said: Iterator[Decision | None]) -> dict[str, Decision]:
    """Return what was said to the next proposals, without those to which nothing was."""
    decided = [(one.key, next(said)) for one in proposals]
    return {key: decision for key, decision in decided if decision}


def _print(report: SyncReport, first: int, *, where: str) -> None:
    """Print a report; `first` is the number of its first proposal, as --pick and --refuse have it.

    Where several are printed, `where` names the folder.
    """
    if report.left:
        _print_proposals(report.left, first)
    if report.problems:
        heading("Left alone")
        table([(f"{problem.file}: {problem.why}",) for problem in report.problems], wrap=True)
    click.echo(line(f"{where}: {report.message}" if where else report.message))


def _print_proposals(proposals: Sequence[Proposal], first: int = 1) -> None:
    heading("What others did")
    rows = []
    for number, one in enumerate(proposals, first):
        sides = f" (here: {one.ours}; there: {one.theirs})" if one.ours or one.theirs else ""
        where = f" [{one.file}]" if len(one.file) <= _SHORT_NAME else ""
        rows.append((str(number), one.kind.value, f"{one.what}{sides}{where}"))
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
