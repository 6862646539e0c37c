"""`import`: people from files, previewed and picked, then brought in by one act."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from netcrm.cli.asking import can_ask, person
from netcrm.cli.group import Command
from netcrm.cli.import_words import print_plan, print_report, report_object
from netcrm.cli.output import answer, print_json, progress, table
from netcrm.cli.picking import picked, picked_as
from netcrm.cli.reading import json_option
from netcrm.cli.state import State, pass_state
from netcrm.errors import NeedsDecision, UsageProblem

if TYPE_CHECKING:
    from netcrm.services.crm import Crm
    from netcrm.services.imports.service import ImportPlan
    from netcrm.services.imports.values import Decision, ImportReport

_STDIN = Path("-")
_HOW = "all, none, or numbers such as 1,3-5; 3:ana is the Ana who is here already"
_HEAD = 4096
"""Bytes that tell a file of JSON lines."""


@click.command("import", cls=Command)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "format_name", default="", metavar="FORMAT", help="What the files are, such as vcf or ctgov.")
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
@click.option(
    "--pick",
    metavar="all|none|1,3-5",
    help="Which cards to bring in, by the numbers of --dry-run; 3:ana says that card 3 is Ana, who is here already.",
)
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

    All comes in by one act, which “netcrm undo” takes back. The same file again changes nothing. Formats: vCard
    (vcf), tables of LinkedIn, Google, Outlook, Thunderbird and any other (csv), LinkedIn's archive (zip), and with
    their studies and papers the people of ClinicalTrials.gov (ctgov: JSON) and PubMed (pubmed: .nbib), who come in
    only where they are picked.

    A whole store of “netcrm export jsonl” is made again in an empty one. Of a calendar (.ics) the past meetings are
    listed with those whom netcrm knows, and logged with whoever came: --pick all, none, 1,3-5 or 3:ana.
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
        from netcrm.services.imports.values import ImportOptions, ImportReport, OnDuplicate

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
            chosen, decisions = (None, {}) if pick is None else _picked(crm, plan, pick)
            if dry_run:
                print_plan(plan, chosen, decisions, dry_run=True, as_json=as_json)
                return
            _apply(crm, plan, chosen, decisions, congratulate=congratulate, as_json=as_json)
            return
        with progress("Cards brought in:") as tell:
            found = crm.imports.bring_in_or_plan(paths, options, congratulate=congratulate, stdin=stdin, progress=tell)
        if isinstance(found, ImportReport):
            _tell(found, as_json=as_json)
        else:
            chosen, decisions = _asked(crm, found, as_json=as_json) if found.asks else (None, {})
            _apply(crm, found, chosen, decisions, congratulate=congratulate, as_json=as_json)


def _asked(crm: Crm, plan: ImportPlan, *, as_json: bool) -> tuple[set[int], dict[int, Decision]]:
    """List the people whom files merely know of, and ask which of them come in.

    Raises:
        NeedsDecision: nobody can be asked.
    """
    print_plan(plan, None, dry_run=False, as_json=as_json)
    if as_json or not can_ask():
        raise NeedsDecision(f"Nobody comes in from such a file unasked. Say who does: --pick {_HOW}.")
    ticked = ",".join(str(card.number) for card in plan.cards if card.ticked)
    return _picked(crm, plan, click.prompt(f"Who comes in? {_HOW}", default=ticked or "none", err=True))


def _picked(crm: Crm, plan: ImportPlan, text: str) -> tuple[set[int], dict[int, Decision]]:
    """Return the numbers of the cards that come in, and which of them update somebody whom the user named.

    Raises:
        UsageProblem: `text` picks nothing. NotFound, Ambiguous: a name in it is nobody's, or several people's.
    """
    from netcrm.services.imports.values import Answer, Decision

    numbers = [card.number for card in plan.cards]
    rest, named = picked_as(text)
    chosen = picked(rest, numbers, what="card") if rest or not named else set()
    picked(",".join(map(str, named)) or "none", numbers, what="card")
    decisions = {number: Decision(Answer.UPDATE, person(crm, who)) for number, who in named.items()}
    return chosen | named.keys(), decisions


def _apply(
    crm: Crm,
    plan: ImportPlan,
    chosen: set[int] | None,
    decisions: Mapping[int, Decision],
    *,
    congratulate: bool,
    as_json: bool,
) -> None:
    with progress("Cards stored:") as tell:
        report = crm.imports.apply(plan, chosen, decisions=decisions, congratulate=congratulate, progress=tell)
    _tell(report, as_json=as_json)


def _tell(report: ImportReport, *, as_json: bool) -> None:
    if as_json:
        print_json(report_object(report))
    else:
        print_report(report)


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
