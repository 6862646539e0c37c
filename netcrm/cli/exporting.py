"""`export`: calendars, cards and tables, to a file or to stdout."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from netcrm.cli.calendar_options import calendar_options, form_of
from netcrm.cli.group import RestCommand
from netcrm.cli.output import line, print_json
from netcrm.cli.reading import WORDS, json_option
from netcrm.cli.state import State, pass_state
from netcrm.domain.days import counted
from netcrm.errors import NeedsDecision
from netcrm.services.target_files import Holder, holder_of

if TYPE_CHECKING:
    from netcrm.domain.calendar.items import CalendarKind
    from netcrm.services.exports import Exported

_KINDS = {"ics": "event", "vcf": "contact", "csv": "contact", "jsonl": "contact", "md": "contact"}
"""Each kind, and what it counts."""
_KIND_OF_OPTION = {
    **dict.fromkeys(("kinds", "days", "todo", "detail", "changed_since_last"), "ics"),
    **dict.fromkeys(("vcard", "private"), "vcf"),
    "layout": "csv",
}
"""The kind that an option belongs to."""


@click.command("export", cls=RestCommand)
@click.argument("kind", type=click.Choice(list(_KINDS)), metavar="ics|vcf|csv|jsonl|md")
@click.argument("words", nargs=-1, type=WORDS, metavar="[QUERY]")
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE.")
@calendar_options
@click.option(
    "--changed-since-last", is_flag=True, help="Of a calendar: only what changed since the last one that was written."
)
@click.option("--vcard", type=click.Choice(["3.0", "4.0"]), help="Of cards: the version; 3.0 without it.")
@click.option("--private", is_flag=True, help="Of cards: also what is yours alone: tiers, stars, salutations.")
@click.option("--layout", type=click.Choice(["netcrm", "google"]), help="Of a table: the columns; netcrm without it.")
@click.option("--force", is_flag=True, help="Write over a file that another program wrote.")
@json_option
@pass_state
def export_command(
    state: State,
    kind: str,
    words: tuple[str, ...],
    target: Path | None,
    kinds: frozenset[CalendarKind] | None,
    days: int | None,
    todo: bool | None,
    detail: str | None,
    changed_since_last: bool,
    vcard: str | None,
    private: bool,
    layout: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Write people out, all of them or those of a QUERY: export ics -o follow-ups.ics tier:a.

    A calendar (ics) holds what is late, and the check-ins, follow-ups and interviews of the next 90 days. The other
    kinds are cards (vcf), a table (csv), the whole store (jsonl, without a QUERY) and text (md). Without -o all goes to
    stdout.
    """
    if target == Path("-"):
        target = None
    _refuse_foreign_options(kind)
    if as_json and target is None:
        raise click.UsageError("--json tells of a file: name it with -o", click.get_current_context())
    from netcrm.domain.calendar.words import Detail
    from netcrm.formats.vcard.writer import CardVersion
    from netcrm.services.calendar.wishes import USUAL_DAYS, USUAL_KINDS
    from netcrm.services.exports import CsvLayout, ExportKind, ExportOptions

    options = ExportOptions(
        query=" ".join(words),
        kinds=kinds or USUAL_KINDS,
        days=USUAL_DAYS if days is None else days,
        form=form_of(todo),
        changed_only=changed_since_last,
        detail=Detail.FULL if detail == "full" else Detail.BRIEF,
        version=CardVersion(vcard) if vcard else CardVersion.V3,
        private=private,
        csv_layout=CsvLayout(layout) if layout else CsvLayout.NETCRM,
    )
    if target is not None and not force:
        _refuse_foreign_file(target.expanduser())
    with state.open() as crm:
        if target is None:
            for chunk in crm.exports.chunks(ExportKind(kind), options):
                sys.stdout.buffer.write(chunk)
            sys.stdout.buffer.flush()
            return
        exported = crm.exports.write(ExportKind(kind), target.expanduser(), options)
    _tell(exported, kind, as_json=as_json)


def _tell(exported: Exported, kind: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"file": str(exported.path), "items": exported.items, "cancelled": exported.cancelled})
        return
    cancelled = f", {exported.cancelled:,} cancelled" if exported.cancelled else ""
    click.echo(line(f"Wrote {counted(exported.items, _KINDS[kind])}{cancelled} to {exported.path}."))


def _refuse_foreign_options(kind: str) -> None:
    """Raise where an option was given that the kind has no use for."""
    context = click.get_current_context()
    for option in context.command.params:
        belongs = _KIND_OF_OPTION.get(option.name or "", kind)
        if belongs != kind and context.get_parameter_source(option.name or "") is ParameterSource.COMMANDLINE:
            raise click.UsageError(f"{option.opts[0]} has no meaning for {kind}", context)


def _refuse_foreign_file(target: Path) -> None:
    """Raise where cards or a calendar of another program stand at `target`: perhaps a phone's only export.

    Raises:
        NeedsDecision: they do.
    """
    if holder_of(target) is Holder.OTHER_PROGRAM:
        raise NeedsDecision(
            f"{target} was written by another program. Name another file, or say --force to replace it."
        )
