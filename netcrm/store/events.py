"""Events in the store, with the people whom the user wants to meet there or met."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from netcrm.domain.events.event import Event, EventKind, EventPerson
from netcrm.domain.moments import in_zone
from netcrm.domain.text import fold
from netcrm.store.database import Database

_EVENT = "id, uid, name, kind, starts_on, ends_on, time_zone, place, link, note"
_PERSON = (
    "event_person.id, event_id, contact_id, is_target, session, meets_at, room, met_on, interaction_id, line,"
    " (SELECT time_zone FROM event WHERE event.id = event_id)"
)
_GIVEN = "(SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class EventCounts:
    """How many people of an event's list the user wants to meet, and how many were met."""

    targets: int = 0
    met: int = 0


class EventRepository:
    """Writes and reads events and their people."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert(self, event: Event) -> int:
        """Write a new event (its id is ignored, an empty uid made) and return its id."""
        from netcrm.store.network_tables import Event as EventTable

        with self._database.guarded():
            query = EventTable.insert(uid=event.uid or str(uuid4()), **_event_columns(event))
            return int(query.execute(self._database.peewee))

    def replace(self, event: Event) -> None:
        """Write an event over what is there."""
        from netcrm.store.network_tables import Event as EventTable

        with self._database.guarded():
            EventTable.update(**_event_columns(event)).where(EventTable.id == event.id).execute(self._database.peewee)

    def delete(self, event_id: int) -> None:
        """Delete an event with its list of people; the people, and what was logged with them, stay."""
        self._database.execute("DELETE FROM event_person WHERE event_id = ?", (event_id,))
        self._database.execute("DELETE FROM event WHERE id = ?", (event_id,))

    def get(self, event_id: int) -> Event | None:
        """Return one event, or nothing."""
        return self.by_ids([event_id]).get(event_id)

    def by_ids(self, ids: Collection[int]) -> dict[int, Event]:
        """Return events by their ids; unknown ones are left out."""
        return {event.id: event for event in self._events(f"id IN {_GIVEN} ORDER BY id", json.dumps(list(ids)))}

    def all(self) -> list[Event]:
        """Return all events, the latest first."""
        return self._events("1 ORDER BY starts_on DESC, id DESC")

    def between(self, first: date, last: date) -> list[Event]:
        """Return the events of which a day lies from `first` to `last`, both inside, by their first day."""
        return self._events(
            "starts_on <= ? AND ends_on >= ? ORDER BY starts_on, id", last.isoformat(), first.isoformat()
        )

    def add_person(self, person: EventPerson) -> int:
        """Write somebody's place at an event (its id is ignored) and return its id."""
        from netcrm.store.network_tables import EventPerson as PersonTable

        with self._database.guarded():
            query = PersonTable.insert(event=person.event_id, contact=person.contact_id, **_person_columns(person))
            return int(query.execute(self._database.peewee))

    def replace_person(self, person: EventPerson) -> None:
        """Write somebody's place at an event over what is there."""
        from netcrm.store.network_tables import EventPerson as PersonTable

        with self._database.guarded():
            PersonTable.update(**_person_columns(person)).where(PersonTable.id == person.id).execute(
                self._database.peewee
            )

    def remove_person(self, person_id: int) -> None:
        """Take somebody off an event's list."""
        self._database.execute("DELETE FROM event_person WHERE id = ?", (person_id,))

    def people(self, event_ids: Collection[int]) -> dict[int, list[EventPerson]]:
        """Return the people of events by the events' ids, in the order in which they were written down."""
        found: dict[int, list[EventPerson]] = {}
        for person in self._people(f"event_id IN {_GIVEN}", event_ids):
            found.setdefault(person.event_id, []).append(person)
        return found

    def person(self, event_id: int, contact_id: int) -> EventPerson | None:
        """Return somebody's place at an event, or nothing."""
        found = self._people(f"contact_id IN {_GIVEN} AND event_id = {event_id:d}", [contact_id])
        return found[0] if found else None

    def of_contacts(self, ids: Collection[int]) -> dict[int, list[EventPerson]]:
        """Return the places of people at events by the people's ids, in the order in which they were written down."""
        found: dict[int, list[EventPerson]] = {}
        for person in self._people(f"contact_id IN {_GIVEN}", ids):
            found.setdefault(person.contact_id, []).append(person)
        return found

    def met_of(self, event_ids: Collection[int]) -> dict[int, list[int]]:
        """Return the ids of the contacts met at events, by the events' ids."""
        found: dict[int, list[int]] = {}
        for event_id, contact_id in self._database.rows(
            f"SELECT event_id, contact_id FROM event_person WHERE met_on IS NOT NULL AND event_id IN {_GIVEN}"
            " ORDER BY event_id, contact_id",
            (json.dumps(list(event_ids)),),
        ):
            found.setdefault(event_id, []).append(contact_id)
        return found

    def counts(self) -> dict[int, EventCounts]:
        """Return how many people stand on the list of each event that has any, by its id."""
        return {
            row[0]: EventCounts(row[1], row[2])
            for row in self._database.rows(
                "SELECT event_id, sum(is_target), count(met_on) FROM event_person GROUP BY event_id"
            )
        }

    def followed_up(self, event_id: int, playbook: str) -> set[int]:
        """Return those met at an event with whom a playbook was started since."""
        return {
            row[0]
            for row in self._database.rows(
                "SELECT e.contact_id FROM event_person AS e JOIN playbook_member AS m ON m.contact_id = e.contact_id"
                " JOIN playbook_run AS r ON r.id = m.run_id"
                " WHERE e.event_id = ? AND e.met_on IS NOT NULL AND r.playbook = ? AND r.started_on >= e.met_on",
                (event_id, playbook),
            )
        }

    def _events(self, condition: str, *parameters: object) -> list[Event]:
        rows = self._database.rows(f"SELECT {_EVENT} FROM event WHERE {condition}", parameters)
        return [_event(row) for row in rows]

    def _people(self, condition: str, ids: Collection[int]) -> list[EventPerson]:
        rows = self._database.rows(
            f"SELECT {_PERSON} FROM event_person WHERE {condition} ORDER BY event_person.id", (json.dumps(list(ids)),)
        )
        return [_person(row) for row in rows]


def _event_columns(event: Event) -> dict[str, object]:
    return {
        "name": event.name,
        "folded": fold(event.name) or event.name,
        "kind": event.kind.value,
        "starts_on": event.starts_on.isoformat(),
        "ends_on": event.ends_on.isoformat(),
        "time_zone": event.time_zone,
        "place": event.place,
        "link": event.link,
        "note": event.note,
    }


def _person_columns(person: EventPerson) -> dict[str, object]:
    return {
        "is_target": int(person.is_target),
        "session": person.session,
        "meets_at": person.meets_at.isoformat() if person.meets_at else None,
        "room": person.room,
        "met_on": person.met_on.isoformat() if person.met_on else None,
        "interaction": person.interaction_id,
        "line": person.line,
    }


def _event(row: tuple[Any, ...]) -> Event:
    return Event(
        id=row[0],
        uid=row[1],
        name=row[2],
        kind=EventKind(row[3]),
        starts_on=date.fromisoformat(row[4]),
        ends_on=date.fromisoformat(row[5]),
        time_zone=row[6],
        place=row[7],
        link=row[8],
        note=row[9],
    )


def _person(row: tuple[Any, ...]) -> EventPerson:
    return EventPerson(
        id=row[0],
        event_id=row[1],
        contact_id=row[2],
        is_target=bool(row[3]),
        session=row[4],
        meets_at=in_zone(datetime.fromisoformat(row[5]), row[10]) if row[5] else None,
        room=row[6],
        met_on=date.fromisoformat(row[7]) if row[7] else None,
        interaction_id=row[8],
        line=row[9],
    )
