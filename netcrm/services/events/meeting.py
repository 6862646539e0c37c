"""Somebody was met at an event: logged, ticked off the list, and written down first where nobody knew them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from netcrm.domain.contact import Details
from netcrm.domain.days import full_day, long_day, on_day
from netcrm.domain.events.event import Event, EventPerson, refuse_met
from netcrm.domain.interaction import Interaction
from netcrm.domain.tags import tag_of
from netcrm.domain.text import clean_line
from netcrm.errors import DateProblem, NothingToDo
from netcrm.services.session import Session
from netcrm.services.values import Done
from netcrm.services.words import about_playbooks, next_check_in


def event_tag(event: Event) -> str:
    """Return the tag of who came into the store by an event: `event/socra-2026`."""
    return tag_of(f"event/{event.name.replace('/', ' ')}")


def met_day(session: Session, event: Event, on: date | None) -> date:
    """Return the day on which somebody was met: the one named, else today, else the only day of an event that is over.

    Raises:
        DateProblem: It lies after today or outside the event's days, or is not named where there are several.
    """
    today = session.today
    if on is None and today > event.ends_on and today not in event.local_days:
        if event.starts_on != event.ends_on:
            raise DateProblem(
                f"{event.name} is over since {long_day(event.ends_on, today)}. Name the day on which you met"
                f" (--on {event.starts_on} to {event.ends_on})."
            )
        on = event.ends_on
    on = on or today
    refuse_met(event, on, today)
    return on


def new_person(event: Event, details: Details) -> Details:
    """Return somebody's details with the event as where they came from."""
    return replace(details, tags=tuple(dict.fromkeys((*details.tags, event_tag(event)))))


@dataclass(frozen=True, slots=True)
class Meeting:
    """Who was met, when, and what was said, in one line."""

    event: Event
    contact_id: int | None
    """None for somebody about to be added."""
    name: str
    on: date
    line: str
    there: EventPerson | None = None
    """Their place at the event, where they have one."""

    @property
    def is_again(self) -> bool:
        """Whether they were met there on another day before."""
        return bool(self.there and self.there.met_on and self.there.met_on != self.on)

    def interaction(self, session: Session, contact_id: int) -> Interaction:
        """Return what is logged of it; the line stands beside the event too, where a note policy holds it."""
        channel = self.event.kind.channel
        words = f"{self.event.name}: {self.line}" if self.line else f"Met at {self.event.name}."
        return Interaction(0, "", self.on, channel, channel.usual_direction, session.by_itself(words), (contact_id,))


def plan_meeting(session: Session, event: Event, contact_id: int | None, name: str, line: str, on: date) -> Meeting:
    """Return who was met and how.

    Raises:
        NothingToDo: They were met on that day already, and there is no line to add.
    """
    there = session.events.person(event.id, contact_id) if contact_id is not None else None
    words = clean_line(line)
    if there and there.met_on == on and (not words or words == there.line):
        raise NothingToDo(
            f"{name} is marked as met at {event.name} on {full_day(on)} already. Add a line about what was said."
        )
    return Meeting(event, contact_id, name, on, words, there)


def write_meeting(session: Session, meeting: Meeting, details: Details | None = None) -> Done:
    """Write a meeting as one act, and before it whoever is new.

    Args:
        session: Where it is written.
        meeting: Planned, and so checked.
        details: Who is to be added, where nobody knew them.
    """
    event, known = meeting.event, meeting.contact_id
    before = session.next_dates([known]) if known is not None else {}
    with session.act(f"meet {meeting.name} at {event.name}") as act:
        contact_id = known if known is not None else add_people(session, [details] if details else [])[0]
        _write(session, meeting, contact_id)
    effects = session.effects(before, session.next_dates([contact_id]))
    when = on_day(meeting.on, session.today)
    added = " New here." if known is None else ""
    said = f": {meeting.line}" if meeting.line else ""
    count = len(session.events.met_of([event.id]).get(event.id, ()))
    sentence = f"Met {meeting.name} at {event.name}{when}{said.rstrip('.')}.{added} {count} met so far."
    sentence += about_playbooks(session) + next_check_in(effects, session.today)
    return Done(act.kept, sentence, (contact_id,), effects)


def add_people(session: Session, people: list[Details]) -> list[int]:
    """Write new contacts, inside an act, and return their ids."""
    from uuid import uuid4

    from netcrm.store.contacts import NewContact

    new = [NewContact(str(uuid4()), details, session.today) for details in people]
    return session.contacts.insert(new, session.phone_key())


def _write(session: Session, meeting: Meeting, contact_id: int) -> None:
    there, words = meeting.there, meeting.interaction(session, contact_id)
    if there is None:
        logged = session.interactions.insert(words)
        session.events.add_person(
            EventPerson(0, meeting.event.id, contact_id, met_on=meeting.on, interaction_id=logged, line=meeting.line)
        )
    elif meeting.is_again:
        # The first talk stays what the list names; the second one is logged beside it.
        session.interactions.insert(words)
        session.events.replace_person(replace(there, line=_joined(there.line, meeting.line)))
    else:
        write_line(session, meeting, there, _joined(there.line, meeting.line))


def write_line(session: Session, meeting: Meeting, there: EventPerson, line: str) -> None:
    """Write what was said with somebody who stands on the list, inside an act, and into what was logged of it."""
    words = replace(meeting, line=line).interaction(session, there.contact_id)
    kept = session.interactions.get(there.interaction_id) if there.interaction_id else None
    if kept is not None and kept.summary != words.summary:
        session.interactions.replace(replace(kept, summary=words.summary))
    logged = kept.id if kept is not None else session.interactions.insert(words)
    session.events.replace_person(replace(there, met_on=meeting.on, interaction_id=logged, line=line))


def _joined(*lines: str) -> str:
    return "; ".join(filter(None, lines))
