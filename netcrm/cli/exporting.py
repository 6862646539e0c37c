"""`export`: calendars, cards and tables, to a file or to stdout."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from netcrm.cli.group import RestCommand
from netcrm.cli.output import line, print_json
from netcrm.cli.reading import WORDS, json_option
from netcrm.cli.state import State, pass_state
from netcrm.domain.days import counted
from netcrm.errors import NeedsDecision

_KINDS = {"ics": "event", "vcf": "contact", "csv": "contact", "jsonl": "contact", "md": "contact"}
"""Each kind, and what it counts."""
_KIND_OF_OPTION = {"vcard": "vcf", "private": "vcf", "layout": "csv"}
"""The kind that an option belongs to, where it is not the calendar's."""
_MOST_DAYS = 3660
_HEAD = 65_536
_OUR_MARK = b"-//netcrm//"
"""What the cards and calendars that we wrote name as their program."""


@click.command("export", cls=RestCommand)
@click.argument("kind", type=click.Choice(list(_KINDS)), metavar="ics|vcf|csv|jsonl|md")
@click.argument("words", nargs=-1, type=WORDS, metavar="[QUERY]")
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE.")
@click.option(
    "--days", type=click.IntRange(0, _MOST_DAYS), metavar="N", help="Of a calendar: days ahead; 90 without it."
)
@click.option(
    "--detail",
    type=click.Choice(["short", "full"]),
    help="Of a calendar: full tells last words and notes; calendars are often shared, so short is the default.",
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
    days: int | None,
    detail: str | None,
    vcard: str | None,
    private: bool,
    layout: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Write people out, all of them or those of a QUERY: export ics -o follow-ups.ics tier:a.

    A calendar (ics) holds what is late, and the check-ins and follow-ups of the next 90 days. The other kinds are cards
    (vcf), a table (csv), the whole store (jsonl, without a QUERY) and text (md). Without -o all goes to stdout.
    """
    if target == Path("-"):
        target = None
    _refuse_foreign_options(kind, days=days, detail=detail, vcard=vcard, private=private or None, layout=layout)
    if as_json and target is None:
        raise click.UsageError("--json tells of a file: name it with -o", click.get_current_context())
    from netcrm.domain.calendar_words import Detail
    from netcrm.formats.vcard.writer import CardVersion
    from netcrm.services.exports import DEFAULT_DAYS, CsvLayout, ExportKind, ExportOptions

    options = ExportOptions(
        query=" ".join(words),
        days=DEFAULT_DAYS if days is None else days,
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
    if as_json:
        print_json({"file": str(exported.path), "items": exported.items, "cancelled": exported.cancelled})
        return
    cancelled = f", {exported.cancelled:,} cancelled" if exported.cancelled else ""
    click.echo(line(f"Wrote {counted(exported.items, _KINDS[kind])}{cancelled} to {exported.path}."))


def _refuse_foreign_options(kind: str, **given: object) -> None:
    """Raise where an option is given that the kind has no use for."""
    for name, value in given.items():
        if value is not None and kind != _KIND_OF_OPTION.get(name, "ics"):
            raise click.UsageError(f"--{name} has no meaning for {kind}", click.get_current_context())


def _refuse_foreign_file(target: Path) -> None:
    """Raise where cards or a calendar of another program stand at `target`: perhaps a phone's only export.

    Raises:
        NeedsDecision: they do.
    """
    try:
        with target.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return  # not there, or not a file: writing will say what is wrong
    is_address_book = b"BEGIN:VCARD" in head.upper() or b"BEGIN:VCALENDAR" in head.upper()
    if is_address_book and _OUR_MARK not in head:
        raise NeedsDecision(
            f"{target} was written by another program. Name another file, or say --force to replace it."
        )
