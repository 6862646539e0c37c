"""`show --sources`: the files, cards and rows that somebody came from, and what became of their fields since."""

from __future__ import annotations

from collections.abc import Sequence

import click

from netcrm.cli.output import Json, full_day, heading, iso, line, paragraph
from netcrm.services.contacts import ContactView
from netcrm.services.provenance import FieldChangeLine, entry

_MOST_RAW = 2_000
"""Characters of a card that are printed; `--json` has all that is kept for showing."""


def sources_object(view: ContactView, changes: Sequence[FieldChangeLine], raw: Sequence[str]) -> Json:
    """Return sources and changes as JSON has them."""
    return {
        "id": view.contact.id,
        "name": view.contact.name,
        "added_on": iso(view.contact.added_on),
        "sources": [
            {
                "file": it.file,
                "format": it.format,
                "place": it.place,
                "imported_on": iso(it.imported_on),
                "uid": it.uid,
                "raw": text,
            }
            for it, text in zip(view.sources, raw, strict=True)
        ],
        "changes": [
            {
                "field": it.field,
                "before": it.before,
                "after": it.after,
                "changed_on": iso(it.changed_on),
                "file": it.file or None,
            }
            for it in changes
        ],
    }


def print_sources(view: ContactView, changes: Sequence[FieldChangeLine], raw: Sequence[str]) -> None:
    """Print each source with its text, then what became of the fields, newest first."""
    heading(f"{view.contact.name} (id {view.contact.id})")
    if not view.sources:
        click.echo(f"Typed in on {full_day(view.contact.added_on)}; no file names them.")
    for it, text in zip(view.sources, raw, strict=True):
        heading(line(f"{it.file}, {entry(it.format, it.place, it.uid)}, imported {full_day(it.imported_on)}"))
        cut = text[:_MOST_RAW] + ("…" if len(text) > _MOST_RAW else "")
        click.echo(paragraph(cut, "  "))
    if changes:
        heading("What became of the fields")
        for change in changes:
            click.echo(paragraph(change.sentence, "  "))
