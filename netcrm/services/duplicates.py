"""People who stand there twice: found with reasons and a score, and told apart for good where the user says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING

from netcrm.domain.duplicates.pairs import PERHAPS, SAME, Pair
from netcrm.errors import NeedsDecision, NotFound, UsageProblem
from netcrm.services.session import Session
from netcrm.services.values import Done

if TYPE_CHECKING:
    from netcrm.domain.duplicates.features import Features

Progress = Callable[[int], None]
Cancelled = Callable[[], bool]
_STEP = 500
"""After how many people progress is told and a wish to stop is heard."""


@dataclass(frozen=True, slots=True)
class LikePerson:
    """One of two who are alike."""

    id: int
    name: str
    """With credentials."""
    organisation: str
    """Of the job to show, or nothing."""


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two people who are likely one; the one who is there longer stands first."""

    first: LikePerson
    second: LikePerson
    score: int
    """0 to 100: from 90 on the same, from 75 on perhaps."""
    reasons: tuple[str, ...]
    """What speaks for it, then what speaks against it (`but another phone`)."""

    @property
    def is_same(self) -> bool:
        """Whether they are one as good as surely."""
        return self.score >= SAME


class DuplicateService:
    """Looks for duplicates, and remembers who is none."""

    def __init__(self, session: Session) -> None:
        from netcrm.store.duplicates import DuplicateRepository

        self._session = session
        self._store = DuplicateRepository(session.database)

    def find(
        self,
        *,
        limit: int | None = None,
        least: int = PERHAPS,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> tuple[DuplicatePair, ...]:
        """Return the likely duplicates of the whole store, the likeliest first.

        Archived and deceased people are compared with the others, not with each other. `progress` is told from time
        to time how many people were read and pairs compared.

        Raises:
            NeedsDecision: `cancelled` said so.
        """
        from netcrm.domain.duplicates.pairs import pairs

        people: list[Features] = []

        def tell(compared: int) -> None:
            if cancelled and cancelled():
                raise NeedsDecision("Looking for duplicates was stopped.")
            if progress:
                progress(len(people) + compared)

        with self._session.database.reading():
            for person in self._store.features():
                people.append(person)
                if len(people) % _STEP == 0:
                    tell(0)
            told = self._store.told()
        found: Iterable[Pair] = pairs(people, least=least, told=told, tell=tell)
        best = sorted(found, key=_order) if limit is None else nsmallest(limit, found, key=_order)
        return self._shown(best)

    def of(self, contact_id: int, *, least: int = PERHAPS) -> tuple[DuplicatePair, ...]:
        """Return those who are like one person, the likeliest first; that person stands first in each pair.

        Scores can differ by a little from those of `find`, which counts all names.

        Raises:
            NotFound: there is no such contact.
        """
        from netcrm.domain.duplicates.likeness import reasons_of, score_of
        from netcrm.domain.duplicates.surroundings import Surroundings

        if not self._session.contacts.exists(contact_id):
            raise _no_contact(contact_id)
        with self._session.database.reading():
            people = list(self._store.features([contact_id, *self._store.near(contact_id)]))
            told = self._store.told()
            person = next(it for it in people if it.id == contact_id)
            words = self._store.count_words({word for it in people for word in it.words})
            around = Surroundings.of(people, words, count=self._session.contacts.count())
        found = []
        for other in people:
            pair = (min(contact_id, other.id), max(contact_id, other.id))
            if other.id == contact_id or pair in told:
                continue
            scored = score_of(person, other, around, least)
            if scored:
                found.append(Pair(contact_id, other.id, scored[0], reasons_of(*scored[1:])))
        return self._shown(sorted(found, key=_order))

    def again(self, found: Iterable[DuplicatePair]) -> tuple[DuplicatePair, ...]:
        """Return those of some pairs found before who are both still there and were not told apart since.

        Nobody is compared again: names are those of now, scores and reasons those of then.
        """
        told = self._store.told()
        pairs = [
            Pair(min(it.first.id, it.second.id), max(it.first.id, it.second.id), it.score, it.reasons) for it in found
        ]
        return self._shown(sorted((pair for pair in pairs if pair[:2] not in told), key=_order))

    def not_same(self, first: int, second: int) -> Done:
        """Remember that two people are not the same: they are not named together again.

        Raises:
            NotFound: there is no such contact; UsageProblem: both are one contact.
        """
        if first == second:
            raise UsageProblem("That is one contact. Name two people.")
        lines = self._store.lines([first, second])
        for contact_id in (first, second):
            if contact_id not in lines:
                raise _no_contact(contact_id)
        one, other = lines[first].name, lines[second].name
        session = self._session
        with session.act(f"{one} and {other} are not the same") as act:
            self._store.tell(first, second, session.today)
        words = "are two people: remembered." if act.kept else "were told apart already."
        return Done(act.kept, f"{one} ({first}) and {other} ({second}) {words}", (first, second))

    def _shown(self, found: list[Pair]) -> tuple[DuplicatePair, ...]:
        lines = self._store.lines({contact_id for pair in found for contact_id in pair[:2]})
        people = {it.id: LikePerson(it.id, it.name, it.organisation) for it in lines.values()}
        return tuple(
            DuplicatePair(people[pair.first], people[pair.second], pair.score, pair.reasons)
            for pair in found
            if pair.first in people and pair.second in people
        )


def _order(pair: Pair) -> tuple[int, int, int]:
    return -pair.score, pair.first, pair.second


def _no_contact(contact_id: int) -> NotFound:
    return NotFound("contact", str(contact_id), advice="`netcrm search` lists people with their ids.")
