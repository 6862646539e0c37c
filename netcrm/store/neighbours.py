"""Who is tied to whom, read from the store bit by bit: what the warm paths walk on.

An organisation gives three kinds of groups: those there today, those of each year, and all who ever were there. What
is read is kept for the one question that an object answers.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from netcrm.domain.contact import State, Tier
from netcrm.domain.interaction import Channel
from netcrm.domain.paths.neighbourhood import Group, Neighbourhood
from netcrm.domain.paths.warmth import Tie, TieKind
from netcrm.domain.ties.introduction import IntroductionStage
from netcrm.domain.ties.relations import RelationKind
from netcrm.store.database import Database

_MOST_YEARS = 60
"""Years of one position that count: a date long before is more likely a mistake than a career."""
_LEADING = (State.ACTIVE, State.LEFT_FIELD)
"""Over whom a path may go."""
_IN = "IN (SELECT value FROM json_each(?1))"


@dataclass(frozen=True, slots=True)
class CloseContact:
    """What the closeness of somebody follows from."""

    id: int
    last_touch: date | None
    touches: int
    tier: Tier | None


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of the thing that a tie rests on."""

    name: str
    first: str = ""
    """When it began or was, as far as it is known: `2019`, `2019-03`, `2019-03-02`."""
    last: str = ""


@dataclass(frozen=True, slots=True)
class _Span:
    """The years of somebody at an organisation."""

    contact_id: int
    first: int | None
    last: int | None
    is_now: bool


class NeighbourStore:
    """Answers one question about the network: ties and groups of people, as they are asked for."""

    def __init__(self, database: Database, today: date) -> None:
        self._database = database
        self._today = today
        self._spans: dict[int, list[_Span]] = {}
        self._sizes: dict[str, int] = {}
        self._left_out: frozenset[int] | None = None

    def leads(self, contact_id: int) -> bool:
        """Whether a path may go over somebody: not over the archived, the deceased, those not to be contacted."""
        if self._left_out is None:
            listed = json.dumps([state.value for state in _LEADING])
            rows = self._database.rows(f"SELECT id FROM contact WHERE state NOT {_IN}", (listed,))
            self._left_out = frozenset(row[0] for row in rows)
        return contact_id not in self._left_out

    def close(self, limit: int) -> list[CloseContact]:
        """Return those whom the user knows best, at most twice `limit`: the latest in touch, and tiers A and B."""
        untouching = json.dumps([channel for channel in Channel if not channel.is_touch])
        return [
            CloseContact(
                row[0], date.fromisoformat(row[1]) if row[1] else None, row[2], Tier(row[3]) if row[3] else None
            )
            for row in self._database.rows(
                "WITH near AS ("
                " SELECT contact_id AS id FROM (SELECT contact_id FROM contact_state WHERE last_touch IS NOT NULL"
                "  ORDER BY last_touch DESC, contact_id LIMIT ?1)"
                " UNION SELECT id FROM (SELECT c.id FROM contact AS c"
                "  LEFT JOIN contact_state AS s ON s.contact_id = c.id"
                "  WHERE c.tier IN ('A', 'B') ORDER BY c.tier, s.last_touch DESC, c.id LIMIT ?1))"
                " SELECT c.id, s.last_touch, (SELECT count(*) FROM participant AS p"
                "  JOIN interaction AS i ON i.id = p.interaction_id WHERE p.contact_id = c.id"
                "  AND coalesce(i.counts, i.channel NOT IN (SELECT value FROM json_each(?2)))), c.tier"
                " FROM near JOIN contact AS c ON c.id = near.id LEFT JOIN contact_state AS s ON s.contact_id = c.id"
                " ORDER BY c.id",
                (limit, untouching),
            )
        ]

    def at_organisation(self, organisation_id: int) -> list[int]:
        """Return who is at an organisation today."""
        return self.members(Group(TieKind.COLLEAGUES_NOW, f"organisation:{organisation_id}:now", 0))

    def neighbours(self, people: Sequence[int]) -> Mapping[int, Neighbourhood]:
        """Return whom people are tied to."""
        given = json.dumps(list(people))
        wanted = frozenset(people)
        ties: dict[int, list[Tie]] = defaultdict(list)
        for tie in (*self._relations(given), *self._monitors(given), *self._introductions(given)):
            for side in {tie.first, tie.second} & wanted:
                ties[side].append(tie)
        groups: dict[int, list[Group]] = defaultdict(list)
        for contact_id, group in (
            *self._organisations(given, wanted),
            *self._studies(given),
            *self._events(given),
            *self._papers(given),
        ):
            groups[contact_id].append(group)
        return {one: Neighbourhood(tuple(ties[one]), tuple(groups[one])) for one in people}

    def members(self, group: Group) -> list[int]:
        """Return the contacts of a group, by id."""
        kind, first, *rest = group.key.split(":")
        if kind == "organisation":
            return sorted(
                {span.contact_id for span in self._spans_of([int(first)])[int(first)] if _is_in(span, rest[0])}
            )
        if kind == "study":
            at = "AND organisation_id = ?2" if rest else ""
            sql = f"SELECT DISTINCT contact_id FROM study_person WHERE study_id = ?1 {at} ORDER BY contact_id"
            return self._ids(sql, first, *rest)
        if kind == "event":
            return self._ids(
                "SELECT contact_id FROM event_person WHERE event_id = ?1 AND met_on IS NOT NULL ORDER BY contact_id",
                first,
            )
        return self._ids("SELECT contact_id FROM authorship WHERE publication_id = ?1 ORDER BY contact_id", first)

    def known(self, keys: Collection[str]) -> dict[str, Known]:
        """Return what the store knows of what ties rest on, by their keys."""
        ids: dict[str, list[int]] = defaultdict(list)
        for key in keys:
            kind, first, *_ = key.split(":")
            ids[kind].append(int(first))
        found: dict[tuple[str, int], Known] = {}
        for kind, listed in ids.items():
            for row in self._database.rows(_KNOWN[kind], (json.dumps(listed),)):
                found[kind, row[0]] = Known(*(text or "" for text in row[1:]))
        answer = {}
        for key in keys:
            kind, first, *rest = key.split(":")
            there = found.get((kind, int(first)))
            if there and kind == "organisation" and rest[0].isdigit():
                there = Known(there.name, rest[0], rest[-1])
            if there:
                answer[key] = there
        return answer

    def _ids(self, sql: str, *given: object) -> list[int]:
        return [row[0] for row in self._database.rows(sql, given)]

    def _relations(self, given: str) -> Iterator[Tie]:
        for row in self._database.rows(
            f"SELECT id, first_id, kind, second_id FROM relation WHERE second_id IS NOT NULL AND first_id {_IN}"
            f" UNION SELECT id, first_id, kind, second_id FROM relation WHERE second_id {_IN} ORDER BY id",
            (given,),
        ):
            yield from _tie_of(RelationKind(row[2]), row[1], row[3], f"relation:{row[0]}")

    def _monitors(self, given: str) -> Iterator[Tie]:
        """Yield the ties of somebody who monitors or coordinates an organisation to those who are there today."""
        for row in self._database.rows(
            "SELECT r.id, r.first_id, r.kind, p.contact_id FROM relation AS r"
            " JOIN position AS p ON p.organisation_id = r.organisation_id AND p.end_on = ''"
            f" WHERE r.first_id {_IN} AND p.contact_id <> r.first_id"
            " UNION SELECT r.id, r.first_id, r.kind, p.contact_id FROM position AS p"
            " JOIN relation AS r ON r.organisation_id = p.organisation_id"
            f" WHERE p.contact_id {_IN} AND p.end_on = '' AND p.contact_id <> r.first_id ORDER BY 1, 4",
            (given,),
        ):
            yield from _tie_of(RelationKind(row[2]), row[1], row[3], f"relation:{row[0]}")

    def _introductions(self, given: str) -> Iterator[Tie]:
        for row in self._database.rows(
            f"SELECT id, introducer_id, to_id, stage FROM introduction WHERE introducer_id {_IN}"
            f" UNION SELECT id, introducer_id, to_id, stage FROM introduction WHERE to_id {_IN} ORDER BY id",
            (given,),
        ):
            stage = IntroductionStage(row[3])
            if stage.is_made:
                made = stage is IntroductionStage.MADE
                kind = TieKind.INTRODUCTION_MADE if made else TieKind.INTRODUCTION_MET
                yield Tie(row[1], row[2], kind, f"introduction:{row[0]}", kind.warmth)

    def _organisations(self, given: str, wanted: frozenset[int]) -> Iterator[tuple[int, Group]]:
        ids = self._ids(
            f"SELECT DISTINCT organisation_id FROM position WHERE contact_id {_IN} AND organisation_id IS NOT NULL",
            given,
        )
        spans = self._spans_of(ids)
        for organisation_id in ids:
            here = [span for span in spans[organisation_id] if span.contact_id in wanted]
            for contact_id in dict.fromkeys(span.contact_id for span in here):
                names = dict.fromkeys(
                    name for span in here if span.contact_id == contact_id for name in self._names(span)
                )
                for name in names:
                    key = f"organisation:{organisation_id}:{name}"
                    kind = _KIND_OF_SPAN.get(name, TieKind.COLLEAGUES_ONCE)
                    yield contact_id, Group(kind, key, self._size(key, spans[organisation_id], name))

    def _names(self, span: _Span) -> Iterator[str]:
        """Yield the groups of an organisation in which a span of years is."""
        if span.is_now:
            yield "now"
        last = span.last or (self._today.year if span.is_now else None)
        if span.first is not None and last is not None:
            yield from (str(year) for year in range(span.first, last + 1))
        yield "ever"

    def _size(self, key: str, spans: Iterable[_Span], name: str) -> int:
        if key not in self._sizes:
            self._sizes[key] = len({span.contact_id for span in spans if _is_in(span, name)})
        return self._sizes[key]

    def _spans_of(self, ids: Sequence[int]) -> dict[int, list[_Span]]:
        missing = [one for one in ids if one not in self._spans]
        for one in missing:
            self._spans[one] = []
        if missing:
            for organisation_id, contact_id, start_on, end_on in self._database.rows(
                "SELECT organisation_id, contact_id, start_on, end_on FROM position"
                f" WHERE organisation_id {_IN} ORDER BY organisation_id, contact_id",
                (json.dumps(missing),),
            ):
                is_now = end_on == "" or end_on > self._today.isoformat()
                first = _year(start_on)
                if first is not None and first < self._today.year - _MOST_YEARS:
                    first = None
                self._spans[organisation_id].append(_Span(contact_id, first, _year(end_on), is_now))
        return self._spans

    def _studies(self, given: str) -> Iterator[tuple[int, Group]]:
        sizes = (
            "(SELECT count(DISTINCT contact_id) FROM study_person AS o WHERE o.study_id = s.study_id),"
            " (SELECT count(DISTINCT contact_id) FROM study_person AS o WHERE o.study_id = s.study_id"
            " AND o.organisation_id = s.organisation_id)"
        )
        told: set[tuple[int, str]] = set()
        for contact_id, study_id, organisation_id, size, at_site in self._database.rows(
            f"SELECT contact_id, study_id, organisation_id, {sizes} FROM study_person AS s WHERE contact_id {_IN}"
            " ORDER BY contact_id, study_id, organisation_id",
            (given,),
        ):
            groups = [Group(TieKind.SAME_STUDY, f"study:{study_id}", size)]
            if organisation_id is not None:
                groups.append(Group(TieKind.SAME_STUDY_SITE, f"study:{study_id}:{organisation_id}", at_site))
            for group in groups:
                if (contact_id, group.key) not in told:
                    told.add((contact_id, group.key))
                    yield contact_id, group

    def _events(self, given: str) -> Iterator[tuple[int, Group]]:
        for contact_id, event_id, size in self._database.rows(
            "SELECT contact_id, event_id, (SELECT count(*) FROM event_person AS o WHERE o.event_id = e.event_id"
            f" AND o.met_on IS NOT NULL) FROM event_person AS e WHERE contact_id {_IN} AND met_on IS NOT NULL"
            " ORDER BY contact_id, event_id",
            (given,),
        ):
            yield contact_id, Group(TieKind.SAME_EVENT, f"event:{event_id}", size)

    def _papers(self, given: str) -> Iterator[tuple[int, Group]]:
        for contact_id, publication_id, size in self._database.rows(
            "SELECT a.contact_id, a.publication_id, p.authors FROM authorship AS a"
            f" JOIN publication AS p ON p.id = a.publication_id WHERE a.contact_id {_IN}"
            " ORDER BY a.contact_id, a.publication_id",
            (given,),
        ):
            yield contact_id, Group(TieKind.SAME_PAPER, f"paper:{publication_id}", size)


_KIND_OF_SPAN = {"now": TieKind.COLLEAGUES_NOW, "ever": TieKind.SAME_ORGANISATION}
_KNOWN: dict[str, str] = {
    "relation": f"SELECT r.id, coalesce(o.name, '') FROM relation AS r LEFT JOIN organisation AS o"
    f" ON o.id = r.organisation_id WHERE r.id {_IN}",
    "introduction": "SELECT introduction_id, '', max(CASE WHEN stage IN ('made', 'met') THEN reached_on END)"
    f" FROM introduction_step WHERE introduction_id {_IN} GROUP BY introduction_id",
    "organisation": f"SELECT id, name FROM organisation WHERE id {_IN}",
    "study": f"SELECT id, coalesce(nullif(acronym, ''), nullif(nct, ''), title) FROM study WHERE id {_IN}",
    "event": f"SELECT id, name, starts_on FROM event WHERE id {_IN}",
    "paper": f"SELECT id, title, published_on FROM publication WHERE id {_IN}",
}
"""For each kind of evidence: its id, what it is called, from when."""


def _tie_of(kind: RelationKind, first: int, second: int, key: str) -> Iterator[Tie]:
    """Yield the tie that a relation makes, where it makes one."""
    tie: Any = kind.tie
    if tie is not None:
        yield Tie(first, second, tie, key, tie.warmth)


def _year(text: str) -> int | None:
    return int(text[:4]) if text[:4].isdigit() else None


def _is_in(span: _Span, name: str) -> bool:
    """Whether a span of years is in the group of an organisation that has this name."""
    if name == "ever" or (name == "now" and span.is_now):
        return True
    if not name.isdigit() or span.first is None or (span.last is None and not span.is_now):
        return False
    return span.first <= int(name) and (span.last is None or int(name) <= span.last)
