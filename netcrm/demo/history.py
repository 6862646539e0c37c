"""Writes the history of the sample network: what happened with whom on which day, the same for the same day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice
from random import Random
from uuid import UUID

from netcrm.demo.reading import Step, WrittenHistory, WrittenPerson
from netcrm.domain.interaction import Interaction

_SEED = 20211
_SATURDAY = 5
_DAYS_AFTER_FIRST = 7
_DAYS_BEFORE_LAST = 14


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody with whom there was contact: from when until when."""

    place: int
    person: WrittenPerson
    first: date
    last: date


def workday(day: date) -> date:
    """Return the day itself, or the Friday before it where it is on a weekend: few people work then."""
    return day - timedelta(days=max(day.weekday() - _SATURDAY + 1, 0))


def made_uid(chance: Random) -> str:
    """Return a UUID that is the same in every run."""
    return str(UUID(int=chance.getrandbits(128), version=4))


def write_history(written: WrittenHistory, known: Sequence[Known], today: date) -> list[Interaction]:
    """Return all interactions, oldest first."""
    chance = Random(_SEED)
    found = [interaction for one in known for interaction in _of_person(written, one, chance)]
    found += _of_meetings(written, known, today)
    found.sort(key=lambda interaction: interaction.happened_on)
    return [
        Interaction(0, made_uid(chance), i.happened_on, i.channel, i.direction, i.summary, i.participants)
        for i in found
    ]


def _of_person(written: WrittenHistory, one: Known, chance: Random) -> list[Interaction]:
    group = one.person.roles[0].group
    found = [_happened(chance.choice(written.first[group]), one, one.first)]
    begin = one.first + timedelta(days=_DAYS_AFTER_FIRST)
    span = (one.last - begin).days - _DAYS_BEFORE_LAST
    exchanges = chance.sample(written.exchanges[group], len(written.exchanges[group]))
    for number, steps in enumerate(islice(cycle(exchanges), one.person.talks if span > 0 else 0)):
        start = begin + timedelta(days=int(span * (number + chance.uniform(0.1, 0.7)) / one.person.talks))
        found += [_happened(step, one, workday(start + timedelta(days=step.days))) for step in steps]
    if one.person.last_step and one.last > one.first:
        found.append(_happened(one.person.last_step, one, one.last))
    return found


def _of_meetings(written: WrittenHistory, known: Sequence[Known], today: date) -> list[Interaction]:
    by_family = {one.person.name.family: one for one in known}
    found = []
    for meeting in written.meetings:
        day = workday(today + timedelta(days=meeting.on))
        there = [by_family[family] for family in meeting.who if by_family[family].first < day < by_family[family].last]
        if len(there) > 1:
            step = meeting.step
            places = tuple(one.place for one in there)
            found.append(Interaction(0, "", day, step.channel, step.direction, step.words, places))
    return found


def _happened(step: Step, one: Known, day: date) -> Interaction:
    study = next((tag.removeprefix("study/") for tag in one.person.tags if tag.startswith("study/")), "lantern-2")
    words = step.words.format(study=study.upper(), place=one.person.organisation)
    return Interaction(0, "", day, step.channel, step.direction, words, (one.place,))
