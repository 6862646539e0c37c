"""What is shown of events: lines, pages and day sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from netcrm.domain.events.day_sheet import DaySheet, SheetDay, SheetLine
from netcrm.domain.events.event import Event
from netcrm.services.agenda_beside import last_words, next_step_words
from netcrm.services.events.values import (
    EventLine,
    EventPage,
    PersonLine,
    When,
)
from netcrm.services.notes.kept import KeptNotes
from netcrm.services.session import Session
from netcrm.store.agenda_facts import AgendaFacts
from netcrm.store.events import EventCounts

CONFERENCE = "conference"
"""The playbook for people met at an event."""
_MOST_PROMISES = 3


def event_line(event: Event, today: date, counts: EventCounts) -> EventLine:
    """Return an event as listed."""
    when = When.NOW if event.has_day(today) else When.AHEAD if today < event.starts_on else When.OVER
    return EventLine(event, when, counts.targets, counts.met)


def event_lines(session: Session) -> list[EventLine]:
    """Return all events: what goes on now, what is ahead by its day, then what is over, the latest first."""
    counts = session.events.counts()
    lines = [event_line(event, session.today, counts.get(event.id, EventCounts())) for event in session.events.all()]
    order = list(When)
    ahead = sorted((it for it in lines if it.when is When.AHEAD), key=lambda it: (it.event.starts_on, it.event.id))
    return sorted([*(it for it in lines if it.when is not When.AHEAD), *ahead], key=lambda it: order.index(it.when))


def event_page(session: Session, event: Event) -> EventPage:
    """Return an event with everybody on its list."""
    people = _people(session, event)
    waiting = sorted((it for it in people if not it.is_met), key=_by_hour)
    met = sorted((it for it in people if it.is_met), key=lambda it: (it.person.met_on, it.person.id), reverse=True)
    in_playbook = session.events.followed_up(event.id, CONFERENCE)
    targets = sum(it.person.is_target for it in people)
    return EventPage(
        event_line(event, session.today, EventCounts(targets, len(met))),
        (*waiting, *met),
        tuple(it.row.id for it in met if it.row.id not in in_playbook),
    )


def _people(session: Session, event: Event, notes: KeptNotes | None = None) -> list[PersonLine]:
    """Return everybody on an event's list; with `notes` no more is told of what was noted than may go out."""
    from netcrm.services.listing import contact_rows

    places = session.events.people([event.id]).get(event.id, [])
    ids = [place.contact_id for place in places]
    rows = {row.id: row for row in contact_rows(session, ids)}
    facts, today = AgendaFacts(session.database), session.today
    said, promises = facts.last_words(ids), facts.open_promises(ids)
    found = []
    for place in places:
        last = said.get(place.contact_id)
        words = last.summary if last else ""
        if notes:
            words, line = notes.of(words, place.contact_id), notes.of(place.line, place.contact_id)
            place = replace(place, line=line)
        open_ones = promises.get(place.contact_id, [])[:_MOST_PROMISES]
        found.append(
            PersonLine(
                place,
                rows[place.contact_id],
                last_words(last.channel, last.on, words, today) if last else "",
                tuple(next_step_words(one, today) for one in open_ones),
            )
        )
    return found


def _by_hour(line: PersonLine) -> tuple[bool, float, str, int]:
    at = line.person.meets_at
    return at is None, at.timestamp() if at else 0.0, line.row.name, line.row.id


def day_sheet(session: Session, event: Event, days: Sequence[date] = ()) -> DaySheet:
    """Return whom to meet on some days of an event, or on all; those without an hour stand on each sheet."""
    people = _people(session, event, KeptNotes(session))
    timed = [it for it in people if it.person.meets_at]
    found = []
    for day in sorted({it.person.meets_at.date() for it in timed if it.person.meets_at}):
        if days and day not in days:
            continue
        on_day = [it for it in timed if it.person.meets_at and it.person.meets_at.date() == day]
        found.append(SheetDay(day, tuple(_sheet_line(it) for it in sorted(on_day, key=_by_hour))))
    rest = sorted((it for it in people if not it.person.meets_at and not it.is_met), key=_by_hour)
    return DaySheet(event, tuple(found), tuple(_sheet_line(it) for it in rest), session.today)


def _sheet_line(it: PersonLine) -> SheetLine:
    row, place = it.row, it.person
    chips = " ".join(role.chip for role in row.roles[:2])
    return SheetLine(
        name=row.name,
        job=", ".join(filter(None, (chips or row.title, row.organisation))),
        at=place.meets_at,
        session=place.session,
        room=place.room,
        last_words=it.last_words,
        promises=it.promises,
        is_met=it.is_met,
        line=place.line,
    )
