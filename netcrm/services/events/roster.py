"""Targets from a roster file: who of it is here already, who is new, and when each can be met."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from netcrm.domain.dates import Facing, parse_date_and_time
from netcrm.domain.days import counted, weekday
from netcrm.domain.draft import Problem
from netcrm.domain.events.event import Event, EventPerson, placed
from netcrm.domain.text import clean_line
from netcrm.errors import DateProblem, NothingToDo, Unreadable
from netcrm.formats.csv.roster import RosterRow, read_roster
from netcrm.services.cleaning import cleaned
from netcrm.services.events.finding import SAME_NAME, KnownAlready
from netcrm.services.events.meeting import add_people, new_person
from netcrm.services.events.values import RosterLine, RosterPlan, Slot
from netcrm.services.session import Session
from netcrm.services.settings import SettingService
from netcrm.services.values import Done
from netcrm.services.words import who

_LARGEST = 10_000_000
"""Bytes: more than the programme of any congress has."""
_UNTIL = re.compile(
    r"(?P<hour>\b\d{1,2}(?:[:.]\d{2}\s*(?:[ap]m)?|\s*[ap]m))\s*(?:-|–|—|to|until|bis)\s*\d.*$", re.IGNORECASE
)
"""The end of a span of hours: a person is met when it begins."""
_NUMBERED_DAY = re.compile(r"\bday\s*(\d{1,2})", re.IGNORECASE)


def plan_roster(session: Session, event: Event, path: Path) -> RosterPlan:
    """Return what a roster file says, held against who is here.

    Raises:
        Unreadable: it is missing, too large, no table, or has no names.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise Unreadable(f"{path} is too large for a roster: over {_LARGEST // 1_000_000} MB.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise Unreadable(f"There is no file {path}.") from None
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror or error}.") from None
    rows, problems = [], []
    for one in read_roster(io.BytesIO(data), path.name):
        if isinstance(one, Problem):
            problems.append(f"Row {one.place.number}: {one.why}")
        else:
            rows.append(replace(one, details=cleaned(one.details)))
    known = KnownAlready(session, (row.details for row in rows))
    day_first = SettingService(session).day_first
    lines = [_line(event, row, known, day_first) for row in rows]
    if not lines:
        raise Unreadable(f"{path.name} names nobody. A roster has a row with a name for each person.")
    return RosterPlan(event, path.name, tuple(_without_repeats(lines)), tuple(problems))


def _line(event: Event, row: RosterRow, known: KnownAlready, day_first: bool | None) -> RosterLine:
    contact_id, why = known.find(row.details)
    warnings = list(row.warnings)
    at: datetime | None = None
    rest = ""
    written = " ".join(filter(None, (row.day, row.hour)))
    if written:
        at = read_slot(event, written, day_first=day_first)
        if at is None:
            rest = written
            warnings.append(f"“{rest}” is no hour of {event.name} and is kept with the session as text.")
    if why == SAME_NAME and known.has_other_mail(contact_id, row.details):
        warnings.append(f"Taken for the {row.details.name.display} who is here with another e-mail address.")
    holder = known.other_holder(row.details) if contact_id is None else None
    if holder is not None:
        warnings.append(f"Their e-mail address is that of {holder.name} here.")
    return RosterLine(
        number=row.number,
        details=row.details,
        contact_id=contact_id,
        why=why,
        session=", ".join(filter(None, (row.session, rest))),
        meets_at=at,
        room=row.room,
        warnings=tuple(warnings),
    )


def _without_repeats(lines: Sequence[RosterLine]) -> list[RosterLine]:
    """Return the lines with each person once; further sessions of somebody are written behind the first."""
    kept: dict[tuple[int | None, str], RosterLine] = {}
    for line in lines:
        key = (line.contact_id, "" if line.contact_id is not None else line.details.name.formatted.casefold())
        there = kept.get(key)
        if there is None:
            kept[key] = line
            continue
        when = f"{weekday(line.meets_at)} {line.meets_at:%H:%M}" if line.meets_at else ""
        more = ", ".join(filter(None, (line.session, when, line.room)))
        kept[key] = replace(there, session="; ".join(dict.fromkeys(filter(None, (there.session, more)))))
    return list(kept.values())


def write_roster(session: Session, plan: RosterPlan, picked: Collection[int]) -> Done:
    """Put the picked rows of a roster on an event's list as targets, and add those who are new: one act.

    Raises:
        NothingToDo: nobody is picked, or all stand there already.
    """
    event = plan.event
    chosen = [line for line in plan.lines if line.number in picked]
    if not chosen:
        raise NothingToDo(f"Nobody of {plan.file} is picked, so nothing was written.")
    new = [line for line in chosen if line.is_new]
    there = {person.contact_id: person for person in session.events.people([event.id]).get(event.id, ())}
    with session.act(f"take {counted(len(chosen), 'target')} of {event.name} from {plan.file}") as act:
        ids = add_people(session, [new_person(event, line.details) for line in new])
        added = dict(zip((line.number for line in new), ids, strict=True))
        contact_ids = [added.get(line.number, line.contact_id or 0) for line in chosen]
        for line, contact_id in zip(chosen, contact_ids, strict=True):
            slot = Slot(line.session or None, line.meets_at, line.room or None)
            put_target(session, event, contact_id, there.get(contact_id), slot)
    if act.kept is None:
        raise NothingToDo(f"Everybody picked from {plan.file} stands on the list of {event.name} already.")
    hours = sum(line.meets_at is not None for line in chosen)
    names = who([line.details.name.display for line in chosen])
    sentence = f"You want to meet {names} at {event.name}: {len(new)} new here, {hours} with an hour."
    return Done(act.kept, sentence, tuple(contact_ids))


def put_target(session: Session, event: Event, contact_id: int, there: EventPerson | None, slot: Slot) -> None:
    """Write somebody as a target, inside an act."""
    old = there or EventPerson(0, event.id, contact_id)
    new = replace(
        old,
        is_target=True,
        session=old.session if slot.session is None else clean_line(slot.session),
        meets_at=slot.at if slot.at or slot.no_hour else old.meets_at,
        room=old.room if slot.room is None else clean_line(slot.room),
    )
    if there is None:
        session.events.add_person(new)
    elif new != there:
        session.events.replace_person(new)


def read_slot(event: Event, text: str, *, day_first: bool | None = None) -> datetime | None:
    """Return the moment that a day and an hour of a programme mean; None where they name none of the event.

    An hour alone is one of the event's only day, `Day 2` counts from its first one, and of `14:30-15:00` the beginning
    counts. Where a date reads both ways, it is the one that the event has.
    """
    words = _NUMBERED_DAY.sub(lambda found: _counted_day(event, int(found[1])), _UNTIL.sub(r"\g<hour>", text)).strip(
        " ,"
    )
    before = event.starts_on - timedelta(days=1)
    for order in (True, False) if day_first is None else (day_first,):
        try:
            on, at = parse_date_and_time(words, before, Facing.FORWARD, day_first=order)
        except DateProblem:
            continue
        if on == before and event.starts_on == event.ends_on:
            on = event.starts_on
        if at is not None and event.has_day(on):
            return placed(event, on, at)
    return None


def _counted_day(event: Event, number: int) -> str:
    return (event.starts_on + timedelta(days=number - 1)).isoformat() if 0 < number < 100 else ""
