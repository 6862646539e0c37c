"""`import`: people from files, previewed and picked, then brought in by one act."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from netcrm.cli.group import Command
from netcrm.cli.output import Json, answer, heading, line, print_json, progress, table, talk
from netcrm.cli.picking import picked
from netcrm.cli.reading import json_option
from netcrm.cli.state import State, pass_state
from netcrm.domain.days import counted
from netcrm.errors import UsageProblem
from netcrm.services.imports.values import ImportProblem, ImportReport, Moved, PlannedCard, Vanished, Verdict

if TYPE_CHECKING:
    from netcrm.services.imports.service import ImportPlan

_STDIN = Path("-")
_MOST_CHANGES = 4
_HEAD = 4096
"""Bytes that tell a file of JSON lines."""


@click.command("import", cls=Command)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "format_name", default="", metavar="FORMAT", help="What the files are, such as vcf.")
@click.option("--dry-run", is_flag=True, help="Print what would happen, and write nothing.")
@click.option(
    "--on-duplicate",
    type=click.Choice(["update", "skip", "new"]),
    default="update",
    show_default=True,
    help="What to do with somebody who is here already.",
)
@click.option("--map", "map_text", default="", metavar="COLUMN=FIELD,…", help="What the columns of a table mean.")
@click.option(
    "--last-contact",
    default="",
    metavar="DATE|connected",
    help="When you were last in touch with those who are new: a date, a rough one, or the one in the file.",
)
@click.option("--messages", is_flag=True, help="Bring in the dates of messages that a LinkedIn archive holds.")
@click.option("--congratulate", is_flag=True, help="Lay down follow-ups for those who changed employer.")
@click.option("--pick", metavar="all|none|1,3-5", help="Which cards to bring in, by the numbers of --dry-run.")
@click.option("--channel", default="", metavar="CHANNEL", help="How all the meetings of a calendar were held.")
@json_option
@pass_state
def import_command(
    state: State,
    files: tuple[str, ...],
    format_name: str,
    dry_run: bool,
    on_duplicate: str,
    map_text: str,
    last_contact: str,
    messages: bool,
    congratulate: bool,
    pick: str | None,
    channel: str,
    as_json: bool,
) -> None:
    """Bring people in from FILEs, such as the contacts.vcf of a phone; “-” reads stdin.

    All comes in by one act, which “netcrm undo” takes back. The same file again changes nothing. A whole store of
    “netcrm export jsonl” is made again in an empty one. Of a calendar (.ics) the past meetings are listed with those
    whom netcrm knows, and logged with whoever came: --pick all, none, 1,3-5 or 3:ana.
    """
    paths = _expanded(files)
    if calendar := _calendar(paths, format_name):
        from netcrm.cli.meetings import import_meetings

        _refuse_for_calendars()
        import_meetings(state, calendar, pick=pick, channel=channel, dry_run=dry_run, as_json=as_json)
        return
    if channel:
        raise UsageProblem("--channel is for the meetings of a calendar; people have none.")
    if whole := _whole_store(paths, format_name):
        _rebuild(state, whole, dry_run=dry_run, as_json=as_json)
        return
    with state.open() as crm:
        from netcrm.services.imports.values import ImportOptions, OnDuplicate

        options = ImportOptions(
            format=format_name,
            on_duplicate=OnDuplicate(on_duplicate),
            mapping=crm.imports.read_map(paths, map_text, format=format_name) if map_text else None,
            last_contact=last_contact,
            messages=messages,
        )
        stdin = sys.stdin.buffer if _STDIN in paths else None
        if dry_run or pick is not None:
            with progress("Cards read:") as tell:
                plan = crm.imports.plan(paths, options, stdin=stdin, progress=tell)
            chosen = None if pick is None else picked(pick, [card.number for card in plan.cards], what="card")
            if dry_run:
                _print_plan(plan, chosen, as_json=as_json)
                return
            with progress("Cards stored:") as tell:
                report = crm.imports.apply(plan, chosen, congratulate=congratulate, progress=tell)
        else:
            with progress("Cards brought in:") as tell:
                report = crm.imports.bring_in(paths, options, congratulate=congratulate, stdin=stdin, progress=tell)
        if as_json:
            print_json(_report_object(report))
        else:
            _print_report(report)


def _calendar(paths: Sequence[Path], format_name: str) -> Path | None:
    """Return the calendar whose meetings are to be logged, if that is what the files are.

    Raises:
        UsageProblem: It is one among several, or comes through stdin.
    """
    from netcrm.services.meetings import is_calendar_file

    explicit = format_name.strip().casefold().lstrip(".")
    for path in paths:
        if explicit == "ics" or (not explicit and is_calendar_file(path)):
            if len(paths) > 1:
                raise UsageProblem(f"{path} is a calendar. Import it alone: its meetings are looked at one by one.")
            if path == _STDIN:
                raise UsageProblem("A calendar is read from a file: save it, and name that.")
            return path
    return None


_OF_PEOPLE = ("on_duplicate", "map_text", "last_contact", "messages", "congratulate")
"""Options that say what becomes of people."""


def _refuse_for_calendars() -> None:
    """Refuse options that say nothing of a calendar.

    Raises:
        UsageProblem: One of them was given.
    """
    context = click.get_current_context()
    for parameter in context.command.params:
        if parameter.name in _OF_PEOPLE and context.get_parameter_source(parameter.name) is ParameterSource.COMMANDLINE:
            raise UsageProblem(f"{parameter.opts[0]} is for files of people; a calendar has meetings. Leave it out.")


def _whole_store(paths: Sequence[Path], format_name: str) -> Path | None:
    """Return the file of JSON lines that a store is to be made from, if that is what the files are.

    Raises:
        UsageProblem: It is one among several.
    """
    from netcrm.formats.json_lines.reader import is_json_lines

    for path in paths:
        if format_name == "jsonl" or (not format_name and path.is_file() and is_json_lines(_head_of(path))):
            if len(paths) > 1:
                raise UsageProblem(f"{path} holds a whole store. Import it alone, into a new store: --db FILE.")
            return path
    return None


def _head_of(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError:
        return b""  # the import says why it cannot be read


def _rebuild(state: State, path: Path, *, dry_run: bool, as_json: bool) -> None:
    """Make the store again that a file of JSON lines holds, or with `dry_run` say what it holds."""
    with state.open() as crm:
        with progress("Lines read:") as tell:
            plan = crm.rebuilding.check(path, progress=tell)
        if dry_run and as_json:
            print_json(
                {
                    "dry_run": True,
                    "lines": {count.type: count.lines for count in plan.counts},
                    "problems": [{"line": problem.line, "why": problem.why} for problem in plan.problems],
                }
            )
        elif dry_run:
            table([(f"{count.lines:,}", count.type) for count in plan.counts], indent="")
            table([(f"line {problem.line}", problem.why) for problem in plan.problems], wrap=True)
            click.echo("Nothing was written.")
        else:
            with progress("Lines:") as tell:
                answer(crm.rebuilding.rebuild(path, progress=tell), as_json=as_json)


def _expanded(files: Sequence[str]) -> list[Path]:
    """Return the files; where the shell leaves `*.vcf` to the program, what it stands for."""
    paths: list[Path] = []
    for name in files:
        found = sorted(glob.glob(name)) if os.name == "nt" and glob.has_magic(name) else []  # noqa: PTH207
        paths += [Path(each) for each in found or [name]]
    return paths


def _report_object(report: ImportReport) -> dict[str, Json]:
    return {
        "cards": report.cards,
        "new": report.new,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "left": report.left,
        "problems": [_problem_object(problem) for problem in report.problems],
        "unreadable": report.unreadable,
        "change_set": report.change_set,
        "touches": report.touches,
        "moved": [
            {"contact": it.contact_id, "name": it.name, "before": it.before, "after": it.after, "title": it.title}
            for it in report.moved
        ],
        "vanished": [
            {"contact": it.contact_id, "name": it.name, "organisation": it.organisation} for it in report.vanished
        ],
    }


def _problem_object(problem: ImportProblem) -> Json:
    return {"file": problem.file, "where": problem.where, "line": problem.line, "why": problem.why}


def _print_report(report: ImportReport) -> None:
    """Print what an import did."""
    click.echo(_summary(report))
    _print_problems(report.problems)
    if report.unlisted:
        click.echo(f"  and {report.unlisted:,} more")
    perhaps = [card for card in report.noted if card.perhaps]
    if perhaps:
        heading("Perhaps the same")
        table([(card.name, _perhaps(card)) for card in perhaps])
    _print_moved(report.moved)
    _print_vanished(report.vanished)
    _print_warnings(report.noted)
    if report.more_noted:
        click.echo(f"And {report.more_noted:,} more worth a look: “netcrm duplicates” finds who stands there twice.")
    if report.change_set is not None:
        talk("“netcrm undo” takes the whole import back.")


def _perhaps(card: PlannedCard) -> str:
    return "; ".join(map(str, card.perhaps))


def _print_moved(moved: Sequence[Moved]) -> None:
    if moved:
        heading("Changed employer")
        table([(str(it.contact_id), it.name, f"{it.before} → {it.after}", it.title) for it in moved], wrap=True)


def _print_vanished(vanished: Sequence[Vanished]) -> None:
    if vanished:
        heading("In an earlier export and not in this one")
        table([(str(it.contact_id), it.name, it.organisation) for it in vanished])


def _summary(report: ImportReport) -> str:
    """Return `12 new, 3 updated, 1 unreadable: card 9`."""
    parts = [f"{report.new:,} new", f"{report.updated:,} updated"]
    parts += [f"{counted(report.touches, 'dated interaction')}"] if report.touches else []
    parts += [f"{report.unchanged:,} unchanged"] if report.unchanged else []
    parts += [f"{report.left:,} left out"] if report.left else []
    if report.problems:
        several = len({problem.file for problem in report.problems}) > 1
        places = ", ".join(
            line(f"{problem.file} {problem.where}" if several else problem.where) for problem in report.problems[:5]
        )
        more = f" and {report.unreadable - 5:,} more" if report.unreadable > 5 else ""
        parts.append(f"{report.unreadable:,} unreadable: {places}{more}")
    return ", ".join(parts)


def _print_problems(problems: Sequence[ImportProblem]) -> None:
    if problems:
        heading("Could not be read")
        table([(it.file, it.where, f"line {it.line}", it.why) for it in problems], wrap=True)


def _print_warnings(cards: Iterable[PlannedCard]) -> None:
    rows = [(card.file, f"card {card.place}", card.name, warning) for card in cards for warning in card.warnings]
    if rows:
        heading("Worth a look")
        table(rows)


def _print_plan(plan: ImportPlan, picked: set[int] | None, *, as_json: bool) -> None:
    """Print what an import would do with the cards picked, by their numbers."""
    verdicts = {card.number: _verdict(card, picked) for card in plan.cards}
    report = ImportReport(
        cards=len(plan.cards) + len(plan.problems),
        new=sum(it is Verdict.NEW for it in verdicts.values()),
        updated=sum(it is Verdict.UPDATED for it in verdicts.values()),
        unchanged=sum(it is Verdict.UNCHANGED for it in verdicts.values()),
        left=sum(it is Verdict.LEFT for it in verdicts.values()),
        problems=plan.problems,
        change_set=None,
        touches=sum(card.touches for card in plan.cards if _is_picked(card, picked)),
        moved=tuple(card.moved for card in plan.cards if card.moved and _is_picked(card, picked)),
        vanished=plan.vanished,
    )
    if as_json:
        rows: list[Json] = [_card_object(card, verdicts[card.number]) for card in plan.cards]
        print_json({**_report_object(report), "dry_run": True, "rows": rows})
        return
    cells = []
    for card in plan.cards:
        changes = [f"{it.field}: {it.before or '–'} → {it.after or '–'}" for it in card.changes[:_MOST_CHANGES]]
        more = [f"{len(card.changes) - _MOST_CHANGES} more"] if len(card.changes) > _MOST_CHANGES else []
        perhaps = [f"perhaps {each}" for each in map(str, card.perhaps)]
        words = "; ".join(perhaps if card.verdict is Verdict.NEW else [*changes, *more, *perhaps])
        cells.append((str(card.number), verdicts[card.number].value, card.name, card.organisation, words))
    table(cells, indent="", wrap=True)
    _print_problems(plan.problems)
    _print_vanished(plan.vanished)
    _print_warnings(card for card in plan.cards if verdicts[card.number] in (Verdict.NEW, Verdict.UPDATED))
    click.echo(f"{_summary(report)}. Nothing was written.")


def _is_picked(card: PlannedCard, picked: set[int] | None) -> bool:
    return card.ticked if picked is None else card.number in picked


def _verdict(card: PlannedCard, picked: set[int] | None) -> Verdict:
    can_be_left = card.verdict in (Verdict.NEW, Verdict.UPDATED)
    return Verdict.LEFT if can_be_left and not _is_picked(card, picked) else card.verdict


def _card_object(card: PlannedCard, verdict: Verdict) -> Json:
    return {
        "number": card.number,
        "file": card.file,
        "place": card.place,
        "line": card.line,
        "name": card.name,
        "organisation": card.organisation,
        "verdict": verdict.value,
        "contact": card.contact_id,
        "changes": [{"field": it.field, "before": it.before, "after": it.after} for it in card.changes],
        "perhaps": [str(each) for each in card.perhaps],
        "warnings": list(card.warnings),
    }
