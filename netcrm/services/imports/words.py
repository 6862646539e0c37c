"""The lines of an import's preview and report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from netcrm.domain.days import counted
from netcrm.domain.draft import Draft, Problem
from netcrm.domain.text import clean_text
from netcrm.services.imports.cards import Card
from netcrm.services.imports.files import InputFile
from netcrm.services.imports.linked import paper_words, trial_words
from netcrm.services.imports.values import ImportProblem, PlannedCard
from netcrm.services.listing import guessed_role
from netcrm.services.provenance import entry_kind, unread_entry

if TYPE_CHECKING:
    from netcrm.domain.studies.study import InStudy

_MOST_RAW = 64_000
"""Bytes of a card that are shown of it; photos make them long."""
_MOST_OF_A_PROBLEM = 2_000
_SHORT = {
    "principal-investigator": "PI",
    "study-chair": "chair",
    "study-director": "director",
    "sub-investigator": "sub-I",
    "site-investigator": "investigator",
    "responsible-party": "responsible",
    "central-contact": "central",
    "results-contact": "results",
}
"""Parts where there is little room for them."""
_MOST_LINKS = 20
"""Studies and papers of somebody that a preview names."""


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
        warnings=card.warnings,
        ticked=not card.left_before,
        moved=card.moved,
        guessed_role=_guessed_role(draft),
        touches=len(card.touches),
        kind=entry_kind(card.format),
        part=_part(draft),
        short_part=_short_part(draft),
        papers=len(draft.papers),
        ways=_ways(draft),
        links=tuple(_links(draft)),
    )


def _part(draft: Draft) -> str:
    """Return `principal investigator, site contact in BREEZE-2`, or `12 papers, 3 first, 2016–2026`."""
    if draft.studies:
        return "; ".join(map(_part_in, draft.studies))
    if not draft.papers:
        return ""
    from netcrm.domain.studies.publication import Candidate

    person = Candidate(draft.details.name, tuple(draft.papers))
    years = f", {person.years[0]}" if person.years else ""
    span = f"–{person.years[-1]}" if len(person.years) > 1 else ""
    ends = [f"{count} {word}" for count, word in ((person.firsts, "first"), (person.lasts, "last")) if count]
    return ", ".join([counted(person.papers, "paper"), *ends]) + years + span


def _short_part(draft: Draft) -> str:
    parts = list(dict.fromkeys(part for entry in draft.studies for part in entry.person.parts))
    if parts:
        return f"{_SHORT.get(parts[0].value, parts[0].words)}{f' +{len(parts) - 1}' if parts[1:] else ''}"
    led = sum(authorship.author.leads for authorship in draft.papers)
    return f"{len(draft.papers)}{f', {led} led' if led else ''}" if draft.papers else ""


def _ways(draft: Draft) -> tuple[str, ...]:
    details = draft.details
    if not draft.studies and not draft.papers:
        return ()
    return tuple(way.value for ways in (details.emails, details.phones, details.links) for way in ways)


def _part_in(entry: InStudy) -> str:
    parts = ", ".join(part.words for part in entry.person.parts)
    name = entry.study.acronym or entry.study.nct
    return f"{parts} in {name}" if name else parts


def _links(draft: Draft) -> Iterator[str]:
    yield from (trial_words(entry) for entry in draft.studies[:_MOST_LINKS])
    yield from (paper_words(authorship) for authorship in draft.papers[:_MOST_LINKS])
    more = max(len(draft.studies), len(draft.papers)) - _MOST_LINKS
    if more > 0:
        yield f"and {more:,} more"


def _guessed_role(draft: Draft) -> str:
    if draft.papers:
        from netcrm.domain.studies.publication import Candidate
        from netcrm.formats.pubmed.drafts import role_guess

        return role_guess(Candidate(draft.details.name, tuple(draft.papers))).chip
    position = draft.details.primary_position
    role = guessed_role(draft.details.roles, position.title if position else "")
    return role.chip if role else ""


def problem_line(problem: Problem, inputs: Sequence[InputFile]) -> ImportProblem:
    """Return what a report says of a card or row that could not be read."""
    formats = {file.name: file.importer.name for file in inputs}
    place = problem.place
    return ImportProblem(
        file=place.file,
        where=unread_entry(formats[place.file], place.number),
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
