"""What is around a person, as the lines of their page: relations, introductions, studies, papers, ways to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from netcrm.services.around import Around, AroundKind, AroundLine
from netcrm.tui.widgets.page_list import PageRow, PageText, Section

if TYPE_CHECKING:
    from netcrm.services.paths.service import PathAnswer, PathLine


def around_sections(around: Around, paths: PathAnswer | None) -> Iterator[Section]:
    """Yield a section for each kind, then the ways to the person; these are None while they are looked for."""
    for kind in AroundKind:
        lines = around.of(kind)
        heading = f"{kind.heading} · {len(lines)}" if len(lines) > 1 else kind.heading
        yield Section(heading, [_row(at, line) for at, line in enumerate(lines)])
    if paths is None:
        return
    own = next((path for path in paths.paths if not path.steps), None)
    said = f"{own.words}." if own else paths.why_none
    ways: list[PageRow | PageText] = [_way(at, path) for at, path in enumerate(paths.paths) if path.steps]
    yield Section("Ways to them", [PageText(said), *ways] if said else ways)


def _row(at: int, it: AroundLine) -> PageRow:
    return PageRow(
        key=f"{it.kind}-{it.id}-{it.slug}-{at}",
        label=it.label,
        name=it.name,
        words=it.words,
        contact_id=it.contact_id,
        study_id=it.id if it.kind is AroundKind.STUDY else None,
        event_id=it.id if it.kind is AroundKind.EVENT else None,
        organisation_id=it.organisation_id if it.kind is AroundKind.RELATION else None,
    )


def _way(at: int, path: PathLine) -> PageRow:
    """Return whom to ask first, how warm the way is, and what ties each to the next."""
    steps = "; ".join(step.words for step in path.steps)
    return PageRow(f"way-{at}", path.warmth_words, " → ".join(path.people), steps, contact_id=path.contact_id)
