"""The lines of an import's preview and report."""

from __future__ import annotations

from collections.abc import Sequence

from netcrm.domain.draft import Draft, Problem
from netcrm.domain.text import clean_text
from netcrm.services.imports.cards import Card
from netcrm.services.imports.files import InputFile
from netcrm.services.imports.values import ImportProblem, PlannedCard
from netcrm.services.listing import guessed_role
from netcrm.services.provenance import entry

_MOST_RAW = 64_000
"""Bytes of a card that are shown of it; photos make them long."""
_MOST_OF_A_PROBLEM = 2_000


def planned_card(number: int, card: Card) -> PlannedCard:
    """Return one line of a preview."""
    draft = card.draft
    return PlannedCard(
        number=number,
        file=draft.place.file,
        place=draft.place.number,
        line=draft.place.line,
        name=draft.details.name.display,
        organisation=draft.details.positions[0].organisation if draft.details.positions else "",
        verdict=card.verdict,
        contact_id=card.contact_id,
        changes=card.changes,
        perhaps=card.perhaps,
        warnings=draft.warnings,
        ticked=not card.left_before,
        moved=card.moved,
        guessed_role=_guessed_role(draft),
        touches=len(card.touches),
    )


def _guessed_role(draft: Draft) -> str:
    position = draft.details.primary_position
    role = guessed_role(draft.details.roles, position.title if position else "")
    return role.chip if role else ""


def problem_line(problem: Problem, inputs: Sequence[InputFile]) -> ImportProblem:
    """Return what a report says of a card or row that could not be read."""
    formats = {file.name: file.importer.name for file in inputs}
    place = problem.place
    return ImportProblem(
        file=place.file,
        where=entry(formats[place.file], place.number),
        line=place.line,
        why=problem.why,
        raw=safe_raw(problem.raw[:_MOST_OF_A_PROBLEM]),
    )


def safe_raw(raw: bytes) -> str:
    """Return the bytes of a card as text that is safe to show: without control signs, cut off where it is very long."""
    try:
        text = raw[:_MOST_RAW].decode()
    except UnicodeDecodeError:
        text = raw[:_MOST_RAW].decode("cp1252", "replace")
    more = f"\n… {len(raw) - _MOST_RAW:,} more bytes" if len(raw) > _MOST_RAW else ""
    return clean_text(text) + more
