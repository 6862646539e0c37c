"""What the dialog of merging says: fields by name, whose value each takes, and what moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.content import Content

from netcrm.domain.days import counted
from netcrm.domain.uniting import Choice
from netcrm.services.merging import MergeField, MergePlan
from netcrm.services.words import listed
from netcrm.tui.dialogs.import_words import clipped
from netcrm.tui.text import NONE, plain
from netcrm.tui.widgets.hanging import Paragraph

_NAMES = {
    "emails": "e-mails",
    "links": "links",
    "positions": "jobs",
    "starred": "star",
    "first_names": "first names",
}
_SIDES = {Choice.KEPT: "A", Choice.OTHER: "B", Choice.BOTH: "A+B"}
_LABEL_WIDTH = 9
_MOST = 1_000
_QUIET = "$foreground-muted"


def field_name(field: str) -> str:
    """Return what people call a field."""
    return _NAMES.get(field, field)


def takes(field: MergeField) -> str:
    """Return whose value a field takes: `A`, `B`, `A+B`, or `=` where both say the same."""
    return _SIDES[field.choice] if field.differs else "="


def stays_and_goes(plan: MergePlan) -> Content:
    """Return who stays, and who comes along with what."""
    moves = listed([counted(it.count, it.what) for it in plan.moves]) if plan.moves else ""
    return Content.assemble(
        ("A", "bold $text-accent"),
        plain(f" stays: {plan.keep_name} ({plan.keep_id})"),
        "\n",
        ("B", "bold $text-accent"),
        plain(f" comes along: {plan.other_name} ({plan.other_id})"),
        plain(f", and with them {moves}" if moves else ""),
    )


def field_paragraphs(field: MergeField) -> Iterator[Paragraph]:
    """Yield the whole values of a field, and what it becomes."""
    for label, value in (("A", field.kept), ("B", field.other), ("becomes", field.result)):
        words = plain(clipped(value, _MOST) or NONE, "bold" if label == "becomes" else "")
        yield Paragraph(Content.assemble((f"{label:<{_LABEL_WIDTH}}", _QUIET), words), _LABEL_WIDTH)


def next_choice(field: MergeField, step: int, *, around: bool) -> Choice:
    """Return whose value comes `step` further on the way from A over both to B; `around` goes on from its end."""
    way = [Choice.KEPT, Choice.BOTH, Choice.OTHER] if field.can_be_both else [Choice.KEPT, Choice.OTHER]
    at = way.index(field.choice) + step
    return way[at % len(way)] if around else way[max(0, min(at, len(way) - 1))]


def swapped(choices: Mapping[str, Choice]) -> dict[str, Choice]:
    """Return the same choices where the two have changed places."""
    other = {Choice.KEPT: Choice.OTHER, Choice.OTHER: Choice.KEPT, Choice.BOTH: Choice.BOTH}
    return {field: other[choice] for field, choice in choices.items()}
