"""How what is around a person is printed: relations, introductions, studies, events, papers."""

from __future__ import annotations

from netcrm.cli.output import Json, heading, table
from netcrm.services.around import Around, AroundKind, AroundLine

_MOST_PAPERS = 10


def print_around(around: Around) -> None:
    """Print the lines under a heading a kind; of many papers the newest."""
    for kind in AroundKind:
        lines = around.of(kind)
        shown = lines[:_MOST_PAPERS] if kind is AroundKind.PAPER else lines
        if shown:
            heading(f"{kind.heading} ({len(lines):,})" if len(shown) < len(lines) else kind.heading)
            table([(it.label, it.name, it.words) for it in shown], wrap=True)


def around_object(around: Around) -> dict[str, Json]:
    """Return the lines as JSON has them: a list for each kind."""
    return {kind.value: [_line_object(it) for it in around.of(kind)] for kind in AroundKind}


def _line_object(it: AroundLine) -> Json:
    return {
        "id": it.id,
        "kind": it.slug,
        "label": it.label,
        "name": it.name,
        "words": it.words,
        "contact": it.contact_id,
        "organisation": it.organisation_id,
        "over": it.is_over,
    }
