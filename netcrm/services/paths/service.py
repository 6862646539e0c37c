"""Warm paths answered from the store, in words: whom to ask, and what ties each to the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from netcrm.domain.days import month_words
from netcrm.domain.paths.warm_paths import Path, Step, warm_paths
from netcrm.domain.paths.warmth import Tie, TieKind, closeness, warmth_words
from netcrm.domain.paths.words import Evidence, start_words, step_words
from netcrm.errors import NotFound
from netcrm.services.known_people import known_contact
from netcrm.services.session import Session
from netcrm.store.neighbours import Known, NeighbourStore

MOST_PATHS = 5
_CLOSE_CONTACTS = 300
"""Of the latest in touch, and of tiers A and B, so many are asked first."""
_AT_AN_ORGANISATION = frozenset({TieKind.COLLEAGUES_NOW, TieKind.COLLEAGUES_ONCE, TieKind.SAME_ORGANISATION})


@dataclass(frozen=True, slots=True)
class PathStep:
    """From one person of a path to the next, in words."""

    contact_id: int
    """The next one."""
    name: str
    words: str
    """What ties them, and how warm that is."""
    warmth: float


@dataclass(frozen=True, slots=True)
class PathLine:
    """A way to somebody."""

    contact_id: int
    """Whom to ask."""
    name: str
    words: str
    """How close they are to the user."""
    steps: tuple[PathStep, ...]
    warmth: float
    """Of the whole, 0 to 1."""

    @property
    def people(self) -> tuple[str, ...]:
        """The names on the way, the first to ask and the last to reach."""
        return self.name, *(step.name for step in self.steps)

    @property
    def warmth_words(self) -> str:
        """How warm the whole is: `warm`."""
        return warmth_words(self.warmth)


@dataclass(frozen=True, slots=True)
class PathAnswer:
    """The ways to a person or an organisation, the warmest first."""

    to: str
    """Its name."""
    contact_id: int | None
    organisation_id: int | None
    paths: tuple[PathLine, ...]
    why_none: str = ""
    """Without any path: why, and what to do."""


class PathService:
    """Finds warm paths; nothing is written."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def to_contact(self, contact_id: int, *, most: int = MOST_PATHS) -> PathAnswer:
        """Return the best ways to a person.

        Raises:
            NotFound: there is nobody of that id.
        """
        contact = known_contact(self._session, contact_id)
        store = self._store()
        if not store.leads(contact_id):
            why = f"{contact.name} is marked “{contact.state.value.replace('-', ' ')}”: no way is looked for."
            return PathAnswer(contact.name, contact_id, None, (), why)
        paths = self._lines(store, [contact_id], most)
        why = "" if paths else f"No way to {contact.name} is known: {_WHAT_HELPS}"
        return PathAnswer(contact.name, contact_id, None, paths, why)

    def to_organisation(self, organisation_id: int, *, most: int = MOST_PATHS) -> PathAnswer:
        """Return the best ways to anybody who is at an organisation today.

        Raises:
            NotFound: there is no such organisation.
        """
        organisation = self._session.organisations.get(organisation_id)
        if organisation is None:
            raise NotFound("organisation", str(organisation_id))
        store = self._store()
        there = store.at_organisation(organisation_id)
        if not there:
            why = f"Nobody at {organisation.name} is known yet: add somebody there, or import a study with its sites."
            return PathAnswer(organisation.name, None, organisation_id, (), why)
        paths = self._lines(store, there, most)
        why = "" if paths else f"No way to {organisation.name} is known: {_WHAT_HELPS}"
        return PathAnswer(organisation.name, None, organisation_id, paths, why)

    def _store(self) -> NeighbourStore:
        return NeighbourStore(self._session.database, self._session.today)

    def _lines(self, store: NeighbourStore, targets: Sequence[int], most: int) -> tuple[PathLine, ...]:
        today = self._session.today
        with self._session.database.reading():
            close = {
                one.id: closeness(last_touch=one.last_touch, touches=one.touches, tier=one.tier, today=today)
                for one in store.close(_CLOSE_CONTACTS)
            }
            paths = warm_paths(targets, close, store.neighbours, store.members, leads=store.leads, most=most)
            told = [replace(path, steps=tuple(map(_without_lesser, path.steps))) for path in paths]
            ids = sorted({person for path in told for person in path.people})
            names = {one.id: one.details.name.formatted for one in self._session.contacts.load(ids).values()}
            keys = {tie.evidence_key for path in told for step in path.steps for tie in step.ties}
            known = store.known(keys)
        return tuple(_line(path, names, known) for path in told)


_WHAT_HELPS = (
    "log whom you talk with, and say who is tied to whom (`netcrm relate`, `introduction`, `study`, positions, events)."
)


def _line(path: Path, names: Mapping[int, str], known: Mapping[str, Known]) -> PathLine:
    first = path.people[0]
    steps = tuple(
        PathStep(step.second, names[step.second], step_words(step, names, _evidence(step.ties, known)), step.warmth)
        for step in path.steps
    )
    return PathLine(first, names[first], start_words(path, names), steps, path.warmth)


def _without_lesser(step: Step) -> Step:
    """Return a step without what a warmer tie says already: of one organisation the warmest, with all its years."""
    kept: list[Tie] = []
    told: set[str] = set()
    for tie in step.ties:
        about = _about(tie)
        if about not in told:
            kept.append(tie)
            told.add(about)
    years = [tie.evidence_key for tie in step.ties if tie.kind is TieKind.COLLEAGUES_ONCE]
    return replace(step, ties=tuple(map(partial(_with_years, years), kept)))


def _about(tie: Tie) -> str:
    """Return what a tie rests on, the years and sites of it left aside."""
    kind, first, *_ = tie.evidence_key.split(":")
    return f"{kind}:{first}"


def _with_years(keys: Sequence[str], tie: Tie) -> Tie:
    """Return a tie of one year at an organisation as one of all the years in which the two were there together."""
    if tie.kind is not TieKind.COLLEAGUES_ONCE:
        return tie
    years = sorted(key.rsplit(":", 1)[1] for key in keys if key.rsplit(":", 1)[0] == _about(tie))
    return replace(tie, evidence_key=f"{_about(tie)}:{years[0]}:{years[-1]}")


def _evidence(ties: Iterable[Tie], known: Mapping[str, Known]) -> dict[str, Evidence]:
    return {tie.evidence_key: _told(tie, known[tie.evidence_key]) for tie in ties if tie.evidence_key in known}


def _told(tie: Tie, known: Known) -> Evidence:
    """Return what stands behind a tie, in words that stay true."""
    if tie.kind in _AT_AN_ORGANISATION:
        if tie.kind is not TieKind.COLLEAGUES_ONCE:
            return Evidence(known.name)
        return Evidence(
            known.name, f"in {known.first}" if known.first == known.last else f"from {known.first} to {known.last}"
        )
    when = month_words(known.first)
    return Evidence(known.name, f"in {when}" if when else "")
