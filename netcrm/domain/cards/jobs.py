"""What others changed of the jobs on a card: its part of `netcrm.domain.cards.changes`.

A card says the jobs of today by employer, title and department alone. Former jobs, the dates of a job and which is the
primary one are the store's, and are never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from netcrm.domain.cards.edit import Edit, Lay
from netcrm.domain.contact import Details
from netcrm.domain.organisation import Position
from netcrm.domain.text import fold

_FIELDS = {"organisation": "employer", "title": "title", "department": "department"}
"""What a card says of a job, and what people call it."""


def job_edits(
    stored: Sequence[Position], base: Sequence[Position] | None, theirs: Sequence[Position], ours: Sequence[Position]
) -> Iterator[Edit]:
    """Yield what others changed of the jobs on a card, to be applied in this order.

    Args:
        stored: The jobs in the store.
        base: Those of the card that was written; None where that is not known any longer.
        theirs: Those of the card now.
        ours: Those of the card as it would be written now.
    """
    kept = _kept(stored, ours)
    removed: list[tuple[int, Edit]] = []
    if base is None:
        told = _paired(ours, theirs, by_title=False)
        for place, there in told.items():
            yield from _changed(Position(), theirs[there], ours[place], kept.get(place))
    else:
        told, held = _paired(base, theirs), _paired(base, ours)
        for place, was in enumerate(base):
            we = ours[held[place]] if place in held else None
            stands_at = kept.get(held[place]) if place in held else None
            if place in told and we is not None:
                yield from _changed(was, theirs[told[place]], we, stands_at)
            elif place in told and _said(theirs[told[place]]) != _said(was):
                they = theirs[told[place]]
                yield Edit("job", shown_job(was), shown_job(they), _adding(they), "")
            elif place not in told and we is not None and stands_at is not None:
                other = shown_job(we) if _said(we) != _said(was) else None
                removed.append((stands_at, Edit("job", shown_job(was), "", _removing(stands_at), other)))
    added = [job for place, job in enumerate(theirs) if place not in told.values() and _key(job) not in map(_key, ours)]
    if len(added) == len(removed) == 1 and removed[0][1].ours is None:
        (stands_at, edit), (job,) = removed[0], added
        yield Edit("job", edit.before, shown_job(job), _replacing(stands_at, job))
        return
    # From the last to the first, since each is told by its place.
    yield from (edit for _, edit in sorted(removed, key=lambda one: -one[0]))
    for job in added:
        yield Edit("job", "", shown_job(job), _adding(job))


def shown_job(job: Position) -> str:
    """Return a job as people read it: `CRA, Oncology, Lyon Site`."""
    return ", ".join(filter(None, (job.title, job.department, job.organisation)))


def _changed(was: Position, theirs: Position, ours: Position, place: int | None) -> Iterator[Edit]:
    """Yield what is different of one job, which stands at a place in the store."""
    if place is None:
        return
    for attribute, field in _FIELDS.items():
        then, they, we = (getattr(one, attribute) for one in (was, theirs, ours))
        if they not in (then, we):
            yield Edit(field, then, they, _setting(place, attribute, they), None if we == then else we)


def _setting(place: int, attribute: str, value: str) -> Lay:
    changed: dict[str, Any] = {attribute: value}
    if attribute == "organisation":
        changed["organisation_id"] = None

    def lay(details: Details) -> Details:
        jobs = details.positions
        return replace(details, positions=(*jobs[:place], replace(jobs[place], **changed), *jobs[place + 1 :]))

    return lay


def _replacing(place: int, job: Position) -> Lay:
    def lay(details: Details) -> Details:
        jobs = details.positions
        new = replace(job, is_primary=jobs[place].is_primary)
        return replace(details, positions=(*jobs[:place], new, *jobs[place + 1 :]))

    return lay


def _adding(job: Position) -> Lay:
    def lay(details: Details) -> Details:
        jobs = details.positions
        return replace(details, positions=(*jobs, replace(job, is_primary=not any(one.is_primary for one in jobs))))

    return lay


def _removing(place: int) -> Lay:
    def lay(details: Details) -> Details:
        return replace(details, positions=(*details.positions[:place], *details.positions[place + 1 :]))

    return lay


def _kept(stored: Sequence[Position], ours: Sequence[Position]) -> dict[int, int]:
    """Return for the jobs of our card, by their places, the places of those in the store that they stand for."""
    current = [place for place, job in enumerate(stored) if job.is_current]
    pairs = _paired(ours, [stored[place] for place in current])
    return {place: current[there] for place, there in pairs.items()}


def _paired(before: Sequence[Position], after: Sequence[Position], *, by_title: bool = True) -> dict[int, int]:
    """Return which jobs are the same, by their places, the likest first; another title elsewhere is another job."""
    found: dict[int, int] = {}
    rules: list[Callable[[Position, Position], bool]] = [
        lambda one, other: _said(one) == _said(other),
        lambda one, other: _key(one) == _key(other),
        lambda one, other: bool(one.organisation) and fold(one.organisation) == fold(other.organisation),
    ]
    if by_title:
        rules.append(lambda one, other: bool(one.title) and fold(one.title) == fold(other.title))
    for are_same in rules:
        for place, job in enumerate(before):
            if place in found:
                continue
            free = (n for n, other in enumerate(after) if n not in found.values() and are_same(job, other))
            there = next(free, None)
            if there is not None:
                found[place] = there
    return found


def _key(job: Position) -> tuple[str, str]:
    return fold(job.organisation), fold(job.title)


def _said(job: Position) -> tuple[str, str, str]:
    return job.organisation, job.title, job.department
