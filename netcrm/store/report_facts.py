"""What reports are made from, read for a span of days. What people said in confidence is counted and never read."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from netcrm.domain.interviews.question_set import Topic
from netcrm.domain.organisation import OrganisationKind
from netcrm.domain.report.facts import Learned, Person
from netcrm.domain.roles import Role
from netcrm.store.database import Database
from netcrm.store.goal_facts import COUNTS, HELD, MADE, among

_SITES = frozenset({OrganisationKind.ACADEMIC_MEDICAL_CENTRE, OrganisationKind.HOSPITAL, OrganisationKind.PRIVATE_SITE})
"""Where studies are run."""
_PEOPLE = """
    SELECT c.id, c.name, c.credentials,
        (SELECT role FROM contact_role WHERE contact_id = c.id ORDER BY ordinal LIMIT 1),
        o.name, o.kind, o.site_number
    FROM json_each(?) AS wanted JOIN contact AS c ON c.id = wanted.value
    LEFT JOIN position AS p ON p.id = (SELECT id FROM position WHERE contact_id = c.id AND end_on = ''
                                       ORDER BY is_primary DESC, ordinal LIMIT 1)
    LEFT JOIN organisation AS o ON o.id = p.organisation_id
"""


@dataclass(frozen=True, slots=True)
class Days:
    """A span of days, both ends inside, and whom it is about."""

    first: date
    last: date
    people: tuple[int, ...] | None = None
    """None is everybody."""

    def among(self, column: str) -> str:
        """Return the condition that holds a column to the people; `?3` are they."""
        return "1" if self.people is None else among(column, self.people, 3, days=(self.last - self.first).days + 1)

    @property
    def parameters(self) -> list[object]:
        """What `?1`, `?2` and `?3` stand for."""
        days: list[object] = [self.first.isoformat(), self.last.isoformat()]
        return days if self.people is None else [*days, json.dumps(self.people)]


@dataclass(frozen=True, slots=True)
class TouchRow:
    """An interaction that counts, with those who took part."""

    happened_on: date
    contact_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HeldRow:
    """An interview that took place."""

    interview_id: int
    contact_id: int
    held_on: date


@dataclass(frozen=True, slots=True)
class MadeRow:
    """An introduction that was made."""

    introducer_id: int
    to_id: int
    made_on: date
    stage: str
    """How far it is now, as its slug."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event, and who was met there in the span."""

    name: str
    first: date
    last: date
    contact_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AdviceRow:
    """A piece of advice; without its words where it is not shareable."""

    contact_id: int
    given_on: date
    text: str
    followed_on: date | None
    is_shareable: bool


class ReportFactReader:
    """Reads the rows that reports count."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def touches(self, days: Days) -> list[TouchRow]:
        """Return the interactions that count, by day; of some people's, with those people alone."""
        found: dict[int, tuple[str, list[int]]] = {}
        for interaction_id, happened_on, contact_id in self._database.rows(
            "SELECT i.id, i.happened_on, p.contact_id FROM interaction AS i JOIN participant AS p"
            f" ON p.interaction_id = i.id WHERE i.happened_on BETWEEN ?1 AND ?2 AND {COUNTS}"
            f" AND {days.among('p.contact_id')} ORDER BY i.happened_on, i.id, p.id",
            days.parameters,
        ):
            found.setdefault(interaction_id, (happened_on, []))[1].append(contact_id)
        return [TouchRow(date.fromisoformat(day), tuple(ids)) for day, ids in found.values()]

    def known_before(self, ids: Collection[int], day: date) -> frozenset[int]:
        """Return those of `ids` with whom there was a touch before a day."""
        rows = self._database.rows(
            "SELECT wanted.value FROM json_each(?) AS wanted WHERE EXISTS (SELECT 1 FROM participant AS p JOIN"
            " interaction AS i ON i.id = p.interaction_id WHERE p.contact_id = wanted.value AND i.happened_on < ?"
            f" AND {COUNTS})",
            (json.dumps(list(ids)), day.isoformat()),
        )
        return frozenset(row[0] for row in rows)

    def people(self, ids: Collection[int]) -> dict[int, Person]:
        """Return people as reports name them, with their main role and the place where they work now."""
        return {
            row[0]: Person(
                contact_id=row[0],
                name=f"{row[1]}, {row[2]}" if row[2] else row[1],
                role=Role(row[3]) if row[3] else None,
                organisation=row[4] or "",
                is_at_site=bool(row[6]) or row[5] in _SITES,
            )
            for row in self._database.rows(_PEOPLE, (json.dumps(list(ids)),))
        }

    def held(self, days: Days) -> list[HeldRow]:
        """Return the interviews that took place, by day."""
        rows = self._database.rows(
            f"SELECT thing, who, day FROM ({HELD}) WHERE day BETWEEN ?1 AND ?2 AND {days.among('who')}"
            " ORDER BY day, thing",
            days.parameters,
        )
        return [HeldRow(row[0], row[1], date.fromisoformat(row[2])) for row in rows]

    def learned(self, interview_ids: Collection[int]) -> dict[int, tuple[Learned, ...]]:
        """Return what was said in interviews, in the order of the sheet; what is not shareable without its words."""
        found: dict[int, tuple[Learned, ...]] = {}
        for interview_id, topic, text, is_shareable in self._database.rows(
            "SELECT interview_id, topic, CASE WHEN is_shareable THEN trim(question || ' ' || answer) ELSE '' END,"
            " is_shareable FROM interview_note WHERE answer <> '' AND interview_id IN (SELECT value FROM json_each(?))"
            " ORDER BY interview_id, ordinal, id",
            (json.dumps(list(interview_ids)),),
        ):
            said = Learned(text, Topic(topic) if topic else None, bool(is_shareable))
            found[interview_id] = (*found.get(interview_id, ()), said)
        return found

    def made(self, days: Days) -> list[MadeRow]:
        """Return the introductions that were made, by day."""
        rows = self._database.rows(
            f"SELECT it.introducer_id, it.to_id, made.day, it.stage FROM ({MADE}) AS made JOIN introduction AS it"
            f" ON it.id = made.thing WHERE made.day BETWEEN ?1 AND ?2 AND {days.among('made.who')}"
            " ORDER BY made.day, it.id",
            days.parameters,
        )
        return [MadeRow(row[0], row[1], date.fromisoformat(row[2]), row[3]) for row in rows]

    def events(self, days: Days) -> list[EventRow]:
        """Return the events on these days, by day, with whom of the people was met; of some people, where they were."""
        found: dict[int, tuple[str, str, str, list[int]]] = {}
        for event_id, name, first, last, contact_id in self._database.rows(
            "SELECT e.id, e.name, e.starts_on, e.ends_on, p.contact_id FROM event AS e LEFT JOIN event_person AS p"
            f" ON p.event_id = e.id AND p.met_on BETWEEN ?1 AND ?2 AND {days.among('p.contact_id')}"
            " WHERE e.starts_on <= ?2 AND e.ends_on >= ?1 ORDER BY e.starts_on, e.id, p.id",
            days.parameters,
        ):
            met = found.setdefault(event_id, (name, first, last, []))[3]
            if contact_id is not None:
                met.append(contact_id)
        return [
            EventRow(name, date.fromisoformat(first), date.fromisoformat(last), tuple(ids))
            for name, first, last, ids in found.values()
            if ids or days.people is None
        ]

    def advice(self, days: Days) -> list[AdviceRow]:
        """Return the advice that was given or followed, by the day on which it was given."""
        rows = self._database.rows(
            "SELECT contact_id, given_on, CASE WHEN is_shareable THEN text ELSE '' END,"
            " CASE WHEN state = 'followed' THEN closed_on END, is_shareable FROM advice"
            " WHERE (given_on BETWEEN ?1 AND ?2 OR (state = 'followed' AND closed_on BETWEEN ?1 AND ?2))"
            f" AND {days.among('contact_id')} ORDER BY given_on, id",
            days.parameters,
        )
        return [
            AdviceRow(
                row[0],
                date.fromisoformat(row[1]),
                row[2],
                date.fromisoformat(row[3]) if row[3] else None,
                bool(row[4]),
            )
            for row in rows
        ]
