"""The events of the sample network: a spring meeting with those met there, a congress that begins today, two ahead."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time, timedelta

from netcrm.domain.events.event import Event, EventKind, EventPerson, placed
from netcrm.domain.interaction import Interaction
from netcrm.services.network import Loaded


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody at an event; days count from its first one."""

    name: str
    session: str = ""
    day: int = 0
    hour: time | None = None
    room: str = ""
    met: int | None = None
    line: str = ""
    is_target: bool = True


@dataclass(frozen=True, slots=True)
class _Event:
    """An event; days count from today."""

    name: str
    kind: EventKind
    starts: int
    days: int
    people: tuple[_Person, ...]
    zone: str = ""
    place: str = ""
    link: str = ""
    note: str = ""


_EVENTS = (
    _Event(
        "Guild Spring Meeting",
        EventKind.CONFERENCE,
        -200,
        2,
        (
            _Person(
                "Pr Étienne Delacourt-Mbaye",
                "Panel: inspection readiness",
                met=0,
                line="Keeps one page of findings per site, and would show it.",
            ),
            _Person(
                "Prof. Adaeze Nwachukwu", "Lecture: outcomes that patients notice", met=0, line="Reads abstracts first."
            ),
            _Person("Yael Ben-Ami", met=1, line="Asked how monitors hear of a changed consent form.", is_target=False),
            _Person(
                "Dr Rashid Barzani", "Poster: decentralised visits", met=1, line="Looks for a second site in autumn."
            ),
            _Person(
                "Priya Venkataraman", met=1, line="Two offices down the hall, and first met here.", is_target=False
            ),
            _Person("Grace Otieno-Lindholm", "Workshop: medical review"),
        ),
        "Europe/Dublin",
        "Royal Harbour Hall, Dublin",
    ),
    _Event(
        "Clinical Research Guild Congress",
        EventKind.CONFERENCE,
        0,
        3,
        (
            _Person("Prof. Adaeze Nwachukwu", "Keynote: what a site owes a patient", 0, time(9, 0), "Main hall"),
            _Person("Astrid Lindqvist", "Talk: start-up in 40 days", 0, time(11, 30), "Room 204"),
            _Person("Olamide Fashola", "Stand of Tesselon: eConsent", 0, time(13, 15), "Stand C7"),
            _Person("Inês Carvalho", "Panel: amendments while enrolling", 0, time(14, 30), "Room 118"),
            _Person("Theo Brannigan", "Sponsor forum", 0, time(16, 0), "Room 210"),
            _Person("Gwendolyn Pryce-Jones", "Poster 36: plain words for lung trials", 1, time(10, 15), "Hall B"),
            _Person("Eleanor Marchetti-Boyd", "Breakfast for mentors", 1, time(7, 45), "Terrace"),
            _Person("Saoirse Lynch-Tanaka", "Talk: sputum cell counts", 2, time(9, 40), "Room 204"),
            _Person("Declan Fogarty"),
        ),
        "America/Chicago",
        "Lakefront Centre, Chicago",
        note="Badge at the west door. Lunch is by the stands.",
    ),
    _Event(
        "Grand rounds: severe asthma",
        EventKind.GRAND_ROUNDS,
        9,
        1,
        (_Person("Kenji Amaral", "Case: a flare after the third dose", 0, time(8, 0), "Auditorium"),),
        place="Harbor Point Medical Center",
    ),
    _Event(
        "Guild North-East Chapter",
        EventKind.CHAPTER_MEETING,
        17,
        1,
        (
            _Person("Josephine Lavoie", "What coordinators wish of monitors", 0, time(18, 30), "Library"),
            _Person("Xiomara Quispe"),
        ),
        "America/New_York",
        "Providence",
    ),
)


def lay_events(loaded: Loaded) -> None:
    """Write the events with their people, and log those met."""
    for number, written in enumerate(_EVENTS, start=1):
        first = loaded.today + timedelta(days=written.starts)
        event = Event(
            id=0,
            uid=f"demo-event-{number}",
            name=written.name,
            kind=written.kind,
            starts_on=first,
            ends_on=first + timedelta(days=written.days - 1),
            time_zone=written.zone,
            place=written.place,
            link=written.link,
            note=written.note,
        )
        event = replace(event, id=loaded.session.events.insert(event))
        for place, person in enumerate(written.people, start=1):
            _lay(loaded, event, person, f"{event.uid}-met-{place}")


def _lay(loaded: Loaded, event: Event, person: _Person, uid: str) -> None:
    session, contact_id = loaded.session, loaded.ids[person.name]
    on = event.starts_on + timedelta(days=person.day)
    there = EventPerson(
        id=0,
        event_id=event.id,
        contact_id=contact_id,
        is_target=person.is_target,
        session=person.session,
        meets_at=placed(event, on, person.hour) if person.hour else None,
        room=person.room,
    )
    if person.met is not None:
        met_on = event.starts_on + timedelta(days=person.met)
        channel = event.kind.channel
        words = f"{event.name}: {person.line}"
        logged = session.interactions.insert(
            Interaction(0, uid, met_on, channel, channel.usual_direction, words, (contact_id,))
        )
        there = replace(there, met_on=met_on, interaction_id=logged, line=person.line)
    session.events.add_person(there)
